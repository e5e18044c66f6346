import type { Day } from './calendar.ts';
import type { Unpaid } from './points.ts';

// What a ledger says of a member: ids, times, scores and points; never a text, a name or an account.

interface Common {
  v: 1;
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** `m_…` */
  member: string;
  /** Where it was done: linked places can be parted again. */
  place: string;
}

interface Asked {
  question: string;
  followUp?: string | undefined;
}

/** The days that an answer counts for, decided when it was given: what becomes of zones later changes no streak. */
export interface Dated {
  /** The learner's own day; two in the first 48 hours after a change of zone. Entries from before there were streaks have none. */
  days?: readonly Day[] | undefined;
  /** The date of the challenge that it answered, in its first 24 hours. */
  challenge?: Day | undefined;
}

export interface AnswerEntry extends Common, Asked, Dated {
  kind: 'answer';
  rubricVersion: number;
  score: number;
  points: number;
  /** Why it was paid nothing. */
  unpaid?: Unpaid | undefined;
  /** It was the question of the open challenge, or one of its follow-ups: it takes none of the day's places. */
  daily?: true | undefined;
}

export interface RevealEntry extends Common, Asked {
  kind: 'reveal';
}

/** An answer that an admin graded anew. */
export interface RegradeEntry extends Common, Asked, Dated {
  kind: 'regrade';
  answer: string;
  score: number;
  /** What it changed. */
  points: number;
  /** Where the new score brings the answer into the streak, or takes it out: then with the days of that answer. */
  counts?: boolean | undefined;
}

/** A day that an admin gave. */
export interface GrantEntry extends Common {
  kind: 'grant';
  day: Day;
}

/** Away from a day on until the end of another; without one, back. What was said before ends where this begins. */
export interface AwayEntry extends Common {
  kind: 'away';
  from: Day;
  until?: Day | undefined;
}

/** What the learner chose for their day, as a whole: what is absent is the community's. */
export interface ClockEntry extends Common {
  kind: 'clock';
  zone?: string | undefined;
  dayStart?: number | undefined;
}

/** A study group joined or left. */
export interface GroupEntry extends Common {
  kind: 'group';
  group: string;
  did: 'join' | 'leave';
}

export type Entry = AnswerEntry | RevealEntry | RegradeEntry | GrantEntry | AwayEntry | ClockEntry | GroupEntry;

/** What became of a community's challenge, said anew with each change: the last word on a date holds. It is nobody's: no member. */
export interface ChallengeEntry extends Omit<Common, 'member'> {
  kind: 'challenge';
  date: Day;
  postedAt?: number | undefined;
  missedAt?: number | undefined;
  unknownAt?: number | undefined;
}
