import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawDiagram } from '../../src/pictures/diagram.ts';
import { PICTURE_WIDTH_MAX } from '../../src/pictures/size.ts';
import { ROOT } from '../environment.ts';
import { ownLibrary } from '../fakes/people.ts';

const FONTS = join(ROOT, 'src/pictures/fonts');
const { questions } = await ownLibrary();

/** @see https://www.w3.org/TR/png-3/#11IHDR */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  const view = Buffer.from(png);
  expect(view.subarray(1, 4).toString('latin1')).toBe('PNG');
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

describe.each(questions.map(({ id, diagram }) => ({ id, diagram })))('the diagram of $id', ({ diagram }) => {
  test('is drawn, the same each time, and can be read on a phone', async () => {
    const [first, second] = await Promise.all([drawDiagram(diagram.dot, FONTS), drawDiagram(diagram.dot, FONTS)]);
    expect(Buffer.compare(first, second)).toBe(0);
    // Letters of 32 pixels: at 1,200 they are 9 on a phone 360 wide, where the page shows a picture 330 wide, and a tap enlarges it.
    expect(sizeOf(first).width).toBeLessThanOrEqual(PICTURE_WIDTH_MAX);
  });
});
