import { ORDER } from './tuning.ts';

/** The words that hold English together, by what they do. All others are told apart by their ending. */
const CLASSES = readClasses(`
  the  the
  a    a an every each
  poss my our your his their its
  of   of
  to   to
  prep in on at by for from with into onto about through across between among per without as than over after before during until under
  be   is are was were be been am it's that's there's i'm we're they're you're isn't aren't
  have has have had does do did doesn't don't didn't
  modal will would can could should must may might can't won't cannot i'd we'd i'll we'll shouldn't wouldn't couldn't
  and  and or nor
  sub  but because so if when while since although then where unless which who whose why how what
  subj i we you he she they it
  obj  them us me him her one itself
  that that this these those
  not  not never no
  adv  just also only very really even still always often usually too more less most again first now there here much many some all any both
`);

/** The classes in the order of the table's columns; the last one is the end of a clause. */
const COLUMNS = [...new Set(CLASSES.values()), 'num', 'ing', 'ed', 'ly', 's', 'word', 'end'];

/**
 * How much likelier a class (column) follows another (row) in English than by chance: ten times the natural logarithm, counted over
 * 230,081 pairs of words in the texts of our own pack. "The" before "of" has the lowest value, "to" before a plain verb a high one.
 */
const FOLLOWS = readTable(`
  start    4   7  -2 -24 -11   1 -20 -16 -22  12  16   9  -3  -4  -2   1   8   4  -6  -4  -5  -5 -25
  the    -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -13 -25 -25  -6 -13   1  -3  -5   1  10 -24
  a      -25 -25 -25 -13 -25 -25 -25 -25 -25 -25 -21 -25 -13 -25 -25 -25  -5   5   8   0 -15  11 -21
  poss   -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -25 -20  -6 -11  -3 -25   5   9 -23
  of      15   7  23 -25 -25 -25 -25 -25 -25 -25 -21  -3  18   6 -17   4  12   1  -5 -16   2  -6 -24
  to      12   7   9 -25 -25 -25   2   7 -25 -25 -24  -4  10  -1 -21   0  15 -12 -13  -4 -11   3 -21
  prep    11  12  12 -25 -22 -16 -25 -25 -25 -25 -10   1  11   1 -16   4  10   6  -9 -10  -5   0 -14
  be      -1   1  -7 -23 -12  -4 -25 -25 -25 -25 -11 -25   1 -19  19   7   5   2  25   9 -19   3 -15
  have    -1   5  14 -25  24 -16  -6 -21 -25 -25 -19   3   3   1  35   3   0   5  13   5 -16  -8  -6
  modal  -25 -25 -25 -25 -25 -25  20  15 -25 -25 -25 -16 -25 -25  19   5 -25 -12 -19  -5 -20   7 -19
  and      5   8   7 -25 -18  -7  -9   1   0 -25   3   3  -6   0   8   1   1   6   2   1   4   0 -21
  sub     10   8   6 -16 -14 -16   3   0  -6 -25 -19  20   4  15   2   8  -6   6  -9  -9  -1  -8 -18
  subj   -25 -25 -25 -25  -3  -5  13  17  19 -15 -23 -25 -25 -25  -5   1 -25 -24   2   1   3   2  -2
  obj    -25 -20 -25   5  -3   2  -1   0   0 -12 -10 -20 -25   0 -16  -6 -22  -9  -1   0  -4   5   4
  that     1  -3   0 -12 -25 -15  17  10   8 -25 -18  10   0  -8   7   1 -21   0  -2  -7   6  -3  -9
  not    -11 -15 -10 -25 -25  -7  -8   1 -25 -25 -24 -25 -11 -15 -25   0 -11  -2  13   0  -1   8 -11
  adv     -6 -10  -4   5  -5   0   5  -1 -10  -7   1  -7   0  -5 -25  -3  -4  -8  -4   3   8  -3   3
  num    -25  -9 -25   8   9  -4  -5  -9  -9  -1 -20 -19 -25 -19 -25 -17   9 -21 -13 -25   8  -5   9
  ing     -3  -7  -8  -7   8   4   6   4   5   1  -8  -3   0  -1 -25  -2 -25 -12 -12  -3   4  -4   5
  ed     -13  -8  -7 -16   9   9 -14 -25 -10  -1  -7  -5  -3  -8  -2   1  -9 -14 -23   8   0  -1   7
  ly      -6 -12 -18 -16   7   1 -25 -13  -7   4  -7 -13   9 -12  -5   2  -4   0   7  -4  -5  -3  10
  s        1   0   3   7   6   6   4   1   4   3  -7  -4  -1   7  -1   3  -5   0  -7   6  -9  -5   6
  word    -6  -9  -7   7   4   4   3   5   5   1  -9  -6  -1   1 -16  -3  -7  -5 -10   0   4  -5   6
`);

const CLAUSE = /[.!?;:,()"\n\u2013\u2014]+|\s-+\s|->|→/;

/**
 * Whether the words of a text stand in no order, as when a good answer's words are shuffled: they name the right things and say
 * nothing. Measured by how likely the classes of neighbouring words follow each other; short texts are never called so.
 */
export function isShuffled(text: string): boolean {
  let sum = 0;
  let pairs = 0;
  for (const clause of text.toLowerCase().replaceAll('’', "'").split(CLAUSE)) {
    const classes = ['start', ...(clause.match(/[a-z0-9][a-z0-9']*/g) ?? []).map(classOf), 'end'];
    if (classes.length < 3) continue;
    for (let at = 1; at < classes.length; at += 1) {
      const [before, here] = [classes[at - 1] as string, classes[at] as string];
      // Two words of which neither is a function word follow each other in any order.
      if (isOpen(before) && isOpen(here)) continue;
      sum += FOLLOWS.get(`${before} ${here}`) ?? 0;
      pairs += 1;
    }
  }
  const least = ORDER.least - ORDER.slope * Math.max(0, ORDER.pairs - pairs);
  return pairs >= ORDER.fewest && sum < least * pairs;
}

function classOf(word: string): string {
  const known = CLASSES.get(word);
  if (known !== undefined) return known;
  if (/\d/.test(word)) return 'num';
  return ['ing', 'ed', 'ly', 's'].find((ending) => word.endsWith(ending)) ?? 'word';
}

function isOpen(name: string): boolean {
  return name === 'start' || COLUMNS.indexOf(name) >= COLUMNS.indexOf('num');
}

function readClasses(text: string): ReadonlyMap<string, string> {
  return new Map(lines(text).flatMap(([name = '', ...words]) => words.map((word) => [word, name])));
}

function readTable(text: string): ReadonlyMap<string, number> {
  return new Map(lines(text).flatMap(([row, ...values]) => values.map((value, column) => [`${row} ${COLUMNS[column]}`, Number(value)])));
}

function lines(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
}
