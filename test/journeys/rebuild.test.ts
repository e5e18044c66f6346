import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { ROOT, tempFolder } from '../environment.ts';
import { answered, PARTITION } from '../fakes/answers.ts';

async function run(folder: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/rebuild.js'), ...args], { env: { PATH: process.env.PATH, DATA_DIR: folder } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

test('npm run rebuild says what differs from the ledger, and puts it right when it is told to', async () => {
  const folder = await tempFolder();
  const store = openSqlite(folder);
  let ids = 0;
  const { answer } = await answered({ store, newId: () => `id${++ids}`, readOutages: () => [] }, 'Ada', Date.now());
  expect((await run(folder)).err).toContain(folder);
  await store.commit(PARTITION, { award: [{ board: 'board/all', member: answer.member, points: 5, at: 1 }] });
  await store.close();
  const found = await run(folder);
  expect(found.code).toBe(1);
  expect(found.out).toContain(`board/all ${answer.member}: kept {"at":1,"points":13}`);
  expect((await run(folder, '--write')).out).toContain('Put right.');
  expect(await run(folder)).toMatchObject({ code: 0, out: `${PARTITION}: 1 entry of 1 member, no difference.\n` });
  expect((await run(folder, '--no-such')).code).toBe(2);
});
