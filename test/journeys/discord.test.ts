import { expect, test } from 'vitest';
import type { Act, SeenMessage } from '../emulators/discord/index.ts';
import { openTable } from '../fakes/people.ts';
import { openServer } from '../platforms/discord/server.ts';

const ANSWER = `With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.
I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.
With many virtual nodes per server the load is spread evenly, and a bigger server takes more of them.`;
const HOT_NODE =
  'First I look at the requests per key on that node: a single hot key lands on one owner, however many virtual nodes there are. I would copy it to several servers and read any of them.';
const COPIES =
  'The copies go to the next distinct machines clockwise, in different racks. When a machine joins, the old owner keeps serving while the data streams to the new one, and writes go to both.';

function shown(act: Act): SeenMessage {
  if (!act.message) throw new Error(`no message: ${act.error ?? act.acknowledged}`);
  return act.message;
}

test('a question with its hint, an answer, two follow-ups, the model answer over several pages, and the diagram', async () => {
  const { bot } = await openTable();
  const { discord, ada, guild } = await openServer({ bot });
  const answer = async (on: SeenMessage, text: string) =>
    shown(await discord.submit(ada, (await discord.press(ada, on, 'Answer')).modal!, { 'Your answer': text }));

  const card = shown(await discord.use(ada, 'question', { query: 'sd.q05' }));
  await discord.press(ada, card, 'Hint');
  const grade = await answer(card, ANSWER);
  const warning = shown(await discord.press(ada, grade, 'Show what I missed'));
  await discord.press(ada, warning, 'Open it');
  const first = shown(await discord.press(ada, grade, 'Follow-ups'));
  const firstGrade = await answer(first, HOT_NODE);
  const second = shown(await discord.press(ada, firstGrade, 'Next follow-up'));
  await answer(second, COPIES);

  let page = shown(await discord.press(ada, grade, 'Model answer'));
  const pages = [page.text];
  while (page.buttons.some(({ label }) => label === 'Next page')) {
    page = shown(await discord.press(ada, page, 'Next page'));
    pages.push(page.text);
  }
  expect(pages.length).toBeGreaterThan(1);
  // Each page takes the place of the one before, so that a transcript shows the last alone.
  const diagram = shown(await discord.press(ada, page, 'Diagram'));
  expect(diagram.files).toHaveLength(1);

  const transcript = discord.transcript(ada, guild.channel);
  const read = pages.slice(0, -1).map((text, index) => `=== What page ${index + 1} of the model answer showed ===\n\n${text}`);
  await expect(`${[transcript, ...read].join('\n\n')}\n`).toMatchFileSnapshot('./transcripts/discord.txt');
});
