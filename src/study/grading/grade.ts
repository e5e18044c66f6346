import type { Group, KeyPoint, Rubric } from '../rubric.ts';
import { isNoEnglish } from './language.ts';
import { listed } from './lists.ts';
import { type Beliefs, findBeliefs, type Reading } from './misconceptions.ts';
import { answeredNo, disowned, withBlanketDenial } from './negation.ts';
import { isShuffled } from './order.ts';
import { findHits, type Hit, indexPhrases, type PhraseIndex, wording } from './phrases.ts';
import { type Span, sentences } from './sentences.ts';
import { isAbout, nameSubjects } from './subjects.ts';
import { type Token, tokenize } from './tokens.ts';
import {
  ANSWER_READ_CHARACTERS,
  BAND_CUTS,
  CEILINGS,
  DEPTH,
  EXTRA,
  FOCUS_WORDS,
  FULL_COVERAGE,
  LIST_REMARK_SHARE,
  MISCONCEPTION_COST,
  MOST_NEEDED,
  MOSTLY_WRONG,
  PARTLY_CREDIT,
  PARTLY_MIN_GROUPS,
  SHORT_WORDS,
  WINDOW_CREDITS,
} from './tuning.ts';
import { type Mend, mending } from './typos.ts';
import { bestWindow, isMet, sightings, type Window } from './windows.ts';

export type Band = 'weak' | 'partial' | 'strong';

export interface PointGrade {
  /** The key point's id. */
  point: string;
  verdict: 'covered' | 'partly' | 'missed';
  /** From 0 to 1. */
  credit: number;
  /** The learner's own sentences, verbatim. */
  evidence?: string;
  /** What lacks: for each group that was not met there its best wording, the one that the point's statement uses, else the first. */
  missing?: readonly string[];
  /** The id of the misconception that took the point away. */
  cancelledBy?: string;
  /** The credit is the judge's, not the rules'. */
  judged?: true;
}

export interface Grade {
  /** A whole number from 0 to 100. */
  score: number;
  band: Band;
  /** One per key point, in the rubric's order. */
  points: PointGrade[];
  misconceptions: { misconception: string; evidence: string }[];
  /** What to tell the learner about the answer's form: nothing to read, no English, a list of terms, too short, cut at the limit, more wrong than right, or not their own. */
  remark?: 'empty' | 'language' | 'list' | 'short' | 'cut' | 'wrong' | 'pasted-answer' | 'pasted-prompt' | 'link';
  /** Who read it: the rules alone, or a judge too, by its model's name, where it changed a point. */
  gradedBy: 'rules' | { judge: string };
}

/** An answer as it was read, with the way back to its text. */
export interface ReadAnswer extends Reading {
  text: string;
  spans: readonly Span[];
  /** The hits as the key points see them; a misconception is one, however often the answer says "not". */
  pointHits: readonly Hit[];
  isNoEnglish: boolean;
}

/**
 * Grades an answer against a rubric by rules alone. English only. Never throws, whatever the text.
 * A score ranks answers to one question; it is no measure across questions.
 */
export function grade(rubric: Rubric, answer: string): Grade {
  return examine(rubric, answer).grade;
}

/** A grade with what it was made from: for a judge that reads single points again. */
export interface Examined {
  grade: Grade;
  read: ReadAnswer;
  beliefs: Beliefs;
  /** The grade with these credits in place of its own, scored alike. A misconception costs nothing once all that it took away is covered. */
  regrade(points: PointGrade[], gradedBy: Grade['gradedBy']): Grade;
}

/** As `grade`. */
export function examine(rubric: Rubric, answer: string): Examined {
  const read = readAnswer(rubric, answer);
  const beliefs = findBeliefs(rubric, read);
  const { best } = phrasesOf(rubric);
  const found = rubric.keyPoints.map((point) => gradePoint(point, read, beliefs, best));
  const isMostlyWrong = isWrongMoreThanRight(beliefs, found);
  const points = isMostlyWrong ? found.map(({ point, cancelledBy }) => missed(point, cancelledBy)) : found;
  const remark = isMostlyWrong ? 'wrong' : remarkOn(answer, read);
  const misconceptions = beliefs.held.map((belief) => ({
    misconception: belief.misconception.id,
    evidence: quote(read, belief.sentence, belief.sentence),
  }));
  const regrade: Examined['regrade'] = (regraded, gradedBy) => {
    const score = scoreOf(rubric, regraded, charged(beliefs, regraded), read);
    return { score, band: bandOf(score), points: regraded, misconceptions, ...(remark === undefined ? {} : { remark }), gradedBy };
  };
  return { grade: regrade(points, 'rules'), read, beliefs, regrade };
}

/** Somebody who states so much that is wrong meets the rest by chance, or with the facts reversed in ways that no rubric foresaw. */
function isWrongMoreThanRight({ held }: Beliefs, points: readonly PointGrade[]): boolean {
  const wrong = held.filter(({ isTakenBack }) => !isTakenBack).length;
  return wrong >= MOSTLY_WRONG && wrong >= points.filter(({ credit }) => credit > 0).length;
}

function missed(point: string, cancelledBy?: string): PointGrade {
  return { point, verdict: 'missed', credit: 0, ...(cancelledBy === undefined ? {} : { cancelledBy }) };
}

/** How many misconceptions cost: neither taken back, nor outweighed by the points that they would take away. */
function charged({ held }: Beliefs, points: readonly PointGrade[]): number {
  const covered = new Set(points.flatMap(({ point, verdict }) => (verdict === 'covered' ? [point] : [])));
  return held.filter(({ isTakenBack, cancels }) => !isTakenBack && (cancels.size === 0 || [...cancels].some((id) => !covered.has(id)))).length;
}

export function bandOf(score: number): Band {
  if (score < BAND_CUTS.partial) return 'weak';
  return score < BAND_CUTS.strong ? 'partial' : 'strong';
}

function readAnswer(rubric: Rubric, answer: string): ReadAnswer {
  const text = answer.slice(0, ANSWER_READ_CHARACTERS);
  const spans = sentences(text);
  const { index, terms, mend } = phrasesOf(rubric);
  const tokens = tokenize(text, spans, mend);
  const noEnglish = isNoEnglish(text, tokens, terms);
  // A term of the field in a sentence of another language earns nothing either: "I grade English only" would be no honest remark.
  // So does a heap of words: they are known, but nothing is said.
  const isListed = noEnglish || isShuffled(text) ? tokens.map(() => true) : listed(text, tokens);
  const asks = spans.map((span) => /[?؟？]["'”’)]?$/.test(text.slice(Math.max(span.start, span.end - 3), span.end)));
  const hits = findHits(tokens, isListed, index, answeredNo(tokens, asks));
  const turned = disowned(tokens);
  const pointHits = withBlanketDenial(hits, tokens, spans.length).filter(({ sentence }) => !turned.has(sentence));
  return { text, spans, isNoEnglish: noEnglish, tokens, isListed, hits, pointHits, asks, breaks: paragraphs(text, spans), named: nameSubjects(rubric, tokens) };
}

/** The sentences before which there is an empty line. */
function paragraphs(text: string, spans: readonly Span[]): ReadonlySet<number> {
  return new Set(spans.flatMap(({ start }, at) => (/\n\s*\n/.test(text.slice(spans[at - 1]?.end ?? 0, start)) ? [at] : [])));
}

interface Phrases {
  index: PhraseIndex;
  /** The stems of all its words. */
  terms: ReadonlySet<string>;
  mend: Mend;
  /** How each group is said best. */
  best: ReadonlyMap<Group, string>;
}

const phrasesOfRubric = new WeakMap<Rubric, Phrases>();

/** Kept per rubric: to build the index takes as long as to grade an answer. */
function phrasesOf(rubric: Rubric): Phrases {
  const known = phrasesOfRubric.get(rubric);
  if (known !== undefined) return known;
  const groups = [...rubric.keyPoints, ...rubric.misconceptions].flatMap((each) => each.groups);
  const index = indexPhrases(new Set(groups));
  const terms = new Set([...index.values()].flat().flatMap((phrase) => phrase.units.flat()));
  const mend = mending([...groups.flat().map((alternative) => wording(alternative).text), ...Object.values(rubric.subjects ?? {}).flat()]);
  const phrases = { index, terms, mend, best: new Map(rubric.keyPoints.flatMap((point) => bestWordings(point, index))) };
  phrasesOfRubric.set(rubric, phrases);
  return phrases;
}

/** For each group the first alternative that the point's statement says: what the learner will read there. */
function bestWordings({ statement, groups }: KeyPoint, index: PhraseIndex): [Group, string][] {
  const hits = findHits(tokenize(statement, sentences(statement)), [], index).filter((hit) => isMet(hit, new Set(hit.contains)));
  return groups.map((group) => {
    const said = new Set(hits.flatMap((hit) => (hit.group === group ? [hit.alternative] : [])));
    const { text, wantsDenial } = wording(group.find((alternative) => said.has(alternative)) ?? group[0]);
    return [group, wantsDenial ? `not ${text}` : text];
  });
}

function gradePoint(point: KeyPoint, read: ReadAnswer, beliefs: Beliefs, best: Phrases['best']): PointGrade {
  const cancelling = beliefs.held.find((belief) => belief.cancels.has(point.id));
  if (cancelling !== undefined) return missed(point.id, cancelling.misconception.id);
  // The words of a wrong statement prove nothing else either.
  const isOpen = ({ from }: Hit): boolean => !beliefs.held.some(({ words, isTakenBack }) => !isTakenBack && from >= words.from && from < words.end);
  const own = read.pointHits.filter((hit) => point.groups.includes(hit.group) && isAbout(hit, point.subject, read.named));
  const seen = sightings(own.filter(isOpen));
  const window = bestWindow(point.groups, seen, { asks: read.asks, breaks: read.breaks, most: WINDOW_CREDITS.length, disowned: beliefs.sentences });
  const missing = (window?.unmet ?? point.groups).map((group) => best.get(group) ?? '');
  if (window === undefined) return { point: point.id, verdict: 'missed', credit: 0, missing };
  const evidence = quote(read, window.first, window.last);
  if (window.unmet.length === 0) return { point: point.id, verdict: 'covered', credit: window.credit, evidence };
  if (!isPartly(point.groups, window)) return { point: point.id, verdict: 'missed', credit: 0, missing };
  return { point: point.id, verdict: 'partly', credit: PARTLY_CREDIT * window.credit, evidence, missing };
}

/** All groups but one, and that one left out, not turned round. */
function isPartly(groups: readonly Group[], window: Window): boolean {
  return groups.length >= PARTLY_MIN_GROUPS && window.unmet.length === 1 && !window.isContradicted;
}

function scoreOf(rubric: Rubric, points: readonly PointGrade[], beliefs: number, read: ReadAnswer): number {
  const needed = neededWeight(rubric.keyPoints);
  const earned = rubric.keyPoints.reduce((sum, point, at) => sum + point.weight * (points[at]?.credit ?? 0), 0);
  // Capped before the penalties, so that a wrong fact costs the best answers too.
  const coverage = needed === 0 ? 0 : Math.min(1, earned / needed);
  const words = proseWords(read);
  const score = (coverage - beliefs * MISCONCEPTION_COST) * depth(words) * focus(coverage, words);
  const ceiling = CEILINGS[Math.min(beliefs, CEILINGS.length - 1)] ?? 0;
  return Math.min(ceiling, Math.round(100 * Math.min(1, Math.max(0, score))));
}

function neededWeight(points: readonly KeyPoint[]): number {
  const weigh = (some: readonly KeyPoint[]): number => some.reduce((sum, point) => sum + point.weight, 0);
  const expected = Math.max(weigh(points.filter((point) => point.level !== EXTRA.level)), EXTRA.leastNeeded * weigh(points));
  return Math.min(MOST_NEEDED, FULL_COVERAGE * expected);
}

function depth(words: number): number {
  return Math.min(1, DEPTH.floor + ((1 - DEPTH.floor) * words) / DEPTH.words);
}

/** A long text meets a few points of any question by chance: then it speaks of something else. */
function focus(coverage: number, words: number): number {
  return Math.min(1, (coverage * FOCUS_WORDS) / Math.max(1, words));
}

/** The words that are no list and no repetition: pasting a sentence twice adds nothing. */
function proseWords({ tokens, isListed, text, spans }: ReadAnswer): number {
  const firstWith = new Map<string, number>();
  spans.forEach((span, at) => {
    const sentence = text.slice(span.start, span.end).toLowerCase();
    if (!firstWith.has(sentence)) firstWith.set(sentence, at);
  });
  const kept = new Set(firstWith.values());
  return tokens.filter((token, at) => isWord(token) && isListed[at] !== true && kept.has(token.sentence)).length;
}

function remarkOn(answer: string, { tokens, isListed, isNoEnglish: noEnglish }: ReadAnswer): Grade['remark'] {
  const words = tokens.filter(isWord).length;
  if (words === 0) return 'empty';
  if (noEnglish) return 'language';
  if (isListed.filter(Boolean).length > LIST_REMARK_SHARE * tokens.length) return 'list';
  if (words < SHORT_WORDS) return 'short';
  return answer.length > ANSWER_READ_CHARACTERS ? 'cut' : undefined;
}

export function isWord(token: Token): boolean {
  return token.kind !== 'symbol';
}

export function quote({ text, spans }: ReadAnswer, first: number, last: number): string {
  return text.slice(spans[first]?.start, spans[last]?.end);
}
