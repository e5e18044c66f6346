import { join } from 'node:path';
import { freshLayout, layoutMistake } from './layout.ts';
import { type Connection, connect, prepare } from './sqlite-bind.ts';
import { DirectoryUnusable } from './sqlite-faults.ts';

const DATABASE_FILE = 'quorum.db';

/**
 * `collection` gives every set, log and board a number and keeps its size, so that no size is ever counted and the
 * big tables repeat a number instead of two names.
 * A board's points are kept negated: its order is then one ascending index that row values can be compared with.
 * `due.free_at` is when a piece may be claimed: its own time, or the end of the lease that it is under.
 */
const FIRST = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY, partition TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL,
  UNIQUE (partition, key)
) STRICT;

CREATE TABLE collection (
  id INTEGER PRIMARY KEY, partition TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
  UNIQUE (partition, kind, name)
) STRICT;
CREATE TABLE member (collection INTEGER NOT NULL, member TEXT NOT NULL, PRIMARY KEY (collection, member)) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  collection INTEGER NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE standing (
  collection INTEGER NOT NULL, member TEXT NOT NULL, at INTEGER NOT NULL,
  minus_points INTEGER NOT NULL CHECK (abs(minus_points) <= ${Number.MAX_SAFE_INTEGER}),
  PRIMARY KEY (collection, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_order ON standing (collection, minus_points, at, member);

CREATE TABLE once (
  partition TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL, result TEXT NOT NULL, PRIMARY KEY (partition, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_expiry ON once (expires_at);

CREATE TABLE due (
  partition TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, free_at INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (partition, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_free ON due (free_at, at);
`;

/** `ends_at`, where something has an end. `due.revision` is never used twice: a key's later work is told from its earlier. */
const ENDS_AND_REVISIONS = `
ALTER TABLE document ADD COLUMN ends_at INTEGER;
CREATE INDEX document_end ON document (ends_at) WHERE ends_at IS NOT NULL;
ALTER TABLE collection ADD COLUMN ends_at INTEGER;
CREATE INDEX collection_end ON collection (ends_at) WHERE ends_at IS NOT NULL;

ALTER TABLE due RENAME TO due_before;
CREATE TABLE due (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  partition TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, free_at INTEGER NOT NULL, data TEXT NOT NULL,
  UNIQUE (partition, key)
) STRICT;
INSERT INTO due (partition, key, at, free_at, data) SELECT partition, key, at, free_at, data FROM due_before;
DROP TABLE due_before;
CREATE INDEX due_free ON due (free_at, at);
`;

/** Each makes the tables of one schema out of those before; a new database takes them all. */
const STEPS = [FIRST, ENDS_AND_REVISIONS];
const SCHEMA = STEPS.length;

/** A connection for reading only, on a database that is open already. */
export function openReader(directory: string): Connection {
  const connection = connect(join(directory, DATABASE_FILE));
  connection.pragma('query_only = ON');
  return connection;
}

/** `maxPages` makes the disk small, for tests. */
export function openDatabase(directory: string, maxPages: number | undefined): Connection {
  const connection = connect(join(directory, DATABASE_FILE));
  try {
    configure(directory, connection);
    if (maxPages) connection.pragma(`max_page_count = ${maxPages}`);
    connection.exec('BEGIN IMMEDIATE');
    prepareTables(directory, connection);
    connection.exec('COMMIT');
    return connection;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    connection.close();
    throw error;
  }
}

function configure(directory: string, connection: Connection): void {
  // Waiting blocks the event loop. Nobody but an administrator's shell can be in the way: the directory is locked.
  connection.pragma('busy_timeout = 50');
  const [mode] = connection.pragma('journal_mode = WAL') as { journal_mode: string }[];
  if (mode?.journal_mode !== 'wal') {
    throw new DirectoryUnusable(`Quorum can not keep its data in ${directory}: its file system (a network drive?) does not allow SQLite's write-ahead log.`);
  }
  connection.pragma('synchronous = FULL');
  connection.pragma('temp_store = MEMORY');
  // Deleted is deleted: what a learner removes is overwritten, not only forgotten.
  connection.pragma('secure_delete = ON');
}

function prepareTables(directory: string, connection: Connection): void {
  const tables = prepare<{ name: string }>(connection, `SELECT name FROM sqlite_master WHERE type = 'table'`)
    .all()
    .map(({ name }) => name);
  if (tables.length === 0) {
    build(connection, 0);
  } else if (tables.includes('meta')) {
    const kept = readMeta(connection);
    const mistake = layoutMistake(kept, `The data in ${directory}`, SCHEMA, 1);
    if (mistake) throw new DirectoryUnusable(mistake);
    build(connection, Number(kept.get('schema')));
  } else {
    throw new DirectoryUnusable(`The ${DATABASE_FILE} in ${directory} is not Quorum's: move it away, or set another DATA_DIR.`);
  }
  // Written at every start, so that a file or a disk that takes no writes is found now and not by the first answer.
  writeMeta(connection, 'opened_at', new Date().toISOString());
}

/** @param schema what the tables are now */
function build(connection: Connection, schema: number): void {
  for (const step of STEPS.slice(schema)) connection.exec(step);
  if (schema < SCHEMA) for (const [name, value] of Object.entries(freshLayout(SCHEMA))) writeMeta(connection, name, value);
}

function readMeta(connection: Connection): ReadonlyMap<string, string> {
  const rows = prepare<{ name: string; value: string }>(connection, 'SELECT name, value FROM meta').all();
  return new Map(rows.map(({ name, value }) => [name, value]));
}

function writeMeta(connection: Connection, name: string, value: string): void {
  prepare(connection, 'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value);
}
