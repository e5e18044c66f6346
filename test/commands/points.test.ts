import { describe, expect, test } from 'vitest';
import type { View } from '../../src/bot/view.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { buttons, openTable, type Person, type Table, textOf } from '../fakes/people.ts';

/** 38 of 100 at level mid. */
const HALF =
  'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load. I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.';
const WEAK = 'I would put a load balancer in front of the servers and add more of them until it works well for everybody.';
const NEW_EVENT = undefined;

const cardOf = (person: Person) => person.use('question', { query: 'consistent hashing' });
const answer = async (person: Person, text: string, eventId: string | undefined = NEW_EVENT, on?: View) =>
  person.send(await person.press(on ?? (await cardOf(person)), 'Answer'), { answer: text }, eventId);
const strong = (table: Table) => (table.library.question('q05')?.rubric.keyPoints ?? []).map(({ matches }) => matches).join(' ');
const statement = (table: Table, point: number) => JSON.stringify(table.library.question('q05')?.rubric.keyPoints[point]?.statement).slice(1, -1);

async function ledger(table: Table): Promise<{ kind: string; points?: number; question: string; followUp?: string }[]> {
  const entries = [];
  for await (const entry of table.store.scan('community/table:home')) if (entry.kind === 'log') entries.push(entry.value);
  return entries as never;
}

describe('an answer pays', () => {
  test('by its score; the second what it is better by; and says what is left', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const first = textOf(await answer(ada, HALF));
    const points = Number(/\*\*(\d+) points\.\*\*/.exec(first)?.[1]);
    expect(first).toContain(`**${points} points.** One paid attempt left, worth up to ${10 - points} more.`);
    expect(textOf(await answer(ada, strong(table)))).toContain(`**${10 - points} points.** Both paid attempts are used.`);
    expect(textOf(await answer(ada, strong(table)))).toContain('No points: both paid attempts of the last 90 days are used.');
    expect(await ledger(table)).toMatchObject([
      { kind: 'answer', points },
      { kind: 'answer', points: 10 - points },
      { kind: 'answer', points: 0 },
    ]);
  });

  test('nothing when it is weak, and keeps both attempts', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    expect(textOf(await answer(ada, WEAK))).toContain(
      'No points: they begin at 25 of 100. No attempt is used up. Two paid attempts left, worth up to 10 points.',
    );
  });

  test('each member, and each follow-up, apart; a follow-up a third', async () => {
    const table = await openTable();
    const [ada, grace] = [table.sit('Ada'), table.sit('Grace')];
    await answer(ada, strong(table));
    expect(textOf(await answer(grace, strong(table)))).toContain('**10 points.**');
    const step = await ada.press(await cardOf(ada), 'Follow-ups');
    const own = (table.library.question('q05')?.followUps[0]?.rubric.keyPoints ?? []).map(({ matches }) => matches).join(' ');
    expect(textOf(await answer(ada, own, NEW_EVENT, step))).toContain('**3 points.**');
  });

  test('once when two are sent at the same moment', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const sheet = await ada.press(await cardOf(ada), 'Answer');
    await Promise.all([1, 2, 3].map(() => ada.send(sheet, { answer: strong(table) })));
    expect((await ledger(table)).map(({ points }) => points)).toEqual([10, 0, 0]);
  });
});

describe('the grade card', () => {
  test('says the missed points itself after the second attempt', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const first = await answer(ada, HALF);
    expect(textOf(first)).not.toContain(statement(table, 3));
    expect(textOf(first)).not.toContain('**Partly:**');
    const second = await answer(ada, HALF);
    expect(textOf(second)).toContain('No points on top');
    expect(textOf(second)).toContain(statement(table, 3));
    expect(buttons(second).map(({ label }) => label)).toEqual(expect.arrayContaining(['Try again', 'Model answer']));
    expect(buttons(second).map(({ label }) => label)).not.toContain('Show what I missed');
  });
});

describe('before a reveal', () => {
  test.each(['Key points', 'Model answer'])('%s asks once, says what it costs, and then opens at once', async (label) => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const warning = await ada.press(await cardOf(ada), label);
    expect(textOf(warning)).toContain('Opening this ends paid attempts at this question. You have two left, worth up to 10 points.');
    expect((await ada.press(warning, 'Answer first')).kind).toBe('form');
    expect(await ledger(table)).toEqual([]);
    const opened = await ada.press(warning, 'Open it');
    expect(opened).toMatchObject({ to: 'here' });
    expect(textOf(opened)).toContain(`"text":"${label}"`);
    expect(textOf(await ada.press(await cardOf(ada), label))).toContain(`"text":"${label}"`);
    await ada.press(warning, 'Open it');
    expect(await ledger(table)).toMatchObject([{ kind: 'reveal', question: 'sd.q05' }]);
    expect(textOf(await answer(ada, strong(table)))).toContain('No points: you have opened what answers it');
  });

  test('what was missed costs the same, and what the second attempt can bring is said', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const graded = await answer(ada, HALF);
    const left = /worth up to (\d+) more/.exec(textOf(graded))?.[1];
    const warning = await ada.press(graded, 'Show what I missed');
    expect(textOf(warning)).toContain(`You have one left, worth up to ${left} points.`);
    expect(textOf(await ada.press(warning, 'Open it'))).toContain(statement(table, 3));
    expect((await ledger(table)).map(({ kind }) => kind)).toEqual(['answer', 'reveal']);
  });

  test('a follow-up is its own matter', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const step = await ada.press(await cardOf(ada), 'Follow-ups');
    const warning = await ada.press(step, 'Model answer');
    expect(textOf(warning)).toContain('at this follow-up. You have two left, worth up to 3 points.');
    await ada.press(warning, 'Open it');
    expect(await ledger(table)).toMatchObject([{ kind: 'reveal', question: 'sd.q05', followUp: 'busy-node' }]);
    expect(textOf(await answer(ada, strong(table)))).toContain('**10 points.**');
  });

  test('nothing is asked when nothing is to lose', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    await answer(ada, strong(table));
    expect(textOf(await ada.press(await cardOf(ada), 'Model answer'))).toContain('"text":"Model answer"');
    expect((await ledger(table)).map(({ kind }) => kind)).toEqual(['answer', 'reveal']);
  });

  test('three who press at once are charged once each', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const warning = await ada.press(await cardOf(ada), 'Model answer');
    await Promise.all([1, 2, 3].map(() => ada.press(warning, 'Open it')));
    expect(await ledger(table)).toHaveLength(1);
  });

  test('reading stays possible while the store is away', async () => {
    let away = false;
    const fails = () => Promise.reject(new StoreUnavailable('gone'));
    const table = await openTable({
      store: (real): Store => ({
        ...real,
        read: (...args) => (away ? fails() : real.read(...args)),
        commit: (...args) => (away ? fails() : real.commit(...args)),
      }),
    });
    const ada = table.sit('Ada');
    const card = await cardOf(ada);
    const warning = await ada.press(card, 'Model answer');
    away = true;
    expect(textOf(await ada.press(card, 'Model answer'))).toContain('"text":"Model answer"');
    expect(textOf(await ada.press(warning, 'Open it'))).toContain('"text":"Model answer"');
  });
});

describe('what is not one’s own', () => {
  test.each([
    ['the model answer', (table: Table) => `  ${table.library.question('q05')?.modelAnswer.toUpperCase().slice(0, 2900)}`, 'This is the model answer'],
    ['the question', (table: Table) => table.library.question('q05')?.prompt ?? '', 'This is the question itself'],
    ['a link', () => 'https://example.org/how-to-do/consistent-hashing', 'There is only a link here'],
  ])('%s is said kindly, kept, and costs nothing', async (_name, text, sentence) => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const card = await answer(ada, text(table));
    expect(textOf(card)).toContain(sentence);
    expect(textOf(card)).toContain('No points, and no attempt used up. Two paid attempts left, worth up to 10 points.');
    expect(textOf(card)).not.toContain('**Covered:**');
    expect(await ledger(table)).toMatchObject([{ kind: 'answer', points: 0, score: 0 }]);
    expect(textOf(await answer(ada, strong(table)))).toContain('**10 points.**');
  });
});
