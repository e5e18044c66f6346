import type { Grade } from './grading/grade.ts';
import type { Rubric } from './rubric.ts';

/** What makes a text no answer of one's own. */
export type Copied = 'pasted-answer' | 'pasted-prompt' | 'link';

/** Words in a row that two people seldom write alike. A longer run breaks at every "um" that is put in. */
const RUN_WORDS = 3;
/** Below it somebody quotes; above it somebody pastes. */
const PASTED_SHARE = 0.5;

const LINK = /^<?https?:\/\/[^\s>]+>?$|^www\.\S+$/i;

/** What a learner may have read before answering. */
export interface Readable {
  modelAnswer: string;
  prompt: string;
  rubric: Rubric;
}

/** `undefined` for an answer in somebody's own words, as far as can be told. Knows nothing of other texts than these. */
export function copiedFrom(answer: string, { modelAnswer, prompt, rubric }: Readable): Copied | undefined {
  const parts = answer.trim().split(/\s+/);
  if (parts.every((part) => LINK.test(part))) return 'link';
  const said = [...rubric.keyPoints.flatMap(({ statement, pointer }) => [statement, pointer]), ...rubric.misconceptions.map(({ statement }) => statement)];
  const [fromAnswer, fromPrompt] = [sharedRuns(answer, [modelAnswer, ...said].join('\n')), sharedRuns(answer, prompt)];
  // Together: who pastes both has written nothing either.
  if (fromAnswer + fromPrompt < PASTED_SHARE) return undefined;
  return fromAnswer >= fromPrompt ? 'pasted-answer' : 'pasted-prompt';
}

/** What a copied text gets: no score and no credit, because nothing in it is the learner's. */
export function ungraded(rubric: Rubric, remark: Copied): Grade {
  const points = rubric.keyPoints.map(({ id }) => ({ point: id, verdict: 'missed' as const, credit: 0 }));
  return { score: 0, band: 'weak', points, misconceptions: [], remark, gradedBy: 'rules' };
}

/** Of the answer's runs of words, the share that stands in the text: 0 to 1. A short answer is one run. */
function sharedRuns(answer: string, text: string): number {
  const [mine, theirs] = [wordsOf(answer), wordsOf(text)];
  const length = Math.min(RUN_WORDS, mine.length);
  if (length === 0) return 0;
  const known = new Set(runs(theirs, length));
  const own = runs(mine, length);
  return own.filter((run) => known.has(run)).length / own.length;
}

function runs(words: readonly string[], length: number): string[] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, start) => words.slice(start, start + length).join(' '));
}

/** Case, spaces, marks and markup do not matter. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
