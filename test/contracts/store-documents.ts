import { expect, test } from 'vitest';
import type { Batch, Json } from '../../src/store/store.ts';
import { CONFLICT, DONE, NOW, ODD_NAMES, OTHER, P, type Subject } from './store-subject.ts';

export function documents(subject: Subject): void {
  const read = async (key: string, partition = P) => (await subject.store.read(partition, { documents: [key] })).documents[key];

  test('what does not exist is undefined', async () => {
    expect(await read('a')).toBeUndefined();
    for (const name of ODD_NAMES) expect(await read(name)).toBeUndefined();
  });

  test('version 1 when first written, one more with each commit that puts it', async () => {
    for (const version of [1, 2, 3]) {
      expect(await subject.store.commit(P, { put: { a: { n: version } } })).toEqual(DONE);
      expect(await read('a')).toEqual({ version, value: { n: version } });
    }
    await subject.store.commit(P, { put: { b: 1 } });
    expect(await read('a')).toEqual({ version: 3, value: { n: 3 } });
  });

  test('a removed one does not exist, and starts at version 1 again', async () => {
    await subject.store.commit(P, { put: { a: 1 } });
    await subject.store.commit(P, { put: { a: 2 } });
    await subject.store.commit(P, { remove: ['a', 'never-was'] });
    expect(await read('a')).toBeUndefined();
    await subject.store.commit(P, { put: { a: 3 } });
    expect(await read('a')).toEqual({ version: 1, value: 3 });
  });

  test('many at once, each under its name', async () => {
    await subject.store.commit(P, { put: Object.fromEntries(ODD_NAMES.map((name) => [name, name])) });
    const found = await subject.store.read(P, { documents: [...ODD_NAMES, 'missing'] });
    for (const name of ODD_NAMES) expect(Object.getOwnPropertyDescriptor(found.documents, name)?.value).toEqual({ version: 1, value: name });
    expect(found.documents.missing).toBeUndefined();
    expect(found).toMatchObject({ sets: {}, logs: {}, boards: {} });
  });

  test('partitions do not see each other', async () => {
    await subject.store.commit(P, { put: { a: 1 } });
    await subject.store.commit(OTHER, { put: { a: 2 } });
    await subject.store.commit(OTHER, { put: { a: 3 } });
    expect(await read('a')).toEqual({ version: 1, value: 1 });
    expect(await read('a', OTHER)).toEqual({ version: 2, value: 3 });
    expect(await read('a', 'community/c_')).toBeUndefined();
  });

  test('are there after a restart', async () => {
    await subject.store.commit(P, { put: { a: 1 } });
    await subject.reopen();
    expect(await read('a')).toEqual({ version: 1, value: 1 });
    await subject.store.commit(P, { put: { a: 2 } });
    expect(await read('a')).toEqual({ version: 2, value: 2 });
  });
}

export function expectations(subject: Subject): void {
  const commit = (batch: Batch) => subject.store.commit(P, batch);

  test('0 means that it must not exist yet', async () => {
    expect(await commit({ expect: { a: 0 }, put: { a: 1 } })).toEqual(DONE);
    expect(await commit({ expect: { a: 0 }, put: { a: 2 } })).toEqual(CONFLICT);
    expect((await subject.store.read(P, { documents: ['a'] })).documents.a).toEqual({ version: 1, value: 1 });
  });

  test('the right version goes through, an older and a newer one do not', async () => {
    await commit({ put: { a: 1 } });
    await commit({ put: { a: 2 } });
    expect(await commit({ expect: { a: 1 }, put: { a: 'old' } })).toEqual(CONFLICT);
    expect(await commit({ expect: { a: 3 }, put: { a: 'new' } })).toEqual(CONFLICT);
    expect(await commit({ expect: { a: 2 }, put: { a: 3 } })).toEqual(DONE);
    expect((await subject.store.read(P, { documents: ['a'] })).documents.a).toEqual({ version: 3, value: 3 });
  });

  test('a version of what does not exist is a conflict', async () => {
    expect(await commit({ expect: { a: 1 }, put: { a: 1 } })).toEqual(CONFLICT);
    await commit({ put: { b: 1 } });
    await commit({ remove: ['b'] });
    expect(await commit({ expect: { b: 1 }, put: { b: 1 } })).toEqual(CONFLICT);
    expect(await commit({ expect: { b: 0 }, put: { b: 1 } })).toEqual(DONE);
  });

  test('may name documents that the batch does not write, in this partition only', async () => {
    await subject.store.commit(OTHER, { put: { a: 1 } });
    await commit({ put: { b: 1 } });
    expect(await commit({ expect: { a: 0, b: 1 }, put: { c: 1 } })).toEqual(DONE);
    expect(await commit({ expect: { a: 0, b: 2 }, put: { c: 2 } })).toEqual(CONFLICT);
    expect((await subject.store.read(P, { documents: ['b'] })).documents.b?.version).toBe(1);
  });

  test('of many at the same time exactly one gets through', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => commit({ expect: { a: 0 }, put: { a: n }, append: { won: [n] } })));
    expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(19);
    const found = await subject.store.read(P, { documents: ['a'], logs: { won: { last: 20 } } });
    expect(found.logs.won).toEqual([found.documents.a?.value]);
  });
}

export function onceOnly(subject: Subject): void {
  const once = (id: string, result: Json, now = NOW, forMs = 1_000) => ({ id, forMs, result, now });
  const log = async () => (await subject.store.read(P, { logs: { l: { last: 100 } } })).logs.l;

  test('the second commit changes nothing and gets the result of the first', async () => {
    expect(await subject.store.commit(P, { once: once('i', { n: 1 }), append: { l: [1] } })).toEqual(DONE);
    const second: Batch = { once: once('i', { n: 2 }, NOW + 999), put: { a: 1 }, append: { l: [2] }, add: { s: ['m'] } };
    expect(await subject.store.commit(P, second)).toEqual({ outcome: 'duplicate', result: { n: 1 } });
    const found = await subject.store.read(P, { documents: ['a'], sets: ['s'], logs: { l: { last: 9 } } });
    expect(found).toEqual({ documents: { a: undefined }, sets: { s: [] }, logs: { l: [1] }, boards: {} });
  });

  test('also after a restart', async () => {
    await subject.store.commit(P, { once: once('i', 'first'), append: { l: [1] } });
    await subject.reopen();
    expect(await subject.store.commit(P, { once: once('i', 'second'), append: { l: [2] } })).toEqual({ outcome: 'duplicate', result: 'first' });
    expect(await log()).toEqual([1]);
  });

  test('once expired it may happen again, and counts from there', async () => {
    await subject.store.commit(P, { once: once('i', 1), append: { l: [1] } });
    expect(await subject.store.commit(P, { once: once('i', 2, NOW + 1_000), append: { l: [2] } })).toEqual(DONE);
    expect(await subject.store.commit(P, { once: once('i', 3, NOW + 1_999), append: { l: [3] } })).toEqual({ outcome: 'duplicate', result: 2 });
    expect(await log()).toEqual([1, 2]);
  });

  test('a duplicate is told before a conflict is looked for', async () => {
    await subject.store.commit(P, { once: once('i', 'first'), expect: { a: 0 }, put: { a: 1 } });
    const again: Batch = { once: once('i', 'second'), expect: { a: 0 }, put: { a: 1 } };
    expect(await subject.store.commit(P, again)).toEqual({ outcome: 'duplicate', result: 'first' });
  });

  test('a conflict does not use up the id', async () => {
    expect(await subject.store.commit(P, { once: once('i', 1), expect: { a: 5 }, append: { l: [1] } })).toEqual(CONFLICT);
    expect(await subject.store.commit(P, { once: once('i', 2), expect: { a: 0 }, append: { l: [2] } })).toEqual(DONE);
    expect(await log()).toEqual([2]);
  });

  test('many ids, each its own result, however many expire meanwhile', async () => {
    for (let n = 0; n < 30; n += 1) await subject.store.commit(P, { once: once(`short-${n}`, n, NOW, 10) });
    for (let n = 0; n < 30; n += 1) await subject.store.commit(P, { once: once(`long-${n}`, n, NOW + 10) });
    for (let n = 0; n < 30; n += 1)
      expect(await subject.store.commit(P, { once: once(`long-${n}`, null, NOW + 20) })).toEqual({ outcome: 'duplicate', result: n });
    for (let n = 0; n < 30; n += 1) expect(await subject.store.commit(P, { once: once(`short-${n}`, null, NOW + 20) })).toEqual(DONE);
  });

  test('is a matter of one partition', async () => {
    await subject.store.commit(P, { once: once('i', 1) });
    expect(await subject.store.commit(OTHER, { once: once('i', 2) })).toEqual(DONE);
  });

  test('of many at the same time exactly one happens', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => subject.store.commit(P, { once: once('i', n), append: { l: [n] } })));
    expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    const [winner] = (await log()) ?? [];
    expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toEqual(Array(19).fill({ outcome: 'duplicate', result: winner }));
  });
}
