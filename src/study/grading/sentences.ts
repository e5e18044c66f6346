import { SENTENCE_CHARACTERS, SOFT_WRAP_CHARACTERS } from './tuning.ts';
import { ABBREVIATIONS } from './words.ts';

/** A stretch of the answer: UTF-16 offsets, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** "- ", "* ", "•", "1. ", "2) ", "a) ", "## ", "> " at the start of a line. */
const BULLET = /^[ \t]{0,40}(?:[-*+•◦▪–—>·]{1,3}|#{1,6}|\d{1,3}[.)]|[a-zA-Z]\))[ \t]+/u;
/** With at most the name of a language after it: "```text```" in one line is text. */
const FENCE = /^[ \t]{0,40}(?:```|~~~)[\w+-]{0,20}[ \t]{0,40}$/;
const STOPS = '.!?…。！？؟';
const CLOSERS = '"\'”’»)]*_`';

/** Splits a text into sentences. Bullets, blank lines and most line ends split too; abbreviations, decimals and code do not. */
export function sentences(text: string): Span[] {
  return blocks(text)
    .flatMap((block) => (block.code ? [block] : cutAtStops(text, block)))
    .flatMap((each) => cutLong(text, trim(text, each)))
    .filter((each) => /[\p{L}\p{N}]/u.test(text.slice(each.start, each.end)));
}

/** Lines, with soft-wrapped ones joined and bullet marks left out; a fenced code block is one. */
function blocks(text: string): (Span & { code: boolean })[] {
  const found: (Span & { code: boolean })[] = [];
  let fence: (Span & { code: boolean }) | undefined;
  let open: (Span & { code: boolean }) | undefined;
  let before: Span = { start: 0, end: 0 };
  for (const line of lines(text)) {
    const content = text.slice(line.start, line.end);
    if (FENCE.test(content)) {
      fence = fence === undefined ? { start: line.end, end: line.end, code: true } : undefined;
      if (fence !== undefined) found.push(fence);
      open = undefined;
    } else if (fence !== undefined) {
      fence.end = line.end;
    } else if (open !== undefined && continues(text, before, content)) {
      open.end = line.end;
    } else {
      const bullet = BULLET.exec(content)?.[0].length ?? 0;
      open = { start: line.start + bullet, end: line.end, code: false };
      found.push(open);
    }
    before = line;
  }
  return found;
}

function lines(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (at < text.length && character !== '\n' && character !== '\r' && character !== '\u2028' && character !== '\u2029') continue;
    found.push({ start, end: at });
    start = at + 1;
  }
  return found;
}

/** Whether the next line goes on with the sentence of the one before. Text pasted from a mail is wrapped; text typed into a form is not. */
function continues(text: string, before: Span, next: string): boolean {
  if (before.end - before.start < SOFT_WRAP_CHARACTERS || BULLET.test(next)) return false;
  const last = text[before.end - 1] ?? '';
  return !`${STOPS}:;`.includes(last) && /^[ \t]{0,40}\p{Ll}/u.test(next);
}

function cutAtStops(text: string, block: Span): Span[] {
  const found: Span[] = [];
  let start = block.start;
  let inCode = false;
  for (let at = block.start; at < block.end; at += 1) {
    const character = text[at] as string;
    if (character === '`') inCode = !inCode;
    if (inCode || !STOPS.includes(character)) continue;
    let end = at + 1;
    while (end < block.end && (STOPS + CLOSERS).includes(text[end] as string)) end += 1;
    const next = text[end];
    const glued = character === '.' && end === at + 1 && isGlued(text, at);
    if (next !== undefined && end < block.end && !/\s/.test(next) && !glued) continue;
    if (character === '.' && isAbbreviation(text, block.start, at, end)) continue;
    found.push({ start, end });
    start = end;
    at = end - 1;
  }
  found.push({ start, end: block.end });
  return found;
}

/** "the keys.Then": a missing blank, not "Node.js" or "3.5". */
function isGlued(text: string, at: number): boolean {
  return /^\p{Ll}{2}\.\p{Lu}\p{Ll}$/u.test(text.slice(at - 2, at + 3));
}

function isAbbreviation(text: string, from: number, at: number, end: number): boolean {
  const word = /[\p{L}.]{1,8}$/u.exec(text.slice(Math.max(from, at - 8), at))?.[0].toLowerCase() ?? '';
  if (!ABBREVIATIONS.has(word)) return false;
  // "…, Kafka, etc. The next one": an "etc." before a capital ends its sentence; "no." only counts before a number.
  const following = /^\s{0,4}(\S)/.exec(text.slice(end, end + 5))?.[1] ?? '';
  if (word === 'etc' || word === 'al') return following !== '' && !/\p{Lu}/u.test(following);
  if (word === 'no' || word === 'nr' || word === 'max' || word === 'min' || word === 'sec') return /\p{N}/u.test(following);
  return true;
}

/** Cuts what is too long to be one window at its last semicolon, comma or blank before the limit. */
function cutLong(text: string, span: Span): Span[] {
  const found: Span[] = [];
  let { start } = span;
  while (span.end - start > SENTENCE_CHARACTERS) {
    const piece = text.slice(start, start + SENTENCE_CHARACTERS);
    const cut = ['; ', ', ', ' - ', ' '].map((mark) => piece.lastIndexOf(mark)).find((at) => at > SENTENCE_CHARACTERS / 3) ?? piece.length - 1;
    found.push(trim(text, { start, end: start + cut + 1 }));
    start += cut + 1;
  }
  found.push(trim(text, { start, end: span.end }));
  return found;
}

function trim(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start] as string)) start += 1;
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1;
  return { start, end };
}
