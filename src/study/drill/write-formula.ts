import { type Formula, MINUS_STRENGTH, STRENGTH } from './formula.ts';
import { showNumber } from './show.ts';

/** The formula as it is written by hand, with `textOf` in place of each name. */
export function writeFormula(formula: Formula, textOf: (name: string) => string, strength = 0): string {
  const inside = write(formula, textOf);
  return strengthOf(formula) < strength ? `(${inside})` : inside;
}

function write(formula: Formula, textOf: (name: string) => string): string {
  switch (formula.kind) {
    case 'number':
      return showNumber(formula.value).text;
    case 'name':
      return textOf(formula.name);
    case 'minus':
      return `−${writeFormula(formula.of, textOf, MINUS_STRENGTH)}`;
    case 'binary': {
      const { operator, left, right } = formula;
      if (operator === '^') return `${inPower(left, textOf)}^${inPower(right, textOf).replace(COUNT, '$1')}`;
      const strength = STRENGTH[operator];
      const isOneWay = operator === '−' || operator === '÷';
      return `${writeFormula(left, textOf, strength)} ${operator} ${writeFormula(right, textOf, strength + (isOneWay ? 1 : 0))}`;
    }
    case 'call':
      return `${formula.name}(${formula.arguments.map((each) => writeFormula(each, textOf)).join(', ')})`;
    default:
      return formula satisfies never;
  }
}

/** In an exponent only the number of a count matters: 2^20, not 2^(20 services). */
const COUNT = /^\(([\d,]+) [a-z-]+\)$/;

/** A unit belongs to its number: (2 s)^2. */
function inPower(formula: Formula, textOf: (name: string) => string): string {
  const text = writeFormula(formula, textOf, STRENGTH['^'] + 1);
  return /[ %]/.test(text) && !/^\(|^[a-z]\w*\(/.test(text) ? `(${text})` : text;
}

function strengthOf(formula: Formula): number {
  if (formula.kind === 'binary') return STRENGTH[formula.operator];
  return formula.kind === 'minus' ? MINUS_STRENGTH : STRENGTH['^'] + 1;
}
