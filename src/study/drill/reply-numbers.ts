// Numbers as people write them, whichever way their country separates thousands.

export interface FoundNumber {
  /** What it may mean: one value, or two where a point may be either separator; none where it can't be a number. */
  values: readonly number[];
  /** As it was written. */
  text: string;
  /** From the start of the number to the character after it. */
  start: number;
  end: number;
}

const DIGITS = String.raw`\d{1,3}(?:[ '’_]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+`;
const EXPONENT = String.raw`[eE][+-]?\d{1,3}`;
const POWER = String.raw`\s{0,3}(?:\^|\*\*)\s{0,3}([-−+]?\d{1,3})`;
/** Sign, digits, exponent; then either what the number is raised to, or a power by which it is multiplied. Not in the middle of a word: p99. */
const NUMBER = new RegExp(String.raw`(?<![\p{L}\d])([-−](?=[\d.,]))?(${DIGITS})(${EXPONENT})?(?:${POWER}|\s{0,3}[x×*·⋅]\s{0,3}(\d{1,3})${POWER})?`, 'gu');

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺'].map((each, at) => [each, '0123456789-+'[at] ?? '']));

/** The same text with one kind of space, digit and power: `10⁶` becomes `10^6`. */
export function plainText(text: string): string {
  return text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (power) => `^${[...power].map((each) => SUPERSCRIPTS[each]).join('')}`)
    .normalize('NFKC')
    .replace(/\s/g, ' ');
}

/** In a text that `plainText` gave. */
export function findNumbers(text: string): FoundNumber[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const [whole, sign = '', digits = '', exponent = '', raised, base, power] = match;
    const readings = exponent === '' && raised === undefined && power === undefined ? readDigits(digits) : readDigits(digits).slice(0, 1);
    const values = readings.map((value) => {
      const mantissa = exponent === '' ? value : value * 10 ** integer(exponent.slice(1));
      if (raised !== undefined) return mantissa ** integer(raised);
      return base === undefined || power === undefined ? mantissa : mantissa * Number(base) ** integer(power);
    });
    return { values: values.map((value) => (sign === '' ? value : -value)), text: whole, start: match.index, end: match.index + whole.length };
  });
}

function integer(text: string): number {
  return Number(text.replace('−', '-'));
}

/**
 * Digits with separators. A comma before exactly three digits separates thousands, as on our own cards; a point there may be either, so
 * both readings are given, the decimal one first.
 */
function readDigits(text: string): number[] {
  const digits = text.replace(/[ '’_]/g, '');
  const separators = [...digits.replace(/\d/g, '')];
  const last = separators.at(-1);
  if (last === undefined) return [Number(digits)];
  const kinds = new Set(separators).size;
  const [whole = '', fraction = ''] = splitAt(digits, digits.lastIndexOf(last));
  if (digits.length < text.length) return kinds === 1 && separators.length === 1 ? [Number(`${whole}.${fraction}`)] : [];
  if (kinds === 2) {
    const isOnce = separators.filter((each) => each === last).length === 1;
    return isOnce && isGrouped(whole) ? [Number(`${onlyDigits(whole)}.${fraction}`)] : [];
  }
  if (separators.length > 1) return isGrouped(digits) ? [Number(onlyDigits(digits))] : [];
  const decimal = Number(`${whole}.${fraction}`);
  if (!isGrouped(digits)) return [decimal];
  const thousands = Number(onlyDigits(digits));
  return last === ',' ? [thousands] : [decimal, thousands];
}

/** Groups of three, or as in India three and then twos. */
function isGrouped(digits: string): boolean {
  return /^[1-9]\d{0,2}([.,]\d{3})+$/.test(digits) || /^[1-9]\d?(,\d{2})+,\d{3}$/.test(digits);
}

function onlyDigits(text: string): string {
  return text.replace(/\D/g, '');
}

function splitAt(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at + 1)];
}
