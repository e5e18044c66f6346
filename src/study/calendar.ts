import { Temporal } from 'temporal-polyfill';

// Dates and zones. Days are compared as calendar days, never as hours: a day has 23 to 25 of them, sometimes none.

/** A calendar day, `2026-11-24`: as text they sort in time. */
export type Day = string;

/** ISO: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface Time {
  hour: number;
  minute: number;
}

export const HOUR_MS = 60 * 60 * 1000;

/** The date on the wall in a zone. */
export function dateIn(zone: string, at: number): Day {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * When the clocks of a zone show a time on a day, in milliseconds since 1970. A time that does not exist that day moves forward by
 * as much as the clocks did; of a time that comes twice it is the first.
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
 */
export function instantOf(day: Day, { hour, minute }: Time, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds;
}

/** Whether a zone had that day at all: Samoa had no 30 December 2011. */
export function dayExists(day: Day, zone: string): boolean {
  return dateIn(zone, instantOf(day, { hour: 0, minute: 0 }, zone)) === day;
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days later the second is. */
export function daysBetween(first: Day, second: Day): number {
  return Temporal.PlainDate.from(first).until(second).days;
}

export function weekdayOf(day: Day): Weekday {
  return Temporal.PlainDate.from(day).dayOfWeek as Weekday;
}

/** The ISO week, `2026-W53`: its year is not always the day's. */
export function weekOf(day: Day): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** The Monday of an ISO week. */
export function mondayOf(week: string): Day {
  // 4 January lies in the first week of every year.
  const inFirst = Temporal.PlainDate.from(`${week.slice(0, 4)}-01-04`);
  return inFirst.add({ days: 1 - inFirst.dayOfWeek + 7 * (Number(week.slice(6)) - 1) }).toString();
}

export function monthOf(day: Day): string {
  return day.slice(0, 7);
}
