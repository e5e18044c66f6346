import { describe, expect, onTestFinished, test } from 'vitest';
import { openRedis, type RedisStore } from '../../../src/store/redis.ts';
import type { RedisAddress } from '../../../src/store/redis-connect.ts';
import { type Store, StoreUnavailable } from '../../../src/store/store.ts';
import { type Server, type Servers, startCluster, startSentinel, startServer, until } from './servers.ts';

const NOW = 1_800_000_000_000;
const FOREVER_MS = 1_000_000_000;

async function opened(start: () => Promise<Servers>): Promise<{ store: RedisStore; servers: readonly Server[]; address: RedisAddress }> {
  const { servers, address, dispose } = await start();
  onTestFinished(dispose);
  return { store: await open(address), servers, address };
}

async function open(address: RedisAddress): Promise<RedisStore> {
  const store = openRedis(address, () => {});
  onTestFinished(() => store.close());
  await store.met;
  return store;
}

interface Writer {
  /** Numbers whose commit was acknowledged, in order. */
  acknowledged: number[];
  refused: number;
  stop(): Promise<void>;
}

/** Commits one number after the other, each until it is acknowledged, always with the same once-id: as a person presses again. */
function keepWriting(store: Store, partition: string): Writer {
  const writer: Writer = { acknowledged: [], refused: 0, stop: async () => {} };
  let goesOn = true;
  const running = (async () => {
    for (let n = 0; goesOn; n += 1) {
      while (goesOn && !(await commitNumber(store, partition, n, writer)));
    }
  })();
  writer.stop = () => {
    goesOn = false;
    return running;
  };
  return writer;
}

async function commitNumber(store: Store, partition: string, n: number, writer: Writer): Promise<boolean> {
  try {
    await store.commit(partition, {
      once: { id: `i${n}`, forMs: FOREVER_MS, result: n, now: NOW },
      append: { l: [n] },
      put: { last: n },
      award: [{ board: 'b', member: 'm', points: 1, at: NOW + n }],
    });
    writer.acknowledged.push(n);
    return true;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    writer.refused += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return false;
  }
}

/** All that was acknowledged is there once, in order, and at most one more, whose answer was lost. */
async function expectAllThere(store: Store, partition: string, { acknowledged }: Writer): Promise<void> {
  const found = await store.read(partition, { logs: { l: {} }, boards: { b: { top: 1 } } });
  expect(acknowledged).toEqual(acknowledged.map((_, n) => n));
  expect(found.logs.l?.slice(0, acknowledged.length)).toEqual(acknowledged);
  expect(found.logs.l!.length - acknowledged.length).toBeLessThanOrEqual(1);
  expect(found.boards.b?.top[0]?.points).toBe(found.logs.l?.length);
}

describe('behind Sentinel', () => {
  test('nothing acknowledged is lost or done twice when the primary is killed while commits are under way', async () => {
    const { store, servers } = await opened(startSentinel);
    const [primary, replica] = servers as [Server, Server];
    const writer = keepWriting(store, 'c/1');
    await until(async () => writer.acknowledged.length > 50);
    await primary.kill();
    const before = writer.acknowledged.length;
    await until(async () => String(await replica.ask('role')).startsWith('master'));
    // Reading goes on with the new primary; a commit counts again when there is a second copy of it.
    await until(async () => (await store.read('c/1', { logs: { l: {} } })).logs.l!.length >= before);
    await primary.restart();
    await until(async () => writer.acknowledged.length > before + 50, 30_000);
    await writer.stop();
    expect(writer.refused).toBeGreaterThan(0);
    await expectAllThere(store, 'c/1', writer);
  });

  test('without a replica a commit is refused within a bounded time, and the same again is known', async () => {
    const { store, servers } = await opened(startSentinel);
    const replica = servers[1]!;
    const commit = (id: string) => store.commit('c/1', { once: { id, forMs: FOREVER_MS, result: id, now: NOW }, append: { l: [id] } });
    await commit('first');
    await replica.kill('SIGSTOP');
    const before = performance.now();
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => commit(`i${n}`)));
    expect(performance.now() - before).toBeLessThan(5_000);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
      expect(String((outcome as PromiseRejectedResult).reason)).toContain('no replica has it yet');
    }
    // What was not acknowledged is known, and refused again for as long as no replica has it.
    await expect(commit('i0')).rejects.toThrow('no replica has it yet');
    await replica.kill('SIGCONT');
    await until(async () => (await commit('i0')).outcome === 'duplicate');
    expect(await commit('i0')).toEqual({ outcome: 'duplicate', result: 'i0' });
    expect((await store.read('c/1', { logs: { l: {} } })).logs.l).toHaveLength(31);
  });

  test('a new connection does not take a duplicate for safe that no replica has', async () => {
    const { store, servers, address } = await opened(startSentinel);
    const batch = { once: { id: 'i', forMs: FOREVER_MS, result: 1, now: NOW } };
    await servers[1]!.kill('SIGSTOP');
    await expect(store.commit('c/1', batch)).rejects.toThrow(StoreUnavailable);
    const other = await open(address);
    await expect(other.commit('c/1', batch)).rejects.toThrow('no replica has it yet');
  });
});

describe('one node with a replica', () => {
  test('a commit waits for the replica too', async () => {
    const primary = await startServer();
    onTestFinished(() => primary.dispose());
    const replica = await startServer({ replicaof: `127.0.0.1 ${primary.port}` });
    onTestFinished(() => replica.dispose());
    await until(async () => String(await primary.ask('info', 'replication')).includes('state=online'));
    const said: string[] = [];
    const store = openRedis({ kind: 'node', hosts: [{ host: '127.0.0.1', port: primary.port }], tls: false }, (_, sentence) => said.push(sentence));
    onTestFinished(() => store.close());
    await store.met;
    expect(said).toEqual([expect.stringContaining('min-replicas-to-write 0')]);
    expect(await store.commit('c/1', { put: { d: 1 } })).toMatchObject({ outcome: 'done' });
    await primary.ask('script', 'flush');
    expect(await store.commit('c/1', { put: { d: 2 } })).toMatchObject({ outcome: 'done' });
    await replica.kill();
    await expect(store.commit('c/1', { put: { d: 3 } })).rejects.toThrow('no replica has it yet');
    expect((await store.read('c/1', { documents: ['d'] })).documents.d?.version).toBe(3);
  });
});

describe('in a cluster', () => {
  const PARTITIONS = ['c/1', 'c/2', 'c/3', 'c/4', 'c/5', 'c/6'];

  test('nothing acknowledged is lost or done twice when a primary is killed, and the others go on', async () => {
    const { store, servers } = await opened(() => startCluster(1));
    const writers = PARTITIONS.map((partition) => keepWriting(store, partition));
    await until(async () => writers.every(({ acknowledged }) => acknowledged.length > 20));
    const killed = servers[0]!;
    await killed.kill();
    const before = writers.map(({ acknowledged }) => acknowledged.length);
    await until(async () => String(await servers[3]!.ask('role')).startsWith('master'), 30_000);
    await killed.restart();
    await until(async () => writers.every(({ acknowledged }, index) => acknowledged.length > before[index]! + 20), 40_000);
    await Promise.all(writers.map((writer) => writer.stop()));
    for (const [index, partition] of PARTITIONS.entries()) await expectAllThere(store, partition, writers[index]!);
  }, 120_000);

  test('a bucket that moves to another node is followed, and its work is claimed there', async () => {
    const { store, servers } = await opened(() => startCluster());
    for (const partition of PARTITIONS) await store.commit(partition, { append: { l: [1] }, due: [{ key: 'k', at: NOW, data: partition }] });
    const writers = PARTITIONS.map((partition) => keepWriting(store, `${partition}/w`));
    await moveSlotsWithKeys(servers[0]!, servers[1]!);
    await Promise.all(writers.map((writer) => writer.stop()));
    for (const [index, partition] of PARTITIONS.entries()) await expectAllThere(store, `${partition}/w`, writers[index]!);
    expect((await store.claim(NOW, 100, 1_000)).map(({ data }) => data).sort()).toEqual(PARTITIONS);
    expect(await store.commit(PARTITIONS[0]!, { append: { l: [2] } })).toMatchObject({ outcome: 'done' });
  });
});

/** As redis-cli --cluster reshard does it, for the slots that hold something. */
async function moveSlotsWithKeys(from: Server, to: Server): Promise<void> {
  const [fromId, toId] = [String(await from.ask('cluster', 'myid')), String(await to.ask('cluster', 'myid'))];
  const keys = ((await from.ask('keys', '*')) as string[]).sort();
  const slots = new Set(await Promise.all(keys.map(async (key) => Number(await from.ask('cluster', 'keyslot', key)))));
  expect(slots.size).toBeGreaterThan(0);
  for (const slot of slots) {
    await to.ask('cluster', 'setslot', slot, 'importing', fromId);
    await from.ask('cluster', 'setslot', slot, 'migrating', toId);
    for (;;) {
      const some = (await from.ask('cluster', 'getkeysinslot', slot, 100)) as string[];
      if (some.length === 0) break;
      await from.ask('migrate', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...some);
    }
    await to.ask('cluster', 'setslot', slot, 'node', toId);
    await from.ask('cluster', 'setslot', slot, 'node', toId);
  }
}
