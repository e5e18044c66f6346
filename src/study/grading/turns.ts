import { isNegation } from './negation.ts';
import type { Token } from './tokens.ts';
import {
  CONDITIONS,
  HARM_SUBJECTS,
  HARMS,
  LITTLE,
  NEGATIONS,
  POINTED_AT,
  PRESENT_TIME,
  REFUSED_DEEDS,
  SPEAKERS,
  TRAP_NOUNS,
  TURN_OPENERS,
  TURNING_VERBS,
} from './words.ts';

/** How the answer goes on after naming something wrong. */
export type Turn =
  /** It says that this is not its own view: "I avoid that". */
  | 'rejected'
  /** It may be about to say what is right instead: "So …", "but then …". Only what follows can tell. */
  | 'turning'
  | 'none';

/** The tokens of one sentence: indices, end exclusive. */
export interface Range {
  from: number;
  end: number;
}

/** `match` is where the wrong thing is said, `rest` what follows it in its sentence, `next` the sentence after that. */
export function turnAfter(tokens: readonly Token[], match: Range, sentence: Range, next: Range | undefined): Turn {
  const rest = { from: match.end, end: sentence.end };
  if (isTurnedDown(tokens, match) || rejects(tokens, rest) || isHarmOf(tokens, sentence, rest)) return 'rejected';
  if (next !== undefined && (rejects(tokens, next) || opensWithOwnInstead(tokens, next))) return 'rejected';
  if (turnWithin(tokens, rest) < rest.end || isOfToday(tokens, sentence) || (next !== undefined && turns(tokens, next))) return 'turning';
  return 'none';
}

/** "Instead of M", "rather than M": in one clause, and before all of it. */
function isTurnedDown(tokens: readonly Token[], match: Range): boolean {
  const { sentence } = tokens[match.from] as Token;
  for (let at = match.end - 1; at > 0; at -= 1) {
    const [before, here] = [tokens[at - 1] as Token, tokens[at] as Token];
    if (before.sentence !== sentence || here.opensClause) return false;
    const isCue = (before.word === 'instead' && here.word === 'of') || (before.word === 'rather' && here.word === 'than');
    if (isCue) return at < match.from;
  }
  return false;
}

/** "I avoid that", "we replace this by …", "we do not do that". Not "we avoid that key": there the word points at something else. */
function rejects(tokens: readonly Token[], { from, end }: Range): boolean {
  for (let at = from; at < end; at += 1) {
    const { word } = tokens[at] as Token;
    const isTurning = TURNING_VERBS.has(word);
    if (!(isTurning || REFUSED_DEEDS.has(word)) || !pointsBack(tokens, at + 1, end)) continue;
    const subject = lastSpeaker(tokens, from, at);
    if (subject === undefined) continue;
    const isNegated = negations(tokens, subject, at) % 2 === 1;
    if (isTurning !== isNegated) return true;
  }
  return false;
}

function pointsBack(tokens: readonly Token[], at: number, end: number): boolean {
  const here = tokens[at];
  const next = tokens[at + 1];
  if (here === undefined || at >= end || !POINTED_AT.has(here.word)) return false;
  return at + 1 >= end || next === undefined || next.opensClause || next.kind !== 'content' || TRAP_NOUNS.has(next.word);
}

/** The "I" or "we" of the verb, which stands close before it. */
function lastSpeaker(tokens: readonly Token[], from: number, verb: number): number | undefined {
  for (let at = verb - 1; at >= Math.max(from, verb - 5); at -= 1) if (SPEAKERS.has((tokens[at] as Token).word)) return at;
  return undefined;
}

/** "With Redis as the only store we lose links." What is lost is said after all of the match, and is not nothing. */
function isHarmOf(tokens: readonly Token[], sentence: Range, rest: Range): boolean {
  if (!CONDITIONS.has(tokens[sentence.from]?.word ?? '')) return false;
  for (let at = rest.from; at < rest.end; at += 1) {
    if (!HARMS.has((tokens[at] as Token).word) || negations(tokens, rest.from, at) > 0) continue;
    const before = tokens.slice(Math.max(rest.from, at - 3), at);
    const subject = before.findLast((token) => token.kind !== 'auxiliary' && token.kind !== 'adverb');
    if (subject === undefined || !HARM_SUBJECTS.has(subject.word)) continue;
    const after = tokens.slice(at + 1, Math.min(rest.end, at + 4));
    if (!after.some(({ word }) => LITTLE.has(word) || NEGATIONS.has(word))) return true;
  }
  return false;
}

function opensWithOwnInstead(tokens: readonly Token[], { from, end }: Range): boolean {
  return tokens[from]?.word === 'instead' && from + 1 < end && SPEAKERS.has(tokens[from + 1]?.word ?? '');
}

/** Where "but …" begins, or the end of the range. */
export function turnWithin(tokens: readonly Token[], { from, end }: Range): number {
  const at = tokens.slice(from, end).findIndex(({ word }) => word === 'but' || word === 'however');
  return at < 0 ? end : from + at;
}

function isOfToday(tokens: readonly Token[], { from, end }: Range): boolean {
  return tokens.slice(from, end).some(({ word }, at) => PRESENT_TIME.has(word) || (word === 'present' && tokens[from + at - 1]?.word === 'at'));
}

/** "So …", "But …", "That breaks …": the first words tell. */
function turns(tokens: readonly Token[], { from, end }: Range): boolean {
  const [first, second] = [tokens[from]?.word ?? '', tokens[from + 1]?.word ?? ''];
  if (TURN_OPENERS.has(first)) return !(first === 'instead' && second === 'of');
  return POINTED_AT.has(first) && tokens.slice(from + 1, end).some(({ word }, at) => HARMS.has(word) && negations(tokens, from, from + 1 + at) === 0);
}

function negations(tokens: readonly Token[], from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at += 1) if (isNegation(tokens, at)) count += 1;
  return count;
}
