import { combine, type Dimension, inWords, isSame, NONE } from './units.ts';

// Formulas of drills: + − × ÷ ^, parentheses, names, and a few functions. Dimensions are checked once, when a pack is read;
// from then on numbers in base units are all that is needed.

const FUNCTIONS = {
  min: { arguments: 2, of: (a: number, b: number) => Math.min(a, b) },
  max: { arguments: 2, of: (a: number, b: number) => Math.max(a, b) },
  // A hair less, so that 3.0000000000000004 servers are three.
  ceil: { arguments: 1, of: (a: number) => Math.ceil(a * (1 - 1e-12)) },
  log2: { arguments: 1, of: (a: number) => Math.log2(a) },
  ln: { arguments: 1, of: (a: number) => Math.log(a) },
} as const;

type FunctionName = keyof typeof FUNCTIONS;
type Operator = '+' | '−' | '×' | '÷' | '^';

export type Formula =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'minus'; of: Formula }
  | { kind: 'binary'; operator: Operator; left: Formula; right: Formula }
  | { kind: 'call'; name: FunctionName; arguments: readonly Formula[] };

/** Its message tells the author of a pack what is wrong with a formula. */
export class FormulaError extends Error {}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([A-Za-z]\w*)|([-+*/^(),−×÷]))/y;
const WRITTEN: Readonly<Record<string, string>> = { '-': '−', '*': '×', '/': '÷' };
/** What binds more tightly; a minus before a number stands between × and ^. */
export const STRENGTH: Readonly<Record<Operator, number>> = { '+': 1, '−': 1, '×': 2, '÷': 2, '^': 4 };
export const MINUS_STRENGTH = 3;
const LENGTH_MAX = 300;

function tokensOf(text: string): string[] {
  if (text.length > LENGTH_MAX) throw new FormulaError(`expected at most ${LENGTH_MAX} characters; split it into two steps`);
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new FormulaError(`can’t be read from "${text.slice(at).trim()}" on`);
    tokens.push(found[1] ?? found[2] ?? WRITTEN[found[3] ?? ''] ?? found[3] ?? '');
  }
  return tokens;
}

/** @throws {FormulaError} with what is wrong. */
export function parseFormula(text: string): Formula {
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at];

  function expectToken(token: string): void {
    if (next() !== token) throw new FormulaError(`expected "${token}" ${next() === undefined ? 'at the end' : `before "${next()}"`}`);
    at += 1;
  }

  function primary(): Formula {
    const token = next();
    if (token === undefined) throw new FormulaError('ends where a number or a name is expected');
    at += 1;
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token === '(') {
      const inside = expression(0);
      expectToken(')');
      return inside;
    }
    if (token === '−') return { kind: 'minus', of: expression(MINUS_STRENGTH) };
    if (!/^[A-Za-z]/.test(token)) throw new FormulaError(`expected a number or a name before "${token}"`);
    return next() === '(' ? call(token) : { kind: 'name', name: token };
  }

  function call(name: string): Formula {
    if (!isFunction(name)) throw new FormulaError(`there is no function "${name}", only ${Object.keys(FUNCTIONS).join(', ')}`);
    expectToken('(');
    const inside = [expression(0)];
    while (next() === ',') {
      at += 1;
      inside.push(expression(0));
    }
    expectToken(')');
    const wanted = FUNCTIONS[name].arguments;
    if (inside.length !== wanted) throw new FormulaError(`${name} takes ${wanted === 1 ? 'one value' : 'two values'}`);
    return { kind: 'call', name, arguments: inside };
  }

  function expression(strength: number): Formula {
    let left = primary();
    for (let operator = next(); isOperator(operator) && STRENGTH[operator] > strength; operator = next()) {
      at += 1;
      // A power binds to the right: 2^3^2 is 2^9.
      left = { kind: 'binary', operator, left, right: expression(STRENGTH[operator] - (operator === '^' ? 1 : 0)) };
    }
    return left;
  }

  const formula = expression(0);
  if (next() !== undefined) throw new FormulaError(`expected an operator before "${next()}"`);
  return formula;
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

function isOperator(token: string | undefined): token is Operator {
  return token !== undefined && Object.hasOwn(STRENGTH, token);
}

export function namesIn(formula: Formula): string[] {
  switch (formula.kind) {
    case 'number':
      return [];
    case 'name':
      return [formula.name];
    case 'minus':
      return namesIn(formula.of);
    case 'binary':
      return [...namesIn(formula.left), ...namesIn(formula.right)];
    case 'call':
      return formula.arguments.flatMap(namesIn);
    default:
      return formula satisfies never;
  }
}

/** @throws {FormulaError} where a name is unknown, or unlike things are added or compared. */
export function dimensionOf(formula: Formula, known: ReadonlyMap<string, Dimension>): Dimension {
  switch (formula.kind) {
    case 'number':
      return NONE;
    case 'name': {
      const dimension = known.get(formula.name);
      if (!dimension) throw new FormulaError(`nothing before it is called "${formula.name}"`);
      return dimension;
    }
    case 'minus':
      return dimensionOf(formula.of, known);
    case 'binary':
      return dimensionOfBinary(formula, known);
    case 'call': {
      const [first = NONE, ...others] = formula.arguments.map((each) => dimensionOf(each, known));
      for (const other of others) mustBeSame(first, other, 'compare', 'with');
      if (FUNCTIONS[formula.name].arguments === 1 && !isSame(first, NONE)) {
        throw new FormulaError(`${formula.name} takes a plain number, not ${inWords(first)}: divide by a unit first`);
      }
      return first;
    }
    default:
      return formula satisfies never;
  }
}

function dimensionOfBinary({ operator, left, right }: Extract<Formula, { kind: 'binary' }>, known: ReadonlyMap<string, Dimension>): Dimension {
  const [a, b] = [dimensionOf(left, known), dimensionOf(right, known)];
  switch (operator) {
    case '+':
      mustBeSame(a, b, 'add', 'to');
      return a;
    case '−':
      mustBeSame(a, b, 'subtract', 'from');
      return a;
    case '×':
      return combine(a, b);
    case '÷':
      return combine(a, b, -1);
    case '^':
      if (!isSame(b, NONE)) throw new FormulaError(`an exponent is a plain number, not ${inWords(b)}`);
      if (isSame(a, NONE)) return NONE;
      if (right.kind !== 'number') throw new FormulaError(`${inWords(a)} can only be raised to a number that stands in the formula`);
      return combine(NONE, a, right.value);
    default:
      return operator satisfies never;
  }
}

function mustBeSame(a: Dimension, b: Dimension, verb: string, preposition: string): void {
  if (isSame(a, b)) return;
  const [what, other] = verb === 'compare' ? [a, b] : [b, a];
  throw new FormulaError(`can’t ${verb} ${inWords(what)} ${preposition} ${inWords(other)}`);
}

/** In base units. The formula's names are all known: `dimensionOf` was asked first. */
export function evaluate(formula: Formula, values: ReadonlyMap<string, number>): number {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'name':
      return values.get(formula.name) ?? Number.NaN;
    case 'minus':
      return -evaluate(formula.of, values);
    case 'binary': {
      const [a, b] = [evaluate(formula.left, values), evaluate(formula.right, values)];
      switch (formula.operator) {
        case '+':
          return a + b;
        case '−':
          return a - b;
        case '×':
          return a * b;
        case '÷':
          return a / b;
        case '^':
          return a ** b;
        default:
          return formula.operator satisfies never;
      }
    }
    case 'call': {
      const [a = Number.NaN, b = Number.NaN] = formula.arguments.map((each) => evaluate(each, values));
      return FUNCTIONS[formula.name].of(a, b);
    }
    default:
      return formula satisfies never;
  }
}
