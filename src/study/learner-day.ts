import { addDays, type Day, dateIn, HOUR_MS, instantOf } from './calendar.ts';

// A learner's own day: where it starts, and what becomes of it when they move to another zone.

const DAY_START_HOUR = 4;
/** After a change of zone a day counts if it counts in the old or in the new one, for so long. */
const BOTH_COUNT_MS = 48 * HOUR_MS;
/** One change in so long has effect. */
const CHANGE_EVERY_MS = 7 * 24 * HOUR_MS;

/** What days go by. */
export interface Clock {
  zone: string;
  /** The hour at which a day starts, 0-6. */
  dayStart: number;
}

/** What a learner chose, and from when on it has effect. What is absent is the community's. */
export interface Choice {
  from: number;
  zone?: string | undefined;
  dayStart?: number | undefined;
}

/** A community's zone, from when on. */
export interface ZoneChange {
  from: number;
  zone: string;
}

/** A clock while it counts: until 48 hours after another followed. */
export interface ClockSpan {
  from: number;
  until: number;
  clock: Clock;
}

/** When a learner's day begins. A day that a zone left out has no length: it starts when the next one does. */
export function startOf(day: Day, { zone, dayStart }: Clock): number {
  return instantOf(day, { hour: dayStart, minute: 0 }, zone);
}

/** The learner's day at a moment: the last that has started. */
export function dayAt(at: number, clock: Clock): Day {
  // From tomorrow on: clocks that go back over midnight show a date again that is over.
  let day = addDays(dateIn(clock.zone, at), 1);
  while (startOf(day, clock) > at) day = addDays(day, -1);
  return day;
}

/**
 * The choices after one more. Within seven days of the last that had effect it waits until they are over, and takes the place of
 * one that waits already.
 */
export function choose(choices: readonly Choice[], at: number, choice: Omit<Choice, 'from'>): Choice[] {
  const begun = choices.filter(({ from }) => from <= at);
  const last = begun.at(-1);
  if (isSame(last, choice)) return begun;
  return [...begun, { ...choice, from: last ? Math.max(at, last.from + CHANGE_EVERY_MS) : at }];
}

/** The clocks of a learner, in order, from what they chose and the zones of their community (at least one). */
export function clocksOf(choices: readonly Choice[], zones: readonly ZoneChange[]): ClockSpan[] {
  const moments = [...new Set([...choices, ...zones].map(({ from }) => from))].sort((a, b) => a - b);
  const clocks: { from: number; clock: Clock }[] = [];
  for (const from of moments) {
    const clock = clockAt(choices, zones, from);
    const before = clocks.at(-1)?.clock;
    if (before?.zone !== clock.zone || before.dayStart !== clock.dayStart) clocks.push({ from, clock });
  }
  return clocks.map(({ from, clock }, index) => {
    const next = clocks[index + 1]?.from;
    return { from: index === 0 ? Number.NEGATIVE_INFINITY : from, until: next === undefined ? Number.POSITIVE_INFINITY : next + BOTH_COUNT_MS, clock };
  });
}

/** The learner's days at a moment, first one first: one, or two for 48 hours after a change of zone. What is answered then counts for each. */
export function learnerDays(clocks: readonly ClockSpan[], at: number): Day[] {
  const days = clocks.filter(({ from, until }) => from <= at && at < until).map(({ clock }) => dayAt(at, clock));
  return [...new Set(days)].sort();
}

/** When a day is over by every clock that counts. */
export function endOf(clocks: readonly ClockSpan[], day: Day): number {
  // Nowhere on earth is it that day before or after; the clocks of other times need no look at their zones.
  const [earliest, latest] = [Date.parse(day), Date.parse(day) + 48 * HOUR_MS];
  const next = addDays(day, 1);
  const ends = clocks.flatMap(({ from, until, clock }) => {
    if (until <= earliest || from >= latest) return [];
    const end = Math.min(until, startOf(next, clock));
    return end > from ? [end] : [];
  });
  return Math.max(...ends);
}

/** Without the choices that no longer matter after a moment. */
export function stillOf(choices: readonly Choice[], after: number): Choice[] {
  return choices.filter((_, index) => {
    const next = choices[index + 1];
    return next === undefined || next.from + BOTH_COUNT_MS > after;
  });
}

function clockAt(choices: readonly Choice[], zones: readonly ZoneChange[], at: number): Clock {
  const choice = choices.findLast(({ from }) => from <= at);
  const zone = choice?.zone ?? (zones.findLast(({ from }) => from <= at) ?? zones[0])?.zone;
  if (zone === undefined) throw new RangeError('a community without a zone');
  return { zone, dayStart: choice?.dayStart ?? DAY_START_HOUR };
}

function isSame(choice: Choice | undefined, other: Omit<Choice, 'from'>): boolean {
  return choice?.zone === other.zone && choice?.dayStart === other.dayStart;
}
