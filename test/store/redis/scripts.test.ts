import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeBatch } from '../../../src/store/encode.ts';
import { commitCall, committed } from '../../../src/store/redis-commit.ts';
import { partitionKeys } from '../../../src/store/redis-keys.ts';
import { unpackScore } from '../../../src/store/redis-score.ts';
import { evaluate } from '../../../src/store/redis-scripts.ts';
import { AT_MAX, type Batch, POINTS_MAX } from '../../../src/store/store.ts';
import { ROOT } from '../../environment.ts';
import { type Servers, startNode } from './servers.ts';

const P = 'c/1';
const NOW = 1_800_000_000_000;
const KEYS = partitionKeys(P);

let servers: Servers;
let client: Redis;
beforeAll(async () => {
  servers = await startNode({ 'enable-debug-command': 'yes' });
  client = new Redis({ port: servers.servers[0]!.port });
});
afterAll(async () => {
  client?.disconnect();
  await servers?.dispose();
});
beforeEach(() => servers.empty());

async function commit(batch: Batch, held: readonly string[] = []) {
  const encoded = encodeBatch(batch);
  return committed(encoded, await evaluate(client, commitCall(P, encoded, held)));
}

test('everything is erased only when all its keys were named', async () => {
  await commit({ add: { s: ['m'] }, put: { d: 1 } });
  expect(await commit({ erase: 'everything' })).toBeUndefined();
  expect(await commit({ erase: 'everything' }, [KEYS.collection('set', 't')])).toBeUndefined();
  expect(await client.exists(KEYS.docs, KEYS.collection('set', 's'))).toBe(2);
  expect(await commit({ erase: 'everything' }, [KEYS.collection('set', 's'), KEYS.collection('set', 't')])).toEqual({ outcome: 'done', sizes: {} });
  expect(await client.keys('*')).toEqual([]);
});

test('what got a later end after a look is not erased', async () => {
  await commit({ add: { s: ['m'] }, put: { d: 1, e: 1 }, until: { sets: { s: NOW + 1 }, documents: { d: NOW + 1, e: NOW } } });
  const call = {
    script: 'expire' as const,
    keys: [KEYS.ends, KEYS.collection('set', 's'), KEYS.names, KEYS.docs, KEYS.docs, KEYS.docs],
    args: [NOW, 'collection', 'document', 'd', 'document', 'e', 'document', 'never'],
  };
  expect(await evaluate(client, call)).toBe(1);
  expect(await client.hkeys(KEYS.docs)).toEqual(['d']);
  expect(await client.smembers(KEYS.names)).toEqual([KEYS.collection('set', 's')]);
});

test('a score tells points and time exactly, at both ends and over a small board’s limit', async () => {
  const edges = [POINTS_MAX, POINTS_MAX - 1, 1, 0, -1, -POINTS_MAX].flatMap((points) =>
    [0, 1, 2 ** 32 - 1, 2 ** 32, NOW, AT_MAX].map((at) => ({ points, at })),
  );
  const board = KEYS.collection('board', 'b');
  // A small board is kept as a list, with its scores as text; a large one as numbers.
  for (const size of [0, 200]) {
    await servers.empty();
    const others = Array.from({ length: size }, (_, n) => ({ board: 'b', member: `other ${n}`, points: n, at: NOW + n }));
    await commit({ award: [...others, ...edges.map(({ points, at }) => ({ board: 'b', member: `${points} ${at}`, points, at }))] });
    expect(await client.object('ENCODING', board)).toBe(size === 0 ? 'listpack' : 'skiplist');
    for (const { points, at } of edges) expect(unpackScore((await client.zscore(board, `${points} ${at}`)) ?? '')).toEqual({ points, at });
  }
  await client.call('debug', 'reload');
  for (const { points, at } of edges) expect(unpackScore((await client.zscore(board, `${points} ${at}`)) ?? '')).toEqual({ points, at });
});

test('nothing is left in Redis of an emptied store but what happened once', async () => {
  const once = { id: 'i', forMs: 1_000, result: 1, now: NOW };
  await commit({
    once,
    put: { d: 1 },
    add: { s: ['m'] },
    append: { l: [1] },
    award: [{ board: 'b', member: 'm', points: 1, at: NOW }],
    due: [{ key: 'k', at: NOW, data: 1 }],
    until: { documents: { d: NOW }, boards: { b: NOW } },
  });
  await commit({ erase: 'everything' }, await client.smembers(KEYS.names));
  expect((await client.keys('*')).sort()).toEqual([KEYS.once('i'), KEYS.revision].sort());
  expect(await client.pttl(KEYS.once('i'))).toBeGreaterThan(1_000);
});

test('every script says its keys, its arguments and what comes back', async () => {
  const folder = join(ROOT, 'src/store/lua');
  for (const file of await readdir(folder)) {
    const head = (await readFile(join(folder, file), 'utf8')).split('\n\n')[0] ?? '';
    expect(head, file).toMatch(new RegExp(`^-- ${file.replace('.lua', '')}: .*\\n(--.*\\n)*-- KEYS {2}\\S(.*\\n)*-- ARGV {2}\\S(.*\\n)*-- → {5}\\S`));
  }
});
