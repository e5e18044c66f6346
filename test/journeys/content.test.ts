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
  const { code, out } = await run('--items');
  expect(out).toMatch(/^item +words +words a sentence +reading ease +key points +follow-ups +multiple choice$/m);
  expect(out).toMatch(/^sd\.q05 Consistent hashing +\d{4} +\d+\.\d +\d{2} /m);
  expect(out).toMatch(/^drills +templates +mid +senior +staff +steps$/m);
  for (const row of ['items', 'words', 'key points', 'follow-ups', 'multiple choice', 'diagrams', 'drills', 'playbook sections', 'glossary terms']) {
    expect(out).toMatch(new RegExp(`^${row} +[1-9][\\d,]*$`, 'm'));
  }
  expect(out).toContain('Nothing to mend.');
  expect(code).toBe(0);
});

test('what stands in a text of a folder is said to be copied', async () => {
  const folder = await tempFolder();
  const [first = ''] = /(?<=^prompt: \|\n)(.+\n){2}/m.exec(await readFile(join(ROOT, 'content', FILE), 'utf8')) ?? [];
  await writeFile(join(folder, 'book.txt'), `Some book says: ${first}`);
  const { code, out } = await run('--against', folder, 'q05');
  expect(out).toMatch(/consistent-hashing\.yaml prompt: ".+" stands elsewhere too\./);
  expect(code).toBe(1);
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
