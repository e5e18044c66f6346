import type { ListItem, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** The names of our commands: here they are typed behind `/quorum`. */
export type CommandNames = ReadonlySet<string>;

/** What Slack shows of a text: CommonMark as a tree, without HTML, pictures and soft line breaks. */
export function readMarkdown(markdown: string, commands: CommandNames): Root {
  const tree = fromMarkdown(markdown);
  simplify(tree, commands);
  return tree;
}

function simplify(parent: Parents, commands: CommandNames): void {
  parent.children.forEach((node, index) => {
    if (node.type === 'text') node.value = tidy(node.value).replace(/\s*\n\s*/g, ' ');
    if (node.type === 'inlineCode') node.value = asTyped(tidy(node.value), commands);
    if (node.type === 'html') replace(parent, index, node.value);
    if (node.type === 'image') replace(parent, index, node.alt ?? '');
    if ('children' in node) simplify(node, commands);
  });
}

function replace(parent: Parents, index: number, value: string): void {
  const text = { type: 'text' as const, value: tidy(value) };
  const isFlow = parent.type === 'root' || parent.type === 'blockquote' || parent.type === 'listItem';
  parent.children.splice(index, 1, (isFlow ? { type: 'paragraph', children: [text] } : text) as never);
}

/** `/question caching` is `/quorum question caching` here. */
function asTyped(code: string, commands: CommandNames): string {
  const name = /^\/(\S+)/.exec(code)?.[1];
  return name !== undefined && commands.has(name) ? `/quorum ${code.slice(1)}` : code;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** Without what has no width or turns the direction of what follows. The joiners of emoji and of Indic and Persian writing stay. */
export function tidy(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** On one line and not longer than `max`: for titles, labels and options, whose full text stands elsewhere. */
export function oneLine(text: string, max: number): string {
  const line = inlineText(text);
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`;
}

/** What was typed, on one line. */
export function inlineText(text: string): string {
  return tidy(text).replace(/\s+/g, ' ').trim();
}

/** The three characters that begin links, mentions and entities. @see https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What stands in a link's place when Slack can't open it is its text. */
export function isLink(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);
}

const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' };

/** Literal text in mrkdwn, which has no escape for its own signs: where one could begin or end something, its twin stands. */
export function literal(text: string): string {
  return escapeText(tidy(text)).replace(/[*~`]|(?<!\w)_|_(?!\w)/g, (sign) => LOOK_ALIKE[sign] ?? sign);
}

/** Markdown in Slack's older dialect: for small print, which can be nothing else. */
export function writeMrkdwn(markdown: string, commands: CommandNames): string {
  return mrkdwnOf(readMarkdown(markdown, commands));
}

export function mrkdwnOf({ children }: Root): string {
  return flow(children, MRKDWN);
}

/** The same without any markup: what is read out. */
export function writePlain(markdown: string, commands: CommandNames): string {
  return plainOf(readMarkdown(markdown, commands));
}

export function plainOf({ children }: Root): string {
  return flow(children, PLAIN);
}

interface Marks {
  text(value: string): string;
  strong(inner: string): string;
  emphasis(inner: string): string;
  code(value: string): string;
  link(inner: string, url: string): string;
}

const MRKDWN: Marks = {
  text: literal,
  strong: (inner) => (inner.trim() === '' ? inner : `*${inner}*`),
  emphasis: (inner) => (inner.trim() === '' ? inner : `_${inner}_`),
  code: (value) => `\`${escapeText(value).replaceAll('`', 'ˋ')}\``,
  link: (inner, url) => `<${escapeText(url).replaceAll('|', '%7C')}|${inner.replaceAll('|', '¦')}>`,
};

const PLAIN: Marks = {
  text: (value) => value,
  strong: (inner) => inner,
  emphasis: (inner) => inner,
  code: (value) => value,
  link: (inner, url) => (inner === url ? inner : `${inner} (${url})`),
};

function flow(nodes: readonly RootContent[], marks: Marks): string {
  return nodes.flatMap((node) => block(node, marks)).join('\n');
}

function block(node: RootContent, marks: Marks): string[] {
  if (node.type === 'paragraph' || node.type === 'heading') return [line(node.children, marks)];
  if (node.type === 'blockquote') return [flow(node.children, marks).replace(/^/gm, '> ')];
  if (node.type === 'list') return node.children.map((item, index) => listItem(item, node.ordered ? `${(node.start ?? 1) + index}.` : '•', marks));
  if (node.type === 'code') return [node.value.split('\n').map(marks.text).join('\n')];
  return node.type === 'thematicBreak' ? ['———'] : [];
}

function listItem({ children }: ListItem, mark: string, marks: Marks): string {
  return `${mark} ${flow(children, marks).replaceAll('\n', '\n    ')}`;
}

function line(nodes: readonly PhrasingContent[], marks: Marks): string {
  return nodes.map((node) => phrase(node, marks)).join('');
}

function phrase(node: PhrasingContent, marks: Marks): string {
  switch (node.type) {
    case 'text':
      return marks.text(node.value);
    case 'inlineCode':
      return marks.code(node.value);
    case 'break':
      return '\n';
    case 'strong':
      return marks.strong(line(node.children, marks));
    case 'emphasis':
      return marks.emphasis(line(node.children, marks));
    case 'link':
      return isLink(node.url) ? marks.link(line(node.children, marks), node.url) : line(node.children, marks);
    case 'linkReference':
      return line(node.children, marks);
    // Replaced by text above, or no part of CommonMark.
    case 'html':
    case 'image':
    case 'imageReference':
    case 'delete':
    case 'footnoteReference':
      return '';
    default:
      throw new Error(`no such markdown: ${JSON.stringify(node satisfies never)}`);
  }
}
