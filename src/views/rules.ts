import { route } from '../bot/route.ts';
import type { Message } from '../bot/view.ts';
import { GROUPS_MAX } from '../study/board.ts';
import { DRILL_POINTS_MAX, DRILLS_A_DAY, QUESTIONS_A_DAY, ROUND_POINTS_MAX } from '../study/paid-today.ts';
import { COUNTS_FROM_SCORE, DAILY_BONUS_MAX, PAID_ATTEMPTS, worthOf } from '../study/points.ts';
import { ACTIVE_DAYS_PER_FREEZE, AWAY_DAYS_A_YEAR, FREEZES_AT_FIRST, FREEZES_MAX } from '../study/streak-day.ts';

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five'];

/** Every rule of points and streaks, shortly: nothing is counted that is not said here. */
export function rulesCard(): Message {
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'How points work' },
      { kind: 'text', markdown: list(POINTS) },
      { kind: 'heading', text: 'How streaks work' },
      { kind: 'text', markdown: list(STREAKS) },
      { kind: 'buttons', buttons: [{ label: 'My streak', route: route('streak', 'show') }] },
    ],
  };
}

const POINTS = [
  `**An answer** pays from ${COUNTS_FROM_SCORE} of 100 on: up to ${worthOf(100, 'mid', false)} points at level mid, ${worthOf(100, 'senior', false)} at senior, ${worthOf(100, 'staff', false)} at staff; a follow-up a third of that.`,
  `**The daily** adds your streak in days, at most ${DAILY_BONUS_MAX}.`,
  `**A day pays** for the daily, ${number(QUESTIONS_A_DAY)} other questions with their follow-ups, ${number(DRILLS_A_DAY)} drills (up to ${DRILL_POINTS_MAX} each) and the best round (up to ${ROUND_POINTS_MAX}). Reviews and interviews pay nothing.`,
  `**${capital(number(PAID_ATTEMPTS))} attempts** at a question are paid in 90 days, and the better counts. Opening its key points, its model answer or what you missed ends paying for it.`,
  'A day here begins at midnight in the community’s zone, a week on Monday. Of equal points, who got there first stands first.',
  `Groups have boards of their own, for what their members earn after they joined; a learner can be in ${number(GROUPS_MAX)}.`,
];

const STREAKS = [
  `**A day counts** with one answer that could pay (${COUNTS_FROM_SCORE} of 100 or more, nothing opened before), also when the day has paid all it pays. Your day is in your own zone and begins at four in the morning.`,
  '**Rest days** without a challenge never break a streak, and answering on them adds to it.',
  `**Freezes** save a missed day by themselves. You begin with ${number(FREEZES_AT_FIRST)}, each ${ACTIVE_DAYS_PER_FREEZE} days with an answer bring one more, and you hold ${number(FREEZES_MAX)} at most.`,
  `**Away**: ${AWAY_DAYS_A_YEAR} days a year cost nothing.`,
  '**When it was our fault** (no challenge, one posted late, more than half an hour of outage at the end of your day) the day is excused.',
  'An answer to a challenge counts for the challenge’s date when given within 24 hours of the post.',
  '**The community’s streak** runs over challenges that a quorum answered: a fifth of those who answered in the last 14 days, two at least.',
];

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function number(count: number): string {
  return NUMBERS[count] ?? String(count);
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
