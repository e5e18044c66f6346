import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Block } from './view.ts';

type Fits = (blocks: readonly Block[]) => boolean;

/**
 * Cuts a message into pages that fit, at block boundaries, and within a text at those of its markdown. Nothing is left out.
 * @param fits what a platform can show in one message: true for fewer and shorter blocks if it is for more
 * @throws when something that can't be cut (a picture, a row of buttons) does not fit alone
 */
export function paginate(blocks: readonly Block[], fits: Fits): Block[][] {
  const pages: Block[][] = [];
  let page: Block[] = [];
  for (const block of blocks.flatMap((each) => divide(each, fits))) {
    if (page.length > 0 && !fits([...page, block])) {
      const heading = page.length > 1 && page.at(-1)?.kind === 'heading' ? page.pop() : undefined;
      pages.push(page);
      // A heading goes with what it heads.
      page = heading && fits([heading, block]) ? [heading] : [];
      if (heading && page.length === 0) pages.push([heading]);
    }
    page.push(block);
  }
  return [...pages, ...(page.length > 0 ? [page] : [])];
}

function divide(block: Block, fits: Fits): Block[] {
  if (fits([block])) return [block];
  if (block.kind !== 'text' && block.kind !== 'note') throw new Error(`a ${block.kind} is too large for one message`);
  return divideMarkdown(block.markdown, (markdown) => fits([{ ...block, markdown }])).map((markdown) => ({ ...block, markdown }));
}

/** What a text is made of at one level, and how it is put together again. */
interface Parts {
  parts: readonly string[];
  joint: string;
}

/** Pieces as large as fit, cut at the highest level that will do: blocks, then items or lines, sentences, words, characters. */
export function divideMarkdown(markdown: string, fits: (markdown: string) => boolean): string[] {
  if (fits(markdown)) return [markdown];
  const fence = fenceOf(markdown);
  if (fence) return divideCode(markdown, fence, fits);
  const { parts, joint } = partsOf(markdown);
  if (parts.length < 2) throw new Error('not even one character fits');
  return gather(
    parts.flatMap((part) => divideMarkdown(part, fits)),
    joint,
    fits,
  );
}

function gather(pieces: readonly string[], joint: string, fits: (markdown: string) => boolean): string[] {
  const gathered: string[] = [];
  for (let from = 0; from < pieces.length; ) {
    const to = from + mostThatFit(pieces.length - from, (count) => fits(pieces.slice(from, from + count).join(joint)));
    gathered.push(pieces.slice(from, to).join(joint));
    from = to;
  }
  return gathered;
}

/** At least 1: each piece fits alone. Halves the range each time, because asking whether a text fits can mean to render it. */
function mostThatFit(all: number, fits: (count: number) => boolean): number {
  let [fitting, tooMany] = [1, 2];
  while (tooMany <= all && fits(tooMany)) [fitting, tooMany] = [tooMany, tooMany * 2];
  tooMany = Math.min(tooMany, all + 1);
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return fitting;
}

function partsOf(markdown: string): Parts {
  const { blocks, items } = sourcesOf(markdown);
  if (blocks.length > 1) return { parts: blocks, joint: '\n\n' };
  if (items.length > 1) return { parts: items, joint: '\n' };
  const lines = markdown.split('\n');
  if (lines.length > 1) return { parts: lines, joint: '\n' };
  const sentences = markdown.split(/(?<=[.!?]) +/);
  if (sentences.length > 1) return { parts: sentences, joint: ' ' };
  const words = markdown.split(/ +/);
  if (words.length > 1) return { parts: words, joint: ' ' };
  return { parts: [...markdown], joint: '' };
}

/** The source of each paragraph, list, code block or quotation, and of each item where there is but one list. */
function sourcesOf(markdown: string): { blocks: string[]; items: string[] } {
  const { children } = fromMarkdown(markdown);
  const source = ({ position }: (typeof children)[number]) => markdown.slice(position?.start.offset, position?.end.offset);
  const [only] = children;
  return { blocks: children.map(source), items: only?.type === 'list' ? only.children.map(source) : [] };
}

/** The opening line of a text that is one fenced code block. */
function fenceOf(markdown: string): string | undefined {
  const { children } = fromMarkdown(markdown);
  return children.length === 1 && children[0]?.type === 'code' ? /^[`~]{3,}.*/.exec(markdown)?.[0] : undefined;
}

/** Each piece of a code block is a code block again. */
function divideCode(markdown: string, opening: string, fits: (markdown: string) => boolean): string[] {
  const closing = /^[`~]+/.exec(opening)?.[0] ?? '';
  const wrap = (code: string) => `${opening}\n${code}\n${closing}`;
  const lines = markdown.split('\n').slice(1, -1);
  const pieces = lines.flatMap((line) => (fits(wrap(line)) ? [line] : gather([...line], '', (part) => fits(wrap(part)))));
  return gather(pieces, '\n', (code) => fits(wrap(code))).map(wrap);
}
