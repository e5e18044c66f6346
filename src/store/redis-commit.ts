import { type Collection, type EncodedBatch, type EncodedErasure, wellFormed } from './encode.ts';
import { type PartitionKeys, partitionKeys } from './redis-keys.ts';
import type { Call } from './redis-scripts.ts';
import type { Committed } from './store.ts';

/**
 * How much longer than `forMs` Redis keeps a once-id. Whether it still counts is decided by the commit's own clock, as on every
 * engine; Redis, whose clock may be another, only clears away.
 */
const ONCE_KEPT_LONGER_MS = 60 * 60 * 1000;
const NOTHING: EncodedErasure = { collections: [], rows: [], due: [] };

/** @param held the keys in the partition's `names`, needed to erase everything */
export function commitCall(partition: string, batch: EncodedBatch, held: readonly string[]): Call {
  const keys = partitionKeys(partition);
  const { once } = batch;
  const { place, keysInPlace } = places(keys, held);
  const args: (string | number)[] = once
    ? [once.now, once.expiresAt, Math.max(1, once.expiresAt - once.now + ONCE_KEPT_LONGER_MS), once.result]
    : ['', '', '', ''];
  const list = <T>(items: readonly T[], write: (item: T) => void) => {
    args.push(items.length);
    for (const item of items) write(item);
  };
  const work = (key: string) => keys.workStart + wellFormed(key);
  const names = (kind: Collection) => (item: readonly [name: string, members: readonly string[]]) => {
    args.push(place(kind, item[0]));
    list(item[1], (member) => args.push(wellFormed(member)));
  };

  list(batch.expect, ([key, version]) => args.push(wellFormed(key), version));
  args.push(batch.erase === 'everything' ? 1 : 0, keys.workStart);
  const erase = batch.erase === 'everything' ? NOTHING : batch.erase;
  list(erase.collections, ([kind, name]) => args.push(place(kind, name)));
  list(erase.rows, names('board'));
  list(erase.due, (key) => args.push(work(key)));
  list(batch.put, ([key, text]) => args.push(wellFormed(key), text));
  list(batch.remove, (key) => args.push(wellFormed(key)));
  list(batch.add, names('set'));
  list(batch.drop, names('set'));
  list(batch.append, ([log, entries]) => {
    args.push(place('log', log));
    list(entries, (entry) => args.push(entry));
  });
  list(batch.award, ({ board, member, points, at }) => args.push(place('board', board), wellFormed(member), points, at));
  list(batch.due, ({ key, at, data }) => args.push(work(key), at, data));
  list(batch.until, ({ kind, name, at }) => (kind === 'document' ? args.push(0, wellFormed(name), at) : args.push(place(kind, name), at)));
  const fixed = [keys.docs, keys.names, keys.due, keys.work, keys.ends, keys.revision, once ? keys.once(once.id) : keys.docs];
  return { script: 'commit', keys: [...fixed, ...keysInPlace()], args };
}

/** `undefined`: the partition holds more than was given as held. */
export function committed(batch: EncodedBatch, reply: unknown): Committed | undefined {
  const [outcome, ...rest] = reply as [string, ...unknown[]];
  if (outcome === 'unlisted') return undefined;
  if (outcome === 'duplicate') return { outcome, result: JSON.parse(String(rest[0])) };
  if (outcome === 'conflict') return { outcome };
  const sets = [...batch.add, ...batch.drop].map(([name]) => name);
  return { outcome: 'done', sizes: Object.fromEntries(sets.map((name, index) => [name, Number(rest[index])])) };
}

/** Numbers the sets, logs and boards that a batch touches from 1, each once. */
function places(keys: PartitionKeys, held: readonly string[]) {
  const numbers = new Map(held.map((key, index) => [key, index + 1]));
  return {
    place(kind: Collection, name: string): number {
      const key = keys.collection(kind, name);
      const number = numbers.get(key) ?? numbers.size + 1;
      numbers.set(key, number);
      return number;
    },
    keysInPlace: () => [...numbers.keys()],
  };
}
