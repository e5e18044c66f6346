import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadPacks } from '../../src/packs/load.ts';
import { ROOT, tempFolder } from '../environment.ts';

// What stands beside the questions of a pack and names them: glossary.yaml and path.yaml.

const QUESTIONS = ['consistent-hashing', 'idempotency'];
const TWO = 'It is one thing in one sentence. It has one catch in another.';

/** A pack of two questions, and these files. */
async function packWith(files: Readonly<Record<string, string>>) {
  const folder = await tempFolder();
  const pack = join(folder, 'system-design');
  await mkdir(join(pack, 'questions'), { recursive: true });
  const from = join(ROOT, 'content/system-design');
  for (const name of ['pack.yaml', ...QUESTIONS.map((question) => `questions/${question}.yaml`)]) await cp(join(from, name), join(pack, name));
  for (const [name, text] of Object.entries(files)) await writeFile(join(pack, name), text);
  const { packs, mistakes } = await loadPacks(folder);
  return { pack: packs[0], mistakes: mistakes.map(({ file, line, field, message }) => `${file.slice(pack.length + 1)}:${line} ${field}: ${message}`) };
}

test('a pack needs neither', async () => {
  expect(await packWith({})).toMatchObject({ pack: { glossary: [] }, mistakes: [] });
});

describe('a glossary', () => {
  const withTerms = (...terms: object[]) => packWith({ 'glossary.yaml': stringify({ terms }) });
  const term = (name: string, more: object = {}) => ({ term: name, definition: TWO, where: ['idempotency'], ...more });

  test('has a key for each term', async () => {
    const { pack, mistakes } = await withTerms(term('Hash ring', { aliases: ['Ring'] }), term("Little's law"));
    expect(mistakes).toEqual([]);
    expect(pack?.glossary).toMatchObject([
      { key: 'sd.hash-ring', aliases: ['Ring'] },
      { key: 'sd.little-s-law', aliases: [] },
    ]);
  });

  test.each([
    ['one sentence', term('Term', { definition: 'It is one thing, and it has a catch, all in one.' })],
    ['three sentences', term('Term', { definition: `${TWO} And a third.` })],
    ['no full stop', term('Term', { definition: TWO.slice(0, -1) })],
  ])('has definitions of exactly two sentences: %s', async (_name, wrong) => {
    expect(await withTerms(wrong)).toMatchObject({ pack: { glossary: [] }, mistakes: ['glossary.yaml:3 terms[0].definition: expected exactly two sentences'] });
  });

  test('has each name once, over terms and their other names', async () => {
    const { mistakes } = await withTerms(term('Cache-aside', { aliases: ['Lazy loading'] }), term('Lazy', { aliases: ['cache aside'] }), term('Lazy loading'));
    expect(mistakes).toEqual([
      expect.stringContaining('terms[1].aliases[0]: "cache aside" is also a name of "Cache-aside"'),
      expect.stringContaining('terms[2].term: "Lazy loading" is also a name of "Cache-aside"'),
    ]);
  });

  test('is sorted', async () => {
    const { mistakes } = await withTerms(term('Write skew'), term('Write-ahead log'), term('Jitter'));
    expect(mistakes).toEqual([
      expect.stringContaining('terms[1].term: expected in alphabetical order: before "Write skew"'),
      expect.stringContaining('terms[2].term: expected in alphabetical order: before "Write-ahead log"'),
    ]);
  });

  test('names only questions that are there; the rest of it stays', async () => {
    const { pack, mistakes } = await withTerms(term('Jitter', { where: ['idempotency', 'no-such'] }));
    expect(mistakes).toEqual([expect.stringMatching(/^glossary\.yaml:\d terms\[0\]\.where\[1\]: there is no question "no-such"/)]);
    expect(pack?.glossary).toMatchObject([{ where: ['idempotency'] }]);
  });

  test('takes only words that a button can carry', async () => {
    expect((await withTerms(term('Гипотеза'))).mistakes).toEqual([expect.stringContaining('terms[0].term: expected English letters')]);
  });

  test('is not blamed for a question that has a mistake of its own', async () => {
    const { pack, mistakes } = await packWith({
      'glossary.yaml': stringify({ terms: [term('Jitter', { where: ['idempotency', 'consistent-hashing'] })] }),
      'path.yaml': stringify({ stages: [{ id: 'all', title: 'All', summary: 'You know it.', questions: [{ question: 'consistent-hashing' }] }] }),
      'questions/consistent-hashing.yaml': 'id: [unclosed',
    });
    expect(mistakes).toEqual([expect.stringContaining('questions/consistent-hashing.yaml')]);
    expect(pack).toMatchObject({ glossary: [{ where: ['idempotency'] }], path: { stages: [{ questions: [] }] } });
  });

  test('that can’t be read is named', async () => {
    const folder = await tempFolder();
    await cp(join(ROOT, 'content/system-design/pack.yaml'), join(folder, 'one/pack.yaml'));
    await mkdir(join(folder, 'one/glossary.yaml'));
    expect((await loadPacks(folder)).mistakes).toMatchObject([{ file: join(folder, 'one/glossary.yaml'), message: 'this file can’t be read' }]);
  });
});

describe('a study path', () => {
  const withStages = (...stages: { question: string; requires?: string[] }[][]) =>
    packWith({
      'path.yaml': stringify({ stages: stages.map((questions, at) => ({ id: `stage-${at}`, title: `Stage ${at}`, summary: 'You know it.', questions })) }),
    });

  test('has the questions in order, with what to know first', async () => {
    const { pack, mistakes } = await withStages([{ question: 'idempotency' }], [{ question: 'consistent-hashing', requires: ['idempotency'] }]);
    expect(mistakes).toEqual([]);
    expect(pack?.path?.stages.map(({ questions }) => questions)).toEqual([
      [{ question: 'idempotency', requires: [] }],
      [{ question: 'consistent-hashing', requires: ['idempotency'] }],
    ]);
  });

  test('asks for nothing that comes later, and not for itself', async () => {
    const { mistakes } = await withStages([{ question: 'idempotency', requires: ['consistent-hashing', 'idempotency'] }, { question: 'consistent-hashing' }]);
    expect(mistakes).toEqual([
      'path.yaml:8 stages[0].questions[0].requires[0]: "consistent-hashing" does not stand earlier on the path',
      'path.yaml:9 stages[0].questions[0].requires[1]: "idempotency" does not stand earlier on the path',
    ]);
  });

  test('has each question once', async () => {
    const { pack, mistakes } = await withStages([{ question: 'idempotency' }], [{ question: 'idempotency' }]);
    expect(mistakes).toEqual([expect.stringContaining('stages[1].questions[0].question: "idempotency" stands on the path already')]);
    expect(pack?.path).toBeUndefined();
  });

  test('names only questions that are there; the rest of it stays', async () => {
    const { pack, mistakes } = await withStages([{ question: 'no-such' }, { question: 'idempotency', requires: ['no-such'] }]);
    expect(mistakes).toEqual([expect.stringContaining('stages[0].questions[0].question: there is no question "no-such"')]);
    expect(pack?.path?.stages[0]?.questions).toEqual([{ question: 'idempotency', requires: [] }]);
  });
});
