import { addDays, type Day, HOUR_MS } from './calendar.ts';
import type { Occurrence } from './daily.ts';
import { type ClockSpan, endOf, type ZoneChange } from './learner-day.ts';
import { type Outage, outageMs } from './outage.ts';

// One day of a streak: what it was, why, and what it did to the run.

export const FREEZES_AT_FIRST = 1;
export const FREEZES_MAX = 2;
export const ACTIVE_DAYS_PER_FREEZE = 7;
export const AWAY_DAYS_A_YEAR = 14;
/** A challenge must have stood for so long when the learner's day ended, or the day is excused. */
const POSTED_BEFORE_END_MS = 4 * HOUR_MS;
const LAST_HOURS_MS = 4 * HOUR_MS;
/** More outage than that in a day's last four hours excuses it. */
const OUTAGE_MAX_MS = HOUR_MS / 2;

/** What a community knows of its days. */
export interface CommunityDays {
  /** Its zone from when on, oldest first; at least one. */
  zones: readonly ZoneChange[];
  /** From the first date of a schedule to its last: what has no challenge between is a rest day. Elsewhere every day counts. */
  scheduled: readonly { from: Day; until?: Day | undefined }[];
  challenges: Readonly<Record<Day, Pick<Occurrence, 'postedAt' | 'missedAt' | 'unknownAt'>>>;
  /** On the platforms that the member uses. */
  outages: readonly Pick<Outage, 'from' | 'until'>[];
}

export type Excuse =
  /** The challenge was missed by us, nobody knows whether it arrived, or it has not been posted yet. */
  { because: 'missed' | 'unknown' | 'pending' } | { because: 'late'; postedAt: number } | { because: 'outage'; minutes: number };

export type DayReason =
  | { state: 'answered'; answers: number }
  | { state: 'granted' }
  | { state: 'rest'; because: 'no-challenge' | 'no-such-day' }
  | ({ state: 'excused' } & Excuse)
  | { state: 'away' }
  | { state: 'frozen'; freezesLeft: number }
  | { state: 'missed' }
  /** Not over, and not answered. */
  | { state: 'open'; endsAt: number };

export type DayReport = { day: Day } & DayReason;

/** What the days so far come to. */
export interface Tally {
  run: number;
  longest: number;
  freezes: number;
  /** Days with an answer, ever. */
  active: number;
  /** Days away that saved a streak, in the last year that had one. */
  away: { year: string; days: number };
}

export const NO_DAYS: Tally = { run: 0, longest: 0, freezes: FREEZES_AT_FIRST, active: 0, away: { year: '', days: 0 } };

/** Why a day that is over costs nothing although nobody answered, if so. */
export function whyFree(day: Day, { challenges, scheduled, outages }: CommunityDays, clocks: readonly ClockSpan[]): DayReason | undefined {
  const challenge = challenges[day];
  const isScheduled = scheduled.some(({ from, until }) => from <= day && (until === undefined || day <= until));
  if (isScheduled && !challenge) return { state: 'rest', because: 'no-challenge' };
  const end = endOf(clocks, day);
  const excuse = (challenge && excuseBy(challenge, end)) ?? excuseByOutage(outages, end);
  if (excuse) return { state: 'excused', ...excuse };
  return end <= endOf(clocks, addDays(day, -1)) ? { state: 'rest', because: 'no-such-day' } : undefined;
}

function excuseBy({ postedAt, missedAt, unknownAt }: CommunityDays['challenges'][Day], end: number): Excuse | undefined {
  if (postedAt === undefined) return { because: missedAt !== undefined ? 'missed' : unknownAt !== undefined ? 'unknown' : 'pending' };
  return end - postedAt < POSTED_BEFORE_END_MS ? { because: 'late', postedAt } : undefined;
}

function excuseByOutage(outages: CommunityDays['outages'], end: number): Excuse | undefined {
  const outMs = outageMs(outages, end - LAST_HOURS_MS, end);
  return outMs > OUTAGE_MAX_MS ? { because: 'outage', minutes: Math.round(outMs / 60_000) } : undefined;
}

/** The tally after a day that broke nothing. */
export function afterKept(tally: Tally, { state }: DayReason): Tally {
  if (state !== 'answered' && state !== 'granted') return tally;
  const run = tally.run + 1;
  const active = tally.active + (state === 'answered' ? 1 : 0);
  const earned = state === 'answered' && active % ACTIVE_DAYS_PER_FREEZE === 0 ? 1 : 0;
  return { ...tally, run, active, longest: Math.max(tally.longest, run), freezes: Math.min(FREEZES_MAX, tally.freezes + earned) };
}

/** The tally after a day that nothing excused. Where there is no run, nothing is spent to save it. */
export function afterMissed(tally: Tally, day: Day, isAway: boolean): { tally: Tally; reason: DayReason } {
  const awayLeft = awayDaysLeft(tally, day);
  const freezesLeft = tally.freezes - 1;
  if (isAway && awayLeft > 0) {
    const away = { year: yearOf(day), days: AWAY_DAYS_A_YEAR - awayLeft + 1 };
    return { tally: tally.run > 0 ? { ...tally, away } : tally, reason: { state: 'away' } };
  }
  if (tally.run > 0 && freezesLeft >= 0) return { tally: { ...tally, freezes: freezesLeft }, reason: { state: 'frozen', freezesLeft } };
  return { tally: { ...tally, run: 0 }, reason: { state: 'missed' } };
}

/** In the year of a day. */
export function awayDaysLeft({ away }: Tally, day: Day): number {
  return AWAY_DAYS_A_YEAR - (away.year === yearOf(day) ? away.days : 0);
}

function yearOf(day: Day): string {
  return day.slice(0, 4);
}
