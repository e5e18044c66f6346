import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Something wrong in a file of a pack, said so that its author can go there and mend it. */
export interface Mistake {
  file: string;
  line: number;
  /** Such as `followUps[2].rubric`; empty when it is about the whole file. */
  field: string;
  message: string;
}

export type Parsed<Item> = { item: Item; mistakeAt(path: Path, message: string): Mistake } | { mistakes: Mistake[] };

/** To a field: `['followUps', 2, 'rubric']`. */
export type Path = readonly PropertyKey[];

/** Parses one YAML text against a schema. Every mistake in it is reported, not only the first. */
export function parseYaml<Item>(file: string, text: string, schema: z.ZodType<Item>): Parsed<Item> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      mistakes: document.errors.map(({ message, pos }) => ({ file, line: lines.linePos(pos[0]).line, field: '', message: `not valid YAML: ${message}` })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    return { mistakes: [{ file, line: 1, field: '', message: `not valid YAML: ${error instanceof Error ? error.message : String(error)}` }] };
  }
  const mistakeAt = (path: Path, message: string): Mistake => ({ file, line: lineAt(document, lines, path), field: fieldName(path), message });
  const parsed = schema.safeParse(value);
  if (parsed.success) return { item: parsed.data, mistakeAt };
  return { mistakes: parsed.error.issues.flatMap(spread).map(({ path, message }) => mistakeAt(path, message)) };
}

/** An unknown field is reported at the field, not at what contains it. */
function spread(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [{ path: issue.path, message: `missing: expected ${articled(issue.expected)}` }];
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'no such field' }));
}

function articled(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The line of a field, or of the nearest thing around it where the field is missing. */
function lineAt(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

function offsetOf(document: Document, path: Path): number | undefined {
  const last = path.at(-1);
  if (last === undefined) return document.contents?.range?.[0];
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => String(key) === String(last));
    return (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0];
  }
  return (document.getIn(path, true) as { range?: [number, number, number] } | undefined)?.range?.[0];
}

function fieldName(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`)).join('');
}
