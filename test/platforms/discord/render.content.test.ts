import { describe, expect, test } from 'vitest';
import { playbookCard } from '../../../src/views/reading.ts';
import { ownLibrary } from '../../fakes/people.ts';
import { cardsByKey, manySections } from '../all-content.ts';
import { labels, pagesOf, type Shown } from './shown.ts';

const library = await ownLibrary();

describe('every card is taken by Discord, page by page, and all of it is on one of them', () => {
  test.each(cardsByKey(library))('%s', (_, cards) => {
    for (const [name, made] of cards) {
      const pages = pagesOf(made);
      const blocks = made.blocks.flatMap((block) => pagesOf({ ...made, blocks: [block] }));
      expect(words(pages), name).toBe(words(blocks));
      expect(controls(pages), name).toEqual(controls(blocks));
    }
  });

  test('and some of them do have pages', () => {
    const [, cards] = cardsByKey(library).find(([key]) => key === 'sd.q05')!;
    expect(cards.some(([, made]) => pagesOf(made).length > 1)).toBe(true);
  });
});

test('a playbook of many sections has its list on pages', () => {
  const pages = pagesOf(playbookCard(manySections(library), 'learner'));
  expect(pages.length).toBeGreaterThan(1);
  for (const { title } of manySections(library)) expect(words(pages)).toContain(title.replaceAll(' ', ''));
});

/** All of them but those that turn pages. */
function controls(shown: readonly Shown[]): (string | undefined)[] {
  return shown.flatMap(labels).filter((label) => label !== 'Previous' && label !== 'Next page');
}

/** What is read, without the spaces and marks that a page may begin with. */
function words(shown: readonly Shown[]): string {
  const text = shown.map((each) => each.text).join('\n');
  return text.replace(/^-# Page \d+ of \d+$/gm, '').replace(/[>\s]/g, '');
}
