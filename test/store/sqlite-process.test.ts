import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { DirectoryUnusable, openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { ROOT, tempFolder } from '../environment.ts';

/** Opens the directory and says so, or why not; then commits for ever, and says each number once its commit is acknowledged. */
const PROGRAM = `
  import { writeSync } from 'node:fs';
  import { openSqlite } from './src/store/sqlite.ts';
  async function main() {
    const [directory, first] = process.argv.slice(2);
    const say = (line) => writeSync(1, line + '\\n');
    let store;
    try {
      store = openSqlite(directory);
    } catch (error) {
      say(error.name + ': ' + error.message);
      process.exit(1);
    }
    say('open');
    setInterval(() => store, 1_000);
    if (first) for (let n = Number(first); ; n += 1) {
      await store.commit('p', {
        once: { id: 'i' + n, forMs: 1e9, result: n, now: 1 },
        put: { ['d' + n]: 'x'.repeat(n % 7 * 1_000), last: n },
        add: { s: ['m' + n] },
        append: { l: [n] },
        award: [{ board: 'b', member: 'm', points: 1, at: n }],
        due: [{ key: 'k' + n, at: n, data: n }],
      });
      say(String(n));
    }
  }
  void main();
`;

let built: string;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'quorum-built-'));
  await build({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' },
    outfile: join(built, 'program.cjs'),
    bundle: true,
    platform: 'node',
    // CommonJS finds libsql by NODE_PATH.
    format: 'cjs',
    external: ['libsql'],
  });
});
afterAll(() => rmSync(built, { recursive: true }));

interface Program {
  id: number;
  /** The next line it says; `undefined` when it has ended. */
  line(): Promise<string | undefined>;
  /** Returns when it is gone, with all the lines that it said meanwhile. */
  kill(): Promise<string[]>;
}

function run(directory: string, first?: number): Program {
  const child: ChildProcess = spawn(process.execPath, [join(built, 'program.cjs'), directory, ...(first === undefined ? [] : [String(first)])], {
    env: { NODE_PATH: join(ROOT, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const line = async () => {
    const { done, value } = await lines.next();
    return done ? undefined : value;
  };
  return {
    id: child.pid!,
    line,
    async kill() {
      child.kill('SIGKILL');
      const rest: string[] = [];
      for (let said = await line(); said !== undefined; said = await line()) rest.push(said);
      return rest;
    },
  };
}

function refusal(directory: string): string {
  try {
    onTestFinished(openSqlite(directory).close);
  } catch (error) {
    expect(error).toBeInstanceOf(DirectoryUnusable);
    return (error as Error).message;
  }
  throw new Error(`${directory} was opened a second time`);
}

/** One sentence with who, where and since when. */
function heldBy(directory: string, id: number): RegExp {
  const instant = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
  const end = 'stop that one first, or give this one a DATA_DIR of its own\\.$';
  return new RegExp(`The data directory ${directory} is in use by process ${id} on host ${hostname()} since ${instant}: ${end}`);
}

describe('the lock on the directory', () => {
  test('a second process ends with a sentence that says who has it', async () => {
    const directory = await tempFolder();
    const store = openSqlite(directory);
    const second = run(directory);
    expect(await second.line()).toMatch(heldBy(directory, process.pid));
    expect(await second.line()).toBeUndefined();
    // It has left everything to the first: a third one is told the same.
    expect(await run(directory).line()).toMatch(heldBy(directory, process.pid));
    await store.commit('p', { put: { a: 1 } });
    await store.close();
    expect(await run(directory).line()).toBe('open');
  });

  test('this process is told who has it, and gets it after kill -9', async () => {
    const directory = await tempFolder();
    const holder = run(directory);
    expect(await holder.line()).toBe('open');
    expect(refusal(directory)).toMatch(heldBy(directory, holder.id));
    await holder.kill();
    const store = openSqlite(directory);
    await store.commit('p', { put: { a: 1 } });
    expect(await run(directory).line()).toMatch(heldBy(directory, process.pid));
    await store.close();
  });

  test('the same process can not open it twice', async () => {
    const directory = await tempFolder();
    const store = openSqlite(directory);
    expect(refusal(directory)).toMatch(heldBy(directory, process.pid));
    expect(refusal(directory)).toMatch(heldBy(directory, process.pid));
    expect(await run(directory).line()).toMatch(heldBy(directory, process.pid));
    await store.close();
  });

  test('of many that start at the same moment one gets it', async () => {
    const directory = join(await tempFolder(), 'new');
    const programs = Array.from({ length: 6 }, () => run(directory));
    const said = await Promise.all(programs.map(({ line }) => line()));
    expect(said.filter((line) => line === 'open')).toHaveLength(1);
    const refused = /^DirectoryUnusable: The data directory .* is in use by (process \d+ on host .* since .*|another process): stop that one first/;
    for (const line of said.filter((line) => line !== 'open')) expect(line).toMatch(refused);
    expect(refusal(directory)).toMatch(heldBy(directory, programs[said.indexOf('open')]!.id));
  });

  test('one that has not said who it is has it all the same', async () => {
    const directory = await tempFolder();
    const store = openSqlite(directory);
    unlinkSync(join(directory, 'quorum.holder.json'));
    expect(refusal(directory)).toContain(`The data directory ${directory} is in use by another process: `);
    await store.close();
  });
});

describe('kill -9 in the middle of commits', () => {
  test.each([1, 40, 400])('after %i more commits everything acknowledged is there, and nothing by halves', { timeout: 60_000 }, async (more) => {
    const directory = await tempFolder();
    let acknowledged = -1;
    for (const round of [1, 2, 3]) {
      const program = run(directory, acknowledged + 1);
      expect(await program.line(), `start of round ${round}`).toBe('open');
      const said: string[] = [];
      while (said.length < more) said.push((await program.line()) ?? 'it ended by itself');
      said.push(...(await program.kill()));
      expect(said).toEqual(said.map((_, n) => String(acknowledged + 1 + n)));
      acknowledged += said.length;

      const store = openSqlite(directory);
      const kept = await check(store, acknowledged);
      await store.close();
      acknowledged = kept;
    }
  });
});

/** Checks that all up to `acknowledged` is kept, or one more whose acknowledgement did not get out. Returns the last number kept. */
async function check(store: Store, acknowledged: number): Promise<number> {
  const { documents, logs, boards, sets } = await store.read('p', { documents: ['last'], sets: ['s'], logs: { l: { last: 1e6 } }, boards: { b: { top: 1 } } });
  const last = Number(documents.last?.value);
  expect([acknowledged, acknowledged + 1]).toContain(last);
  const numbers = Array.from({ length: last + 1 }, (_, n) => n);
  expect(documents.last?.version).toBe(last + 1);
  expect(logs.l).toEqual(numbers);
  expect(sets.s).toHaveLength(last + 1);
  expect(boards.b?.top[0]?.points).toBe(last + 1);
  const kept = new Set<string>();
  for await (const entry of store.scan()) if (entry.kind === 'document' || entry.kind === 'due') kept.add(entry.key);
  for (const n of numbers) expect(kept.has(`d${n}`) && kept.has(`k${n}`), `number ${n}`).toBe(true);
  const again = await store.commit('p', { once: { id: `i${last}`, forMs: 1, result: 'again', now: 2 }, put: { last: 'again' } });
  expect(again).toEqual({ outcome: 'duplicate', result: last });
  return last;
}
