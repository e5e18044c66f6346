import { beforeEach, expect, test } from 'vitest';
import type { Batch, Ends } from '../../src/store/store.ts';
import { sorted } from './history.ts';
import { awards, collect, DONE, NOW, ODD_NAMES, OTHER, P, type Subject } from './store-subject.ts';

/** One of each shape, two of whatever can lose one and keep the other. */
const EVERYTHING: Batch = {
  put: { d: 1 },
  add: { s: ['m1'], t: ['m1'] },
  append: { l: [1, 2], k: [3] },
  award: [...awards(['a', 5, 1], ['z', 3, 2]), { board: 'c', member: 'a', points: 1, at: NOW }],
  due: [
    { key: 'w', at: NOW, data: 1 },
    { key: 'x', at: NOW, data: 2 },
  ],
};

export function erasing(subject: Subject): void {
  const scan = (partition = P) => collect(subject.store.scan(partition));
  const names = async () =>
    new Set((await scan()).map((entry) => `${entry.kind} ${'name' in entry ? entry.name : entry.key}${entry.kind === 'board' ? ` ${entry.member}` : ''}`));
  const left = async (...gone: string[]) => {
    const all = ['document d', 'set s', 'set t', 'log l', 'log k', 'board b a', 'board b z', 'board c a', 'due w', 'due x'];
    expect(await names()).toEqual(new Set(all.filter((name) => !gone.includes(name))));
  };
  beforeEach(async () => {
    for (const partition of [P, OTHER]) await subject.store.commit(partition, EVERYTHING);
  });

  test('a set, a log, a board, a row and work go whole, and nothing else', async () => {
    expect(await subject.store.commit(P, { erase: { sets: ['s'], logs: ['l'], boards: ['c'], rows: { b: ['a'] }, due: ['w'] } })).toEqual(DONE);
    await left('set s', 'log l', 'board c a', 'board b a', 'due w');
    expect((await subject.store.read(P, { boards: { b: { top: 5 } } })).boards.b).toEqual({ size: 1, top: [{ rank: 1, member: 'z', points: 3 }], around: [] });
    expect((await subject.store.claim(NOW, 9, 1_000)).filter(({ partition }) => partition === P).map(({ key }) => key)).toEqual(['x']);
  });

  test('what is not there is no error', async () => {
    const erase = { sets: ['l', 'd'], logs: ['s'], boards: ['l'], rows: { b: ['nobody'], s: ['m1'], nowhere: ['a'] }, due: ['d', 'nothing'] };
    expect(await subject.store.commit(P, { erase })).toEqual(DONE);
    await left();
  });

  test('a board goes with its last row', async () => {
    await subject.store.commit(P, { erase: { rows: { b: ['a', 'z', 'a'] } } });
    await left('board b a', 'board b z');
    await subject.store.commit(P, { award: awards(['n', 1, 0]) });
    expect((await subject.store.read(P, { boards: { b: { top: 5 } } })).boards.b?.size).toBe(1);
  });

  test('one batch writes anew what it erases', async () => {
    const batch: Batch = {
      erase: { sets: ['s'], logs: ['l'], boards: ['b'], rows: { c: ['a'] }, due: ['w'] },
      add: { s: ['m9'] },
      append: { l: [9] },
      award: [...awards(['z', 1, 0]), { board: 'c', member: 'a', points: 7, at: NOW }],
      due: [{ key: 'w', at: NOW + 5, data: 9 }],
    };
    expect(await subject.store.commit(P, batch)).toEqual({ outcome: 'done', sizes: { s: 1 } });
    const found = await subject.store.read(P, { sets: ['s'], logs: { l: {} }, boards: { b: { top: 5 }, c: { top: 5 } } });
    expect(found).toEqual({
      documents: {},
      sets: { s: ['m9'] },
      logs: { l: [9] },
      boards: {
        b: { size: 1, top: [{ rank: 1, member: 'z', points: 1 }], around: [] },
        c: { size: 1, top: [{ rank: 1, member: 'a', points: 7 }], around: [] },
      },
    });
    expect((await scan()).filter(({ kind }) => kind === 'log')).toContainEqual({ partition: P, kind: 'log', name: 'l', position: 1, value: 9 });
  });

  test('claimed work is gone before it is settled, and settling it ends no later work', async () => {
    const claimed = await subject.store.claim(NOW, 9, 1_000);
    await subject.store.commit(P, { erase: { due: ['w', 'x'] } });
    await subject.store.commit(P, { due: [{ key: 'w', at: NOW, data: 'later' }] });
    await subject.store.settle(claimed);
    expect((await subject.store.claim(NOW + 5_000, 9, 1_000)).map(({ data }) => data)).toEqual(['later']);
  });

  test('everything in the partition, other partitions untouched', async () => {
    await subject.store.commit(P, {
      put: Object.fromEntries(ODD_NAMES.map((name) => [name, 1])),
      append: Object.fromEntries(ODD_NAMES.map((name) => [name, [1]])),
    });
    const others = sorted(await scan(OTHER));
    expect(await subject.store.commit(P, { erase: 'everything' })).toEqual(DONE);
    expect(await scan()).toEqual([]);
    expect(sorted(await scan(OTHER))).toEqual(others);
    expect((await subject.store.claim(NOW, 9, 1_000)).every(({ partition }) => partition === OTHER)).toBe(true);
    expect(await subject.store.commit(P, { erase: 'everything' })).toEqual(DONE);
  });

  test('an emptied partition begins anew, in the same batch too', async () => {
    expect(await subject.store.commit(P, { erase: 'everything', expect: { d: 1 }, ...EVERYTHING })).toEqual({ outcome: 'done', sizes: { s: 1, t: 1 } });
    await left();
    expect((await subject.store.read(P, { documents: ['d'], logs: { l: {} }, boards: { b: { top: 1 } } })).boards.b?.top[0]?.points).toBe(5);
    expect(await subject.store.commit(P, { erase: 'everything', expect: { d: 2 } })).toEqual({ outcome: 'conflict' });
    await left();
  });

  test('an emptied partition still knows what happened once', async () => {
    const once = { id: 'i', forMs: 1_000, result: 'first', now: NOW };
    await subject.store.commit(P, { once, erase: 'everything' });
    expect(await subject.store.commit(P, { once, ...EVERYTHING })).toEqual({ outcome: 'duplicate', result: 'first' });
    expect(await scan()).toEqual([]);
  });
}

export function ends(subject: Subject): void {
  const commit = (batch: Batch) => subject.store.commit(P, batch);
  const until = (after: number, ...shapes: (keyof Ends)[]) =>
    Object.fromEntries(shapes.map((shape) => [shape, { [{ documents: 'd', sets: 's', logs: 'l', boards: 'b' }[shape]]: NOW + after }]));
  const ALL = ['documents', 'sets', 'logs', 'boards'] as const;
  const scan = () => collect(subject.store.scan());
  const kinds = async () => new Set((await scan()).map((entry) => entry.kind));

  test('what has ended is read as ever until the next claim, and gone with it', async () => {
    const { due: _, ...rest } = EVERYTHING;
    await commit({ ...rest, until: until(10, ...ALL) });
    const all = await scan();
    expect(await subject.store.claim(NOW + 9, 0, 1_000)).toEqual([]);
    expect(await scan()).toEqual(all);
    await subject.reopen();
    await subject.store.claim(NOW + 10, 0, 1_000);
    expect((await scan()).map((entry) => ('name' in entry ? entry.name : entry.key)).sort()).toEqual(['c', 'k', 't']);
    expect(await subject.store.read(P, { documents: ['d'], sets: ['s'], logs: { l: {} }, boards: { b: { top: 1 } } })).toEqual({
      documents: { d: undefined },
      sets: { s: [] },
      logs: { l: [] },
      boards: { b: { size: 0, top: [], around: [] } },
    });
  });

  test('an end holds while things are written, and the last one given counts', async () => {
    await commit({ ...EVERYTHING, until: until(10, ...ALL) });
    await commit({ put: { d: 2 }, add: { s: ['m2'] }, append: { l: [3] }, award: awards(['n', 1, 1]) });
    await commit({ until: until(20, 'documents', 'boards') });
    await subject.store.claim(NOW + 10, 0, 1_000);
    expect((await scan()).some((entry) => 'name' in entry && (entry.name === 's' || entry.name === 'l'))).toBe(false);
    const found = await subject.store.read(P, { documents: ['d'], boards: { b: {} } });
    expect([found.documents.d?.version, found.boards.b?.size]).toEqual([2, 3]);
    await commit({ until: until(5, 'documents') });
    await subject.store.claim(NOW + 11, 0, 1_000);
    expect(await kinds()).toEqual(new Set(['set', 'log', 'board', 'due']));
  });

  test('what is gone takes its end along', async () => {
    await commit({ ...EVERYTHING, until: until(10, ...ALL) });
    await commit({ remove: ['d'], drop: { s: ['m1'] }, erase: { logs: ['l'], rows: { b: ['a', 'z'] } } });
    await commit({ ...EVERYTHING });
    await commit({ put: { e: 1 }, until: { documents: { e: NOW + 10 } } });
    const all = sorted((await scan()).filter((entry) => !('key' in entry && entry.key === 'e')));
    await subject.store.claim(NOW + 10, 0, 1_000);
    expect(sorted(await scan())).toEqual(all);
    await commit({ until: until(10, ...ALL) });
    await commit({ erase: 'everything', ...EVERYTHING });
    const anew = sorted(await scan());
    await subject.store.claim(NOW + 10, 0, 1_000);
    expect(sorted(await scan())).toEqual(anew);
  });

  test('of what is not there it is forgotten', async () => {
    await commit({ until: until(10, ...ALL) });
    await commit(EVERYTHING);
    const all = await scan();
    await subject.store.claim(NOW + 10, 0, 1_000);
    expect(await scan()).toEqual(all);
  });

  test('many at once, in all partitions, whatever is due beside', async () => {
    const many = Array.from({ length: 150 }, (_, n) => `n${n}`);
    for (const partition of [P, OTHER, 'learner/l_1']) {
      const named = <T>(value: T) => Object.fromEntries(many.map((name) => [name, value]));
      const times = named(NOW);
      await subject.store.commit(partition, {
        put: named(1),
        append: named([1]),
        until: { documents: times, logs: times },
        due: [{ key: 'k', at: NOW, data: partition }],
      });
    }
    expect(await subject.store.claim(NOW, 9, 1_000)).toHaveLength(3);
    expect(await kinds()).toEqual(new Set(['due']));
  });

  test.each([0.5, Number.NaN])('%d is no end', async (at) => {
    await expect(commit({ put: { d: 1 }, until: { documents: { d: at } } })).rejects.toThrow(RangeError);
    expect(await scan()).toEqual([]);
  });
}
