import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, grade } from '../../../src/study/grading/grade.ts';
import type { Rubric } from '../../../src/study/rubric.ts';
import { bloomFilters, goodAnswer, point } from './rubrics.ts';

describe('the score', () => {
  test('of a good answer is strong, of its half partial, of none weak', () => {
    expect(grade(bloomFilters, goodAnswer).band).toBe('strong');
    expect(grade(bloomFilters, goodAnswer.split('\n').slice(0, 2).join('\n')).band).toBe('partial');
    expect(grade(bloomFilters, 'I would start with clarifying questions, and then think about the scale of the whole thing.')).toMatchObject({
      score: 0,
      band: 'weak',
    });
  });

  test.each([
    [0, 'weak'],
    [33, 'weak'],
    [34, 'partial'],
    [75, 'partial'],
    [76, 'strong'],
    [100, 'strong'],
  ])('%i is %s', (score, band) => {
    expect(bandOf(score)).toBe(band);
  });

  test('weighs the points', () => {
    const rubric: Rubric = { version: 1, keyPoints: [point('a', [['alpha']], { weight: 3 }), point('b', [['beta']])], misconceptions: [] };
    const padded = (word: string): string => `The ${word} is ${'a word that we have here with some others '.repeat(8)}`;
    expect(grade(rubric, padded('alpha')).score).toBe(Math.round((100 * 0.75) / 0.85));
    expect(grade(rubric, padded('beta')).score).toBe(Math.round((100 * 0.25) / 0.85));
  });

  test('takes staff points as extra credit, unless the rubric is mostly made of them', () => {
    const filler = 'a word that we have here with some others '.repeat(8);
    const extra: Rubric = {
      version: 1,
      keyPoints: [point('a', [['alpha']]), point('b', [['beta']]), point('c', [['gamma']], { level: 'staff' })],
      misconceptions: [],
    };
    expect(grade(extra, `The alpha and beta. ${filler}`).score).toBe(100);
    expect(grade(extra, `The alpha and gamma. ${filler}`).score).toBe(100);
    expect(grade(extra, `The alpha. ${filler}`).score).toBe(Math.round(50 / 0.85));
    const staff: Rubric = { ...extra, keyPoints: extra.keyPoints.map((each) => ({ ...each, level: 'staff' as const })) };
    expect(grade(staff, `The alpha. ${filler}`).score).toBe(Math.round((100 * (1 / 3)) / 0.5 / 0.85));
  });

  test('is halved without depth, and repetition is no depth', () => {
    const rubric: Rubric = { version: 1, keyPoints: [point('a', [['alpha']])], misconceptions: [] };
    expect(grade(rubric, 'alpha').score).toBe(51);
    expect(grade(rubric, 'It is alpha.\n'.repeat(3)).score).toBe(grade(rubric, 'It is alpha.').score);
    expect(grade(rubric, `It is alpha. ${'It is a thing that we have in here. '.repeat(1)}`).score).toBeGreaterThan(53);
  });

  test('of a rubric without weight is nothing', () => {
    expect(grade({ version: 1, keyPoints: [], misconceptions: [] }, goodAnswer)).toMatchObject({ score: 0, points: [] });
  });
});

describe('the remark', () => {
  test.each<[string, string | undefined]>([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['🙂🙂 !!! --', 'empty'],
    ['It has a bit array.', 'short'],
    [goodAnswer, undefined],
    [`${goodAnswer}\n`.repeat(100), 'cut'],
  ])('of %j is %s', (answer, remark) => {
    expect(grade(bloomFilters, answer).remark).toBe(remark);
  });

  test('text beyond the limit is not read', () => {
    const rubric: Rubric = { version: 1, keyPoints: [point('a', [['alpha']])], misconceptions: [] };
    const filler = `${goodAnswer}\n`.repeat(Math.ceil(40_000 / goodAnswer.length));
    expect(grade(rubric, `${filler}It is alpha.`).points[0]?.credit).toBe(0);
    expect(grade(rubric, `It is alpha. ${filler}`).points[0]?.credit).toBe(1);
  });
});

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    ...goodAnswer.split(/(?<=[ \n])/),
    ...[
      'not ',
      'never ',
      'delete ',
      'reset the bits ',
      'would ',
      '. ',
      '? ',
      '\n- ',
      '```\n',
      '`',
      '🙂',
      '\ud800',
      'سلام ',
      '\u202e',
      'ﬁ',
      'İ',
      '\u0000',
      "'",
      '"no" ',
      ', ',
      'and ',
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join('')),
  );

  test('the grade is complete and consistent, and its evidence is the learner’s own', () => {
    fc.assert(
      fc.property(text, (answer) => {
        const result = grade(bloomFilters, answer);
        expect(Number.isInteger(result.score) && result.score >= 0 && result.score <= 100).toBe(true);
        expect(result.band).toBe(bandOf(result.score));
        expect(result.points.map((each) => each.point)).toEqual(bloomFilters.keyPoints.map((each) => each.id));
        for (const each of result.points) {
          expect(each.credit > 0).toBe(each.verdict !== 'missed');
          expect(each.evidence !== undefined).toBe(each.verdict !== 'missed');
          expect(each.credit).toBeLessThanOrEqual(1);
          expect(answer).toContain(each.evidence ?? '');
        }
        for (const each of result.misconceptions) expect(answer).toContain(each.evidence);
        expect(grade(structuredClone(bloomFilters), answer)).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });

  test('words that name what every object has are words', () => {
    expect(grade(bloomFilters, 'constructor __proto__ prototype toString hasOwnProperty valueOf').score).toBe(0);
  });

  test.each(['not ', 'a? ', '- ', 'take ', '`', '\r', "a'", '1,', 'y', 'false ', '((((', '!', 'a-', '"'])('40,000 characters of %j are graded', (unit) => {
    expect(grade(bloomFilters, unit.repeat(40_000 / unit.length)).band).toBe('weak');
  });
});
