import type { Day } from './calendar.ts';

// The rule that gave the game its name: a community's streak lives on the days when a quorum of its members answered.

/** Who answered in so many days is who the quorum is a share of. */
export const QUORUM_WINDOW_DAYS = 14;
const QUORUM_MIN = 2;
const QUORUM_SHARE = 1 / 5;

export interface Turnout {
  /** Members who answered in the last 14 days. */
  recently: number;
  /** Members who have ever answered. */
  ever: number;
}

/** How many must answer, fixed when the challenge opens. What an admin set goes before everything. */
export function quorumFor({ recently, ever }: Turnout, set?: number): number {
  if (set !== undefined) return set;
  return ever === 1 ? 1 : Math.max(QUORUM_MIN, Math.ceil(recently * QUORUM_SHARE));
}

/** A challenge that was posted. One that we missed is none: it breaks nothing. */
export interface Held {
  date: Day;
  /** Members whose answers counted for its date. */
  answered: number;
  quorum: number;
  /** Whether answers can still count for it. */
  open: boolean;
}

export interface CommunityStreak {
  /** In challenges. */
  current: number;
  longest: number;
  /** The newest challenge. */
  last?: Held | undefined;
}

export function isReached({ answered, quorum }: Pick<Held, 'answered' | 'quorum'>): boolean {
  return answered >= quorum;
}

/** What was counted before: the streak after challenges that can't change any more, in the order of their dates. */
const NO_COMMUNITY_STREAK: CommunityStreak = { current: 0, longest: 0 };

/** The streak after further challenges. One that is open breaks nothing yet. */
export function communityStreak(held: readonly Held[], before: CommunityStreak = NO_COMMUNITY_STREAK): CommunityStreak {
  let { current, longest, last } = before;
  for (const challenge of [...held].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    if (isReached(challenge)) current += 1;
    else if (!challenge.open) current = 0;
    longest = Math.max(longest, current);
    last = challenge;
  }
  return { current, longest, last };
}
