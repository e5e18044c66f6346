import type { Message } from '../bot/view.ts';
import type { Day } from '../study/calendar.ts';
import type { CommunityStreak } from '../study/quorum.ts';
import { dayInWords } from './dates.ts';

export interface ShownWeek {
  monday: Day;
  rows: readonly { rank: number; name: string; points: number }[];
  streak: CommunityStreak;
}

/** The week that was, for everybody. */
export function recapPost({ monday, rows, streak }: ShownWeek): Message {
  const run =
    streak.current === 0 ? 'The community’s streak begins anew.' : `The community’s streak: **${streak.current}** in a row, ${streak.longest} at most.`;
  return {
    kind: 'message',
    to: 'channel',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'Last week' },
      { kind: 'note', markdown: `From ${dayInWords(monday)}` },
      { kind: 'table', columns: ['', 'Name', 'Points'], rows: rows.map(({ rank, name, points }) => [String(rank), name, String(points)]) },
      { kind: 'text', markdown: run },
    ],
  };
}
