import { describe, expect, test } from 'vitest';
import { addDays, dateIn, dayExists, daysBetween, instantOf, mondayOf, monthOf, weekdayOf, weekOf } from '../../src/study/calendar.ts';
import { dayAt, startOf } from '../../src/study/learner-day.ts';
import { changesOfClocks, DAY_MS, naiveInstant, shownIn, type Wall, walls } from './naive-clock.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = Date.UTC(2020, 0, 1);
const UNTIL = Date.UTC(2030, 0, 1);
/** Each of their changes is looked at; of those that share their rules with half a continent, a few of each zone. */
const PECULIAR = /Lord_Howe|Casey|Troll|Nuuk|Scoresbysund|Cairo|Beirut|Gaza|Casablanca|Havana|Azores|Santiago|Chatham|Tehran|Amman|Easter|Juba|Volgograd/;
const CHANGES_LOOKED_AT = 3;

describe('in every zone of the world, over ten years', () => {
  test('the dates of a moment are those on the wall', () => {
    for (const [index, zone] of ZONES.entries()) {
      for (let part = 0; part < 12; part++) {
        const at = FROM + Math.floor(((UNTIL - FROM) * (part + ((index * 0.618) % 1))) / 12);
        expect(dateIn(zone, at), `${zone} ${at}`).toBe(shownIn(zone, at).slice(0, 10));
      }
    }
  });

  test('around every change of clocks times come when the wall shows them, and days start and end by it', () => {
    let changes = 0;
    for (const [index, zone] of ZONES.entries()) {
      const all = changesOfClocks(zone, FROM, UNTIL);
      const some = PECULIAR.test(zone) ? all : all.filter((_, number) => (number - index) % Math.ceil(all.length / CHANGES_LOOKED_AT) === 0);
      for (const change of [FROM + index * 8 * DAY_MS, ...some]) {
        changes += 1;
        expect(differences(zone, change, changes % 7)).toEqual([]);
      }
    }
    // If the list of zones, or the search for changes, were broken.
    expect(changes).toBeGreaterThan(1_000);
  });
});

/** What the calendar says otherwise than the wall, on three days around a moment. */
function differences(zone: string, at: number, dayStart: number): string[] {
  const seen = walls(zone, at - 2.5 * DAY_MS, at + 2.5 * DAY_MS);
  const found: string[] = [];
  const middle = shownIn(zone, at).slice(0, 10);
  for (const day of [addDays(middle, -1), middle, addDays(middle, 1)]) {
    for (const [hour, minute] of [
      [dayStart, 0],
      [(dayStart + 23) % 24, 45],
      [2, 30],
    ] as const) {
      const [wanted, got] = [naiveInstant(seen, day, written(hour, minute)), instantOf(day, { hour, minute }, zone)];
      if (wanted !== got) found.push(`${zone} ${day} ${written(hour, minute)}: ${got} instead of ${wanted}`);
    }
  }
  for (let quarter = -50; quarter < 50; quarter += 7) {
    const moment = at + quarter * 15 * 60_000;
    const [wanted, got] = [naiveDay(seen, moment, dayStart), dayAt(moment, { zone, dayStart })];
    if (wanted !== got) found.push(`${zone} ${moment} from ${dayStart} on: ${got} instead of ${wanted}`);
  }
  return found;
}

function naiveDay(seen: readonly Wall[], at: number, dayStart: number): string | undefined {
  const dates = [...new Set(seen.map(({ shown }) => shown.slice(0, 10)))].sort().slice(1, -1);
  return dates.findLast((date) => naiveInstant(seen, date, written(dayStart, 0)) <= at);
}

function written(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

describe('a day', () => {
  const hoursOf = (day: string, zone: string, dayStart = 4) => (startOf(addDays(day, 1), { zone, dayStart }) - startOf(day, { zone, dayStart })) / 3_600_000;

  test.each([
    ['2026-03-28', 'Europe/Berlin', 4, 23],
    ['2026-10-24', 'Europe/Berlin', 4, 25],
    ['2026-03-29', 'Europe/Berlin', 0, 23],
    ['2026-03-08', 'America/New_York', 0, 23],
    ['2026-10-03', 'Australia/Lord_Howe', 4, 23.5],
    ['2026-04-04', 'Australia/Lord_Howe', 4, 24.5],
    ['2011-12-29', 'Pacific/Apia', 4, 24],
    ['2011-12-30', 'Pacific/Apia', 4, 0],
    ['2011-12-31', 'Pacific/Apia', 4, 24],
    ['2028-02-29', 'Asia/Kolkata', 4, 24],
  ] as const)('%s in %s, from %i o’clock on, has %d hours', (day, zone, dayStart, hours) => {
    expect(hoursOf(day, zone, dayStart)).toBe(hours);
  });

  test('that a zone left out is nobody’s', () => {
    expect(dayExists('2011-12-30', 'Pacific/Apia')).toBe(false);
    expect(dayExists('2011-12-30', 'Pacific/Auckland')).toBe(true);
    const night = instantOf('2011-12-31', { hour: 2, minute: 0 }, 'Pacific/Apia');
    expect(dayAt(night, { zone: 'Pacific/Apia', dayStart: 4 })).toBe('2011-12-29');
    expect(dayAt(night, { zone: 'Pacific/Apia', dayStart: 0 })).toBe('2011-12-31');
  });

  test('does not begin twice where clocks go back over midnight', () => {
    // St. John's put its clocks back from 00:01 to 23:01.
    const first = naiveInstant(walls('America/St_Johns', Date.UTC(2010, 10, 6), Date.UTC(2010, 10, 9)), '2010-11-07', '00:00');
    const days = [-1, 0, 30, 61, 90].map((minutes) => dayAt(first + minutes * 60_000, { zone: 'America/St_Johns', dayStart: 0 }));
    expect(days).toEqual(['2010-11-06', '2010-11-07', '2010-11-07', '2010-11-07', '2010-11-07']);
  });

  test('belongs to whoever is awake: until four it is yesterday', () => {
    const at = Date.parse('2026-11-24T02:59:00Z');
    expect(dayAt(at, { zone: 'Europe/Berlin', dayStart: 4 })).toBe('2026-11-23');
    expect(dayAt(at + 60_000, { zone: 'Europe/Berlin', dayStart: 4 })).toBe('2026-11-24');
    expect(dayAt(at, { zone: 'Europe/Berlin', dayStart: 0 })).toBe('2026-11-24');
  });
});

test('weeks and months are those of every day of ten years, counted on fingers', () => {
  // 30 December 2019 is the Monday of the first week of the year after.
  let [day, weekday, year, week] = ['2019-12-30', 1, 2020, 1];
  while (day < '2030-12-31') {
    expect([weekdayOf(day), weekOf(day), monthOf(day)]).toEqual([weekday, `${year}-W${String(week).padStart(2, '0')}`, day.slice(0, 7)]);
    expect(addDays(mondayOf(weekOf(day)), weekday - 1)).toBe(day);
    const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
    expect([addDays(day, 1), addDays(next, -1), daysBetween(day, next)]).toEqual([next, day, 1]);
    day = next;
    weekday = (weekday % 7) + 1;
    // A week is its Thursday's: a new year begins with the Monday three days before a Thursday in January.
    const thursday = new Date(Date.parse(day) + 3 * DAY_MS).toISOString();
    if (weekday === 1) [year, week] = Number(thursday.slice(0, 4)) === year ? [year, week + 1] : [year + 1, 1];
  }
  expect([weekOf('2026-12-31'), weekOf('2027-01-03'), weekOf('2024-12-30'), weekOf('2028-02-29')]).toEqual(['2026-W53', '2026-W53', '2025-W01', '2028-W09']);
});
