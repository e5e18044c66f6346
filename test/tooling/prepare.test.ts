import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, tempFolder } from '../environment.ts';

const PACKAGE = { engines: { node: '>=20.19' }, dependencies: { zod: '^4.0.0' } };
const LOCK = {
  '': { dependencies: { zod: '^4.0.0' } },
  'node_modules/zod': { version: '4.1.0', integrity: 'sha512-a' },
  'node_modules/for-another-machine': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const INSTALLED = { 'node_modules/zod': LOCK['node_modules/zod'] };

interface Checkout {
  manifest?: object;
  lock?: object;
  installed?: object;
}

test('runs before every command, since each can be the first one after a clone', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const commands = Object.keys(scripts).filter((name) => !name.startsWith('pre'));
  expect(commands).toContain('content');
  expect(commands.filter((name) => !scripts[`pre${name}`]?.startsWith('node scripts/prepare.mjs'))).toEqual([]);
});

test('says nothing and asks npm nothing when all fits', async () => {
  expect(await prepare(await checkout({ installed: INSTALLED }))).toEqual({ code: 0, said: '' });
});

test.each<[reason: string, checkout: Checkout]>([
  ['none are there yet', {}],
  ['zod is missing', { installed: {} }],
  ['zod is 4.0.9, we need 4.1.0', { installed: { 'node_modules/zod': { version: '4.0.9', integrity: 'sha512-c' } } }],
  ['hono is no longer needed', { installed: { ...INSTALLED, 'node_modules/hono': { version: '4.0.0' } } }],
])('installs when %s', async (reason, given) => {
  const { code, said } = await prepare(await checkout(given));
  expect(said).toContain(`(${reason})`);
  expect(said).toMatch(/Installed in \d+ s\./);
  expect(code).toBe(0);
});

test('installs when a folder of a package is gone', async () => {
  const folder = await checkout({ installed: INSTALLED });
  await rm(join(folder, 'node_modules/zod'), { recursive: true });
  expect((await prepare(folder)).said).toContain('(zod is missing)');
});

test.each([
  ['npm error code ENOTFOUND', 'The npm registry can’t be reached.'],
  ['npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'NODE_EXTRA_CA_CERTS'],
  ['npm error code ENOSPC', 'The disk is full.'],
  ['npm error code EACCES', 'A folder can’t be written.'],
  ['npm error code EUSAGE', 'Run `npm install`'],
  ['npm error code E403', '.npmrc'],
  ['npm error code EINTEGRITY', 'npm said:\nnpm error code EINTEGRITY'],
])('after “%s” says what to do', async (error, advice) => {
  const { code, said } = await prepare(await checkout({}), error);
  expect(said).toContain(advice);
  expect(code).toBe(1);
});

test.each<[said: string, checkout: Checkout]>([
  ['Quorum needs Node 99.1 or newer', { manifest: { ...PACKAGE, engines: { node: '>=99.1' } } }],
  ['package.json and package-lock.json disagree', { manifest: { ...PACKAGE, dependencies: { zod: '^5.0.0' } }, installed: INSTALLED }],
])('refuses, and leaves the packages alone: %s', async (sentence, given) => {
  const { code, said } = await prepare(await checkout(given));
  expect(said).toContain(sentence);
  expect(said).not.toContain('Installing');
  expect(code).toBe(1);
});

async function checkout({ manifest = PACKAGE, lock = LOCK, installed }: Checkout): Promise<string> {
  const folder = await tempFolder();
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }));
  if (!installed) return folder;
  const files = [...Object.keys(installed).map((path) => `${path}/package.json`), 'node_modules/.package-lock.json'];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), JSON.stringify({ packages: installed }));
  }
  return folder;
}

/** Runs the script there, with an npm that fails with this error, or does well without doing anything. */
async function prepare(folder: string, error = ''): Promise<{ code: number | null; said: string }> {
  const npm = join(folder, 'npm.js');
  await writeFile(npm, `process.stderr.write(${JSON.stringify(error)}); process.exitCode = ${error === '' ? 0 : 1};`);
  const child = spawn(process.execPath, [join(ROOT, 'scripts/prepare.mjs'), folder], { env: { npm_execpath: npm } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
