import { join } from 'node:path';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { type Draw, LAYOUT_EDGE_FONT_POINTS, LAYOUT_FONT_POINTS, type Layout, layOut, type Part } from './layout.ts';
import { PADDING_POINTS, SCALE, sizeOf } from './size.ts';

const INK = '#1f2933';
const LINE = '#52606d';
const PAPER = '#ffffff';

/** What each shape stands for, in color as well as in form: client, service, store, queue, cache, remark. */
const FILLS: Readonly<Record<string, string>> = {
  oval: '#fff3d6',
  ellipse: '#fff3d6',
  box: '#e3edff',
  cylinder: '#dcf5e7',
  cds: '#f3e6ff',
  hexagon: '#ffe3e0',
  note: '#f5f5f0',
  circle: '#e3edff',
};

/**
 * Draws a DOT graph as a PNG, the same on every machine. Encoding happens off the event loop.
 * @throws when the text is not DOT
 */
export async function drawDiagram(dot: string, fontsFolder: string): Promise<Uint8Array> {
  registerFonts(fontsFolder);
  const layout = await layOut(dot);
  const { width, height } = sizeOf(layout);
  const canvas = createCanvas(width, height);
  paint(canvas.getContext('2d'), layout, width, height);
  return canvas.encode('png');
}

function registerFonts(folder: string): void {
  // Without a registered font the canvas draws no text at all, and does not say so.
  if (GlobalFonts.has('Diagram')) return;
  const registered = GlobalFonts.registerFromPath(join(folder, 'inter-latin-400-normal.woff2'), 'Diagram');
  if (!registered) throw new Error(`no font in ${folder}`);
}

function paint(context: SKRSContext2D, layout: Layout, width: number, height: number): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  // Graphviz counts upwards from the bottom, a canvas downwards from the top.
  const x = (value: number) => (value + PADDING_POINTS) * SCALE;
  const y = (value: number) => (layout.height - value + PADDING_POINTS) * SCALE;
  const pen: Pen = { context, x, y };
  const isCluster = (part: Part) => part.shape === undefined;
  for (const part of layout.objects.filter(isCluster)) drawPart(pen, part, { fill: '#fafbfc', stroke: 'dashed', textPoints: LAYOUT_FONT_POINTS });
  for (const part of layout.edges) drawPart(pen, part, { stroke: strokeOf(part), textPoints: LAYOUT_EDGE_FONT_POINTS });
  for (const part of layout.objects.filter((each) => !isCluster(each))) {
    const fill = FILLS[part.shape ?? ''];
    drawPart(pen, part, { stroke: 'solid', textPoints: LAYOUT_FONT_POINTS, ...(fill === undefined ? {} : { fill }) });
  }
}

function strokeOf({ style }: Part): Stroke {
  return style === 'dashed' || style === 'dotted' ? style : 'solid';
}

interface Pen {
  context: SKRSContext2D;
  x(points: number): number;
  y(points: number): number;
}

type Stroke = 'solid' | 'dashed' | 'dotted';
/** Points drawn and left out. */
const DASHES: Readonly<Record<Stroke, readonly number[]>> = { solid: [], dashed: [5, 3], dotted: [1, 3] };

interface Look {
  fill?: string;
  stroke: Stroke;
  textPoints: number;
}

/** Graphviz reserved room by Helvetica's widths; our letters are a little wider, so they are drawn a little smaller. */
const LETTER_RATIO = 0.92;

function drawPart(pen: Pen, part: Part, look: Look): void {
  for (const operation of part._draw_) drawOperation(pen, operation, look);
  for (const operation of [...part._tdraw_, ...part._hdraw_]) drawOperation(pen, operation, { ...look, fill: LINE, stroke: 'solid' });
  for (const operation of part._ldraw_) drawOperation(pen, operation, look);
}

function drawOperation(pen: Pen, operation: Draw, look: Look): void {
  switch (operation.op) {
    case 'e':
    case 'E': {
      const [cx, cy, rx, ry] = operation.rect;
      pen.context.beginPath();
      pen.context.ellipse(pen.x(cx), pen.y(cy), rx * SCALE, ry * SCALE, 0, 0, 2 * Math.PI);
      finish(pen, look, true);
      break;
    }
    case 'p':
    case 'P':
    case 'L':
      trace(pen, operation.points);
      if (operation.op !== 'L') pen.context.closePath();
      finish(pen, look, operation.op !== 'L');
      break;
    case 'b':
    case 'B':
      traceCurve(pen, operation.points);
      finish(pen, look, look.fill !== undefined);
      break;
    case 'T':
      write(pen, operation, look.textPoints);
      break;
    case 'F':
    case 'c':
    case 'C':
    case 'S':
    case 't':
    case 'I':
      // Fonts, colors and styles are ours, so that all diagrams look alike.
      break;
    default:
      operation satisfies never;
  }
}

function trace({ context, x, y }: Pen, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [px, py] of points) context.lineTo(x(px), y(py));
}

function traceCurve({ context, x, y }: Pen, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  const [start, ...rest] = points;
  if (start) context.moveTo(x(start[0]), y(start[1]));
  for (let index = 0; index + 2 < rest.length; index += 3) {
    const [a, b, end] = rest.slice(index, index + 3);
    if (a && b && end) context.bezierCurveTo(x(a[0]), y(a[1]), x(b[0]), y(b[1]), x(end[0]), y(end[1]));
  }
}

function finish({ context }: Pen, { fill, stroke }: Look, closed: boolean): void {
  if (closed && fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  context.strokeStyle = LINE;
  context.lineWidth = 1.2 * SCALE;
  context.setLineDash(DASHES[stroke].map((points) => points * SCALE));
  context.stroke();
}

const ALIGNMENTS = { l: 'left', c: 'center', r: 'right' } as const;

function write({ context, x, y }: Pen, { pt: [px, py], align, text }: Extract<Draw, { op: 'T' }>, points: number): void {
  context.fillStyle = INK;
  context.font = `${points * LETTER_RATIO * SCALE}px Diagram`;
  context.textAlign = ALIGNMENTS[align];
  // A rim of paper keeps a label readable where its arrow runs close by.
  context.strokeStyle = PAPER;
  context.lineWidth = 3 * SCALE;
  context.setLineDash([]);
  if (points === LAYOUT_EDGE_FONT_POINTS) context.strokeText(text, x(px) + SCALE, y(py));
  context.fillText(text, x(px) + (points === LAYOUT_EDGE_FONT_POINTS ? SCALE : 0), y(py));
}
