import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVELS } from '../../src/study/rubric.ts';
import { type Candidate, pickQuestion } from '../../src/study/selection.ts';

const cache: Candidate = { key: 'cache', topic: 'caching', level: 'mid' };
const cdn: Candidate = { key: 'cdn', topic: 'caching', level: 'senior' };
const queue: Candidate = { key: 'queue', topic: 'messaging', level: 'mid' };

describe('the question for a learner', () => {
  test('is one that they have not seen', () => {
    expect(pickQuestion([cache, cdn], { seen: { cache: 1 }, best: {} }, 0)).toEqual({ key: 'cdn', reason: 'new' });
  });

  test('comes from the weakest topic', () => {
    const all = [cache, cdn, queue];
    expect(pickQuestion(all, { seen: { cache: 1 }, best: { cache: 10 } }, 0.9)?.key).toBe('cdn');
    expect(pickQuestion(all, { seen: { cache: 1 }, best: { cache: 90 } }, 0)?.key).toBe('queue');
  });

  test('is the one with most to gain once all are seen, longest ago first', () => {
    const seen = { cache: 3, cdn: 2, queue: 1 };
    expect(pickQuestion([cache, cdn, queue], { seen, best: { cache: 20, cdn: 60 } }, 0)).toEqual({ key: 'queue', reason: 'weakest' });
    expect(pickQuestion([cache, cdn], { seen, best: {} }, 0)?.key).toBe('cdn');
  });

  test('does not exist where there is none', () => {
    expect(pickQuestion([], { seen: {}, best: {} }, 0)).toBeUndefined();
  });

  test('is always one of the candidates, unseen while there is one, and chance decides between equals', () => {
    const candidates = fc.uniqueArray(
      fc.record({ key: fc.string({ minLength: 1, maxLength: 3 }), topic: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom(...LEVELS) }),
      {
        selector: ({ key }) => key,
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(candidates, fc.array(fc.nat()), fc.double({ min: 0, max: 1, noNaN: true }), (all, numbers, roll) => {
        const seen = new Map(numbers.map((number, at) => [all[number % all.length]?.key ?? '', at]));
        const pick = pickQuestion(all, { seen: Object.fromEntries(seen), best: {} }, roll);
        expect(all.map(({ key }) => key)).toContain(pick?.key);
        if (seen.size < all.length) expect(seen.has(pick?.key ?? '')).toBe(false);
      }),
    );
    const equals = ['a', 'b', 'c'].map((key) => ({ key, topic: 't', level: 'mid' as const }));
    const picked = [0, 0.4, 0.7, 1].map((roll) => pickQuestion(equals, { seen: {}, best: {} }, roll)?.key);
    expect(picked).toEqual(['a', 'b', 'c', 'c']);
  });
});
