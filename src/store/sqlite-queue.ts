import { whole } from './encode.ts';
import { type Connection, prepare } from './sqlite-bind.ts';
import { prepareErase } from './sqlite-erase.ts';
import type { Due } from './store.ts';

/**
 * Claims by the time at which a piece became free. Work that was claimed and not settled stands in line by the end of its
 * lease, so that a piece that kills its worker every time can't hold up all the others.
 */
export function prepareQueue(connection: Connection) {
  const erase = prepareErase(connection);
  const take = prepare<{ partition: string; key: string; at: number; revision: number; data: string }>(
    connection,
    `UPDATE due SET free_at = ? WHERE revision IN (SELECT revision FROM due WHERE free_at <= ? ORDER BY free_at, at LIMIT ?)
     RETURNING partition, key, at, revision, data`,
  );
  const end = prepare(connection, 'DELETE FROM due WHERE revision = ? AND partition = ? AND key = ?');
  return {
    claim(now: number, limit: number, leaseMs: number): Due[] {
      const freeAt = whole('the end of the lease', now + leaseMs);
      erase.ended(now);
      const rows = take.all(freeAt, now, Math.max(0, limit));
      // RETURNING promises no order.
      return rows.map(({ data, ...work }) => ({ ...work, data: JSON.parse(data) })).sort((a, b) => a.at - b.at);
    },
    settle(claimed: readonly Due[]): void {
      for (const { partition, key, revision } of claimed) end.run(revision, partition, key);
    },
  };
}
