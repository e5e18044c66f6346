import { expect, test } from 'vitest';
import type { Board } from '../../src/pictures/board.ts';
import { boardAlt, heatMapAlt } from '../../src/views/picture-alt.ts';

const BOARD: Board = {
  title: 'Study group',
  period: 'This week, 16 to 22 November',
  rows: [
    { rank: 1, name: 'Ada', points: 1240 },
    { rank: 2, name: undefined, points: 980 },
    { rank: 2, name: '\u202eGrace\n', points: 980 },
  ],
  around: [{ rank: 41, name: 'Linus', points: 7, own: true }],
  size: 128,
  updated: '14:05',
};

test('a board in words says what its picture shows', () => {
  expect(boardAlt(BOARD)).toBe(
    'Leaderboard of Study group. This week, 16 to 22 November. 1. Ada 1,240; 2. hidden member 980; 2. Grace 980. ' +
      'Further down: 41. Linus (highlighted) 7. 128 members on the board. Updated 14:05.',
  );
});

test('an empty board in words is as friendly as its picture', () => {
  expect(boardAlt({ title: 'Study group', period: 'Today', rows: [], size: 0, updated: '14:05' })).toBe(
    'Leaderboard of Study group. Today. Nobody has points yet. The next answer takes the lead. Updated 14:05.',
  );
});

test.each(['x', '👨‍👩‍👧‍👦', '﷽', '\u202e'])('whatever names are made of, a platform takes it whole: %j', (sign) => {
  const rows = Array.from({ length: 15 }, (_, index) => ({ rank: 9_999_000 + index, name: sign.repeat(1_000), points: 9_999_999, own: index === 14 }));
  const long = { title: sign.repeat(1_000), period: sign.repeat(1_000), updated: sign.repeat(1_000), size: 9_999_999 };
  expect(boardAlt({ ...long, rows: rows.slice(0, 10), around: rows.slice(10) }).length).toBeLessThanOrEqual(1_000);
  expect(heatMapAlt([], { title: sign.repeat(1_000), current: 1, longest: 1 }).length).toBeLessThanOrEqual(1_000);
});

test('a year in words says what its picture shows', () => {
  const days = [
    { day: '2026-11-18', state: 'answered' as const, answers: 1 },
    { day: '2026-11-19', state: 'frozen' as const, answers: 0 },
    { day: '2026-11-20', state: 'missed' as const, answers: 0 },
    { day: '2026-11-21', state: 'rest' as const, answers: 0 },
    { day: '2026-11-22', state: 'rest' as const, answers: 0 },
    { day: '2026-11-23', state: 'answered' as const, answers: 3 },
    { day: '2026-11-24', state: 'open' as const, answers: 0 },
  ];
  expect(heatMapAlt(days, { title: 'Ada', current: 1, longest: 34 })).toBe(
    'The year of Ada. Streak: 1 day, longest 34 days. 2 days answered, 1 frozen, 2 rest days, 1 missed. ' +
      'Last days: 2026-11-18 1 answer; 2026-11-19 frozen; 2026-11-20 missed; 2026-11-21 rest day; 2026-11-22 rest day; 2026-11-23 3 answers; 2026-11-24 still open.',
  );
});
