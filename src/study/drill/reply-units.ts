import { combine, DAY, type Dimension, type Kind, kindOf, LADDERS, MONTH, NONE, SECOND, type Unit, YEAR } from './units.ts';

// Units as people type them: “30k qps”, “10 gigs”, “mb/s”, “TB a year”. What a word means depends on what is asked for.

/** One way to understand the words after a number. */
export interface UnitReading {
  /** How many base units, multipliers such as “million” included. */
  scale: number;
  dimension: Dimension;
  /** That “million” and its like make of the scale; 1 without. After one a point is a decimal point. */
  multiplier: number;
  /** So that it is read in no other way; empty for a plain number. */
  over: string;
  /** Such as `/s`. */
  under: string;
}

interface Part {
  scale: number;
  dimension: Dimension;
  text: string;
}

const DATA: Dimension = { ...NONE, data: 1 };
const TIME: Dimension = { ...NONE, time: 1 };
const MONEY: Dimension = { ...NONE, money: 1 };

const TIMES: ReadonlyMap<string, Part> = new Map(
  (
    [
      ['ns nanosecond nanoseconds', 1e-9, 'ns'],
      // The letter mu, as which NFKC also writes the micro sign.
      ['us μs microsecond microseconds micros', 1e-6, 'µs'],
      ['ms millisecond milliseconds millis', 1e-3, 'ms'],
      ['s sec secs second seconds', SECOND, 's'],
      ['min mins minute minutes', 60, 'minutes'],
      ['h hr hrs hour hours', 3600, 'hours'],
      ['d day days', DAY, 'days'],
      ['w wk wks week weeks', 7 * DAY, 'weeks'],
      ['mo mos mth month months', MONTH, 'months'],
      ['y yr yrs year years annum', YEAR, 'years'],
    ] as const
  ).flatMap(([words, scale, text]) => words.split(' ').map((word) => [word, { scale, dimension: TIME, text }])),
);
const MINUTES: Part = { scale: 60, dimension: TIME, text: 'minutes' };
const MONTHS: Part = { scale: MONTH, dimension: TIME, text: 'months' };

const ADVERBS: ReadonlyMap<string, string> = new Map([
  ['hourly', 'h'],
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['yearly', 'year'],
  ['annually', 'year'],
]);

const MULTIPLIERS: ReadonlyMap<string, number> = new Map(
  (
    [
      ['hundred', 1e2],
      ['thousand thousands', 1e3],
      ['million millions mil mio mn mln', 1e6],
      ['billion billions bil bn bln mrd', 1e9],
      ['trillion trillions tn trn', 1e12],
      ['quadrillion', 1e15],
      ['lakh lakhs', 1e5],
      ['crore crores', 1e7],
    ] as const
  ).flatMap(([words, value]) => words.split(' ').map((word) => [word, value])),
);
const LETTERS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12, p: 1e15 };

const PER = new Set(['/', 'per', 'each', 'every', 'p']);
const DOLLARS = new Set(['$', 'usd', 'dollar', 'dollars', 'bucks']);
const PERCENT = new Set(['%', 'percent', 'pct']);
const PER_TIME: Readonly<Record<string, string>> = { s: 's', m: 'min', h: 'h', d: 'day' };
/** Requests, queries, transactions … per second, minute, hour or day, and before it a letter that multiplies. */
const COUNTED = /^([kmbgt])?(?:(?:[qrt]p|iop|op|wp|ep)([smhd])|hz)$/i;

const LONG_DATA = /^(kilo|mega|giga|tera|peta|exa|kibi|mebi|gibi|tebi|pebi|exbi)?(bit|byte|octet)s?$/i;
const SHORT_DATA = /^([kmgtpe])?(i)?(b|bits?|bytes?)(ps)?$/i;
const SLANG: Readonly<Record<string, string>> = { meg: 'M', megs: 'M', gig: 'G', gigs: 'G', tera: 'T', teras: 'T', peta: 'P', petas: 'P' };

interface Data {
  parts: Part[];
  isPerSecond: boolean;
}

function sizeOf(prefix: string, isBinary: boolean, isBit: boolean): Part {
  const ladder = isBit && !isBinary ? LADDERS.bit : LADDERS[isBinary ? 'kibibyte' : 'byte'];
  const rung = ladder['kmgtpe'.indexOf(prefix.toLowerCase()) + (prefix === '' ? 0 : 1)] ?? ladder[0];
  if (isBit && isBinary) return { scale: rung.scale / 8, dimension: DATA, text: rung.name.replace('B', 'bit') };
  return { scale: rung.scale, dimension: DATA, text: rung.name };
}

/**
 * A small b is a bit by the book and a byte in haste. Of a line's speed `Gb` and `Mbps` are bits, of an amount `gb` is bytes; the other way round
 * nobody knows.
 */
function dataOf(word: string, kind: Kind): Data | undefined {
  const isRate = kind === 'data rate';
  const both = (prefix: string, isBinary = false) => [sizeOf(prefix, isBinary, false), sizeOf(prefix, isBinary, true)];
  const slang = SLANG[word.toLowerCase()];
  if (slang !== undefined) return { parts: isRate ? both(slang) : [sizeOf(slang, false, false)], isPerSecond: false };
  const [, long, noun] = LONG_DATA.exec(word) ?? [];
  if (noun !== undefined) {
    const isBinary = /bi$/i.test(long ?? '');
    return { parts: [sizeOf(long?.[0] ?? '', isBinary, /^bit/i.test(noun))], isPerSecond: false };
  }
  const [whole, prefix = '', binary, unit = '', perSecond] = SHORT_DATA.exec(word) ?? [];
  if (whole === undefined) return undefined;
  const isBinary = binary !== undefined;
  const isPerSecond = perSecond !== undefined;
  if (unit !== 'b') return { parts: [sizeOf(prefix, isBinary, /^bit/i.test(unit))], isPerSecond };
  if (isPerSecond) return { parts: [sizeOf(prefix, isBinary, true)], isPerSecond };
  const isWrittenByTheBook = /[A-Z]/.test(prefix);
  if (prefix === '' || isWrittenByTheBook !== isRate) return { parts: both(prefix, isBinary), isPerSecond };
  return { parts: [sizeOf(prefix, isBinary, isRate)], isPerSecond };
}

type Over = { multiplier: number } | { parts: Part[]; perTime?: Part };

/** What a word says where no unit has been named yet. */
function overOf(word: string, next: string | undefined, kind: Kind): Over | undefined {
  const lower = word.toLowerCase();
  const multiplier = MULTIPLIERS.get(lower);
  if (multiplier !== undefined) return { multiplier };
  if (word.length === 1) {
    const letter = letterOf(word, next, kind);
    if (letter) return letter;
  }
  if (DOLLARS.has(lower)) return { parts: [{ scale: 1, dimension: MONEY, text: '$' }] };
  if (PERCENT.has(lower)) return { parts: [{ scale: 0.01, dimension: NONE, text: '%' }] };
  const [counted, times, per = 's'] = COUNTED.exec(word) ?? [];
  const perTime = TIMES.get(PER_TIME[per.toLowerCase()] ?? 's');
  if (counted !== undefined && perTime) return { parts: [{ scale: LETTERS[times?.toLowerCase() ?? ''] ?? 1, dimension: NONE, text: '' }], perTime };
  const data = dataOf(word, kind);
  if (data) return { parts: data.parts, ...(data.isPerSecond ? { perTime: TIMES.get('s') as Part } : {}) };
  const time = TIMES.get(lower);
  return time ? { parts: [time] } : undefined;
}

/** A letter alone multiplies what follows; what it means by itself depends on what is asked for. */
function letterOf(word: string, next: string | undefined, kind: Kind): Over | undefined {
  const multiplier = LETTERS[word.toLowerCase()];
  if (multiplier === undefined) return undefined;
  const isBeforeUnit = next !== undefined && next.length > 1 && !PER.has(next) && overOf(next, undefined, kind) !== undefined;
  if (isBeforeUnit) return { multiplier };
  if (kind === 'data' || kind === 'data rate') {
    if (word === 'B') return { parts: [sizeOf('', false, false)] };
    const prefix = /b/i.test(word) ? '' : word;
    return { parts: [sizeOf(prefix, false, false), sizeOf(prefix, false, true)] };
  }
  return kind === 'time' && word === 'm' ? { parts: [MINUTES] } : { multiplier };
}

/** What a word says after “per”. A count, such as a user, does not change the dimension. */
function underOf(word: string): Part[] {
  if (word === 'm' || word === 'M') return [MINUTES, MONTHS];
  const time = TIMES.get(word.toLowerCase());
  if (time) return [time];
  return dataOf(word, 'data')?.parts.slice(0, 1) ?? [];
}

const WORD = /[\p{L}]+(?:['’]\p{L}+)*|[%$/]/gu;
/** Where a remark begins. */
const STOP = /[;()[\]\n]|[.!?](?:\s|$)|,\s/;

/** Every way to understand what stands after a number; one that says nothing of a unit is a plain number. `isMoney`: a $ stood before it. */
export function readUnit(tail: string, expected: Unit, isMoney: boolean): UnitReading[] {
  const kind = kindOf(expected.dimension);
  const words = (tail.split(STOP)[0] ?? '').match(WORD) ?? [];
  let multiplier = 1;
  let over: Part[] | undefined = isMoney ? [{ scale: 1, dimension: MONEY, text: '$' }] : undefined;
  const under: Part[][] = [];
  let isPer = false;
  words.forEach((word, at) => {
    const lower = word.toLowerCase();
    const next = words[at + 1];
    const adverb = TIMES.get(ADVERBS.get(lower) ?? '');
    if (adverb) under.push([adverb]);
    else if (PER.has(lower)) isPer = true;
    else if (lower === 'a' || lower === 'an') isPer ||= next !== undefined && TIMES.has(next.toLowerCase());
    else if (isPer) {
      const parts = underOf(word);
      if (parts.length > 0) under.push(parts);
      isPer = false;
    } else {
      const found = overOf(word, next, isMoney ? 'money' : kind);
      if (found === undefined) return;
      if ('multiplier' in found) multiplier *= over === undefined || isMoney ? found.multiplier : 1;
      else if (over === undefined) {
        over = found.parts;
        // “30k ops/s”: there it is a noun.
        if (found.perTime && next !== '/' && next !== 'per') under.push([found.perTime]);
      }
    }
  });
  return readings(over ?? [{ scale: 1, dimension: NONE, text: '' }], under, multiplier);
}

function readings(over: readonly Part[], under: readonly (readonly Part[])[], multiplier: number): UnitReading[] {
  const start = over.map(({ scale, dimension, text }) => ({
    scale: scale * multiplier,
    dimension,
    multiplier,
    over: text,
    under: '',
  }));
  return under.reduce<UnitReading[]>(
    (all, parts) =>
      all.flatMap((reading) =>
        parts.map(({ scale, dimension, text }) => ({
          ...reading,
          scale: reading.scale / scale,
          dimension: combine(reading.dimension, dimension, -1),
          under: `${reading.under}/${text.length > 2 && dimension.time === 1 ? text.replace(/s$/, '') : text}`,
        })),
      ),
    start,
  );
}
