import { type Day, weekdayOf } from '../study/calendar.ts';
import type { DayReason, DayReport, Excuse } from '../study/streak-day.ts';
import { durationOf } from './duration.ts';

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon 23 Nov` */
export function dayName(day: Day): string {
  return `${WEEKDAYS[weekdayOf(day)]} ${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}

/** What a day was to the streak, and why, in words. */
export function reasonOf(reason: DayReason, now: number): string {
  switch (reason.state) {
    case 'answered':
      return reason.answers === 1 ? 'one answer' : `${reason.answers} answers`;
    case 'granted':
      return 'granted by an admin';
    case 'rest':
      return reason.because === 'no-challenge' ? 'rest day: there was no challenge' : 'the clocks of your zone left this day out';
    case 'excused':
      return `excused: ${excuseOf(reason)}`;
    case 'away':
      return 'away: nothing was spent';
    case 'frozen':
      return `missed, and saved by a freeze (${reason.freezesLeft === 0 ? 'none' : reason.freezesLeft} left)`;
    case 'missed':
      return 'missed: no answer, and no freeze';
    case 'open':
      return `not answered yet, ${durationOf(reason.endsAt - now)} left`;
    default:
      return reason satisfies never;
  }
}

/** Newest first. */
export function reasonList(days: readonly DayReport[], now: number): string {
  return days
    .toReversed()
    .map((report) => `- **${dayName(report.day)}:** ${reasonOf(report, now)}`)
    .join('\n');
}

function excuseOf(excuse: Excuse): string {
  switch (excuse.because) {
    case 'missed':
      return 'we did not post the challenge';
    case 'unknown':
      return 'nobody knows whether the challenge arrived';
    case 'pending':
      return 'the challenge was not posted yet';
    case 'late':
      return 'the challenge came less than four hours before the day ended';
    case 'outage':
      return `I could not be reached for ${excuse.minutes} minutes at the end of the day`;
    default:
      return excuse satisfies never;
  }
}
