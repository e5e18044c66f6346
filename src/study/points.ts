import type { Level } from './rubric.ts';

// What an answer pays by what is kept of a member and a question. What a day pays at most: `paid-today.ts`.

/** Below it an answer counts for nothing: it pays nothing, and uses up no attempt. */
export const COUNTS_FROM_SCORE = 25;
export const PAID_ATTEMPTS = 2;
/** For so long an attempt is remembered, and a reveal keeps its question from paying. */
export const ATTEMPTS_WINDOW_MS = 90 * 24 * 60 * 60 * 1000;

const FULL_POINTS: Readonly<Record<Level, number>> = { mid: 10, senior: 20, staff: 30 };
const FOLLOW_UP_SHARE = 1 / 3;
export const DAILY_BONUS_MAX = 10;

/** An answer that counted. */
export interface Attempt {
  /** The answer's id. */
  answer: string;
  /** Milliseconds since 1970, as everywhere here. */
  at: number;
  /** By its score alone; what it was paid is less where an earlier one was paid already. */
  worth: number;
}

/** What a member did with a question, or with one of its follow-ups. */
export interface History {
  attempts: readonly Attempt[];
  /** When the key points, the model answer or what was missed was last opened. */
  revealedAt?: number | undefined;
}

export const NO_HISTORY: History = { attempts: [] };

/** What a question can pay a member now. */
export interface Standing {
  attemptsLeft: number;
  /** The most that another attempt can bring. */
  upTo: number;
  /** Why it pays no more: from then on nothing need be kept back. */
  over?: 'revealed' | 'used';
}

/** `day-full`: its day had paid all it pays (`paid-today.ts`). */
export type Unpaid = 'low' | 'revealed' | 'used' | 'no-better' | 'day-full';

/** `points` to one who has the history before; `unpaid` says why there are none. */
export interface Payment {
  points: number;
  unpaid?: Unpaid;
  history: History;
}

/** In whole points, by a score from 0 to 100. */
export function worthOf(score: number, level: Level, isFollowUp: boolean): number {
  if (score < COUNTS_FROM_SCORE) return 0;
  return Math.round((FULL_POINTS[level] * (isFollowUp ? FOLLOW_UP_SHARE : 1) * score) / 100);
}

/** The same for an answer to the daily: with the streak in days, that of today included. */
export function dailyWorthOf(score: number, level: Level, streak: number): number {
  const worth = worthOf(score, level, false);
  return worth === 0 ? 0 : worth + dailyBonus(streak);
}

export function dailyBonus(streak: number): number {
  return Math.min(DAILY_BONUS_MAX, streak);
}

/**
 * Whether an answer makes its day one of the streak: it could pay, though perhaps another paid more, or the day had paid all it pays.
 * Of one that was graded anew: by its new score.
 */
export function countsForStreak({ score, unpaid }: { score: number; unpaid?: Unpaid | undefined }): boolean {
  return score >= COUNTS_FROM_SCORE && unpaid !== 'revealed' && unpaid !== 'used';
}

/** @param bonus what the daily adds to the worth of an answer now: 0 for every other question */
export function standingOf(history: History, level: Level, isFollowUp: boolean, at: number, bonus = 0): Standing {
  const { attempts, revealedAt } = remembered(history, at);
  if (revealedAt !== undefined) return { attemptsLeft: 0, upTo: 0, over: 'revealed' };
  if (attempts.length >= PAID_ATTEMPTS) return { attemptsLeft: 0, upTo: 0, over: 'used' };
  return { attemptsLeft: PAID_ATTEMPTS - attempts.length, upTo: Math.max(0, worthOf(100, level, isFollowUp) + bonus - best(attempts)) };
}

/** Of two attempts the better counts: the second earns what it is better by. */
export function pay(history: History, answer: Attempt): Payment {
  const before = remembered(history, answer.at);
  const { attempts, revealedAt } = before;
  if (revealedAt !== undefined) return { points: 0, unpaid: 'revealed', history: before };
  if (attempts.length >= PAID_ATTEMPTS) return { points: 0, unpaid: 'used', history: before };
  if (answer.worth === 0) return { points: 0, unpaid: 'low', history: before };
  const points = Math.max(0, answer.worth - best(attempts));
  return { points, ...(points === 0 ? { unpaid: 'no-better' } : {}), history: { ...before, attempts: [...attempts, answer] } };
}

/** Nothing changes for who opens it again: the first time in the window is what counts. */
export function reveal(history: History, at: number): History {
  const before = remembered(history, at);
  return before.revealedAt === undefined ? { ...before, revealedAt: at } : before;
}

/**
 * An answer that an admin graded anew: what its member gets, or gives back, so that still the better attempt counts.
 * An answer that came too late to pay, or on a day that was full, does not pay now.
 */
export function payAgain(history: History, answer: Attempt, unpaid: Unpaid | undefined): Payment {
  if (unpaid === 'revealed' || unpaid === 'used' || unpaid === 'day-full') return { points: 0, history };
  const others = history.attempts.filter((each) => each.answer !== answer.answer);
  const attempts = answer.worth === 0 ? others : [...others, answer];
  return { points: best(attempts) - best(history.attempts), history: { ...history, attempts } };
}

/** Without what is long ago; fields that we do not know stay. */
function remembered({ attempts, revealedAt, ...rest }: History, at: number): History {
  const isRecent = (then: number) => at - then < ATTEMPTS_WINDOW_MS;
  return {
    ...rest,
    attempts: attempts.filter((each) => isRecent(each.at)),
    ...(revealedAt !== undefined && isRecent(revealedAt) ? { revealedAt } : {}),
  };
}

function best(attempts: readonly Attempt[]): number {
  return Math.max(0, ...attempts.map(({ worth }) => worth));
}
