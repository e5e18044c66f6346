import type { Committed, Store } from '../store/store.ts';
import type { Outage } from '../study/outage.ts';

/** The open records: where things are kept, and the one source of chance that their ids come from. */
export interface Records {
  store: Store;
  /** 128 random bits or more, in letters and digits. */
  newId(): string;
  /** Those of the last weeks, as far as this process knows them: kept at hand, so that an answer needs no round trip for them. */
  readOutages(): readonly Outage[];
}

/** How often somebody else may get in between before we call it a fault. */
const ATTEMPTS_MAX = 8;

/** Does a read-decide-commit again with fresh data while others change what it was decided from. */
export async function untilCommitted<Result>(
  attempt: () => Promise<{ committed: Committed; result: Result }>,
): Promise<{ committed: Exclude<Committed, { outcome: 'conflict' }>; result: Result }> {
  for (let tries = 0; tries < ATTEMPTS_MAX; tries++) {
    const { committed, result } = await attempt();
    if (committed.outcome !== 'conflict') return { committed, result };
  }
  throw new Error(`still a conflict after ${ATTEMPTS_MAX} attempts`);
}
