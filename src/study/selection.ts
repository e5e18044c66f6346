import { LEVELS, type Level } from './rubric.ts';

export interface Candidate {
  key: string;
  topic: string;
  level: Level;
}

/** What a learner has met so far, by question key. */
export interface Practice {
  /** When it was last shown, in milliseconds since 1970. */
  seen: Readonly<Record<string, number>>;
  /** The best score so far, 0-100. */
  best: Readonly<Record<string, number>>;
}

export interface Pick {
  key: string;
  reason: 'new' | 'weakest';
}

/** A topic that nobody has tried yet stands between the topics that went badly and those that went well. */
const UNTRIED_TOPIC_SCORE = 50;

/**
 * The question that helps this learner most: one that they have not seen, from their weakest topic, easier levels first;
 * once all are seen, the one with the lowest score, longest ago. `roll` (0 to 1) decides between equals.
 */
export function pickQuestion(candidates: readonly Candidate[], practice: Practice, roll: number): Pick | undefined {
  const unseen = candidates.filter(({ key }) => practice.seen[key] === undefined);
  const topics = topicScores(candidates, practice);
  if (unseen.length > 0) {
    const rank = ({ topic, level }: Candidate) => [topics.get(topic) ?? UNTRIED_TOPIC_SCORE, LEVELS.indexOf(level)];
    return { key: pickLowest(unseen, rank, roll).key, reason: 'new' };
  }
  if (candidates.length === 0) return undefined;
  const rank = ({ key }: Candidate) => [practice.best[key] ?? 0, practice.seen[key] ?? 0];
  return { key: pickLowest(candidates, rank, roll).key, reason: 'weakest' };
}

function topicScores(candidates: readonly Candidate[], practice: Practice): Map<string, number> {
  const scores = new Map<string, number[]>();
  for (const { key, topic } of candidates) {
    const score = practice.best[key];
    if (score !== undefined) scores.set(topic, [...(scores.get(topic) ?? []), score]);
  }
  return new Map([...scores].map(([topic, list]) => [topic, list.reduce((sum, score) => sum + score, 0) / list.length]));
}

function pickLowest(candidates: readonly Candidate[], rank: (candidate: Candidate) => readonly number[], roll: number): Candidate {
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) })).sort((a, b) => compare(a.rank, b.rank));
  const best = ranked.filter((each) => compare(each.rank, ranked[0]?.rank ?? []) === 0);
  // `roll` may be exactly 1: stay inside.
  const chosen = best[Math.min(best.length - 1, Math.floor(roll * best.length))];
  if (!chosen) throw new RangeError('nothing to pick from');
  return chosen.candidate;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
