import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dimensionOf, evaluate, type Formula, FormulaError, namesIn, parseFormula } from '../../../src/study/drill/formula.ts';
import { type Dimension, NONE } from '../../../src/study/drill/units.ts';
import { writeFormula } from '../../../src/study/drill/write-formula.ts';

const BYTES: Dimension = { ...NONE, data: 1 };
const SECONDS: Dimension = { ...NONE, time: 1 };
const KNOWN = new Map<string, Dimension>([
  ['size', BYTES],
  ['time', SECONDS],
  ['users', NONE],
]);

describe('a formula', () => {
  test.each([
    ['1 + 2 × 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 − 3 - 2', 5],
    ['12 / 3 ÷ 2', 2],
    ['2^3^2', 512],
    ['−2^2', -4],
    ['2 × −3', -6],
    ['1.5e3 + 1', 1501],
    ['min(3, 2) + max(3, 2)', 5],
    ['ceil(2.1) + log2(8) + ln(1)', 6],
    // 0.3 / 0.1 is 2.9999999999999996, and 0.7 / 0.1 × 3 is a hair above 21.
    ['ceil(0.7 ÷ 0.1 × 3)', 21],
    ['ceil((0.1 + 0.2) ÷ 0.1)', 3],
    ['users × 2', 20],
  ])('%s is %f', (text, value) => {
    expect(evaluate(parseFormula(text), new Map([['users', 10]]))).toBeCloseTo(value, 9);
  });

  test.each([
    ['size × users', BYTES],
    ['size ÷ time', { ...NONE, data: 1, time: -1 }],
    ['size ÷ size', NONE],
    ['size + 2 × size − size', BYTES],
    ['time^2', { ...NONE, time: 2 }],
    ['(size × size)^0.5', BYTES],
    ['max(size, size)', BYTES],
    ['ceil(size ÷ size)', NONE],
    ['users^users', NONE],
  ])('%s has a dimension', (text, dimension) => {
    expect(dimensionOf(parseFormula(text), KNOWN)).toEqual(dimension);
  });

  test.each([
    ['size + time', 'can’t add a time to an amount of data'],
    ['time − size', 'can’t subtract an amount of data from a time'],
    ['min(size, users)', 'can’t compare an amount of data with a plain number'],
    ['2^time', 'an exponent is a plain number, not a time'],
    ['size^users', 'can only be raised to a number'],
    ['ln(size)', 'ln takes a plain number, not an amount of data'],
    ['ceil(time)', 'ceil takes a plain number'],
    ['nothing', 'nothing before it is called "nothing"'],
    ['constructor', 'nothing before it is called "constructor"'],
    ['1 +', 'ends where a number or a name is expected'],
    ['(1', 'expected ")" at the end'],
    ['1 2', 'expected an operator before "2"'],
    [')', 'expected a number or a name before ")"'],
    ['1 $ 2', 'can’t be read from "$ 2" on'],
    ['sqrt(2)', 'there is no function "sqrt"'],
    ['toString(2)', 'there is no function "toString"'],
    ['min(1)', 'min takes two values'],
    ['ceil(1, 2)', 'ceil takes one value'],
    ['', 'ends where'],
    ['1+'.repeat(200), 'at most 300 characters'],
  ])('“%s” is refused: %s', (text, message) => {
    expect(() => dimensionOf(parseFormula(text), KNOWN)).toThrow(FormulaError);
    expect(() => dimensionOf(parseFormula(text), KNOWN)).toThrow(message);
  });

  test('is written with a text for each name, and parentheses only where they are needed', () => {
    const write = (text: string) => writeFormula(parseFormula(text), (name) => `3 ${name}`);
    expect(write('(a + b) × (c × d) ÷ (e ÷ f)')).toBe('(3 a + 3 b) × 3 c × 3 d ÷ (3 e ÷ 3 f)');
    expect(write('a − (b − c) + 1000000')).toBe('3 a − (3 b − 3 c) + 1 million');
    expect(write('(1 − a)^b × ln(2)^2')).toBe('(1 − 3 a)^3 × ln(2)^2');
    expect(write('a^2')).toBe('(3 a)^2');
  });

  const formula = fc.letrec<{ formula: Formula }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.integer({ min: 1, max: 9 }).map((value): Formula => ({ kind: 'number', value })),
      fc.constantFrom('users', 'more').map((name): Formula => ({ kind: 'name', name })),
      tie('formula').map((of): Formula => ({ kind: 'minus', of })),
      fc
        .tuple(fc.constantFrom('+', '−', '×', '÷', '^'), tie('formula'), tie('formula'))
        .map(([operator, left, right]): Formula => ({ kind: 'binary', operator, left, right })),
      fc.tuple(tie('formula'), tie('formula')).map((both): Formula => ({ kind: 'call', name: 'max', arguments: both })),
    ),
  })).formula;

  test('means the same once it is written and read again', () => {
    const values = new Map([
      ['users', 3],
      ['more', 0.5],
    ]);
    fc.assert(
      fc.property(formula, (tree) => {
        const text = writeFormula(tree, (name) => name);
        const value = evaluate(tree, values);
        fc.pre(text.length <= 300 && Number.isFinite(value));
        const again = parseFormula(text);
        expect([text, Math.abs(evaluate(again, values) - value) <= 1e-9 * Math.abs(value)]).toEqual([text, true]);
        expect(new Set(namesIn(again))).toEqual(new Set(namesIn(tree)));
      }),
    );
  });

  test('of whatever text is read or refused with a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'12+-*^(), amin') })), (text) => {
        try {
          dimensionOf(parseFormula(text), KNOWN);
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
    );
  });
});
