import { whole } from './encode.ts';
import { BUCKETS } from './layout.ts';
import { BUCKET_KEYS, type BucketKeys, parseKey, parseWork, partitionKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import type { Call } from './redis-scripts.ts';
import type { Due } from './store.ts';

/** What one call erases in a bucket: more ends are a matter of a further look. */
const ENDED_AT_ONCE = 500;
/** Others may take what a look has found. After so many looks it is theirs. */
const LOOKS_MAX = 5;

interface Look {
  keys: BucketKeys;
  due: number;
  /** Members of `ends`. */
  ended: readonly string[];
}

/** Erases what has ended, then takes work from the buckets that have some, one after the other from one that chance chooses. */
export async function claim(link: RedisLink, now: number, limit: number, leaseMs: number): Promise<Due[]> {
  const leaseEnds = whole('the end of the lease', now + leaseMs);
  const claimed: Due[] = [];
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const shares = share(await lookAndErase(link, now), limit - claimed.length);
    const calls = shares.map(({ keys, most }): Call => ({ script: 'claim', keys: [keys.due, keys.work], args: [now, most, leaseEnds] }));
    const taken = (await Promise.all(calls.map((call) => link.run(call)))).flatMap((reply) => parseClaimed(reply as string[]));
    claimed.push(...taken);
    // Only where others came first, there may be more elsewhere.
    if (taken.length === shares.reduce((sum, { most }) => sum + most, 0)) break;
  }
  return claimed.sort((a, b) => a.at - b.at);
}

async function lookAndErase(link: RedisLink, now: number): Promise<Look[]> {
  for (;;) {
    const found = await look(link, now);
    const ended = found.filter((bucket) => bucket.ended.length > 0);
    if (ended.length === 0) return found;
    await Promise.all(ended.map((bucket) => link.run(expireCall(bucket, now))));
  }
}

/** One pipeline of short commands, so that a claim with nothing to do costs next to nothing. */
async function look(link: RedisLink, now: number): Promise<Look[]> {
  const answers = await link.all(
    BUCKET_KEYS.flatMap(({ due, ends }) => [['zcount', due, '-inf', now] as const, ['zrangebyscore', ends, '-inf', now, 'LIMIT', 0, ENDED_AT_ONCE] as const]),
  );
  return BUCKET_KEYS.map((keys, bucket) => ({ keys, due: Number(answers[2 * bucket]), ended: answers[2 * bucket + 1] as string[] }));
}

function share(found: readonly Look[], limit: number): { keys: BucketKeys; most: number }[] {
  const start = Math.floor(Math.random() * BUCKETS);
  const shares: { keys: BucketKeys; most: number }[] = [];
  let left = limit;
  for (const { keys, due } of [...found.slice(start), ...found.slice(0, start)]) {
    const most = Math.min(due, left);
    if (most > 0) shares.push({ keys, most });
    left -= most;
  }
  return shares;
}

function parseClaimed(reply: readonly string[]): Due[] {
  return Array.from({ length: reply.length / 2 }, (_, index) => {
    const [field = '', content = ''] = reply.slice(2 * index, 2 * index + 2);
    return { ...parseWork(field), ...parseContent(content) };
  });
}

/** From `at revision data`. */
export function parseContent(content: string): { at: number; revision: number; data: Due['data'] } {
  const first = content.indexOf(' ');
  const second = content.indexOf(' ', first + 1);
  return { at: Number(content.slice(0, first)), revision: Number(content.slice(first + 1, second)), data: JSON.parse(content.slice(second + 1)) };
}

function expireCall({ keys, ended }: Look, now: number): Call {
  const things = ended.flatMap((thing) => {
    const { kind, partition, name } = parseKey(thing) ?? {};
    if (partition === undefined || name === undefined) return [];
    const { docs, names } = partitionKeys(partition);
    return [kind === 'docs' ? { keys: [docs], args: ['document', name] } : { keys: [thing, names], args: ['collection'] }];
  });
  return { script: 'expire', keys: [keys.ends, ...things.flatMap((thing) => thing.keys)], args: [now, ...things.flatMap(({ args }) => args)] };
}

export async function settle(link: RedisLink, claimed: readonly Due[]): Promise<void> {
  const calls = new Map<string, { script: 'settle'; keys: string[]; args: (string | number)[] }>();
  for (const { partition, key, revision } of claimed) {
    const { due, work, workStart } = partitionKeys(partition);
    const call = calls.get(due) ?? { script: 'settle', keys: [due, work], args: [] };
    call.args.push(workStart + key, revision);
    calls.set(due, call);
  }
  await Promise.all([...calls.values()].map((call) => link.run(call)));
}
