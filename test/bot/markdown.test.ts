import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { inline, quoted, verbatim } from '../../src/bot/markdown.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** The kinds of node in a markdown text, and the text that a reader sees. */
function read(markdown: string): { kinds: Set<string>; text: string } {
  const kinds = new Set<string>();
  let text = '';
  const walk = (node: Node): void => {
    kinds.add(node.type);
    if ('value' in node) text += node.value;
    if (node.type === 'break') text += '\n';
    if ('children' in node) for (const child of node.children) walk(child as Node);
  };
  for (const child of fromMarkdown(markdown).children) walk(child);
  return { kinds, text };
}

const nasty = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom('*', '_', '`', '#', '>', '-', '+', '1', '.', ')', '[', ']', '(', '<', '!', '@', '&', '~', '|', '\\', '\n', ' ', 'a', ':', '='),
  }),
);

describe('text from people', () => {
  test('inside a line is nothing but text', () => {
    fc.assert(
      fc.property(nasty, (typed) => {
        const { kinds, text } = read(`before ${inline(typed)} after`);
        expect([...kinds].sort()).toEqual(['paragraph', 'text']);
        expect(text).toBe(`before ${typed.replace(/\s+/g, ' ').trim()} after`);
      }),
      { numRuns: 500 },
    );
  });

  test('as a quotation is nothing but text in a quotation', () => {
    fc.assert(
      fc.property(nasty, (typed) => {
        const { kinds } = read(quoted(typed));
        for (const kind of kinds) expect(['blockquote', 'paragraph', 'text', 'break']).toContain(kind);
      }),
      { numRuns: 2000 },
    );
  });

  test('to be copied comes back to the letter', () => {
    fc.assert(
      fc.property(nasty, (typed) => {
        const [code, ...rest] = fromMarkdown(verbatim(typed.replace(/\r/g, ''))).children;
        expect(rest).toEqual([]);
        expect(code).toMatchObject({ type: 'code', value: typed.replace(/\r/g, '') });
      }),
    );
  });

  test('keeps its lines in a quotation', () => {
    expect(read(quoted('one\ntwo')).text).toBe('one\ntwo');
  });
});
