import type { Json } from '../store/store.ts';
import type { Challenge, Challenges } from './challenge.ts';
import { entryDocument, ledgerOf } from './ledger.ts';
import type { Records } from './records.ts';

/**
 * What becomes of challenges, for the ledger: the document forgets the oldest, and a streak that is counted from the beginning needs
 * to know which days had one.
 */
export function challengeEntries({ newId }: Pick<Records, 'newId'>, place: string, before: Challenges, after: Challenges, now: number): Record<string, Json[]> {
  const known = new Map(before.recent.map((each) => [each.date, each]));
  const changed = after.recent.filter((each) => isOther(each, known.get(each.date)));
  if (changed.length === 0) return {};
  const entries = changed.map(({ date, postedAt, missedAt, unknownAt }) =>
    entryDocument({ v: 1, kind: 'challenge', id: `c_${newId()}`, at: now, place, date, postedAt, missedAt, unknownAt }),
  );
  return { [ledgerOf(now)]: entries };
}

function isOther({ postedAt, missedAt, unknownAt }: Challenge, before: Challenge | undefined): boolean {
  return postedAt !== before?.postedAt || missedAt !== before?.missedAt || unknownAt !== before?.unknownAt || before === undefined;
}
