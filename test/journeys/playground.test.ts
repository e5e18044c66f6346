import { expect, test } from 'vitest';
import { startQuorum } from '../environment.ts';
import { webDriver } from './drivers.ts';

const ANSWER = `With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.
I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.
With many virtual nodes per server the load is spread evenly, and a bigger server takes more of them.`;
const FOLLOW_UP =
  'I would add the new servers one by one and warm each of them up before it takes reads, so that the database never sees all the misses at once.';

/** What stands on a message of the page: one line a block, buttons in brackets. */
function read(html: string): string {
  return html
    .replace(/<button[^>]*>([^<]*)<\/button>/g, ' [$1]')
    .replace(/<img[^>]*alt="([^"]*)"[^>]*>/g, '(picture: $1)')
    .replace(/<li>/g, '\n- ')
    .replace(/<\/(h2|p|div|li|blockquote)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#x([0-9A-F]+);/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&amp;/g, '&')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}

test('a question with its hint, an answer, two follow-ups, the model answer and the diagram', async () => {
  const quorum = await startQuorum();
  const ada = webDriver(quorum.address);
  const transcript: string[] = [];
  const note = (did: string, html: string) => transcript.push(`Ada: ${did}`, `Quorum (only you can see this):\n${read(html)}`);
  note('/question query:sd.q05', await ada.use('question', { query: 'sd.q05' }));
  const card = ada.last();
  note('[Hint]', await ada.press('Hint'));
  note(`[Answer], and sends:\n${ANSWER}`, await ada.fill('Answer', ANSWER));
  const grade = ada.last();
  note('[Show what I missed]', await ada.press('Show what I missed'));
  note('[Open it]', await ada.press('Open it'));
  note('[Follow-ups]', await ada.press('Follow-ups', grade));
  note(`[Answer], and sends:\n${FOLLOW_UP}`, await ada.fill('Answer', FOLLOW_UP));
  note('[Next follow-up]', await ada.press('Next follow-up'));
  note(`[Answer], and sends:\n${FOLLOW_UP}`, await ada.fill('Answer', FOLLOW_UP));
  note('[Model answer]', await ada.press('Model answer', card));
  note('[Diagram]', await ada.press('Diagram'));
  await quorum.stop();
  await expect(`${transcript.join('\n\n')}\n`).toMatchFileSnapshot('./transcripts/playground.txt');
});
