import type { Log } from '../ops/log.ts';
import type { Due, Store } from '../store/store.ts';

/** Does one piece of work. It may be asked for again after it was done, and by two replicas at once. @throws when it must be tried again */
export type Deliver = (work: Due) => Promise<void>;

/** By how the work's key begins: `daily/send` is for `daily/send` and `daily/send/2026-11-24`. */
export type Kinds = Readonly<Record<string, Deliver>>;

export interface WorkerOptions {
  store: Pick<Store, 'claim' | 'settle'>;
  kinds: Kinds;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  roll(): number;
  log: Log;
}

/** Claims what is due, delivers it, settles it. */
export interface Worker {
  /** Begins all that is due. Resolves when it is begun or, for want of hands, waits for what is under way. Never rejects. */
  run(): Promise<void>;
  /** There is work that will be due at a time: it need not wait for a tick. */
  expect(at: number): void;
  /** When nothing is under way. */
  idle(): Promise<void>;
  /** Begins nothing more; resolves when what is under way is done. What could not be done is another one's when its lease is over. */
  stop(): Promise<void>;
}

/** Longer than any delivery takes, and how late work is done at most whose worker died. */
const LEASE_MS = 60_000;
const UNDER_WAY_MAX = 16;
/** Further ahead a tick comes first. */
const EXPECTED_WITHIN_MS = 10 * 60_000;
const RETRY_FIRST_MS = 30_000;
const RETRY_MAX_MS = 15 * 60_000;

interface Failure {
  times: number;
  notBefore: number;
}

export function createWorker({ store, kinds, now, roll, log }: WorkerOptions): Worker {
  const underWay = new Map<string, Promise<void>>();
  const failures = new Map<string, Failure>();
  const timers = new Map<number, NodeJS.Timeout>();
  let claiming: Promise<void> | undefined;
  let isWanted = false;
  let isStopped = false;

  async function claimAll(): Promise<void> {
    try {
      while (isWanted && !isStopped) {
        const free = UNDER_WAY_MAX - underWay.size;
        if (free <= 0) return; // whoever is done first asks again
        isWanted = false;
        const claimed = await store.claim(now(), free, LEASE_MS);
        for (const work of claimed) begin(work);
        if (claimed.length === free) isWanted = true;
      }
    } catch (fault) {
      log.warn({ err: fault }, 'due work can’t be claimed: trying again at the next tick');
    }
  }

  function run(): Promise<void> {
    isWanted = true;
    claiming ??= claimAll().finally(() => {
      claiming = undefined;
      // Asked for while the last claim came back.
      if (isWanted && underWay.size < UNDER_WAY_MAX && !isStopped) void run();
    });
    return claiming;
  }

  function begin(work: Due): void {
    const name = `${work.partition} ${work.key} ${work.revision}`;
    // A lease may end while we are still at it; and who failed lately has to wait, whose lease holds it until then.
    if (underWay.has(name) || (failures.get(name)?.notBefore ?? 0) > now()) return;
    const doing = deliver(name, work).finally(() => {
      underWay.delete(name);
      if (isWanted) void run();
    });
    underWay.set(name, doing);
  }

  async function deliver(name: string, work: Due): Promise<void> {
    const kind = kindOf(kinds, work.key);
    // A newer release beside us may know it.
    if (!kind) return log.warn({ key: work.key }, 'work of a kind that I don’t know');
    try {
      await kind(work);
      failures.delete(name);
      await store.settle([work]);
    } catch (fault) {
      const times = (failures.get(name)?.times ?? 0) + 1;
      const pause = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (times - 1)) * (0.75 + roll() / 2);
      failures.set(name, { times, notBefore: now() + pause });
      log.warn({ err: fault, key: work.key, times }, 'due work failed: it will be tried again');
    }
  }

  async function idle(): Promise<void> {
    while (claiming || underWay.size > 0) await Promise.allSettled([claiming, ...underWay.values()]);
  }

  return {
    run,
    idle,
    expect(at) {
      const ahead = at - now();
      if (isStopped || ahead > EXPECTED_WITHIN_MS) return;
      if (ahead <= 0) return void run();
      if (timers.has(at)) return;
      const ring = () => {
        timers.delete(at);
        void run();
      };
      timers.set(at, setTimeout(ring, ahead).unref());
    },
    async stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await idle();
    },
  };
}

/** The longest beginning that fits. */
function kindOf(kinds: Kinds, key: string): Deliver | undefined {
  const parts = key.split('/');
  for (let length = parts.length; length > 0; length--) {
    const beginning = parts.slice(0, length).join('/');
    if (Object.hasOwn(kinds, beginning)) return kinds[beginning];
  }
  return undefined;
}
