// What the store costs on Redis, beside the plain commands that the same work needs at the least. `npm run bench` includes it; `node bench/redis.mjs` runs it alone.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Redis } from 'ioredis';
import { find, PROGRAMS } from '../scripts/system.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 7;
const COMMITS_PER_ROUND = 3_000;
const IN_FLIGHT = 64;
const MEMBERS = 10_000;
const READS = 2_000;
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const BOARDS = ['day', 'week', 'month', 'all'];
const P = 'community/bench:1';
const NOW = 1_800_000_000_000;
const ANSWER = {
  v: 1,
  text: 'x'.repeat(1_000),
  grade: { score: 70, band: 'partial', points: Array.from({ length: 8 }, (_, n) => ({ point: `p${n}`, verdict: 'covered' })) },
};
const ENTRY = {
  v: 1,
  id: 'a_0123456789abcdef0123456789abcdef',
  at: NOW,
  kind: 'answer',
  member: 'm_0123456789abcdef',
  place: 'bench:1',
  question: 'sd.q05',
  score: 70,
  points: 14,
};

/** @returns {Promise<object[]>} rows of times, each beside the least; none where there is no redis-server */
export async function benchRedis() {
  const program = find(PROGRAMS.find(({ title }) => title === 'Redis'));
  if (!program) {
    console.log('redis-server is not on the PATH: its rows are left out.');
    return [];
  }
  const server = await start(program);
  const { openRedis } = await load();
  const store = openRedis({ kind: 'node', hosts: [{ host: '127.0.0.1', port: server.port }], tls: false }, () => {});
  await store.met;
  const client = new Redis({ port: server.port });
  try {
    return [...(await benchCommits(store, client)), ...(await benchBoards(store, client))];
  } finally {
    client.disconnect();
    await store.close();
    await server.stop();
  }
}

/** One answer's whole commit, with everything that it expects and checks, beside a pipeline that only writes as much. */
async function benchCommits(store, client) {
  const members = Array.from({ length: MEMBERS }, (_, n) => `m_${String(n).padStart(16, '0')}`);
  const award = members.flatMap((member, n) => BOARDS.map((board) => ({ board, member, points: n % 500, at: NOW + n })));
  for (let from = 0; from < award.length; from += 4_000) await store.commit(P, { award: award.slice(from, from + 4_000) });
  await Promise.all(BOARDS.map((board) => client.zadd(`plain:${board}`, ...members.flatMap((member, n) => [n % 500, member]))));
  let at = 0;
  const ours = () => {
    const [n, member] = [++at, members[at % MEMBERS]];
    return store.commit(P, {
      once: { id: `bench:1:${n}`, forMs: 60_000, result: `a_${n}`, now: NOW },
      expect: { [`fresh/${n}`]: 0 },
      put: { [`membership/${member}`]: { v: 1, answers: n }, [`answer/a_${n}`]: ANSWER, [`attempts/${member}`]: { v: 1, attempts: [] } },
      add: { today: [member] },
      append: { ledger: [ENTRY] },
      award: BOARDS.map((board) => ({ board, member, points: 14, at: NOW + n })),
      due: [{ key: 'counter', at: NOW, data: n }],
    });
  };
  const plain = () => {
    const [n, member] = [++at, members[at % MEMBERS]];
    const pipeline = client.pipeline().set(`plain:once:${n}`, `a_${n}`, 'PX', 60_000, 'NX');
    pipeline.hset(
      'plain:docs',
      `membership/${member}`,
      JSON.stringify({ v: 1, answers: n }),
      `answer/a_${n}`,
      JSON.stringify(ANSWER),
      `attempts/${member}`,
      '{"v":1}',
    );
    pipeline.sadd('plain:today', member).rpush('plain:ledger', JSON.stringify(ENTRY));
    for (const board of BOARDS) pipeline.zincrby(`plain:${board}`, 14, member);
    return pipeline.hset('plain:work', 'counter', n).zadd('plain:due', NOW, 'counter').exec();
  };
  const rows = [];
  for (const [inFlight, count, target] of [
    [IN_FLIGHT, COMMITS_PER_ROUND, '≤ 1.43'],
    [1, COMMITS_PER_ROUND / 5, ''],
  ]) {
    const [own, least] = await interleaved(
      () => timeOf(ours, count, inFlight),
      () => timeOf(plain, count, inFlight),
    );
    rows.push({ what: `Redis: one answer’s commit, ${inFlight} in flight, beside the plain commands pipelined`, ours: own, bare: least, target });
  }
  return rows;
}

/** Top ten, own rank and five around, in one go, beside the same by two pipelines; and at each size beside the smallest. */
async function benchBoards(store, client) {
  const rows = [];
  let smallest;
  for (const size of SIZES) {
    const board = `size/${size}`;
    for (let from = 0; from < size; from += 5_000) {
      const some = Array.from({ length: Math.min(5_000, size - from) }, (_, n) => `m_${String(from + n).padStart(16, '0')}`);
      await store.commit(P, { award: some.map((member, n) => ({ board, member, points: (from + n) % 5_000, at: NOW + n })) });
      await client.zadd(`plain:${board}`, ...some.flatMap((member, n) => [(from + n) % 5_000, member]));
    }
    const somebody = () => `m_${String(Math.floor(Math.random() * size)).padStart(16, '0')}`;
    const ours = () => store.read(P, { boards: { [board]: { top: 10, around: { member: somebody(), before: 5, after: 5 } } } });
    const plain = async () => {
      const key = `plain:${board}`;
      const [, [, rank]] = await client.pipeline().zrevrange(key, 0, 9, 'WITHSCORES').zrevrank(key, somebody()).zcard(key).exec();
      await client.zrevrange(key, Math.max(0, rank - 5), rank + 5, 'WITHSCORES');
    };
    const [own, least] = await interleaved(
      () => timeOf(ours, READS, IN_FLIGHT),
      () => timeOf(plain, READS, IN_FLIGHT),
    );
    rows.push({ what: `Redis: a board of ${size}: top ten and around, beside two round trips of plain commands`, ours: own, bare: least, target: '' });
    smallest ??= own;
    if (size > SIZES[0])
      rows.push({ what: `Redis: the same read, beside that of a board of ${SIZES[0]}`, ours: own, bare: smallest, target: size === 1_000_000 ? '≤ 1.7' : '' });
  }
  return rows;
}

async function interleaved(ours, bare) {
  const [own, least] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const pair = round % 2 === 0 ? [await ours(), await bare()] : [await bare(), await ours()].reverse();
    // The first round warms both up.
    if (round > 0) {
      own.push(pair[0]);
      least.push(pair[1]);
    }
  }
  return [own, least];
}

/** Milliseconds for each, with so many under way at a time. */
async function timeOf(act, count, inFlight) {
  let left = count;
  const before = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) await act();
    }),
  );
  return (performance.now() - before) / count;
}

async function load() {
  const outfile = join(ROOT, 'dist/bench-redis.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const loader = { '.lua': 'text' };
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/store/redis.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner,
    loader,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

async function start(program) {
  const folder = await mkdtemp(join(tmpdir(), 'quorum-bench-redis-'));
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const free = probe.address().port;
      probe.close(() => resolve(free));
    });
  });
  const child = spawn(program, ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.stdout.on('data', (chunk) => String(chunk).includes('Ready to accept') && resolve()));
  return {
    port,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  for (const { what, ours, bare, target } of await benchRedis())
    console.log(`${(median(ours) / median(bare)).toFixed(2).padStart(6)} ${target.padStart(7)}  ${(1000 * median(ours)).toFixed(0).padStart(5)} µs  ${what}`);
}
