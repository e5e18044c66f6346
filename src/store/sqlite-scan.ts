import { type Bindable, type Connection, prepare, type Query } from './sqlite-bind.ts';
import type { Entry } from './store.ts';

/** Rows fetched at a time. A statement left half-read would keep its snapshot, and so the write-ahead log, after the scan is dropped. */
const PAGE_ROWS = 200;

type Sql = ReturnType<typeof prepareStatements>;

/** Partition by partition; in each documents, sets, logs, boards, due work, each in the order of its key. */
export function* scanPartitions(connection: Connection, partition: string | undefined): Generator<Entry> {
  const sql = prepareStatements(connection);
  if (partition !== undefined) return yield* scanPartition(sql, partition);
  for (let next = sql.firstPartition.one()?.partition ?? null; next !== null; next = sql.nextPartition.one(next, next, next)?.partition ?? null) {
    yield* scanPartition(sql, next);
  }
}

function* scanPartition(sql: Sql, partition: string): Generator<Entry> {
  for (const { key, version, value } of pages(sql.documents, [partition], '', (row) => row.key)) {
    yield { partition, kind: 'document', key, version, value: JSON.parse(value) };
  }
  for (const { id, name } of pages(sql.collections, [partition, 'set'], '', (row) => row.name)) {
    for (const { member } of pages(sql.members, [id], '', (row) => row.member)) yield { partition, kind: 'set', name, member };
  }
  for (const { id, name } of pages(sql.collections, [partition, 'log'], '', (row) => row.name)) {
    for (const { position, value } of pages(sql.entries, [id], 0, (row) => row.position)) {
      yield { partition, kind: 'log', name, position, value: JSON.parse(value) };
    }
  }
  for (const { id, name } of pages(sql.collections, [partition, 'board'], '', (row) => row.name)) {
    for (const { member, minus_points, at } of pages(sql.standings, [id], '', (row) => row.member)) {
      yield { partition, kind: 'board', name, member, points: 0 - minus_points, at };
    }
  }
  for (const { key, at, data } of pages(sql.due, [partition], '', (row) => row.key)) {
    yield { partition, kind: 'due', key, at, value: JSON.parse(data) };
  }
}

/** All rows of a query made by `pageBy`. `first` is the least that its name can be. */
function* pages<Row>(query: Query<Row>, scope: readonly Bindable[], first: string | number, nameOf: (row: Row) => string | number): Generator<Row> {
  let rows = query.all(...scope, first, null);
  for (;;) {
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    rows = query.all(...scope, nameOf(last), nameOf(last));
  }
}

function prepareStatements(connection: Connection) {
  // "At least, and not the same" instead of "greater", so that the first page (from '' or 0, not null) has the empty name too.
  const pageBy = (name: string) => `${name} >= ? AND ${name} IS NOT ? ORDER BY ${name} LIMIT ${PAGE_ROWS}`;
  const partitions = (where: string) => `SELECT MIN(partition) AS partition FROM (
    SELECT MIN(partition) AS partition FROM document ${where} UNION ALL
    SELECT MIN(partition) FROM collection ${where} UNION ALL
    SELECT MIN(partition) FROM due ${where})`;
  return {
    firstPartition: prepare<{ partition: string | null }>(connection, partitions('')),
    nextPartition: prepare<{ partition: string | null }>(connection, partitions('WHERE partition > ?')),
    documents: prepare<{ key: string; version: number; value: string }>(
      connection,
      `SELECT key, version, value FROM document WHERE partition = ? AND ${pageBy('key')}`,
    ),
    collections: prepare<{ id: number; name: string }>(connection, `SELECT id, name FROM collection WHERE partition = ? AND kind = ? AND ${pageBy('name')}`),
    members: prepare<{ member: string }>(connection, `SELECT member FROM member WHERE collection = ? AND ${pageBy('member')}`),
    entries: prepare<{ position: number; value: string }>(connection, `SELECT position, value FROM entry WHERE collection = ? AND ${pageBy('position')}`),
    standings: prepare<{ member: string; minus_points: number; at: number }>(
      connection,
      `SELECT member, minus_points, at FROM standing WHERE collection = ? AND ${pageBy('member')}`,
    ),
    due: prepare<{ key: string; at: number; data: string }>(connection, `SELECT key, at, data FROM due WHERE partition = ? AND ${pageBy('key')}`),
  };
}
