import type { KeyPoint, Misconception, Rubric } from '../rubric.ts';
import type { Hit } from './phrases.ts';
import { isAbout, type NamedSubjects } from './subjects.ts';
import type { Token } from './tokens.ts';
import { TURN_SENTENCES } from './tuning.ts';
import { type Range, type Turn, turnAfter, turnWithin } from './turns.ts';
import { bestWindow, isMet, sightings, unmetGroups } from './windows.ts';
import { MISTAKE_MARKS, MISTAKE_PAIRS, SIDES, UNREAL } from './words.ts';

/** What the rules need to know of an answer. */
export interface Reading {
  tokens: readonly Token[];
  isListed: readonly boolean[];
  hits: readonly Hit[];
  /** For each sentence whether it is a question. */
  asks: readonly boolean[];
  /** The sentences before which a paragraph begins. */
  breaks: ReadonlySet<number>;
  named: NamedSubjects;
}

export interface Belief {
  misconception: Misconception;
  sentence: number;
  /** The points that it takes away: those it contradicts, but for the ones that the answer then says right. */
  cancels: ReadonlySet<string>;
  /** Where its words stand: the hull of what was matched in its sentence. Token indices, end exclusive. */
  words: Range;
  /** The answer says all of them right after it. The learner is shown it, but does not pay for it. */
  isTakenBack: boolean;
}

export interface Beliefs {
  /** The misconceptions that the answer states as its own view. */
  held: Belief[];
  /** The sentences that say something wrong, held or not: poor evidence for anything. */
  sentences: ReadonlySet<number>;
}

/** A misconception that is said, and not turned down there and then. */
interface Statement {
  misconception: Misconception;
  first: number;
  /** The last place counts: a view that is said again after its correction is held. */
  last: number;
  turn: Turn;
  /** The token of its sentence at which it turns ("but …"), or the one after the sentence. */
  turnsAt: number;
  words: Range;
}

export function findBeliefs(rubric: Rubric, answer: Reading): Beliefs {
  const isQuoted = markedAsMistakes(answer);
  const ranges = sentenceRanges(answer);
  const wrong = new Set<number>();
  const statements = rubric.misconceptions.flatMap((misconception): Statement[] => {
    const bound = answer.hits.filter((hit) => misconception.groups.includes(hit.group) && isAbout(hit, misconception.subject, answer.named));
    const places = statedIn(misconception, bound, answer);
    for (const [sentence] of places) wrong.add(sentence);
    const turned = places.map(([sentence, hits]) => ({ sentence, words: hull(hits), ...turnAt(sentence, hits, answer, ranges) }));
    const open = turned.filter(({ sentence, turn }) => turn !== 'rejected' && !isQuoted.has(sentence));
    const [first, last] = [open[0], open.at(-1)];
    return first === undefined || last === undefined ? [] : [{ ...last, misconception, words: first.words, first: first.sentence, last: last.sentence }];
  });
  const held = statements.flatMap((statement) => believed(rubric, statement, answer, wrong));
  return { held, sentences: wrong };
}

function hull(hits: readonly Hit[]): Range {
  return { from: Math.min(...hits.map(({ from }) => from)), end: Math.max(...hits.map(({ end }) => end)) };
}

/**
 * The sentences that say all of a misconception, with what is said there. One sentence, not several: two right sentences about two
 * options often add up to a wrong one.
 */
function statedIn({ groups }: Misconception, bound: readonly Hit[], { asks, tokens }: Reading): [number, Hit[]][] {
  const bySentence = new Map<number, Hit[]>();
  for (const hit of bound) {
    const there = bySentence.get(hit.sentence) ?? [];
    there.push(hit);
    bySentence.set(hit.sentence, there);
  }
  const isSaid = (sentence: number, there: readonly Hit[]) => unmetGroups(groups, sightings(there), [sentence]).length === 0;
  // "Kafka keeps it, whereas in RabbitMQ it is gone": the halves of two right statements are no wrong one.
  return [...bySentence].flatMap(([sentence, there]): [number, Hit[]][] => {
    if (asks[sentence] === true) return [];
    const side = tokens.findIndex((token) => token.sentence === sentence && SIDES.has(token.word));
    const halves = side < 0 ? [there] : [there.filter(({ from }) => from < side), there.filter(({ from }) => from > side)];
    return halves.filter((half) => isSaid(sentence, half)).map((half) => [sentence, half]);
  });
}

function turnAt(sentence: number, there: readonly Hit[], { tokens }: Reading, ranges: ReadonlyMap<number, Range>): { turn: Turn; turnsAt: number } {
  const hits = there.filter((hit) => isMet(hit, new Set()));
  const whole = ranges.get(sentence);
  if (hits.length === 0 || whole === undefined) return { turn: 'none', turnsAt: tokens.length };
  // Up to where the last of its ideas is said for the first time: "check, charge and store it afterwards".
  const ends = [...new Set(hits.map((hit) => hit.group))].map((group) => Math.min(...hits.flatMap((hit) => (hit.group === group ? [hit.end] : []))));
  const match = { from: Math.min(...hits.map((hit) => hit.from)), end: Math.max(...ends) };
  return { turn: turnAfter(tokens, match, whole, ranges.get(sentence + 1)), turnsAt: turnWithin(tokens, { from: match.end, end: whole.end }) };
}

/** What is left of a statement once the answer has said what is right. */
function believed(rubric: Rubric, statement: Statement, answer: Reading, wrong: ReadonlySet<number>): Belief[] {
  const { misconception, first, turn, words } = statement;
  const mended = misconception.cancels.filter((id) => {
    const point = rubric.keyPoints.find((each) => each.id === id);
    return point !== undefined && saidRight(point, answer, statement, wrong);
  });
  const isTakenBack = mended.length > 0 && mended.length === misconception.cancels.length;
  if (isTakenBack && turn === 'turning') return [];
  return [{ misconception, sentence: first, words, cancels: new Set(misconception.cancels.filter((id) => !mended.includes(id))), isTakenBack }];
}

/**
 * Whether a point is said after the wrong sentence: in full in one sentence, or, where the answer turns, together with the next
 * ones. What comes before does not count: then the wrong sentence is the last word.
 */
function saidRight({ groups, subject }: KeyPoint, answer: Reading, { last, turn, turnsAt }: Statement, wrong: ReadonlySet<number>): boolean {
  const isOpen = (sentence: number): boolean => !wrong.has(sentence);
  const covers = (most: number, isAllowed: (hit: Hit) => boolean): boolean => {
    const seen = sightings(answer.hits.filter((hit) => groups.includes(hit.group) && isAbout(hit, subject, answer.named) && isAllowed(hit)));
    const window = bestWindow(groups, seen, { asks: answer.asks, breaks: answer.breaks, most });
    return window !== undefined && window.unmet.length === 0 && window.last > last;
  };
  if (covers(1, ({ sentence }) => sentence > last && isOpen(sentence))) return true;
  // "But then both miss" may stand in the wrong sentence itself: what follows there counts, its own words do not.
  const isNear = ({ sentence, from }: Hit): boolean =>
    sentence === last ? from >= turnsAt : sentence > last && sentence <= last + TURN_SENTENCES && isOpen(sentence);
  return turn === 'turning' && covers(TURN_SENTENCES, isNear);
}

function sentenceRanges({ tokens }: Reading): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>();
  tokens.forEach(({ sentence }, at) => {
    ranges.set(sentence, { from: ranges.get(sentence)?.from ?? at, end: at + 1 });
  });
  return ranges;
}

/** The sentences that a learner marks as what others wrongly think. "I would" is their own plan, "that would" is not. */
function markedAsMistakes({ tokens }: Reading): ReadonlySet<number> {
  const marked = new Set<number>();
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const isOwn = token.word.startsWith('would') && (before?.word === 'i' || before?.word === 'we');
    if ((MISTAKE_MARKS.has(token.word) && !isOwn) || isPair(before, token) || isUnreal(tokens, at)) marked.add(token.sentence);
  });
  return marked;
}

/** "If the client made a new key, we'd charge twice": the learner's own "would" is about what they do not do. */
function isUnreal(tokens: readonly Token[], at: number): boolean {
  const { word, sentence } = tokens[at] as Token;
  if (word !== 'would' && !word.endsWith("'d")) return false;
  const start = tokens.findIndex((token) => token.sentence === sentence);
  const opening = tokens.slice(start, at).map((token) => token.word);
  const after = opening.indexOf('if');
  return after >= 0 && opening.slice(after + 1, after + 6).some((each) => UNREAL.has(each) || (each.length > 4 && each.endsWith('ed')));
}

function isPair(before: Token | undefined, token: Token): boolean {
  if (before === undefined || before.sentence !== token.sentence) return false;
  return MISTAKE_PAIRS.some(([first, second]) => (first.has(before.word) || first.has(before.stem)) && second.has(token.word));
}
