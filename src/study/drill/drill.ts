import { diceOf } from './dice.ts';
import { evaluate, namesIn } from './formula.ts';
import { showNumber, showQuantity, singular } from './show.ts';
import { CONSTANTS, labelOf, PLACEHOLDER, type Prepared, type PreparedStep } from './template.ts';
import type { Atom, Quantity, Unit } from './units.ts';
import { writeFormula } from './write-formula.ts';

/** An estimation with its numbers drawn. */
export interface Drill {
  prompt: string;
  /** What is taken as given beside the prompt's numbers, a sentence each. */
  givens: readonly string[];
  solution: readonly Line[];
  answer: Quantity;
  /** In which the answer is printed, and how a reply is asked for. */
  unit: Unit;
  /** Every parameter, assumption, constant and step by its name, in base units. */
  values: ReadonlyMap<string, number>;
}

/** One step of the worked solution. */
export interface Line {
  label: string;
  /** Such as “100 million users × 2 posts/day”. */
  numbers: string;
  result: string;
  /** All of it: “posts: 100 million users × 2 posts/day = 200 million posts/day”, with conversions that take place on the way. */
  text: string;
  why: string;
}

/** The parameters' values by name, in base units. The same seed always draws the same ones. */
export function drawValues({ parameters }: Prepared, seed: number): Map<string, number> {
  const roll = diceOf(seed);
  return new Map(parameters.map(({ name, values }) => [name, values[Math.floor(roll() * values.length)] ?? Number.NaN]));
}

export function drawDrill(prepared: Prepared, seed: number): Drill {
  return drillWith(prepared, drawValues(prepared, seed));
}

/** The drill with these values of its parameters. */
export function drillWith(prepared: Prepared, drawn: ReadonlyMap<string, number>): Drill {
  const values = solve(prepared, drawn);
  const print = printer(prepared, values);
  const { name, unit } = lastOf(prepared);
  return {
    prompt: prepared.template.prompt.replace(PLACEHOLDER, (_, placeholder: string) => print(placeholder).text),
    givens: prepared.assumptions.map((each) => `${each.says}: ${print(each.name).text} (${each.source ?? 'an assumption'})`),
    solution: prepared.steps.map((step) => lineOf(step, print)),
    answer: { value: values.get(name) ?? Number.NaN, dimension: unit.dimension },
    unit,
    values,
  };
}

interface Printed {
  text: string;
  isExact: boolean;
  /** The words of its unit as they stand there. */
  atoms: readonly Atom[];
}

type Print = (name: string) => Printed;

/** Prints a value by its name: what is given with all its digits, what comes out rounded. */
function printer(prepared: Prepared, values: ReadonlyMap<string, number>): Print {
  const printed = new Map<string, Printed>();
  for (const [name, { text, unit }] of CONSTANTS) printed.set(name, { text, isExact: true, atoms: [unit.over] });
  const show = (name: string, unit: Unit, digits?: number) => {
    const { text, isExact, over } = showQuantity(values.get(name) ?? Number.NaN, unit, digits);
    printed.set(name, { text, isExact, atoms: [over, ...unit.under] });
  };
  for (const { name, unit } of [...prepared.parameters, ...prepared.assumptions]) show(name, unit, GIVEN_DIGITS);
  for (const { name, unit } of prepared.steps) show(name, unit);
  return (name) => printed.get(name) ?? { text: name, isExact: true, atoms: [] };
}

const GIVEN_DIGITS = 6;

/**
 * Every name's value in base units, by the parameters' values. Where `fixed` has a step or an assumption, that value is taken instead:
 * so one sees what comes out if something is done otherwise.
 */
export function solve(prepared: Prepared, fixed: ReadonlyMap<string, number>): Map<string, number> {
  const values = new Map([...CONSTANTS].map(([name, { value }]) => [name, value]));
  for (const { name, value } of prepared.assumptions) values.set(name, value);
  for (const [name, value] of fixed) values.set(name, value);
  for (const { name, formula } of prepared.steps) values.set(name, fixed.get(name) ?? evaluate(formula, values));
  return values;
}

/** The step that is the answer. */
export function lastOf({ steps, template }: Prepared): PreparedStep {
  const last = steps.at(-1);
  if (!last) throw new RangeError(`the drill ${template.key} has no step`);
  return last;
}

function lineOf({ name, formula, why }: PreparedStep, print: Print): Line {
  const numbers = writeFormula(formula, (each) => print(each).text);
  const { text: result, isExact } = print(name);
  const label = labelOf(name);
  const conversions = conversionsIn([...namesIn(formula), name].flatMap((each) => print(each).atoms));
  const remark = conversions.length > 0 ? ` (${conversions.join(', ')})` : '';
  return { label, numbers, result, text: `${label}: ${numbers} ${isExact ? '=' : '≈'} ${result}${remark}`, why };
}

/** What a reader must know to follow from the printed units of a formula to the unit of its result. */
function conversionsIn(atoms: readonly Atom[]): string[] {
  const families = new Set(atoms.map(({ family }) => family));
  return [...(families.has('byte') && families.has('bit') ? ['1 byte = 8 bits'] : []), ...timesIn(atoms)];
}

/** From each unit of time to the next smaller one that stands there; below a second one only moves the point. */
function timesIn(atoms: readonly Atom[]): string[] {
  const times = atoms.filter(({ family }) => family === 'time').map((atom) => (atom.scale < 1 ? { ...atom, name: 's', scale: 1 } : atom));
  const sorted = [...new Map(times.map((atom) => [atom.scale, atom])).values()].sort((a, b) => b.scale - a.scale);
  return sorted.slice(1).map((small, at) => {
    const big = sorted[at] ?? small;
    return `1 ${singular(big.name)} = ${showNumber(big.scale / small.scale).text} ${small.name}`;
  });
}
