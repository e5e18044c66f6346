import { wellFormed } from './encode.ts';
import { partitionKeys } from './redis-keys.ts';
import { unpackScore } from './redis-score.ts';
import type { Call } from './redis-scripts.ts';
import type { BoardFound, BoardRow, BoardWanted, Document, Found, Wanted } from './store.ts';

type Rows = readonly string[];
/** As `lua/read.lua` says. */
type Reply = readonly [
  documents: readonly (string | null)[],
  sets: readonly Rows[],
  logs: readonly Rows[],
  boards: readonly (readonly [size: number, first: Rows, from: number, around: Rows])[],
];

export function readCall(partition: string, { documents = [], sets = [], logs = {}, boards = {} }: Wanted): Call {
  const keys = partitionKeys(partition);
  const [logNames, boardNames] = [Object.keys(logs), Object.keys(boards)];
  return {
    script: 'read',
    keys: [
      keys.docs,
      ...sets.map((name) => keys.collection('set', name)),
      ...logNames.map((name) => keys.collection('log', name)),
      ...boardNames.map((name) => keys.collection('board', name)),
    ],
    args: [
      ...[sets.length, logNames.length, boardNames.length],
      ...Object.values(logs).map(({ last }) => (last === undefined ? -1 : Math.max(0, last))),
      ...Object.values(boards).flatMap(boardArgs),
      ...documents.map(wellFormed),
    ],
  };
}

function boardArgs({ top = 0, around }: BoardWanted): (string | number)[] {
  if (!around) return [top, -1, -1, ''];
  return [top, Math.max(0, around.before), Math.max(0, around.after), wellFormed(around.member)];
}

export function found({ documents = [], sets = [], logs = {}, boards = {} }: Wanted, reply: unknown): Found {
  const [foundDocuments, foundSets, foundLogs, foundBoards] = reply as Reply;
  return {
    documents: Object.fromEntries(documents.map((key, index) => [key, parseDocument(foundDocuments[index])])),
    sets: Object.fromEntries(sets.map((name, index) => [name, foundSets[index]?.toSorted() ?? []])),
    logs: Object.fromEntries(Object.keys(logs).map((name, index) => [name, foundLogs[index]?.map((entry) => JSON.parse(entry)) ?? []])),
    boards: Object.fromEntries(Object.keys(boards).map((name, index) => [name, parseBoard(foundBoards[index])])),
  };
}

/** From `version text`. */
export function parseDocument(kept: string | null | undefined): Document | undefined {
  if (kept === null || kept === undefined) return undefined;
  const blank = kept.indexOf(' ');
  return { version: Number(kept.slice(0, blank)), value: JSON.parse(kept.slice(blank + 1)) };
}

/** From member and score in turn. */
export function parseRows(rows: Rows): { member: string; points: number; at: number }[] {
  return Array.from({ length: rows.length / 2 }, (_, index) => ({ member: rows[2 * index] ?? '', ...unpackScore(rows[2 * index + 1] ?? '') }));
}

function parseBoard(board: Reply[3][number] | undefined): BoardFound {
  const [size, first, from, around] = board ?? [0, [], 0, []];
  return { size, top: ranked(1, first), around: ranked(from + 1, around) };
}

function ranked(first: number, rows: Rows): BoardRow[] {
  return parseRows(rows).map(({ member, points }, index) => ({ rank: first + index, member, points }));
}
