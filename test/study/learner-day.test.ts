import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/study/calendar.ts';
import { type Choice, choose, clocksOf, dayAt, endOf, learnerDays, stillOf } from '../../src/study/learner-day.ts';
import { DAY_MS } from './naive-clock.ts';

const HOME = 'Europe/Berlin';
const T0 = Date.parse('2026-11-02T12:00:00Z');

/** What somebody chose, a time each, in days after the start. */
function chosen(...wishes: readonly (readonly [day: number, zone: string | undefined, dayStart?: number])[]) {
  return wishes.reduce<Choice[]>((before, [day, zone, dayStart]) => choose(before, T0 + day * DAY_MS, { zone, dayStart }), []);
}
const clocks = (choices: readonly Choice[]) => clocksOf(choices, [{ from: 0, zone: HOME }]);
const inDays = (choices: readonly Choice[]) => choices.map(({ from, zone }) => [(from - T0) / DAY_MS, zone]);

describe('a learner’s day', () => {
  test('is the community’s until they choose, and starts at four', () => {
    expect(learnerDays(clocks([]), Date.parse('2026-11-24T02:30:00Z'))).toEqual(['2026-11-23']);
    expect(learnerDays(clocks([]), Date.parse('2026-11-24T03:00:00Z'))).toEqual(['2026-11-24']);
  });

  test('follows their own zone and hour', () => {
    const own = clocks(chosen([0, 'Asia/Tokyo', 6]));
    expect(learnerDays(own, Date.parse('2026-11-23T20:30:00Z'))).toEqual(['2026-11-23']);
    expect(learnerDays(own, Date.parse('2026-11-23T21:00:00Z'))).toEqual(['2026-11-24']);
  });

  test('moves with the community where they chose no zone', () => {
    const moved = clocksOf(
      [],
      [
        { from: 0, zone: HOME },
        { from: T0, zone: 'Asia/Tokyo' },
      ],
    );
    const evening = T0 + 8 * HOUR_MS;
    expect(learnerDays(moved, evening)).toEqual(['2026-11-02', '2026-11-03']);
    expect(learnerDays(moved, evening + 2 * DAY_MS)).toEqual(['2026-11-05']);
  });
});

describe('a change of zone', () => {
  // From the far west of the date line to its far east, and back: a whole day is left out, or comes again.
  const east = clocks(chosen([-30, 'Pacific/Honolulu'], [0, 'Pacific/Kiritimati']));
  const west = clocks(chosen([-30, 'Pacific/Kiritimati'], [0, 'Pacific/Honolulu']));

  test('lets a day count in both for 48 hours, eastward', () => {
    expect(learnerDays(east, T0 - 1)).toEqual(['2026-11-01']);
    expect(learnerDays(east, T0)).toEqual(['2026-11-01', '2026-11-02']);
    expect(learnerDays(east, T0 + 48 * HOUR_MS - 1)).toEqual(['2026-11-03', '2026-11-04']);
    expect(learnerDays(east, T0 + 48 * HOUR_MS)).toEqual(['2026-11-04']);
    expect(endOf(east, '2026-11-03')).toBe(T0 + 48 * HOUR_MS);
  });

  test('and westward', () => {
    expect(learnerDays(west, T0)).toEqual(['2026-11-01', '2026-11-02']);
    expect(learnerDays(west, T0 + 48 * HOUR_MS)).toEqual(['2026-11-03']);
  });

  test('has effect once in seven days: the last wish meanwhile waits', () => {
    expect(inDays(chosen([0, 'Asia/Tokyo'], [2, 'Asia/Seoul'], [3, 'Asia/Kolkata']))).toEqual([
      [0, 'Asia/Tokyo'],
      [7, 'Asia/Kolkata'],
    ]);
    expect(inDays(chosen([0, 'Asia/Tokyo'], [7, 'Asia/Seoul']))).toEqual([
      [0, 'Asia/Tokyo'],
      [7, 'Asia/Seoul'],
    ]);
    expect(inDays(chosen([0, 'Asia/Tokyo'], [2, 'Asia/Seoul'], [3, 'Asia/Tokyo']))).toEqual([[0, 'Asia/Tokyo']]);
    expect(inDays(chosen([0, 'Asia/Tokyo'], [8, undefined]))).toEqual([
      [0, 'Asia/Tokyo'],
      [8, undefined],
    ]);
    expect(chosen([0, undefined])).toEqual([]);
  });
});

const ZONES = [undefined, 'Europe/Berlin', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const wish = fc.record({ hour: fc.nat(40 * 24), zone: fc.constantFrom(...ZONES), dayStart: fc.constantFrom(undefined, 0, 4, 6) });
const wishes = fc.array(wish, { maxLength: 8 }).map((all) => all.sort((a, b) => a.hour - b.hour));

test('clocks are those of somebody who looks every hour whether a change is allowed, and days end when all of them say so', () => {
  fc.assert(
    fc.property(wishes, fc.nat(40 * 24), fc.nat(20), (all, hour, ahead) => {
      // The hours on which DST ends or begins lie within.
      const start = Date.parse('2026-10-10T00:00:00Z');
      const choices = all.reduce<Choice[]>((before, { hour: at, zone, dayStart }) => choose(before, start + at * HOUR_MS, { zone, dayStart }), []);
      const spans = clocksOf(choices, [{ from: 0, zone: HOME }]);
      const days = (at: number) => naiveDays(all, start, at);
      const at = start + hour * HOUR_MS;
      expect(learnerDays(spans, at)).toEqual(days(at));
      const kept = clocksOf(stillOf(choices, at), [{ from: 0, zone: HOME }]);
      expect(learnerDays(kept, at + ahead * DAY_MS)).toEqual(learnerDays(spans, at + ahead * DAY_MS));

      // A day that is the oldest now ends in the quarter of an hour after which it never is again.
      const day = days(at)[0]!;
      let last = at;
      for (let moment = at; moment < at + 3 * DAY_MS; moment += HOUR_MS / 4) if (days(moment)[0]! <= day) last = moment;
      expect(endOf(spans, day) - last).toBeGreaterThan(0);
      expect(endOf(spans, day) - last).toBeLessThanOrEqual(HOUR_MS / 4);
    }),
    { seed: 7, numRuns: 40 },
  );
});

/** Hour by hour: the clock changes to what is wished where it has not for seven days. */
function naiveDays(all: readonly { hour: number; zone: string | undefined; dayStart: number | undefined }[], start: number, at: number): string[] {
  let now: { zone: string | undefined; dayStart: number | undefined } = { zone: undefined, dayStart: undefined };
  let changed = Number.NEGATIVE_INFINITY;
  const left: { until: number; clock: typeof now }[] = [];
  for (let hour = 0; start + hour * HOUR_MS <= at; hour++) {
    const wished = all.findLast((each) => each.hour <= hour);
    if (!wished || (wished.zone === now.zone && wished.dayStart === now.dayStart) || hour - changed < 7 * 24) continue;
    left.push({ until: start + (hour + 48) * HOUR_MS, clock: now });
    [now, changed] = [wished, hour];
  }
  const counting = [now, ...left.filter(({ until }) => at < until).map(({ clock }) => clock)];
  const days = counting.map(({ zone, dayStart }) => cachedDay(at, zone ?? HOME, dayStart ?? 4));
  return [...new Set(days)].sort();
}

const seen = new Map<string, string>();
function cachedDay(at: number, zone: string, dayStart: number): string {
  const key = `${zone} ${dayStart} ${at}`;
  const day = seen.get(key) ?? dayAt(at, { zone, dayStart });
  seen.set(key, day);
  return day;
}
