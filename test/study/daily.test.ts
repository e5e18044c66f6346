import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/study/calendar.ts';
import { broughtForward, closesAt, counterShownAt, dateOfAnswer, GRACE_MS, type Occurrence, postableUntil, stateOf } from '../../src/study/daily.ts';

const DUE = Date.parse('2026-11-24T09:00:00Z');
const due: Occurrence = { date: '2026-11-24', dueAt: DUE };
const tomorrow = { dueAt: DUE + 24 * HOUR_MS };
const hours = (count: number) => DUE + count * HOUR_MS;

describe('a challenge', () => {
  test.each([
    ['planned', due, -0.01],
    ['due', due, 0],
    ['due', due, 5.99],
    ['missed', due, 6],
    ['claimed', { ...due, claimedAt: hours(0) }, 0.01],
    ['claimed', { ...due, claimedAt: hours(0) }, 7],
    ['unknown', { ...due, claimedAt: hours(0), unknownAt: hours(0.1) }, 30],
    ['missed', { ...due, missedAt: hours(6) }, 7],
    ['posted', { ...due, claimedAt: hours(0), postedAt: hours(0.05) }, 1],
    ['late', { ...due, claimedAt: hours(5), postedAt: hours(5) }, 6],
    ['posted', { ...due, postedAt: hours(0) }, 71.99],
    ['closed', { ...due, postedAt: hours(0) }, 72],
  ] as const)('is %s: %j after %d hours', (state, occurrence, after) => {
    expect(stateOf(occurrence, hours(after))).toBe(state);
  });

  test('is never posted once the next is due, nor after the grace', () => {
    expect(postableUntil(DUE)).toBe(hours(6));
    expect(postableUntil(DUE, { dueAt: hours(2) })).toBe(hours(2));
    expect(stateOf(due, hours(2), { dueAt: hours(2) })).toBe('missed');
    expect(stateOf(due, hours(2), tomorrow, HOUR_MS)).toBe('missed');
    expect(stateOf(due, hours(30), tomorrow, 100 * GRACE_MS)).toBe('missed');
  });

  test('is open until the next one is posted, not until it is due', () => {
    const posted = { ...due, postedAt: DUE };
    expect(stateOf(posted, hours(24.5), tomorrow)).toBe('posted');
    expect(stateOf(posted, hours(24.5), { ...tomorrow, postedAt: hours(24.4) })).toBe('closed');
    expect(closesAt(DUE, { postedAt: hours(80) })).toBe(hours(72));
  });

  test('takes answers for its date for 24 hours, while it is open', () => {
    const posted = { ...due, postedAt: hours(1) };
    expect([0.9, 1, 24.99, 25].map((after) => dateOfAnswer(posted, hours(after)))).toEqual([undefined, '2026-11-24', '2026-11-24', undefined]);
    expect(dateOfAnswer(posted, hours(3), { postedAt: hours(3) })).toBeUndefined();
    expect(dateOfAnswer(due, hours(1))).toBeUndefined();
  });

  test('brought forward is due now, for the date that it had', () => {
    expect(broughtForward(due, hours(-20))).toEqual({ date: '2026-11-24', dueAt: hours(-20) });
    expect(broughtForward(due, hours(1))).toEqual(due);
  });
});

test('counters are shown every five seconds, and every minute once the post is an hour old, however many answer', () => {
  const shown = (from: number, every: number) => new Set(Array.from({ length: 300 }, (_, index) => counterShownAt(DUE, from + index * every) - from));
  expect([...shown(DUE, 50)]).toEqual([5_000, 10_000, 15_000]);
  expect([...shown(hours(1), 500)]).toEqual([60_000, 120_000, 180_000]);
});
