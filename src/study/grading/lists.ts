import type { Token } from './tokens.ts';
import { FRAME, LIST, LIST_FUNCTION_SHARE, LIST_MIN_WORDS, LIST_ONLY_SHARE, LIST_SENTENCE_SHARE } from './tuning.ts';
import { ADVERBS, AUXILIARIES, CLAUSE_OPENERS, LIST_PARTICLES, NEGATIONS, PARTICLES, PLAIN_VERBS } from './words.ts';

const RELATING = [NEGATIONS, AUXILIARIES, ADVERBS, PARTICLES, CLAUSE_OPENERS];

interface Segment {
  from: number;
  end: number;
  hasFunctionWord: boolean;
  /** Not the first of its sentence. */
  continues: boolean;
}

/** For each token whether it stands in a list of terms, which shows that words are known, not how they relate: it earns nothing. */
export function listed(text: string, tokens: readonly Token[]): boolean[] {
  const marks = tokens.map(() => false);
  let run: Segment[] = [];
  // "I would use A, B, C and D": the first term stands in a segment with the verb, and counts as one of the run.
  let opener = 0;
  const close = (): void => {
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && run.length + opener >= LIST.segments) marks.fill(true, first.from, last.end);
    run = [];
  };
  for (const segment of segments(text, tokens)) {
    if (!segment.hasFunctionWord && segment.end - segment.from <= LIST.words) {
      if (run.length === 0) opener = segment.continues ? 1 : 0;
      run.push(segment);
    } else {
      close();
    }
  }
  close();
  markMostlyListed(tokens, marks);
  markFrames(tokens, marks);
  return isListAsAWhole(tokens, marks) ? marks.fill(true) : marks;
}

/** A sentence that is mostly a list is one: what is left is its frame. */
function markMostlyListed(tokens: readonly Token[], marks: boolean[]): void {
  for (let from = 0; from < tokens.length; ) {
    let end = from;
    while (end < tokens.length && tokens[end]?.sentence === tokens[from]?.sentence) end += 1;
    if (marks.slice(from, end).filter(Boolean).length > LIST_SENTENCE_SHARE * (end - from)) marks.fill(true, from, end);
    from = end;
  }
}

/** Terms in one frame after the other: "It has a ring. It has keys. It has virtual nodes." */
function markFrames(tokens: readonly Token[], marks: boolean[]): void {
  const byOpening = new Map<string, Segment[]>();
  for (let from = 0; from < tokens.length; ) {
    let end = from;
    while (end < tokens.length && tokens[end]?.sentence === tokens[from]?.sentence) end += 1;
    if (end - from <= FRAME.words) {
      const opening = tokens
        .slice(from, from + FRAME.opening)
        .map(({ word }) => word)
        .join(' ');
      byOpening.set(opening, [...(byOpening.get(opening) ?? []), { from, end, hasFunctionWord: true, continues: false }]);
    }
    from = end;
  }
  for (const alike of byOpening.values()) if (alike.length >= FRAME.sentences) for (const { from, end } of alike) marks.fill(true, from, end);
}

/** Either hardly anything stands outside the lists, or it is no prose at all: a list without commas. */
function isListAsAWhole(tokens: readonly Token[], marks: readonly boolean[]): boolean {
  if (tokens.length < LIST_MIN_WORDS) return false;
  const inLists = marks.filter(Boolean).length;
  const functionWords = tokens.filter(isFunctionWord).length;
  return inLists > LIST_ONLY_SHARE * tokens.length || functionWords < LIST_FUNCTION_SHARE * tokens.length;
}

/** Cut at commas, semicolons, line ends, sentence ends, "and" and "or". */
function segments(text: string, tokens: readonly Token[]): Segment[] {
  const found: Segment[] = [];
  let open: Segment | undefined;
  let sentence: number | undefined;
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const gap = before === undefined ? '' : text.slice(before.end, token.start);
    const isJoint = token.word === 'and' || token.word === 'or';
    if (isJoint || before === undefined || before.sentence !== token.sentence || /[,;\n\r|•·]/.test(gap)) open = undefined;
    if (isJoint) return;
    if (open === undefined) {
      open = { from: at, end: at, hasFunctionWord: false, continues: sentence === token.sentence };
      sentence = token.sentence;
      found.push(open);
    }
    open.end = at + 1;
    // "Write-through - slow but safe": the dash says what a verb would.
    open.hasFunctionWord ||= isFunctionWord(token) || PLAIN_VERBS.has(token.word) || (at > open.from && /:\s|\s-{1,2}\s|[–—]/.test(gap));
  });
  return found;
}

/** A word that relates others. An arrow does too: terse notes use it as a verb. */
function isFunctionWord(token: Token): boolean {
  if (token.joined || LIST_PARTICLES.has(token.word)) return false;
  return token.word === '->' || token.stem === 'not' || RELATING.some((words) => words.has(token.word));
}
