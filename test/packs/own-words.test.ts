import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { besideQuestions } from '../../src/packs/lint-pack.ts';
import { lintOwnWords, sourceOf } from '../../src/packs/own-words.ts';
import { ROOT } from '../environment.ts';
import { ownPacks } from '../fakes/people.ts';

const BOOK = 'The cache sends almost every key to another server when one is added, and the database falls over.';

describe('words that stand elsewhere too', () => {
  const source = sourceOf([BOOK]);
  const found = (item: object) => lintOwnWords(item, source).map(({ place, message }) => `${place}: ${message}`);

  test('are named with their place, as one run', () => {
    expect(
      found({
        id: 'x',
        followUps: [{ modelAnswer: `First this. **The cache** sends almost every key to another server, “when one” is added! And then that.` }],
      }),
    ).toEqual([
      'followUps.0.modelAnswer: "the cache sends almost every key to another server when one is added and" stands elsewhere too. Say it in your own words.',
    ]);
  });

  test('are eight at least', () => {
    expect(found({ prompt: 'He sends almost every key to another server now.' })).toEqual([]);
    expect(found({ prompt: 'He sends almost every key to another server when late.' })).toHaveLength(1);
  });

  test('are found through markup, and in what a diagram says', () => {
    for (const text of [
      'He sends `almost every key` to **another** server when late.',
      'He sends al**most** every _key_ to ano\u00adther server when late.',
      'He sends [almost every key](https://example.org/a-page) to another server when late.',
      'He sends almost <b>every</b> key to another server when late.',
    ])
      expect(found({ prompt: text })).toHaveLength(1);
    expect(found({ diagram: { dot: 'digraph { a [label="sends almost every\\nkey to another\\nserver when"] }' } })).toEqual([
      'diagram.dot: "sends almost every key to another server when" stands elsewhere too. Say it in your own words.',
    ]);
  });

  test('are named by id or term, not by number', () => {
    expect(found({ terms: [{ term: 'Hash ring', definition: BOOK }], stages: [{ id: 'basics', summary: BOOK }] }).map((each) => each.split(':')[0])).toEqual([
      'terms.Hash ring.definition',
      'stages.basics.summary',
    ]);
  });

  test('are not looked for in blocks of code and in the words of the grader', () => {
    expect(found({ rubric: { groups: [[BOOK]] }, references: [{ title: BOOK }] })).toEqual([]);
    expect(found({ prompt: `\`\`\`\n${BOOK}\n\`\`\`` })).toEqual([]);
  });

  test('count twice when they come twice', () => {
    expect(found({ prompt: `${BOOK} Then something else happens here for a while. ${BOOK}` })).toHaveLength(2);
  });
});

/** The notes that the first questions were made from: no part of the repository, and compared where somebody has them beside it. */
const NOTES = join(ROOT, '../shared/seed');

test.skipIf(!existsSync(NOTES))(
  'our content shares no eight words in a row with the notes it began from (left out where they do not lie beside the checkout)',
  async () => {
    const texts = await Promise.all((await readdir(NOTES)).map((name) => readFile(join(NOTES, name), 'utf8')));
    const source = sourceOf(texts);
    expect(source.size).toBeGreaterThan(1000);
    const packs = await ownPacks();
    const items = packs.flatMap((pack) => [...pack.questions.map((item) => ({ within: item.key, item })), ...besideQuestions(pack)]);
    expect(items.flatMap(({ within, item }) => lintOwnWords(item, source).map(({ place, message }) => `${within} ${place}: ${message}`))).toEqual([]);
  },
);
