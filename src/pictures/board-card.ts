import { AROUND_MAX, type Board, type BoardRow, EMPTY_BOARD, EMPTY_BOARD_HINT, HIDDEN_MEMBER, ROWS_MAX } from './board.ts';
import { createSheet, fillRounded, type Sheet, write } from './canvas.ts';
import { loadFonts } from './fonts.ts';
import { figures, readable } from './names.ts';
import { encodePng } from './png.ts';
import type { Theme } from './theme.ts';

// A phone shows it 360 wide: 28 pixels here are 11 there.
const WIDTH = 900;
const EDGE = 40;
const HEAD = 132;
const ROW = 50;
const GAP = 34;
const FOOT = 76;
const EMPTY = 280;
const TEXT_PX = 28;
const SMALL_PX = 24;
const MEDAL_RADIUS = 19;

/**
 * A leaderboard as a PNG, 900 wide and as high as it has rows: 708 with ten.
 * @throws when a font is missing
 */
export async function drawBoard(board: Board, theme: Theme, fontsFolder: string): Promise<Uint8Array> {
  const { title, rows, around } = inOneLine(board);
  await loadFonts(fontsFolder, [title, board.period, board.updated, ...[...rows, ...around].map(({ name }) => name ?? '')]);
  const body = rows.length === 0 ? EMPTY : (rows.length + around.length) * ROW + (around.length > 0 ? GAP : 0);
  const sheet = createSheet(WIDTH, HEAD + body + FOOT, theme);
  drawHead(sheet, title, board.period, rows.length > 0);
  if (rows.length === 0) drawNobody(sheet, HEAD);
  const rankWidth = rankWidthOf(sheet, [...rows, ...around]);
  for (const [index, row] of rows.entries()) drawRow(sheet, row, HEAD + index * ROW, rankWidth);
  const below = HEAD + rows.length * ROW;
  if (around.length > 0) drawGap(sheet, below, rankWidth);
  for (const [index, row] of around.entries()) drawRow(sheet, row, below + GAP + index * ROW, rankWidth);
  drawFoot(sheet, board, HEAD + body);
  return encodePng(sheet.canvas);
}

function inOneLine({ title, rows, around = [] }: Board): { title: string; rows: BoardRow[]; around: BoardRow[] } {
  const named = (row: BoardRow) => ({ ...row, name: row.name === undefined ? undefined : readable(row.name) });
  return { title: readable(title), rows: rows.slice(0, ROWS_MAX).map(named), around: around.slice(0, AROUND_MAX).map(named) };
}

function drawHead(sheet: Sheet, title: string, period: string, hasRows: boolean): void {
  const { ink, soft, line } = sheet.colors;
  write(sheet, title, { x: EDGE, y: 62, sizePx: 38, weight: 700, color: ink, widthMax: WIDTH - 2 * EDGE });
  const points = hasRows ? write(sheet, 'points', { x: WIDTH - EDGE, y: 101, sizePx: SMALL_PX, color: soft, align: 'right' }) : 0;
  write(sheet, period, { x: EDGE, y: 101, sizePx: SMALL_PX, color: soft, widthMax: WIDTH - 2 * EDGE - points - 24 });
  fillRounded(sheet, line, [EDGE, HEAD - 13, WIDTH - 2 * EDGE, 2], 1);
}

function rankWidthOf(sheet: Sheet, rows: readonly BoardRow[]): number {
  sheet.context.font = `${TEXT_PX}px "Quorum inter-500"`;
  const widths = rows.map(({ rank }) => sheet.context.measureText(figures(rank)).width);
  return Math.max(2 * MEDAL_RADIUS, ...widths);
}

function drawRow(sheet: Sheet, { rank, name, points, own }: BoardRow, top: number, rankWidth: number): void {
  const { accent, ink, soft, tint } = sheet.colors;
  if (own) {
    fillRounded(sheet, tint, [EDGE - 24, top + 1, WIDTH - 2 * EDGE + 48, ROW - 2], 12);
    fillRounded(sheet, accent, [EDGE - 24, top + 10, 6, ROW - 20], 3);
  }
  const weight = own ? 700 : 500;
  const baseline = top + ROW / 2 + 10;
  drawRank(sheet, rank, EDGE + rankWidth / 2, top + ROW / 2, weight);
  const earned = write(sheet, figures(points), { x: WIDTH - EDGE, y: baseline, sizePx: TEXT_PX, weight: 700, color: ink, align: 'right' });
  const x = EDGE + rankWidth + 22;
  sheet.context.save();
  // Signs piled upon each other end at the row's edge.
  sheet.context.beginPath();
  sheet.context.rect(0, top, WIDTH, ROW);
  sheet.context.clip();
  const color = name === undefined ? soft : ink;
  write(sheet, name ?? HIDDEN_MEMBER, { x, y: baseline, sizePx: TEXT_PX, weight, color, widthMax: WIDTH - EDGE - earned - 30 - x });
  sheet.context.restore();
}

function drawRank(sheet: Sheet, rank: number, x: number, y: number, weight: 500 | 700): void {
  const { medals, onMedal, soft } = sheet.colors;
  const medal = medals[rank - 1];
  if (medal) fillRounded(sheet, medal, [x - MEDAL_RADIUS, y - MEDAL_RADIUS, 2 * MEDAL_RADIUS, 2 * MEDAL_RADIUS], MEDAL_RADIUS);
  const look = medal ? { color: onMedal, weight: 700 as const, sizePx: SMALL_PX } : { color: soft, weight, sizePx: TEXT_PX };
  write(sheet, figures(rank), { x, y: y + (medal ? 9 : 10), align: 'center', ...look });
}

/** Others stand between the top and the rows that follow. */
function drawGap(sheet: Sheet, top: number, rankWidth: number): void {
  for (const dot of [-1, 0, 1]) fillRounded(sheet, sheet.colors.soft, [EDGE + rankWidth / 2 - 2.5 + dot * 13, top + GAP / 2 - 2.5, 5, 5], 2.5);
}

/** An empty podium, waiting. */
function drawNobody(sheet: Sheet, top: number): void {
  const { ink, line, soft, tint } = sheet.colors;
  const middle = WIDTH / 2;
  const floor = top + 150;
  const steps = [
    { rank: 2, x: middle - 90, height: 76 },
    { rank: 1, x: middle, height: 112 },
    { rank: 3, x: middle + 90, height: 56 },
  ];
  for (const { rank, x, height } of steps) {
    fillRounded(sheet, tint, [x - 42, floor - height, 84, height], 10);
    write(sheet, `${rank}`, { x, y: floor - height + 38, sizePx: SMALL_PX, weight: 700, color: soft, align: 'center' });
  }
  fillRounded(sheet, line, [middle - 170, floor, 340, 3], 1.5);
  write(sheet, EMPTY_BOARD, { x: middle, y: floor + 62, sizePx: 32, weight: 700, color: ink, align: 'center' });
  write(sheet, EMPTY_BOARD_HINT, { x: middle, y: floor + 102, sizePx: SMALL_PX, color: soft, align: 'center' });
}

function drawFoot(sheet: Sheet, { size, updated }: Board, top: number): void {
  const { line, soft } = sheet.colors;
  fillRounded(sheet, line, [EDGE, top + 14, WIDTH - 2 * EDGE, 2], 1);
  const look = { y: top + 52, sizePx: SMALL_PX, color: soft };
  const members = size === 1 ? '1 member on the board' : `${figures(size)} members on the board`;
  const counted = size > 0 ? write(sheet, members, { x: EDGE, ...look }) : 0;
  write(sheet, `Updated ${updated}`, { x: WIDTH - EDGE, align: 'right', widthMax: WIDTH - 2 * EDGE - counted - 24, ...look });
}
