import { type Collection, wellFormed } from './encode.ts';
import { BUCKETS, bucketOf } from './layout.ts';

/** Where the layout is written down; the only key without a bucket. */
export const META_KEY = 'quorum:meta';
/** What every key of the buckets begins with, for SCAN. */
export const EVERY_KEY = 'quorum:{b*';

/** What all of a bucket shares. The braces make one slot of it in a cluster: a commit touches no other. */
export interface BucketKeys {
  /** Sorted set: names of work by the time from which it is free. */
  due: string;
  /** Hash: name of work to `at revision data`. */
  work: string;
  /** Sorted set: things that end, by time. A collection is told by its key, a document by that of its `docs`, a colon, and its own. */
  ends: string;
  /** The last revision given. */
  revision: string;
}

export interface PartitionKeys extends BucketKeys {
  /** Hash: key of a document to `version text`. */
  docs: string;
  /** Set: the keys of the partition's sets, logs and boards. */
  names: string;
  collection(kind: Collection, name: string): string;
  /** String: `expiry result`. */
  once(id: string): string;
  /** How the names of the partition's work begin. */
  workStart: string;
}

const STARTS = Array.from({ length: BUCKETS }, (_, bucket) => `quorum:{b${String(bucket).padStart(3, '0')}}:`);

/** Of each bucket, by its number. */
export const BUCKET_KEYS: readonly BucketKeys[] = STARTS.map((start) => ({
  due: `${start}due`,
  work: `${start}work`,
  ends: `${start}ends`,
  revision: `${start}revision`,
}));

/** Some 600 bytes each; making them anew takes longer than the rest of a call. */
const KNOWN_MAX = 2_000;
const known = new Map<string, PartitionKeys>();

export function partitionKeys(partition: string): PartitionKeys {
  const keys = known.get(partition) ?? makeKeys(partition);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(partition, keys);
  return keys;
}

function makeKeys(partition: string): PartitionKeys {
  const bucket = bucketOf(partition);
  const start = STARTS[bucket] ?? '';
  const inKey = inKeyOf(wellFormed(partition));
  return {
    ...(BUCKET_KEYS[bucket] as BucketKeys),
    docs: `${start}docs:${inKey}`,
    names: `${start}names:${inKey}`,
    collection: (kind, name) => `${start}${kind}:${inKey}:${wellFormed(name)}`,
    once: (id) => `${start}once:${inKey}:${wellFormed(id)}`,
    workStart: `${inKey}:`,
  };
}

export type ParsedKey = { kind: 'docs' | 'names' | Collection; partition: string; name: string };

/** `undefined` for what tells no partition. The name is '' where there is none. */
export function parseKey(key: string): ParsedKey | undefined {
  const [, kind, inKey, name] = /^quorum:\{b\d{3}\}:(docs|names|set|log|board):([^:]*):?(.*)$/s.exec(key) ?? [];
  return kind === undefined || inKey === undefined ? undefined : { kind: kind as ParsedKey['kind'], partition: fromKey(inKey), name: name ?? '' };
}

/** Partition and key of work, from its name. */
export function parseWork(field: string): { partition: string; key: string } {
  const colon = field.indexOf(':');
  return { partition: fromKey(field.slice(0, colon)), key: field.slice(colon + 1) };
}

/** Partitions have colons in them, and their names end at one. */
function inKeyOf(partition: string): string {
  return partition.replace(/[%:]/g, (sign) => (sign === '%' ? '%25' : '%3A'));
}

function fromKey(inKey: string): string {
  return inKey.replaceAll('%3A', ':').replaceAll('%25', '%');
}
