import type { Level } from '../rubric.ts';
import { dimensionOf, type Formula, FormulaError, namesIn, parseFormula } from './formula.ts';
import { type Dimension, inWords, isSame, parseUnit, type Unit } from './units.ts';

// What a pack holds of a drill, and what must be true of it before numbers are drawn.

/** A number of the prompt that is drawn: one of `choices`, or a friendly number between `from` and `to`. */
export interface Parameter {
  unit: string;
  choices?: readonly number[] | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** A number that stays: a fact where it names its source, else an assumption. */
export interface Assumption {
  value: number;
  unit: string;
  /** What it is, such as “copies of every message”. */
  says: string;
  source?: string | undefined;
}

export interface Step {
  name: string;
  formula: string;
  /** In which the result is printed. */
  unit: string;
  why: string;
}

export interface Template {
  id: string;
  key: string;
  title: string;
  level: Level;
  prompt: string;
  parameters: Readonly<Record<string, Parameter>>;
  assumptions: Readonly<Record<string, Assumption>>;
  /** The last one is the answer. */
  steps: readonly Step[];
  /** What the number means for the design. */
  insight: string;
  /** The least and the most that the answer may be, in its unit. */
  sane?: readonly [number, number] | undefined;
}

/** Where something is wrong, and what. */
export interface Problem {
  path: (string | number)[];
  message: string;
}

/** A template whose units and formulas are read: numbers can be drawn. */
export interface Prepared {
  template: Template;
  /** Values in base units. */
  parameters: readonly { name: string; unit: Unit; values: readonly number[] }[];
  assumptions: readonly { name: string; unit: Unit; value: number; says: string; source?: string | undefined }[];
  steps: readonly PreparedStep[];
}

export interface PreparedStep {
  name: string;
  formula: Formula;
  unit: Unit;
  why: string;
}

/** Names that every formula knows, and how they are printed. */
export const CONSTANTS: ReadonlyMap<string, { text: string; value: number; unit: Unit }> = new Map(
  [
    ['second', '1 s', 1, 's'],
    ['minute', '60 s', 60, 's'],
    ['hour', '3,600 s', 3600, 's'],
    ['day', '86,400 s', 86_400, 's'],
    ['month', '30 days', 30, 'days'],
    ['year', '365 days', 365, 'days'],
    ['bit', '1 bit', 1, 'bits'],
    ['byte', '1 byte', 1, 'bytes'],
  ].flatMap(([name, text, value, word]) => {
    const unit = parseUnit(String(word));
    return unit ? [[String(name), { text: String(text), value: Number(value) * unit.scale, unit }] as const] : [];
  }),
);

/** What is easy to count with. */
const FRIENDLY = [1, 2, 3, 4, 5, 6, 8] as const;
/** Fewer draws than this, and the same numbers come again too soon. */
const DRAWS_MIN = 12;
export const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Friendly numbers from `from` to `to`, both included where they are friendly. */
export function friendlyBetween(from: number, to: number): number[] {
  const first = Math.floor(Math.log10(from));
  const last = Math.floor(Math.log10(to));
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  // By way of text: 3 * 10 ** -2 is not 0.03.
  return powers.flatMap((power) => FRIENDLY.map((digit) => Number(`${digit}e${power}`))).filter((value) => value >= from && value <= to);
}

/** The template with its units and formulas read, or everything that is wrong with it. */
export function prepareTemplate(template: Template): { prepared: Prepared } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const dimensions = new Map<string, Dimension>([...CONSTANTS].map(([name, { unit }]) => [name, unit.dimension]));

  function unitAt(text: string, path: Problem['path']): Unit | undefined {
    const unit = parseUnit(text);
    if (!unit) problems.push({ path, message: `"${text}" is not a unit such as GB, requests/s, TB/year, USD/month, % or times` });
    return unit;
  }

  function declare(name: string, unit: Unit, path: Problem['path']): void {
    if (dimensions.has(name)) problems.push({ path, message: `there is a "${name}" already` });
    dimensions.set(name, unit.dimension);
  }

  const parameters = Object.entries(template.parameters).flatMap(([name, parameter]) => {
    const path = ['parameters', name];
    const numbers = parameter.choices ?? friendlyBetween(parameter.from ?? 1, parameter.to ?? 1);
    if ((parameter.choices === undefined) === (parameter.from === undefined || parameter.to === undefined)) {
      problems.push({ path, message: 'expected either choices, or from and to' });
    } else if (new Set(numbers).size < Math.max(2, numbers.length)) problems.push({ path, message: 'expected at least two different numbers to draw from' });
    const unit = unitAt(parameter.unit, [...path, 'unit']);
    if (!unit) return [];
    declare(name, unit, path);
    return [{ name, unit, values: numbers.map((number) => number * unit.scale) }];
  });

  const assumptions = Object.entries(template.assumptions).flatMap(([name, assumption]) => {
    const path = ['assumptions', name];
    const unit = unitAt(assumption.unit, [...path, 'unit']);
    if (!unit) return [];
    declare(name, unit, path);
    return [{ ...assumption, name, unit, value: assumption.value * unit.scale }];
  });

  const steps = template.steps.flatMap((step, at): PreparedStep[] => {
    const path = ['steps', at];
    const unit = unitAt(step.unit, [...path, 'unit']);
    const formula = readFormula(step.formula, unit, dimensions, (message) => problems.push({ path: [...path, 'formula'], message }));
    if (unit) declare(step.name, unit, [...path, 'name']);
    return unit && formula ? [{ ...step, formula, unit }] : [];
  });

  // A unit or formula that can't be read would show up again as names that nobody uses.
  if (problems.length === 0) problems.push(...unusedIn(template, steps));
  return problems.length > 0 ? { problems } : { prepared: { template, parameters, assumptions, steps } };
}

function readFormula(text: string, unit: Unit | undefined, known: ReadonlyMap<string, Dimension>, report: (message: string) => void): Formula | undefined {
  try {
    const formula = parseFormula(text);
    const dimension = dimensionOf(formula, known);
    if (unit && !isSame(dimension, unit.dimension)) report(`gives ${inWords(dimension)}, but its unit is ${inWords(unit.dimension)}`);
    return formula;
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    report(error.message);
    return undefined;
  }
}

/** What stands in the prompt and does not exist, or exists and is nowhere used. */
function unusedIn({ prompt, parameters, assumptions, steps: written }: Template, steps: readonly PreparedStep[]): Problem[] {
  const said = [...prompt.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
  const used = new Set(steps.flatMap(({ formula }) => namesIn(formula)));
  const given = [...Object.keys(parameters), ...Object.keys(assumptions)];
  const draws = Object.values(parameters).reduce((product, { choices, from = 1, to = 1 }) => product * (choices ?? friendlyBetween(from, to)).length, 1);
  return [
    ...said.filter((name) => !given.includes(name)).map((name) => ({ path: ['prompt'], message: `there is no parameter or assumption "${name}"` })),
    ...Object.keys(parameters)
      .filter((name) => !said.includes(name))
      .map((name) => ({ path: ['parameters', name], message: `expected {${name}} in the prompt: nobody can guess what was drawn` })),
    ...Object.keys(parameters).flatMap((name) => (used.has(name) ? [] : [{ path: ['parameters', name], message: 'is in no formula' }])),
    ...Object.keys(assumptions).flatMap((name) => (used.has(name) ? [] : [{ path: ['assumptions', name], message: 'is in no formula' }])),
    ...written.slice(0, -1).flatMap(({ name }, at) => (used.has(name) ? [] : [{ path: ['steps', at, 'name'], message: 'no later step uses it' }])),
    ...(draws >= DRAWS_MIN ? [] : [{ path: ['parameters'], message: `gives ${draws} different drills; expected at least ${DRAWS_MIN}` }]),
  ];
}

/** What may be a name in formulas. */
export const NAME = /^[a-z][A-Za-z0-9]*$/;

/** `peakRate` → “peak rate”. */
export function labelOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
