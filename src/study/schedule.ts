import { addDays, type Day, dateIn, dayExists, instantOf, type Time, type Weekday, weekdayOf } from './calendar.ts';

/** When a community gets its challenges. */
export interface Schedule {
  weekdays: readonly Weekday[];
  time: Time;
  zone: string;
  paused?: boolean | undefined;
  /** Days that an admin took out. */
  skipped?: readonly Day[] | undefined;
}

/** A challenge to come: the date that it is for, and when it is due. */
export interface Planned {
  date: Day;
  dueAt: number;
}

/**
 * The next challenges after a moment, one a date at most; none while the schedule is paused.
 * `lastDate` had the last one: it gets no second when the time, or the zone, was changed since.
 */
export function nextOccurrences(schedule: Schedule, after: number, count: number, lastDate?: Day): Planned[] {
  const { weekdays, time, zone, paused = false, skipped = [] } = schedule;
  const planned: Planned[] = [];
  if (paused || weekdays.length === 0) return planned;
  // From yesterday on: what did not exist on its date may come after it. A week brings one at least, save for days skipped or left out.
  const first = addDays(dateIn(zone, after), -1);
  const days = 7 * (count + skipped.length + 2);
  for (let ahead = 0; ahead < days && planned.length < count; ahead++) {
    const date = addDays(first, ahead);
    if (!weekdays.includes(weekdayOf(date)) || skipped.includes(date) || (lastDate !== undefined && date <= lastDate)) continue;
    const dueAt = instantOf(date, time, zone);
    if (dueAt > after && dayExists(date, zone)) planned.push({ date, dueAt });
  }
  return planned;
}
