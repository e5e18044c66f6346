import type { Award } from '../store/store.ts';
import { boardsOf, goneFrom } from '../study/board.ts';
import { instantOf } from '../study/calendar.ts';

/** Points that somebody gets, or gives back. */
export interface PointsChange {
  /** The community's, when the answer was given. */
  zone: string;
  answeredAt: number;
  /** When it happens: who got there first stands first. */
  at: number;
  member: string;
  groups: readonly string[];
  points: number;
}

/** On every board that the answer counts on and that is still kept, with when each may go. No points make no row. */
export function boardChange({ zone, answeredAt, at, member, groups, points }: PointsChange): { award: Award[]; until: Record<string, number> } {
  const kept = (points === 0 ? [] : boardsOf(zone, answeredAt, groups)).map((board) => ({ board, end: endOf(board, zone) })).filter(({ end }) => end > at);
  return {
    award: kept.map(({ board }) => ({ board, member, points, at })),
    until: Object.fromEntries(kept.filter(({ end }) => Number.isFinite(end)).map(({ board, end }) => [board, end])),
  };
}

/** When a board may go, in milliseconds since 1970; that of all time never. */
export function endOf(board: string, zone: string): number {
  const gone = goneFrom(board);
  return gone === undefined ? Number.POSITIVE_INFINITY : instantOf(gone, { hour: 0, minute: 0 }, zone);
}
