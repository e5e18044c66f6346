import type { Store } from '../store/store.ts';

/** The same store, which tells when work will be due: whoever commits some need not know who does it. */
export function waking(store: Store, expect: (at: number) => void): Store {
  return {
    read: (partition, wanted) => store.read(partition, wanted),
    async commit(partition, batch) {
      const committed = await store.commit(partition, batch);
      if (committed.outcome === 'done') for (const { at } of batch.due ?? []) expect(at);
      return committed;
    },
    claim: (now, limit, leaseMs) => store.claim(now, limit, leaseMs),
    settle: (claimed) => store.settle(claimed),
    scan: (partition) => store.scan(partition),
    close: () => store.close(),
  };
}
