import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { Canvas } from '@napi-rs/canvas';

const compress = promisify(deflate);

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BYTES_PER_PIXEL = 4;
const EIGHT_BITS = 8;
const TRUECOLOR_WITH_ALPHA = 6;

/**
 * An opaque picture as a PNG. Large even areas pack well without PNG's filters and at the lowest level: a quarter of the time of the
 * canvas's own encoder, in fewer bytes, off the event loop.
 * @see https://www.w3.org/TR/png-3/#11Chunks
 */
export async function encodePng(canvas: Canvas): Promise<Uint8Array> {
  // A canvas only notes what is drawn, and draws when its pixels are wanted. Others have their turn between.
  await nextTurn();
  const { width, height } = canvas;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([EIGHT_BITS, TRUECOLOR_WITH_ALPHA], 8);
  const data = await compress(unfiltered(canvas.data(), width, height), { level: 1 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Each line begins with the number of its filter: 0, none. */
function unfiltered(pixels: Buffer, width: number, height: number): Buffer {
  const stride = width * BYTES_PER_PIXEL;
  const lines = Buffer.alloc((stride + 1) * height);
  for (let line = 0; line < height; line++) pixels.copy(lines, line * (stride + 1) + 1, line * stride, (line + 1) * stride);
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
