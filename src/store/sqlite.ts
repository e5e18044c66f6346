import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { encodeBatch } from './encode.ts';
import type { Connection } from './sqlite-bind.ts';
import { prepareCommit } from './sqlite-commit.ts';
import { asUnavailable, asUnusable } from './sqlite-faults.ts';
import { holdDirectory } from './sqlite-lock.ts';
import { prepareQueue } from './sqlite-queue.ts';
import { prepareRead } from './sqlite-read.ts';
import { scanPartitions } from './sqlite-scan.ts';
import { openDatabase, openReader } from './sqlite-schema.ts';
import { type Entry, type Store, StoreUnavailable } from './store.ts';

// biome-ignore lint/performance/noBarrelFile: the one error that goes with the one function, for main, which opens the store
export { DirectoryUnusable } from './sqlite-faults.ts';

/**
 * The embedded engine: one SQLite file, this process its only user until `close`.
 * @param options.maxPages makes the disk small, for tests.
 * @throws DirectoryUnusable
 */
export function openSqlite(directory: string, options: { maxPages?: number } = {}): Store {
  const path = resolve(directory);
  try {
    makeDirectory(path);
    const release = holdDirectory(path);
    try {
      return engine(path, openDatabase(path, options.maxPages), release);
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw asUnusable(path, error);
  }
}

/** Not `mkdirSync`'s `recursive`, which never returns where the system has no directory to make (/proc/x). */
function makeDirectory(path: string): void {
  if (isDirectory(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process that starts at the same time may have made it.
    if (!isDirectory(path)) throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function engine(directory: string, connection: Connection, release: () => void): Store {
  const read = prepareRead(connection);
  const commit = prepareCommit(connection);
  const { claim, settle } = prepareQueue(connection);
  let open = true;

  /** Every entry passes here: a closed store and SQLite's passing faults become StoreUnavailable. */
  const attempt = <T>(work: () => T): T => {
    if (!open) throw new StoreUnavailable('The store is closed.');
    try {
      return work();
    } catch (error) {
      throw asUnavailable(error);
    }
  };
  const attemptWrite = <T>(work: () => T): T => attempt(() => inTransaction(connection, work));

  return {
    read: async (partition, wanted) => attempt(() => read(partition, wanted)),
    commit: async (partition, batch) => {
      const encoded = encodeBatch(batch);
      return attemptWrite(() => commit(partition, encoded));
    },
    claim: async (now, limit, leaseMs) => attemptWrite(() => claim(now, limit, leaseMs)),
    settle: async (claimed) => attemptWrite(() => settle(claimed)),
    scan: (partition) => scanSnapshot(directory, partition, attempt),
    close: async () => {
      if (!open) return;
      open = false;
      checkpoint(connection);
      connection.close();
      release();
    },
  };
}

function inTransaction<T>(connection: Connection, work: () => T): T {
  // One that could not even be rolled back when the disk failed.
  if (connection.inTransaction) connection.exec('ROLLBACK');
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has often rolled back already.
    if (connection.inTransaction) tryRollback(connection);
    throw error;
  }
}

function tryRollback(connection: Connection): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // The first fault is the one to report. The next transaction tries again.
  }
}

/** libsql closes the file only when its statements are collected as garbage, so what SQLite does on closing is done here. */
function checkpoint(connection: Connection): void {
  try {
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // The log stays, whole, and the next start reads it.
  }
}

/** On a connection of its own: what it yields is one moment's state, however long the reader takes and whatever is written meanwhile. */
async function* scanSnapshot(directory: string, partition: string | undefined, attempt: <T>(work: () => T) => T): AsyncGenerator<Entry> {
  const reader = attempt(() => openReader(directory));
  try {
    attempt(() => reader.exec('BEGIN'));
    const entries = scanPartitions(reader, partition);
    for (;;) {
      const { done, value } = attempt(() => entries.next());
      if (done) return;
      yield value;
    }
  } finally {
    if (reader.inTransaction) reader.exec('COMMIT');
    reader.close();
  }
}
