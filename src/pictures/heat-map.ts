import type { HeatDay } from '../study/streak.ts';
import { createSheet, fillRounded, type Sheet, write } from './canvas.ts';
import { loadFonts } from './fonts.ts';
import { figures, readable } from './names.ts';
import { encodePng } from './png.ts';
import type { Theme } from './theme.ts';
import { drawTile } from './tile.ts';
import { countAnswered, type DayState, type HeatMapLabels, mondayOf, type PlacedDay, placed, STATE_WORDS, YEAR_WEEKS } from './year.ts';

const WIDTH = 900;
const EDGE = 40;
const HEAD = 136;
const SMALL_PX = 22;
/** Half a year beside the other would leave a day two millimetres on a phone: they stand below each other. */
const BANDS = 2;
const BAND_WEEKS = Math.ceil(YEAR_WEEKS / BANDS);
const DAYS_LEFT = EDGE + 60;
const PITCH = Math.floor((WIDTH - EDGE - DAYS_LEFT) / BAND_WEEKS);
const TILE = PITCH - 4;
const MONTHS_HIGH = 30;
const BAND_HIGH = MONTHS_HIGH + 7 * PITCH + 16;
const LEGEND_COLUMNS = 5;
const LEGEND_COLUMN = (WIDTH - 2 * EDGE) / LEGEND_COLUMNS;
const LEGEND_LINE = 40;

const WEEKDAYS: readonly (readonly [number, string])[] = [
  [0, 'Mon'],
  [2, 'Wed'],
  [4, 'Fri'],
  [6, 'Sun'],
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A year of somebody's days as a PNG, 900 wide: 53 weeks, the older half above the newer, and left out when nothing was in it.
 * @param days oldest first, the last is today
 * @throws when a font is missing
 */
export async function drawHeatMap(days: readonly HeatDay[], labels: HeatMapLabels, theme: Theme, fontsFolder: string): Promise<Uint8Array> {
  const title = readable(labels.title);
  await loadFonts(fontsFolder, [title]);
  const shown = placed(days);
  const year: Year = { days: shown, firstWeek: shown.some(({ week }) => week < BAND_WEEKS) ? 0 : BAND_WEEKS };
  const legend = legendOf(shown);
  const below = HEAD + ((BANDS * BAND_WEEKS - year.firstWeek) / BAND_WEEKS) * BAND_HIGH + 20;
  const sheet = createSheet(WIDTH, below + Math.ceil((legend.length + RAMP_COLUMNS) / LEGEND_COLUMNS) * LEGEND_LINE + 20, theme);
  write(sheet, title, { x: EDGE, y: 62, sizePx: 38, weight: 700, color: sheet.colors.ink, widthMax: WIDTH - 2 * EDGE });
  drawFigures(sheet, days, labels);
  drawWeeks(sheet, year, days);
  drawLegend(sheet, legend, below);
  return encodePng(sheet.canvas);
}

interface Year {
  days: readonly PlacedDay[];
  /** What is before it is not drawn. */
  firstWeek: number;
}

/** Of a day's tile, at the top left. */
function cornerOf({ firstWeek }: Year, week: number, weekday: number): [number, number] {
  const band = Math.floor((week - firstWeek) / BAND_WEEKS);
  return [DAYS_LEFT + (week % BAND_WEEKS) * PITCH, HEAD + band * BAND_HIGH + MONTHS_HIGH + weekday * PITCH];
}

function drawFigures(sheet: Sheet, days: readonly HeatDay[], { current, longest }: HeatMapLabels): void {
  const { ink, soft } = sheet.colors;
  const pairs: readonly [number, string][] = [
    [current, 'day streak'],
    [longest, 'longest'],
    [countAnswered(days), 'days answered'],
  ];
  let x = EDGE;
  for (const [value, words] of pairs) {
    x += write(sheet, figures(value), { x, y: 106, sizePx: 28, weight: 700, color: ink }) + 8;
    x += write(sheet, words, { x, y: 106, sizePx: 24, color: soft }) + 36;
  }
}

function drawWeeks(sheet: Sheet, year: Year, days: readonly HeatDay[]): void {
  const look = { sizePx: SMALL_PX, color: sheet.colors.soft };
  for (let week = year.firstWeek; week < YEAR_WEEKS; week++) {
    const [x, top] = cornerOf(year, week, 0);
    const place = week % BAND_WEEKS;
    if (place === 0) for (const [weekday, name] of WEEKDAYS) write(sheet, name, { x: EDGE, y: top + weekday * PITCH + TILE / 2 + 8, ...look });
    const month = monthBeginning(days, week);
    // At the end of a line there is no room for its name.
    if (month !== undefined && place < BAND_WEEKS - 1) write(sheet, month, { x, y: top - 9, ...look });
    for (let weekday = 0; weekday < 7; weekday++) drawDay(sheet, year, week, weekday);
  }
}

function drawDay(sheet: Sheet, year: Year, week: number, weekday: number): void {
  const [x, y] = cornerOf(year, week, weekday);
  const day = year.days.find((each) => each.week === week && each.weekday === weekday);
  const last = year.days.at(-1);
  const isToCome = last !== undefined && week === last.week && weekday > last.weekday;
  if (day) drawTile(sheet, day, x, y, TILE);
  else if (!isToCome) fillRounded(sheet, sheet.colors.ghost, [x, y, TILE, TILE], TILE * 0.2);
}

/** The month whose first day is in a week. */
function monthBeginning(days: readonly HeatDay[], week: number): string | undefined {
  const sunday = mondayOf(days, week);
  sunday.setUTCDate(sunday.getUTCDate() + 6);
  return days.length > 0 && sunday.getUTCDate() <= 7 ? MONTHS[sunday.getUTCMonth()] : undefined;
}

/** The signs that there are to see, and no more. */
function legendOf(days: readonly PlacedDay[]): [Exclude<DayState, 'answered'>, string][] {
  const seen = new Set<DayState>(days.map(({ state }) => state));
  return (Object.entries(STATE_WORDS) as [Exclude<DayState, 'answered'>, string][]).filter(([state]) => seen.has(state));
}

/** So many columns of the legend does the first entry take: four squares and their words. */
const RAMP_COLUMNS = 3;

function drawLegend(sheet: Sheet, legend: ReturnType<typeof legendOf>, top: number): void {
  const look = { sizePx: SMALL_PX, color: sheet.colors.soft };
  for (const answers of [1, 2, 3, 4]) drawTile(sheet, { state: 'answered', answers }, EDGE + (answers - 1) * PITCH, top, TILE);
  write(sheet, '1 to 4 or more answers', { x: EDGE + 4 * PITCH + 6, y: top + TILE / 2 + 8, ...look });
  legend.forEach(([state, words], index) => {
    const place = index + RAMP_COLUMNS;
    const x = EDGE + (place % LEGEND_COLUMNS) * LEGEND_COLUMN;
    const y = top + Math.floor(place / LEGEND_COLUMNS) * LEGEND_LINE;
    drawTile(sheet, { state, answers: 0 }, x, y, TILE);
    write(sheet, words, { x: x + PITCH + 6, y: y + TILE / 2 + 8, ...look });
  });
}
