import { join } from 'node:path';
import { type Connection, connect, prepare } from './sqlite-bind.ts';
import { DirectoryUnusable } from './sqlite-faults.ts';

const DATABASE_FILE = 'quorum.db';

/** The shape of the tables below. */
const SCHEMA = 1;
/** Into how many buckets partitions hash on Redis. Fixed for ever: kept here too, so that data can move between the engines. */
const BUCKETS = 256;
/** Counts up with each release that writes what the one before can't read. */
const RELEASE = 1;
/** The lowest RELEASE that may still run on what this one writes. */
const LOWEST_RELEASE = 1;

/**
 * `collection` gives every set, log and board a number and keeps its size, so that no size is ever counted and the
 * big tables repeat a number instead of two names.
 * A board's points are kept negated: its order is then one ascending index that row values can be compared with.
 * `due.free_at` is when a piece may be claimed: its own time, or the end of the lease that it is under.
 */
const TABLES = `
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
    connection.exec(TABLES);
    const kept = { schema: SCHEMA, buckets: BUCKETS, lowest_release: LOWEST_RELEASE };
    for (const [name, value] of Object.entries(kept)) writeMeta(connection, name, String(value));
  } else if (tables.includes('meta')) {
    checkMeta(directory, connection);
  } else {
    throw new DirectoryUnusable(`The ${DATABASE_FILE} in ${directory} is not Quorum's: move it away, or set another DATA_DIR.`);
  }
  // Written at every start, so that a file or a disk that takes no writes is found now and not by the first answer.
  writeMeta(connection, 'opened_at', new Date().toISOString());
}

function checkMeta(directory: string, connection: Connection): void {
  const kept = new Map(
    prepare<{ name: string; value: string }>(connection, 'SELECT name, value FROM meta')
      .all()
      .map(({ name, value }) => [name, value]),
  );
  const demand = (met: boolean, sentence: string) => {
    if (!met) throw new DirectoryUnusable(sentence);
  };
  const schema = kept.get('schema');
  const lowest = kept.get('lowest_release');
  const found = `The data in ${directory}`;
  demand(
    Number(schema) <= SCHEMA && Number(lowest) <= RELEASE,
    `${found} was written by a newer Quorum (tables ${schema}, at least release ${lowest}; this one has ${SCHEMA} and ${RELEASE}): run that version.`,
  );
  demand(schema === String(SCHEMA), `${found} has tables of version ${schema}, which this Quorum (${SCHEMA}) can't read.`);
  demand(
    kept.get('buckets') === String(BUCKETS),
    `${found} is divided into ${kept.get('buckets')} buckets, and this Quorum needs ${BUCKETS}: the number can't be changed afterwards.`,
  );
}

function writeMeta(connection: Connection, name: string, value: string): void {
  prepare(connection, 'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value);
}
