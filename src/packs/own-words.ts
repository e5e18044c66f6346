import { labelsOf } from './dot.ts';
import type { Finding } from './lint.ts';
import { type Placed, textsIn } from './prose.ts';

/** So many words in a row are the same as elsewhere only where somebody copied, or where a thing has one name. */
const RUN_WORDS = 8;

/** What is no prose of ours: names, code, the words by which the grader looks, and titles of what others wrote. */
const NO_PROSE = new Set(['id', 'key', 'source', 'topic', 'groups', 'subjects', 'subject', 'references', 'cancels', 'requires', 'where']);

/** Texts against which others are held. */
export type Source = ReadonlySet<string>;

export function sourceOf(texts: readonly string[]): Source {
  return new Set(texts.flatMap((text) => runsOf(wordsOf(text))));
}

/** Where an item of a pack (a question, a section, a term …) has eight or more words in a row from the source. */
export function lintOwnWords(item: object, source: Source): Finding[] {
  return proseOf(item).flatMap(({ place, text }) =>
    sharedIn(text, source).map((words) => ({ place, message: `"${words}" stands elsewhere too. Say it in your own words.` })),
  );
}

/** The longest runs of the text that stand in the source; a block of code is no run. */
function sharedIn(text: string, source: Source): string[] {
  return withoutBlocks(text).flatMap((prose) => {
    const words = wordsOf(prose);
    const starts = runsOf(words).map((run) => source.has(run));
    return starts.flatMap((isShared, start) => {
      if (!isShared || starts[start - 1]) return [];
      const own = starts.indexOf(false, start);
      return [words.slice(start, (own < 0 ? starts.length : own) + RUN_WORDS - 1).join(' ')];
    });
  });
}

/** Of a diagram only what stands in its boxes and at its arrows. */
function proseOf(item: object): Placed[] {
  return textsIn(item, NO_PROSE).flatMap(({ place, text }) =>
    /(^|\.)dot$/.test(place) ? labelsOf(text).map((label) => ({ place, text: label })) : { place, text },
  );
}

function withoutBlocks(markdown: string): string[] {
  return markdown.split(/^```[\s\S]*?^```$/m);
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(0, Math.max(0, words.length - RUN_WORDS + 1)).map((_, start) => words.slice(start, start + RUN_WORDS).join(' '));
}

/** Case, marks and markup do not matter: neither emphasis within a word, nor the address of a link, nor what no eye sees. */
function wordsOf(text: string): string[] {
  const plain = text.replace(/\]\([^)\s]*\)|<\/?[a-z][^<>]*>|<!--[\s\S]*?-->/gi, ' ').replace(/[*_`~\p{Cf}]/gu, '');
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
