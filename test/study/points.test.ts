import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ATTEMPTS_WINDOW_MS,
  countsForStreak,
  dailyWorthOf,
  type History,
  NO_HISTORY,
  PAID_ATTEMPTS,
  pay,
  payAgain,
  reveal,
  standingOf,
  worthOf,
} from '../../src/study/points.ts';
import { LEVELS } from '../../src/study/rubric.ts';

const DAY_MS = ATTEMPTS_WINDOW_MS / 90;

test.each([
  [100, 'mid', false, 10],
  [100, 'senior', false, 20],
  [100, 'staff', false, 30],
  [67, 'senior', false, 13],
  [25, 'mid', false, 3],
  [24, 'staff', false, 0],
  [100, 'mid', true, 3],
  [100, 'senior', true, 7],
  [100, 'staff', true, 10],
  [25, 'mid', true, 1],
] as const)('a score of %i at level %s (follow-up: %s) is worth %i', (score, level, isFollowUp, points) => {
  expect(worthOf(score, level, isFollowUp)).toBe(points);
});

test('the daily adds the streak in days, ten at most, to what is worth anything', () => {
  expect([1, 9, 10, 400].map((streak) => dailyWorthOf(80, 'senior', streak))).toEqual([17, 25, 26, 26]);
  expect(dailyWorthOf(24, 'senior', 10)).toBe(0);
  // The second attempt of a day gets the bonus no second time.
  const first = pay(NO_HISTORY, { answer: 'a', at: 0, worth: dailyWorthOf(50, 'senior', 7) });
  const second = pay(first.history, { answer: 'b', at: 1, worth: dailyWorthOf(75, 'senior', 7) });
  expect([first.points, second.points]).toEqual([17, 5]);
});

test('an answer counts for the streak if it could pay', () => {
  expect(([undefined, 'no-better', 'day-full', 'low', 'revealed', 'used'] as const).map((unpaid) => countsForStreak({ score: 25, unpaid }))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(countsForStreak({ score: 24 })).toBe(false);
});

/** What somebody does with one question, in order, with the points it brought. */
function live(acts: readonly ({ score: number; day: number } | { day: number })[]) {
  let history: History = NO_HISTORY;
  return acts.map((act, index) => {
    const at = act.day * DAY_MS;
    if (!('score' in act)) {
      history = reveal(history, at);
      return { at, points: 0, worth: 0, history };
    }
    const worth = worthOf(act.score, 'senior', false);
    const paid = pay(history, { answer: `a${index}`, at, worth });
    history = paid.history;
    return { at, worth, ...paid };
  });
}
const pointsOf = (...acts: Parameters<typeof live>[0]) => live(acts).map(({ points }) => points);

describe('attempts', () => {
  test('the second earns what it is better by, the third nothing', () => {
    expect(pointsOf({ score: 60, day: 0 }, { score: 80, day: 1 }, { score: 100, day: 2 })).toEqual([12, 4, 0]);
    expect(pointsOf({ score: 80, day: 0 }, { score: 60, day: 1 })).toEqual([16, 0]);
  });

  test('below 25 nothing is paid and nothing used up', () => {
    expect(pointsOf({ score: 24, day: 0 }, { score: 0, day: 0 }, { score: 50, day: 1 }, { score: 100, day: 2 })).toEqual([0, 0, 10, 10]);
  });

  test('a reveal ends paying, for 90 days', () => {
    expect(pointsOf({ score: 50, day: 0 }, { day: 1 }, { score: 100, day: 2 }, { score: 100, day: 90.9 }, { score: 100, day: 91 })).toEqual([10, 0, 0, 0, 20]);
  });

  test('each leaves after 90 days', () => {
    expect(pointsOf({ score: 100, day: 0 }, { score: 100, day: 80 }, { score: 100, day: 89 }, { score: 100, day: 90 }, { score: 100, day: 180 })).toEqual([
      20, 0, 0, 0, 20,
    ]);
  });

  test('why nothing was paid is said', () => {
    const before = pay(NO_HISTORY, { answer: 'a', at: 0, worth: 10 }).history;
    const used = pay(before, { answer: 'b', at: 0, worth: 5 });
    expect(used.unpaid).toBe('no-better');
    expect(pay(used.history, { answer: 'c', at: 0, worth: 20 }).unpaid).toBe('used');
    expect(pay(before, { answer: 'c', at: 0, worth: 0 }).unpaid).toBe('low');
    expect(pay(reveal(before, 0), { answer: 'c', at: 0, worth: 0 }).unpaid).toBe('revealed');
  });
});

const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ score: fc.integer({ min: 0, max: 100 }), gap: fc.integer({ min: 0, max: 60 }) }) },
  fc.record({ gap: fc.integer({ min: 0, max: 60 }) }),
);
const life = fc.array(act, { maxLength: 20 }).map((acts) => {
  let day = 0;
  return acts.map(({ gap, ...rest }) => {
    day += gap;
    return { ...rest, day };
  });
});

describe('whatever somebody does', () => {
  test('in 90 days a question pays at most its full points, for two answers at most, and never takes back', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const lived = live(acts);
        for (const { at, points } of lived) {
          expect(points).toBeGreaterThanOrEqual(0);
          const window = lived.filter((each) => each.at <= at && at - each.at < ATTEMPTS_WINDOW_MS);
          expect(window.filter((each) => each.points > 0).length).toBeLessThanOrEqual(PAID_ATTEMPTS);
          const best = Math.max(0, ...window.map(({ worth }) => worth));
          // What an attempt was paid for that has left the window is not paid again while a later one still stands for it.
          expect(window.reduce((sum, each) => sum + each.points, 0)).toBeLessThanOrEqual(best);
        }
      }),
    );
  });

  test('what the standing promises is what the best answer gets', () => {
    fc.assert(
      fc.property(life, fc.constantFrom(...LEVELS), fc.boolean(), (acts, level, isFollowUp) => {
        const last = live(acts).at(-1) ?? { history: NO_HISTORY, at: 0 };
        const standing = standingOf(last.history, level, isFollowUp, last.at);
        const paid = pay(last.history, { answer: 'next', at: last.at, worth: worthOf(100, level, isFollowUp) });
        expect(paid.points).toBe(standing.upTo);
        expect(standing.attemptsLeft > 0).toBe(standing.over === undefined);
      }),
    );
  });

  test('the history stays small', () => {
    fc.assert(
      fc.property(life, (acts) => {
        expect(live(acts).at(-1)?.history.attempts.length ?? 0).toBeLessThanOrEqual(PAID_ATTEMPTS);
      }),
    );
  });
});

describe('an answer graded anew', () => {
  const two = live([
    { score: 60, day: 0 },
    { score: 40, day: 1 },
  ]).at(-1)!.history;

  test('moves the member by what the better attempt changes', () => {
    expect(payAgain(two, { answer: 'a1', at: DAY_MS, worth: 20 }, 'no-better')).toMatchObject({ points: 8 });
    expect(payAgain(two, { answer: 'a0', at: 0, worth: 0 }, undefined)).toMatchObject({ points: -4, history: { attempts: [{ answer: 'a1' }] } });
    expect(payAgain(two, { answer: 'a1', at: DAY_MS, worth: 10 }, 'no-better').points).toBe(0);
  });

  test('that was too weak to count counts now; that came too late still does not', () => {
    expect(payAgain(NO_HISTORY, { answer: 'a', at: 0, worth: 10 }, 'low')).toMatchObject({ points: 10, history: { attempts: [{ answer: 'a' }] } });
    for (const late of ['used', 'revealed', 'day-full'] as const)
      expect(payAgain(two, { answer: 'a9', at: 0, worth: 20 }, late)).toEqual({ points: 0, history: two });
  });
});
