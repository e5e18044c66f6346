import type { Alternative, Group } from '../rubric.ts';
import { isNegation, negationScope, type Scope } from './negation.ts';
import { followsSoon, type Token, tokenize } from './tokens.ts';
import { SEPARABLE } from './words.ts';

/** One alternative of a group, ready to be looked for. */
interface Phrase {
  group: Group;
  alternative: Alternative;
  /** For each word the keys that stand for it: its stem, and its classes of the lexicon. */
  units: readonly (readonly string[])[];
  keepsParticles: boolean;
  keepsSymbols: boolean;
  /** The alternative counts only where it is denied. */
  wantsDenial: boolean;
}

/** The phrases of a rubric by the keys that their first word can be read as. */
export type PhraseIndex = ReadonlyMap<string, readonly Phrase[]>;

/** A place where an alternative of a group stands. */
export interface Hit {
  group: Group;
  alternative: Alternative;
  wantsDenial: boolean;
  sentence: number;
  /** Token indices, end exclusive. */
  from: number;
  end: number;
  scope: Scope;
  /** The negations that are part of the phrase itself: "not in the set". Token indices. */
  contains: readonly number[];
}

/** With `isByName` the lexicon stays out: names are matched as they are written. */
export function indexPhrases(groups: Iterable<Group>, isByName = false): PhraseIndex {
  const index = new Map<string, Phrase[]>();
  for (const group of groups) {
    for (const alternative of group) {
      const phrase = compile(group, alternative, isByName);
      for (const key of phrase.units[0] ?? []) {
        const same = index.get(key);
        if (same === undefined) index.set(key, [phrase]);
        else same.push(phrase);
      }
    }
  }
  return index;
}

/**
 * All places where a phrase stands, in the order of the text. `isListed` tells the tokens that earn nothing, `answeredNo` the
 * sentences that are questions with the token of their "no".
 */
export function findHits(
  tokens: readonly Token[],
  isListed: readonly boolean[],
  index: PhraseIndex,
  answeredNo: ReadonlyMap<number, number> = new Map(),
): Hit[] {
  const hits: Hit[] = [];
  tokens.forEach((token, from) => {
    const tried = new Set<Phrase>();
    for (const { key } of token.readings) {
      for (const phrase of index.get(key) ?? []) {
        if (tried.has(phrase)) continue;
        tried.add(phrase);
        const end = endOfPhrase(tokens, isListed, phrase, from, 0);
        if (end === undefined) continue;
        hits.push(hit(tokens, phrase, { from, end, answer: answeredNo.get(token.sentence) }));
      }
    }
  });
  return hits;
}

function hit(
  tokens: readonly Token[],
  { group, alternative, wantsDenial }: Phrase,
  { from, end, answer }: { from: number; end: number; answer: number | undefined },
): Hit {
  const { sentence } = tokens[from] as Token;
  const contains = tokens.slice(from, end).flatMap((_, offset) => (isNegation(tokens, from + offset) ? [from + offset] : []));
  const { cues, isSoft } = negationScope(tokens, from, end);
  const scope = { cues: answer === undefined ? cues : [...cues, answer], isSoft };
  return { group, alternative, wantsDenial, sentence, from, end, scope, contains };
}

/** Whatever a pack's file holds: a number without quotes ("- 302") is read as it is written, so that no rubric can stop the grading. */
export function wording(alternative: unknown): { text: string; wantsDenial: boolean } {
  const wantsDenial = typeof alternative === 'object' && alternative !== null && 'not' in alternative;
  const said: unknown = wantsDenial ? alternative.not : alternative;
  return { text: typeof said === 'string' || typeof said === 'number' || typeof said === 'boolean' ? String(said) : '', wantsDenial };
}

function compile(group: Group, alternative: Alternative, isByName: boolean): Phrase {
  const { text, wantsDenial } = wording(alternative);
  const tokens = tokenize(text, [{ start: 0, end: text.length }]);
  const facts = tokens.filter((token) => token.kind === 'content' || token.kind === 'adverb').length;
  const keepsSymbols = tokens.some((token) => token.kind === 'symbol');
  const keepsParticles = facts < 2 && !keepsSymbols;
  const units: string[][] = [];
  for (let at = 0; at < tokens.length; ) {
    const { kind } = tokens[at] as Token;
    const readings = (tokens[at] as Token).readings.filter((reading) => (isByName ? !reading.isClass : reading.isLiteral));
    // The longest reading wins: "out of date" is one idea, not three words.
    const end = Math.max(...readings.map((reading) => reading.end));
    const isDropped = end === at + 1 && facts > 0 && (kind === 'auxiliary' || (kind === 'particle' && !keepsParticles));
    if (!isDropped) units.push(readings.filter((reading) => reading.end === end).map((reading) => reading.key));
    at = end;
  }
  return { group, alternative, units, keepsParticles, keepsSymbols, wantsDenial };
}

/** The index after the last token of the phrase, if its units from `unit` on stand in a row at `at`, within a sentence. */
function endOfPhrase(tokens: readonly Token[], isListed: readonly boolean[], phrase: Phrase, at: number, unit: number): number | undefined {
  const keys = phrase.units[unit];
  if (keys === undefined) return at;
  const sentence = tokens[at - 1]?.sentence;
  const [particle = ''] = keys;
  if (unit === 1 && phrase.units.length === 2 && SEPARABLE.has(particle) && followsSoon(tokens, at, particle)) return at;
  let start = at;
  if (unit > 0) while (isGap(tokens[start], sentence, phrase, keys)) start += 1;
  const token = tokens[start];
  if (token === undefined || isListed[start] === true) return undefined;
  if (unit > 0 && (token.sentence !== sentence || token.opensClause)) return undefined;
  for (const reading of token.readings) {
    if (!keys.includes(reading.key)) continue;
    const end = endOfPhrase(tokens, isListed, phrase, reading.end, unit + 1);
    if (end !== undefined) return end;
  }
  return undefined;
}

/** Whether the token may stand between two words of the phrase. */
function isGap(token: Token | undefined, sentence: number | undefined, phrase: Phrase, keys: readonly string[]): boolean {
  if (token === undefined || token.sentence !== sentence || token.opensClause || token.kind === 'content') return false;
  if (token.readings.some((reading) => keys.includes(reading.key))) return false;
  if (token.kind === 'symbol') return !phrase.keepsSymbols;
  return token.kind !== 'particle' || !phrase.keepsParticles;
}
