import type { Day } from '../study/calendar.ts';
import { MEMBERS, PARTICIPANTS_KEPT_DAYS } from './challenge.ts';
import { keptUntil } from './community-days.ts';
import { GROUP_DAYS_KEPT, GROUPS } from './group.ts';

/** So many days who answered is kept: a quorum looks back on fourteen. */
const ACTIVE_KEPT_DAYS = 16;

const DATED: readonly (readonly [name: RegExp, days: number])[] = [
  [/^active\/(\d{4}-\d{2}-\d{2})$/, ACTIVE_KEPT_DAYS],
  [/^participants\/(\d{4}-\d{2}-\d{2})$/, PARTICIPANTS_KEPT_DAYS],
  [/^group\/[^/]+\/active\/(\d{4}-\d{2}-\d{2})$/, GROUP_DAYS_KEPT],
];
const LASTING = /^(named\/.+|group\/[^/]+\/members)$/;

/** When a set that is a cache of the ledger may go, in milliseconds since 1970; `undefined` for sets that are something else. */
export function endOfSet(set: string, zone: string): number | undefined {
  if (set === MEMBERS || set === GROUPS || LASTING.test(set)) return Number.POSITIVE_INFINITY;
  for (const [name, days] of DATED) {
    const date: Day | undefined = name.exec(set)?.[1];
    if (date !== undefined) return keptUntil(date, days, zone);
  }
  return undefined;
}

/** The sets with when each of them may go. */
export function setEnds(sets: readonly string[], zone: string): Record<string, number> {
  return Object.fromEntries(sets.map((set) => [set, endOfSet(set, zone) ?? Number.POSITIVE_INFINITY]).filter(([, end]) => Number.isFinite(end)));
}
