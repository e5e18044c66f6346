import { lastOf, solve } from './drill.ts';
import { namesIn } from './formula.ts';
import { BANDS, scoreOf } from './score.ts';
import { CONSTANTS, labelOf, type Prepared } from './template.ts';
import { DAY, isSame, MONTH, NONE, type Quantity, YEAR } from './units.ts';

/** What was probably done otherwise, where a reply is what comes out then. */
export interface Slip {
  kind: 'left-out' | 'step-skipped' | 'bits-bytes' | '1024' | 'time' | 'thousand';
  /** The assumption or step, by name. */
  name?: string;
  /** What to tell the learner. */
  text: string;
}

interface Variant extends Slip {
  value: number;
}

/** How near a reply must be to a variant: people round by head. */
const NEAR = 1.1;
/** Powers of 1024 differ so little that only who calculated exactly can be told. */
const EXACT = 1.005;
const FULL_WITHIN = BANDS[0].within;

/** `undefined` where the reply is right, or nothing that we know of leads to it. `values` are those of the drill. */
export function slipOf(prepared: Prepared, values: ReadonlyMap<string, number>, reply: Quantity): Slip | undefined {
  const answer = values.get(lastOf(prepared).name) ?? Number.NaN;
  if (errorOf(reply.value, answer) <= EXACT) return undefined;
  const isFull = scoreOf(reply, { ...reply, value: answer }).score === BANDS[0].score;
  const candidates = isFull ? binary(prepared, answer) : variants(prepared, values, answer).filter(({ value }) => errorOf(value, answer) > FULL_WITHIN);
  const within = isFull ? EXACT : NEAR;
  const [best] = candidates
    .map((variant) => ({ variant, error: errorOf(reply.value, variant.value) }))
    .filter(({ error }) => error <= within)
    // Sorting is stable: of two that fit alike the more telling one comes first.
    .sort((a, b) => a.error - b.error);
  if (!best) return undefined;
  const { value: _value, ...slip } = best.variant;
  return slip;
}

function errorOf(a: number, b: number): number {
  return Math.max(a / b, b / a);
}

function variants(prepared: Prepared, values: ReadonlyMap<string, number>, answer: number): Variant[] {
  const all = [...leftOut(prepared, values), ...skipped(prepared, values), ...confused(prepared, answer), ...binary(prepared, answer), ...thousands(answer)];
  return all.filter(({ value }) => Number.isFinite(value) && value > 0);
}

/** As if a factor were 1, or a share 0. */
function leftOut(prepared: Prepared, values: ReadonlyMap<string, number>): Variant[] {
  const drawn = new Map(prepared.parameters.map(({ name }) => [name, values.get(name) ?? Number.NaN]));
  const factors = [
    ...prepared.assumptions.map(({ name, unit, says }) => ({ name, unit, said: says })),
    ...prepared.parameters.map(({ name, unit }) => ({ name, unit, said: labelOf(name) })),
  ].filter(({ unit }) => unit.over.family === 'plain' || unit.over.family === 'share');
  return factors.flatMap(({ name, unit, said }) =>
    (unit.over.family === 'share' ? [1, 0] : [1]).map((neutral) => ({
      kind: 'left-out' as const,
      name,
      text: `Your number fits if “${said}” is left out.`,
      value: answerOf(prepared, new Map([...drawn, [name, neutral]])),
    })),
  );
}

/** As if a step had been stepped over, and what went into it taken for its result. */
function skipped(prepared: Prepared, values: ReadonlyMap<string, number>): Variant[] {
  const drawn = new Map(prepared.parameters.map(({ name }) => [name, values.get(name) ?? Number.NaN]));
  const dimensions = new Map(prepared.steps.map(({ name, unit }) => [name, unit.dimension]));
  return prepared.steps.flatMap(({ name, formula, unit }) =>
    namesIn(formula)
      .filter((input) => isSame(dimensions.get(input) ?? NONE, unit.dimension) && dimensions.has(input))
      .map((input) => ({
        kind: 'step-skipped' as const,
        name,
        text: `Your number fits if the step “${labelOf(name)}” is left out.`,
        value: answerOf(prepared, new Map([...drawn, [name, values.get(input) ?? Number.NaN]])),
      })),
  );
}

function answerOf(prepared: Prepared, fixed: ReadonlyMap<string, number>): number {
  return solve(prepared, fixed).get(lastOf(prepared).name) ?? Number.NaN;
}

const TIMES: readonly [string, number][] = [
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3600],
  ['days', DAY],
  ['months', MONTH],
  ['years', YEAR],
];

/** As if one unit of time had been taken for another that the drill speaks of, or bits for bytes. */
function confused(prepared: Prepared, answer: number): Variant[] {
  const constants = prepared.steps.flatMap(({ formula }) => namesIn(formula)).flatMap((name) => CONSTANTS.get(name) ?? []);
  const units = [...[...prepared.parameters, ...prepared.assumptions, ...prepared.steps].map(({ unit }) => unit), ...constants.map(({ unit }) => unit)];
  const atoms = units.flatMap(({ over, under }) => [over, ...under]).filter(({ family }) => family === 'time');
  const scales = new Set([...atoms.map(({ scale }) => scale), ...constants.map(({ value }) => value)]);
  const spoken = TIMES.filter(([, scale]) => scales.has(scale));
  const times = spoken.flatMap(([small, seconds], at) =>
    spoken
      .slice(at + 1)
      .flatMap(([big, more]) =>
        [more / seconds, seconds / more].map(
          (factor): Variant => ({ kind: 'time', text: `Your number fits if ${small} and ${big} are confused.`, value: answer * factor }),
        ),
      ),
  );
  const hasData = units.some(({ dimension }) => dimension.data !== 0);
  const bits = [8, 1 / 8].map(
    (factor): Variant => ({ kind: 'bits-bytes', text: 'Your number fits if bits and bytes are confused: a byte has 8 bits.', value: answer * factor }),
  );
  return [...(hasData ? bits : []), ...times];
}

/** As if each prefix were a power of 1024, or the other way round. */
function binary(prepared: Prepared, answer: number): Variant[] {
  const { unit } = lastOf(prepared);
  if (unit.dimension.data === 0) return [];
  return [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5].map((power) => ({
    kind: '1024',
    text: 'You seem to have counted in powers of 1024. Here KB, MB and GB are powers of 1000, which is near enough and easier.',
    value: answer * 1.024 ** power,
  }));
}

function thousands(answer: number): Variant[] {
  return [1e-6, 1e-3, 1e3, 1e6].map((factor) => ({
    kind: 'thousand',
    text: `Your number is ${factor > 1 ? 'large' : 'small'} by a factor of ${Math.max(factor, 1 / factor) > 1e4 ? 'a million' : 'a thousand'}: count the zeros once more.`,
    value: answer * factor,
  }));
}
