import { expect, test } from 'vitest';
import { addDays } from '../../src/study/calendar.ts';
import { groupQuorum, groupStreak } from '../../src/study/group-streak.ts';

const MONDAY = '2026-11-02';
const dayOf = (number: number) => addDays(MONDAY, number);

/** A number a day: how many answered; the last is today. */
function streak(answered: readonly number[], { members = () => 6, free = [] as number[] }: { members?: (day: number) => number; free?: number[] } = {}) {
  const numberOf = (day: string) => answered.findIndex((_, index) => dayOf(index) === day);
  return groupStreak({
    from: MONDAY,
    today: dayOf(answered.length - 1),
    answered: Object.fromEntries(answered.map((count, index) => [dayOf(index), count])),
    membersOn: (day) => members(numberOf(day)),
    isFree: (day) => free.includes(numberOf(day)),
  });
}

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [10, 2],
  [11, 3],
  [50, 10],
])('the quorum of %i members is %i', (members, quorum) => {
  expect(groupQuorum(members)).toBe(quorum);
});

test('it runs over days that reached the quorum; today breaks nothing, and no free day', () => {
  expect(streak([2, 3, 2])).toMatchObject({ current: 3, longest: 3 });
  expect(streak([2, 3, 1])).toMatchObject({ current: 2, today: { answered: 1, quorum: 2 } });
  expect(streak([2, 3, 1, 2])).toMatchObject({ current: 1, longest: 2 });
  expect(streak([2, 0, 0, 2], { free: [1, 2] })).toMatchObject({ current: 2 });
  expect(streak([2, 2, 0, 2], { free: [1] })).toMatchObject({ current: 1, longest: 2 });
});

test('each day has the quorum of who was in the group when it began', () => {
  expect(streak([1, 1, 2], { members: (day) => (day < 2 ? 1 : 8) })).toMatchObject({ current: 3 });
});
