// What people call themselves, so that it can stand in a row: one line, nothing invisible, no longer than there is room.

/** More is never seen: it would be shortened anyway. */
const NAME_MAX_UNITS = 400;
const NAMELESS = 'no name';

/** Letters that were dressed up, as 𝓐𝓭𝓪 or ｱﾀﾞ: no font of ours has them, and plain ones say the same. */
const DRESSED = /[\u{1d400}-\u{1d7ff}\u{ff01}-\u{ffef}\u2460-\u24ff\u{1f100}-\u{1f169}]+/gu;

/** @see https://www.unicode.org/reports/tr51/#EBNF_and_Regex */
const EMOJI = /\p{RI}\p{RI}|\p{Emoji}(?:\p{EMod}|\ufe0f\u20e3?|[\u{e0020}-\u{e007e}]{1,8}\u{e007f})?(?:\u200d\p{Emoji}(?:\p{EMod}|\ufe0f)?){0,7}/u;
/** Persian and Indian writing joins and parts letters by them. */
const JOINED = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}][\u200c\u200d]/u;
/** Overrides of direction, spaces without width, fillers: they hide a name, or the rest of the line. Halves of a character too. */
const INVISIBLE = new RegExp(`(${EMOJI.source}|${JOINED.source})|[\\p{Default_Ignorable_Code_Point}\\p{Cs}]`, 'gu');
/** The empty Braille cell is none by Unicode's book, and looks like one. */
const SPACES = /[\p{White_Space}\p{Cc}\u2800]+/gu;
/** No writing puts more marks than four upon a letter. */
const PILED = /(\p{M}{4})\p{M}+/gu;

/** A name in one line that can be read, whatever was typed. */
export function readable(name: string): string {
  const start = name.slice(0, NAME_MAX_UNITS).normalize('NFC');
  const plain = start.replace(DRESSED, (letters) => letters.normalize('NFKC'));
  const visible = plain.replace(INVISIBLE, (_, kept: string | undefined) => kept ?? '').replace(PILED, '$1');
  return visible.replace(SPACES, ' ').trim() || NAMELESS;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text, or as many of its first characters as fit, with …. A character is what a reader takes for one, a family of emoji too. */
export function shortened(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const all = [...characters.segment(text)].map(({ segment }) => segment);
  const first = (count: number) => `${all.slice(0, count).join('').trimEnd()}…`;
  let [fitting, tooMany] = [0, all.length];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(first(middle))) fitting = middle;
    else tooMany = middle;
  }
  return first(fitting);
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const GROUPED_BELOW = 10_000_000;
const COMPACT_BELOW = 1e15;

/** 12,345 · 12.3M · 1.2e+21: never longer than ten characters. */
export function figures(value: number): string {
  if (Math.abs(value) < GROUPED_BELOW) return grouped.format(value);
  return Math.abs(value) < COMPACT_BELOW ? compact.format(value) : value.toExponential(1);
}
