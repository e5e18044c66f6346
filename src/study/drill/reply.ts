import { type FoundNumber, findNumbers, plainText } from './reply-numbers.ts';
import { readUnit, type UnitReading } from './reply-units.ts';
import { showNumber, showQuantity } from './show.ts';
import { combine, inWords, isSame, kindOf, NONE, type Quantity, type Unit } from './units.ts';

/** What a learner's reply says: a quantity, or what must be asked before it can be scored. */
export type Reply = { kind: 'quantity'; quantity: Quantity; text: string } | Ask;

export interface Ask {
  kind: 'ask';
  why: 'no-number' | 'several-numbers' | 'number-unreadable' | 'number-ambiguous' | 'unit-missing' | 'unit-ambiguous' | 'wrong-dimension' | 'not-positive';
  question: string;
  /** Replies that say it clearly, where there are only a few. */
  choices: readonly string[];
}

/** Understands “30k qps”, “1.2e9/day”, “18 TB/yr”, “≈ 2,500”, “2 million requests per second”. `expected` is the unit of the answer. */
export function readReply(text: string, expected: Unit): Reply {
  const said = resultIn(withoutMarkup(plainText(text)));
  const numbers = findNumbers(said);
  const read = numbers.map((number, at): Candidate => {
    const tail = tailOf(said, numbers, at);
    const isMoney = /(?:\$|\bUSD) ?$/i.test(said.slice(0, number.start));
    return { number, reply: understand(number, readUnit(tail, expected, isMoney), expected) };
  });
  const [first, ...others] = read;
  if (!first) return ask('no-number', `I found no number. Write one with its unit, such as ${phrase(20, wordsOf(expected))}.`);
  return others.length === 0 ? first.reply : oneOf(read, expected);
}

/** Of “20-30k qps” both ends have the unit of the last. */
const RANGE = /^ ?(?:[-–—]|\.\.+|…|to|or) ?$/i;

function tailOf(text: string, numbers: readonly FoundNumber[], at: number): string {
  const next = numbers[at + 1];
  const tail = text.slice(numbers[at]?.end ?? 0, next?.start ?? text.length);
  return next && RANGE.test(tail) ? tailOf(text, numbers, at + 1) : tail;
}

interface Candidate {
  number: FoundNumber;
  reply: Reply;
}

function ask(why: Ask['why'], question: string, choices: readonly string[] = []): Ask {
  return { kind: 'ask', why, question, choices: [...new Set(choices)] };
}

function withoutMarkup(text: string): string {
  return text.replace(/`|__|(?<!\d ?)\*\*|\*\*(?! ?\d)/g, '').replace(/\bp\.a\.?/gi, 'per year');
}

const NUMBER_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, at) => [word, String(at + 1)]),
);
const TENS: Readonly<Record<string, string>> = { twenty: '20', thirty: '30', forty: '40', fifty: '50', sixty: '60', seventy: '70', eighty: '80', ninety: '90' };

/** “half a million” → “0.5 million”: only where there are no digits. */
function inFigures(text: string): string {
  if (/\d/.test(text)) return text;
  return text
    .replace(/\bhalf an?\b/gi, '0.5')
    .replace(/\ban? (?=hundred|thousand|million|billion|trillion)/gi, '1 ')
    .replace(/\b[a-z]+\b/gi, (word) => NUMBER_WORDS[word.toLowerCase()] ?? TENS[word.toLowerCase()] ?? word);
}

/** Of a calculation what stands after the last sign of equality; of the rest what does not stand in parentheses. */
function resultIn(text: string): string {
  const figures = inFigures(text);
  const result = figures.split(/[=≈~→]/).findLast((part) => /\d/.test(part)) ?? figures;
  const outside = result.replace(/\([^()]*\)/g, ' ');
  return /\d/.test(outside) ? outside : result;
}

function understand({ values, text }: FoundNumber, units: readonly UnitReading[], expected: Unit): Reply {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) {
    return ask('number-unreadable', `I can’t read “${text}” as a number. Write it as 2500000, 2.5e6 or 2.5 million.`);
  }
  if (values.some((value) => value <= 0)) return ask('not-positive', 'The answer is more than nothing. Write a positive number.');
  const options = units.flatMap((unit) => values.slice(0, isPointDecimal(unit) ? 1 : 2).flatMap((value) => asAsked(value, unit, expected)));
  const fitting = options.filter(({ unit }) => isSame(unit.dimension, expected.dimension));
  const [only, another] = fitting;
  if (only === undefined) return misfit(values[0] ?? 0, units, expected);
  if (another === undefined) return quantityOf(only.value * only.unit.scale, expected);
  const choices = fitting.map(({ value, unit }) => phrase(value * unit.multiplier, unit));
  const isNumber = new Set(fitting.map(({ value }) => value)).size > 1;
  return ask(isNumber ? 'number-ambiguous' : 'unit-ambiguous', `That can be read in more than one way. Do you mean ${listed(choices)}?`, choices);
}

/** Nobody counts millions or percent in thousands: 1.234 million, 99.999%. */
function isPointDecimal({ multiplier, over }: UnitReading): boolean {
  return multiplier !== 1 || over === '%';
}

/** A share is asked for in percent: 5 alone is 5%, but 0.05 may be either. Money is in dollars. */
function asAsked(value: number, unit: UnitReading, expected: Unit): { value: number; unit: UnitReading }[] {
  const isPlain = unit.over === '' && unit.under === '' && isSame(unit.dimension, NONE);
  if (isPlain && kindOf(expected.dimension) === 'money') return [{ value, unit: { ...unit, dimension: expected.dimension, over: '$' } }];
  if (!isPlain || expected.over.family !== 'share') return [{ value, unit }];
  const percent = { ...unit, scale: unit.scale / 100, over: '%' };
  return [value, ...(value <= 1 ? [value * 100] : [])].map((each) => ({ value: each, unit: percent }));
}

function quantityOf(value: number, expected: Unit): Reply {
  // A thousand digits and a power of ten may be finite each.
  if (!Number.isFinite(value) || value <= 0) return ask('number-unreadable', 'That number is out of reach. Write it as 2500000, 2.5e6 or 2.5 million.');
  return { kind: 'quantity', quantity: { value, dimension: expected.dimension }, text: showQuantity(value, expected).text };
}

/** A unit is missing, or another one than is asked for. */
function misfit(value: number, units: readonly UnitReading[], expected: Unit): Ask {
  const isPlain = units.some(({ dimension, over }) => isSame(dimension, NONE) && over !== '%');
  const withoutTime = combine(expected.dimension, { ...NONE, time: expected.dimension.time }, -1);
  const perTimes = expected.dimension.time === -1 ? units.filter(({ dimension, over }) => isSame(dimension, withoutTime) && over !== '%') : [];
  if (perTimes.length > 0 && !isSame(withoutTime, NONE)) {
    const usual = kindOf(withoutTime) === 'money' ? ['/day', '/month', '/year'] : ['/s', '/day'];
    const pers = [...new Set([wordsOf(expected).under, ...usual])];
    const choices = perTimes.flatMap((unit) => pers.map((per) => phrase(value * unit.multiplier, { ...unit, under: unit.under + per })));
    return ask('unit-missing', 'For which time is that?', choices);
  }
  const isAmount = expected.dimension.time === 0 && expected.over.family !== 'share';
  const perTime = combine(expected.dimension, { ...NONE, time: -1 });
  const rates = isAmount ? units.filter(({ dimension, under }) => under.lastIndexOf('/') === 0 && isSame(dimension, perTime)) : [];
  if (rates.length > 0) {
    const choices = rates.map((unit) => phrase(value * unit.multiplier, { ...unit, under: '' }));
    return ask('wrong-dimension', `That is ${inWords(perTime)}, but the answer is ${inWords(expected.dimension)}, in all.`, choices);
  }
  if (!isPlain) {
    const got = inWords(units[0]?.dimension ?? NONE);
    return ask('wrong-dimension', `That is ${got}, but the answer is ${inWords(expected.dimension)}. Say it in ${nameOf(expected)}, for example.`);
  }
  const plain = value * (units[0]?.multiplier ?? 1);
  return ask(
    'unit-missing',
    'Which unit do you mean?',
    unitsLike(expected).map((unit) => phrase(plain, unit)),
  );
}

/** What a number without a unit could have meant. */
function unitsLike(expected: Unit): Words[] {
  const own = wordsOf(expected);
  const kind = kindOf(expected.dimension);
  switch (kind) {
    case 'data':
      return ['MB', 'GB', 'TB', 'PB'].map((over) => ({ over, under: '' }));
    case 'data rate':
      return own.under === '/s' ? ['MB', 'GB', 'Mbit', 'Gbit'].map((over) => ({ over, under: '/s' })) : ['GB', 'TB', 'PB'].map((over) => ({ ...own, over }));
    case 'time':
      return ['ms', 's', 'minutes', 'hours', 'days'].map((over) => ({ over, under: '' }));
    case 'rate':
      return ['/s', '/minute', '/day'].map((under) => ({ ...own, under }));
    case 'money rate':
      return ['/day', '/month', '/year'].map((under) => ({ ...own, under }));
    case 'count':
    case 'money':
    case 'other':
      return [own];
    default:
      return kind satisfies never;
  }
}

/** Several numbers are one answer where they say one time (1 h 30 min), the same thing twice, or only one of them has the unit. */
function oneOf(read: readonly Candidate[], expected: Unit): Reply {
  const clear = read.flatMap(({ reply }) => (reply.kind === 'quantity' ? [reply] : []));
  const values = clear.map(({ quantity }) => quantity.value);
  const [first = Number.NaN] = values;
  if (clear.length === read.length && kindOf(expected.dimension) === 'time' && values.every((value, at) => at === 0 || value < (values[at - 1] ?? 0))) {
    return quantityOf(
      values.reduce((sum, value) => sum + value, 0),
      expected,
    );
  }
  const isSaidOnce = values.every((value) => Math.abs(value / first - 1) < SAME_WITHIN);
  const [said] = clear;
  if (said && isSaidOnce && (clear.length === read.length || !isSame(expected.dimension, NONE))) return said;
  return ask(
    'several-numbers',
    'I found several numbers. Which one is your answer?',
    clear.map(({ text }) => text),
  );
}

/** Two roundings of one number. */
const SAME_WITHIN = 0.02;

type Words = Pick<UnitReading, 'over' | 'under'>;

function wordsOf({ over, under }: Unit): Words {
  const name = over.family === 'money' ? '$' : over.family === 'plain' ? '' : over.name;
  return { over: name, under: under.map((atom) => `/${atom.name.length > 2 ? atom.name.replace(/s$/, '') : atom.name}`).join('') };
}

function nameOf(unit: Unit): string {
  const { over, under } = wordsOf(unit);
  return over === '' ? 'a plain number' : `${over === '$' ? 'USD' : over}${under}`;
}

function phrase(value: number, { over, under }: Words): string {
  const { text } = showNumber(value);
  if (over === '$') return `$${text}${under}`;
  return over === '' || over === '%' ? `${text}${over}${under}` : `${text} ${over}${under}`;
}

function listed(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
