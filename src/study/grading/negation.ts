import type { Token } from './tokens.ts';
import { DENIAL_AFTER_TOKENS, NEGATION_REACH, NEGATION_REACH_SHORT } from './tuning.ts';
import { CLAUSE_OPENERS, DENIAL_VERBS, NEGATIONS, NOT_DENYING_NEXT, PERSONS, SHORT_NEGATIONS, SOFT_NEGATIONS, SUBJECTS } from './words.ts';

/** The negations that a stretch of the answer stands under, as token indices. */
export interface Scope {
  cues: readonly number[];
  /** "Avoid" and its like stand before it, which can be read either way. */
  isSoft: boolean;
}

export type Polarity = 'affirmed' | 'denied' | 'either';

/** The negations in whose scope the tokens from `from` to `end` (exclusive) stand. */
export function negationScope(tokens: readonly Token[], from: number, end: number): Scope {
  const before = cuesBefore(tokens, from);
  const after = cueAfter(tokens, end);
  return after === undefined ? before : { ...before, cues: [...before.cues, after] };
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
    if (startsClause(tokens, at)) break;
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
