import { z } from 'zod';
import { HOUR_MS } from '../study/calendar.ts';
import { documentSchema } from './document.ts';
import { versionOf } from './membership.ts';
import { type Records, untilCommitted } from './records.ts';
import { readPlan, recapWork } from './schedule.ts';

const KEY = 'recap';
const recapSchema = documentSchema({ v: z.literal(1), week: z.string(), claimedAt: z.number() });
/** A post of unknown outcome is looked for, and made again, for so long. */
const AGAIN_MS = HOUR_MS;

/** Claims the recap of a week before it is sent. @returns whether it may be sent: with `again` also after an attempt */
export async function claimRecap(records: Records, partition: string, week: string, now: number, again: boolean): Promise<boolean> {
  const { result } = await untilCommitted(async () => {
    const document = (await records.store.read(partition, { documents: [KEY] })).documents[KEY];
    const before = document && recapSchema.parse(document.value);
    if (before?.week === week) return { committed: { outcome: 'done', sizes: {} } as const, result: again && now - before.claimedAt < AGAIN_MS };
    const committed = await records.store.commit(partition, { expect: { [KEY]: versionOf(document) }, put: { [KEY]: { v: 1, week, claimedAt: now } } });
    return { committed, result: true };
  });
  return result;
}

/** Takes the place of the work that is done. */
export async function planRecap(records: Records, partition: string, now: number): Promise<void> {
  const { due = [] } = recapWork(await readPlan(records, partition), now);
  if (due.length > 0) await records.store.commit(partition, { due });
}
