import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drillWith } from '../../../src/study/drill/drill.ts';
import { BANDS, scoreOf } from '../../../src/study/drill/score.ts';
import { slipOf } from '../../../src/study/drill/slips.ts';
import type { Template } from '../../../src/study/drill/template.ts';
import { NONE } from '../../../src/study/drill/units.ts';
import { MESSAGES, prepared } from './templates.ts';

function score(reply: number, answer: number): number {
  return scoreOf({ value: reply, dimension: NONE }, { value: answer, dimension: NONE }).score;
}

describe('the score of a reply', () => {
  test.each([
    [1, 100],
    [1.25, 100],
    [1.2501, 75],
    [2, 75],
    [2.0001, 40],
    [10, 40],
    [10.001, 0],
    [1e9, 0],
  ])('%f times too large or too small is %i', (factor, expected) => {
    for (const answer of [1, 3e-7, 11_574.07, 1.38e15]) {
      expect([answer, score(answer * factor, answer), score(answer / factor, answer)]).toEqual([answer, expected, expected]);
    }
  });

  test('counts an edge as within, whatever the answer', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e18, noNaN: true }), fc.constantFrom(...BANDS), (answer, band) => {
        expect([score(answer * band.within, answer), score(answer / band.within, answer)]).toEqual([band.score, band.score]);
      }),
      { numRuns: 2000 },
    );
  });

  test('says how far off it is', () => {
    expect(scoreOf({ value: 300, dimension: NONE }, { value: 100, dimension: NONE })).toEqual({ score: 40, factor: 3 });
    expect(scoreOf({ value: 50, dimension: NONE }, { value: 100, dimension: NONE })).toEqual({ score: 75, factor: 0.5 });
  });

  test('is the same for too large and too small, and never rises with the error', () => {
    const positive = fc.double({ min: 1e-9, max: 1e18, noNaN: true });
    fc.assert(
      fc.property(positive, fc.double({ min: 1, max: 20, noNaN: true }), fc.double({ min: 1, max: 2, noNaN: true }), (answer, factor, more) => {
        expect(score(answer * factor, answer)).toBe(score(answer / factor, answer));
        expect(score(answer * factor * more, answer)).toBeLessThanOrEqual(score(answer * factor, answer));
      }),
    );
  });
});

describe('where a reply differs', () => {
  const drawn = new Map([
    ['users', 2e6],
    ['each', 20 / 86_400],
    ['size', 100],
  ]);
  const drill = drillWith(prepared(), drawn);
  /** The slip of a reply that is so many times the answer. */
  const slip = (factor: number, of = prepared(), { values, answer } = drill) => slipOf(of, values, { ...answer, value: answer.value * factor });

  test.each([
    [1 / 3, 'left-out', 'copies', 'Your number fits if “Copies of every message” is left out.'],
    // Rounded by head: 1.5 for 1.46.
    [1.5 / 4.38, 'left-out', 'copies', 'Your number fits'],
    [8, 'bits-bytes', undefined, 'Your number fits if bits and bytes are confused: a byte has 8 bits.'],
    [1 / 8, 'bits-bytes', undefined, 'Your number fits if bits and bytes'],
    [1 / 365, 'time', undefined, 'Your number fits if days and years are confused.'],
    [1000, 'thousand', undefined, 'Your number is large by a factor of a thousand: count the zeros once more.'],
    [1e-6, 'thousand', undefined, 'Your number is small by a factor of a million: count the zeros once more.'],
    [1 / 1.024 ** 4, '1024', undefined, 'You seem to have counted in powers of 1024.'],
  ])('by a factor of %f: %s', (factor, kind, name, text) => {
    expect(slip(factor)).toMatchObject({ kind, ...(name ? { name } : {}), text: expect.stringContaining(text) });
  });

  test.each([1, 1.001, 1.2, 0.85, 1.9, 40])('nothing is said where nothing is known: a factor of %f', (factor) => {
    expect(slip(factor)).toBeUndefined();
  });

  test('a step that was stepped over is named', () => {
    const template: Template = {
      ...MESSAGES,
      steps: [
        { name: 'daily', formula: 'users × each × size × copies', unit: 'GB/day', why: 'A day first.' },
        { name: 'atPeak', formula: 'daily × 4 + daily', unit: 'GB/day', why: 'The busiest hour.' },
      ],
    };
    const peak = drillWith(prepared(template), drawn);
    expect(slip(1 / 5, prepared(template), peak)).toMatchObject({
      kind: 'step-skipped',
      name: 'atPeak',
      text: 'Your number fits if the step “at peak” is left out.',
    });
  });

  test('a share that was taken for all or nothing is named', () => {
    const template: Template = {
      ...MESSAGES,
      parameters: { ...MESSAGES.parameters, hit: { unit: '%', choices: [90, 95] } },
      prompt: `${MESSAGES.prompt} {hit}`,
      steps: [{ name: 'missed', formula: 'users × each × size × copies × (1 − hit)', unit: 'GB/day', why: 'Only misses.' }],
    };
    const missed = drillWith(prepared(template), new Map([...drawn, ['hit', 0.95]]));
    expect(slip(20, prepared(template), missed)).toMatchObject({ kind: 'left-out', name: 'hit', text: 'Your number fits if “hit” is left out.' });
  });

  test('a reply of full score is told nothing but that it counts in 1024', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.8, max: 1.25, noNaN: true }), (factor) => {
        expect(['1024', undefined]).toContain(slip(factor)?.kind);
      }),
    );
  });
});
