import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
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
  expect(out).toContain('Not compared with other texts: name a folder of them with --against.');
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

test('a diagram that can’t be drawn, or is too wide for a phone, is said', async () => {
  const folder = join(await tempFolder(), 'content');
  await cp(join(ROOT, 'content'), folder, { recursive: true });
  const text = await readFile(join(folder, FILE), 'utf8');
  const drawn = (dot: string) => writeFile(join(folder, FILE), text.replace(/(?<=^ {2}dot: )\|\n( {4}.*\n)+/m, `'${dot}'\n`));
  await drawn('digraph { rankdir=TB a -> ');
  expect((await run('--folder', folder, 'q05')).out).toMatch(/consistent-hashing\.yaml diagram\.dot: can’t be drawn: syntax error in line 1/);
  await drawn('digraph { rankdir=TB {a b c d e f} -> {g h i j k l} nodesep=2 }');
  expect((await run('--folder', folder, 'q05')).out).toMatch(/consistent-hashing\.yaml diagram\.dot: is drawn \d{4} pixels wide; expected at most 1200/);
});

test('what stands beside the questions is found in its own file, by its name', async () => {
  const [folder, against] = [join(await tempFolder(), 'content'), await tempFolder()];
  const files = ['pack', 'glossary', 'drills/storage'].map((name) => `system-design/${name}.yaml`);
  for (const file of files) await cp(join(ROOT, 'content', file), join(folder, file));
  const [, glossary, storage] = await Promise.all(files.map(async (file) => parse(await readFile(join(folder, file), 'utf8'))));
  const [{ term, definition }, { id, prompt }] = [glossary.terms[0], storage.drills[0]];
  await writeFile(join(against, 'book.txt'), `${definition}\n\n${prompt}`);
  const { out } = await run('--folder', folder, '--against', against);
  expect(out).toContain(`glossary.yaml terms.${term}.definition: "`);
  expect(out).toContain(`drills/storage.yaml drills.${id}.prompt: "`);
  expect(out).not.toContain('Not compared');
});

test('a drill that is named is shown with numbers and solution', async () => {
  const { code, out } = await run('sd.d08');
  expect(out).toMatch(/^sd\.d08 A year of messages, with one draw of its numbers\nA messenger carries [^{}]+\n- Copies .+\n1\. daily: .+ = /m);
  expect(code).toBe(0);
});

test.each([
  [['--wat'], 'Unknown option'],
  [['--against'], 'argument missing'],
  [['--against', '/nope'], 'The folder /nope can’t be read.'],
])('%s is answered with one sentence', async (args, said) => {
  const { code, err } = await run(...args);
  expect(err).toContain(said);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
});

test('an unknown question is said', async () => {
  expect(await run('q99')).toMatchObject({ code: 2, err: expect.stringContaining('There is no question or drill "q99"') });
});
