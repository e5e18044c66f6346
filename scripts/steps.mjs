// One step of a check: runs its commands, keeps quiet while they are well, shows all they said when they are not.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PAGE = 'src/platforms/web/page/tsconfig.json';

export const TYPES = {
  name: 'types',
  commands: [
    tool('typescript', 'tsc', '-p', 'tsconfig.json'),
    ...(existsSync(new URL(`../${PAGE}`, import.meta.url)) ? [tool('typescript', 'tsc', '-p', PAGE)] : []),
  ],
};
export const LINT = {
  name: 'lint',
  commands: [
    tool('@biomejs/biome', 'biome', 'check', '--error-on-warnings', '--max-diagnostics=200'),
    tool('oxlint', 'oxlint', '--type-aware', '--deny-warnings'),
  ],
};
export const DEAD_CODE = { name: 'dead code', commands: [tool('knip', 'knip', '--no-progress')] };
export const BUILD = { name: 'build', commands: [['scripts/build.mjs']] };

/** @returns {Promise<boolean>} whether all went well; the line about it is printed. */
export async function step({ name, commands }) {
  const started = Date.now();
  const results = await Promise.all(commands.map(quietly));
  const failed = results.filter(({ code }) => code !== 0);
  say(name, failed.length === 0 ? 'ok' : 'FAILED', Date.now() - started);
  for (const { output } of failed) console.log(output.trim());
  return failed.length === 0;
}

export function say(name, outcome, ms) {
  console.log(`${name.padEnd(10)} ${outcome.padEnd(24)} ${(ms / 1000).toFixed(1)} s`);
}

/** Arguments for Node that run a package's program: faster than npx, and the same on every system. */
export function tool(name, program, ...args) {
  const home = `node_modules/${name}`;
  const { bin } = JSON.parse(readFileSync(new URL(`../${home}/package.json`, import.meta.url), 'utf8'));
  return [`${home}/${typeof bin === 'string' ? bin : bin[program]}`, ...args];
}

function quietly(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => resolve({ code, output }));
  });
}
