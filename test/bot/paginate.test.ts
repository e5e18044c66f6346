import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { divideMarkdown, paginate } from '../../src/bot/paginate.ts';
import type { Block } from '../../src/bot/view.ts';
import { ownLibrary } from '../fakes/people.ts';

const atMost = (limit: number) => (text: string) => text.length <= limit;
const letters = (text: string) => text.replace(/\s+/g, '');

const paragraph = fc.array(fc.stringMatching(/^[a-z]{1,12}[.,]?$/), { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));
const list = fc.array(paragraph, { minLength: 1, maxLength: 6 }).map((items) => items.map((item) => `- ${item}`).join('\n'));
const markdown = fc.array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 6 }).map((blocks) => blocks.join('\n\n'));

describe('a long text', () => {
  test('is divided into pieces that fit, with nothing left out', () => {
    fc.assert(
      fc.property(markdown, fc.integer({ min: 20, max: 300 }), (text, limit) => {
        const pieces = divideMarkdown(text, atMost(limit));
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
        expect(letters(pieces.join(' '))).toBe(letters(text));
      }),
    );
  });

  test('of any characters is divided without loss, down to one character a piece', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '.', '-', '\n', '*') }), (text) => {
        const trimmed = text.trim();
        if (trimmed === '' || fromMarkdown(trimmed).children.some(({ type }) => type === 'code')) return;
        expect(letters(divideMarkdown(trimmed, atMost(8)).join(''))).toBe(letters(trimmed));
      }),
    );
  });

  test('is cut between paragraphs first, then between items, sentences and words', () => {
    expect(divideMarkdown('One two.\n\nThree four.', atMost(12))).toEqual(['One two.', 'Three four.']);
    expect(divideMarkdown('- one\n- two\n- three', atMost(11))).toEqual(['- one\n- two', '- three']);
    expect(divideMarkdown('One two. Three four.', atMost(12))).toEqual(['One two.', 'Three four.']);
    expect(divideMarkdown('one two three four', atMost(9))).toEqual(['one two', 'three', 'four']);
    expect(divideMarkdown('abcdef', atMost(4))).toEqual(['abcd', 'ef']);
  });

  test('of code stays code in every piece', () => {
    const code = `\`\`\`sql\n${Array.from({ length: 20 }, (_, line) => `select ${line};`).join('\n')}\n\`\`\``;
    const pieces = divideMarkdown(code, atMost(60));
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(fromMarkdown(piece).children.map(({ type }) => type)).toEqual(['code']);
    expect(pieces.flatMap((piece) => piece.split('\n').slice(1, -1)).join('\n')).toBe(code.split('\n').slice(1, -1).join('\n'));
  });
});

describe('pages', () => {
  const fits = (blocks: readonly Block[]) =>
    blocks.length <= 4 && blocks.reduce((sum, block) => sum + ('markdown' in block ? block.markdown.length : 10), 0) <= 400;

  test('hold every block in order, and each fits', async () => {
    for (const { modelAnswer } of (await ownLibrary()).questions) {
      const blocks: Block[] = [{ kind: 'heading', text: 'Model answer' }, { kind: 'text', markdown: modelAnswer }, { kind: 'divider' }];
      const pages = paginate(blocks, fits);
      expect(pages.length).toBeGreaterThan(3);
      expect(pages.every(fits)).toBe(true);
      expect(
        letters(
          pages
            .flat()
            .map((block) => ('markdown' in block ? block.markdown : ''))
            .join(' '),
        ),
      ).toBe(letters(modelAnswer));
      expect(pages[0]?.[0]?.kind).toBe('heading');
      expect(pages.at(-1)?.at(-1)?.kind).toBe('divider');
    }
  });

  test('keep a heading with what it heads', () => {
    const text = (letters: number): Block => ({ kind: 'text', markdown: 'x'.repeat(letters) });
    const heading: Block = { kind: 'heading', text: 'Read more' };
    expect(paginate([text(380), heading, text(300)], fits)).toEqual([[text(380)], [heading, text(300)]]);
    expect(paginate([heading, text(395)], fits)).toEqual([[heading], [text(395)]]);
  });

  test('of one long word take few questions', () => {
    let asked = 0;
    const pieces = divideMarkdown('x'.repeat(20_000), (piece) => {
      asked++;
      return piece.length <= 3_000;
    });
    expect(pieces).toHaveLength(7);
    expect(asked).toBeLessThan(25_000);
  });

  test('are one where all fits, and none where there is nothing', () => {
    expect(paginate([{ kind: 'divider' }], fits)).toHaveLength(1);
    expect(paginate([], fits)).toEqual([]);
  });

  test('can’t be made of what can’t be cut', () => {
    expect(() => paginate([{ kind: 'image', file: 'a.png', alt: 'a' }], () => false)).toThrow('a image is too large');
  });
});
