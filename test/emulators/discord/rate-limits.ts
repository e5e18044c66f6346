import { limit, type RuleId } from './rules.ts';
import type { World } from './world.ts';

interface Bucket {
  startedAt: number;
  used: number;
  /** An answer in this window said that nothing remains: whoever sends on has not read it. */
  toldEmpty: boolean;
}

export interface Limit {
  /** Of the route, without its top-level resource. */
  name: string;
  /** With its top-level resource. */
  key: string;
  count: number;
  perMs: number;
}

export interface Taken {
  headers: Readonly<Record<string, string>>;
  refused?: { rule: RuleId; retryAfter: number; global: boolean; ignored: boolean };
}

/** @see https://discord.com/developers/docs/topics/rate-limits */
export function createRateLimits(world: World) {
  const buckets = new Map<string, Bucket>();
  let second: Bucket = { startedAt: 0, used: 0, toldEmpty: false };

  function window(bucket: Bucket | undefined, perMs: number): Bucket {
    const now = world.clock.monotonic();
    return bucket && now - bucket.startedAt < perMs ? bucket : { startedAt: now, used: 0, toldEmpty: false };
  }

  function takeGlobal(): Taken | undefined {
    second = window(second, 1000);
    second.used += 1;
    if (second.used <= limit('rate-limit-global')) return undefined;
    const retryAfter = (second.startedAt + 1000 - world.clock.monotonic()) / 1000;
    const headers = { 'retry-after': String(Math.ceil(retryAfter)), 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' };
    return { headers, refused: { rule: 'rate-limit-global', retryAfter, global: true, ignored: true } };
  }

  /** Takes one request off a bucket. `exempt` from the global limit are the interaction endpoints. */
  function take(wanted: Limit, exempt: boolean): Taken {
    const global = exempt ? undefined : takeGlobal();
    if (global) return global;
    const bucket = window(buckets.get(wanted.key), wanted.perMs);
    buckets.set(wanted.key, bucket);
    const over = bucket.used >= wanted.count;
    if (!over) bucket.used += 1;
    const remaining = wanted.count - bucket.used;
    const resetAfter = (bucket.startedAt + wanted.perMs - world.clock.monotonic()) / 1000;
    const headers = {
      'x-ratelimit-limit': String(wanted.count),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Date.now() / 1000 + resetAfter),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': Buffer.from(wanted.name).toString('hex').slice(0, 32),
    };
    const ignored = bucket.toldEmpty;
    if (remaining === 0) bucket.toldEmpty = true;
    if (!over) return { headers };
    const refused = { rule: 'rate-limit' as const, retryAfter: resetAfter, global: false, ignored };
    return { headers: { ...headers, 'retry-after': String(Math.ceil(resetAfter)), 'x-ratelimit-scope': 'user' }, refused };
  }

  return { take };
}
