import type { Day } from './calendar.ts';

// What a day pays at most: the daily, three other questions with their follow-ups, two drills, the best round. A day is the
// community's, as on the boards: nobody gets more of one board's day than others can.

export const QUESTIONS_A_DAY = 3;
export const DRILLS_A_DAY = 2;
export const DRILL_POINTS_MAX = 5;
export const ROUND_POINTS_MAX = 20;

/** What a member was paid for on one day. */
export interface PaidToday {
  date: Day;
  /** Keys of questions, the daily's not among them. A follow-up stands under its question. */
  questions: readonly string[];
  drills: number;
  /** The points of the best round. */
  round: number;
}

/** What is kept, where it is of that day; else a new day's. */
export function paidOn(date: Day, kept?: PaidToday): PaidToday {
  return kept?.date === date ? kept : { date, questions: [], drills: 0, round: 0 };
}

/** Whether the day still pays for a question or its follow-ups. The daily of a challenge that is open always has its place. */
export function hasRoomFor(paid: PaidToday, question: string, isDaily: boolean): boolean {
  return isDaily || paid.questions.includes(question) || paid.questions.length < QUESTIONS_A_DAY;
}

/** After an answer that was paid. */
export function afterQuestion(paid: PaidToday, question: string, isDaily: boolean): PaidToday {
  return isDaily || paid.questions.includes(question) ? paid : { ...paid, questions: [...paid.questions, question] };
}

/** `score` from 0 to 1. A drill that earned nothing takes no place. */
export function payDrill(paid: PaidToday, score: number): { points: number; paid: PaidToday } {
  const points = paid.drills < DRILLS_A_DAY ? Math.round(DRILL_POINTS_MAX * score) : 0;
  return { points, paid: points > 0 ? { ...paid, drills: paid.drills + 1 } : paid };
}

/** `worth` in points. Of several rounds the best counts: a better one brings what it is better by. */
export function payRound(paid: PaidToday, worth: number): { points: number; paid: PaidToday } {
  const round = Math.max(paid.round, Math.min(ROUND_POINTS_MAX, worth));
  return { points: round - paid.round, paid: { ...paid, round } };
}
