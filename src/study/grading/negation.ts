import type { Token } from './tokens.ts';
import { BLANKET, DENIAL_AFTER_TOKENS, INTERRUPTION_TOKENS, NEGATION_REACH, NEGATION_REACH_SHORT } from './tuning.ts';
import {
  AFTER_NO,
  ANSWERS_NO,
  CLAUSE_OPENERS,
  DENIAL_VERBS,
  FALSE_WORDS,
  FINITE,
  NEGATIONS,
  NOT_DENYING_NEXT,
  PERSONS,
  SHORT_NEGATIONS,
  SOFT_NEGATIONS,
  SUBJECTS,
  TURN_OPENERS,
} from './words.ts';

/** The negations that a stretch of the answer stands under, as token indices. */
export interface Scope {
  cues: readonly number[];
  /** "Avoid" and its like stand before it, which can be read either way. */
  isSoft: boolean;
}

/** What of a hit its denial hangs on. */
interface Deniable {
  sentence: number;
  scope: Scope;
  /** The rubric asks for the denial of this. */
  wantsDenial: boolean;
  /** The negations that are part of its own words. Token indices. */
  contains: readonly number[];
}

/** Stands for all negations of an answer together: no phrase of the rubric can account for it. */
const BLANKET_CUE = -1;

export type Polarity = 'affirmed' | 'denied' | 'either';

/** The negations in whose scope the tokens from `from` to `end` (exclusive) stand. */
export function negationScope(tokens: readonly Token[], from: number, end: number): Scope {
  const before = cuesBefore(tokens, from);
  // Said again for weight, it does not turn round: "we never insert it first, never".
  const after = before.cues.length === 0 ? cueAfter(tokens, end) : undefined;
  return after === undefined ? before : { ...before, cues: [...before.cues, after] };
}

/** The sentences that end by calling themselves wrong: "…, which is false." */
export function disowned(tokens: readonly Token[]): ReadonlySet<number> {
  const found = new Set<number>();
  tokens.forEach(({ word, sentence }, at) => {
    if (!FALSE_WORDS.has(word) || tokens[at + 1]?.sentence === sentence) return;
    const before = tokens.slice(Math.max(0, at - 4), at).map((each) => each.word);
    // "Those that were wrong" are some of many; "that is wrong" is what was just said.
    const isSaidOfAll = before.includes('which') || (before.includes('that') && !before.some((each) => each === 'were' || each === 'are'));
    if (isSaidOfAll && !before.some((each) => each === 'not' || each.endsWith("n't"))) found.add(sentence);
  });
  return found;
}

/** The "no" that answers a question, by the question's sentence: "Different racks? No, they share one." `asks` tells the questions. */
export function answeredNo(tokens: readonly Token[], asks: readonly boolean[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  tokens.forEach(({ word, sentence }, at) => {
    const isFirst = tokens[at - 1]?.sentence !== sentence;
    if (!isFirst || asks[sentence - 1] !== true || asks[sentence] === true || !ANSWERS_NO.has(word)) return;
    const next = tokens[at + 1];
    if (next === undefined || next.sentence !== sentence || next.opensClause || SUBJECTS.has(next.word) || AFTER_NO.has(next.word)) found.set(sentence - 1, at);
  });
  return found;
}

/** In "it does not fix a hot key" the "not" belongs to "fix", where the rubric asks for it; it does not deny the hot key as well. */
export function spentNegations(hits: readonly Deniable[]): ReadonlySet<number> {
  return new Set(hits.flatMap((hit) => (hit.wantsDenial ? hit.scope.cues : hit.contains)));
}

/**
 * An answer that denies something in most of its sentences, at most of its verbs or every few words denies nearly all that it says,
 * wherever the "not" stands; denials that the rubric asks for do not count. Then what a sentence says counts as denied by its negation, near or far.
 */
export function withBlanketDenial<Hit extends Deniable>(hits: readonly Hit[], tokens: readonly Token[], sentences: number): readonly Hit[] {
  const all = tokens.flatMap((_, at) => (isNegation(tokens, at) ? [at] : []));
  const spent = spentNegations(hits);
  // "Not by time but by name" says what is so.
  const open = all.filter((at) => !spent.has(at) && !isTurned(tokens, at));
  const sentencesOf = (negations: readonly number[]) => new Set(negations.map((at) => (tokens[at] as Token).sentence));
  const isBlanket =
    (sentences >= BLANKET.sentences && sentencesOf(open).size >= BLANKET.share * sentences) ||
    (open.length >= BLANKET.negations && open.length >= BLANKET.density * tokens.length) ||
    deniesItsVerbs(tokens, new Set(all.filter((at) => !isTurned(tokens, at))));
  if (!isBlanket) return hits;
  const denying = sentencesOf(all);
  const isDenied = (hit: Hit): boolean => denying.has(hit.sentence) && !hit.wantsDenial && hit.contains.length === 0;
  return hits.map((hit) => (isDenied(hit) ? { ...hit, scope: { ...hit.scope, cues: [BLANKET_CUE] } } : hit));
}

function isTurned(tokens: readonly Token[], negation: number): boolean {
  const { sentence } = tokens[negation] as Token;
  for (let at = negation + 1; tokens[at]?.sentence === sentence; at += 1) if (TURN_OPENERS.has(tokens[at]?.word ?? '')) return true;
  return false;
}

function deniesItsVerbs(tokens: readonly Token[], negations: ReadonlySet<number>): boolean {
  const verbs = tokens.flatMap(({ word }, at) => (FINITE.has(word) ? [at] : []));
  const denied = verbs.filter((at) => negations.has(at - 1) || negations.has(at + 1));
  return verbs.length >= BLANKET.verbs && denied.length >= BLANKET.verbShare * verbs.length;
}

/** Two negations affirm: "you don't get to say it never breaks". `spent` are those that something else already accounts for. */
export function polarity(scope: Scope, spent: ReadonlySet<number>): Polarity {
  const isNegated = scope.cues.filter((cue) => !spent.has(cue)).length % 2 === 1;
  if (scope.isSoft) return isNegated ? 'affirmed' : 'either';
  return isNegated ? 'denied' : 'affirmed';
}

function cuesBefore(tokens: readonly Token[], from: number): Scope {
  const cues: number[] = [];
  let isSoft = false;
  let passed = 0;
  let hasSubject = false;
  for (let at = from; at > 0 && passed < NEGATION_REACH; ) {
    if (startsClause(tokens, at)) {
      const before = negationAcross(tokens, at, from);
      if (before === undefined) break;
      at = before + 1;
    }
    at -= 1;
    const cue = tokens[at] as Token;
    if (isNegation(tokens, at) || (SHORT_NEGATIONS.has(cue.word) && passed < NEGATION_REACH_SHORT && !hasSubject)) cues.push(at);
    else if (SOFT_NEGATIONS.has(cue.word)) isSoft = true;
    else if (cue.kind === 'content') passed += 1;
    // "Without it you lose": the phrase is over where a clause has its subject.
    hasSubject ||= PERSONS.has(cue.word);
  }
  return { cues, isSoft };
}

/**
 * The negation before what opens a clause at `at`, where that only interrupts it: "never, ever", "must not, for all its speed, …",
 * "never before the payment do we …".
 */
function negationAcross(tokens: readonly Token[], at: number, from: number): number | undefined {
  const here = tokens[at] as Token;
  const before = tokens[at - 1];
  if (before === undefined || before.sentence !== here.sentence) return undefined;
  if (deniesVerb(tokens, at - 1)) {
    const isInverted = CLAUSE_OPENERS.has(here.word) && !here.opensClause && hasInversion(tokens, at, from);
    return here.word === 'ever' || isInverted ? at - 1 : undefined;
  }
  if (!here.opensClause) return undefined;
  for (let start = at - 1; start > Math.max(0, at - INTERRUPTION_TOKENS); start -= 1) {
    const word = tokens[start] as Token;
    if (word.sentence !== here.sentence || CLAUSE_OPENERS.has(word.word) || PERSONS.has(word.word)) return undefined;
    if (word.opensClause) return deniesVerb(tokens, start - 1) && tokens[start - 1]?.sentence === here.sentence ? start - 1 : undefined;
  }
  return undefined;
}

/** "We never", "must not": not the "no" or "if not" that is a clause of its own. */
function deniesVerb(tokens: readonly Token[], at: number): boolean {
  const here = tokens[at];
  return here !== undefined && (here.word === 'never' || here.stem === 'not') && isNegation(tokens, at) && tokens[at - 1]?.word !== 'if';
}

/** "… do we": an auxiliary before its subject. */
function hasInversion(tokens: readonly Token[], from: number, end: number): boolean {
  return tokens.slice(from, end).some(({ kind, word }, at) => kind === 'auxiliary' && !SUBJECTS.has(word) && SUBJECTS.has(tokens[from + at + 1]?.word ?? ''));
}

/** Whether the token opens a clause, so that a negation before it does not reach it. */
function startsClause(tokens: readonly Token[], at: number): boolean {
  const here = tokens[at] as Token;
  const before = tokens[at - 1];
  if (here.opensClause || before === undefined || CLAUSE_OPENERS.has(here.word)) return true;
  // "…, and it": a new subject, against "and" between two things that are both denied.
  return before.word === 'and' && SUBJECTS.has(here.word);
}

export function isNegation(tokens: readonly Token[], at: number): boolean {
  const { stem, word, quoted } = tokens[at] as Token;
  if (!(stem === 'not' || NEGATIONS.has(word)) || quoted) return false;
  const next = tokens[at + 1]?.word ?? '';
  if (stem === 'not') return !NOT_DENYING_NEXT.not.has(next) && tokens[at - 1]?.word !== 'or' && tokens[at - 1]?.word !== 'why';
  if (word === 'no') return !NOT_DENYING_NEXT.no.has(next);
  return word !== 'never' || !NOT_DENYING_NEXT.never.has(next);
}

/** "Redis is not needed", "false negatives never happen", "deletes: never". */
function cueAfter(tokens: readonly Token[], end: number): number | undefined {
  const { sentence } = tokens[end - 1] as Token;
  const last = Math.min(tokens.length, end + DENIAL_AFTER_TOKENS);
  let content = 0;
  for (let at = end; at < last; at += 1) {
    const here = tokens[at] as Token;
    if (here.sentence !== sentence || (at > end && startsClause(tokens, at))) return undefined;
    if (isNegation(tokens, at)) return endsClause(tokens, at, sentence) || deniesNext(tokens, at, sentence) ? at : undefined;
    if (here.kind === 'content') content += 1;
    if (here.opensClause || content > 1) return undefined;
  }
  return undefined;
}

function endsClause(tokens: readonly Token[], at: number, sentence: number): boolean {
  const { word } = tokens[at] as Token;
  const next = tokens[at + 1];
  return (word === 'never' || word === 'no' || word === 'neither') && (next === undefined || next.sentence !== sentence || next.opensClause);
}

function deniesNext(tokens: readonly Token[], at: number, sentence: number): boolean {
  for (const next of tokens.slice(at + 1, at + 4)) {
    if (next.sentence !== sentence || next.opensClause) return false;
    if (DENIAL_VERBS.has(next.word)) return true;
    if (next.kind === 'content') return false;
  }
  return false;
}
