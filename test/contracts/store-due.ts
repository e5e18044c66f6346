import { expect, test } from 'vitest';
import type { Batch, Due, Entry, Json } from '../../src/store/store.ts';
import { sorted } from './history.ts';
import { awards, collect, DONE, NOW, ODD_NAMES, OTHER, P, type Subject } from './store-subject.ts';

const keys = (claimed: readonly Due[]) => claimed.map(({ key }) => key);
/** Without their revisions, of which only settling tells anything. */
const works = (claimed: readonly Due[]) => claimed.map(({ revision: _, ...work }) => work);

export function dueWork(subject: Subject): void {
  const plan = (...work: [key: string, at: number][]) => subject.store.commit(P, { due: work.map(([key, at]) => ({ key, at: NOW + at, data: { of: key } })) });

  test('nothing is due in an empty store, nor before its time', async () => {
    expect(await subject.store.claim(NOW, 10, 1_000)).toEqual([]);
    await plan(['a', 1]);
    expect(await subject.store.claim(NOW, 10, 1_000)).toEqual([]);
    expect(works(await subject.store.claim(NOW + 1, 10, 1_000))).toEqual([{ partition: P, key: 'a', at: NOW + 1, data: { of: 'a' } }]);
  });

  test('at most the limit, the longest due first', async () => {
    await plan(['c', -10], ['a', -30], ['b', -20], ['d', 10]);
    expect(await subject.store.claim(NOW, 0, 1_000)).toEqual([]);
    expect(keys(await subject.store.claim(NOW, 2, 1_000))).toEqual(['a', 'b']);
    expect(keys(await subject.store.claim(NOW, 2, 1_000))).toEqual(['c']);
    expect(await subject.store.claim(NOW, 2, 1_000)).toEqual([]);
  });

  test('claimed work is hidden until its lease ends, then handed out again', async () => {
    await plan(['a', 0]);
    expect(keys(await subject.store.claim(NOW, 10, 1_000))).toEqual(['a']);
    expect(await subject.store.claim(NOW + 999, 10, 1_000)).toEqual([]);
    expect(works(await subject.store.claim(NOW + 1_000, 10, 1_000))).toEqual([{ partition: P, key: 'a', at: NOW, data: { of: 'a' } }]);
    expect(await subject.store.claim(NOW + 1_999, 10, 1_000)).toEqual([]);
  });

  test('a lease outlives a restart', async () => {
    await plan(['a', 0], ['b', 5]);
    await subject.store.claim(NOW, 10, 1_000);
    await subject.reopen();
    expect(keys(await subject.store.claim(NOW + 999, 10, 5_000))).toEqual(['b']);
    expect(keys(await subject.store.claim(NOW + 1_000, 10, 5_000))).toEqual(['a']);
  });

  test('settled work is gone, the rest is not', async () => {
    await plan(['a', 0], ['b', 0]);
    const claimed = await subject.store.claim(NOW, 10, 1_000);
    await subject.store.settle(claimed.filter(({ key }) => key === 'a'));
    await subject.store.settle([]);
    expect(keys(await subject.store.claim(NOW + 5_000, 10, 1_000))).toEqual(['b']);
  });

  test('settling twice, or after the lease, is no error', async () => {
    await plan(['a', 0]);
    const claimed = await subject.store.claim(NOW, 10, 1_000);
    await subject.store.claim(NOW + 1_000, 10, 1_000);
    await subject.store.settle(claimed);
    await subject.store.settle(claimed);
    expect(await subject.store.claim(NOW + 9_000, 10, 1_000)).toEqual([]);
  });

  test('comes from all partitions, the same key in each', async () => {
    const partitions = Array.from({ length: 20 }, (_, n) => `community/c_${n}`);
    for (const partition of partitions) await subject.store.commit(partition, { due: [{ key: 'post', at: NOW, data: partition }] });
    const claimed = await subject.store.claim(NOW, 100, 1_000);
    expect(claimed.map(({ partition }) => partition).sort()).toEqual([...partitions].sort());
    expect(claimed.every(({ partition, data }) => partition === data)).toBe(true);
    await subject.store.settle(claimed.filter(({ partition }) => partition !== P));
    expect((await subject.store.claim(NOW + 1_000, 100, 1_000)).map(({ partition }) => partition)).toEqual([P]);
  });

  test('no piece goes to two who claim at the same time', async () => {
    await plan(...Array.from({ length: 40 }, (_, n): [string, number] => [`k${n}`, 0]));
    const claims = await Promise.all(Array.from({ length: 8 }, () => subject.store.claim(NOW, 10, 1_000)));
    const all = claims.flatMap(keys);
    expect(new Set(all).size).toBe(all.length);
    for (const claimed of claims) expect(claimed.length).toBeLessThanOrEqual(10);
    expect(all).toHaveLength(40);
  });
}

export function dueWorkChanging(subject: Subject): void {
  const plan = (at: number, data: Json) => subject.store.commit(P, { due: [{ key: 'edit', at: NOW + at, data }] });

  test('a second commit under the key replaces the work', async () => {
    await plan(0, 1);
    await plan(5, 2);
    expect(await subject.store.claim(NOW, 10, 1_000)).toEqual([]);
    expect(works(await subject.store.claim(NOW + 5, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW + 5, data: 2 }]);
  });

  test('of two under one key in one batch the last holds', async () => {
    await subject.store.commit(P, {
      due: [
        { key: 'edit', at: NOW, data: 1 },
        { key: 'edit', at: NOW + 1, data: 2 },
      ],
    });
    expect(works(await subject.store.claim(NOW + 1, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW + 1, data: 2 }]);
  });

  test('rescheduled under a claim, it stays when the claim is settled', async () => {
    await plan(0, 1);
    const claimed = await subject.store.claim(NOW, 10, 1_000);
    await plan(50, 2);
    await subject.store.settle(claimed);
    expect(await subject.store.claim(NOW + 49, 10, 1_000)).toEqual([]);
    expect(works(await subject.store.claim(NOW + 50, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW + 50, data: 2 }]);
  });

  test('rescheduled under a claim to the very same time, it stays too', async () => {
    await plan(0, 1);
    const claimed = await subject.store.claim(NOW, 10, 1_000);
    await plan(0, 2);
    await subject.store.settle(claimed);
    expect(works(await subject.store.claim(NOW, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW, data: 2 }]);
  });

  test('what settles late ends nothing that came under the key since, also after a restart', async () => {
    await plan(0, 1);
    const late = await subject.store.claim(NOW, 10, 1_000);
    const again = await subject.store.claim(NOW + 1_000, 10, 1_000);
    await subject.store.settle(again);
    await subject.reopen();
    await plan(0, 2);
    await subject.store.settle(late);
    expect(works(await subject.store.claim(NOW, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW, data: 2 }]);
  });

  test('rescheduled under a claim, it does not wait for the lease of the old', async () => {
    await plan(0, 1);
    await subject.store.claim(NOW, 10, 1_000_000);
    await plan(1, 2);
    expect(works(await subject.store.claim(NOW + 1, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW + 1, data: 2 }]);
  });

  test('rescheduled to an earlier time', async () => {
    await plan(50, 1);
    await plan(-50, 2);
    expect(works(await subject.store.claim(NOW, 10, 1_000))).toEqual([{ partition: P, key: 'edit', at: NOW - 50, data: 2 }]);
    expect(await subject.store.claim(NOW + 60, 10, 1_000)).toEqual([]);
  });
}

export function scans(subject: Subject): void {
  const EVERYTHING: Batch = {
    put: { d1: { x: 1 }, d2: null },
    add: { s: ['m2', 'm1'] },
    append: { l: ['first', 'second'] },
    award: awards(['a', 5, 1], ['z', -5, 2]),
    due: [{ key: 'k', at: NOW, data: [1] }],
    once: { id: 'i', forMs: 1_000, result: 1, now: NOW },
  };
  const entriesIn = (partition: string): Entry[] => [
    { partition, kind: 'document', key: 'd1', version: 1, value: { x: 1 } },
    { partition, kind: 'document', key: 'd2', version: 1, value: null },
    { partition, kind: 'set', name: 's', member: 'm1' },
    { partition, kind: 'set', name: 's', member: 'm2' },
    { partition, kind: 'log', name: 'l', position: 1, value: 'first' },
    { partition, kind: 'log', name: 'l', position: 2, value: 'second' },
    { partition, kind: 'board', name: 'b', member: 'a', points: 5, at: NOW + 1 },
    { partition, kind: 'board', name: 'b', member: 'z', points: -5, at: NOW + 2 },
    { partition, kind: 'due', key: 'k', at: NOW, value: [1] },
  ];
  const scan = (partition?: string) => collect(subject.store.scan(partition));

  test('an empty store has nothing', async () => {
    expect(await scan()).toEqual([]);
    expect(await scan(P)).toEqual([]);
  });

  test('everything, or one partition', async () => {
    await subject.store.commit(P, EVERYTHING);
    await subject.store.commit(OTHER, EVERYTHING);
    expect(sorted(await scan())).toEqual(sorted([...entriesIn(P), ...entriesIn(OTHER)]));
    expect(sorted(await scan(OTHER))).toEqual(sorted(entriesIn(OTHER)));
    expect(await scan('community/c_')).toEqual([]);
  });

  test('in a stable order, logs from the oldest entry on', async () => {
    for (const partition of [OTHER, P]) await subject.store.commit(partition, EVERYTHING);
    await subject.store.commit(P, { append: { l: Array.from({ length: 15 }, (_, n) => n) } });
    const first = await scan();
    expect(await scan()).toEqual(first);
    await subject.reopen();
    expect(await scan()).toEqual(first);
    const positions = first.flatMap((entry) => (entry.kind === 'log' && entry.partition === P ? [entry.position] : []));
    expect(positions).toEqual(Array.from({ length: 17 }, (_, n) => n + 1));
  });

  test('claimed work is still there, with its own time', async () => {
    await subject.store.commit(P, { due: [{ key: 'k', at: NOW, data: [1] }] });
    await subject.store.claim(NOW, 1, 1_000);
    expect(await scan()).toEqual([{ partition: P, kind: 'due', key: 'k', at: NOW, value: [1] }]);
  });

  test('what was removed is gone, names and all', async () => {
    await subject.store.commit(P, { put: { d: 1 }, add: { s: ['m'] }, due: [{ key: 'k', at: NOW, data: 1 }] });
    await subject.store.commit(P, { remove: ['d'], drop: { s: ['m'] } });
    await subject.store.settle(await subject.store.claim(NOW, 1, 1_000));
    expect(await scan()).toEqual([]);
  });

  test('much of it, with odd names, each entry once', async () => {
    const many = Array.from({ length: 450 }, (_, n) => `n${n}`).concat(ODD_NAMES);
    const batch: Batch = {
      put: Object.fromEntries(many.map((name) => [name, name])),
      add: { big: many, ...Object.fromEntries(ODD_NAMES.map((name) => [name, ['m']])) },
      append: { l: many },
      award: many.map((member) => ({ board: 'b', member, points: 1, at: NOW })),
      due: many.map((key) => ({ key, at: NOW, data: null })),
    };
    await subject.store.commit(P, batch);
    const found = await scan();
    const count = (kind: string) => found.filter((entry) => entry.kind === kind).length;
    expect(['document', 'set', 'log', 'board', 'due'].map(count)).toEqual([462, 474, 462, 462, 462]);
    expect(new Set(found.map((entry) => JSON.stringify(entry))).size).toBe(found.length);
  });

  test('can be left half-way, and a commit goes through meanwhile', async () => {
    await subject.store.commit(P, EVERYTHING);
    for await (const entry of subject.store.scan()) {
      expect(entry.partition).toBe(P);
      expect(await subject.store.commit(OTHER, { put: { a: 1 } })).toEqual(DONE);
      break;
    }
    expect((await scan()).length).toBe(10);
  });
}
