import { type Route, route } from '../bot/route.ts';
import type { Message } from '../bot/view.ts';
import type { Asked } from '../packs/asked.ts';
import type { Grade } from '../study/grading/grade.ts';
import { QUESTIONS_A_DAY } from '../study/paid-today.ts';
import { COUNTS_FROM_SCORE, type History, type Standing, standingOf, type Unpaid, worthOf } from '../study/points.ts';
import { answerButton } from './question-card.ts';

/** An answer as it was graded and paid. Those from before there were points have none. */
export interface Graded {
  id: string;
  grade: Grade;
  points?: number;
  unpaid?: Unpaid;
  /** What the daily added to what it was worth. */
  bonus?: number;
  disputedAt?: number;
  /** What an admin decided: without a score, that the grade stays. `points` is what it changed. */
  review?: { score?: number; band?: Grade['band']; note?: string; points: number };
}

const UNPAID: Readonly<Record<Unpaid, string>> = {
  low: `No points: they begin at ${COUNTS_FROM_SCORE} of 100. No attempt is used up.`,
  revealed: 'No points: you have opened what answers it, and that ends paid attempts.',
  used: 'No points: both paid attempts of the last 90 days are used.',
  'no-better': 'No points on top: of two attempts the better counts, and that is your first.',
  'day-full': `No points: a day pays for ${QUESTIONS_A_DAY} questions beside the daily, and yours are taken. It counts for your streak and uses up no attempt: tomorrow it can pay.`,
};

/** @param chances what was done with it, and what the daily would add now */
export function standingFor({ question, followUp }: Asked, { history, bonus }: { history: History; bonus: number }, at: number): Standing {
  return standingOf(history, question.level, followUp !== undefined, at, bonus);
}

/** What an answer earned, and what another try could bring. */
export function pointsLine({ question, followUp }: Asked, { grade, points: paid, unpaid, bonus = 0, review }: Graded, standing: Standing): string {
  if (paid === undefined) return '';
  const points = paid + (review?.points ?? 0);
  // A second attempt pays what it is better by: then nobody can say which of it is the bonus.
  const isWhole = bonus > 0 && points === bonus + worthOf(grade.score, question.level, followUp !== undefined);
  if (points > 0)
    return `**${counted(points)}.** ${isWhole ? `${bonus} of them for your streak: that is what the daily adds. ` : ''}${chance(standing, points)}`.trim();
  if (isCopied(grade)) return `No points, and no attempt used up. ${chance(standing, points)}`.trim();
  if (unpaid === 'day-full' && review?.score === undefined) return UNPAID[unpaid];
  return `${unpaid === undefined || review?.score !== undefined ? 'No points.' : UNPAID[unpaid]} ${chance(standing, points)}`.trim();
}

/** What an answer that counts did for its day. */
export interface DayOfAnswer {
  streak: { current: number; freezes: number };
  earnedFreeze: boolean;
  challenge?: { answered: number; quorum: number | undefined };
}

/** `Day 5 of your streak. 4 of 5 today.` */
export function dayLine({ streak, earnedFreeze, challenge }: DayOfAnswer): string {
  const freeze = earnedFreeze ? ` A freeze earned: you hold ${streak.freezes === 1 ? 'one' : streak.freezes}.` : '';
  const turnout = challenge === undefined ? '' : ` ${turnoutOf(challenge)}`;
  return `**Day ${streak.current} of your streak.**${freeze}${turnout}`;
}

/** How many answered, and what the community's streak still takes. */
function turnoutOf({ answered, quorum }: NonNullable<DayOfAnswer['challenge']>): string {
  if (quorum === undefined) return `${answered} answered today.`;
  const missing = quorum - answered;
  if (missing > 0) return `${answered} of ${quorum} today: ${missing === 1 ? 'one more' : `${missing} more`}, and the community’s streak goes on.`;
  return `${answered} of ${quorum} today: the quorum is there.`;
}

/** Before somebody opens what answers a question that can still pay them. */
export function revealWarning({ args, followUp }: Asked, standing: Standing, open: Route): Message {
  const subject = followUp === undefined ? 'question' : 'follow-up';
  const left = `You have ${standing.attemptsLeft === 1 ? 'one' : 'two'} left, worth up to ${counted(standing.upTo)}.`;
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'text', markdown: `Opening this ends paid attempts at this ${subject}. ${left}` },
      { kind: 'note', markdown: 'You can always read everything and answer as often as you like. After 90 days it can pay again.' },
      {
        kind: 'buttons',
        buttons: [
          { label: 'Open it', route: open },
          { ...answerButton(...args), label: 'Answer first' },
        ],
      },
    ],
  };
}

/** The way on from the warning. Where somebody was not asked, it leads to the same. */
export function revealRoute(what: string, ...args: readonly string[]): Route {
  return route('question', 'reveal', what, ...args);
}

export function isCopied({ remark }: Grade): boolean {
  return remark === 'pasted-answer' || remark === 'pasted-prompt' || remark === 'link';
}

function chance({ attemptsLeft, upTo, over }: Standing, earned: number): string {
  if (over === 'used' && earned > 0) return 'Both paid attempts are used.';
  if (over !== undefined) return '';
  if (upTo === 0) return 'There is no more to earn here.';
  const left = attemptsLeft === 1 ? 'One paid attempt left' : 'Two paid attempts left';
  return `${left}, worth up to ${earned > 0 ? `${upTo} more` : counted(upTo)}.`;
}

function counted(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}
