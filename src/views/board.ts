import { inline } from '../bot/markdown.ts';
import { type Route, route } from '../bot/route.ts';
import type { Audience, Block, Button, Message } from '../bot/view.ts';
import { type Board, HIDDEN_MEMBER as HIDDEN, ROWS_MAX } from '../pictures/board.ts';
import { PERIODS, type Period } from '../study/board.ts';
import { addDays, type Day, mondayOf, monthOf, weekOf } from '../study/calendar.ts';
import { boardAlt } from './picture-alt.ts';

/** A board as somebody sees it. */
export interface BoardShown {
  period: Period;
  /** The community's date. */
  date: Day;
  group?: { id: string; name: string } | undefined;
  size: number;
  rows: readonly { rank: number; points: number; name: string | undefined; isMine: boolean }[];
}

export const PERIOD_NAMES: Readonly<Record<Period, string>> = { day: 'Today', week: 'This week', month: 'This month', all: 'All time' };
/** A row of a phone. */
const NAME_MAX = 24;
const PICTURE = 'leaderboard.png';

/** The first ten and those around who asks: text, at once. */
export function boardCard(board: BoardShown, to: Audience): Message {
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: titleOf(board) },
      ...(board.size === 0 ? empty(board) : [{ kind: 'text' as const, markdown: placeOf(board) }, tableOf(board)]),
      { kind: 'note', markdown: noteOf(board) },
      { kind: 'buttons', buttons: buttonsOf(board) },
    ],
  };
}

/** The same as a picture, with all of it in words for who sees none. */
export function boardPicture(board: BoardShown, png: Uint8Array | undefined): Message {
  const alt = boardAlt(drawnBoard(board));
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: titleOf(board) },
      png ? { kind: 'image', file: PICTURE, alt } : { kind: 'text', markdown: `The picture can’t be drawn. This is what it shows: ${inline(alt)}` },
    ],
    ...(png ? { files: [{ name: PICTURE, type: 'image/png', bytes: png }] } : {}),
  };
}

/** The same as it is drawn: the first ten, and whoever stands around who asks further down. */
export function drawnBoard({ period, date, group, size, rows }: BoardShown): Board {
  const drawn = rows.map(({ rank, name, points, isMine }) => ({ rank, name, points, own: isMine }));
  const further = drawn.filter(({ rank }) => rank > ROWS_MAX);
  return {
    title: group?.name ?? 'Everyone here',
    period: PERIOD_NAMES[period],
    rows: drawn.filter(({ rank }) => rank <= ROWS_MAX),
    ...(further.length > 0 ? { around: further } : {}),
    size,
    updated: date,
  };
}

/** Group and period: `This week · Berlin`. */
function titleOf({ period, group }: BoardShown): string {
  return group ? `${PERIOD_NAMES[period]} · ${group.name}` : PERIOD_NAMES[period];
}

function empty({ period }: BoardShown): Block[] {
  const when = period === 'all' ? 'here yet' : `${PERIOD_NAMES[period].toLowerCase()} yet`;
  return [{ kind: 'text', markdown: `Nobody has points ${when}. Answer a question, and the first place is yours.` }];
}

/** Where who asks stands, and what the next place takes. */
function placeOf({ rows, size }: BoardShown): string {
  const at = rows.findIndex(({ isMine }) => isMine);
  const [mine, above] = [rows[at], rows[at - 1]];
  if (!mine) return 'You have no points on this board yet: one answer brings you on it.';
  if (!above) return size === 1 ? 'You are the first one here.' : 'You are first.';
  const behind = above.points - mine.points;
  const name = above.name === undefined ? `a ${HIDDEN}` : inline(above.name);
  if (behind === 0) return `You are number ${mine.rank} of ${size}, with as many points as ${name}, who got there first.`;
  return `You are number ${mine.rank} of ${size}, ${behind === 1 ? '1 point' : `${behind} points`} behind ${name}.`;
}

function tableOf({ rows }: BoardShown): Block {
  const lines = rows.flatMap((row, index) => {
    const gap = index > 0 && row.rank !== (rows[index - 1]?.rank ?? 0) + 1;
    const line = [String(row.rank), nameOf(row), String(row.points)];
    return gap ? [['…', '', ''], line] : [line];
  });
  return { kind: 'table', columns: ['#', 'Member', 'Points'], rows: lines };
}

function nameOf({ name, isMine }: BoardShown['rows'][number]): string {
  const characters = [...(name ?? HIDDEN).replace(/\s+/g, ' ')];
  const short = characters.length > NAME_MAX ? `${characters.slice(0, NAME_MAX - 1).join('')}…` : characters.join('');
  return isMine ? `${short} (you)` : short;
}

function noteOf(board: BoardShown): string {
  return `${spanOf(board)} · ${membersOf(board)}`;
}

function membersOf({ size }: BoardShown): string {
  return size === 1 ? '1 member' : `${size} members`;
}

function spanOf({ period, date }: BoardShown): string {
  switch (period) {
    case 'day':
      return date;
    case 'week': {
      const monday = mondayOf(weekOf(date));
      return `${monday} to ${addDays(monday, 6)}`;
    }
    case 'month':
      return monthOf(date);
    case 'all':
      return 'Since the beginning';
  }
}

function buttonsOf(board: BoardShown): Button[] {
  const { period, group, size } = board;
  const others = PERIODS.filter((each) => each !== period).map((each) => ({ label: PERIOD_NAMES[each], route: boardRoute('show', each, group?.id) }));
  const ask = { label: 'Give me a question', route: route('question', 'next'), style: 'main' as const };
  return [
    ...others,
    { label: 'How points work', route: route('leaderboard', 'rules') },
    size === 0 ? ask : { label: 'Picture', route: boardRoute('picture', period, group?.id) },
  ];
}

function boardRoute(action: string, period: Period, group: string | undefined): Route {
  return route('leaderboard', action, period, ...(group === undefined ? [] : [group]));
}
