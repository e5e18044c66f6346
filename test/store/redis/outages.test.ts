import { describe, expect, onTestFinished, test } from 'vitest';
import { openRedis, type RedisStore } from '../../../src/store/redis.ts';
import { RedisUnusable } from '../../../src/store/redis-faults.ts';
import { type Store, StoreUnavailable } from '../../../src/store/store.ts';
import { collect } from '../../contracts/store-subject.ts';
import { freePort, type Server, startServer, until } from './servers.ts';

const P = 'community/slack:T1';
const NOW = 1_800_000_000_000;

interface Opened {
  store: RedisStore;
  /** All it said, with the level before each sentence. */
  said: string[];
}

function open(port: number, more: { password?: string } = {}): Opened {
  const said: string[] = [];
  const store = openRedis({ kind: 'node', hosts: [{ host: '127.0.0.1', port }], tls: false, ...more }, (level, sentence) => said.push(`${level} ${sentence}`));
  onTestFinished(() => store.close());
  return { store, said };
}

async function start(settings: Readonly<Record<string, string | number>> = {}): Promise<Server> {
  const server = await startServer(settings);
  onTestFinished(() => server.dispose());
  return server;
}

async function opened(settings: Readonly<Record<string, string | number>> = {}): Promise<Opened & { server: Server }> {
  const server = await start(settings);
  const { store, said } = open(server.port);
  await store.met;
  return { store, said, server };
}

/** What it fails with, and after how long. */
async function failure(work: Promise<unknown>): Promise<{ fault: Error; ms: number }> {
  const before = performance.now();
  const fault = await work.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
  return { fault, ms: performance.now() - before };
}

const put = (store: Store, value: number) => store.commit(P, { put: { d: value }, append: { l: [value] } });
const logOf = async (store: Store) => (await store.read(P, { logs: { l: {} } })).logs.l;

describe('Redis that is away', () => {
  test('at the start is waited for, and everybody is told quickly meanwhile', async () => {
    const port = await freePort();
    const { store, said } = open(port);
    const first = await failure(put(store, 1));
    expect(first.fault).toBeInstanceOf(StoreUnavailable);
    expect(first.ms).toBeLessThan(2_500);
    const second = await failure(put(store, 2));
    expect(second.fault.message).toBe('The store can not do it now: Redis: it can not be reached. Nothing was acknowledged.');
    expect(second.ms).toBeLessThan(800);
    await start({ port });
    await store.met;
    expect(await put(store, 3)).toMatchObject({ outcome: 'done' });
    // What could not be sent was not kept for later.
    expect(await logOf(store)).toEqual([3]);
    const where = `Redis at 127.0.0.1:${port}`;
    expect(said).toEqual([`warn ${where}: it can not be reached. Nothing can be saved until that is over; trying on.`, `info ${where} is there.`]);
  });

  test('and comes back has all that was acknowledged', async () => {
    const { store, said, server } = await opened({ appendfsync: 'always' });
    for (const n of [1, 2, 3]) await put(store, n);
    await server.kill();
    const { fault, ms } = await failure(put(store, 4));
    expect(fault).toBeInstanceOf(StoreUnavailable);
    expect(ms).toBeLessThan(2_500);
    await server.restart();
    await until(async () => (await put(store, 5)).outcome === 'done');
    expect(await logOf(store)).toEqual([1, 2, 3, 5]);
    expect(said.map((line) => line.split(' ')[0])).toEqual(['warn', 'info']);
  });

  test('for a moment is not noticed', async () => {
    const { store, server } = await opened();
    await put(store, 1);
    await server.ask('client', 'kill', 'type', 'normal', 'skipme', 'yes');
    await until(async () => String(await server.ask('client', 'list')).includes('name=quorum'));
    expect(await put(store, 2)).toMatchObject({ outcome: 'done' });
    expect(await logOf(store)).toEqual([1, 2]);
  });

  test('because it hangs, it is told within seconds', async () => {
    const { store, server } = await opened();
    await put(store, 1);
    await server.kill('SIGSTOP');
    const { fault, ms } = await failure(store.read(P, { documents: ['d'] }));
    expect(fault).toBeInstanceOf(StoreUnavailable);
    expect(ms).toBeLessThan(5_000);
    expect((await failure(store.read(P, { documents: ['d'] }))).ms).toBeLessThan(5_000);
    await server.kill('SIGCONT');
    await until(async () => (await put(store, 2)).outcome === 'done');
    expect(await logOf(store)).toEqual([1, 2]);
  });

  test('from a scan ends it', async () => {
    const { store, server } = await opened();
    await store.commit(P, { append: { l: Array.from({ length: 1_000 }, (_, n) => n) } });
    const entries = store.scan()[Symbol.asyncIterator]();
    expect((await entries.next()).done).toBe(false);
    await server.kill();
    const drained = (async () => {
      while (!(await entries.next()).done);
    })();
    await expect(drained).rejects.toThrow(StoreUnavailable);
  });
});

describe('Redis that refuses', () => {
  test('for want of memory keeps what it has, and nothing by halves', async () => {
    const { store, server } = await opened({ maxmemory: '4mb' });
    const batch = (n: number) => ({
      append: { l: [n] },
      put: { [`d${n}`]: 'x'.repeat(60_000) },
      add: { s: [`m${n}`] },
      award: [{ board: 'b', member: 'm', points: 1, at: NOW }],
    });
    let count = 0;
    const fault = await (async () => {
      for (; ; count += 1) await store.commit(P, batch(count));
    })().catch((error: Error) => error);
    expect(fault).toBeInstanceOf(StoreUnavailable);
    expect((fault as Error).message).toContain('its memory is full');
    const found = await store.read(P, { logs: { l: {} }, sets: ['s'], documents: [`d${count}`], boards: { b: { top: 1 } } });
    expect([found.logs.l?.length, found.sets.s?.length, found.documents[`d${count}`], found.boards.b?.top[0]?.points]).toEqual([
      count,
      count,
      undefined,
      count,
    ]);
    await server.ask('config', 'set', 'maxmemory', '0');
    expect(await store.commit(P, batch(count))).toMatchObject({ outcome: 'done' });
  });

  test('as a replica of another', async () => {
    const { store, server } = await opened();
    await put(store, 1);
    await server.ask('replicaof', '127.0.0.1', await freePort());
    expect((await failure(put(store, 2))).fault.message).toContain('it became a replica');
    await server.ask('replicaof', 'no', 'one');
    await until(async () => (await put(store, 3)).outcome === 'done');
    expect(await logOf(store)).toEqual([1, 3]);
  });

  test('because what is there is not ours: a fault without a word of the batch', async () => {
    const { store, server } = await opened();
    await put(store, 1);
    const docs = ((await server.ask('keys', 'quorum:*:docs:*')) as string[])[0]!;
    await server.ask('set', docs, 'somebody else’s');
    const { fault } = await failure(store.commit(P, { put: { d: 'the words of a learner' } }));
    expect(fault).not.toBeInstanceOf(StoreUnavailable);
    expect(fault.message).toContain('WRONGTYPE');
    expect(JSON.stringify(Object.entries(fault))).not.toContain('learner');
  });

  test('nothing when it forgot the scripts', async () => {
    const { store, server } = await opened();
    await put(store, 1);
    await server.ask('script', 'flush');
    expect(await put(store, 2)).toMatchObject({ outcome: 'done' });
    await server.ask('script', 'flush');
    expect(await logOf(store)).toEqual([1, 2]);
  });

  test.each([
    [{}, 'it wants a password: REDIS_URL needs one, as in redis://:password@host'],
    [{ password: 'hunter3' }, 'it does not accept the name and password in REDIS_URL'],
  ])('%j for a password', async (more, reason) => {
    const server = await start({ requirepass: 'hunter2' });
    const { store, said } = open(server.port, more);
    const { fault } = await failure(store.met);
    expect(fault).toBeInstanceOf(RedisUnusable);
    expect(fault.message).toBe(`Redis at 127.0.0.1:${server.port}: ${reason}.`);
    expect(`${said} ${fault.stack}`).not.toContain('hunter');
    await expect(put(store, 1)).rejects.toThrow(StoreUnavailable);
    const right = open(server.port, { password: 'hunter2' });
    await right.store.met;
    expect(await put(right.store, 1)).toMatchObject({ outcome: 'done' });
  });

  test.each([
    ['buckets', '128', "is divided into 128 buckets, and this Quorum needs 256: the number can't be changed afterwards."],
    ['schema', '9', 'was written by a newer Quorum (layout 9, at least release 1; this one has 1 and 1): run that version.'],
  ])('with %s %s', async (name, value, sentence) => {
    const { server, store } = await opened();
    await store.close();
    await server.ask('hset', 'quorum:meta', name, value);
    const { fault } = await failure(open(server.port).store.met);
    expect(fault).toBeInstanceOf(RedisUnusable);
    expect(fault.message).toBe(`The data in Redis at 127.0.0.1:${server.port} ${sentence}`);
  });
});

describe('at the start it is said', () => {
  test('how this Redis could lose something', async () => {
    const { said, server } = await opened({ appendonly: 'no', maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' });
    const where = `Redis at 127.0.0.1:${server.port}`;
    expect(said).toEqual([
      `warn ${where} throws keys away when its memory is full (maxmemory-policy allkeys-lru), answers and streaks among them. Set maxmemory-policy noeviction.`,
      `warn ${where} loses minutes, or all, when it ends suddenly (appendonly no). Set appendonly yes.`,
    ]);
  });

  test('nothing where all is well', async () => {
    expect((await opened()).said).toEqual([]);
  });
});

test('a partition is emptied while others write to it, and nothing is left between', async () => {
  const { store } = await opened();
  const write = (n: number) => store.commit(P, { add: { [`s${n}`]: ['m'] }, append: { [`l${n}`]: [n] }, put: { [`d${n}`]: n } });
  for (let n = 0; n < 50; n += 1) await write(n);
  const erased = store.commit(P, { erase: 'everything', put: { last: 1 } });
  await Promise.all([erased, ...Array.from({ length: 20 }, (_, n) => write(100 + n))]);
  const left = await collect(store.scan());
  expect(left.filter((entry) => entry.kind === 'document' && entry.key === 'last')).toHaveLength(1);
  expect(left.some((entry) => 'name' in entry && Number(entry.name.slice(1)) < 50)).toBe(false);
});

test('a closed store says so, and closes twice', async () => {
  const { store } = await opened();
  await store.close();
  await store.close();
  await expect(put(store, 1)).rejects.toThrow('The store is closed.');
  await expect(store.claim(NOW, 1, 1)).rejects.toThrow(StoreUnavailable);
  await expect(store.settle([{ partition: P, key: 'k', at: NOW, data: 1, revision: 1 }])).rejects.toThrow(StoreUnavailable);
  await expect(collect(store.scan())).rejects.toThrow(StoreUnavailable);
});
