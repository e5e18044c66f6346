import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Board, BoardRow } from '../../src/pictures/board.ts';
import { drawBoard } from '../../src/pictures/board-card.ts';
import { COLORS } from '../../src/pictures/theme.ts';
import { ROOT } from '../environment.ts';
import { look } from './pixels.ts';

const FONTS = join(ROOT, 'src/pictures/fonts');
const WIDTH = 900;
const ROWS_FROM = 132;
const ROW = 50;

/** Of a picture: from the left, from the top, width, height. */
type Part = readonly [number, number, number, number];

function boardOf(names: readonly (string | undefined)[], more: Partial<Board> = {}): Board {
  const rows = names.map((name, index) => ({ rank: index + 1, name, points: 100 - index }));
  return { title: 'Study group', period: 'This week', rows, size: names.length, updated: '14:05', ...more };
}

const TEN = Array.from({ length: 10 }, (_, index) => `Learner ${index}`);
const AROUND: BoardRow[] = [41, 42, 43, 44, 45].map((rank) => ({ rank, name: `Learner ${rank}`, points: 50 - rank, own: rank === 43 }));

async function drawn(board: Board) {
  return look(await drawBoard(board, 'light', FONTS));
}

describe('the board', () => {
  test.each([
    ['ten rows', boardOf(TEN), 708],
    ['one row', boardOf(['Ada']), 258],
    ['the rows around somebody', boardOf(TEN, { around: AROUND }), 992],
    ['nobody', boardOf([]), 488],
    ['more rows than there is room for', boardOf([...TEN, 'Late'], { around: [...AROUND, ...AROUND] }), 992],
  ])('is 900 wide and as high as it must be for %s', async (_, board, height) => {
    const pixels = await drawn(board);
    expect([pixels.width, pixels.height]).toEqual([WIDTH, height]);
  });

  test('is the same each time', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => drawBoard(boardOf(TEN, { around: AROUND }), 'dark', FONTS)));
    expect(Buffer.compare(first!, second!)).toBe(0);
  });

  test.each(['light', 'dark'] as const)('stands on paper of its own: %s', async (theme) => {
    const pixels = await look(await drawBoard(boardOf(TEN), theme, FONTS));
    const corners = [pixels.at(0, 0), pixels.at(WIDTH - 1, 0), pixels.at(0, pixels.height - 1), pixels.at(WIDTH - 1, pixels.height - 1)];
    expect(new Set(corners)).toEqual(new Set([COLORS[theme].paper]));
    expect(pixels.part(0, 0, WIDTH, pixels.height).every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
  });

  test('marks the row of who asked, and only that one, with more than a color', async () => {
    const plain = boardOf(TEN);
    const [before, after] = await Promise.all([drawn(plain), drawn({ ...plain, rows: plain.rows.map((row, index) => ({ ...row, own: index === 4 })) })]);
    const changed = TEN.flatMap((_, index) => {
      const row = [0, ROWS_FROM + index * ROW, WIDTH, ROW] as const;
      return before.part(...row).equals(after.part(...row)) ? [] : [index];
    });
    expect(changed).toEqual([4]);
    expect(after.at(19, ROWS_FROM + 4 * ROW + ROW / 2)).toBe(COLORS.light.accent);
    expect(after.at(600, ROWS_FROM + 4 * ROW + 5)).toBe(COLORS.light.tint);
  });

  test('hides a name, and keeps rank and points', async () => {
    const [shown, hidden, other] = await Promise.all([drawn(boardOf(['Ada'])), drawn(boardOf([undefined])), drawn(boardOf(['hidden member']))]);
    const [name, rank, points] = [[100, ROWS_FROM, 500, ROW] as const, [0, ROWS_FROM, 90, ROW] as const, [700, ROWS_FROM, 200, ROW] as const];
    expect(hidden.part(...name).equals(shown.part(...name))).toBe(false);
    // Who takes that for a name is told apart.
    expect(hidden.part(...name).equals(other.part(...name))).toBe(false);
    expect(hidden.part(...rank).equals(shown.part(...rank))).toBe(true);
    expect(hidden.part(...points).equals(shown.part(...points))).toBe(true);
  });

  test('gives equal ranks as they are', async () => {
    const board = boardOf(['Ada', 'Grace']);
    const tied = { ...board, rows: board.rows.map((row) => ({ ...row, rank: 1 })) };
    const [first, second] = [await drawn(board), await drawn(tied)];
    const rank = (index: number) => [40, ROWS_FROM + index * ROW, 40, ROW] as const;
    expect(second.part(...rank(1)).equals(second.part(...rank(0)))).toBe(true);
    expect(first.part(...rank(1)).equals(second.part(...rank(1)))).toBe(false);
  });
});

describe('a board keeps its shape with', () => {
  test.each([
    ['1,000 letters', 'x'.repeat(1_000)],
    ['1,000 wide signs', '﷽'.repeat(1_000)],
    ['an override of direction', '\u202eevil\u202e'],
    ['nothing visible', '\u200b\u200d\u2060\u3164'],
    ['a tower of marks', `Z${'\u0351\u036b\u0319'.repeat(100)}`],
    ['families', '👨‍👩‍👧‍👦'.repeat(100)],
    ['lines', 'a\nb\nc\r\nd'],
    ['both directions', 'שלום hello مرحبا '.repeat(40)],
    ['no meaning', '\ud800\udfff\u0378\ue000\u{10ffff}'],
  ])('a name of %s', async (_, name) => {
    const calm = boardOf(['Ada', 'Grace', 'Linus'], { title: 'Study group', period: 'This week' });
    const rows = calm.rows.map((row, index) => (index === 1 ? { ...row, name } : row));
    const [before, after] = await Promise.all([drawn(calm), drawn({ ...calm, rows })]);
    expect(after.height).toBe(before.height);
    const kept: Part[] = [
      [0, 0, WIDTH, ROWS_FROM + ROW],
      [0, ROWS_FROM + 2 * ROW, WIDTH, before.height - ROWS_FROM - 2 * ROW],
      [0, ROWS_FROM + ROW, 95, ROW],
      [790, ROWS_FROM + ROW, 110, ROW],
    ];
    for (const part of kept) expect(after.part(...part).equals(before.part(...part))).toBe(true);
    const room = [95, ROWS_FROM + ROW, 695, ROW] as const;
    expect(after.part(...room).equals(before.part(...room))).toBe(false);
  });

  test('a title, a period and figures that are too long', async () => {
    const rows = [{ rank: 123_456_789, name: 'x'.repeat(100), points: 1e21 }];
    const long = 'Endless '.repeat(100);
    const pixels = await drawn({ title: long, period: long, rows, size: Number.MAX_SAFE_INTEGER, updated: long });
    const margins: Part[] = [
      [0, 0, 40, pixels.height],
      [WIDTH - 38, 0, 38, pixels.height],
    ];
    for (const margin of margins) {
      expect(
        new Set(
          pixels
            .part(...margin)
            .toString('hex')
            .match(/.{8}/g),
        ),
      ).toEqual(new Set([`${COLORS.light.paper.slice(1)}ff`]));
    }
  });
});
