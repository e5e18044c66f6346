import { SYNONYMS } from './lexicon.ts';
import { stem, type Token } from './tokens.ts';
import { LANGUAGE, LIST } from './tuning.ts';
import { ADVERBS, AUXILIARIES, CLAUSE_OPENERS, FOREIGN, NEGATIONS, PARTICLES, SHARED_WITH_OTHERS } from './words.ts';

const ENGLISH = [NEGATIONS, AUXILIARIES, ADVERBS, PARTICLES, CLAUSE_OPENERS];
/** The plain words of the field, by stem: "server", "cheap", "copy". */
const KNOWN = new Set(SYNONYMS.flatMap((line) => line.split(/[ ,|]+/)).map(stem));

/**
 * Whether an answer is in another language than English, or in none. `terms` are the stems of the question's own words: a list of
 * terms has no function words either, but those it has are known.
 */
export function isNoEnglish(text: string, tokens: readonly Token[], terms: ReadonlySet<string>): boolean {
  const words = tokens.filter((token) => /\p{L}/u.test(token.word));
  const letters = words.reduce((sum, { word }) => sum + word.length, 0);
  if (words.length < LANGUAGE.words && letters < LANGUAGE.letters) return false;
  const english = share(words, ({ word, stem: form }) => form === 'not' || (isEnglish(word) && !SHARED_WITH_OTHERS.has(word)));
  const foreign = share(words, ({ word }) => FOREIGN.has(word));
  if (foreign >= LANGUAGE.foreignShare) return english * 2 < foreign;
  if (english >= LANGUAGE.englishShare || isCutIntoTerms(text, words.length)) return false;
  return share(words, ({ word, stem: form }) => isEnglish(word) || KNOWN.has(form) || terms.has(form)) < LANGUAGE.knownShare;
}

/** With a comma or line end every few words it is a list, whatever the terms. */
function isCutIntoTerms(text: string, words: number): boolean {
  return (text.trim().match(/[,;|•·\n]/g)?.length ?? 0) * LIST.words >= words;
}

function isEnglish(word: string): boolean {
  return ENGLISH.some((table) => table.has(word));
}

function share(words: readonly Token[], isOne: (word: Token) => boolean): number {
  return words.length === 0 ? 0 : words.filter(isOne).length / words.length;
}
