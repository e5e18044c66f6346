import { describe, expect, test } from 'vitest';
import { addDays, HOUR_MS } from '../../src/study/calendar.ts';
import type { Entry } from '../../src/study/ledger.ts';
import { fold, heatMap, NO_STREAK, settle, streakOf } from '../../src/study/streak.ts';
import type { CommunityDays } from '../../src/study/streak-day.ts';
import { DAY_MS } from './naive-clock.ts';

// The first day is a Monday; zone UTC and a day from four o'clock on.
const MONDAY = '2026-11-02';
const T0 = Date.parse(`${MONDAY}T00:00:00Z`);
const dayOf = (number: number) => addDays(MONDAY, number);
/** An hour of a day, by their numbers: hour 28 is four o'clock on the next. */
const time = (day: number, hour: number) => T0 + day * DAY_MS + hour * HOUR_MS;

const common = { v: 1, id: 'x', member: 'm_1', place: 'p', question: 'q' } as const;
const answered = (day: number, more: Partial<Extract<Entry, { kind: 'answer' }>> = {}): Entry => ({
  ...common,
  kind: 'answer',
  at: time(day, 12),
  rubricVersion: 1,
  score: 80,
  points: 8,
  days: [dayOf(day)],
  ...more,
});
const granted = (day: number, on: number): Entry => ({ ...common, kind: 'grant', at: time(on, 12), day: dayOf(day) });
const away = (from: number, until?: number): Entry => ({
  ...common,
  kind: 'away',
  at: time(from, 9),
  from: dayOf(from),
  until: until === undefined ? undefined : dayOf(until),
});
const regraded = (day: number, counts: boolean): Entry => ({
  ...common,
  kind: 'regrade',
  at: time(day, 20),
  answer: 'x',
  score: counts ? 60 : 0,
  points: 0,
  days: [dayOf(day)],
  counts,
});

const EVERY_DAY: CommunityDays = { zones: [{ from: 0, zone: 'UTC' }], scheduled: [], challenges: {}, outages: [] };
const scheduled = (challenges: CommunityDays['challenges']): CommunityDays => ({ ...EVERY_DAY, scheduled: [{ from: MONDAY }], challenges });

/** On a day at noon: a letter a day, and the sums. */
function seen(entries: readonly Entry[], on: number, community = EVERY_DAY, hour = 12) {
  const streak = streakOf(fold(NO_STREAK, entries), community, time(on, hour));
  const letters = { answered: 'A', granted: 'G', rest: 'R', excused: 'E', away: 'W', frozen: 'F', missed: '-', open: '?' };
  return { ...streak, line: streak.days.map(({ state }) => letters[state]).join('') };
}
const days = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => answered(from + index));

describe('a streak', () => {
  test('begins with the first answer', () => {
    expect(seen([], 3)).toMatchObject({ current: 0, longest: 0, freezes: 1, activeDaysToNextFreeze: 7, awayDaysLeft: 14, days: [], answeredToday: false });
    expect(seen([answered(0)], 0)).toMatchObject({ current: 1, longest: 1, line: 'A', today: MONDAY, answeredToday: true });
  });

  test('counts days, not answers', () => {
    expect(seen([answered(0), answered(0), answered(1)], 1)).toMatchObject({ current: 2, line: 'AA' });
  });

  test('is not broken while today lasts, which is until four', () => {
    expect(seen(days(0, 1), 2, EVERY_DAY, 27.9)).toMatchObject({ current: 2, line: 'AA?', today: dayOf(2), days: [{}, {}, { endsAt: time(2, 28) }] });
    expect(seen(days(0, 1), 2, EVERY_DAY, 28)).toMatchObject({ current: 2, line: 'AAF?', freezes: 0 });
    expect(seen(days(0, 1), 3, EVERY_DAY, 28)).toMatchObject({ current: 0, longest: 2, line: 'AAF-?' });
  });

  test.each([
    ['of a low score', { score: 24 }, 0],
    ['after the model answer', { unpaid: 'revealed' }, 0],
    ['beyond the paid attempts', { unpaid: 'used' }, 0],
    ['that was no better', { unpaid: 'no-better', points: 0 }, 1],
    ['beyond what the day pays', { unpaid: 'day-full', points: 0 }, 1],
  ] as const)('with an answer %s', (_, more, current) => {
    expect(seen([answered(0, more)], 0).current).toBe(current);
  });

  test('takes an answer for its challenge’s date too, at last in the night after', () => {
    // Posted at 21:00 on Monday, answered at five on Tuesday.
    expect(seen([answered(1, { challenge: MONDAY })], 1)).toMatchObject({ current: 2, line: 'AA' });
    // A challenge brought forward counts for its date when that comes.
    const early = answered(0, { challenge: dayOf(1) });
    expect(seen([early], 0)).toMatchObject({ current: 1, line: 'A' });
    expect(seen([early], 1)).toMatchObject({ current: 2, line: 'AA' });
  });

  test('follows what an admin decides on a grade', () => {
    const low = answered(1, { score: 20, unpaid: 'low' });
    expect(seen([answered(0), low, regraded(1, true)], 1)).toMatchObject({ current: 2 });
    expect(seen([answered(0), answered(1), regraded(1, false)], 1)).toMatchObject({ current: 1, line: 'A?' });
  });
});

describe('a freeze', () => {
  test('is earned every seven active days, two are held', () => {
    expect(seen(days(0, 5), 5)).toMatchObject({ freezes: 1, activeDaysToNextFreeze: 1 });
    expect(seen(days(0, 6), 6)).toMatchObject({ freezes: 2, activeDaysToNextFreeze: 7 });
    expect(seen(days(0, 20), 20)).toMatchObject({ freezes: 2 });
  });

  test('saves the run and adds nothing to it', () => {
    expect(seen([...days(0, 6), answered(9)], 9)).toMatchObject({ current: 8, freezes: 0, line: 'AAAAAAAFFA' });
  });

  test('is not spent where there is nothing to save', () => {
    expect(seen([answered(0), ...days(5, 11)], 14)).toMatchObject({ line: 'AF---AAAAAAAF-?', freezes: 0, longest: 7 });
  });
});

describe('away', () => {
  test('costs no freeze, and ends with its last day', () => {
    expect(seen([answered(0), away(1, 3)], 5)).toMatchObject({ current: 1, line: 'AWWWF?', freezes: 0, awayDaysLeft: 11 });
  });

  test('lasts 14 days a year', () => {
    const streak = seen([answered(0), away(1, 30)], 18);
    expect(streak).toMatchObject({ line: `A${'W'.repeat(14)}F--?`, awayDaysLeft: 0 });
    // Nine of them in December, from the 23rd on.
    const late = [answered(50), away(51, 90)];
    expect(seen(late, 80)).toMatchObject({ line: `A${'W'.repeat(9 + 14)}F-----?`, awayDaysLeft: 0 });
  });

  test('can end early, and an answer meanwhile takes no day of it', () => {
    expect(seen([answered(0), away(1, 10), answered(2), away(4)], 6)).toMatchObject({ line: 'AWAWF-?', awayDaysLeft: 12 });
  });
});

describe('a rest day', () => {
  const weekdays = scheduled(Object.fromEntries([0, 1, 2, 3, 4, 7, 8].map((day) => [dayOf(day), { postedAt: time(day, 9) }])));

  test('breaks nothing and costs nothing', () => {
    expect(seen(days(0, 4), 7, weekdays)).toMatchObject({ current: 5, freezes: 1, line: 'AAAAARR?' });
  });

  test('adds when answered', () => {
    expect(seen(days(0, 5), 7, weekdays)).toMatchObject({ current: 6, line: 'AAAAAAR?' });
  });

  test('does not exist without a schedule, nor before the first or after the last', () => {
    expect(seen([answered(0)], 3, { ...weekdays, scheduled: [] }).line).toBe('AF-?');
    expect(seen([answered(0)], 7, { ...weekdays, scheduled: [{ from: MONDAY, until: dayOf(5) }] }).line).toBe('AF---R-?');
    expect(seen([answered(0)], 7, { ...weekdays, scheduled: [{ from: dayOf(6) }] }).line).toBe('AF----R?');
  });
});

describe('an excuse', () => {
  const on = (challenge: CommunityDays['challenges'][string], outages: CommunityDays['outages'] = []) =>
    seen([answered(0)], 2, { ...scheduled({ [MONDAY]: { postedAt: time(0, 9) }, [dayOf(1)]: challenge }), outages });

  test.each([
    [{ missedAt: time(1, 15) }, { because: 'missed' }],
    [{ unknownAt: time(1, 9) }, { because: 'unknown' }],
    [{}, { because: 'pending' }],
    [{ postedAt: time(1, 24) + 1 }, { because: 'late', postedAt: time(1, 24) + 1 }],
  ])('is %j', (challenge, excuse) => {
    const streak = on(challenge);
    expect(streak).toMatchObject({ current: 1, freezes: 1, line: 'AE?' });
    expect(streak.days[1]).toEqual({ day: dayOf(1), state: 'excused', ...excuse });
  });

  test('is not a challenge that stood for four hours', () => {
    expect(on({ postedAt: time(1, 24) }).line).toBe('AF?');
  });

  test('is more than half an hour of outage in the last four hours, together', () => {
    const posted = { postedAt: time(1, 9) };
    const out = (from: number, minutes: number) => ({ from: time(1, from), until: time(1, from) + minutes * 60_000 });
    expect(on(posted, [out(25, 30)]).line).toBe('AF?');
    expect(on(posted, [out(25, 31)]).days[1]).toMatchObject({ because: 'outage', minutes: 31 });
    expect(on(posted, [out(25, 16), out(27, 16)]).days[1]).toMatchObject({ because: 'outage', minutes: 32 });
    // One platform and the other at once is one time.
    expect(on(posted, [out(25, 20), out(25, 20)]).line).toBe('AF?');
    expect(on(posted, [out(20, 4 * 60)]).line).toBe('AF?');
  });
});

describe('a granted day', () => {
  test('counts, as no active day', () => {
    expect(seen([...days(0, 5), granted(6, 7)], 7)).toMatchObject({ current: 7, freezes: 1, line: 'AAAAAAG?' });
  });

  test('mends a run that was broken, for good', () => {
    expect(seen(days(0, 2), 6)).toMatchObject({ current: 0 });
    expect(seen([...days(0, 2), granted(4, 6), granted(5, 6)], 6)).toMatchObject({ current: 5, line: 'AAAFGG?' });
  });

  test('long ago asks for the whole ledger', () => {
    const settled = settle(fold(NO_STREAK, days(0, 30)), EVERY_DAY, time(30, 12));
    expect(fold(settled, [granted(2, 30)]).recount).toBe(true);
    expect(fold(settled, [granted(29, 30)]).recount).toBeUndefined();
    expect(fold(settled, [away(1, 2)]).recount).toBe(true);
  });
});

test('the heat map shows a year of it, settled or not', () => {
  const entries = [answered(0), ...Array.from({ length: 12 }, () => answered(1)), granted(3, 4), away(5, 6)];
  const state = settle(fold(NO_STREAK, entries), EVERY_DAY, time(40, 12));
  const map = heatMap(state, streakOf(state, EVERY_DAY, time(40, 12)));
  expect(map.slice(0, 8)).toEqual(
    (
      [
        ['answered', 1],
        ['answered', 9],
        ['frozen', 0],
        ['granted', 0],
        ['missed', 0],
        ['away', 0],
        ['away', 0],
        ['missed', 0],
      ] as const
    ).map(([name, answers], day) => ({ day: dayOf(day), state: name, answers })),
  );
  expect(map.at(-1)).toEqual({ day: dayOf(40), state: 'open', answers: 0 });
  expect(map).toHaveLength(41);
});
