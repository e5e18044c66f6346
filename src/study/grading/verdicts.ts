import type { KeyPoint, Rubric } from '../rubric.ts';
import { bandOf, type Examined, type Grade, isWord, type PointGrade, quote, type ReadAnswer } from './grade.ts';
import { addressesGrader } from './orders.ts';
import { wording } from './phrases.ts';
import { sentences } from './sentences.ts';
import { type Token, tokenize } from './tokens.ts';
import { BAND_CUTS, PARTLY_CREDIT, PROOF, UNSURE } from './tuning.ts';
import { sightings } from './windows.ts';

/** What a judge says of one key point, and the words of the answer that are to prove it. */
export interface Opinion {
  point: string;
  verdict: 'covered' | 'partly' | 'missing' | 'contradicted';
  quote?: string | null | undefined;
}

/** An opinion whose quote stands in the answer. Holds no text of the learner's: offsets into `comparable(answer).text`, end exclusive. */
export interface Verdict {
  point: string;
  verdict: 'covered' | 'partly' | 'contradicted';
  from: number;
  end: number;
}

/** The key points that a judge may read again: none of a list, of what is no English (all of that counts as listed), or of orders to a grader. */
export function unsurePoints(rubric: Rubric, { grade, read }: Examined): KeyPoint[] {
  if (grade.remark === 'list' || grade.remark === 'wrong' || addressesGrader(read.text)) return [];
  const words = read.tokens.filter((token, at) => isWord(token) && read.isListed[at] !== true).length;
  return rubric.keyPoints.filter((point, at) => {
    const { credit = 0, cancelledBy } = grade.points[at] ?? {};
    if (credit > 0) return credit >= UNSURE.from && credit <= UNSURE.to;
    return words > UNSURE.words || cancelledBy !== undefined || isDenied(point, read);
  });
}

/** One of its ideas is there, with the facts reversed. */
function isDenied({ groups }: KeyPoint, { hits }: ReadAnswer): boolean {
  return [...sightings(hits.filter((hit) => groups.includes(hit.group))).values()].some(({ contradicted }) => contradicted.size > 0);
}

/** The opinions that come with words of the answer. The others are dropped: what can't be shown is not credited. */
export function located(answer: string, opinions: readonly Opinion[]): Verdict[] {
  const { text } = comparable(answer);
  return opinions.flatMap(({ point, verdict, quote: said }): Verdict[] => {
    const wanted = comparable(said ?? '').text;
    const from = wanted === '' ? -1 : text.indexOf(wanted);
    return verdict === 'missing' || from < 0 ? [] : [{ point, verdict, from, end: from + wanted.length }];
  });
}

/**
 * The grade with a judge's verdicts on the points that the rules were unsure of. A verdict without proof changes nothing; a proven
 * one lifts a credit, and only "contradicted" lowers it. Weights, score and band stay ours.
 */
export function regraded(rubric: Rubric, examined: Examined, verdicts: readonly Verdict[], judge: string): Grade {
  const unsure = new Map(unsurePoints(rubric, examined).map((point) => [point.id, point]));
  const { at } = comparable(examined.read.text);
  const inAnswer = verdicts.map((verdict) => ({ ...verdict, from: at[verdict.from] ?? 0, end: (at[verdict.end - 1] ?? -1) + 1 }));
  const points = examined.grade.points.map((before) => {
    const point = unsure.get(before.point);
    const verdict = inAnswer.find((each) => each.point === before.point);
    if (point === undefined || verdict === undefined || !isProof(verdict, point, before, examined)) return before;
    return isOveruse(verdict, inAnswer) ? before : judged(before, verdict, examined.read);
  });
  const changed = points.some((point) => point.judged);
  return changed ? oneBandUp(examined.grade, examined.regrade(points, { judge })) : examined.grade;
}

/** Whoever reads a weak answer as strong is more likely fooled, or flatters, than right. */
function oneBandUp(before: Grade, after: Grade): Grade {
  const score = before.band === 'weak' ? Math.min(after.score, BAND_CUTS.strong - 1) : after.score;
  return { ...after, score, band: bandOf(score) };
}

function judged(before: PointGrade, { verdict, from, end }: Verdict, read: ReadAnswer): PointGrade {
  const { point } = before;
  if (verdict === 'contradicted') return before.credit === 0 ? before : { point, verdict: 'missed', credit: 0, judged: true };
  const credit = verdict === 'covered' ? 1 : PARTLY_CREDIT;
  if (credit <= before.credit) return before;
  const within = tokensIn(read, from, end).map(({ sentence }) => sentence);
  return { point, verdict, credit, evidence: quote(read, Math.min(...within), Math.max(...within)), judged: true };
}

/**
 * Whether the words can prove anything on the point: a few words of prose, of a few sentences, no list and no question, of which one
 * at least is a word of the point's. A point that a misconception took away is not proven by the sentence that says the misconception.
 */
function isProof({ from, end }: Verdict, point: KeyPoint, before: PointGrade, { read, beliefs }: Examined): boolean {
  const tokens = tokensIn(read, from, end);
  const within = new Set(tokens.map(({ sentence }) => sentence));
  if (tokens.filter(isWord).length < PROOF.words || within.size > PROOF.sentences) return false;
  if (before.cancelledBy !== undefined && [...within].some((sentence) => beliefs.sentences.has(sentence))) return false;
  const own = keysOf(point);
  const shared = tokens.filter((token) => read.asks[token.sentence] !== true && keys(token).some((key) => own.has(key)));
  return new Set(shared.map(({ stem }) => stem)).size >= PROOF.shared;
}

function isOveruse(verdict: Verdict, all: readonly Verdict[]): boolean {
  return all.filter(({ from, end }) => from < verdict.end && verdict.from < end).length > PROOF.points;
}

/** Those that stand there as prose: what is listed proves nothing. */
function tokensIn({ tokens, isListed }: ReadAnswer, from: number, end: number): Token[] {
  return tokens.filter((token, at) => token.start >= from && token.end <= end && isListed[at] !== true);
}

/** What the point's statement and wordings are about. */
function keysOf({ statement, groups }: KeyPoint): ReadonlySet<string> {
  const texts = [statement, ...groups.flat().map((alternative) => wording(alternative).text)];
  return new Set(texts.flatMap((text) => tokenize(text, sentences(text)).flatMap(keys)));
}

/** A word by its stem and its classes of the lexicon; none for a word that only relates others. */
function keys({ kind, stem, readings }: Token): string[] {
  return kind === 'content' && stem !== 'not' ? readings.map(({ key }) => key) : [];
}

const STRAIGHT: ReadonlyMap<string, string> = new Map([
  ...[...'‘’‚‛′'].map((sign) => [sign, "'"] as const),
  ...[...'“”„‟″«»'].map((sign) => [sign, '"'] as const),
]);

/**
 * A text as quotes are compared: blanks and line ends as one blank, quotation marks straight. `at` holds for each of its characters
 * where it stands in the text.
 */
export function comparable(text: string): { text: string; at: readonly number[] } {
  const signs: string[] = [];
  const at: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] as string;
    const isBlank = /\s/.test(sign);
    if (isBlank && (signs.length === 0 || signs.at(-1) === ' ')) continue;
    signs.push(isBlank ? ' ' : (STRAIGHT.get(sign) ?? sign));
    at.push(index);
  }
  if (signs.at(-1) === ' ') {
    signs.pop();
    at.pop();
  }
  return { text: signs.join(''), at };
}
