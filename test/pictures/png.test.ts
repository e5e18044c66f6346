import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/pictures/png.ts';
import { look } from './pixels.ts';

test('every pixel arrives', async () => {
  const canvas = createCanvas(90, 41);
  const context = canvas.getContext('2d');
  const paint = context.createLinearGradient(0, 0, 90, 41);
  paint.addColorStop(0, '#fffefc');
  paint.addColorStop(1, '#4353c9');
  context.fillStyle = paint;
  context.fillRect(0, 0, 90, 41);
  const pixels = await look(await encodePng(canvas));
  expect([pixels.width, pixels.height]).toEqual([90, 41]);
  expect(pixels.part(0, 0, 90, 41).equals(Buffer.from(context.getImageData(0, 0, 90, 41).data))).toBe(true);
});
