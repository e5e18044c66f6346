import { addDays, type Day } from './calendar.ts';
import { isReached, quorumFor } from './quorum.ts';

// A study group's streak: its run of days on which the group's own quorum answered anything that counts.

export interface GroupDays {
  from: Day;
  today: Day;
  /** Members whose answers counted, by date. */
  answered: Readonly<Record<Day, number>>;
  /** How many members the group had when a date began. */
  membersOn(day: Day): number;
  /** Days without a challenge, where there is a schedule: they break nothing. */
  isFree(day: Day): boolean;
}

export interface GroupStreak {
  /** In days. */
  current: number;
  longest: number;
  today: { answered: number; quorum: number };
}

/** A fifth of the members, two at least; one where there is only one. */
export function groupQuorum(members: number): number {
  const count = Math.max(1, members);
  return quorumFor({ recently: count, ever: count });
}

/** Today breaks nothing yet. */
export function groupStreak({ from, today, answered, membersOn, isFree }: GroupDays): GroupStreak {
  let [current, longest] = [0, 0];
  const turnout = (day: Day) => ({ answered: answered[day] ?? 0, quorum: groupQuorum(membersOn(day)) });
  for (let day = from; day <= today; day = addDays(day, 1)) {
    if (isReached(turnout(day))) current += 1;
    else if (day !== today && !isFree(day)) current = 0;
    longest = Math.max(longest, current);
  }
  return { current, longest, today: turnout(today) };
}
