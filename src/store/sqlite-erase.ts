import type { Collection, EncodedErasure } from './encode.ts';
import { type Connection, prepare } from './sqlite-bind.ts';

interface Found {
  id: number;
  kind: Collection;
}

const ROWS: Readonly<Record<Collection, string>> = { set: 'member', log: 'entry', board: 'standing' };

/** What goes whole. It opens no transaction: the caller does. */
export function prepareErase(connection: Connection) {
  const inPartition = prepare<Found>(connection, 'SELECT id, kind FROM collection WHERE partition = ?');
  const named = prepare<Found>(connection, 'SELECT id, kind FROM collection WHERE partition = ? AND kind = ? AND name = ?');
  const ended = prepare<Found>(connection, 'SELECT id, kind FROM collection WHERE ends_at <= ?');
  const rows = Object.fromEntries(Object.entries(ROWS).map(([kind, table]) => [kind, prepare(connection, `DELETE FROM ${table} WHERE collection = ?`)]));
  const collection = prepare(connection, 'DELETE FROM collection WHERE id = ?');
  const documents = prepare(connection, 'DELETE FROM document WHERE partition = ?');
  const endedDocuments = prepare(connection, 'DELETE FROM document WHERE ends_at <= ?');
  const row = prepare(connection, 'DELETE FROM standing WHERE collection = ? AND member = ?');
  const shrink = prepare<{ size: number }>(connection, 'UPDATE collection SET size = size - ? WHERE id = ? RETURNING size');
  const due = prepare(connection, 'DELETE FROM due WHERE partition = ? AND key = ?');
  const allDue = prepare(connection, 'DELETE FROM due WHERE partition = ?');

  const drop = ({ id, kind }: Found) => {
    rows[kind]?.run(id);
    collection.run(id);
  };
  const dropRows = (board: Found, members: readonly string[]) => {
    const gone = members.reduce((sum, member) => sum + row.run(board.id, member), 0);
    if (shrink.one(gone, board.id)?.size === 0) collection.run(board.id);
  };
  return {
    everything(partition: string): void {
      documents.run(partition);
      inPartition.all(partition).forEach(drop);
      allDue.run(partition);
    },
    some(partition: string, erasure: EncodedErasure): void {
      for (const [kind, name] of erasure.collections) named.all(partition, kind, name).forEach(drop);
      for (const [name, members] of erasure.rows) for (const board of named.all(partition, 'board', name)) dropRows(board, members);
      for (const key of erasure.due) due.run(partition, key);
    },
    /** By `now`, in all partitions. */
    ended(now: number): void {
      endedDocuments.run(now);
      ended.all(now).forEach(drop);
    },
  };
}
