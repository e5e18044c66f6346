import fc from 'fast-check';
import { expect } from 'vitest';
import type { Batch, Due, Entry, Erasure, Json, Store, Wanted } from '../../src/store/store.ts';
import { Model } from './model.ts';

/** Few names, so that steps meet; some of them odd. */
const PARTITIONS = ['c/1', 'c/2', 'l/1'];
const NAMES = ['a', 'b', '__proto__', 'é', '～', '😀'];

const partition = fc.constantFrom(...PARTITIONS);
const name = fc.constantFrom(...NAMES);
const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;

/** Optional, and more often left out than not. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const record = <T>(of: fc.Arbitrary<T>) =>
  fc.uniqueArray(fc.tuple(name, of), { selector: ([key]) => key, maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
const names = fc.array(name, { maxLength: 4 });

/** Numbers of milliseconds are small, so that ties, expiries and lease ends meet exactly. */
const soon = fc.integer({ min: -3, max: 6 });

interface CommitStep {
  kind: 'commit';
  partition: string;
  once: { id: string; forMs: number; result: Json } | undefined;
  /** 'current' is what the model says it is. */
  expect: Record<string, number | 'current'> | undefined;
  erase: 'everything' | Erasure | undefined;
  put: Record<string, Json> | undefined;
  remove: readonly string[] | undefined;
  add: Record<string, readonly string[]> | undefined;
  drop: Record<string, readonly string[]> | undefined;
  append: Record<string, readonly Json[]> | undefined;
  award: readonly { board: string; member: string; points: number; after: number }[] | undefined;
  due: readonly { key: string; after: number; data: Json }[] | undefined;
  /** Milliseconds after the commit. */
  until: Partial<Record<(typeof SHAPES)[number], Record<string, number>>> | undefined;
}

const SHAPES = ['documents', 'sets', 'logs', 'boards'] as const;
const erasure = fc.record({ sets: names, logs: names, boards: names, rows: record(names), due: names }, { requiredKeys: [] });

const commit: fc.Arbitrary<CommitStep> = fc.record({
  kind: fc.constant('commit' as const),
  partition,
  once: maybe(fc.record({ id: name, forMs: fc.integer({ min: 1, max: 8 }), result: value })),
  expect: maybe(record(fc.constantFrom<(number | 'current')[]>('current', 'current', 'current', 0, 1, 2))),
  erase: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: erasure },
    { weight: 1, arbitrary: fc.constant('everything' as const) },
  ),
  put: maybe(record(value)),
  remove: maybe(names),
  add: maybe(record(names)),
  drop: maybe(record(names)),
  append: maybe(record(fc.array(value, { maxLength: 3 }))),
  award: maybe(fc.array(fc.record({ board: name, member: name, points: fc.integer({ min: -3, max: 3 }), after: soon }), { maxLength: 6 })),
  due: maybe(fc.array(fc.record({ key: name, after: soon, data: value }), { maxLength: 3 })),
  until: maybe(fc.record({ documents: record(soon), sets: record(soon), logs: record(soon), boards: record(soon) }, { requiredKeys: [] })),
});

const around = fc.record({ member: name, before: fc.nat(3), after: fc.nat(3) });
const read = fc.record({
  kind: fc.constant('read' as const),
  partition,
  top: fc.nat(4),
  last: fc.option(fc.nat(5), { nil: undefined }),
  around,
});
const claim = fc.record({ kind: fc.constant('claim' as const), limit: fc.constantFrom(0, 1, 2, 100), leaseMs: fc.integer({ min: 1, max: 8 }) });
/** Settles those of the newest claims whose place in the list is in `which`. */
const settle = fc.record({ kind: fc.constant('settle' as const), which: fc.array(fc.nat(5), { maxLength: 4 }) });
const scan = fc.record({ kind: fc.constant('scan' as const), partition: fc.option(partition, { nil: undefined }) });
const restart = fc.record({ kind: fc.constant('restart' as const) });

const step = fc.record({
  /** The clock only moves forward. */
  afterMs: fc.nat(4),
  action: fc.oneof(
    { weight: 12, arbitrary: commit },
    { weight: 5, arbitrary: read },
    { weight: 4, arbitrary: claim },
    { weight: 3, arbitrary: settle },
    { weight: 1, arbitrary: scan },
    { weight: 1, arbitrary: restart },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const history = fc.array(step, { minLength: 5, maxLength: 40, size: 'max' });

interface Stage {
  store: Store;
  model: Model;
  now: number;
  /** Newest first: as the engine handed it out, and as the model has it. */
  claimed: { engine: Due; model: Due }[];
}

/** Plays one history on the engine and on the model; every answer must be the same, and so must all that is left at the end. */
export async function play(steps: readonly Step[], opened: { store: Store; reopen(): Promise<Store> }): Promise<void> {
  const stage: Stage = { store: opened.store, model: new Model(), now: 1_800_000_000_000, claimed: [] };
  for (const { afterMs, action } of steps) {
    stage.now += afterMs;
    if (action.kind === 'restart') stage.store = await opened.reopen();
    else await act(stage, action);
  }
  for (const each of PARTITIONS) await compareRead(stage, each, everything(each.length, undefined, { member: 'a', before: 9, after: 9 }));
  await compareScan(stage, undefined);
}

async function act(stage: Stage, action: Exclude<Step['action'], { kind: 'restart' }>): Promise<void> {
  switch (action.kind) {
    case 'commit': {
      const batch = batchOf(stage, action);
      expect(await stage.store.commit(action.partition, batch)).toEqual(stage.model.commit(action.partition, batch));
      return;
    }
    case 'read':
      return compareRead(stage, action.partition, everything(action.top, action.last, action.around));
    case 'claim':
      return compareClaim(stage, action.limit, action.leaseMs);
    case 'settle': {
      const settled = stage.claimed.filter((_, index) => action.which.includes(index));
      await stage.store.settle(settled.map(({ engine }) => engine));
      return stage.model.settle(settled.map(({ model }) => model));
    }
    case 'scan':
      return compareScan(stage, action.partition);
    default:
      action satisfies never;
  }
}

function batchOf({ model, now }: Stage, { kind: _, partition: name, once, expect: versions, award, due, until, ...rest }: CommitStep): Batch {
  const { erase, put, remove, add, drop } = rest;
  const batch: Batch = {
    ...(rest.append && { append: rest.append }),
    ...(erase && { erase }),
    ...(put && { put }),
    ...(add && { add }),
    // What a batch does to one thing twice, in two ways, the port leaves open.
    ...(remove && { remove: remove.filter((key) => !(put && Object.hasOwn(put, key))) }),
    ...(drop && { drop: Object.fromEntries(Object.entries(drop).map(([set, members]) => [set, members.filter((member) => !isAdded(add, set, member))])) }),
    ...(once && { once: { ...once, now } }),
    ...(versions && {
      expect: Object.fromEntries(Object.entries(versions).map(([key, version]) => [key, version === 'current' ? model.version(name, key) : version])),
    }),
    ...(award && { award: award.map(({ after, ...given }) => ({ ...given, at: now + after })) }),
    ...(due && { due: due.map(({ after, ...work }) => ({ ...work, at: now + after })) }),
    ...(until && { until: Object.fromEntries(Object.entries(until).map(([shape, ends]) => [shape, later(ends, now)])) }),
  };
  return batch;
}

function later(ends: Record<string, number>, now: number): Record<string, number> {
  return Object.fromEntries(Object.entries(ends).map(([end, after]) => [end, now + after]));
}

function isAdded(add: CommitStep['add'], set: string, member: string): boolean {
  return add !== undefined && Object.hasOwn(add, set) && (add[set] ?? []).includes(member);
}

function everything(top: number, last: number | undefined, aroundMember: { member: string; before: number; after: number }): Wanted {
  return {
    documents: NAMES,
    sets: NAMES,
    logs: Object.fromEntries(NAMES.map((log) => [log, last === undefined ? {} : { last }])),
    boards: Object.fromEntries(NAMES.map((board) => [board, { top, around: aroundMember }])),
  };
}

async function compareRead({ store, model }: Stage, of: string, wanted: Wanted): Promise<void> {
  expect(await store.read(of, wanted)).toEqual(model.read(of, wanted));
}

/** Which pieces a claim takes is the engine's choice; that they may be taken, and that none is held back without need, is not. */
async function compareClaim(stage: Stage, limit: number, leaseMs: number): Promise<void> {
  const { store, model, now } = stage;
  model.eraseEnded(now);
  const may = model.claimable(now);
  const claimed = await store.claim(now, limit, leaseMs);
  const pairs = claimed.map((engine) => ({ engine, model: may.find(({ partition: of, key }) => of === engine.partition && key === engine.key)! }));
  expect(claimed.length).toBeLessThanOrEqual(limit);
  if (limit >= may.length) expect(claimed.length).toBe(may.length);
  else if (limit > 0) expect(claimed.length).toBeGreaterThan(0);
  // Revisions are the engine's own: only what settles by them is compared.
  for (const pair of pairs) expect({ ...pair.engine, revision: 0 }).toEqual({ ...pair.model, revision: 0 });
  expect(new Set(pairs.map((pair) => pair.model)).size).toBe(claimed.length);
  model.lease(claimed, now + leaseMs);
  stage.claimed = [...pairs, ...stage.claimed];
}

async function compareScan({ store, model }: Stage, of: string | undefined): Promise<void> {
  const entries: Entry[] = [];
  for await (const entry of store.scan(of)) entries.push(entry);
  expect(sorted(entries)).toEqual(sorted(model.scan(of)));
}

/** In an order that depends on what they are and not on where they come from. */
export function sorted(records: readonly object[]): string[] {
  return records.map((each) => JSON.stringify(Object.entries(each).sort())).sort();
}
