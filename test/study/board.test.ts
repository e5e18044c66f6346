import { expect, test } from 'vitest';
import { boardName, boardsOf, goneFrom, PERIODS } from '../../src/study/board.ts';
import { addDays } from '../../src/study/calendar.ts';

test('an answer counts on a board of each period, for the community and for each group', () => {
  const at = Date.parse('2026-12-31T23:30:00Z');
  expect(boardsOf('UTC', at)).toEqual(['board/day/2026-12-31', 'board/week/2026-W53', 'board/month/2026-12', 'board/all']);
  expect(boardsOf('Europe/Berlin', at, ['g_1', 'g_2'])).toEqual([
    'board/day/2027-01-01',
    'board/day/2027-01-01/g_1',
    'board/day/2027-01-01/g_2',
    'board/week/2026-W53',
    'board/week/2026-W53/g_1',
    'board/week/2026-W53/g_2',
    'board/month/2027-01',
    'board/month/2027-01/g_1',
    'board/month/2027-01/g_2',
    'board/all',
    'board/all/g_1',
    'board/all/g_2',
  ]);
  expect(boardsOf('UTC', at, ['1', '2', '3', '4', '5', '6'])).toHaveLength(4 * 6);
});

test('the day of a board begins at midnight', () => {
  expect(boardsOf('Europe/Berlin', Date.parse('2026-11-24T00:00:00+01:00'))[0]).toBe('board/day/2026-11-24');
  expect(boardsOf('Europe/Berlin', Date.parse('2026-11-24T00:00:00+01:00') - 1)[0]).toBe('board/day/2026-11-23');
});

test('boards of a period sort in time', () => {
  for (const period of PERIODS) {
    const names = Array.from({ length: 800 }, (_, index) => boardName(period, addDays('2025-12-01', index)));
    expect(names).toEqual(names.toSorted());
  }
});

test.each([
  ['board/day/2026-11-24', '2026-12-02'],
  ['board/day/2026-12-30/g_1', '2027-01-07'],
  ['board/week/2026-W53', '2027-02-08'],
  ['board/week/2027-W01/g_1', '2027-02-15'],
  ['board/month/2026-11', '2028-01-01'],
  ['board/month/2026-10/g_1', '2027-12-01'],
  ['board/all', undefined],
  ['board/all/g_1', undefined],
  ['membership/m_1', undefined],
])('%s is kept until %s', (board, day) => {
  expect(goneFrom(board)).toBe(day);
});
