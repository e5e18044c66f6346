import type { Misconception, Rubric } from '../rubric.ts';
import { findHits, type Hit, indexPhrases } from './phrases.ts';
import type { Token } from './tokens.ts';
import { MISCONCEPTION_SENTENCES } from './tuning.ts';
import { bestWindow, sightings } from './windows.ts';
import { MISTAKE_MARKS, MISTAKE_PAIRS } from './words.ts';

/** What the rules need to know of an answer. */
export interface Reading {
  tokens: readonly Token[];
  isListed: readonly boolean[];
  hits: readonly Hit[];
  /** For each sentence whether it is a question. */
  asks: readonly boolean[];
}

export interface Belief {
  misconception: Misconception;
  sentence: number;
}

/** The misconceptions that the answer states as its own view. */
export function findBeliefs(rubric: Rubric, answer: Reading): Belief[] {
  const named = namedSubjects(rubric, answer);
  const isQuoted = markedAsMistakes(answer);
  const own = answer.hits.filter((hit) => !isQuoted.has(hit.sentence));
  return rubric.misconceptions.flatMap((misconception) => {
    const { subject, groups } = misconception;
    const bound = own.filter((hit) => groups.includes(hit.group) && (subject === undefined || named[hit.end - 1] === subject));
    const window = bestWindow(groups, sightings(bound), answer.asks, MISCONCEPTION_SENTENCES);
    return window === undefined || window.unmet.length > 0 ? [] : [{ misconception, sentence: window.first }];
  });
}

/** For each token the subject it is about: the nearest one named before it, else the first one named in its sentence. */
function namedSubjects(rubric: Rubric, { tokens, isListed }: Reading): (string | undefined)[] {
  const subjects = Object.entries(rubric.subjects ?? {});
  if (subjects.length === 0) return [];
  const names = new Map(subjects.map(([name, words]) => [words, name]));
  const hits = findHits(tokens, isListed, indexPhrases(names.keys(), true));
  // A denied name is a name all the same: "not Kafka but RabbitMQ".
  const at = new Map(hits.map((hit) => [hit.from, { name: names.get(hit.group as readonly string[]), sentence: hit.sentence }]));
  const firstIn = new Map<number, string | undefined>();
  for (const { name, sentence } of at.values()) if (!firstIn.has(sentence)) firstIn.set(sentence, name);
  let nearest: string | undefined;
  return tokens.map((token, index) => {
    nearest = at.get(index)?.name ?? nearest;
    return nearest ?? firstIn.get(token.sentence);
  });
}

/** The sentences that a learner marks as what others wrongly think. "I would" is their own plan, "that would" is not. */
function markedAsMistakes({ tokens }: Reading): ReadonlySet<number> {
  const marked = new Set<number>();
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const isOwn = token.word.startsWith('would') && (before?.word === 'i' || before?.word === 'we');
    if ((MISTAKE_MARKS.has(token.word) && !isOwn) || isPair(before, token)) marked.add(token.sentence);
  });
  return marked;
}

function isPair(before: Token | undefined, token: Token): boolean {
  if (before === undefined || before.sentence !== token.sentence) return false;
  return MISTAKE_PAIRS.some(([first, second]) => (first.has(before.word) || first.has(before.stem)) && second.has(token.word));
}
