import type { Layout } from './layout.ts';

/** Pixels for each point: a diagram 300 points wide fills a phone sharply. */
export const SCALE = 2.5;
export const PADDING_POINTS = 14;
/** Wider, and the letters are too small on a phone, where the picture is shown some 330 wide. */
export const PICTURE_WIDTH_MAX = 1200;

/** Of a diagram's picture, in pixels. */
export function sizeOf({ width, height }: Layout): { width: number; height: number } {
  const pixels = (points: number) => Math.ceil((points + 2 * PADDING_POINTS) * SCALE);
  return { width: pixels(width), height: pixels(height) };
}
