/**
 * What is kept, in five shapes: documents, sets, logs, boards and queues of due work.
 * Engines hold data, not rules: every rule lives in `study/`, every key and document in `records/`.
 *
 * A partition is what must change together (a community, or a learner). All that one commit
 * touches lies in one partition, so that an engine can hold it in one transaction or one slot.
 */
export interface Store {
  /** One round trip. What does not exist comes back as `undefined`, an empty set, an empty tail. */
  read(partition: string, wanted: Wanted): Promise<Found>;

  /** All of the batch or none of it, on disk when it resolves. One round trip. */
  commit(partition: string, batch: Batch): Promise<Committed>;

  /**
   * Takes at most `limit` pieces of work that are due at `now` and hides them from everyone for `leaseMs`.
   * Work that is not settled by `now + leaseMs` is handed out again: after a crash it is done twice rather than not at all.
   * Before that it erases all that has ended by `now` (`Batch.until`), in every partition.
   */
  claim(now: number, limit: number, leaseMs: number): Promise<Due[]>;

  /** Ends claimed work. What a commit has put under its key since the claim stays, also when it is due at the same time. */
  settle(claimed: readonly Due[]): Promise<void>;

  /** Everything, or one partition, in a stable order: for backup, export, rebuild and the proof of deletion. */
  scan(partition?: string): AsyncIterable<Entry>;

  close(): Promise<void>;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

export interface Wanted {
  documents?: readonly string[];
  sets?: readonly string[];
  /** The newest `last` entries of each log; without it, all of them. */
  logs?: Readonly<Record<string, { last?: number }>>;
  boards?: Readonly<Record<string, BoardWanted>>;
}

export interface BoardWanted {
  /** How many of the first rows. */
  top?: number;
  /** The rows around a member: `before` above it and `after` below it, with the member's own. */
  around?: { member: string; before: number; after: number };
}

export interface Found {
  documents: Readonly<Record<string, Document | undefined>>;
  /** Members in code-unit order. */
  sets: Readonly<Record<string, readonly string[]>>;
  /** Oldest first. */
  logs: Readonly<Record<string, readonly Json[]>>;
  boards: Readonly<Record<string, BoardFound>>;
}

export interface Document {
  /** 1 when first written, one more with each commit that puts it. */
  version: number;
  value: Json;
}

export interface BoardFound {
  size: number;
  top: readonly BoardRow[];
  /** Empty when the member has no row. */
  around: readonly BoardRow[];
}

export interface BoardRow {
  /** From 1. Rows with equal points stand in the order in which they got there, and at the same time by their member's UTF-8 bytes. */
  rank: number;
  member: string;
  points: number;
}

export interface Batch {
  /**
   * Makes the batch happen once in its partition: a second commit with this id before `now + forMs` changes nothing and gets the
   * first one's `result`, whatever else it holds. No text from people in it: no scan finds it.
   */
  once?: { id: string; forMs: number; result: Json; now: number };
  /** The versions that the batch was computed from (0: it must not exist yet). A difference is a conflict. */
  expect?: Readonly<Record<string, number>>;
  /** Comes before all that follows, so that one batch can write anew what it erases. `everything`: what the partition holds, but for its once-ids. */
  erase?: 'everything' | Erasure;
  put?: Readonly<Record<string, Json>>;
  /** Comes after `put`, as `drop` comes after `add`. */
  remove?: readonly string[];
  /** Set name to members. */
  add?: Readonly<Record<string, readonly string[]>>;
  drop?: Readonly<Record<string, readonly string[]>>;
  /** Log name to entries, in order. */
  append?: Readonly<Record<string, readonly Json[]>>;
  award?: readonly Award[];
  due?: readonly Work[];
  /**
   * When things end, in milliseconds since 1970: the first claim from then on erases them, and until then they are read as ever.
   * Of what is there after the batch. It holds until the thing is gone or another batch sets it anew.
   */
  until?: Ends;
}

/** What goes whole, name and all. */
export interface Erasure {
  sets?: readonly string[];
  logs?: readonly string[];
  boards?: readonly string[];
  /** Board name to members: their rows. A board goes with its last row, as a set with its last member. */
  rows?: Readonly<Record<string, readonly string[]>>;
  /** Keys of work, claimed or not. */
  due?: readonly string[];
}

/** Name to time, for each shape. */
export interface Ends {
  documents?: Readonly<Record<string, number>>;
  sets?: Readonly<Record<string, number>>;
  logs?: Readonly<Record<string, number>>;
  boards?: Readonly<Record<string, number>>;
}

export interface Award {
  board: string;
  member: string;
  /**
   * Added to what the member has: a whole number, negative to take back. A member at 0 points keeps its row; an award of 0 moves nobody.
   * Beyond POINTS_MAX, up or down, nobody gets.
   */
  points: number;
  /** Milliseconds since 1970, up to AT_MAX: decides ties, first come first. */
  at: number;
}

/** Work to be done at a time. A second commit under the same key replaces it, so that ten edits of one message become one. */
export interface Work {
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  data: Json;
}

/** Work as a claim hands it out. */
export interface Due extends Work {
  partition: string;
  /** Tells it from all that was or will be under its key. */
  revision: number;
}

export type Committed =
  /** `sizes`: of every set that the batch added to or dropped from, after it. */
  | { outcome: 'done'; sizes: Readonly<Record<string, number>> }
  | { outcome: 'duplicate'; result: Json }
  /** Somebody else changed an expected document. Nothing was written: read again, compute again. */
  | { outcome: 'conflict' };

export type Entry =
  | { partition: string; kind: 'document'; key: string; version: number; value: Json }
  | { partition: string; kind: 'set'; name: string; member: string }
  | { partition: string; kind: 'log'; name: string; position: number; value: Json }
  | { partition: string; kind: 'board'; name: string; member: string; points: number; at: number }
  | { partition: string; kind: 'due'; key: string; at: number; value: Json };

/** The largest document, in bytes of its JSON as UTF-8. A larger one is refused by every engine. */
export const DOCUMENT_MAX_BYTES = 64 * 1024;
/** The largest `once.result`, likewise. */
export const RESULT_MAX_BYTES = 1024;
/** The most and, negative, the least points of a row: 21 bits, which together with those of AT_MAX fill a sorted set's score. */
export const POINTS_MAX = 1_000_000;
/** The latest time of an award: 42 bits of milliseconds, in the year 2109. */
export const AT_MAX = 2 ** 42 - 1;

/** The store can't do it now (disk full, connection lost) and nothing was acknowledged. Worth trying again. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
