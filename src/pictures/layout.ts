import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const point = z.tuple([z.number(), z.number()]);
const draw = z.union([
  z.object({ op: z.enum(['e', 'E']), rect: z.tuple([z.number(), z.number(), z.number(), z.number()]) }),
  z.object({ op: z.enum(['p', 'P', 'L', 'b', 'B']), points: z.array(point).min(2) }),
  z.object({ op: z.literal('T'), pt: point, align: z.enum(['l', 'c', 'r']), text: z.string() }),
  z.object({ op: z.enum(['F', 'c', 'C', 'S', 't', 'I']) }),
]);
const ops = z.array(draw).default([]);
const part = z.object({
  shape: z.string().optional(),
  /** In points, the middle of a node; an edge has its curve here. */
  pos: z.string().optional(),
  /** In inches, as DOT has it. */
  width: z.coerce.number().optional(),
  height: z.coerce.number().optional(),
  style: z.string().optional(),
  nodes: z.array(z.number()).optional(),
  _draw_: ops,
  _hdraw_: ops,
  _tdraw_: ops,
  _ldraw_: ops,
});
const layoutSchema = z.object({ bb: z.string(), objects: z.array(part).default([]), edges: z.array(part).default([]) });

/** @see https://graphviz.org/docs/outputs/canon/#xdot for the drawing operations */
export type Draw = z.infer<typeof draw>;
export type Part = z.infer<typeof part>;

export interface Layout {
  /** In points, 72 to the inch; the origin is at the bottom left. */
  width: number;
  height: number;
  objects: readonly Part[];
  edges: readonly Part[];
}

export const LAYOUT_FONT_POINTS = 14;
export const LAYOUT_EDGE_FONT_POINTS = 12;

/** A diagram of a dozen boxes takes a tenth of a second, most of it to start. */
const LAYOUT_MAX_MS = 5_000;
/** 20 by 20 inches: more is no diagram for a phone, and its picture no small one to draw. */
const SIDE_MAX_POINTS = 1_440;

/**
 * Where Graphviz puts each box, arrow and word. Runs in WebAssembly, in a thread of its own: a diagram reaches no file and no
 * network, and keeps nobody waiting.
 * @throws when the text is not DOT, when it takes too long, or when it would be too large
 */
export async function layOut(dot: string): Promise<Layout> {
  const { bb, objects, edges } = layoutSchema.parse(JSON.parse(await runGraphviz(padLabels(dot))));
  const [left = 0, bottom = 0, right = 0, top = 0] = bb.split(',').map(Number);
  const [width, height] = [right - left, top - bottom];
  if (Math.max(width, height) > SIDE_MAX_POINTS) throw new Error(`a diagram of ${Math.round(width)} by ${Math.round(height)} points is too large`);
  return { width, height, objects: objects.map(asDrawn), edges };
}

const POINTS_AN_INCH = 72;
/** Half the length of a queue's tip: it begins as far inside the box as it ends outside, so that an edge near the corner meets it too. */
const TIP_POINTS = 4;

/** Graphviz draws a queue smaller than the box at which its edges end: ours fills the box, so that they meet and its label has room. */
function asDrawn(part: Part): Part {
  if (part.shape !== 'cds') return part;
  const [x = 0, y = 0] = (part.pos ?? '').split(',').map(Number);
  const [halfWidth, halfHeight] = [part.width ?? 0, part.height ?? 0].map((inches) => (inches * POINTS_AN_INCH) / 2) as [number, number];
  const [left, right, bottom, top] = [x - halfWidth, x + halfWidth, y - halfHeight, y + halfHeight];
  const points: [number, number][] = [
    [left, top],
    [right - TIP_POINTS, top],
    [right + TIP_POINTS, y],
    [right - TIP_POINTS, bottom],
    [left, bottom],
  ];
  return { ...part, _draw_: [{ op: 'p', points }] };
}

const TOKEN = /(\blabel\s*=\s*)?("(?:\\.|[^"\\])*"|[\w.]+)|->|--|[[\];{}\n]/g;

/** A space before each line of an arrow's label: without it Graphviz puts the first letter onto the arrow. */
function padLabels(dot: string): string {
  let isEdge = false;
  let isList = false;
  return dot.replace(TOKEN, (token, label?: string, value = '') => {
    if (token === '->' || token === '--') isEdge = true;
    else if (token === '[') isList = true;
    else if (token === ']' || (!isList && /^[;{}\n]$/.test(token))) isList = isEdge = false;
    else if (label !== undefined && isEdge && isList) return `${label}"${value.replace(/^"|"$/g, '').replace(/(^|\\[nlr])(?=[^\s\\])/g, '$1 ')}"`;
    return token;
  });
}

const OPTIONS = {
  format: 'json',
  graphAttributes: { pad: 0, nodesep: 0.3, ranksep: 0.45, fontname: 'Helvetica', fontsize: LAYOUT_FONT_POINTS },
  nodeAttributes: { fontname: 'Helvetica', fontsize: LAYOUT_FONT_POINTS, margin: '0.14,0.08', height: 0.45 },
  edgeAttributes: { fontname: 'Helvetica', fontsize: LAYOUT_EDGE_FONT_POINTS, arrowsize: 0.7 },
};

async function runGraphviz(dot: string): Promise<string> {
  const worker = new Worker(new URL('./layout-worker.mjs', import.meta.url), { workerData: { dot, options: OPTIONS } });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('Graphviz ended without a layout')));
      setTimeout(() => reject(new Error(`no layout after ${LAYOUT_MAX_MS} ms`)), LAYOUT_MAX_MS).unref();
    });
  } finally {
    await worker.terminate();
  }
}
