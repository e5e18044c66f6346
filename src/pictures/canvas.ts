import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { fontFor, type Weight } from './fonts.ts';
import { shortened } from './names.ts';
import { COLORS, type Colors, type Theme } from './theme.ts';

/** A picture while it is drawn. */
export interface Sheet {
  canvas: Canvas;
  context: SKRSContext2D;
  colors: Colors;
}

/** With paper of its own: chat programs show a picture on grounds of their own choice. */
export function createSheet(width: number, height: number, theme: Theme): Sheet {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const colors = COLORS[theme];
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, width, height);
  return { canvas, context, colors };
}

interface Lettering {
  x: number;
  /** Of the line that letters stand on. */
  y: number;
  sizePx: number;
  color: string;
  weight?: Weight;
  align?: 'left' | 'center' | 'right';
  /** What is longer is shortened. */
  widthMax?: number;
}

/** Writes one line, and says how wide it became. The fonts must be loaded. */
export function write({ context }: Sheet, text: string, lettering: Lettering): number {
  const { x, y, sizePx, color, weight = 500, align = 'left', widthMax } = lettering;
  context.font = fontFor(text, weight, sizePx);
  context.fillStyle = color;
  context.textAlign = align;
  // The end of an Arabic name is at its left, and so is what stands for the rest of it.
  context.direction = startsFromRight(text) ? 'rtl' : 'ltr';
  const widthOf = (part: string) => context.measureText(part).width;
  const line = widthMax === undefined ? text : shortened(text, (part) => widthOf(part) <= widthMax);
  context.fillText(line, x, y);
  return widthOf(line);
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function startsFromRight(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0];
  return first !== undefined && RIGHT_TO_LEFT.test(first);
}

export function fillRounded({ context }: Sheet, color: string, [x, y, width, height]: readonly [number, number, number, number], radius: number): void {
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
}
