import { connect, createServer, type Server as Listener } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRedis, type RedisStore } from '../../../src/store/redis.ts';
import type { Batch } from '../../../src/store/store.ts';
import { type Servers, startNode } from './servers.ts';

const P = 'community/slack:T1';
const NOW = 1_800_000_000_000;

/** Passes everything on, and counts how often something is asked after something was answered. */
async function countingProxy(port: number): Promise<{ port: number; trips(): number; listener: Listener }> {
  let trips = 0;
  const listener = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    let wasAnswered = true;
    client.on('data', (chunk) => {
      if (wasAnswered) trips += 1;
      wasAnswered = false;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      wasAnswered = true;
      client.write(chunk);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address() as { port: number };
  return { port: address.port, trips: () => trips, listener };
}

let servers: Servers;
let store: RedisStore;
let proxy: Awaited<ReturnType<typeof countingProxy>>;
beforeAll(async () => {
  servers = await startNode();
  proxy = await countingProxy(servers.servers[0]!.port);
  store = openRedis({ kind: 'node', hosts: [{ host: '127.0.0.1', port: proxy.port }], tls: false }, () => {});
  await store.met;
});
afterAll(async () => {
  await store?.close();
  proxy?.listener.close();
  await servers?.dispose();
});

async function trips(work: () => Promise<unknown>): Promise<number> {
  const before = proxy.trips();
  await work();
  return proxy.trips() - before;
}

const everything = (n: number): Batch => ({
  once: { id: `i${n}`, forMs: 1_000, result: n, now: NOW },
  expect: { membership: n },
  put: { membership: n, [`answer/${n}`]: 'x'.repeat(3_000) },
  add: { today: [`m${n}`] },
  append: { ledger: [n] },
  award: ['day', 'week', 'month', 'all'].map((board) => ({ board, member: `m${n}`, points: 10, at: NOW + n })),
  due: [{ key: 'edit', at: NOW + n, data: n }],
  until: { boards: { day: NOW + 1_000_000 }, sets: { today: NOW + 1_000_000 } },
});

test('a commit of every shape is one round trip, once the server knows the script', async () => {
  expect(await trips(() => store.commit(P, everything(0)))).toBe(2);
  for (let n = 1; n < 5; n += 1) expect(await trips(() => store.commit(P, everything(n)))).toBe(1);
  expect(await trips(() => store.commit(P, everything(4)))).toBe(1);
});

test('so is a read of every shape', async () => {
  const wanted = {
    documents: ['membership', 'none'],
    sets: ['today'],
    logs: { ledger: {} },
    boards: { all: { top: 10, around: { member: 'm1', before: 5, after: 5 } } },
  };
  expect(await trips(() => store.read(P, wanted))).toBe(2);
  for (let n = 0; n < 5; n += 1) expect(await trips(() => store.read(P, wanted))).toBe(1);
});

test('a claim with nothing to do is one, a claim of work from many buckets two', async () => {
  await store.settle(await store.claim(NOW + 100, 100, 1));
  expect(await trips(() => store.claim(NOW, 100, 1_000))).toBe(1);
  for (let n = 0; n < 50; n += 1) await store.commit(`community/slack:T${n}`, { due: [{ key: 'post', at: NOW, data: n }] });
  let claimed = 0;
  expect(await trips(async () => (claimed = (await store.claim(NOW, 100, 1_000)).length))).toBe(2);
  expect(claimed).toBe(50);
  expect(await trips(async () => (claimed = (await store.claim(NOW + 1_000, 20, 1_000)).length))).toBe(2);
  expect(claimed).toBe(20);
});
