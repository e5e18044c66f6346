import { expect, test } from 'vitest';
import { z } from 'zod';
import { encodeRoute } from '../../src/bot/route.ts';
import type { View } from '../../src/bot/view.ts';
import { examine } from '../../src/study/grading/grade.ts';
import { located, regraded } from '../../src/study/grading/verdicts.ts';
import { covered } from '../emulators/grader.ts';
import { message, openTable, type Person, type Table, textOf } from '../fakes/people.ts';
import { FAIR, SPOTS } from './answers.ts';

const PLACE = 'community/table:home';

async function answer(person: Person): Promise<View> {
  return person.send(await person.press(await person.use('question', { query: 'sd.q05' }), 'Answer'), { answer: FAIR });
}

/** As a platform does after a restart, when it turns a page of the card. */
function reopen(person: Person, card: View): Promise<View> {
  const again = message(card).again;
  if (!again) throw new Error('can’t be opened again');
  return person.raw({ kind: 'press', route: encodeRoute(again) });
}

/** What an answer did for its day is said once, when it was given. */
function withoutDay(card: View): string {
  const shown = message(card);
  return textOf({ ...shown, blocks: shown.blocks.filter((block) => block.kind !== 'text' || !/streak/.test(block.markdown)) });
}

async function keptGrade(table: Table) {
  for await (const entry of table.store.scan(PLACE)) {
    if (entry.kind === 'document' && entry.key.startsWith('answer/')) return { ...entry, value: z.record(z.string(), z.json()).parse(entry.value) };
  }
  throw new Error('no answer');
}

test('the card says which points a judge read, of what name, and so does the same card later', async () => {
  const table = await openTable({
    grade: async ({ rubric }, text) => regraded(rubric, examine(rubric, text), located(text, [covered('vnodes-even-out', SPOTS)]), 'gpt-x'),
  });
  const ada = table.sit('Ada');
  const card = await answer(ada);
  expect(textOf(card)).toContain('**Covered (judge):** Each server takes many points on the ring');
  expect(textOf(card)).toContain('**Covered:** Servers and keys are hashed onto one ring');
  expect(textOf(card)).toContain('The judge `gpt-x` read 1 point again.');
  expect(textOf(await reopen(ada, card))).toBe(withoutDay(card));
  expect((await keptGrade(table)).value.grade).toMatchObject({ gradedBy: { judge: 'gpt-x' } });
});

test('an answer from before there was a judge was graded by rules', async () => {
  const table = await openTable();
  const ada = table.sit('Ada');
  const card = await answer(ada);
  const { key, value } = await keptGrade(table);
  const { gradedBy, ...grade } = z.record(z.string(), z.json()).parse(value.grade);
  expect(gradedBy).toBe('rules');
  await table.store.commit(PLACE, { put: { [key]: { ...value, grade } } });
  expect(textOf(await reopen(ada, card))).toBe(withoutDay(card));
  expect(textOf(card)).not.toContain('judge');
});
