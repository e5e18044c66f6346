import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { addDays, HOUR_MS } from '../../src/study/calendar.ts';
import { answered, arrange, challengeOn, DAY_MS, NOON, openRecords, PARTITION } from '../fakes/answers.ts';

const TODAY = '2026-11-23';

async function boardsIn(store: Store) {
  const rows: Record<string, number[]> = {};
  for await (const entry of store.scan(PARTITION)) if (entry.kind === 'board') rows[entry.name] = [...(rows[entry.name] ?? []), entry.points];
  return rows;
}

async function dueIn(store: Store) {
  const due = [];
  for await (const entry of store.scan(PARTITION)) if (entry.kind === 'due') due.push({ key: entry.key, at: entry.at });
  return due;
}

describe('an answer brings', () => {
  test('its points to the boards of the day, the week, the month and all time', async () => {
    const records = await openRecords();
    await answered(records, 'Ada', NOON);
    await answered(records, 'Ada', NOON, { question: 'sd.q02' });
    await answered(records, 'Ada', NOON + DAY_MS, { score: 10 });
    expect(await boardsIn(records.store)).toEqual({
      'board/all': [16],
      [`board/day/${TODAY}`]: [16],
      'board/month/2026-11': [16],
      'board/week/2026-W48': [16],
    });
  });

  test('a day of its streak, and on the seventh a freeze', async () => {
    const records = await openRecords();
    const days = [];
    for (let day = 0; day < 8; day++) days.push((await answered(records, 'Ada', NOON + day * DAY_MS, { question: `sd.q${day}` })).day);
    expect(days.map((day) => day?.streak.current)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(days.map((day) => day?.earnedFreeze)).toEqual([false, false, false, false, false, false, true, false]);
    expect((await answered(records, 'Ada', NOON + 7 * DAY_MS, { question: 'sd.q9', score: 10 })).day).toBeUndefined();
  });

  test('nothing on a day that is full, and uses up no attempt', async () => {
    const records = await openRecords();
    for (const question of ['a', 'b', 'c']) await answered(records, 'Ada', NOON, { question });
    const full = await answered(records, 'Ada', NOON, { question: 'd' });
    expect(full.answer).toMatchObject({ points: 0, unpaid: 'day-full' });
    expect(full.chances.history.attempts).toEqual([]);
    expect(full.day?.streak.current).toBe(1);
    expect((await answered(records, 'Ada', NOON, { question: 'a', score: 100 })).answer.points).toBe(2);
    expect((await answered(records, 'Ada', NOON, { question: 'a', followUp: 'f' })).answer.points).toBe(3);
    expect((await answered(records, 'Ada', NOON + DAY_MS, { question: 'd' })).answer.points).toBe(8);
  });

  test('the same when its event is delivered again', async () => {
    const records = await openRecords();
    const [first, again] = [await answered(records, 'Ada', NOON, { eventId: 'e' }), await answered(records, 'Ada', NOON, { eventId: 'e' })];
    expect(again.answer).toEqual(first.answer);
    expect(again.day).toMatchObject({ streak: first.day?.streak });
    expect((await boardsIn(records.store))['board/all']).toEqual([8]);
  });
});

describe('an answer to the challenge', () => {
  test('is paid the streak on top, beside the day’s three, and says how many answered', async () => {
    const records = await openRecords();
    await arrange(records, { challenges: [challengeOn(TODAY, 'daily', { quorum: 3 })] });
    for (const day of [3, 2, 1]) await answered(records, 'Ada', NOON - day * DAY_MS, { question: `q${day}` });
    for (const question of ['a', 'b', 'c']) await answered(records, 'Ada', NOON, { question });
    await answered(records, 'Grace', NOON, { question: 'daily' });
    const { answer, day, chances } = await answered(records, 'Ada', NOON, { question: 'daily' });
    expect(answer).toMatchObject({ points: 12, bonus: 4, challenge: TODAY });
    expect(day).toMatchObject({ streak: { current: 4 }, challenge: { answered: 2, quorum: 3 } });
    expect(chances.bonus).toBe(4);
    expect((await answered(records, 'Ada', NOON, { question: 'daily', score: 100 })).answer).toMatchObject({ points: 2, bonus: 4 });
    expect((await answered(records, 'Ada', NOON, { question: 'daily', followUp: 'f' })).answer).toMatchObject({ points: 3 });
  });

  test('too weak to count is nobody’s answer to it', async () => {
    const records = await openRecords();
    await arrange(records, { challenges: [challengeOn(TODAY, 'daily')] });
    await answered(records, 'Ada', NOON, { question: 'daily', score: 10 });
    expect((await answered(records, 'Grace', NOON, { question: 'daily' })).day?.challenge).toEqual({ answered: 1, quorum: 2 });
  });

  test('on the next day still counts for its date, and for the learner’s own day', async () => {
    const records = await openRecords();
    await arrange(records, { challenges: [challengeOn(TODAY, 'daily')] });
    const { answer } = await answered(records, 'Ada', NOON + 20 * HOUR_MS, { question: 'daily' });
    expect(answer).toMatchObject({ challenge: TODAY, days: [addDays(TODAY, 1)] });
    const late = await answered(records, 'Grace', NOON + 22 * HOUR_MS, { question: 'daily' });
    expect(late.answer).toMatchObject({ bonus: 1 });
    expect(late.answer.challenge).toBeUndefined();
  });

  test('has the counters shown anew at the next five seconds of the post, once it is old at the next minute', async () => {
    const records = await openRecords();
    await arrange(records, { challenges: [challengeOn(TODAY, 'daily')] });
    const posted = Date.parse(`${TODAY}T09:00:00Z`);
    const expected: [at: number, edit: number][] = [
      [posted + 1_000, posted + 5_000],
      [posted + 4_900, posted + 5_000],
      [posted + 5_000, posted + 10_000],
      [posted + HOUR_MS + 61_000, posted + HOUR_MS + 120_000],
    ];
    for (const [index, [at, edit]] of expected.entries()) {
      await answered(records, `M${index}`, at, { question: 'daily' });
      expect(await dueIn(records.store)).toEqual([{ key: `daily/counter/${TODAY}`, at: edit }]);
    }
  });
});

test('five hundred members answer at once: three round trips each, no conflict, nobody lost', async () => {
  const calls = { read: 0, commit: 0, conflict: 0 };
  const records = await openRecords({
    store: (real) => ({
      ...real,
      read: (...args) => {
        calls.read += 1;
        return real.read(...args);
      },
      commit: async (...args) => {
        calls.commit += 1;
        const committed = await real.commit(...args);
        if (committed.outcome === 'conflict') calls.conflict += 1;
        return committed;
      },
    }),
  });
  await arrange(records, { challenges: [challengeOn(TODAY, 'daily', { quorum: 100 })] });
  const names = Array.from({ length: 500 }, (_, index) => `M${index}`);
  await Promise.all(names.map((name) => answered(records, name, NOON - DAY_MS)));
  Object.assign(calls, { read: 0, commit: 0 });
  const made = await Promise.all(names.map((name, index) => answered(records, name, NOON + index, { question: 'daily' })));
  expect(calls).toEqual({ read: 1000, commit: 500, conflict: 0 });
  expect(new Set(made.map(({ day }) => day?.challenge?.answered)).size).toBe(500);
  expect((await boardsIn(records.store))['board/all']).toHaveLength(500);
}, 60_000);
