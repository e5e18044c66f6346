import { describe, expect, test } from 'vitest';
import { encodeRoute } from '../../src/bot/route.ts';
import { createLibrary } from '../../src/packs/library.ts';
import { buttons, message, openTable, textOf } from '../fakes/people.ts';

const heading = (view: unknown) => /"kind":"heading","text":"([^"]+)"/.exec(JSON.stringify(view))?.[1];

describe('/glossary with a term', () => {
  test.each([
    ['consistent hashing', 'Consistent hashing'],
    ['Consistent-Hashing', 'Consistent hashing'],
    ['lru', 'Least recently used'],
    ['write back cache', 'Write-behind cache'],
    ['HLS', 'HLS and DASH'],
  ])('%s', async (typed, shown) => {
    const ada = (await openTable()).sit('Ada');
    const card = await ada.use('glossary', { term: typed });
    expect(heading(card)).toBe(shown);
    expect(card.to).toBe('learner');
  });

  test('says two sentences, the other names, and leads to where it is used', async () => {
    const ada = (await openTable()).sit('Ada');
    const card = await ada.use('glossary', { term: 'LRU' });
    expect(textOf(card)).toMatch(/"markdown":"[^"]+\. [^"]+\."/);
    expect(textOf(card)).toContain('Also called LRU.');
    const [first] = buttons(card);
    expect(heading(await ada.press(card, first?.label ?? ''))).toBe(first?.label);
  });

  test('asks which one is meant where the name is only alike, and opens it', async () => {
    const ada = (await openTable()).sit('Ada');
    for (const [typed, meant] of [
      ['idempotnecy', 'Idempotency'],
      ['bloom fliter', 'Bloom filter'],
      ['qorum', 'Quorum'],
      ['consitent hashing', 'Consistent hashing'],
    ] as const) {
      const asked = await ada.use('glossary', { term: typed });
      expect(textOf(asked)).toContain(`The glossary has no **${typed}**. Did you mean`);
      expect(heading(await ada.press(asked, meant))).toBe(meant);
    }
  });

  test('finds a word that stands only in a definition', async () => {
    const ada = (await openTable()).sit('Ada');
    expect(buttons(await ada.use('glossary', { term: 'iceberg' })).map(({ label }) => label)).toEqual(['Lakehouse']);
  });

  test('says where else to look when nothing is like it, and shows what was typed as it was', async () => {
    const ada = (await openTable()).sit('Ada');
    const refusal = await ada.use('glossary', { term: '*zzzz* @everyone' });
    expect(refusal.tone).toBe('bad');
    expect(textOf(refusal)).toContain('The glossary has no **\\\\*zzzz\\\\* \\\\@everyone**');
    expect(textOf(refusal)).toContain('`/search`');
  });
});

describe('/glossary', () => {
  test('shows every term once, by letter, and each can be opened from a list', async () => {
    const { sit, library } = await openTable();
    const card = await sit('Ada').use('glossary');
    const text = card.blocks.map((block) => (block.kind === 'text' ? block.markdown : '')).join('\n\n');
    expect(text).toMatch(/\*\*A:\*\* ACID · Adaptive/);
    const shown = text.split(/\*\*\w:\*\* | · |\n\n/).filter(Boolean);
    expect(shown).toEqual(library.glossary.map(({ term }) => term));
    const lists = card.blocks.flatMap((block) => (block.kind === 'select' ? [block] : []));
    expect(lists.flatMap(({ options }) => options.map(({ value }) => value))).toEqual(library.glossary.map(({ key }) => key));
    for (const { label, options } of lists) expect(options.length, label).toBeLessThanOrEqual(25);
  });

  test('says so where no pack has one', async () => {
    const ada = (await openTable({ library: createLibrary([]) })).sit('Ada');
    expect(textOf(await ada.use('glossary'))).toContain('have no glossary');
  });

  test('a button of a term that is gone says what to do', async () => {
    const ada = (await openTable()).sit('Ada');
    const refusal = message(await ada.raw({ kind: 'press', route: encodeRoute({ command: 'glossary', action: 'open', args: ['sd.no-such'] }) }));
    expect(textOf(refusal)).toContain('no longer in the glossary');
  });
});

test('typing offers terms and their other names', async () => {
  const { bot } = await openTable();
  const offered = (typed: string) => bot.complete({ command: 'glossary', option: 'term', typed } as never).map(({ label }) => label);
  expect(offered('lr')).toEqual(['LRU (Least recently used)']);
  expect(offered('write')).toContain('Write-ahead log');
  expect(offered('idempotnecy')[0]).toBe('Idempotency');
  expect(offered('').length).toBeGreaterThan(20);
});

test('/search finds terms and opens them', async () => {
  const ada = (await openTable()).sit('Ada');
  const results = await ada.use('search', { words: 'write skew' });
  expect(textOf(results)).toContain('Write skew *(glossary)*');
  const select = results.blocks.find((block) => block.kind === 'select');
  const value = (select?.kind === 'select' && select.options.find(({ label }) => label === 'Write skew')?.value) || '';
  const card = await ada.raw({ kind: 'press', route: encodeRoute({ command: 'search', action: 'open', args: [value] }) });
  expect(heading(card)).toBe('Write skew');
});
