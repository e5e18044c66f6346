import { stemmer } from 'stemmer';
import { IRREGULAR, SYNONYMS, UNSTEMMED } from './lexicon.ts';
import type { Span } from './sentences.ts';
import { SEPARABLE_TOKENS, STEM_CHARACTERS } from './tuning.ts';
import type { Mend } from './typos.ts';
import { ADVERBS, AUXILIARIES, NEGATIONS, NOT_CONTRACTIONS, PARTICLES, SEPARABLE } from './words.ts';

/** What a phrase may skip: auxiliaries and adverbs always, particles and symbols unless it has some itself. */
type Kind = 'content' | 'auxiliary' | 'adverb' | 'particle' | 'symbol';

export interface Token extends Span {
  /** Lower case, straight apostrophe. */
  word: string;
  stem: string;
  kind: Kind;
  sentence: number;
  /** A comma, bracket, colon, dash or arrow stands before it, or the sentence starts with it. */
  opensClause: boolean;
  quoted: boolean;
  /** Part of a hyphenated word: "in-process". */
  joined: boolean;
  /** Ways to read what starts here: itself, and as classes of the lexicon; `end` is the index of the token after it. */
  readings: readonly Reading[];
}

export interface Reading {
  key: string;
  end: number;
  /** The word itself, or one of the words that its class of the lexicon is named by: what a rubric may mean by it. */
  isLiteral: boolean;
  /** A class of the lexicon, not the word itself. */
  isClass: boolean;
}

/** Words with their apostrophes; numbers with their points; the signs that formulas and arrows are made of. */
const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)*|\p{N}+(?:[.,]\p{N}+)*\p{L}*|->|=>|→|⇒|<=|>=|≤|≥|[%+<>=]/gu;
const SAME_SIGN: ReadonlyMap<string, string> = new Map([
  ['→', '->'],
  ['⇒', '->'],
  ['=>', '->'],
  ['≤', '<='],
  ['≥', '>='],
]);
const ARTICLES = new Set(['a', 'an', 'the']);
/** A comma or colon only before a blank, a bracket only after one: not in "R=1,W=1" and "hash(key)". */
const CLAUSE_MARKS = /[;[\]—–|]|[,:]\s|\s\(|\s-{1,2}\s/;

interface LexiconPhrase {
  key: string;
  stems: readonly string[];
  isLiteral: boolean;
}

const LEXICON = lexicon();

/** The tokens of all sentences in one row, each knowing its sentence. Mistyped words are read as what `mend` makes of them. */
export function tokenize(text: string, sentences: readonly Span[], mend: Mend = () => undefined): Token[] {
  const tokens: Token[] = [];
  sentences.forEach((span, sentence) => {
    const first = tokens.length;
    for (const match of text.slice(span.start, span.end).matchAll(WORD)) {
      const start = span.start + match.index;
      tokens.push(token(text, match[0], { start, sentence, before: tokens.length > first ? tokens.at(-1) : undefined, mend }));
    }
    for (let at = first; at < tokens.length; at += 1) (tokens[at] as Token).readings = readings(tokens, at);
  });
  return tokens;
}

interface Place {
  start: number;
  sentence: number;
  before: Token | undefined;
  mend: Mend;
}

function token(text: string, raw: string, { start, sentence, before, mend }: Place): Token {
  const end = start + raw.length;
  const typed = SAME_SIGN.get(raw) ?? raw.toLowerCase().replaceAll('’', "'");
  const word = mend(typed) ?? typed;
  const gap = before === undefined ? '' : text.slice(before.end, start);
  return {
    word,
    stem: stem(word),
    kind: kind(word),
    start,
    end,
    sentence,
    opensClause: before === undefined || before.word === '->' || CLAUSE_MARKS.test(gap),
    quoted: /["“”'‘«]/.test(text[start - 1] ?? '') && /["“”'’»,.]/.test(text[end] ?? ''),
    joined: (text[start - 1] === '-' && before?.end === start - 1) || (text[end] === '-' && /\p{L}/u.test(text[end + 1] ?? '')),
    readings: [],
  };
}

function kind(word: string): Kind {
  if (isSymbol(word)) return 'symbol';
  if (NEGATIONS.has(word) || isNotContraction(word)) return 'content';
  if (AUXILIARIES.has(word)) return 'auxiliary';
  if (ADVERBS.has(word)) return 'adverb';
  return PARTICLES.has(word) ? 'particle' : 'content';
}

/** The form under which words of one family meet: Porter's stem, after irregular forms and British spellings. */
export function stem(word: string): string {
  if (isNotContraction(word)) return 'not';
  if (UNSTEMMED.has(word)) return word;
  const base = word.replace(/'s$/, '').replaceAll(',', '');
  const regular = IRREGULAR.get(base) ?? base;
  return /^[a-z]+$/.test(regular) && regular.length <= STEM_CHARACTERS ? stemmer(americanSpelling(regular)) : regular;
}

/** "synchronise" → "synchronize", "behaviour" → "behavior". Applied to both sides, so that an odd result does no harm. */
function americanSpelling(word: string): string {
  const z = word.length > 6 ? word.replace(/is(e|ed|es|er|ing|ation|ations)$/, 'iz$1') : word;
  return z.length > 5 ? z.replace(/our(s|ed|ing|able)?$/, 'or$1') : z;
}

function isNotContraction(word: string): boolean {
  return word.endsWith("n't") || NOT_CONTRACTIONS.has(word);
}

function isSymbol(word: string): boolean {
  return /^[%+<>=-]/.test(word);
}

/** Longest last. A hyphenated pair also reads as one word, so that "fail-over" meets "failover". */
function readings(tokens: readonly Token[], at: number): Reading[] {
  const first = tokens[at] as Token;
  const found: Reading[] = [{ key: first.stem, end: at + 1, isLiteral: true, isClass: false }];
  const second = tokens[at + 1];
  if (first.joined && second?.joined && second.start === first.end + 1)
    found.push({ key: stem(first.word + second.word), end: at + 2, isLiteral: true, isClass: false });
  for (const phrase of LEXICON.get(first.stem) ?? []) {
    const end = endOfStems(tokens, at, phrase.stems);
    if (end !== undefined) found.push({ key: phrase.key, end, isLiteral: phrase.isLiteral, isClass: true });
  }
  return found;
}

function endOfStems(tokens: readonly Token[], at: number, stems: readonly string[]): number | undefined {
  let next = at;
  for (const [index, wanted] of stems.entries()) {
    while (index > 0 && isArticle(tokens[next])) next += 1;
    const here = tokens[next];
    const isHere = here?.stem === wanted && here.sentence === tokens[at]?.sentence;
    // The verb alone is the match then, so that a phrase can go on with what stands between: "throw the copy away".
    if (!isHere) return index === 1 && stems.length === 2 && SEPARABLE.has(wanted) && followsSoon(tokens, next, wanted) ? at + 1 : undefined;
    next += 1;
  }
  return next;
}

/** Whether a particle stands within reach of its verb: "take the last box out". */
export function followsSoon(tokens: readonly Token[], at: number, wanted: string): boolean {
  for (const token of tokens.slice(at, at + SEPARABLE_TOKENS)) {
    if (token.opensClause || token.sentence !== tokens[at]?.sentence) return false;
    if (token.stem === wanted) return true;
  }
  return false;
}

function isArticle(token: Token | undefined): boolean {
  return token !== undefined && ARTICLES.has(token.word);
}

/** Phrases by their first stem. The key of a class cannot be a stem: it starts with a sign. */
function lexicon(): ReadonlyMap<string, readonly LexiconPhrase[]> {
  const byFirst = new Map<string, LexiconPhrase[]>();
  SYNONYMS.forEach((line, number) => {
    const [names = '', others = ''] = line.split(' | ');
    for (const phrase of [...names.split(', '), ...others.split(', ')]) {
      const stems = phrase
        .split(' ')
        .filter((word) => !ARTICLES.has(word))
        .map(stem);
      const [first] = stems;
      if (first === undefined || first === '') continue;
      const same = byFirst.get(first) ?? [];
      byFirst.set(first, same);
      same.push({ key: `#${number}`, stems, isLiteral: names.split(', ').includes(phrase) });
    }
  });
  return byFirst;
}
