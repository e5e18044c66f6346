import { describe, expect, test } from 'vitest';
import { parseTime, parseWeekdays, parseZone, zonesLike } from '../../src/study/spoken-time.ts';

describe('a time', () => {
  test.each([
    ['9', 9, 0],
    ['09', 9, 0],
    ['9:30', 9, 30],
    ['09:30', 9, 30],
    ['21.15', 21, 15],
    ['21h15', 21, 15],
    ['9h', 9, 0],
    ['9am', 9, 0],
    ['9 PM', 21, 0],
    ['9:30 p.m.', 21, 30],
    ['12am', 0, 0],
    ['12 pm', 12, 0],
    ['0:00', 0, 0],
    ['23:59', 23, 59],
    [' noon ', 12, 0],
    ['midnight', 0, 0],
  ])('%j is understood', (said, hour, minute) => {
    expect(parseTime(said)).toEqual({ value: { hour, minute } });
  });

  test.each([
    ['', 'nothing'],
    ['soon', 'unclear-time'],
    ['9:5', 'unclear-time'],
    ['9:30:00', 'unclear-time'],
    ['-9', 'unclear-time'],
    ['930', 'unclear-time'],
    ['9 o’clock-ish', 'unclear-time'],
    ['24:00', 'no-such-time'],
    ['9:60', 'no-such-time'],
    ['13pm', 'no-such-time'],
    ['0am', 'no-such-time'],
  ])('%j is %s', (said, problem) => {
    expect(parseTime(said)).toEqual({ problem, said });
  });
});

describe('weekdays', () => {
  test.each([
    ['Mon-Fri', [1, 2, 3, 4, 5]],
    ['monday to friday', [1, 2, 3, 4, 5]],
    ['Mon – Fri', [1, 2, 3, 4, 5]],
    ['from Tue through Thu', [2, 3, 4]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['every weekday', [1, 2, 3, 4, 5]],
    ['working days', [1, 2, 3, 4, 5]],
    ['weekends', [6, 7]],
    ['mon,wed', [1, 3]],
    ['Mondays and Thursdays', [1, 4]],
    ['fri, mon; wed & sat.', [1, 3, 5, 6]],
    ['mo tu we', [1, 2, 3]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['every day', [1, 2, 3, 4, 5, 6, 7]],
    ['Everyday', [1, 2, 3, 4, 5, 6, 7]],
    ['all days', [1, 2, 3, 4, 5, 6, 7]],
    ['Fri-Mon', [1, 5, 6, 7]],
    ['weekdays and sat', [1, 2, 3, 4, 5, 6]],
    ['Sun-Sun', [7]],
    ['mon-wed, wed', [1, 2, 3]],
  ])('%j are understood', (said, days) => {
    expect(parseWeekdays(said)).toEqual({ value: days });
  });

  test.each([
    ['', 'nothing', ''],
    [' , and ', 'nothing', ', and'],
    ['mon, moonday', 'unknown-day', 'moonday'],
    ['m-f', 'unknown-day', 'm-f'],
    ['mon-wed-fri', 'unknown-day', 'mon-wed-fri'],
    ['mon-', 'unknown-day', 'mon-'],
    ['every day except sunday', 'unknown-day', 'except'],
    ['x'.repeat(500), 'unknown-day', 'x'.repeat(40)],
  ])('%j: %s', (text, problem, said) => {
    expect(parseWeekdays(text)).toEqual({ problem, said });
  });
});

describe('a zone', () => {
  test('is every one of the world, in any case', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(parseZone(zone.toLowerCase())).toEqual({ value: zone });
  });

  test.each([
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['us/pacific', 'US/Pacific'],
    ['america/new york', 'America/New_York'],
    [' UTC ', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ])('%j is %s', (said, zone) => {
    expect(parseZone(said)).toEqual({ value: zone });
  });

  test.each(['+02:00', '-0500', 'PST', 'IST', 'Mars/Olympus', 'Europe/', '/', 'Europe/Berlin; drop', 'SystemV/PST8', 'Factory', '2026', 'a/b/c/d'])(
    '%j is refused',
    (said) => {
      expect(parseZone(said)).toMatchObject({ problem: 'unknown-zone', said });
    },
  );

  test('that is not known comes back with those that may be meant', () => {
    expect(parseZone('berlin')).toEqual({ problem: 'unknown-zone', said: 'berlin', near: ['Europe/Berlin'] });
    expect(parseZone('new york')).toMatchObject({ near: ['America/New_York'] });
    expect(parseZone('')).toEqual({ problem: 'nothing', said: '' });
    expect(parseZone('x'.repeat(9_000))).toEqual({ problem: 'unknown-zone', said: 'x'.repeat(40), near: [] });
  });

  test('is suggested by its place first', () => {
    expect(zonesLike('lon', 3)).toEqual(['Arctic/Longyearbyen', 'Europe/London', expect.stringMatching(/.lon/i)]);
    expect(zonesLike('america', 4)).toHaveLength(4);
    expect(zonesLike(' ', 4)).toEqual([]);
  });
});
