import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { waking } from '../../src/due/waking.ts';
import { createWorker, type Kinds, type Worker } from '../../src/due/worker.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { tempFolder } from '../environment.ts';

const MINUTE_MS = 60_000;

interface Shop {
  store: Store;
  clock: { now: number };
  worker(kinds: Kinds): Worker;
  lines: string[];
}

async function openShop(): Promise<Shop> {
  const store = openSqlite(await tempFolder());
  onTestFinished(() => store.close());
  const clock = { now: 1_000_000 };
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  return { store, clock, lines, worker: (kinds) => createWorker({ store, kinds, now: () => clock.now, roll: () => 0.5, log }) };
}

async function drain(worker: Worker): Promise<void> {
  await worker.run();
  await worker.idle();
}

const work = (key: string, at: number) => ({ key, at, data: {} });

test('what is due is delivered once, what is not waits', async () => {
  const { store, clock, worker } = await openShop();
  const done: string[] = [];
  const mine = worker({ 'daily/post': async ({ key }) => void done.push(key) });
  await store.commit('c', { due: [work('daily/post', clock.now), work('daily/post/later', clock.now + 1)] });
  await drain(mine);
  await drain(mine);
  expect(done).toEqual(['daily/post']);
  clock.now += 1;
  await drain(mine);
  expect(done).toEqual(['daily/post', 'daily/post/later']);
});

test('the longest beginning of a key decides who does it; what nobody knows is left for a newer release', async () => {
  const { store, clock, worker, lines } = await openShop();
  const done: string[] = [];
  const mine = worker({ daily: async ({ key }) => void done.push(`daily: ${key}`), 'daily/post': async ({ key }) => void done.push(`post: ${key}`) });
  await store.commit('c', { due: ['daily/post/1', 'daily/poster', 'constructor'].map((key) => work(key, clock.now)) });
  await drain(mine);
  expect(done.toSorted()).toEqual(['daily: daily/poster', 'post: daily/post/1']);
  expect(lines.join()).toContain('constructor');
  clock.now += 2 * MINUTE_MS;
  expect((await store.claim(clock.now, 10, 1)).map(({ key }) => key)).toEqual(['constructor']);
});

test('a piece that fails never stops the others, and is tried again later and later', async () => {
  const { store, clock, worker } = await openShop();
  const done: string[] = [];
  const tried: number[] = [];
  const mine = worker({
    bad: async () => {
      tried.push(clock.now);
      throw new Error('forbidden');
    },
    good: async ({ key }) => void done.push(key),
  });
  const goods = Array.from({ length: 60 }, (_, index) => `good/${index}`);
  await store.commit('c', { due: [...Array.from({ length: 40 }, (_, index) => `bad/${index}`), ...goods].map((key) => work(key, clock.now)) });
  await drain(mine);
  expect(done).toHaveLength(60);
  expect(tried).toHaveLength(40);
  const begin = clock.now;
  for (let minute = 1; minute <= 120; minute++) {
    clock.now = begin + minute * MINUTE_MS;
    await drain(mine);
  }
  const times = [...new Set(tried)].map((at) => (at - begin) / MINUTE_MS);
  expect(times.slice(0, 5)).toEqual([0, 1, 2, 4, 8]);
  expect(times.length).toBeLessThan(16);
});

test('who replaces a piece while it is done is not forgotten', async () => {
  const { store, clock, worker } = await openShop();
  const done: unknown[] = [];
  const mine = worker({
    counter: async ({ data }) => {
      done.push(data);
      if (done.length === 1) await store.commit('c', { due: [{ key: 'counter', at: clock.now, data: 2 }] });
    },
  });
  await store.commit('c', { due: [{ key: 'counter', at: clock.now, data: 1 }] });
  await drain(mine);
  await drain(mine);
  expect(done).toEqual([1, 2]);
});

test('two workers on one store do everything once', async () => {
  const { store, clock, worker } = await openShop();
  const done: string[] = [];
  const kinds: Kinds = { a: async ({ key }) => void done.push(key) };
  await store.commit('c', { due: Array.from({ length: 100 }, (_, index) => work(`a/${index}`, clock.now)) });
  await Promise.all([worker(kinds), worker(kinds)].map(drain));
  expect(done).toHaveLength(100);
  expect(new Set(done).size).toBe(100);
});

test('what a worker did not live to settle is done by another when the lease is over', async () => {
  const { store, clock, worker } = await openShop();
  const done: string[] = [];
  await store.commit('c', { due: [work('a', clock.now)] });
  void worker({ a: () => new Promise(() => {}) }).run();
  const other = worker({ a: async ({ key }) => void done.push(key) });
  clock.now += 30_000;
  await drain(other);
  expect(done).toEqual([]);
  clock.now += 31_000;
  await drain(other);
  expect(done).toEqual(['a']);
});

test('at most sixteen pieces are under way, and stopping waits for them and begins no more', async () => {
  const { store, clock, worker } = await openShop();
  let underWay = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const mine = worker({
    a: async () => {
      most = Math.max(most, ++underWay);
      await new Promise<void>((resolve) => void waiting.push(resolve));
      underWay -= 1;
    },
  });
  await store.commit('c', { due: Array.from({ length: 40 }, (_, index) => work(`a/${index}`, clock.now)) });
  await mine.run();
  await expect.poll(() => waiting.length).toBe(16);
  const stopped = mine.stop();
  for (const finish of waiting) finish();
  await stopped;
  expect({ most, underWay, begun: waiting.length }).toEqual({ most: 16, underWay: 0, begun: 16 });
  expect(await store.claim(clock.now, 100, 1)).toHaveLength(24);
});

test('work committed through a waking store is done at its time, without a tick', async () => {
  const { store } = await openShop();
  const done: number[] = [];
  const mine = createWorker({ store, kinds: { a: async () => void done.push(Date.now()) }, now: Date.now, roll: () => 0, log: pino({ level: 'silent' }) });
  onTestFinished(() => mine.stop());
  const at = Date.now() + 60;
  await waking(store, mine.expect).commit('c', { due: [work('a/1', at), work('a/2', at - 1_000)] });
  await expect.poll(() => done.length).toBe(2);
  expect(done[1]).toBeGreaterThanOrEqual(at);
});

test('a store that can’t be reached is a line in the log, and not the end', async () => {
  const { store, worker: _, lines } = await openShop();
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const mine = createWorker({ store: { ...store, claim: () => Promise.reject(new Error('away')) }, kinds: {}, now: () => 0, roll: () => 0, log });
  await drain(mine);
  expect(lines.join()).toContain('away');
});
