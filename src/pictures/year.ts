import type { HeatDay } from '../study/streak.ts';

/** What a day was to a streak. */
export type DayState = HeatDay['state'];

export interface HeatMapLabels {
  /** Whose year it is. */
  title: string;
  /** In days. */
  current: number;
  longest: number;
}

/** In the order of the legend. */
export const STATE_WORDS: Readonly<Record<Exclude<DayState, 'answered'>, string>> = {
  granted: 'granted',
  frozen: 'frozen',
  away: 'away',
  excused: 'excused',
  rest: 'rest day',
  missed: 'missed',
  open: 'still open',
};

const WEEK_DAYS = 7;
export const YEAR_WEEKS = 53;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface PlacedDay extends HeatDay {
  /** From 0; the last is the one of the last day. */
  week: number;
  /** From Monday, 0, to Sunday, 6. */
  weekday: number;
}

/** The last 53 weeks, each from Monday; what is older is left out. */
export function placed(days: readonly HeatDay[]): PlacedDay[] {
  const last = days.at(-1);
  if (!last) return [];
  const firstMonday = numberOf(last.day) - weekdayOf(last.day) - (YEAR_WEEKS - 1) * WEEK_DAYS;
  return days.flatMap((day) => {
    const since = numberOf(day.day) - firstMonday;
    return since < 0 ? [] : [{ ...day, week: Math.floor(since / WEEK_DAYS), weekday: since % WEEK_DAYS }];
  });
}

/** The Monday of one of the 53 weeks. */
export function mondayOf(days: readonly HeatDay[], week: number): Date {
  const last = days.at(-1)?.day ?? '1970-01-01';
  return new Date((numberOf(last) - weekdayOf(last) - (YEAR_WEEKS - 1 - week) * WEEK_DAYS) * DAY_MS);
}

export function countAnswered(days: readonly HeatDay[]): number {
  return placed(days).filter(({ state }) => state === 'answered').length;
}

/** Since 1970. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** 1970 began on a Thursday. */
function weekdayOf(day: string): number {
  return (numberOf(day) + 3) % WEEK_DAYS;
}
