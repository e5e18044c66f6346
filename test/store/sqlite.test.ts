import { mkdtempSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { connect } from '../../src/store/sqlite-bind.ts';
import { openDatabase } from '../../src/store/sqlite-schema.ts';
import { type Entry, type Store, StoreUnavailable } from '../../src/store/store.ts';
import { storeContract } from '../contracts/store.ts';

const P = 'community/c_1';
const NOW = 1_800_000_000_000;

storeContract('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'quorum-store-'));
  let store = openSqlite(directory);
  return {
    store,
    async reopen() {
      await store.close();
      store = openSqlite(directory);
      return store;
    },
    async dispose() {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
});

function open(): { store: Store; directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'quorum-store-'));
  const store = openSqlite(directory);
  onTestFinished(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });
  return { store, directory };
}

/** Asks the file behind the store's back. */
function ask(directory: string, sql: string): unknown[] {
  const connection = connect(join(directory, 'quorum.db'));
  try {
    return connection.prepare(sql).raw().all();
  } finally {
    connection.close();
  }
}

describe('what SQLite keeps', () => {
  test('no more expired once-ids than are made', async () => {
    const { store, directory } = open();
    for (let n = 0; n < 100; n += 1) await store.commit(P, { once: { id: `i${n}`, forMs: 10, result: null, now: NOW + n } });
    expect(ask(directory, 'SELECT COUNT(*) FROM once')).toEqual([[10]]);
  });

  test('a backlog of expired once-ids shrinks with each commit', async () => {
    const { store, directory } = open();
    for (let n = 0; n < 20; n += 1) await store.commit(P, { once: { id: `i${n}`, forMs: 10, result: null, now: NOW } });
    for (let n = 0; n < 7; n += 1) await store.commit(P, { once: { id: `j${n}`, forMs: 1_000, result: null, now: NOW + 10 } });
    expect(ask(directory, 'SELECT COUNT(*) FROM once')).toEqual([[7]]);
  });

  test('no name of a set that lost its last member', async () => {
    const { store, directory } = open();
    await store.commit(P, { add: { s: ['m'], t: ['m'] } });
    await store.commit(P, { drop: { s: ['m'] } });
    expect(ask(directory, 'SELECT name FROM collection')).toEqual([['t']]);
  });

  test('nothing of what was removed, in any of its files', async () => {
    const { store, directory } = open();
    const secret = 'the words of a learner who left';
    await store.commit(P, { put: { a: secret.repeat(500), b: secret }, add: { s: [secret] } });
    await store.commit(P, { remove: ['a', 'b'], drop: { s: [secret] } });
    await store.close();
    expect(await readdir(directory)).toContain('quorum.db');
    for (const file of await readdir(directory)) expect(await readFile(join(directory, file), 'latin1')).not.toContain('a learner who left');
  });
});

test('every commit is on disk before it is acknowledged, and what is deleted is overwritten', () => {
  const directory = mkdtempSync(join(tmpdir(), 'quorum-store-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const connection = openDatabase(directory, undefined);
  const setting = (name: string) => Object.values((connection.pragma(name) as object[])[0] ?? {})[0];
  expect(['journal_mode', 'synchronous', 'secure_delete'].map(setting)).toEqual(['wal', 2, 1]);
  connection.close();
});

describe('due work', () => {
  test('is claimed by its time, across partitions', async () => {
    const { store } = open();
    for (const [n, at] of [40, 10, 30, 20].entries()) await store.commit(`c/${n}`, { due: [{ key: 'k', at: NOW + at, data: at }] });
    expect((await store.claim(NOW + 50, 3, 1_000)).map(({ data }) => data)).toEqual([10, 20, 30]);
  });

  test('that was not settled does not hold up the rest', async () => {
    const { store } = open();
    await store.commit(P, { due: [1, 2, 3].map((n) => ({ key: `k${n}`, at: NOW + n, data: n })) });
    expect((await store.claim(NOW + 1, 1, 10)).map(({ data }) => data)).toEqual([1]);
    expect((await store.claim(NOW + 20, 1, 10)).map(({ data }) => data)).toEqual([2]);
    expect((await store.claim(NOW + 20, 9, 10)).map(({ data }) => data)).toEqual([1, 3]);
  });
});

describe('a scan', () => {
  const scanned = async (entries: AsyncIterable<Entry>) => {
    const all: Entry[] = [];
    for await (const entry of entries) all.push(entry);
    return all;
  };

  test('is one moment, whatever is written while it runs', async () => {
    const { store } = open();
    for (let n = 0; n < 500; n += 1) await store.commit(P, { append: { l: [n] } });
    const before = await scanned(store.scan());
    const during: Entry[] = [];
    for await (const entry of store.scan()) {
      if (during.length % 100 === 0) await store.commit('c/0', { append: { l: [1] }, put: { a: 1 } });
      if (during.length % 100 === 0) await store.commit(P, { append: { l: ['late'] } });
      during.push(entry);
    }
    expect(during).toEqual(before);
    expect((await scanned(store.scan())).length).toBe(500 + 1 + 5 + 5);
  });

  test('left half-way does not keep the write-ahead log from being emptied', async () => {
    const { store, directory } = open();
    for (let n = 0; n < 300; n += 1) await store.commit(P, { append: { l: [n] } });
    for await (const _ of store.scan()) break;
    await store.commit(P, { append: { l: [1] } });
    expect(ask(directory, 'PRAGMA wal_checkpoint(TRUNCATE)')).toEqual([[0, 0, 0]]);
  });

  test('ends with the store', async () => {
    const { store } = open();
    await store.commit(P, { put: { a: 1, b: 1 } });
    const entries = store.scan()[Symbol.asyncIterator]();
    expect((await entries.next()).done).toBe(false);
    await store.close();
    await expect(entries.next()).rejects.toThrow(StoreUnavailable);
  });
});

test('a closed store says so, and closes twice', async () => {
  const { store } = open();
  await store.close();
  await store.close();
  await expect(store.read(P, { documents: ['a'] })).rejects.toThrow(StoreUnavailable);
  await expect(store.commit(P, { put: { a: 1 } })).rejects.toThrow('The store is closed.');
  await expect(store.claim(NOW, 1, 1)).rejects.toThrow(StoreUnavailable);
  await expect(store.settle([])).rejects.toThrow(StoreUnavailable);
  await expect(scanFirst(store)).rejects.toThrow(StoreUnavailable);
});

async function scanFirst(store: Store): Promise<unknown> {
  return store.scan()[Symbol.asyncIterator]().next();
}
