import {
  type Batch,
  type BoardFound,
  type BoardRow,
  type BoardWanted,
  type Committed,
  type Document,
  type Due,
  type Entry,
  type Erasure,
  type Found,
  type Json,
  POINTS_MAX,
  type Wanted,
} from '../../src/store/store.ts';

interface Partition {
  documents: Map<string, Document>;
  sets: Map<string, Set<string>>;
  logs: Map<string, Json[]>;
  boards: Map<string, Map<string, { points: number; at: number }>>;
  once: Map<string, { expiresAt: number; result: Json }>;
  due: Map<string, { at: number; freeAt: number; data: Json; revision: number }>;
  /** Shape to name to time. */
  ends: Record<Shape, Map<string, number>>;
}

const SHAPES = ['documents', 'sets', 'logs', 'boards'] as const;
type Shape = (typeof SHAPES)[number];

/**
 * The port in plain Maps, as naively as it can be said: what every engine is compared with.
 * It does not predict which pieces a claim takes (that is the engine's choice) but judges them.
 */
export class Model {
  readonly #partitions = new Map<string, Partition>();
  #revision = 0;

  commit(name: string, batch: Batch): Committed {
    const partition = this.#open(name);
    const { once } = batch;
    const earlier = once && partition.once.get(once.id);
    if (earlier && earlier.expiresAt > once.now) return { outcome: 'duplicate', result: earlier.result };
    const fits = Object.entries(batch.expect ?? {}).every(([key, version]) => this.version(name, key) === version);
    if (!fits) return { outcome: 'conflict' };

    if (once) partition.once.set(once.id, { expiresAt: once.now + once.forMs, result: copy(once.result) });
    if (batch.erase) erase(partition, batch.erase);
    for (const [key, value] of entries(batch.put)) partition.documents.set(key, { version: this.version(name, key) + 1, value: copy(value) });
    for (const key of batch.remove ?? []) partition.documents.delete(key);
    const sizes = changeSets(partition, batch);
    for (const [log, added] of entries(batch.append)) partition.logs.set(log, [...(partition.logs.get(log) ?? []), ...added.map(copy)]);
    for (const { board, member, points, at } of batch.award ?? []) award(partition, board, member, points, at);
    for (const { key, at, data } of batch.due ?? []) partition.due.set(key, { at, freeAt: at, data: copy(data), revision: ++this.#revision });
    tidy(partition);
    for (const shape of SHAPES) for (const [end, at] of entries(batch.until?.[shape])) if (partition[shape].has(end)) partition.ends[shape].set(end, at);
    return { outcome: 'done', sizes };
  }

  version(name: string, key: string): number {
    return this.#open(name).documents.get(key)?.version ?? 0;
  }

  read(name: string, wanted: Wanted): Found {
    const partition = this.#open(name);
    return {
      documents: byName(wanted.documents ?? [], (key) => partition.documents.get(key)),
      sets: byName(wanted.sets ?? [], (set) => [...(partition.sets.get(set) ?? [])].sort()),
      logs: byName(Object.keys(wanted.logs ?? {}), (log) => tail(partition.logs.get(log) ?? [], wanted.logs![log]!.last)),
      boards: byName(Object.keys(wanted.boards ?? {}), (board) => boardFound(partition, board, wanted.boards![board]!)),
    };
  }

  /** All that a claim may take at `now`. */
  claimable(now: number): Due[] {
    return [...this.#partitions].flatMap(([partition, { due }]) =>
      [...due].filter(([, { freeAt }]) => freeAt <= now).map(([key, { at, data, revision }]) => ({ partition, key, at, data, revision })),
    );
  }

  /** What every claim begins with. */
  eraseEnded(now: number): void {
    for (const partition of this.#partitions.values()) {
      for (const shape of SHAPES) for (const [name, at] of partition.ends[shape]) if (at <= now) partition[shape].delete(name);
      tidy(partition);
    }
  }

  lease(claimed: readonly Due[], until: number): void {
    for (const { partition, key } of claimed) this.#open(partition).due.get(key)!.freeAt = until;
  }

  settle(claimed: readonly Due[]): void {
    for (const { partition, key, revision } of claimed) {
      const { due } = this.#open(partition);
      if (due.get(key)?.revision === revision) due.delete(key);
    }
  }

  scan(only?: string): Entry[] {
    return [...this.#partitions].filter(([name]) => only === undefined || name === only).flatMap(([name, partition]) => entriesOf(name, partition));
  }

  #open(name: string): Partition {
    const found = this.#partitions.get(name);
    if (found) return found;
    const ends = { documents: new Map(), sets: new Map(), logs: new Map(), boards: new Map() };
    const made: Partition = { documents: new Map(), sets: new Map(), logs: new Map(), boards: new Map(), once: new Map(), due: new Map(), ends };
    this.#partitions.set(name, made);
    return made;
  }
}

function erase(partition: Partition, erasure: 'everything' | Erasure): void {
  if (erasure === 'everything') {
    for (const shape of [...SHAPES, 'due'] as const) partition[shape].clear();
  } else {
    for (const shape of ['sets', 'logs', 'boards'] as const) for (const name of erasure[shape] ?? []) partition[shape].delete(name);
    for (const [board, members] of entries(erasure.rows)) for (const member of members) partition.boards.get(board)?.delete(member);
    for (const key of erasure.due ?? []) partition.due.delete(key);
  }
  tidy(partition);
}

/** What is empty is gone with its name, and what is gone has no end. */
function tidy(partition: Partition): void {
  for (const shape of ['sets', 'logs', 'boards'] as const)
    for (const [name, held] of partition[shape]) if (('size' in held ? held.size : held.length) === 0) partition[shape].delete(name);
  for (const shape of SHAPES) for (const name of partition.ends[shape].keys()) if (!partition[shape].has(name)) partition.ends[shape].delete(name);
}

function changeSets(partition: Partition, batch: Batch): Record<string, number> {
  const setOf = (name: string) => partition.sets.get(name) ?? new Set<string>();
  for (const [name, members] of entries(batch.add)) partition.sets.set(name, new Set([...setOf(name), ...members]));
  for (const [name, members] of entries(batch.drop)) partition.sets.set(name, new Set([...setOf(name)].filter((member) => !members.includes(member))));
  const touched = [...entries(batch.add), ...entries(batch.drop)].map(([name]) => name);
  return byName(touched, (name) => setOf(name).size);
}

function award(partition: Partition, board: string, member: string, points: number, at: number): void {
  const rows = partition.boards.get(board) ?? new Map<string, { points: number; at: number }>();
  partition.boards.set(board, rows);
  const row = rows.get(member);
  if (!row || points !== 0) rows.set(member, { points: Math.max(-POINTS_MAX, Math.min(POINTS_MAX, (row?.points ?? 0) + points)), at });
}

function boardFound(partition: Partition, board: string, { top = 0, around }: BoardWanted): BoardFound {
  const rows: BoardRow[] = [...(partition.boards.get(board) ?? [])]
    .map(([member, row]) => ({ member, ...row }))
    .sort((a, b) => b.points - a.points || a.at - b.at || Buffer.compare(Buffer.from(a.member), Buffer.from(b.member)))
    .map(({ member, points }, index) => ({ rank: index + 1, member, points }));
  const own = around ? rows.findIndex(({ member }) => member === around.member) : -1;
  return {
    size: rows.length,
    top: rows.slice(0, top),
    around: around && own >= 0 ? rows.slice(Math.max(0, own - around.before), own + around.after + 1) : [],
  };
}

function entriesOf(partition: string, { documents, sets, logs, boards, due }: Partition): Entry[] {
  return [
    ...[...documents].map(([key, document]): Entry => ({ partition, kind: 'document', key, ...document })),
    ...[...sets].flatMap(([name, members]) => [...members].map((member): Entry => ({ partition, kind: 'set', name, member }))),
    ...[...logs].flatMap(([name, values]) => values.map((value, index): Entry => ({ partition, kind: 'log', name, position: index + 1, value }))),
    ...[...boards].flatMap(([name, rows]) => [...rows].map(([member, row]): Entry => ({ partition, kind: 'board', name, member, ...row }))),
    ...[...due].map(([key, { at, data }]): Entry => ({ partition, kind: 'due', key, at, value: data })),
  ];
}

function tail(log: readonly Json[], last = Number.POSITIVE_INFINITY): readonly Json[] {
  return last > 0 ? log.slice(-last) : [];
}

function byName<T>(names: readonly string[], of: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

function entries<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {});
}

/** As it comes back: what JSON drops is dropped. */
function copy(value: Json): Json {
  return JSON.parse(JSON.stringify(value));
}
