import type { Finding } from './lint.ts';
import { textsIn } from './prose.ts';
import { withoutCode } from './reading.ts';

/** Where no markdown stands: addresses of references, what the drawing and the grader read, formulas. */
const NO_TEXT = new Set(['url', 'dot', 'groups', 'subjects', 'formula', 'unit']);

/** What no card shows well, in any text of an item: pictures, and addresses that stand bare in a sentence. */
export function lintTexts(item: object): Finding[] {
  return textsIn(item, NO_TEXT).flatMap(({ place, text }) => {
    const prose = withoutCode(text);
    const isPicture = /!\[[^\]]*\][([]/.test(prose);
    const [address] = /\bhttps?:\/\/[^\s)>\]]+/i.exec(prose.replace(/\]\([^)]*\)|<https?:[^>]*>/gi, '')) ?? [];
    return [
      ...(isPicture ? [{ place, message: 'a picture in a text is shown nowhere. Take it out, or draw it under "diagram".' }] : []),
      ...(address === undefined
        ? []
        : [{ place, message: `the address ${address} stands bare in the text. Write [its name](${address}), or move it to "references".` }]),
    ];
  });
}

/** A work may be of next year at most: publishers are early, but not by more. */
export function lintYears({ references = [] }: { references?: readonly { id: string; year?: number | undefined }[] }, thisYear: number): Finding[] {
  return references.flatMap(({ id, year = 0 }) =>
    year <= thisYear + 1 ? [] : [{ place: `references.${id}.year`, message: `${year} is still to come. Write the year in which it was published.` }],
  );
}
