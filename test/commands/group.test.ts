import { describe, expect, test } from 'vitest';
import type { View } from '../../src/bot/view.ts';
import { groupIdOf } from '../../src/records/group.ts';
import { answered, DAY_MS, PARTITION } from '../fakes/answers.ts';
import { buttons, message, NOW, openTable, type Table, textOf } from '../fakes/people.ts';
import { setVisibility } from '../fakes/visibility.ts';

const tableOf = (view: View) => message(view).blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.join(' ')) : []));
const labels = (view: View) => buttons(view).map(({ label }) => label);

async function sit() {
  const table = await openTable();
  return { table, ada: table.sit('Ada'), grace: table.sit('Grace'), linus: table.sit('Linus') };
}

async function rowsOf({ store }: Table, group: string): Promise<number> {
  let rows = 0;
  for await (const entry of store.scan(PARTITION)) if (entry.kind === 'board' && entry.name.endsWith(group)) rows += 1;
  return rows;
}

describe('a study group', () => {
  test('is made, joined, shown, listed and left', async () => {
    const { ada, grace, linus } = await sit();
    expect(textOf(await ada.use('group create', { name: '  Café   Berlin ' }))).toContain('Here it is.');
    const card = await grace.use('group show', { name: 'café berlin' });
    expect(textOf(card)).toContain('"text":"Café Berlin"');
    expect(textOf(card)).toContain('**One member:** Ada');
    const joined = await grace.press(card, 'Join');
    expect(joined).toMatchObject({ to: 'here' });
    expect(textOf(joined)).toContain('**2 members:** Ada, Grace');
    expect(labels(joined)).toEqual(['Board', 'Leave']);
    expect(textOf(await grace.use('group join', { name: 'Café Berlin' }))).toContain('You are in this group.');
    expect(textOf(await linus.use('group list'))).toContain('- **Café Berlin**, 2 members');
    expect(textOf(await ada.use('group leave', { name: 'Café Berlin' }))).toContain('You have left the group');
    expect(textOf(await ada.use('group leave', { name: 'Café Berlin' }))).toContain('You are not in that group.');
    await grace.press(joined, 'Leave');
    expect(textOf(await linus.use('group list'))).toContain('No study groups');
    expect(textOf(await linus.use('group show', { name: 'Café Berlin' }))).toContain('There is no such group here, or everybody has left it.');
    expect(textOf(await linus.use('group create', { name: 'Café Berlin' }))).toContain('Here it is.');
  });

  test.each([
    ['a'.repeat(1000), 'can have at most 40 characters'],
    ['**bold**', 'no markup'],
    ['<@123>', 'no markup'],
    ['@everyone', 'no markup'],
    ['[x](y)', 'no markup'],
    ['\u202Egnp', 'no markup'],
    ['a\nb`c', 'no markup'],
    ['…', 'at least one letter or digit'],
    ['   ', 'Please fill in **name**'],
  ])('can’t be called %j', async (name, sentence) => {
    const { ada } = await sit();
    const refused = await ada.use('group create', { name });
    expect(refused).toMatchObject({ tone: 'bad' });
    expect(textOf(refused)).toContain(sentence);
  });

  test('of a name that is taken is refused, whatever its case; the same event twice is one', async () => {
    const { ada, grace } = await sit();
    const event = { id: 'twice', kind: 'command', command: 'group create', options: { name: 'Owls' } } as const;
    expect(await ada.raw(event)).toEqual(await ada.raw(event));
    expect(textOf(await grace.use('group create', { name: 'OWLS' }))).toContain('There is a group called “OWLS” already.');
    expect(textOf(await ada.use('group create', { name: 'owls' }))).toContain('already');
  });

  test('is one of five at most', async () => {
    const { ada, grace } = await sit();
    for (const name of ['one', 'two', 'three', 'four', 'five']) await ada.use('group create', { name });
    expect(textOf(await ada.use('group create', { name: 'six' }))).toContain('You are in 5 groups');
    await grace.use('group create', { name: 'six' });
    expect(textOf(await ada.use('group join', { name: 'six' }))).toContain('You are in 5 groups');
    await ada.use('group leave', { name: 'two' });
    expect(textOf(await ada.use('group join', { name: 'six' }))).toContain('You are in');
  });

  test('can be joined by many at the same moment', async () => {
    const { table, ada } = await sit();
    await ada.use('group create', { name: 'Owls' });
    const people = Array.from({ length: 30 }, (_, number) => table.sit(`M${number}`));
    await Promise.all(people.map((person) => person.use('group join', { name: 'Owls' })));
    expect(textOf(await ada.use('group show', { name: 'Owls' }))).toContain('**31 members:**');
  });

  test('has boards with what its members earn from joining on, and without who left', async () => {
    const { table, ada, grace } = await sit();
    await answered(table.records, 'Ada', NOW - 1);
    await ada.use('group create', { name: 'Owls' });
    await grace.use('group join', { name: 'Owls' });
    await answered(table.records, 'Ada', NOW, { question: 'b', score: 50 });
    await answered(table.records, 'Grace', NOW);
    await answered(table.records, 'Linus', NOW);
    const board = await ada.use('leaderboard', { group: 'owls' });
    expect(textOf(board)).toContain('This week · Owls');
    expect(tableOf(board)).toEqual(['1 Grace 8', '2 Ada (you) 5']);
    expect(tableOf(await ada.press(board, 'All time'))).toEqual(['1 Grace 8', '2 Ada (you) 5']);
    await grace.use('group leave', { name: 'Owls' });
    expect(tableOf(await ada.use('leaderboard', { group: 'Owls' }))).toEqual(['1 Ada (you) 5']);
    await ada.use('group leave', { name: 'Owls' });
    expect(await rowsOf(table, groupIdOf('Owls'))).toBe(0);
  });

  test('has a streak of the days on which its own quorum answered', async () => {
    const { table, ada, grace } = await sit();
    table.clock.now = NOW - 3 * DAY_MS;
    await ada.use('group create', { name: 'Owls' });
    await answered(table.records, 'Ada', NOW - 3 * DAY_MS, { question: 'a' });
    await grace.use('group join', { name: 'Owls' });
    table.clock.now = NOW;
    for (const [name, day] of [
      ['Ada', 2],
      ['Grace', 2],
      ['Ada', 1],
      ['Grace', 1],
      ['Grace', 0],
    ] as const)
      await answered(table.records, name, NOW - day * DAY_MS, { question: `q${day}` });
    expect(textOf(await ada.use('group show', { name: 'Owls' }))).toContain('**Streak:** 3 days (longest: 3). 1 of 2 today: one more member, and it goes on.');
  });

  test('lets its members see who shows themselves to groups alone, and nobody else', async () => {
    const { table, ada, grace, linus } = await sit();
    for (const name of ['Ada', 'Grace', 'Linus']) await answered(table.records, name, NOW);
    await ada.use('group create', { name: 'Owls' });
    await grace.use('group join', { name: 'Owls' });
    await setVisibility(table, 'Ada', 'groups');
    expect(tableOf(await grace.use('leaderboard')).join()).toContain('Ada');
    expect(textOf(await grace.use('streak', { member: 'Ada' }))).toContain('The streak of Ada');
    expect(textOf(await linus.use('leaderboard'))).not.toContain('Ada');
    expect(textOf(await linus.use('group show', { name: 'Owls' }))).toContain('**2 members:** Grace, one who is not shown');
    expect(textOf(await linus.use('streak', { member: 'Ada' }))).toContain('keep their streak to themselves');
  });
});
