import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateIn, HOUR_MS, instantOf, type Weekday, weekdayOf } from '../../src/study/calendar.ts';
import { nextOccurrences, type Schedule } from '../../src/study/schedule.ts';
import { DAY_MS, shownIn } from './naive-clock.ts';

const NINE: Schedule = { weekdays: [1, 2, 3, 4, 5], time: { hour: 9, minute: 0 }, zone: 'Europe/Berlin' };
const FRIDAY = Date.parse('2026-11-27T12:00:00+01:00');
const datesOf = (schedule: Schedule, after: number, count: number, last?: string) => nextOccurrences(schedule, after, count, last).map(({ date }) => date);

describe('the next challenges', () => {
  test('are on their weekdays', () => {
    expect(datesOf(NINE, FRIDAY, 5)).toEqual(['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04']);
  });

  test('come after the moment, not at it', () => {
    const at = Date.parse('2026-11-30T09:00:00+01:00');
    expect(nextOccurrences(NINE, at - 1, 1)).toEqual([{ date: '2026-11-30', dueAt: at }]);
    expect(datesOf(NINE, at, 1)).toEqual(['2026-12-01']);
  });

  test('leave out what was skipped, however much, and what is paused', () => {
    expect(datesOf({ ...NINE, skipped: ['2026-11-30', '2026-12-02'] }, FRIDAY, 2)).toEqual(['2026-12-01', '2026-12-03']);
    const weeks = Array.from({ length: 60 }, (_, week) => addDays('2026-11-30', week * 7));
    expect(datesOf({ ...NINE, weekdays: [1], skipped: weeks }, FRIDAY, 1)).toEqual([addDays('2026-11-30', 420)]);
    expect(datesOf({ ...NINE, paused: true }, FRIDAY, 5)).toEqual([]);
    expect(datesOf({ ...NINE, weekdays: [] }, FRIDAY, 5)).toEqual([]);
  });

  test('give no date a second one when the time is moved', () => {
    const evening = { ...NINE, time: { hour: 21, minute: 0 } };
    expect(datesOf(evening, FRIDAY, 1)).toEqual(['2026-11-27']);
    expect(datesOf(evening, FRIDAY, 1, '2026-11-27')).toEqual(['2026-11-30']);
  });

  test('move forward where the time does not exist, and come once where it comes twice', () => {
    const night: Schedule = { weekdays: [7], time: { hour: 2, minute: 30 }, zone: 'Europe/Berlin' };
    const [spring] = nextOccurrences(night, Date.parse('2026-03-28T12:00:00Z'), 1);
    expect(spring).toEqual({ date: '2026-03-29', dueAt: Date.parse('2026-03-29T03:30:00+02:00') });
    const [autumn, next] = nextOccurrences(night, Date.parse('2026-10-24T12:00:00Z'), 2);
    expect([autumn?.dueAt, next?.date]).toEqual([Date.parse('2026-10-25T02:30:00+02:00'), '2026-11-01']);
    expect(datesOf(night, autumn!.dueAt, 1)).toEqual(['2026-11-01']);
  });

  test('know no day that a zone left out', () => {
    const daily: Schedule = { weekdays: [1, 2, 3, 4, 5, 6, 7], time: { hour: 9, minute: 0 }, zone: 'Pacific/Apia' };
    expect(datesOf(daily, Date.parse('2011-12-29T00:00:00Z'), 3)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
  });
});

test('every challenge is due on its date at the time on the wall, none is left out, each comes once', () => {
  const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'America/New_York', 'Pacific/Apia', 'Africa/Cairo', 'Asia/Kathmandu', 'America/Havana'];
  const schedule = fc.record({
    weekdays: fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 }),
    time: fc.record({ hour: fc.nat(23), minute: fc.constantFrom(0, 15, 30, 59) }),
    zone: fc.constantFrom(...zones),
  });
  const start = Date.UTC(2020, 0, 1);
  fc.assert(
    fc.property(schedule, fc.nat(3650), fc.nat(24), (given, day, hour) => {
      const after = start + day * DAY_MS + hour * HOUR_MS;
      const planned = nextOccurrences(given, after, 9);
      expect(planned).toHaveLength(9);
      for (const { date, dueAt } of planned) {
        const wanted = `${date} ${String(given.time.hour).padStart(2, '0')}:${String(given.time.minute).padStart(2, '0')}`;
        const shown = shownIn(given.zone, dueAt);
        // Later than wanted only where the clocks jump over it.
        if (shown !== wanted) expect(shownIn(given.zone, instantOf(date, given.time, given.zone) - HOUR_MS / 60) < wanted && shown > wanted).toBe(true);
        expect(given.weekdays).toContain(weekdayOf(date));
      }
      const last = planned.at(-1)!;
      const between = [];
      for (let date = addDays(dateIn(given.zone, after), -1); date <= last.date; date = addDays(date, 1))
        if (given.weekdays.includes(weekdayOf(date)) && instantOf(date, given.time, given.zone) > after) between.push(date);
      expect(planned.map(({ date }) => date)).toEqual(between);
      // Asked again after each, as the schedule does: the same.
      expect(nextOccurrences(given, planned[0]!.dueAt, 8)).toEqual(planned.slice(1));
    }),
    { seed: 3, numRuns: 80 },
  );
});
