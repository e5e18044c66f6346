import { type DotParts, partsOf } from './dot.ts';
import type { Finding } from './lint.ts';

/** More, and the letters are too small on a phone. */
const NODES_MAX = 14;
const LINE_MAX_CHARACTERS = 20;

const SHAPES = ['oval', 'ellipse', 'box', 'cylinder', 'cds', 'hexagon', 'note', 'circle'];
const ANY = /^/;
const NUMBER = /^\d*\.?\d+$/;

/** What our drawing knows. Colors, fonts and sizes are its own, and a picture reaches no file. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  label: ANY,
  shape: new RegExp(`^(${SHAPES.join('|')})$`),
  style: /^(dashed|dotted|invis)$/,
  dir: /^(back|both|none|forward)$/,
  arrowhead: /^none$/,
  constraint: /^(true|false)$/,
  minlen: /^[1-4]$/,
  rankdir: /^TB$/,
  nodesep: NUMBER,
  layout: /^(dot|neato)$/,
  pos: /^-?[\d.]+,-?[\d.]+!?$/,
};

/** Whether a diagram keeps to the few shapes and lines that every reader of ours knows, and is small enough for a phone. */
export function lintDiagram(dot: string): Finding[] {
  const parts = partsOf(dot);
  const messages = [...new Set([...attributeMistakes(parts), ...lineMistakes(parts)])];
  if (parts.nodes.size > NODES_MAX) messages.push(`has ${parts.nodes.size} nodes; expected at most ${NODES_MAX}. Leave out what the question is not about.`);
  return messages.map((message) => ({ place: 'diagram.dot', message }));
}

function attributeMistakes({ attributes }: DotParts): string[] {
  return attributes.flatMap(({ name, value, isHtml }) => {
    if (isHtml) return [`${name} is HTML. Write plain text in quotes, with \\n for a new line.`];
    const form = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
    if (!form) return [`there is no use for "${name}" here. Take it out: the drawing knows ${Object.keys(ATTRIBUTES).join(', ')}.`];
    if (form.test(value)) return [];
    return [name === 'shape' ? `"${value}" is no shape of ours. Take one of ${SHAPES.join(', ')}.` : `${name}=${value} is not drawn. Take it out.`];
  });
}

function lineMistakes({ attributes }: DotParts): string[] {
  const labels = attributes.filter(({ name, isHtml }) => name === 'label' && !isHtml).map(({ value }) => value);
  const lines = labels.flatMap((label) => label.split(/\\[nlr]/)).map((line) => line.trim());
  return lines
    .filter((line) => line.length > LINE_MAX_CHARACTERS)
    .map((line) => `the line "${line}" has ${line.length} characters; expected at most ${LINE_MAX_CHARACTERS}. Break it with \\n, or say less.`);
}
