import { describe, expect, test } from 'vitest';
import { diceOf } from '../../../src/study/drill/dice.ts';
import { drawDrill, drillWith } from '../../../src/study/drill/drill.ts';
import { friendlyBetween, prepareTemplate, type Template } from '../../../src/study/drill/template.ts';
import { MESSAGES, prepared } from './templates.ts';

const DRAWN = new Map([
  ['users', 2e6],
  ['each', 20 / 86_400],
  ['size', 100],
]);

describe('a drill', () => {
  test('has its numbers in the prompt, what is given beside them, and a solution to follow', () => {
    const { prompt, givens, solution, answer, unit } = drillWith(prepared(), DRAWN);
    expect(prompt).toBe('2 million users send 20 messages/day, 100 bytes each. How much is kept of a year?');
    expect(givens).toEqual(['Copies of every message: 3 (an assumption)']);
    expect(solution.map(({ text }) => text)).toEqual([
      'daily: 2 million users × 20 messages/day × 100 bytes = 4 GB/day',
      'yearly: 4 GB/day × 365 days = 1.46 TB',
      'kept for good: 1.46 TB × 3 = 4.38 TB',
    ]);
    expect(solution[1]).toMatchObject({ label: 'yearly', numbers: '4 GB/day × 365 days', result: '1.46 TB', why: 'Nothing is deleted.' });
    expect(answer.value).toBeCloseTo(4.38e12);
    expect(unit.over.name).toBe('TB');
  });

  test('names the source of a fact', () => {
    const template = { ...MESSAGES, assumptions: { copies: { value: 3, unit: 'times', says: 'Copies', source: 'A book, 2020' } } };
    expect(drillWith(prepared(template), DRAWN).givens).toEqual(['Copies: 3 (A book, 2020)']);
  });

  test('says which units are converted on the way', () => {
    const template: Template = {
      ...MESSAGES,
      steps: [
        { name: 'daily', formula: 'users × each × size × copies', unit: 'GB/day', why: 'A day first.' },
        { name: 'line', formula: 'daily', unit: 'Mbit/s', why: 'Lines are sold in bits.' },
      ],
    };
    expect(drillWith(prepared(template), DRAWN).solution[1]?.text).toBe('line: 12 GB/day ≈ 1.11 Mbit/s (1 byte = 8 bits, 1 day = 86,400 s)');
  });

  test('is the same for the same seed, and takes every value in its turn', () => {
    expect(drawDrill(prepared(), 17)).toEqual(drawDrill(prepared(), 17));
    const prompts = new Set(Array.from({ length: 500 }, (_, seed) => drawDrill(prepared(), seed).prompt));
    expect(prompts.size).toBe(4 * 3 * 2);
  });
});

test('the dice are fair enough, from 0 up to 1, and the same on every machine', () => {
  const roll = diceOf(42);
  expect([roll(), roll(), roll()].map((each) => each.toFixed(6))).toEqual(['0.601104', '0.448291', '0.852466']);
  const rolls = Array.from({ length: 10_000 }, (_, seed) => diceOf(seed)());
  expect(Math.min(...rolls)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...rolls)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = rolls.filter((each) => Math.floor(each * 10) === tenth).length;
    expect(share).toBeGreaterThan(850);
    expect(share).toBeLessThan(1150);
  }
});

test('friendly numbers have one digit and zeros', () => {
  expect(friendlyBetween(10, 30)).toEqual([10, 20, 30]);
  expect(friendlyBetween(0.03, 0.2)).toEqual([0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.2]);
  expect(friendlyBetween(30, 10)).toEqual([]);
});

describe('a template is refused', () => {
  /** What is wrong, as `path: message`. */
  function problems(change: (template: Template & { parameters: Record<string, object>; steps: object[] }) => object): string[] {
    const read = prepareTemplate({ ...MESSAGES, ...change(structuredClone(MESSAGES) as never) });
    return 'problems' in read ? read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
  }

  test.each<[string, (template: { parameters: Record<string, object>; assumptions: Record<string, object>; steps: object[] }) => object, string]>([
    [
      'an unknown unit',
      ({ parameters }) => ({ parameters: { ...parameters, size: { unit: 'bx', choices: [1, 2] } } }),
      'parameters.size.unit: "bx" is not a unit',
    ],
    [
      'a formula that adds unlike things',
      ({ steps }) => ({ steps: [...steps.slice(0, 2), { ...steps[2], formula: 'yearly + copies' }] }),
      'steps.2.formula: can’t add a plain number to an amount of data',
    ],
    [
      'a unit of another dimension',
      ({ steps }) => ({ steps: [...steps.slice(0, 2), { ...steps[2], unit: 'GB/s' }] }),
      'gives an amount of data, but its unit is data per time',
    ],
    ['a step that comes later', ({ steps }) => ({ steps: [...steps].reverse() }), 'steps.0.formula: nothing before it is called "yearly"'],
    ['two of one name', ({ steps }) => ({ steps: [{ ...steps[0], name: 'size' }] }), 'steps.0.name: there is a "size" already'],
    [
      'a name of ours',
      ({ parameters }) => ({ parameters: { ...parameters, day: { unit: 's', choices: [1, 2] } } }),
      'parameters.day: there is a "day" already',
    ],
    [
      'neither choices nor a range',
      ({ parameters }) => ({ parameters: { ...parameters, size: { unit: 'bytes', from: 1 } } }),
      'expected either choices, or from and to',
    ],
    [
      'both',
      ({ parameters }) => ({ parameters: { ...parameters, size: { unit: 'bytes', from: 1, to: 3, choices: [1, 2] } } }),
      'expected either choices, or from and to',
    ],
    [
      'the same choice twice',
      ({ parameters }) => ({ parameters: { ...parameters, size: { unit: 'bytes', choices: [1, 1] } } }),
      'expected at least two different',
    ],
    ['an empty range', ({ parameters }) => ({ parameters: { ...parameters, size: { unit: 'bytes', from: 7, to: 7.5 } } }), 'expected at least two different'],
    ['a placeholder that is nothing', () => ({ prompt: '{users} {each} {size} {nothing}' }), 'prompt: there is no parameter or assumption "nothing"'],
    ['a number that the prompt hides', () => ({ prompt: '{users} {each}' }), 'parameters.size: expected {size} in the prompt'],
    [
      'an assumption for nothing',
      ({ assumptions }) => ({ assumptions: { ...assumptions, more: { value: 1, unit: 'times', says: 'x' } } }),
      'assumptions.more: is in no formula',
    ],
    ['a step for nothing', ({ steps }) => ({ steps: [...steps, { ...steps[0], name: 'again' }] }), 'steps.2.name: no later step uses it'],
    [
      'too few draws',
      ({ parameters }) => ({ parameters: { ...parameters, each: { unit: 'messages/day', choices: [1, 2] }, users: { unit: 'users', choices: [1, 2] } } }),
      'parameters: gives 8 different drills',
    ],
  ])('for %s', (_name, change, expected) => {
    expect(problems(change as never)).toContainEqual(expect.stringContaining(expected));
  });
});
