import { type EncodedBatch, encodeBatch } from './encode.ts';
import { commitCall, committed } from './redis-commit.ts';
import type { RedisAddress } from './redis-connect.ts';
import { unavailable } from './redis-faults.ts';
import { partitionKeys } from './redis-keys.ts';
import { RedisLink, type Say } from './redis-link.ts';
import { meetRedis } from './redis-meet.ts';
import { claim, settle } from './redis-queue.ts';
import { found, readCall } from './redis-read.ts';
import { replicatedCommits } from './redis-replicated.ts';
import { scanPartitions } from './redis-scan.ts';
import type { Call } from './redis-scripts.ts';
import type { Committed, Store } from './store.ts';

export interface RedisStore extends Store {
  /** The first contact. Until then everything fails with StoreUnavailable. @throws RedisUnusable */
  met: Promise<void>;
  /** For people. */
  where: string;
}

/** Others may write to a partition while it is listed to be erased. */
const LISTINGS_MAX = 5;

/** For one node, behind Sentinels, or a cluster. Opens at once, also when Redis is down: it is tried until it is there. */
export function openRedis(address: RedisAddress, say: Say): RedisStore {
  /** Behind Sentinels there is always somebody to take over; elsewhere it is seen at the first contact, and holds from then on. */
  let isReplicated = address.kind === 'sentinel';
  const link: RedisLink = new RedisLink(address, say, async (client) => {
    const seen = await meetRedis(client, link.where, say);
    isReplicated ||= seen.isReplicated;
  });
  let commits: RedisLink | undefined;
  let replicated: ((call: Call) => Promise<unknown>) | undefined;
  const runCommit = async (call: Call): Promise<unknown> => {
    // Who we are talking to is known from the first contact on.
    await link.attempt(async () => {});
    if (!isReplicated) return link.run(call);
    commits ??= new RedisLink(
      address,
      () => {},
      async () => {},
    );
    replicated ??= replicatedCommits(commits, address.kind === 'cluster');
    return replicated(call);
  };

  return {
    met: link.met,
    where: link.where,
    read: async (partition, wanted) => found(wanted, await link.run(readCall(partition, wanted))),
    commit: async (partition, batch) => {
      const encoded = encodeBatch(batch);
      return encoded.erase === 'everything'
        ? commitAll(link, runCommit, partition, encoded)
        : one(encoded, await runCommit(commitCall(partition, encoded, [])));
    },
    claim: (now, limit, leaseMs) => claim(link, now, limit, leaseMs),
    settle: (claimed) => settle(link, claimed),
    scan: (partition) => scanPartitions(link, partition),
    close: async () => {
      await commits?.close();
      await link.close();
    },
  };
}

function one(batch: EncodedBatch, reply: unknown): Committed {
  const outcome = committed(batch, reply);
  if (!outcome) throw new Error('a commit that erases nothing wanted the names of everything');
  return outcome;
}

/** Two round trips: a script names all keys that it touches, so what is to be erased is listed first. */
async function commitAll(link: RedisLink, runCommit: (call: Call) => Promise<unknown>, partition: string, batch: EncodedBatch): Promise<Committed> {
  for (let listing = 0; listing < LISTINGS_MAX; listing++) {
    const held = await link.attempt((client) => client.smembers(partitionKeys(partition).names));
    const outcome = committed(batch, await runCommit(commitCall(partition, batch, held)));
    if (outcome) return outcome;
  }
  throw unavailable('others keep writing to what should be erased');
}
