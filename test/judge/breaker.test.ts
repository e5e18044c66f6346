import { expect, test } from 'vitest';
import { createBreaker } from '../../src/judge/breaker.ts';

test('three failures in a row are a minute of rest, one more is the next, and the trouble is told once', () => {
  let now = 0;
  const told: (string | undefined)[] = [];
  const breaker = createBreaker(
    () => now,
    (trouble) => told.push(trouble),
  );
  breaker.failed('a');
  breaker.failed('b');
  breaker.worked();
  breaker.failed('c');
  breaker.failed('d');
  expect(breaker.isResting()).toBe(false);
  breaker.failed('e');
  expect(breaker.isResting()).toBe(true);
  now = 59_999;
  expect(breaker.isResting()).toBe(true);
  now = 60_000;
  expect(breaker.isResting()).toBe(false);
  breaker.failed('f');
  expect(breaker.isResting()).toBe(true);
  now = 120_000;
  expect(breaker.isResting()).toBe(false);
  breaker.worked();
  breaker.failed('g');
  expect(breaker.isResting()).toBe(false);
  expect(told).toEqual(['e', undefined]);
});
