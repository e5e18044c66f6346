import type { Day } from './calendar.ts';
import { dateOfAnswer, type Occurrence } from './daily.ts';
import { clocksOf, learnerDays } from './learner-day.ts';
import type { AnswerEntry } from './ledger.ts';
import { afterQuestion, hasRoomFor, type PaidToday, paidOn } from './paid-today.ts';
import { countsForStreak, dailyBonus, dailyWorthOf, type History, type Payment, pay, worthOf } from './points.ts';
import type { Level } from './rubric.ts';
import { fold, type Streak, type StreakState, settle, streakOf } from './streak.ts';
import type { CommunityDays } from './streak-day.ts';

// What one answer brings: points, a day of the streak, its place among those that a day pays. One decision from all that is known.

/** An answer as it was given and graded, before anything is known of what it is paid. */
export type Given = Pick<AnswerEntry, 'id' | 'at' | 'member' | 'place' | 'question' | 'followUp' | 'rubricVersion' | 'score'> & { level: Level };

/** What is kept of its member, and what the community knows. */
export interface Known {
  history: History;
  paid: PaidToday | undefined;
  state: StreakState;
  community: CommunityDays;
  /** The community's date. */
  date: Day;
  /** The challenge that is open. */
  challenge: (Occurrence & { question: string }) | undefined;
}

export interface Award {
  entry: AnswerEntry;
  /** Of the points' worth what the daily added, for the better attempt to be found again. */
  bonus: number;
  history: History;
  paid: PaidToday;
  state: StreakState;
  /** With this answer. */
  streak: Streak;
  /** It made the day one of the streak, and with it perhaps a freeze. */
  madeDay: boolean;
  earnedFreeze: boolean;
}

export function award(given: Given, known: Known): Award {
  const { level, ...common } = given;
  const isFollowUp = given.followUp !== undefined;
  const isDaily = known.challenge?.question === given.question;
  const before = streakOf(known.state, known.community, given.at);
  // Whether it counts is known before what it is worth: the bonus is of the streak with this very day.
  const first = pay(known.history, attempt(given, worthOf(given.score, level, isFollowUp)));
  const counts = countsForStreak({ score: given.score, unpaid: first.unpaid });
  const unpaidEntry: AnswerEntry = { v: 1, kind: 'answer', ...common, points: 0, ...datesOf(given, known), ...(isDaily ? { daily: true } : {}) };
  const state = counts ? fold(known.state, [unpaidEntry]) : known.state;
  const streak = counts ? streakOf(state, known.community, given.at) : before;
  const worth = isDaily && !isFollowUp ? dailyWorthOf(given.score, level, streak.current) : worthOf(given.score, level, isFollowUp);
  const { payment, paid } = payToday(given, known, pay(known.history, attempt(given, worth)), isDaily);
  return {
    entry: { ...unpaidEntry, points: payment.points, ...(payment.unpaid === undefined ? {} : { unpaid: payment.unpaid }) },
    bonus: worth - worthOf(given.score, level, isFollowUp),
    history: payment.history,
    paid,
    state: settle(state, known.community, given.at),
    streak,
    madeDay: streak.answeredToday && !before.answeredToday,
    earnedFreeze: streak.freezes > before.freezes,
  };
}

/** What the daily adds to an answer that its member would give now. */
export function bonusNow(
  { state, community, challenge }: Pick<Known, 'state' | 'community' | 'challenge'>,
  asked: Pick<Given, 'question' | 'followUp' | 'at'>,
) {
  if (challenge?.question !== asked.question || asked.followUp !== undefined) return 0;
  const { current, answeredToday } = streakOf(state, community, asked.at);
  return dailyBonus(current + (answeredToday ? 0 : 1));
}

/** The learner's days, and the challenge's date. A follow-up answers no challenge. */
function datesOf({ at, question, followUp }: Given, { state, community, challenge }: Known): Pick<AnswerEntry, 'days' | 'challenge'> {
  const days = learnerDays(clocksOf(state.choices, community.zones), at);
  const date = challenge?.question === question && followUp === undefined ? dateOfAnswer(challenge, at) : undefined;
  return { days, ...(date === undefined ? {} : { challenge: date }) };
}

/** A day that is full pays nothing, and the answer uses up no attempt: it can pay on another. */
function payToday({ question }: Given, { history, paid, date }: Known, payment: Payment, isDaily: boolean): { payment: Payment; paid: PaidToday } {
  const today = paidOn(date, paid);
  const isOver = payment.unpaid !== undefined && payment.unpaid !== 'no-better';
  if (!isOver && !hasRoomFor(today, question, isDaily)) return { payment: { points: 0, unpaid: 'day-full', history }, paid: today };
  return { payment, paid: payment.points > 0 ? afterQuestion(today, question, isDaily) : today };
}

function attempt({ id, at }: Given, worth: number) {
  return { answer: id, at, worth };
}
