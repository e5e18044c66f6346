import { type Day, HOUR_MS } from './calendar.ts';

// The life of a challenge: due, claimed by who posts it, posted, closed; or missed by us.

/** How late a challenge may still be posted, unless the community set something else. */
export const GRACE_MS = 6 * HOUR_MS;
/** From then on its post is called late. */
export const LATE_FROM_MS = 5 * 60 * 1000;
export const OPEN_MAX_MS = 72 * HOUR_MS;
/** So long after the post an answer counts for its date. */
export const COUNTS_MS = 24 * HOUR_MS;

/** The challenge of one date in one channel, as far as it came. */
export interface Occurrence {
  /** The community's date that it is for: whenever it is posted, answers count for this one. */
  date: Day;
  dueAt: number;
  /** When somebody set about posting it. */
  claimedAt?: number | undefined;
  postedAt?: number | undefined;
  /** When an attempt ended of which nobody can say whether it arrived. Never sent again, unless an admin says so. */
  unknownAt?: number | undefined;
  missedAt?: number | undefined;
}

/** The challenge after one: ends its time. */
export interface Next {
  dueAt: number;
  postedAt?: number | undefined;
}

export type OccurrenceState =
  | 'planned'
  /** To be posted, now. */
  | 'due'
  | 'claimed'
  | 'unknown'
  /** By us: it is not posted any more. */
  | 'missed'
  | 'posted'
  /** Posted, and open, but not in time. */
  | 'late'
  | 'closed';

export function stateOf(occurrence: Occurrence, now: number, next?: Next, graceMs = GRACE_MS): OccurrenceState {
  const { dueAt, claimedAt, postedAt, unknownAt, missedAt } = occurrence;
  if (postedAt !== undefined) {
    if (now >= closesAt(postedAt, next)) return 'closed';
    return postedAt - dueAt >= LATE_FROM_MS ? 'late' : 'posted';
  }
  if (missedAt !== undefined) return 'missed';
  if (unknownAt !== undefined) return 'unknown';
  if (claimedAt !== undefined) return 'claimed';
  if (now < dueAt) return 'planned';
  return now < postableUntil(dueAt, next, graceMs) ? 'due' : 'missed';
}

/** Until when a challenge may be posted: the grace, and never once the next is due. */
export function postableUntil(dueAt: number, next?: Pick<Next, 'dueAt'>, graceMs = GRACE_MS): number {
  return Math.min(dueAt + graceMs, next?.dueAt ?? Number.POSITIVE_INFINITY);
}

/** When a posted challenge ends: with the post of the next one, 72 hours later at most. */
export function closesAt(postedAt: number, next?: Pick<Next, 'postedAt'>): number {
  return Math.min(postedAt + OPEN_MAX_MS, next?.postedAt ?? Number.POSITIVE_INFINITY);
}

/** The date that an answer to a challenge counts for, besides the learner's own day. */
export function dateOfAnswer({ date, postedAt }: Occurrence, at: number, next?: Pick<Next, 'postedAt'>): Day | undefined {
  if (postedAt === undefined || at < postedAt) return undefined;
  return at < Math.min(postedAt + COUNTS_MS, closesAt(postedAt, next)) ? date : undefined;
}

/** Between two edits of a post's counters: when it is new, and when it is an hour old. */
const COUNTER_EVERY_MS = { new: 5_000, old: 60_000 } as const;

/**
 * When an answer given at a moment is shown on the post: with all others of the same five seconds, or of the same minute once the post
 * is an hour old. A next answer moves it no further, however many follow each other.
 */
export function counterShownAt(postedAt: number, at: number): number {
  const every = COUNTER_EVERY_MS[at - postedAt < HOUR_MS ? 'new' : 'old'];
  return postedAt + (Math.floor((at - postedAt) / every) + 1) * every;
}

/** A planned challenge now instead of later: none is added, and it keeps its date. */
export function broughtForward(occurrence: Occurrence, now: number): Occurrence {
  return { ...occurrence, dueAt: Math.min(occurrence.dueAt, now) };
}
