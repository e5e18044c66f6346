import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT, type Running, start, tempFolder } from '../environment.ts';

const run = promisify(execFile);

/** What is committed, cloned to a machine that has never seen npm: nothing of this checkout helps it along. */
async function clone(): Promise<{ cwd: string; env: NodeJS.ProcessEnv }> {
  const machine = await tempFolder();
  const [home, cache, userconfig, cwd] = ['home', 'npm-cache', 'npmrc', 'quorum'].map((name) => join(machine, name)) as [string, string, string, string];
  await Promise.all([mkdir(home), mkdir(cache), writeFile(userconfig, '')]);
  await run('git', ['clone', '--quiet', ROOT, cwd]);
  // Of this environment a fresh machine has the PATH, and what its network needs.
  const network = Object.entries(process.env).filter(([name]) => /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i.test(name));
  const env = { ...Object.fromEntries(network), PATH: process.env.PATH, HOME: home, npm_config_cache: cache, npm_config_userconfig: userconfig };
  return { cwd, env: { ...env, PORT: '0', DATA_DIR: join(machine, 'data') } };
}

async function expectToServe({ address }: Running): Promise<void> {
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toMatch(/^<!doctype html>/i);
}

test('a fresh clone serves the playground after `npm start` alone, and ends well', async () => {
  const { cwd, env } = await clone();
  expect(await readdir(cwd)).not.toContain('node_modules');
  const quorum = await start('npm', ['start'], { cwd, env });
  await expectToServe(quorum);
  expect(await quorum.stop(), quorum.output()).toEqual({ code: 0, signal: null });
});

test('after `npm ci` and `npm run build`, `node dist/quorum.js` is the whole bot', async () => {
  const { cwd, env } = await clone();
  await run('npm', ['ci'], { cwd, env });
  await run('npm', ['run', 'build'], { cwd, env });
  const quorum = await start(process.execPath, ['dist/quorum.js'], { cwd, env });
  await expectToServe(quorum);
  expect(await quorum.stop(), quorum.output()).toEqual({ code: 0, signal: null });
});
