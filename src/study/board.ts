import { addDays, type Day, dateIn, mondayOf, monthOf, weekOf } from './calendar.ts';

export const PERIODS = ['day', 'week', 'month', 'all'] as const;
export type Period = (typeof PERIODS)[number];

/** How many groups of a learner have boards. */
export const GROUPS_MAX = 5;

/** How long a board is kept, from the first day of its period. All time is kept for ever. */
const KEPT_DAYS = 8;
const KEPT_WEEKS = 6;
const KEPT_MONTHS = 14;

/** A board's name: in a store's order by period, then time, with a community's board before those of its groups. */
export function boardName(period: Period, date: Day, group?: string): string {
  const time = timeOf(period, date);
  return ['board', period, ...(time === undefined ? [] : [time]), ...(group === undefined ? [] : [group])].join('/');
}

/** Every board that an answer given at a moment counts on: its day starts at 00:00 in the community's zone. */
export function boardsOf(zone: string, at: number, groups: readonly string[] = []): string[] {
  const date = dateIn(zone, at);
  return PERIODS.flatMap((period) => [undefined, ...groups.slice(0, GROUPS_MAX)].map((group) => boardName(period, date, group)));
}

/** Every board of a group that is still kept on a date, and those of a week around them that may be there or not. */
export function boardsKept(date: Day, group: string): string[] {
  const days = Array.from({ length: (KEPT_MONTHS + 1) * 31 }, (_, ago) => addDays(date, 1 - ago));
  const kept = (period: Period, age: number) => days.slice(0, age).map((day) => boardName(period, day, group));
  return [...new Set([...kept('day', KEPT_DAYS + 2), ...kept('week', (KEPT_WEEKS + 1) * 7), ...kept('month', days.length), boardName('all', date, group)])];
}

/** The first day on which a board is not kept any more; `undefined` for all time, and for what is no board. */
export function goneFrom(board: string): Day | undefined {
  const [kind, period = '', time = ''] = board.split('/');
  if (kind !== 'board') return undefined;
  switch (period) {
    case 'day':
      return addDays(time, KEPT_DAYS);
    case 'week':
      return addDays(mondayOf(time), KEPT_WEEKS * 7);
    case 'month':
      return monthsLater(time, KEPT_MONTHS);
    default:
      return undefined;
  }
}

function timeOf(period: Period, date: Day): string | undefined {
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return weekOf(date);
    case 'month':
      return monthOf(date);
    case 'all':
      return undefined;
    default:
      return period satisfies never;
  }
}

function monthsLater(month: string, months: number): Day {
  const [year, number] = month.split('-').map(Number);
  const total = (year ?? 0) * 12 + (number ?? 1) - 1 + months;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}-01`;
}
