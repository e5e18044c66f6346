import { expect, test } from 'vitest';
import { lintTexts, lintYears } from '../../src/packs/lint-texts.ts';

const found = (text: string) => lintTexts({ followUps: [{ id: 'why', hint: text }] }).map(({ place, message }) => `${place}: ${message}`);

test('a picture and a bare address in a text are named with their place', () => {
  expect(found('See ![a cat](https://example.org/cat.png) here.')).toEqual([
    expect.stringMatching(/^followUps\.why\.hint: a picture in a text is shown nowhere/),
  ]);
  expect(found('See https://example.org/page for more.')).toEqual([
    'followUps.why.hint: the address https://example.org/page stands bare in the text. Write [its name](https://example.org/page), or move it to "references".',
  ]);
});

test('a link, code and the address of a reference are none', () => {
  expect(found('See [the page](https://example.org/page), or call `https://example.org/api`!')).toEqual([]);
  expect(lintTexts({ references: [{ id: 'a', url: 'https://example.org' }] })).toEqual([]);
});

test('a work of a year to come is named; the next one may stand', () => {
  const item = { references: [{ id: 'soon', year: 2027 }, { id: 'late', year: 2028 }, { id: 'page' }] };
  expect(lintYears(item, 2026)).toEqual([{ place: 'references.late.year', message: '2028 is still to come. Write the year in which it was published.' }]);
});
