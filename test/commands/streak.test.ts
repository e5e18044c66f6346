import { describe, expect, test } from 'vitest';
import type { View } from '../../src/bot/view.ts';
import { namedSet } from '../../src/records/membership.ts';
import { HOUR_MS } from '../../src/study/calendar.ts';
import { answered, arrange, challengeOn, DAY_MS, PARTITION } from '../fakes/answers.ts';
import { buttons, form, message, NOW, openTable, type Table, textOf } from '../fakes/people.ts';
import { setVisibility } from '../fakes/visibility.ts';

const labels = (view: View) => buttons(view).map(({ label }) => label);
const fieldsOf = (view: View) =>
  Object.fromEntries(message(view).blocks.flatMap((block) => (block.kind === 'fields' ? block.fields.map(({ name, value }) => [name, value]) : [])));

/** One answer on each of these days before today. */
async function study({ records }: Table, name: string, ...daysAgo: number[]): Promise<void> {
  for (const day of daysAgo.toSorted((a, b) => b - a)) await answered(records, name, NOW - day * DAY_MS, { question: `q${day}` });
}

describe('one’s own streak', () => {
  test('says how long it is, what saves it, and what to do today', async () => {
    const table = await openTable();
    await study(table, 'Ada', 3, 2, 1);
    const ada = table.sit('Ada');
    const card = await ada.use('streak');
    expect(fieldsOf(card)).toEqual({
      Current: '3 days',
      Longest: '3 days',
      Freezes: '1 (the next after 4 more days with an answer)',
      'Days away left this year': '14',
    });
    expect(textOf(card)).toContain('Not answered yet today: one answer in the next 16 h keeps your streak.');
    expect(labels(card)).toEqual(['Give me a question', 'Why', 'Picture of the year', 'How streaks work']);
    await study(table, 'Ada', 0);
    expect(textOf(await ada.use('streak'))).toContain('Today counts.');
    expect(fieldsOf(await ada.use('streak'))).toMatchObject({ Current: '4 days' });
  });

  test('begins with the first answer', async () => {
    const table = await openTable();
    const card = await table.sit('Ada').use('streak', { why: 'yes' });
    expect(textOf(card)).toContain('One answer to any question begins your streak.');
    expect(textOf(card)).toContain('There are no days to explain yet');
  });

  test('why gives the reason of each of the last fourteen days, newest first', async () => {
    const table = await openTable({
      outages: [{ platform: 'table', from: NOW - 3 * DAY_MS + 13 * HOUR_MS, until: NOW - 3 * DAY_MS + 14 * HOUR_MS, cause: 'ours' }],
    });
    await study(table, 'Ada', 20, 6, 5, 2);
    await answered(table.records, 'Ada', NOW - 2 * DAY_MS);
    const ada = table.sit('Ada');
    const text = textOf(await ada.press(await ada.use('streak'), 'Why'));
    expect(text).toContain(
      [
        '- **Mon 23 Nov:** not answered yet, 16 h left',
        '- **Sun 22 Nov:** missed: no answer, and no freeze',
        '- **Sat 21 Nov:** 2 answers',
        '- **Fri 20 Nov:** excused: I could not be reached for 60 minutes at the end of the day',
        '- **Thu 19 Nov:** missed: no answer, and no freeze',
        '- **Wed 18 Nov:** one answer',
      ].join('\\n'),
    );
    expect(text).not.toContain('Mon 9 Nov');
    expect(text).toContain('Tue 10 Nov');
  });

  test('has its year as a picture, and in words', async () => {
    const table = await openTable();
    await study(table, 'Ada', 4, 3, 1, 0);
    const ada = table.sit('Ada');
    const picture = await ada.press(await ada.use('streak'), 'Picture of the year');
    expect(picture).toMatchObject({ files: [{ type: 'image/png' }] });
    expect(textOf(picture)).toContain('The year of Ada. Streak: 4 days, longest 4 days. 4 days answered, 1 frozen.');
  });

  test('stands beside the community’s, with today’s quorum', async () => {
    const table = await openTable();
    const closed = (date: string, count: number) => challengeOn(date, 'x', { answered: count, closedAt: NOW });
    const challenges = [closed('2026-11-18', 3), closed('2026-11-19', 1), closed('2026-11-20', 2), challengeOn('2026-11-23', 'daily', { quorum: 3 })];
    await arrange(table.records, { community: { scheduled: [{ from: '2026-11-18' }] }, challenges });
    await answered(table.records, 'Grace', NOW, { question: 'daily' });
    expect(textOf(await table.sit('Ada').use('streak'))).toContain(
      '**The community:** 1 challenge in a row reached the quorum (longest: 1). Today 1 of 3 have answered.',
    );
  });
});

describe('another member’s streak', () => {
  test('is found by a mention or by the name on the board, and shown without its reasons', async () => {
    const table = await openTable();
    await study(table, 'Grace', 1, 0);
    const ada = table.sit('Ada');
    for (const name of ['Grace', '@grace', '<@grace>', '<@!grace>', '<@grace|Grace>'])
      expect(fieldsOf(await ada.use('streak', { member: name })), name).toMatchObject({ Current: '2 days' });
    const card = await ada.use('streak', { member: 'Grace', why: 'yes' });
    expect(textOf(card)).toContain('The streak of Grace');
    expect(textOf(card)).toContain('The reasons of their days are for them, and for admins.');
    expect(textOf(card)).not.toContain('one answer');
    expect(labels(card)).toEqual(['Picture of the year', 'How streaks work']);
  });

  test('is not told from one that is not there when it is hidden', async () => {
    const table = await openTable();
    await study(table, 'Grace', 0);
    await setVisibility(table, 'Grace', 'hidden');
    const ada = table.sit('Ada');
    const hidden = await ada.use('streak', { member: 'Grace' });
    expect(hidden).toEqual(await ada.use('streak', { member: 'Nobody' }));
    expect(hidden).toMatchObject({ tone: 'bad' });
    expect(fieldsOf(await table.sit('Grace').use('streak'))).toMatchObject({ Current: '1 day' });
  });

  test('asks which of several of one name is meant, and follows who is called something else now', async () => {
    const table = await openTable();
    await study(table, 'Grace', 1);
    await answered(table.records, 'Grace', NOW, { account: { platform: 'table', id: 'other', name: 'GRACE' } });
    const ada = table.sit('Ada');
    expect(textOf(await ada.use('streak', { member: 'grace' }))).toContain('Several members here are called');
    await answered(table.records, 'Grace', NOW, { account: { platform: 'table', id: 'other', name: 'Linus' } });
    expect(textOf(await ada.use('streak', { member: 'grace' }))).toContain('The streak of Grace');
    expect(textOf(await ada.use('streak', { member: 'Linus' }))).toContain('The streak of Linus');
    expect((await table.store.read(PARTITION, { sets: [namedSet('Grace')] })).sets[namedSet('Grace')]).toHaveLength(1);
  });
});

describe('an admin grants a day', () => {
  async function sit() {
    const table = await openTable();
    await study(table, 'Ada', 7, 6, 5, 4, 1, 0);
    return { table, ada: table.sit('Ada'), grace: table.sit('Grace', { admin: true }) };
  }

  test('of those that were missed; the streak goes on, and why says it', async () => {
    const { table, ada, grace } = await sit();
    expect(fieldsOf(await ada.use('streak'))).toMatchObject({ Current: '2 days', Freezes: expect.stringContaining('0') });
    const sheet = form(await grace.press(await grace.use('streak', { member: 'Ada' }), 'Grant a day'));
    expect(textOf(sheet)).toContain('Sat 21 Nov: missed: no answer, and no freeze');
    const done = await grace.send(sheet, { day: '2026-11-21' }, 'event');
    expect(fieldsOf(done)).toMatchObject({ Current: '7 days' });
    expect(textOf(done)).toContain('- **Sat 21 Nov:** granted by an admin');
    await grace.send(sheet, { day: '2026-11-21' }, 'event');
    const entries = [];
    for await (const entry of table.store.scan(PARTITION)) if (entry.kind === 'log') entries.push(entry.value);
    expect(entries.filter((entry) => (entry as { kind: string }).kind === 'grant')).toEqual([expect.objectContaining({ day: '2026-11-21' })]);
    await study(table, 'Ada', 0);
    expect(fieldsOf(await ada.use('streak'))).toMatchObject({ Current: '7 days' });
  });

  test('and no other day, and nobody else can', async () => {
    const { ada, grace } = await sit();
    const sheet = await grace.press(await grace.use('streak', { member: 'Ada' }), 'Grant a day');
    for (const day of ['2026-11-23', '2026-01-01', 'yesterday']) expect(await grace.send(sheet, { day })).toMatchObject({ tone: 'bad' });
    const card = await ada.use('streak');
    expect(labels(card)).not.toContain('Grant a day');
    expect(textOf(await ada.raw({ kind: 'submit', route: `1/streak/granted/${form(sheet).submit.args[0]}`, fields: { day: '2026-11-21' } }))).toContain(
      'That is for admins',
    );
  });
});
