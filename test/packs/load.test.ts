import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Asked, askedOf } from '../../src/packs/asked.ts';
import { createLibrary } from '../../src/packs/library.ts';
import { loadPacks } from '../../src/packs/load.ts';
import type { Question } from '../../src/packs/schema.ts';
import { modelAnswerCard } from '../../src/views/reading.ts';
import { ROOT, tempFolder } from '../environment.ts';

const QUESTION = 'system-design/questions/consistent-hashing.yaml';

/** A few of our own files: all of them take a second to read. */
const COPIED = [QUESTION, 'system-design/pack.yaml', 'system-design/questions/idempotency.yaml', 'system-design/scenarios/double-charges.yaml'];
const ALL = 3;

/** A copy of a part of our own content, with one file changed. */
async function contentWith(file: string, change: (text: string) => string): Promise<string> {
  const folder = join(await tempFolder(), 'content');
  for (const each of COPIED) await cp(join(ROOT, 'content', each), join(folder, each));
  const text = await readFile(join(folder, file), 'utf8').catch(() => '');
  await writeFile(join(folder, file), change(text));
  return folder;
}

async function mistakesOf(folder: string): Promise<string[]> {
  const { mistakes } = await loadPacks(folder);
  return mistakes.map(({ file, line, field, message }) => `${file.slice(folder.length + 1)}:${line} ${field}: ${message}`);
}

function lineOf(text: string, start: string): number {
  return text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
}

test('our own content has no mistake', async () => {
  const { packs, mistakes } = await loadPacks(join(ROOT, 'content'));
  expect(mistakes).toEqual([]);
  expect(packs[0]?.questions.map(({ source }) => source)).toEqual(expect.arrayContaining(['q01', 'q50', 's1', 's5']));
});

describe('a mistake is named by file, line and field, and the rest is there', () => {
  test('a wrong value', async () => {
    const folder = await contentWith(QUESTION, (text) => text.replace(/^level: .*$/m, 'level: junior'));
    const line = lineOf(await readFile(join(folder, QUESTION), 'utf8'), 'level:');
    expect(await mistakesOf(folder)).toEqual([expect.stringContaining(`${QUESTION}:${line} level: Invalid option`)]);
    expect((await loadPacks(folder)).packs[0]?.questions).toHaveLength(ALL - 1);
  });

  test('a missing field, at what should hold it', async () => {
    const folder = await contentWith(QUESTION, (text) => text.replace(/^minutes: .*\n/m, ''));
    expect(await mistakesOf(folder)).toEqual([expect.stringContaining('minutes: missing: expected a')]);
  });

  test('an unknown field, at the field', async () => {
    const folder = await contentWith(QUESTION, (text) => `${text}\nminuets: 20\n`);
    const line = lineOf(await readFile(join(folder, QUESTION), 'utf8'), 'minuets:');
    expect(await mistakesOf(folder)).toEqual([`${QUESTION}:${line} minuets: no such field`]);
  });

  test('deep inside', async () => {
    const folder = await contentWith(QUESTION, (text) => text.replace(/cancels: \[[^\]]*\]/, 'cancels: [no-such-point]'));
    expect(await mistakesOf(folder)).toEqual([expect.stringMatching(/:\d{2,} rubric\.misconceptions\[0\]\.cancels: no key point has the id "no-such-point"/)]);
  });

  test('a link without a mark of who verified it', async () => {
    const folder = await contentWith(QUESTION, (text) => text.replace(/^ {4}verified: .*\n/m, ''));
    expect(await mistakesOf(folder)).toEqual([expect.stringContaining('a link needs a mark')]);
  });

  test.each<[what: string, change: (question: Question) => void, said: string]>([
    [
      'a verified mark without a link',
      ({ references: [first] }) => Object.assign(first ?? {}, { url: undefined }),
      'references[0].verified: verified says that',
    ],
    [
      'a link with a space',
      ({ references: [first] }) => Object.assign(first ?? {}, { url: 'https://example.org/a b' }),
      'references[0].url: a link has no space',
    ],
    [
      'two options alike',
      ({ quiz: [item] }) => Object.assign(item?.options[1] ?? {}, { text: item?.options[0]?.text.toUpperCase() }),
      'quiz[0].options: two options say',
    ],
    ['two quiz items of one id', ({ quiz: [a, b] }) => Object.assign(b ?? {}, { id: a?.id }), 'quiz[1].id: the id "modulo-growth" is taken above'],
    ['two references of one id', ({ references: [a, b] }) => Object.assign(b ?? {}, { id: a?.id }), 'references[1].id: the id "dynamo" is taken above'],
  ])('%s', async (_what, change, said) => {
    const folder = await contentWith(QUESTION, (text) => {
      const question = parse(text) as Question;
      change(question);
      return stringify(question);
    });
    expect(await mistakesOf(folder)).toEqual([expect.stringContaining(said)]);
  });

  test('several at once are all named', async () => {
    const folder = await contentWith(QUESTION, (text) => text.replace(/^level: .*$/m, 'level: junior').replace(/^key: .*$/m, 'key: nonsense'));
    expect(await mistakesOf(folder)).toHaveLength(2);
  });

  test.each([
    ['broken YAML', 'id: [unclosed'],
    ['no YAML map', '- just\n- a list'],
    ['nothing', ''],
    ['a prototype key', '__proto__: {admin: true}\nconstructor: 1'],
    ['a YAML bomb', `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`],
  ])('%s', async (_name, text) => {
    const folder = await contentWith(QUESTION, () => text);
    expect((await mistakesOf(folder)).length).toBeGreaterThan(0);
    expect((await loadPacks(folder)).packs[0]?.questions).toHaveLength(ALL - 1);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('a second item with the same id and key', async () => {
    const twin = await readFile(join(ROOT, 'content', QUESTION), 'utf8');
    const folder = await contentWith('system-design/questions/twin.yaml', () => twin);
    expect(await mistakesOf(folder)).toEqual([
      expect.stringContaining('another item has the key "sd.q05"'),
      expect.stringContaining('another item has the id "consistent-hashing"'),
    ]);
  });

  test('a key of another pack, and a topic that the pack does not have', async () => {
    const folder = await contentWith(QUESTION, (text) => stringify({ ...parse(text), key: 'xx.q05', topic: 'cooking' }));
    expect(await mistakesOf(folder)).toEqual([expect.stringContaining('begins with "sd."'), expect.stringContaining('"cooking" is not a topic of pack.yaml')]);
  });
});

test('what can’t be read is named, what an editor leaves behind is not taken for a question, and the rest is there', async () => {
  const folder = await contentWith(QUESTION, (text) => text);
  const questions = join(folder, 'system-design/questions');
  await symlink('nowhere', join(questions, 'link.yaml'));
  await mkdir(join(questions, 'folder.yaml'));
  await symlink('me@host.1:2', join(questions, '.#good.yaml'));
  expect(await mistakesOf(folder)).toEqual([
    'system-design/questions/folder.yaml:1 : this file can’t be read',
    'system-design/questions/link.yaml:1 : this file can’t be read',
  ]);
  expect((await loadPacks(folder)).packs[0]?.questions).toHaveLength(ALL);
});

test('a folder without pack.yaml is named, and an absent folder too', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'empty'));
  expect(await mistakesOf(folder)).toEqual([expect.stringContaining('expected this file')]);
  expect(await mistakesOf(join(folder, 'nowhere'))).toEqual([expect.stringContaining('no such folder')]);
});

test('a pack with the id or prefix of one that is there already is left out', async () => {
  const ours = await loadPacks(join(ROOT, 'content'));
  const again = await loadPacks(join(ROOT, 'content'), ours.packs);
  expect(again.packs).toEqual([]);
  expect(again.mistakes).toMatchObject([{ field: 'key', message: expect.stringContaining('has this id or key already') }]);
});

describe('a scenario', () => {
  const STEPS = ['diagnose', 'stop-the-bleeding', 'root-cause', 'long-term', 'watch'];

  /** Our own question on consistent hashing as if it were an incident. */
  async function contentWithScenario(stages: readonly string[]): Promise<string> {
    const folder = await contentWith(QUESTION, (text) => text);
    const question = parse(await readFile(join(folder, QUESTION), 'utf8'));
    const path = stages.map((stage) => ({ stage, text: `What to do when you ${stage}, step by step.` }));
    const scenario = { ...question, id: 'an-incident', key: 'sd.s99', source: 's99', path, arithmetic: 'Twenty servers share 1 M requests: 50,000 each.' };
    await mkdir(join(folder, 'system-design/scenarios'), { recursive: true });
    await writeFile(join(folder, 'system-design/scenarios/an-incident.yaml'), stringify(scenario));
    return folder;
  }

  test('is a question with a way through the incident', async () => {
    const { packs, mistakes } = await loadPacks(await contentWithScenario(STEPS));
    expect(mistakes).toEqual([]);
    const library = createLibrary(packs);
    expect(library.question('s99')).toMatchObject({ key: 'sd.s99', path: STEPS.map((stage) => ({ stage })) });
    const asked = askedOf(library.question('s99') as Question);
    const card = JSON.stringify(modelAnswerCard(asked as Asked, library, 'learner'));
    for (const text of ['Stop the bleeding', 'What to do when you watch', 'The numbers', '50,000 each']) expect(card).toContain(text);
  });

  test('has all five steps, in their order', async () => {
    const [first = '', second = '', ...rest] = STEPS;
    expect(await mistakesOf(await contentWithScenario([second, first, ...rest]))).toEqual([
      expect.stringContaining('path: expected one step for each of diagnose, stop-the-bleeding, root-cause, long-term, watch, in this order'),
    ]);
  });
});
