import { describe, expect, test } from 'vitest';
import { afterQuestion, hasRoomFor, type PaidToday, paidOn, payDrill, payRound } from '../../src/study/paid-today.ts';

const DAY = '2026-11-24';
const none = paidOn(DAY);
const asked = (...questions: string[]) => questions.reduce<PaidToday>((paid, question) => afterQuestion(paid, question, false), none);

describe('a day pays', () => {
  test('three questions with their follow-ups, and the daily', () => {
    const full = asked('a', 'b', 'a', 'c');
    expect(full.questions).toEqual(['a', 'b', 'c']);
    expect(['a', 'b', 'c', 'd'].map((question) => hasRoomFor(full, question, false))).toEqual([true, true, true, false]);
    expect(hasRoomFor(full, 'd', true)).toBe(true);
    expect(afterQuestion(none, 'd', true)).toEqual(none);
    expect(hasRoomFor(asked('a', 'b'), 'c', false)).toBe(true);
  });

  test('two drills, up to five points each', () => {
    const first = payDrill(none, 1);
    const failed = payDrill(first.paid, 0);
    const second = payDrill(failed.paid, 0.75);
    const third = payDrill(second.paid, 1);
    expect([first, failed, second, third].map(({ points }) => points)).toEqual([5, 0, 4, 0]);
  });

  test('the best round, up to twenty', () => {
    const first = payRound(none, 8);
    const worse = payRound(first.paid, 5);
    const best = payRound(worse.paid, 300);
    expect([first, worse, best].map(({ points }) => points)).toEqual([8, 0, 12]);
  });

  test('anew on the next day', () => {
    const kept = payRound(payDrill(asked('a'), 1).paid, 20).paid;
    expect(paidOn(DAY, kept)).toEqual(kept);
    expect(paidOn('2026-11-25', kept)).toEqual({ date: '2026-11-25', questions: [], drills: 0, round: 0 });
  });
});
