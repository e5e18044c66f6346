import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSheet } from '../../src/pictures/canvas.ts';
import { drawHeatMap } from '../../src/pictures/heat-map.ts';
import { COLORS } from '../../src/pictures/theme.ts';
import { drawTile } from '../../src/pictures/tile.ts';
import { type DayState, placed } from '../../src/pictures/year.ts';
import type { HeatDay } from '../../src/study/streak.ts';
import { ROOT } from '../environment.ts';
import { grays, look } from './pixels.ts';

const FONTS = join(ROOT, 'src/pictures/fonts');
const LABELS = { title: 'Ada', current: 12, longest: 34 };

/** Days up to a Tuesday. */
function daysOf(count: number, state: DayState = 'answered', answers = 1): HeatDay[] {
  const last = Date.UTC(2026, 10, 24);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(last - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return { day, state, answers };
  });
}

async function drawn(days: readonly HeatDay[], theme: 'light' | 'dark' = 'light') {
  return look(await drawHeatMap(days, LABELS, theme, FONTS));
}

const TILES: readonly (readonly [DayState, number])[] = [
  ...[1, 2, 3, 4].map((answers) => ['answered', answers] as const),
  ...(['granted', 'rest', 'excused', 'away', 'frozen', 'missed', 'open'] as const).map((state) => [state, 0] as const),
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('each state has a tile that is told apart without colors', () => {
    const shades = TILES.map(([state, answers]) => {
      const sheet = createSheet(24, 24, theme);
      drawTile(sheet, { state, answers }, 0, 0, 24);
      return grays(sheet.context.getImageData(0, 0, 24, 24).data);
    });
    for (const [index, one] of shades.entries()) {
      for (const other of shades.slice(index + 1)) {
        const different = one.filter((gray, at) => Math.abs(gray - other[at]!) > 20).length;
        expect(different).toBeGreaterThan(24);
      }
    }
  });

  test('stands on paper of its own', async () => {
    const pixels = await drawn(daysOf(371), theme);
    expect([pixels.at(0, 0), pixels.at(899, pixels.height - 1)]).toEqual([COLORS[theme].paper, COLORS[theme].paper]);
  });
});

test('more than four answers look like four, and an answered day never like none', () => {
  const tile = (answers: number) => {
    const sheet = createSheet(24, 24, 'light');
    drawTile(sheet, { state: 'answered', answers }, 0, 0, 24);
    return Buffer.from(sheet.context.getImageData(0, 0, 24, 24).data).toString('hex');
  };
  expect(tile(9)).toBe(tile(4));
  expect(tile(0)).toBe(tile(1));
});

describe('the year', () => {
  test('ends with the last day, in its weekday’s row', () => {
    const days = placed(daysOf(400));
    expect(days.at(-1)).toMatchObject({ day: '2026-11-24', week: 52, weekday: 1 });
    expect(days[0]).toMatchObject({ day: '2025-11-24', week: 0, weekday: 0 });
    expect(days).toHaveLength(52 * 7 + 2);
  });

  test('crosses changes of the clock and leap days without a gap', () => {
    const days = daysOf(371).map(({ day }) => ({
      day: new Date(Date.parse(day) - 1_000 * 86_400_000).toISOString().slice(0, 10),
      state: 'rest' as const,
      answers: 0,
    }));
    const places = placed(days).map(({ week, weekday }) => week * 7 + weekday);
    expect(places.every((place, index) => index === 0 || place === places[index - 1]! + 1)).toBe(true);
  });

  test('is drawn day by day: one day more or less is one tile', async () => {
    const year = daysOf(371);
    // The first of June is a Monday, and begins the lower half.
    const at = year.findIndex(({ day }) => day === '2026-06-01');
    const [before, after] = await Promise.all([drawn(year), drawn(year.with(at, { ...year[at]!, answers: 4 }))]);
    expect(before.at(112, 420)).toBe(COLORS.light.ramp[0]);
    expect(after.at(112, 420)).toBe(COLORS.light.ramp[3]);
    expect(after.part(130, 380, 770, 250).equals(before.part(130, 380, 770, 250))).toBe(true);
    expect(after.part(0, 0, 900, 400).equals(before.part(0, 0, 900, 400))).toBe(true);
  });

  test.each([
    ['a whole year', 371, 700],
    ['half a year and a day', 200, 700],
    ['three weeks', 21, 458],
    ['one day', 1, 458],
    ['no day yet', 0, 458],
  ])('of %s is as high as it must be', async (_, count, height) => {
    const pixels = await drawn(daysOf(count));
    expect([pixels.width, pixels.height]).toEqual([900, height]);
  });

  test('is the same each time, and names what there is to see', async () => {
    const mixed = daysOf(60).map((day, index) => ({ ...day, state: TILES[index % TILES.length]![0], answers: TILES[index % TILES.length]![1] }));
    const [first, second] = await Promise.all([1, 2].map(() => drawHeatMap(mixed, LABELS, 'dark', FONTS)));
    expect(Buffer.compare(first!, second!)).toBe(0);
    expect((await drawn(mixed)).height).toBeGreaterThan((await drawn(daysOf(60))).height);
  });

  test('has its figures and name in the picture', async () => {
    const days = daysOf(30);
    const pictures = await Promise.all(
      [LABELS, { ...LABELS, current: 13 }, { ...LABELS, longest: 35 }, { ...LABELS, title: 'Grace' }].map((labels) =>
        drawHeatMap(days, labels, 'light', FONTS),
      ),
    );
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(4);
  });

  test('keeps its shape with a hostile name', async () => {
    const [calm, hostile] = await Promise.all(
      ['Ada', `\u202e${'x'.repeat(1_000)}`].map(async (title) => look(await drawHeatMap(daysOf(30), { ...LABELS, title }, 'light', FONTS))),
    );
    expect(hostile!.part(0, 80, 900, 370).equals(calm!.part(0, 80, 900, 370))).toBe(true);
    expect(hostile!.part(862, 0, 38, 80).equals(calm!.part(862, 0, 38, 80))).toBe(true);
  });
});
