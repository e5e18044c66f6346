import { appendFile, chmod, copyFile, mkdir, open as openFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DirectoryUnusable, openSqlite } from '../../src/store/sqlite.ts';
import { connect } from '../../src/store/sqlite-bind.ts';
import { asUnavailable, asUnusable } from '../../src/store/sqlite-faults.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { tempFolder } from '../environment.ts';
import { canMount, fill, makeReadOnly, withReadOnly, withSmallDisk } from './small-disk.ts';

const P = 'community/c_1';
const NOW = 1_800_000_000_000;
const KILOBYTES_10 = 'x'.repeat(10_000);

/** Opens, and closes after the test. */
function open(directory: string, options?: { maxPages: number }): Store {
  const store = openSqlite(directory, options);
  onTestFinished(() => store.close());
  return store;
}

function refusal(directory: string): string {
  try {
    open(directory);
  } catch (error) {
    expect(error).toBeInstanceOf(DirectoryUnusable);
    return (error as Error).message;
  }
  throw new Error(`${directory} was opened`);
}

/** A directory with a database of 20 documents that nobody has opened before: SQLite keeps what it knows of an open file. */
async function filled(): Promise<string> {
  const origin = await tempFolder();
  const store = openSqlite(origin);
  await store.commit(P, { put: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`d${n}`, KILOBYTES_10])) });
  await store.close();
  const directory = await tempFolder();
  await copyFile(join(origin, 'quorum.db'), join(directory, 'quorum.db'));
  return directory;
}

describe('a directory that can not be used', () => {
  test('is made when it is missing, with those above it', async () => {
    const directory = join(await tempFolder(), 'a/b/c');
    await open(directory).commit(P, { put: { a: 1 } });
    expect((await stat(join(directory, 'quorum.db'))).isFile()).toBe(true);
  });

  test('a file in its place, and above it', async () => {
    const file = join(await tempFolder(), 'file');
    await writeFile(file, '');
    expect(refusal(file)).toBe(`Quorum can not keep its data in ${file}: it is not a directory.`);
    expect(refusal(join(file, 'below'))).toBe(`Quorum can not keep its data in ${file}/below: it is not a directory.`);
  });

  test.runIf(process.platform === 'linux').each(['/proc/self', '/proc/quorum', '/sys/quorum'])('%s, where nobody may write', (directory) => {
    expect(refusal(directory)).toMatch(/: (files can not be created or opened in it|it is not writable)\.$/);
  });

  // Root may write whatever a directory's mode says; for root the file systems above and below are the test.
  if (process.getuid?.() !== 0) {
    test.each([0o500, 0o000])('mode %o', async (mode) => {
      const directory = join(await tempFolder(), 'd');
      await mkdir(directory, { mode });
      expect(refusal(directory)).toMatch(/it is not writable|can not be created/);
      await chmod(directory, 0o700);
    });
  }

  test.runIf(canMount)('a file system that became read-only', async () => {
    const directory = await tempFolder();
    await withSmallDisk(directory, async () => {
      // A copy, because libsql keeps files open for a while after `close`.
      await copyFile(join(await filled(), 'quorum.db'), join(directory, 'quorum.db'));
      await writeFile(join(directory, 'quorum.lock'), '');
      makeReadOnly(directory);
      expect(refusal(directory)).toBe(`Quorum can not keep its data in ${directory}: it is not writable.`);
    });
  });

  test.runIf(canMount).each(['quorum.lock', 'quorum.db'])('a directory in which only %s is read-only', async (name) => {
    const directory = await filled();
    const file = join(directory, name);
    await appendFile(file, '');
    await withReadOnly(file, () => {
      expect(refusal(directory)).toBe(`Quorum can not keep its data in ${directory}: it is not writable.`);
    });
    expect((await open(directory).read(P, { documents: ['d1'] })).documents.d1?.version).toBe(1);
  });

  test.runIf(canMount)('a disk that is full from the start, new or used before', async () => {
    const directory = await tempFolder();
    await withSmallDisk(directory, async () => {
      // A copy: libsql closes files some time after `close`, which would make room.
      await mkdir(join(directory, 'used'));
      await copyFile(join(await filled(), 'quorum.db'), join(directory, 'used', 'quorum.db'));
      await fill(directory);
      expect(refusal(join(directory, 'used'))).toBe(`Quorum can not keep its data in ${directory}/used: its disk is full.`);
      expect(refusal(directory)).toBe(`Quorum can not keep its data in ${directory}: its disk is full.`);
    });
  });

  test('a store of so few pages that the tables do not fit', async () => {
    const directory = await tempFolder();
    expect(() => openSqlite(directory, { maxPages: 3 })).toThrow(`Quorum can not keep its data in ${directory}: its disk is full.`);
    await open(directory).commit(P, { put: { a: 1 } });
  });
});

describe('a database that can not be used', () => {
  const DAMAGED = 'its quorum.db is not a database, or a damaged one; put back a backup, or move the file away to start empty.';

  test('is mended by doing what the sentence says', async () => {
    const directory = await filled();
    await copyFile(join(directory, 'quorum.db'), join(directory, 'backup'));
    await writeFile(join(directory, 'quorum.db'), 'not a database at all '.repeat(400));
    expect(refusal(directory)).toBe(`Quorum can not keep its data in ${directory}: ${DAMAGED}`);
    await copyFile(join(directory, 'backup'), join(directory, 'quorum.db'));
    expect((await open(directory).read(P, { documents: ['d19'] })).documents.d19?.value).toBe(KILOBYTES_10);
  });

  test('cut short', async () => {
    const directory = await filled();
    await truncate(join(directory, 'quorum.db'), 40_960);
    expect(refusal(directory)).toContain(DAMAGED);
  });

  test('overwritten behind its header', async () => {
    const directory = await filled();
    const file = await openFile(join(directory, 'quorum.db'), 'r+');
    await file.write(Buffer.alloc(3_996, 0xab), 0, 3_996, 100);
    await file.close();
    expect(refusal(directory)).toContain(DAMAGED);
  });

  test('a directory in its place', async () => {
    const directory = await tempFolder();
    await mkdir(join(directory, 'quorum.db'));
    expect(refusal(directory)).toContain('files can not be created or opened in it');
  });

  test("somebody else's", async () => {
    const directory = await tempFolder();
    change(directory, 'CREATE TABLE theirs (a)');
    expect(refusal(directory)).toBe(`The quorum.db in ${directory} is not Quorum's: move it away, or set another DATA_DIR.`);
  });

  test.each([
    ['schema', '3', 'was written by a newer Quorum (layout 3, at least release 1; this one has 2 and 1): run that version.'],
    ['schema', '0', "has layout 0, which this Quorum (2) can't read."],
    ['lowest_release', '2', 'was written by a newer Quorum (layout 2, at least release 2; this one has 2 and 1): run that version.'],
    ['buckets', '128', "is divided into 128 buckets, and this Quorum needs 256: the number can't be changed afterwards."],
  ])('%s %s', async (name, value, sentence) => {
    const directory = await filled();
    change(directory, `UPDATE meta SET value = '${value}' WHERE name = '${name}'`);
    expect(refusal(directory)).toBe(`The data in ${directory} ${sentence}`);
    change(directory, `UPDATE meta SET value = '${{ schema: 2, lowest_release: 1, buckets: 256 }[name]}' WHERE name = '${name}'`);
    expect((await open(directory).read(P, { documents: ['d1'] })).documents.d1?.version).toBe(1);
  });

  test.each(['schema', 'buckets', 'lowest_release'])('without its %s', async (name) => {
    const directory = await filled();
    change(directory, `DELETE FROM meta WHERE name = '${name}'`);
    expect(refusal(directory)).toMatch(/^The data in /);
  });
});

describe('a fault while running', () => {
  /** All that changes something, and leaves nothing behind when it fails. */
  const fullBatch = (n: number) => ({
    put: { [`d${n}`]: KILOBYTES_10 },
    append: { l: [n] },
    award: [{ board: 'b', member: 'm', points: 1, at: NOW }],
    once: { id: `i${n}`, forMs: 1_000, result: n, now: NOW },
  });
  const countsOf = async (store: Store) => {
    const found = await store.read(P, { logs: { l: { last: 1_000 } }, boards: { b: { top: 1 } } });
    let documents = 0;
    for await (const entry of store.scan()) if (entry.kind === 'document') documents += 1;
    return [documents, found.logs.l?.length, found.boards.b?.top[0]?.points ?? 0];
  };
  const commitUntilFull = async (store: Store) => {
    for (let n = 0; n < 1_000; n += 1) {
      const fault = await store.commit(P, fullBatch(n)).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault) return { committed: n, fault };
    }
    throw new Error('it never got full');
  };
  const makeRoom = (store: Store, committed: number) => store.commit(P, { remove: Array.from({ length: committed }, (_, n) => `d${n}`) });

  test('a store without free pages keeps what it acknowledged, reads, and goes on when there is room', async () => {
    const store = open(await tempFolder(), { maxPages: 60 });
    const { committed, fault } = await commitUntilFull(store);
    expect(fault).toBeInstanceOf(StoreUnavailable);
    expect((fault as Error).message).toBe('The store can not do it now: the disk is full. Nothing was changed.');
    expect((fault as Error).cause).toBeInstanceOf(Database.SqliteError);
    expect(await countsOf(store)).toEqual([committed, committed, committed]);
    await makeRoom(store, committed);
    expect(await store.commit(P, fullBatch(committed))).toMatchObject({ outcome: 'done' });
    expect(await countsOf(store)).toEqual([1, committed + 1, committed + 1]);
  });

  test.runIf(canMount)('a full disk, likewise', async () => {
    const directory = await tempFolder();
    await withSmallDisk(directory, async () => {
      const store = openSqlite(directory);
      const { committed, fault } = await commitUntilFull(store);
      expect(fault).toBeInstanceOf(StoreUnavailable);
      expect((fault as Error).message).toContain('the disk is full');
      expect(await countsOf(store)).toEqual([committed, committed, committed]);
      await store.close();
      const again = openSqlite(directory);
      expect(await countsOf(again)).toEqual([committed, committed, committed]);
      await again.close();
    });
  });

  test.runIf(canMount)('a disk that others filled is usable again as soon as they make room', async () => {
    const directory = await tempFolder();
    await withSmallDisk(directory, async () => {
      const store = openSqlite(directory);
      await store.commit(P, fullBatch(0));
      const makeSpace = await fill(directory);
      await expect(store.commit(P, { put: { big: KILOBYTES_10.repeat(6) }, append: { l: ['lost'] } })).rejects.toThrow('the disk is full');
      expect(await countsOf(store)).toEqual([1, 1, 1]);
      await makeSpace();
      expect(await store.commit(P, fullBatch(1))).toMatchObject({ outcome: 'done' });
      expect(await countsOf(store)).toEqual([2, 2, 2]);
      await store.close();
    });
  });

  test('a database that another program keeps locked', async () => {
    const directory = await tempFolder();
    const store = open(directory);
    await store.commit(P, { ...fullBatch(0), due: [{ key: 'k', at: NOW, data: 1 }] });
    const other = connect(join(directory, 'quorum.db'));
    other.exec('BEGIN IMMEDIATE');
    const busy = 'The store can not do it now: another program keeps the database locked. Nothing was changed.';
    await expect(store.commit(P, fullBatch(1))).rejects.toThrow(StoreUnavailable);
    await expect(store.commit(P, fullBatch(1))).rejects.toThrow(busy);
    await expect(store.claim(NOW, 1, 1)).rejects.toThrow(busy);
    await expect(store.settle([])).rejects.toThrow(busy);
    expect(await countsOf(store)).toEqual([1, 1, 1]);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.commit(P, fullBatch(1))).toMatchObject({ outcome: 'done' });
    expect(await store.claim(NOW, 1, 1)).toHaveLength(1);
    expect(await countsOf(store)).toEqual([2, 2, 2]);
  });
});

describe('the sentence for a fault', () => {
  const sqlite = (rawCode: number) => new Database.SqliteError('said SQLite', 'SQLITE_ANY', rawCode);

  // Extended codes: SQLITE_BUSY_SNAPSHOT, SQLITE_READONLY_DBMOVED, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_CANTOPEN_ISDIR.
  test.each([
    [5, 'locked'],
    [517, 'locked'],
    [8, 'not writable'],
    [1032, 'not writable'],
    [10, 'fails to read or write'],
    [778, 'fails to read or write'],
    [1034, 'fails to read or write'],
    [13, 'full'],
    [526, 'can not be opened'],
    [7, 'memory'],
  ])('SQLite %i while running: %s', (code, words) => {
    const error = asUnavailable(sqlite(code));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as Error).message).toContain(words);
  });

  test.each([1, 11, 19, 26, 787])('SQLite %i is no fault that passes', (code) => {
    const error = sqlite(code);
    expect(asUnavailable(error)).toBe(error);
  });

  test.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR'])('%s at the start', (code) => {
    expect(asUnusable('/data', Object.assign(new Error(code), { code }))).toBeInstanceOf(DirectoryUnusable);
  });

  test('what is not known stays what it is', () => {
    for (const thrown of [new Error('ours'), new TypeError('x'), 'text', undefined]) {
      expect(asUnusable('/data', thrown)).toBe(thrown);
      expect(asUnavailable(thrown)).toBe(thrown);
    }
  });
});

function change(directory: string, sql: string): void {
  const connection = connect(join(directory, 'quorum.db'));
  connection.exec(sql);
  connection.close();
}
