import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { inline } from '../src/bot/markdown.ts';
import { Refusal } from '../src/bot/refusal.ts';
import { groupIdOf } from '../src/records/group.ts';
import { type Board, readBoard } from '../src/records/leaderboard.ts';
import { PERIODS, type Period } from '../src/study/board.ts';
import { boardCard, boardPicture, drawnBoard, PERIOD_NAMES } from '../src/views/board.ts';
import { rulesCard } from '../src/views/rules.ts';
import { action, command, type Resources } from './resources.ts';

/** A period, and a group's id where it is about one. */
const which = z.tuple([z.enum(PERIODS), z.string().optional()]);

export const leaderboard = command({
  name: 'leaderboard',
  summary: 'Who has how many points: the first ten, and those around you',
  options: {
    period: { kind: 'choice', summary: 'this week where you leave it out', choices: PERIODS.map((value) => ({ label: PERIOD_NAMES[value], value })) },
    group: { kind: 'text', summary: 'the board of a study group, by its name', max: 1_000 },
  },
  answers: 'learner',
  async run(resources, event, { period = 'week', group }) {
    const missing = `There is no group “${inline((group ?? '').slice(0, 60))}” here. \`/group list\` shows those that there are.`;
    return boardCard(await find(resources, event, period, group && groupIdOf(group), missing), 'learner');
  },
  actions: {
    show: action({
      answers: 'here',
      args: which,
      run: async (resources, event, [period, group]) => boardCard(await find(resources, event, period, group), 'here'),
    }),
    picture: action({
      answers: 'learner',
      args: which,
      async run(resources, event, [period, group]) {
        const board = await find(resources, event, period, group);
        return boardPicture(board, await resources.drawBoard(drawnBoard(board)));
      },
    }),
    rules: action({ answers: 'learner', args: z.tuple([]), run: async () => rulesCard() }),
  },
});

const GONE = 'That group is not there any more. `/group list` shows those that there are.';

async function find({ records }: Resources, { place, account, at }: Event, period: Period, group?: string, missing = GONE): Promise<Board> {
  const board = await readBoard(records, { place, account, at, period, group });
  if (!board) throw new Refusal(missing);
  return board;
}
