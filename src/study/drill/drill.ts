import { diceOf } from './dice.ts';
import { evaluate, namesIn, writeFormula } from './formula.ts';
import { showNumber, showQuantity, singular } from './show.ts';
import { CONSTANTS, labelOf, PLACEHOLDER, type Prepared, type PreparedStep } from './template.ts';
import type { Atom, Quantity, Unit } from './units.ts';

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

/** The same seed always draws the same numbers. */
export function drawDrill(prepared: Prepared, seed: number): Drill {
  const roll = diceOf(seed);
  const drawn = prepared.parameters.map(({ name, values }): [string, number] => [name, values[Math.floor(roll() * values.length)] ?? Number.NaN]);
  const values = solve(prepared, new Map(drawn));
  const units = new Map([...prepared.parameters, ...prepared.assumptions, ...prepared.steps].map(({ name, unit }) => [name, unit]));
  const textOf = (name: string) => {
    const unit = units.get(name);
    return unit ? showQuantity(values.get(name) ?? Number.NaN, unit).text : (CONSTANTS.get(name)?.text ?? name);
  };
  const { name, unit } = lastOf(prepared);
  return {
    prompt: prepared.template.prompt.replace(PLACEHOLDER, (_, placeholder: string) => textOf(placeholder)),
    givens: prepared.assumptions.map((each) => `${each.says}: ${textOf(each.name)} (${each.source ?? 'an assumption'})`),
    solution: prepared.steps.map((step) => lineOf(step, values, units, textOf)),
    answer: { value: values.get(name) ?? Number.NaN, dimension: unit.dimension },
    unit,
    values,
  };
}

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

type Units = ReadonlyMap<string, Unit>;

function lineOf(step: PreparedStep, values: ReadonlyMap<string, number>, units: Units, textOf: (name: string) => string): Line {
  const numbers = writeFormula(step.formula, textOf);
  const result = showQuantity(values.get(step.name) ?? Number.NaN, step.unit);
  const label = labelOf(step.name);
  const conversions = conversionsIn([...new Set(namesIn(step.formula))], step, values, units);
  const remark = conversions.length > 0 ? ` (${conversions.join(', ')})` : '';
  return { label, numbers, result: result.text, text: `${label}: ${numbers} ${result.isExact ? '=' : '≈'} ${result.text}${remark}`, why: step.why };
}

/** What a reader must know to follow from the printed units of the names to the unit of the result. */
function conversionsIn(names: readonly string[], step: PreparedStep, values: ReadonlyMap<string, number>, units: Units): string[] {
  const atomsOf = (name: string): Atom[] => {
    const unit = units.get(name) ?? CONSTANTS.get(name)?.unit;
    if (!unit) return [];
    return [units.has(name) ? showQuantity(values.get(name) ?? Number.NaN, unit).over : unit.over, ...unit.under];
  };
  const atoms = [...names, step.name].flatMap(atomsOf);
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
