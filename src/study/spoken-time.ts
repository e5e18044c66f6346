import { Temporal } from 'temporal-polyfill';
import type { Time, Weekday } from './calendar.ts';

// Zones, times and weekdays as people write them. What is not understood comes back as data for the sentence that says so.

export type Understood<Value> = { value: Value } | Misunderstood;

export interface Misunderstood {
  problem: 'nothing' | 'unknown-zone' | 'unclear-time' | 'no-such-time' | 'unknown-day';
  /** The part that was not understood, shortened: text from people. */
  said: string;
  /** Zones that may have been meant. */
  near?: readonly string[];
}

const SAID_MAX_LENGTH = 40;
const NEAR_MAX = 3;

/** An IANA name, any case, old names too, as the database spells it. Offsets and abbreviations know no daylight saving: refused. */
export function parseZone(text: string): Understood<string> {
  const said = text.trim().replace(/\s+/g, '_');
  if (said === '') return misunderstood('nothing', text);
  const zone = isName(said) ? spelled(said) : undefined;
  return zone === undefined ? { ...misunderstood('unknown-zone', text), near: zonesNear(text) } : { value: zone };
}

function isName(said: string): boolean {
  return /^[a-z][a-z0-9_+-]*(\/[a-z0-9_+-]+){0,2}$/i.test(said) && !/^systemv\//i.test(said);
}

function spelled(name: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    return undefined;
  }
}

/** Zones whose name holds what was said, those first whose place begins with it: for suggestions while somebody types. */
export function zonesLike(text: string, max: number): string[] {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, '_');
  if (wanted === '') return [];
  const hits = Intl.supportedValuesOf('timeZone').filter((zone) => zone.toLowerCase().includes(wanted));
  const begins = (zone: string) => (placeOf(zone).startsWith(wanted) ? 0 : 1);
  return hits.sort((a, b) => begins(a) - begins(b)).slice(0, max);
}

/** Those that hold what was said, else those that are spelled almost so. */
function zonesNear(text: string): string[] {
  const like = zonesLike(text, NEAR_MAX);
  const said = text.trim().toLowerCase().replace(/\s+/g, '_').slice(0, SAID_MAX_LENGTH);
  if (like.length > 0 || said.length < LETTERS_PER_SLIP) return like;
  const near = Intl.supportedValuesOf('timeZone').map((zone) => ({ zone, slips: Math.min(slips(said, zone.toLowerCase()), slips(said, placeOf(zone))) }));
  return near
    .filter((each) => each.slips <= Math.min(SLIPS_MAX, said.length / LETTERS_PER_SLIP))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, NEAR_MAX)
    .map(({ zone }) => zone);
}

/** A short word is near to too much. */
const LETTERS_PER_SLIP = 5;
const SLIPS_MAX = 2;

/** How many letters are wrong, missing or too many. @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > SLIPS_MAX) return SLIPS_MAX + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
}

/** `9`, `09:30`, `21.15`, `9 pm`, `noon`. */
export function parseTime(text: string): Understood<Time> {
  const said = text.trim().toLowerCase();
  if (said === '') return misunderstood('nothing', text);
  if (said === 'noon' || said === 'midnight') return { value: { hour: said === 'noon' ? 12 : 0, minute: 0 } };
  const parts = /^(\d{1,2})(?:[:.h](\d{2}))?(?:h|\s*([ap])\.?m\.?)?$/.exec(said);
  if (!parts) return misunderstood('unclear-time', text);
  const [hour, minute, half] = [Number(parts[1]), Number(parts[2] ?? 0), parts[3]];
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return misunderstood('no-such-time', text);
  return { value: { hour: half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0), minute } };
}

const DAY_WORDS: readonly (readonly [Weekday, RegExp])[] = [
  [1, /^mo(n(days?)?)?$/],
  [2, /^tu(e(s(days?)?)?)?$/],
  [3, /^we(d(nesdays?)?)?$/],
  [4, /^th(u(r(s(days?)?)?)?)?$/],
  [5, /^fr(i(days?)?)?$/],
  [6, /^sa(t(urdays?)?)?$/],
  [7, /^su(n(days?)?)?$/],
];

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const GROUP_WORDS: readonly (readonly [RegExp, readonly Weekday[]])[] = [
  [/^(daily|days?|everyday|all)$/, EVERY_DAY],
  [/^(weekdays?|workdays?)$/, [1, 2, 3, 4, 5]],
  [/^weekends?$/, [6, 7]],
];

/** `Mon-Fri`, `mon, wed and friday`, `weekdays`, `every day`: in the week's order, each once. */
export function parseWeekdays(text: string): Understood<Weekday[]> {
  const parts = text
    .toLowerCase()
    .replace(/\bwork(ing)?[ -]days?\b/g, 'workdays')
    .replace(/\.?\s*([–—-]|\b(through|thru|until|till|to)\b)\s*/g, '-')
    .replace(/\b(every|each|on|from|and)\b/g, ' ')
    .split(/[\s,;.+&/]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return misunderstood('nothing', text);
  const days = new Set<Weekday>();
  for (const part of parts) {
    const some = daysOf(part);
    if (!some) return misunderstood('unknown-day', part);
    for (const day of some) days.add(day);
  }
  return { value: [...days].sort((a, b) => a - b) };
}

function daysOf(part: string): readonly Weekday[] | undefined {
  const group = GROUP_WORDS.find(([word]) => word.test(part));
  if (group) return group[1];
  const ends = part.split('-').map((word) => DAY_WORDS.find(([, names]) => names.test(word))?.[0]);
  const [first, last = first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined || ends.includes(undefined)) return undefined;
  // Friday to Monday goes over the weekend.
  const from = EVERY_DAY.indexOf(first);
  return [...EVERY_DAY.slice(from), ...EVERY_DAY.slice(0, from)].slice(0, ((last - first + 7) % 7) + 1);
}

function misunderstood(problem: Misunderstood['problem'], text: string): Misunderstood {
  return { problem, said: text.trim().slice(0, SAID_MAX_LENGTH) };
}
