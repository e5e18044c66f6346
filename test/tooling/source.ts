/** One import, export … from or import() of a source file. */
export interface Import {
  line: number;
  /** `undefined` when it is computed. */
  specifier: string | undefined;
}

/**
 * The source with comments, texts and regular expressions blanked out; every character keeps its place.
 * A scanner of forty lines instead of a parser: what it must get right is listed in its test.
 */
export function codeOf(source: string): string {
  const code = [...source].length === source.length ? [...source] : source.split('');
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (code[at] !== '\n') code[at] = ' ';
  };
  const braces: ('block' | 'template')[] = [];
  let at = 0;
  while (at < source.length) {
    const end = endOfQuiet(source, at, code);
    if (end !== undefined) {
      // Quotes stay, so that an import's text can be found again in the source.
      const quoted = /["'`]/.test(source[at] ?? '') ? 1 : 0;
      blank(at + quoted, end - quoted);
      if (source[at] === '`' && source.startsWith('${', end - 2)) braces.push('template');
      at = end;
    } else if (source[at] === '}' && braces.pop() === 'template') {
      const end = endOfTemplate(source, at + 1);
      blank(at + 1, end);
      if (source.startsWith('${', end - 2)) braces.push('template');
      at = end;
    } else {
      if (source[at] === '{') braces.push('block');
      at++;
    }
  }
  return code.join('');
}

/** Where the comment, text or regular expression that begins here ends; `undefined` when none begins. */
function endOfQuiet(source: string, at: number, before: readonly string[]): number | undefined {
  const two = source.slice(at, at + 2);
  if (two === '//') return indexOrEnd(source, '\n', at);
  if (two === '/*') return indexOrEnd(source, '*/', at + 2, 2);
  const one = source[at];
  if (one === '`') return endOfTemplate(source, at + 1);
  if (one === '"' || one === "'") return matchEnd(source, one === '"' ? /"(?:\\.|[^"\\\n])*"?/y : /'(?:\\.|[^'\\\n])*'?/y, at);
  if (one === '/' && startsExpression(before, at)) return matchEnd(source, /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y, at);
  return;
}

/** After the closing backtick, or after the next `${`. */
function endOfTemplate(source: string, from: number): number {
  return matchEnd(source, /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)?/y, from) ?? source.length;
}

/** A slash divides after a value, and opens a regular expression anywhere else. */
function startsExpression(before: readonly string[], at: number): boolean {
  const text = before
    .slice(Math.max(0, at - 80), at)
    .join('')
    .trimEnd();
  return text === '' || /[(,=:[!&|?{};+\-*%<>~^]$/.test(text) || /\b(return|case|typeof|of|in|do|else|await|yield|void)$/.test(text);
}

function matchEnd(source: string, pattern: RegExp, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}

function indexOrEnd(source: string, sign: string, from: number, length = 0): number {
  const found = source.indexOf(sign, from);
  return found === -1 ? source.length : found + length;
}

const IMPORTS = /\bfrom\s*(["'])( *)\1|\bimport\s*(["'])( *)\3|\bimport\s*\(\s*(?:(["'`])( *)\5)?/g;

export function importsOf(source: string, code = codeOf(source)): Import[] {
  return [...code.matchAll(IMPORTS)].map((found) => {
    const quote = found[1] ?? found[3] ?? found[5];
    const from = found.index + found[0].length - 1 - (found[2] ?? found[4] ?? found[6] ?? '').length;
    return { line: lineAt(source, found.index), specifier: quote === undefined ? undefined : source.slice(from, found.index + found[0].length - 1) };
  });
}

export function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}
