import { type Day, type Weekday, weekdayOf } from './calendar.ts';
import { LEVELS } from './rubric.ts';
import type { Candidate } from './selection.ts';

/** Of the enabled questions: none comes again until so many others came. */
const USED_BEFORE_REPEAT = 0.8;

export interface Week {
  date: Day;
  /** When the community has challenges: from the easy ones on its first to the hard ones on its last. */
  weekdays: readonly Weekday[];
}

/**
 * The challenge's question: one of those not used lately, of a level that rises through the week, from the topic that waits longest.
 * `used` are the keys of all questions so far, oldest first; `roll` (0 to 1) decides between equals. `undefined` where none is enabled.
 */
export function pickDaily(enabled: readonly Candidate[], used: readonly string[], { date, weekdays }: Week, roll: number): string | undefined {
  const fresh = notUsedLately(enabled, used);
  const byLevel = fresh.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  // A share of what is left, not a level of its own: so no level is used up before the others.
  const level = byLevel[Math.floor(progress(date, weekdays) * byLevel.length)]?.level;
  const fitting = fresh.filter((each) => each.level === level);
  const waiting = fitting.map(({ topic }) => lastUse(topic, enabled, used));
  const longest = fitting.filter((_, index) => waiting[index] === Math.min(...waiting));
  // `roll` may be exactly 1: stay inside.
  return longest[Math.min(longest.length - 1, Math.floor(roll * longest.length))]?.key;
}

/** A number from 0 to 1 that is the same for the same text on every replica. */
export function rollFor(text: string): number {
  // FNV-1a, then a last mix: neighbouring dates must not get neighbouring numbers.
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function notUsedLately(enabled: readonly Candidate[], used: readonly string[]): readonly Candidate[] {
  const isEnabled = new Set(enabled.map(({ key }) => key));
  const newestFirst = [...new Set(used.toReversed())].filter((key) => isEnabled.has(key));
  const lately = new Set(newestFirst.slice(0, Math.min(Math.ceil(enabled.length * USED_BEFORE_REPEAT), enabled.length - 1)));
  return enabled.filter(({ key }) => !lately.has(key));
}

/** How far the week is, between 0 and 1, at the middle of the date's turn. */
function progress(date: Day, weekdays: readonly Weekday[]): number {
  const days = weekdays.length > 0 ? weekdays : [1, 2, 3, 4, 5, 6, 7];
  const turn = days.filter((day) => day < weekdayOf(date)).length;
  return Math.min(turn + 0.5, days.length - 0.5) / days.length;
}

/** When a topic last had a question, as its number in `used`; -1 for never. */
function lastUse(topic: string, enabled: readonly Candidate[], used: readonly string[]): number {
  const keys = new Set(enabled.filter((each) => each.topic === topic).map(({ key }) => key));
  return used.findLastIndex((key) => keys.has(key));
}
