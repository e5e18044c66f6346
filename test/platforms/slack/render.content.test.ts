import { expect, test } from 'vitest';
import { encodeRoute, route } from '../../../src/bot/route.ts';
import { renderForm } from '../../../src/platforms/slack/form.ts';
import { playbookCard } from '../../../src/views/reading.ts';
import { modalView } from '../../emulators/slack/block-kit/view.ts';
import { form, openTable, ownLibrary } from '../../fakes/people.ts';
import { cardsByKey, manySections } from '../all-content.ts';
import { OPTIONS, pagesOf } from './shown.ts';

const library = await ownLibrary();

test.each(cardsByKey(library))('every card of %s fits', (_, cards) => {
  for (const [, made] of cards) pagesOf(made);
});

test('the list of sections fits, also with many', () => {
  pagesOf(playbookCard(manySections(library), 'learner'));
});

test('answer forms fit', async () => {
  const ada = (await openTable()).sit('Ada');
  for (const question of library.questions) {
    for (const args of [[question.key], ...question.followUps.map(({ id }) => [question.key, id])]) {
      const view = await ada.raw({ kind: 'press', route: encodeRoute(route('question', 'answer', ...args)) });
      const modal = renderForm(form(view), 'm'.repeat(3_000), OPTIONS.commands);
      expect(modalView.safeParse(modal).error?.issues ?? []).toEqual([]);
    }
  }
});
