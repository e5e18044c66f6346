import { createCanvas, loadImage } from '@napi-rs/canvas';

/** A picture as it arrives at a viewer. */
export interface Pixels {
  width: number;
  height: number;
  /** `#rrggbb`. */
  at(x: number, y: number): string;
  part(x: number, y: number, width: number, height: number): Buffer;
}

export async function look(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const part = (x: number, y: number, width: number, height: number) => Buffer.from(context.getImageData(x, y, width, height).data);
  return { width: image.width, height: image.height, part, at: (x, y) => `#${part(x, y, 1, 1).subarray(0, 3).toString('hex')}` };
}

/** How light each pixel is, from 0 to 255: all that is left to who sees no colors. */
export function grays(rgba: ArrayLike<number>): number[] {
  return Array.from({ length: rgba.length / 4 }, (_, at) => 0.299 * rgba[at * 4]! + 0.587 * rgba[at * 4 + 1]! + 0.114 * rgba[at * 4 + 2]!);
}
