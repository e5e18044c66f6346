import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
// biome-ignore lint/correctness/useImportExtensions: it takes the declarations in system.d.mts for what is imported
import { find, PROGRAMS } from '../scripts/system.mjs';

/** The checkout that is tested. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** An empty folder that is gone after the test. */
export async function tempFolder(inside = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(inside, 'quorum-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The lines of a file of the checkout, without empty ones. */
export async function readLines(path: string): Promise<string[]> {
  return (await readFile(join(ROOT, path), 'utf8')).split('\n').filter((line) => line !== '');
}

/** The system's. `npm test` leaves the suites that need one out, and says so, when there is none. */
export const chromium = () => program('Chromium');
export const redisServer = () => program('Redis');

function program(title: string): string {
  const wanted = PROGRAMS.find((each) => each.title === title);
  const path = wanted && find(wanted);
  if (!path) throw new Error(`${title} is not on the PATH: apt install ${wanted?.apt}`);
  return path;
}

export interface Running {
  /** `http://localhost:NNNN`, as it said itself. */
  address: string;
  /** All it has said so far. */
  output(): string;
  /** Sends the signal to the process and all its children, and answers how the process ended. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The built bot on a free port with a data folder of its own; killed after the test if it still runs. */
export async function startQuorum(variables: Readonly<Record<string, string>> = {}): Promise<Running> {
  const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: await tempFolder(), ...variables };
  return start(process.execPath, [join(ROOT, 'dist/quorum.js')], { cwd: await tempFolder(), env });
}

/** Starts a program that says `http://localhost:NNNN` when it is ready. @throws with all it said when it ends before. */
export async function start(command: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Running> {
  // A process group of its own: npm, a shell and the bot get the same signal, as from a terminal.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  onTestFinished(() => kill(child, 'SIGKILL'));

  const address = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /http:\/\/localhost:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const early = ended.then(({ code, signal }) => {
    throw new Error(`${command} ${args.join(' ')} ended (${signal ?? code}) before it was ready:\n${output}`);
  });
  return {
    address: await Promise.race([address, early]),
    output: () => output,
    async stop(signal = 'SIGTERM') {
      kill(child, signal);
      return ended;
    },
  };
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: all of them have ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
