import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, tempFolder } from '../environment.ts';

const FILE = 'system-design/questions/consistent-hashing.yaml';

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'dist/content.js'), ...args], { cwd: ROOT }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

test('our own content has nothing to mend, and a table says what there is', async () => {
  const { code, out } = await run();
  expect(out).toMatch(/^item +words +words a sentence +key points +follow-ups +multiple choice +diagrams$/m);
  expect(out).toMatch(/^\d+ items, \d+ playbook sections/m);
  expect(out).toMatch(/^drills +templates +mid +senior +staff +steps$/m);
  expect(out).toMatch(/^\d+ kinds +\d\d/m);
  expect(out).toContain('Nothing to mend.');
  expect(code).toBe(0);
});

test('what is to mend is said with file, point and cure', async () => {
  const folder = join(await tempFolder(), 'content');
  await cp(join(ROOT, 'content'), folder, { recursive: true });
  const text = await readFile(join(folder, FILE), 'utf8');
  await writeFile(join(folder, FILE), text.replace(/matches: .*\n(?= {6})/, 'matches: Birds sing in the trees.\n'));
  const { code, out } = await run('--folder', folder, 'q05');
  expect(out).toMatch(
    /consistent-hashing\.yaml rubric\.keyPoints\.modulo-moves-all: the sentence of "matches" does not earn it\. Not found: .*Add its wording/,
  );
  expect(code).toBe(1);
});

test('an unknown question is said', async () => {
  expect(await run('q99')).toMatchObject({ code: 2, err: expect.stringContaining('There is no question or drill "q99"') });
});
