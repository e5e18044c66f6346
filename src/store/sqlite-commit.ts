import type { Collection, EncodedBatch } from './encode.ts';
import { type Connection, prepare } from './sqlite-bind.ts';
import { prepareErase } from './sqlite-erase.ts';
import { type Award, type Committed, POINTS_MAX } from './store.ts';

/** Expired once-ids that one commit sweeps: more than the one that it leaves, so that the table can't grow for ever. */
const SWEPT_PER_COMMIT = 4;

type Sql = ReturnType<typeof prepareStatements>;
type Collections = ReturnType<typeof prepareCollections>;

/** The commit on one connection. It opens no transaction: the caller does. */
export function prepareCommit(connection: Connection): (partition: string, batch: EncodedBatch) => Committed {
  const sql = prepareStatements(connection);
  const collections = prepareCollections(connection);
  const erase = prepareErase(connection);
  return (partition, batch) => {
    const answered = batch.once && sql.result.one(partition, batch.once.id, batch.once.now);
    if (answered) return { outcome: 'duplicate', result: JSON.parse(answered.result) };
    for (const [key, version] of batch.expect) {
      if ((sql.version.one(partition, key)?.version ?? 0) !== version) return { outcome: 'conflict' };
    }
    if (batch.once) writeOnce(sql, partition, batch.once);
    if (batch.erase === 'everything') erase.everything(partition);
    else erase.some(partition, batch.erase);
    for (const [key, value] of batch.put) sql.put.run(partition, key, value);
    for (const key of batch.remove) sql.remove.run(partition, key);
    const sizes = new Map<string, number>();
    for (const [set, members] of batch.add) sizes.set(set, add(sql, collections, partition, set, members));
    for (const [set, members] of batch.drop) sizes.set(set, drop(sql, collections, partition, set, members));
    for (const [log, entries] of batch.append) append(sql, collections, partition, log, entries);
    for (const award of batch.award) giveAward(sql, collections, partition, award);
    // A new piece of work under a key is free at once, whatever lease the old one was under.
    for (const { key, at, data } of batch.due) sql.due.run(partition, key, at, at, data);
    for (const { kind, name, at } of batch.until) {
      if (kind === 'document') sql.documentEnd.run(at, partition, name);
      else sql.collectionEnd.run(at, partition, kind, name);
    }
    return { outcome: 'done', sizes: Object.fromEntries(sizes) };
  };
}

function writeOnce(sql: Sql, partition: string, once: NonNullable<EncodedBatch['once']>): void {
  sql.once.run(partition, once.id, once.expiresAt, once.result);
  sql.sweep.run(once.now, SWEPT_PER_COMMIT);
}

function add(sql: Sql, collections: Collections, partition: string, name: string, members: readonly string[]): number {
  if (members.length === 0) return collections.find(partition, 'set', name)?.size ?? 0;
  const set = collections.open(partition, 'set', name);
  let size = set.size;
  for (const member of members) size += sql.addMember.run(set.id, member);
  if (size !== set.size) collections.resize(set.id, size);
  return size;
}

function drop(sql: Sql, collections: Collections, partition: string, name: string, members: readonly string[]): number {
  const set = collections.find(partition, 'set', name);
  if (!set) return 0;
  let size = set.size;
  for (const member of members) size -= sql.dropMember.run(set.id, member);
  if (size !== set.size) collections.resize(set.id, size);
  return size;
}

function append(sql: Sql, collections: Collections, partition: string, name: string, entries: readonly string[]): void {
  if (entries.length === 0) return;
  const log = collections.open(partition, 'log', name);
  for (const [index, entry] of entries.entries()) sql.append.run(log.id, log.size + index + 1, entry);
  collections.resize(log.id, log.size + entries.length);
}

function giveAward(sql: Sql, collections: Collections, partition: string, { board: name, member, points, at }: Award): void {
  const board = collections.open(partition, 'board', name);
  // No points got nobody anywhere: the member keeps the time at which it reached what it has.
  const updated = points === 0 ? sql.stand.run(board.id, member) : sql.award.run(points, at, board.id, member);
  if (updated > 0) return;
  sql.enter.run(board.id, member, Math.max(-POINTS_MAX, Math.min(POINTS_MAX, -points)), at);
  collections.resize(board.id, board.size + 1);
}

/** Sets, logs and boards by name. A set that lost its last member is gone with its name. */
function prepareCollections(connection: Connection) {
  const find = prepare<{ id: number; size: number }>(connection, 'SELECT id, size FROM collection WHERE partition = ? AND kind = ? AND name = ?');
  const create = prepare<{ id: number; size: number }>(
    connection,
    'INSERT INTO collection (partition, kind, name, size) VALUES (?, ?, ?, 0) RETURNING id, size',
  );
  const resize = prepare(connection, 'UPDATE collection SET size = ? WHERE id = ?');
  const remove = prepare(connection, 'DELETE FROM collection WHERE id = ?');
  return {
    find: (partition: string, kind: Collection, name: string) => find.one(partition, kind, name),
    open(partition: string, kind: Collection, name: string): { id: number; size: number } {
      const collection = find.one(partition, kind, name) ?? create.one(partition, kind, name);
      if (!collection) throw new Error(`SQLite made no ${kind} "${name}"`);
      return collection;
    },
    resize: (id: number, size: number) => (size === 0 ? remove.run(id) : resize.run(size, id)),
  };
}

function prepareStatements(connection: Connection) {
  return {
    result: prepare<{ result: string }>(connection, 'SELECT result FROM once WHERE partition = ? AND id = ? AND expires_at > ?'),
    once: prepare(connection, 'INSERT OR REPLACE INTO once (partition, id, expires_at, result) VALUES (?, ?, ?, ?)'),
    sweep: prepare(connection, 'DELETE FROM once WHERE (partition, id) IN (SELECT partition, id FROM once WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)'),
    version: prepare<{ version: number }>(connection, 'SELECT version FROM document WHERE partition = ? AND key = ?'),
    put: prepare(
      connection,
      'INSERT INTO document (partition, key, version, value) VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET version = version + 1, value = excluded.value',
    ),
    remove: prepare(connection, 'DELETE FROM document WHERE partition = ? AND key = ?'),
    addMember: prepare(connection, 'INSERT OR IGNORE INTO member (collection, member) VALUES (?, ?)'),
    dropMember: prepare(connection, 'DELETE FROM member WHERE collection = ? AND member = ?'),
    append: prepare(connection, 'INSERT INTO entry (collection, position, value) VALUES (?, ?, ?)'),
    award: prepare(
      connection,
      `UPDATE standing SET minus_points = MAX(-${POINTS_MAX}, MIN(${POINTS_MAX}, minus_points - ?)), at = ? WHERE collection = ? AND member = ?`,
    ),
    stand: prepare(connection, 'UPDATE standing SET at = at WHERE collection = ? AND member = ?'),
    enter: prepare(connection, 'INSERT INTO standing (collection, member, minus_points, at) VALUES (?, ?, ?, ?)'),
    // Replaced, not updated: it gets a revision of its own.
    due: prepare(connection, 'INSERT OR REPLACE INTO due (partition, key, at, free_at, data) VALUES (?, ?, ?, ?, ?)'),
    documentEnd: prepare(connection, 'UPDATE document SET ends_at = ? WHERE partition = ? AND key = ?'),
    collectionEnd: prepare(connection, 'UPDATE collection SET ends_at = ? WHERE partition = ? AND kind = ? AND name = ?'),
  };
}
