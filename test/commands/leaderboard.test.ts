import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { answered, DAY_MS } from '../fakes/answers.ts';
import { buttons, message, NOW, openTable, type Person, type Table, textOf } from '../fakes/people.ts';
import { setVisibility } from '../fakes/visibility.ts';

const tableOf = (view: Parameters<typeof message>[0]) =>
  message(view).blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.join(' ').trim()) : []));
const boardOf = async (person: Person, options: Record<string, string> = {}) => tableOf(await person.use('leaderboard', options));

/** A member with so many points this week. */
async function earn({ records }: Table, name: string, points: number, at = NOW): Promise<void> {
  await answered(records, name, at, { score: Math.round((points / 30) * 100), level: 'staff' });
}

function counting(calls: string[]) {
  return (real: Store): Store => ({
    ...real,
    read: (...args) => {
      calls.push('read');
      return real.read(...args);
    },
    commit: (...args) => {
      calls.push('commit');
      return real.commit(...args);
    },
  });
}

describe('the leaderboard', () => {
  test('shows the first ten, then the five around who asks, and what the next place takes', async () => {
    const table = await openTable();
    for (let number = 1; number <= 16; number++) await earn(table, `M${number}`, 31 - number);
    const ada = table.sit('M14');
    const card = await ada.use('leaderboard');
    expect(tableOf(card)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `${index + 1} M${index + 1} ${30 - index}`),
      '…',
      '12 M12 19',
      '13 M13 18',
      '14 M14 (you) 17',
      '15 M15 16',
      '16 M16 15',
    ]);
    expect(textOf(card)).toContain('You are number 14 of 16, 1 point behind M13.');
    expect((await boardOf(table.sit('M9'))).slice(8)).toEqual(['9 M9 (you) 22', '10 M10 21', '11 M11 20']);
    expect(await boardOf(table.sit('M1'))).toHaveLength(10);
    expect(textOf(await table.sit('Newcomer').use('leaderboard'))).toContain('You have no points on this board yet');
  });

  test('ranks who got there first before who has as many points', async () => {
    const table = await openTable();
    await earn(table, 'Late', 20, NOW + 5);
    await earn(table, 'Early', 20, NOW);
    expect(await boardOf(table.sit('Late'))).toEqual(['1 Early 20', '2 Late (you) 20']);
    expect(textOf(await table.sit('Late').use('leaderboard'))).toContain('with as many points as Early, who got there first');
  });

  test('has a board for the day, the week, the month and all time, by button', async () => {
    const table = await openTable();
    await earn(table, 'Ada', 10, NOW - 40 * DAY_MS);
    await earn(table, 'Grace', 20, NOW);
    const ada = table.sit('Ada');
    const week = await ada.use('leaderboard');
    expect(tableOf(week)).toEqual(['1 Grace 20']);
    expect(textOf(week)).toContain('2026-11-23 to 2026-11-29');
    const all = await ada.press(week, 'All time');
    expect(all).toMatchObject({ to: 'here' });
    expect(tableOf(all)).toEqual(['1 Grace 20', '2 Ada (you) 10']);
    expect(buttons(all).map(({ label }) => label)).toEqual(['Today', 'This week', 'This month', 'How points work', 'Picture']);
  });

  test('says so kindly where it is empty', async () => {
    const table = await openTable();
    const card = await table.sit('Ada').use('leaderboard', { period: 'day' });
    expect(textOf(card)).toContain('Nobody has points today yet. Answer a question, and the first place is yours.');
    expect(buttons(card).map(({ label }) => label)).toContain('Give me a question');
  });

  test('keeps the rank of who hides, and shows them their own name', async () => {
    const table = await openTable();
    await earn(table, 'Ada', 20);
    await earn(table, 'Grace', 10);
    await setVisibility(table, 'Ada', 'hidden');
    expect(await boardOf(table.sit('Grace'))).toEqual(['1 hidden member 20', '2 Grace (you) 10']);
    expect(await boardOf(table.sit('Ada'))).toEqual(['1 Ada (you) 20', '2 Grace 10']);
    const picture = await table.sit('Grace').press(await table.sit('Grace').use('leaderboard'), 'Picture');
    expect(textOf(picture)).toContain('Leaderboard of Everyone here. This week. 1. hidden member 20; 2. Grace (highlighted) 10.');
    expect(textOf(picture)).not.toContain('Ada');
  });

  test('explains every rule', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const rules = textOf(await ada.press(await ada.use('leaderboard'), 'How points work'));
    for (const word of ['25 of 100', 'three other questions', '90 days', 'Freezes', 'Rest days', 'Away', 'quorum', 'at most 10']) expect(rules).toContain(word);
  });

  test('refuses a group that is not there, also one of a thousand characters with markup in it', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    expect(textOf(await ada.use('leaderboard', { group: 'Nobody' }))).toContain('There is no group “Nobody” here.');
    expect(textOf(await ada.use('leaderboard', { group: '**<@1>'.repeat(166) }))).not.toContain('**<@1>**');
    expect(textOf(await ada.raw({ kind: 'press', route: '1/leaderboard/show/week/g_none' }))).toContain('That group is not there any more.');
  });
});

describe('round trips', () => {
  test('are two, whoever asks', async () => {
    const calls: string[] = [];
    const table = await openTable({ store: counting(calls) });
    await Promise.all(Array.from({ length: 70 }, (_, number) => earn(table, `M${number}`, 30 - (number % 20))));
    for (const name of ['M0', 'M19', 'M29', 'Nobody']) {
      calls.length = 0;
      await table.sit(name).use('leaderboard');
      expect(calls, name).toEqual(['read', 'read']);
    }
  });

  test('are three for who stands far below and is met for the first time, and then two', async () => {
    const calls: string[] = [];
    const table = await openTable();
    await Promise.all(Array.from({ length: 70 }, (_, number) => earn(table, `M${number}`, 30 - (number % 20))));
    const another = await openTable({ store: () => counting(calls)({ ...table.store }) });
    const met = another.sit('M19');
    const first = await boardOf(met);
    expect(calls).toEqual(['read', 'read', 'read']);
    calls.length = 0;
    expect(await boardOf(met)).toEqual(first);
    expect(first.join()).toContain('M19 (you)');
    expect(calls).toEqual(['read', 'read']);
  });
});
