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
 * 39,572 pairs of words in the texts of our own pack. "The" before "of" has the lowest value, "to" before a plain verb a high one.
 */
const FOLLOWS = readTable(`
  start    4   7   0 -21  -9   2 -19 -18 -19  11  17   9  -3  -2  -3   0   7   4  -1  -3  -5  -4 -30
  the    -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -19 -30 -30  -6 -13   7  -1  -8   1  10 -26
  a      -30 -30 -30 -13 -30 -30 -30 -30 -30 -30 -28 -30 -15 -30 -28 -22  -3   5  10  -1 -18  10 -18
  poss   -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30 -30  -1 -30  -4 -30   5   9 -19
  of      15   6  22 -30 -30 -30 -30 -30 -17 -30 -25  -7  22   9 -12  -4  13   3 -13 -30  -1  -5 -22
  to      12   5  11 -30 -30 -15  -2   2 -30 -30 -30  -1   9  -4 -30   0  13 -10  -7  -3 -14   3 -19
  prep    11  12  13 -30 -24 -17 -30 -30 -30 -23 -11   0  10   4 -13   2  12   3 -11  -2  -7  -1 -12
  be      -6   1 -19 -24 -30  -1 -30 -30 -30 -30 -12 -30  -4 -11  22   9   6   8  23   5 -29   3 -14
  have    -4   5  18 -30  25 -15  -6 -30 -30 -22 -21   2   9   1  36   5  -1   8  17   6 -13 -12 -10
  modal  -30 -30 -30 -30 -30 -30  21  17 -30 -27 -30 -13 -19 -30  19   5 -30  -6 -30  -6 -30   7 -21
  and      6   8   5 -30  -9 -10 -12   2   0 -30   3   4  -2  -2   4   3   2   8  -1  -3   5   0 -18
  sub     11   9  10 -15 -13 -14   0  -1  -7 -30 -16  19  -1  13   5   7  -2   7 -12  -8  -1  -7 -17
  subj   -30 -30 -30 -30  -3  -5  11  13  18 -12 -22 -30 -18 -30  -1   1 -30 -20   2   5   4   3  -2
  obj    -24 -20 -30   6  -5   1  -1  -3   0 -13 -17 -25 -30   2 -14  -4 -22  -1   1  -8  -5   5   3
  that     2  -5  -5 -10 -30 -16  19  16   9 -27 -26   8  -1 -30   3   2 -30 -30   6  -6   7  -3  -9
  not    -17  -8 -30 -30 -30  -8  -1  -1 -13 -30 -21 -30  -7 -30 -30  -3 -15  -9  16  14  -5   7  -5
  adv    -10  -8  -2   5 -16   1   6   2 -19  -4   2  -3   3  -7 -21  -1 -11  -2  -3   3   7  -3   3
  num    -25  -8 -30   8   7  -4  -1 -30   1  -1 -18 -13 -30 -13 -30 -12   7 -30 -16 -30   7  -5  10
  ing     -1  -9  -8  -2  16   3   5   6   4   2  -2   3   1 -13 -30  -1 -30 -30 -16   5   4  -5   5
  ed     -10  -5  -1 -30   2   7 -21 -30 -14  -2 -12  -9  -2 -14   3  -3  -3 -30 -30  -3   1   1   5
  ly     -15  -8 -30  -6  10   0 -30 -30 -30   4 -15  -6  14 -30 -30   5   2  -2  -9 -30  -3  -3  10
  s        3   1   1   5   8   6   2  -1   5   3  -8  -2   1   7  -2   4  -5   0  -7   4 -11  -5   5
  word     -5  -9  -8   7   4   4   3   5   5   1 -11  -6  -2   1 -18  -2  -8 -10  -9   1   4  -4   6
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
