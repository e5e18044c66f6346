/** How senior the thinking is that a question or a key point asks for. */
export const LEVELS = ['mid', 'senior', 'staff'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * One way to say an idea: a word or a short phrase, in plain lower-case English. Word endings do not matter.
 * `{ not }` counts only where the answer denies it ("no false negatives", "cannot delete").
 */
export type Alternative = string | { not: string };

/** One idea, as the list of the ways to say it. */
export type Group = readonly Alternative[];

/** One thing that a good answer says. It is covered where one alternative of every group stands within a few sentences. */
export interface KeyPoint {
  id: string;
  /** What a good answer says, as a full sentence. Shown once the learner asks for the key points. */
  statement: string;
  /** A question that leads to the point without telling it. Shown on the grade card while the point is missed. */
  pointer: string;
  weight: number;
  level: Level;
  groups: readonly Group[];
  /** Counts only where the nearest subject named before it is this one: a key of `Rubric.subjects`. */
  subject?: string | undefined;
  /** A sentence in plain words that earns the point, and its reversal, which must not. Both are tests of the groups. */
  matches: string;
  rejects: string;
}

/** Something that many believe and that is wrong. An answer that says it loses the points it cancels, and a little more. */
export interface Misconception {
  id: string;
  /** What is wrong, and what is right instead: shown to the learner. */
  statement: string;
  groups: readonly Group[];
  /** Counts only where the nearest subject named before it is this one: a key of `Rubric.subjects`. */
  subject?: string | undefined;
  /** Ids of the key points that it contradicts. */
  cancels: readonly string[];
  /** A sentence that says it, and a right one on the same matter, which must not count as it. */
  matches: string;
  rejects: string;
}

export interface Rubric {
  /** Goes up by one whenever a change could change a grade. */
  version: number;
  /** For "A or B" questions: each side's name to the words that name it. */
  subjects?: Readonly<Record<string, readonly string[]>> | undefined;
  keyPoints: readonly KeyPoint[];
  misconceptions: readonly Misconception[];
}
