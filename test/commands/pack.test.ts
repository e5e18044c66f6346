import { describe, expect, test } from 'vitest';
import { encodeRoute, route } from '../../src/bot/route.ts';
import type { Message, View } from '../../src/bot/view.ts';
import type { Store } from '../../src/store/store.ts';
import { buttons, form, message, openTable, type Person, type Table, textOf } from '../fakes/people.ts';

/** Two of the eight key points, in words that the rubric knows. */
const HALF =
  'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load. I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.';
const WEAK = 'I would put a load balancer in front of the servers and add more of them until it works well for everybody.';

async function sit(text = HALF, options: Parameters<typeof openTable>[0] = {}) {
  const table = await openTable(options);
  const [ada, grace, linus] = [table.sit('Ada'), table.sit('Grace', { admin: true }), table.sit('Linus', { admin: true })];
  const card = await answer(ada, text);
  return { table, ada, grace, linus, card, id: idOf(card) };
}

const answer = async (person: Person, text: string) =>
  person.send(await person.press(await person.use('question', { query: 'consistent hashing' }), 'Answer'), { answer: text });
const idOf = (card: Message) => card.again?.args[0] ?? '';
const scoreOf = (card: View) => Number(/(\d+) of 100/.exec(textOf(card))?.[1]);
const pressRoute = (person: Person, action: string, ...args: string[]) => person.raw({ kind: 'press', route: encodeRoute(route('pack', action, ...args)) });

async function dispute(person: Person, card: Message, fields: Record<string, string> = { words: 'I said the ring.', point: 'all' }, eventId?: string) {
  return person.send(await person.press(card, 'Dispute this'), fields, eventId);
}

async function kept(table: Table, kind: string): Promise<{ kind: string }[]> {
  const entries: { kind: string }[] = [];
  for await (const entry of table.store.scan('community/table:home')) if (entry.kind === 'log') entries.push(entry.value as never);
  return entries.filter((entry) => entry.kind === kind);
}

describe('a learner disputes a grade', () => {
  test('and is told beforehand who sees what, and thanked after it', async () => {
    const { ada, card, grace } = await sit();
    const sheet = form(await ada.press(card, 'Dispute this'));
    expect(sheet.intro).toContain('The admins of this community will see **the text of your answer**');
    const thanks = await ada.send(sheet, { words: 'I said the ring.', point: 'all' });
    expect(textOf(thanks)).toContain('Thank you. The admins of this community see your answer and the rubric side by side.');
    const again = await ada.press(thanks, 'Show my answer’s card');
    expect(textOf(again)).toContain('You have disputed this grade');
    expect(buttons(again).map(({ label }) => label)).not.toContain('Dispute this');
    expect(textOf(await grace.use('pack disputes'))).toContain('I said the ring');
  });

  test('the form tells of no point that the card does not show', async () => {
    const { ada, card, table } = await sit();
    const points = table.library.question('q05')?.rubric.keyPoints ?? [];
    const text = textOf(await ada.press(card, 'Dispute this'));
    for (const { pointer, statement } of points) {
      expect(text).not.toContain(JSON.stringify(pointer).slice(1, -1));
      expect(textOf(card).includes(JSON.stringify(statement).slice(1, -1))).toBe(text.includes(JSON.stringify(statement).slice(1, -1)));
    }
  });

  test('once: again it is told so, and the same event twice is one', async () => {
    const { ada, card, grace } = await sit();
    const sheet = await ada.press(card, 'Dispute this');
    const [first, same, other] = await Promise.all(['e1', 'e1', 'e2'].map((event) => ada.send(sheet, { point: 'all' }, event)));
    const texts = [first, same, other].map((each) => textOf(each!));
    expect(texts.filter((text) => text.includes('Thank you')).length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.includes('disputed this grade before')).length).toBeGreaterThan(0);
    expect(textOf(await grace.use('pack disputes'))).toContain('One open dispute');
    expect(textOf(await ada.press(card, 'Dispute this'))).toContain('disputed this grade before');
  });

  test('not somebody else’s', async () => {
    const { card, grace, id } = await sit();
    expect(textOf(await grace.press(card, 'Dispute this'))).toContain('somebody else’s');
    const forged = await grace.raw({ kind: 'submit', route: `1/question/disputed/${id}`, fields: { words: 'mine', point: 'all' } });
    expect(textOf(forged)).toContain('somebody else’s');
    expect(textOf(forged)).toContain('mine');
    expect(textOf(await grace.use('pack disputes'))).toContain('No grade is disputed');
  });
});

describe('/pack disputes', () => {
  test('is for admins, and so is every button behind it', async () => {
    const { ada, card, id } = await sit();
    await dispute(ada, card);
    expect(textOf(await ada.use('pack disputes'))).toContain('That is for admins');
    for (const action of ['dispute', 'regrade', 'keep']) expect(textOf(await pressRoute(ada, action, id))).toContain('That is for admins');
    const forged = await ada.raw({ kind: 'submit', route: `1/pack/regraded/${id}`, fields: { score: '100' } });
    expect(textOf(forged)).toContain('That is for admins');
    expect(textOf(await ada.use('help'))).not.toContain('/pack');
  });

  test('lists the newest first, ten a page', async () => {
    const { table, grace } = await sit();
    for (let number = 1; number <= 12; number++) {
      const learner = table.sit(`L${number}`);
      await dispute(learner, await answer(learner, HALF), { words: `words ${String(number).padStart(2, '0')}`, point: 'all' });
    }
    const first = await grace.use('pack disputes');
    expect(textOf(first)).toContain('12 open disputes');
    expect((textOf(first).match(/words \d\d/g) ?? []).length).toBe(10);
    const older = await grace.press(first, 'Older');
    expect(older).toMatchObject({ to: 'here' });
    expect((textOf(older).match(/words \d\d/g) ?? []).length).toBe(2);
    expect(textOf(await grace.press(older, 'Newer'))).toBe(textOf(first).replace('"to":"learner"', '"to":"here"'));
  });

  test('opens the answer, point by point, with what the rubric looks for and who answered', async () => {
    const { table, ada, grace, card, id } = await sit();
    const [point] = table.library.question('q05')?.rubric.keyPoints ?? [];
    await dispute(ada, card, { words: 'Look *again* @everyone', point: point?.id ?? '' });
    const text = textOf(await pressRoute(grace, 'dispute', id));
    expect(text).toContain('Answered by **Ada**');
    expect(text).toContain(`**Disputed:** ${JSON.stringify(point?.statement).slice(1, -1)}`);
    expect(text).toContain('Look \\\\*again\\\\* \\\\@everyone');
    expect(text).toContain('**The answer**');
    expect(text).toContain('**Covered:**');
    expect(text).toContain('**Missed:**');
    expect(text).toContain('Looks for: ');
    expect(text).toContain('**Not found:**');
  });
});

describe('an admin decides', () => {
  test('to regrade: the answer keeps both grades, the ledger gets the difference, the learner sees it', async () => {
    const { table, ada, grace, card, id } = await sit();
    const before = Math.round(scoreOf(card) / 10);
    await dispute(ada, card);
    const opened = await pressRoute(grace, 'dispute', id);
    const sheet = form(await grace.press(opened, 'Agree: regrade by hand'));
    expect(sheet.fields[0]).toMatchObject({ value: String(scoreOf(card)) });
    const done = await grace.send(sheet, { score: '90', note: 'The ring is *there*.' });
    expect(textOf(done)).toContain(`Done: 90 of 100, strong (+${9 - before} points).`);
    expect(await kept(table, 'regrade')).toMatchObject([{ score: 90, points: 9 - before, answer: id, question: 'sd.q05' }]);
    const hers = textOf(await ada.raw({ kind: 'press', route: `1/question/grade/${id}` }));
    expect(hers).toContain('90 of 100, strong');
    expect(hers).toContain(`Graded by an admin of this community. My grade was ${scoreOf(card)} of 100`);
    expect(hers).toContain('The ring is \\\\*there\\\\*');
    expect(hers).toContain('**9 points.** One paid attempt left, worth up to 1 more.');
    expect(textOf(await grace.use('pack disputes'))).toContain('No grade is disputed');
  });

  test('and a second attempt earns what it is better by than the new grade', async () => {
    const { ada, grace, card, id, table } = await sit(WEAK);
    await dispute(ada, card);
    await grace.send(await pressRoute(grace, 'regrade', id), { score: '80' });
    const strong = (table.library.question('q05')?.rubric.keyPoints ?? []).map(({ matches }) => matches).join(' ');
    expect(textOf(await answer(ada, strong))).toContain('**2 points.** Both paid attempts are used.');
  });

  test('while the learner answers again: together they pay the better one', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const store = (real: Store): Store => ({
      ...real,
      async commit(partition, batch) {
        const first = JSON.stringify(batch).includes('"regrade"') ? meanwhile : undefined;
        if (first) meanwhile = undefined;
        await first?.();
        return real.commit(partition, batch);
      },
    });
    const { table, ada, grace, card, id } = await sit(WEAK, { store });
    await dispute(ada, card);
    const sheet = await pressRoute(grace, 'regrade', id);
    meanwhile = () => answer(ada, (table.library.question('q05')?.rubric.keyPoints ?? []).map(({ matches }) => matches).join(' '));
    await grace.send(sheet, { score: '80' });
    expect(await kept(table, 'answer')).toMatchObject([{ points: 0 }, { points: 10 }]);
    expect(await kept(table, 'regrade')).toMatchObject([{ points: 0 }]);
  });

  test('to keep the grade, with a note', async () => {
    const { table, ada, grace, card, id } = await sit();
    await dispute(ada, card);
    const done = await grace.send(await grace.press(await pressRoute(grace, 'dispute', id), 'Keep the grade'), { note: 'Say why.' });
    expect(textOf(done)).toContain('Done: the grade is kept.');
    expect(await kept(table, 'regrade')).toEqual([]);
    const hers = textOf(await ada.raw({ kind: 'press', route: `1/question/grade/${id}` }));
    expect(hers).toContain('keeps the grade');
    expect(hers).toContain('Say why');
    expect(hers).toContain(`${scoreOf(card)} of 100`);
  });

  test('once: the second is told what the first decided, also at the same moment', async () => {
    const { table, ada, grace, linus, card, id } = await sit();
    await dispute(ada, card);
    const sheets = [await pressRoute(grace, 'regrade', id), await pressRoute(linus, 'keep', id)] as const;
    const both = await Promise.all([grace.send(sheets[0], { score: '70' }), linus.send(sheets[1], {})]);
    const texts = both.map((each) => textOf(message(each)));
    expect(texts.filter((text) => text.includes('Done: ')).length).toBe(1);
    expect(texts.filter((text) => text.includes('Another admin was quicker, and nothing has changed')).length).toBe(1);
    expect((await kept(table, 'regrade')).length).toBe(texts[0]?.includes('Done: ') ? 1 : 0);
    expect(textOf(await pressRoute(linus, 'regrade', id))).toContain('Another admin has decided this already');
    const seen = await pressRoute(linus, 'dispute', id);
    expect(textOf(seen)).toContain('**Decided:**');
    expect(buttons(seen)).toEqual([]);
  });

  test('the same event twice is one decision', async () => {
    const { table, ada, grace, card, id } = await sit();
    await dispute(ada, card);
    const sheet = await pressRoute(grace, 'regrade', id);
    for (const _ of [1, 2]) expect(textOf(await grace.send(sheet, { score: '70' }, 'event-1'))).toContain('Done: 70 of 100, partial');
    expect(await kept(table, 'regrade')).toHaveLength(1);
  });

  test.each(['101', '-1', 'a lot', '', '7.5'])('a score of %j is refused, and the note handed back', async (given) => {
    const { ada, grace, card, id } = await sit();
    await dispute(ada, card);
    const refused = await grace.send(await pressRoute(grace, 'regrade', id), { score: given, note: 'my words' });
    expect(textOf(refused)).toContain('A score is a whole number from 0 to 100.');
    expect(textOf(refused)).toContain('my words');
  });

  test('on nothing is told so', async () => {
    const { grace, id } = await sit();
    expect(textOf(await pressRoute(grace, 'dispute', id))).toContain('not here any more');
    expect(textOf(await pressRoute(grace, 'regrade', 'a_none'))).toContain('not here any more');
  });
});
