import { type Collection, type EncodedBatch, wellFormed } from './encode.ts';
import { type PartitionKeys, partitionKeys } from './redis-keys.ts';
import type { Call } from './redis-scripts.ts';
import type { Committed } from './store.ts';

/**
 * How much longer than `forMs` Redis keeps a once-id. Whether it still counts is decided by the commit's own clock, as on every
 * engine; Redis, whose clock may be another, only clears away.
 */
const ONCE_KEPT_LONGER_MS = 60 * 60 * 1000;

type Args = readonly (string | number)[];

/** @param held the keys in the partition's `names`, needed to erase everything */
export function commitCall(partition: string, batch: EncodedBatch, held: readonly string[]): Call {
  const keys = partitionKeys(partition);
  const { place, keysInPlace } = places(keys, held);
  const { once, erase } = batch;
  const some = erase === 'everything' ? { collections: [], rows: [], due: [] } : erase;
  const work = (key: string) => keys.workStart + wellFormed(key);
  const args = [
    ...(once ? [once.now, once.expiresAt, Math.max(1, once.expiresAt - once.now + ONCE_KEPT_LONGER_MS), once.result] : ['', '', '', '']),
    ...list(batch.expect.map(([key, version]) => [wellFormed(key), version])),
    ...[erase === 'everything' ? 1 : 0, keys.workStart],
    ...list(some.collections.map(([kind, name]) => [place(kind, name)])),
    ...list(some.rows.map(([board, members]) => [place('board', board), ...names(members)])),
    ...list(some.due.map((key) => [work(key)])),
    ...list(batch.put.map(([key, text]) => [wellFormed(key), text])),
    ...list(batch.remove.map((key) => [wellFormed(key)])),
    ...list(batch.add.map(([set, members]) => [place('set', set), ...names(members)])),
    ...list(batch.drop.map(([set, members]) => [place('set', set), ...names(members)])),
    ...list(batch.append.map(([log, entries]) => [place('log', log), entries.length, ...entries])),
    ...list(batch.award.map(({ board, member, points, at }) => [place('board', board), wellFormed(member), points, at])),
    ...list(batch.due.map(({ key, at, data }) => [work(key), at, data])),
    ...list(batch.until.map(({ kind, name, at }) => (kind === 'document' ? [0, wellFormed(name), at] : [place(kind, name), at]))),
  ];
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

function list(items: readonly Args[]): Args {
  return [items.length, ...items.flat()];
}

function names(members: readonly string[]): Args {
  return [members.length, ...members.map(wellFormed)];
}
