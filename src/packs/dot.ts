/** What stands in a DOT text, without where: enough to say what a diagram uses. */
export interface DotParts {
  nodes: ReadonlySet<string>;
  attributes: readonly { name: string; value: string; isHtml: boolean }[];
}

const TOKEN = /"((?:\\.|[^"\\])*)"|(->|--|[[\]{};,:=])|([\p{L}_][\p{L}\p{N}_]*|-?(?:\.\d+|\d+(?:\.\d*)?))|(<)|\/\/.*|\/\*[\s\S]*?\*\/|^#.*/gmu;
const WORDS = new Set(['strict', 'graph', 'digraph', 'node', 'edge', 'subgraph']);

interface Token {
  text: string;
  kind: 'mark' | 'name' | 'html';
}

/** @see https://graphviz.org/doc/info/lang.html */
export function partsOf(dot: string): DotParts {
  const tokens = tokensOf(dot);
  const nodes = new Set<string>();
  const attributes: { name: string; value: string; isHtml: boolean }[] = [];
  let isList = false;
  tokens.forEach(({ text, kind }, at) => {
    const [before, after, next] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
    if (kind === 'mark' && (text === '[' || text === ']')) isList = text === '[';
    if (kind !== 'name') return;
    if (isMark(after, '=')) attributes.push({ name: text, value: next?.text ?? '', isHtml: next?.kind === 'html' });
    else if (!isList && !isMark(before, '=') && !isMark(before, ':') && !isTitle(before) && !WORDS.has(text.toLowerCase())) nodes.add(text);
  });
  return { nodes, attributes };
}

/** The texts that a reader of the picture sees, in lines. */
export function labelsOf(dot: string): string[] {
  return partsOf(dot).attributes.flatMap(({ name, value }) => (name.toLowerCase().endsWith('label') ? [value.replace(/\\[nlr]/g, '\n')] : []));
}

function tokensOf(dot: string): Token[] {
  return [...dot.matchAll(TOKEN)].flatMap(([, quoted, mark, bare, html]): Token[] => {
    if (mark !== undefined) return [{ text: mark, kind: 'mark' }];
    if (html !== undefined) return [{ text: html, kind: 'html' }];
    const text = quoted ?? bare;
    return text === undefined ? [] : [{ text, kind: 'name' }];
  });
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

/** What follows is the name of a graph, not of a node. */
function isTitle(token: Token | undefined): boolean {
  return token?.kind === 'name' && /^(di|sub)?graph$/i.test(token.text);
}
