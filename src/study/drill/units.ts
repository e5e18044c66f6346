// What a number measures. Counts (requests, users, shards) have no dimension: they are words that a person reads.
// Inside, everything is in base units: bytes, seconds, dollars.

/** Exponents: bytes a second are `{ data: 1, time: -1, money: 0 }`. */
export interface Dimension {
  readonly data: number;
  readonly time: number;
  readonly money: number;
}

export interface Quantity {
  /** In base units. */
  value: number;
  dimension: Dimension;
}

type Family = 'byte' | 'bit' | 'time' | 'money' | 'share' | 'plain' | 'count';

/** One word of a unit, such as `MB` or `requests`. */
export interface Atom {
  /** As it is printed. */
  name: string;
  family: Family;
  /** In base units. */
  scale: number;
}

/** `over` per each of `under`: `TB/year`, `USD/GB/month`. */
export interface Unit {
  over: Atom;
  under: readonly Atom[];
  dimension: Dimension;
  /** How many base units it is. */
  scale: number;
}

export const NONE: Dimension = { data: 0, time: 0, money: 0 };

const OF_FAMILY: Readonly<Record<Family, Dimension>> = {
  byte: { ...NONE, data: 1 },
  bit: { ...NONE, data: 1 },
  time: { ...NONE, time: 1 },
  money: { ...NONE, money: 1 },
  share: NONE,
  plain: NONE,
  count: NONE,
};

/** The dimension of a product; with `power` -1 of a quotient. */
export function combine(a: Dimension, b: Dimension, power = 1): Dimension {
  // Adding 0 turns a negative zero, which is told apart in tests, into zero.
  return { data: a.data + power * b.data + 0, time: a.time + power * b.time + 0, money: a.money + power * b.money + 0 };
}

export function isSame(a: Dimension, b: Dimension): boolean {
  return a.data === b.data && a.time === b.time && a.money === b.money;
}

export const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;
export const DAY = 86_400;
/** Of 30 days, as one counts by head. */
export const MONTH = 30 * DAY;
/** Of 365 days. */
export const YEAR = 365 * DAY;
/** In bytes. */
const BIT = 1 / 8;

const PREFIXES = ['K', 'M', 'G', 'T', 'P', 'E'] as const;

function sizes(family: 'byte' | 'bit', suffix: string, one: number, step: number): Atom[] {
  return PREFIXES.map((prefix, at) => ({ name: `${prefix}${suffix}`, family, scale: one * step ** (at + 1) }));
}

const byte: Atom = { name: 'bytes', family: 'byte', scale: 1 };
const bit: Atom = { name: 'bits', family: 'bit', scale: BIT };

/** From small to large; a quantity is printed in the one that suits its size. */
export const LADDERS = {
  byte: [byte, ...sizes('byte', 'B', 1, 1000)],
  kibibyte: [byte, ...sizes('byte', 'iB', 1, 1024)],
  bit: [bit, ...sizes('bit', 'bit', BIT, 1000)],
  time: [
    { name: 'ns', family: 'time', scale: 1e-9 },
    { name: 'µs', family: 'time', scale: 1e-6 },
    { name: 'ms', family: 'time', scale: 1e-3 },
    { name: 's', family: 'time', scale: SECOND },
    { name: 'minutes', family: 'time', scale: MINUTE },
    { name: 'hours', family: 'time', scale: HOUR },
    { name: 'days', family: 'time', scale: DAY },
    { name: 'years', family: 'time', scale: YEAR },
  ],
} as const satisfies Record<string, readonly Atom[]>;

const OTHERS: readonly Atom[] = [
  { name: 'weeks', family: 'time', scale: 7 * DAY },
  { name: 'months', family: 'time', scale: MONTH },
  { name: 'USD', family: 'money', scale: 1 },
  { name: '%', family: 'share', scale: 0.01 },
  // A factor: printed as the number alone.
  { name: 'times', family: 'plain', scale: 1 },
];

const ALIASES: Readonly<Record<string, string>> = { B: 'bytes', bit: 'bits', kB: 'KB', kbit: 'Kbit', us: 'µs', $: 'USD' };

const ATOMS: ReadonlyMap<string, Atom> = new Map([...Object.values(LADDERS).flat(), ...OTHERS].map((atom): [string, Atom] => [atom.name, atom]));

/** By the word that a pack's author writes, in the singular or plural; any other lower-case word of three letters or more is a count. */
function atomOf(word: string): Atom | undefined {
  const name = ALIASES[word] ?? word;
  const known = ATOMS.get(name) ?? (name.length > 2 ? ATOMS.get(`${name}s`) : undefined);
  if (known) return known;
  return /^[a-z][a-z-]{2,}$/.test(word) ? { name: word, family: 'count', scale: 1 } : undefined;
}

function unitOf(over: Atom, under: readonly Atom[]): Unit {
  return {
    over,
    under,
    dimension: under.reduce((all, atom) => combine(all, OF_FAMILY[atom.family], -1), OF_FAMILY[over.family]),
    scale: under.reduce((scale, atom) => scale / atom.scale, over.scale),
  };
}

/** `undefined` where a word is no unit. Written as `TB/year`, `requests/s`, `USD/GB/month`, `times`. */
export function parseUnit(text: string): Unit | undefined {
  const atoms = text.split('/').map((word) => atomOf(word.trim()));
  const [over, ...under] = atoms;
  if (!over || under.some((atom) => atom === undefined)) return undefined;
  return unitOf(
    over,
    under.filter((atom) => atom !== undefined),
  );
}

export type Kind = 'count' | 'data' | 'data rate' | 'time' | 'rate' | 'money' | 'money rate' | 'other';

const KINDS: readonly [Kind, Dimension][] = [
  ['count', NONE],
  ['data', { ...NONE, data: 1 }],
  ['data rate', { ...NONE, data: 1, time: -1 }],
  ['time', { ...NONE, time: 1 }],
  ['rate', { ...NONE, time: -1 }],
  ['money', { ...NONE, money: 1 }],
  ['money rate', { ...NONE, money: 1, time: -1 }],
];

export function kindOf(dimension: Dimension): Kind {
  return KINDS.find(([, each]) => isSame(each, dimension))?.[0] ?? 'other';
}

const WORDS: Readonly<Record<Kind, string>> = {
  count: 'a plain number',
  data: 'an amount of data',
  'data rate': 'data per time',
  time: 'a time',
  rate: 'a number per time',
  money: 'an amount of money',
  'money rate': 'money per time',
  other: 'something else',
};

/** Such as “an amount of data”. */
export function inWords(dimension: Dimension): string {
  const kind = kindOf(dimension);
  if (kind !== 'other') return WORDS[kind];
  const parts = Object.entries(dimension).filter(([, power]) => power !== 0);
  return parts.map(([name, power]) => (power === 1 ? name : `${name}^${power}`)).join(' × ');
}
