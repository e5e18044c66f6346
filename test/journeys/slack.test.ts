import { expect, test } from 'vitest';
import type { Message } from '../emulators/slack/state.ts';
import { openTable } from '../fakes/people.ts';
import { expectClean, openStudy, words } from '../platforms/slack/workspace.ts';

const ANSWER = `With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.
I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.
With many virtual nodes per server the load is spread evenly, and a bigger server takes more of them.`;
const FOLLOW_UP =
  'I would add the new servers one by one and warm each of them up before it takes reads, so that the database never sees all the misses at once.';

/** Both ways must show people the same: they share one file. */
test.each(['HTTP', 'Socket Mode'] as const)(
  'a question with its hint, an answer, two follow-ups, the model answer over several pages, and the diagram, over %s',
  async (mode) => {
    const { bot } = await openTable();
    const { slack, ada, ben, general } = await openStudy({ mode, bot });
    const press = async (on: Message, label: string): Promise<Message> => (await slack.press(ada, on, label)).message();
    const forms: string[] = [];
    const answer = async (on: Message, text: string): Promise<Message> => {
      const view = await (await slack.press(ada, on, 'Answer')).view();
      const shown = slack.transcript(ada, general);
      forms.push(shown.slice(shown.indexOf('┌')));
      return (await slack.submit(ada, view, { answer: text })).message();
    };

    const card = await (await slack.use(ada, '/quorum', 'question sd.q05', general)).message();
    await press(card, 'Hint');
    const grade = await answer(card, ANSWER);
    const warning = await press(grade, 'Show what I missed');
    await (await slack.press(ada, warning, 'Open it')).edit();
    const first = await press(grade, 'Follow-ups');
    const firstGrade = await answer(first, FOLLOW_UP);
    const second = await press(firstGrade, 'Next follow-up');
    await answer(second, FOLLOW_UP);

    let page = await press(grade, 'Model answer');
    const pages = [words(page)];
    while (labelsOf(page).includes('Next page')) {
      page = await (await slack.press(ada, page, 'Next page')).edit();
      pages.push(words(page));
    }
    expect(pages.length).toBeGreaterThan(1);
    // The first of the two is the picture, the second says where it is.
    const diagram = await slack.press(ada, page, 'Diagram');
    await slack.until('both', () => diagram.messages.length === 2);

    expect(slack.seen(ben, general)).toEqual([]);
    expectClean(slack);
    const transcript = [
      slack.transcript(ada, general),
      '=== The form behind the first Answer ===',
      forms[0],
      // Each page takes the place of the one before, so that a transcript shows the last alone.
      ...pages.slice(0, -1).map((text, index) => `=== What page ${index + 1} of the model answer showed ===\n\n${text}`),
      '=== In the direct messages with Quorum ===',
      slack.transcript(ada, slack.directMessages(ada)),
    ];
    await expect(`${transcript.join('\n\n')}\n`).toMatchFileSnapshot('./transcripts/slack.txt');
  },
);

function labelsOf(message: Message): string[] {
  return message.blocks.flatMap((block) => ((block.elements as { text?: { text?: string } }[] | undefined) ?? []).map(({ text }) => text?.text ?? ''));
}
