import type { Blockquote, Code, Definition, Heading, Html, List, ListItem, Paragraph, PhrasingContent, RootContent, ThematicBreak } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { tame } from './text.ts';

/** Characters that begin something in Discord's markdown wherever they stand: emphasis, spoilers, code, links, mentions, emoji. */
const ACTIVE = /[\\*_~|`<>@[\]]/g;
/** What begins a heading, small print or a list, at the start of a line only. */
const LINE_START = /^(\s*)(#|-|\+|\d+(?=[.)]))/;

/** What is written another way in small print, and where references lead. */
interface Style {
  bullet: string;
  targets: ReadonlyMap<string, string>;
}

/** CommonMark in Discord's dialect. @see https://support.discord.com/hc/en-us/articles/210298617 */
export function toDiscord(markdown: string): string {
  return write(markdown, '- ');
}

/** Small print: Discord marks it line by line, and has no lists in it. */
export function toSubtext(markdown: string): string {
  return write(markdown, '• ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `-# ${line.trim()}`)
    .join('\n');
}

/** A string that is no markdown, as it is. */
export function escapeText(text: string, atLineStart = true): string {
  const escaped = tame(text)
    .replace(ACTIVE, '\\$&')
    .replace(/(https?):\/\//gi, '$1\\://');
  return atLineStart ? escaped.replace(LINE_START, (_, space: string, mark: string) => (/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`)) : escaped;
}

/** Three backticks are Discord's only fence, so those inside are kept apart by a character without width. */
export function codeBlock(code: string, language = ''): string {
  const shown = code.replaceAll('```', '``\u200b`');
  return `\`\`\`${/^[\w+#.-]{1,20}$/.test(language) ? language : ''}\n${shown === '' ? ' ' : shown}\n\`\`\``;
}

function write(markdown: string, bullet: string): string {
  const { children } = fromMarkdown(markdown);
  const definitions = children.filter((node): node is Definition => node.type === 'definition');
  return blocks(children, { bullet, targets: new Map(definitions.map(({ identifier, url }) => [identifier, url])) });
}

function blocks(nodes: readonly RootContent[], style: Style, joint = '\n\n'): string {
  return nodes
    .map((node) => (isBlock(node) ? block(node, style) : ''))
    .filter((text) => text !== '')
    .join(joint);
}

type CommonMarkBlock = Paragraph | Heading | Blockquote | List | Code | ThematicBreak | Html;
const BLOCKS: readonly string[] = ['paragraph', 'heading', 'blockquote', 'list', 'code', 'thematicBreak', 'html'] satisfies CommonMarkBlock['type'][];

/** Of what the tree's types allow here, CommonMark makes these; and definitions, which show nothing. */
function isBlock(node: RootContent): node is CommonMarkBlock {
  return BLOCKS.includes(node.type);
}

function block(node: CommonMarkBlock, style: Style): string {
  switch (node.type) {
    case 'paragraph':
      return inline(node.children, style);
    case 'heading':
      return `### ${inline(node.children, style)}`;
    case 'blockquote':
      return quotation(blocks(node.children, style));
    case 'list':
      return node.children.map((item, index) => listItem(item, node.ordered ? `${(node.start ?? 1) + index}. ` : style.bullet, style)).join('\n');
    case 'code':
      return codeBlock(node.value, node.lang ?? '');
    case 'thematicBreak':
      return '⸻';
    case 'html':
      return node.value
        .split('\n')
        .map((line) => escapeText(line))
        .join('\n');
    default:
      throw new Error(`no such block: ${JSON.stringify(node satisfies never)}`);
  }
}

/** Discord indents by two, whatever the marker. */
function listItem(item: ListItem, marker: string, style: Style): string {
  const [first = '', ...rest] = blocks(item.children, style, '\n').split('\n');
  return [`${marker}${first}`, ...rest.map((line) => `  ${line}`)].join('\n');
}

/** Discord has no quotation within a quotation. */
function quotation(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('> ') ? line : `> ${line}`))
    .join('\n');
}

function inline(nodes: readonly PhrasingContent[], style: Style): string {
  return nodes.reduce((written, node) => written + phrase(node, style, written === '' || written.endsWith('\n')), '');
}

function phrase(node: PhrasingContent, style: Style, atLineStart: boolean): string {
  switch (node.type) {
    case 'text':
      // A single line break in CommonMark is a space; in Discord it would be a line.
      return escapeText(node.value.replace(/\s*\n\s*/g, ' '), atLineStart);
    case 'break':
      return '\n';
    case 'emphasis':
      return around('*', inline(node.children, style));
    case 'strong':
      return around('**', inline(node.children, style));
    case 'inlineCode':
      return codeSpan(node.value);
    case 'link':
      return link(node.url, node.children, style);
    case 'linkReference':
      return link(style.targets.get(node.identifier) ?? '', node.children, style);
    case 'image':
    case 'imageReference':
      return escapeText(node.alt ?? '', atLineStart);
    case 'html':
      return escapeText(node.value.replace(/\s*\n\s*/g, ' '), atLineStart);
    case 'delete':
    case 'footnoteReference':
      throw new Error(`CommonMark has none: ${node.type}`);
    default:
      throw new Error(`no such phrase: ${JSON.stringify(node satisfies never)}`);
  }
}

function around(mark: string, text: string): string {
  return text.trim() === '' ? text : `${mark}${text}${mark}`;
}

function codeSpan(value: string): string {
  const code = tame(value).replace(/\s+/g, ' ');
  return code.includes('`') ? `\`\` ${apart(code)} \`\`` : `\`${code}\``;
}

function apart(code: string): string {
  return code.replace(/`(?=`)/g, '`\u200b');
}

/** Discord links to the web alone, and does not take an address as the text of a link. */
function link(url: string, children: readonly PhrasingContent[], style: Style): string {
  const text = inline(children, style);
  if (!/^https?:\/\/\S+$/i.test(url)) return text;
  const target = `<${url
    .replace(/[()<>\\]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')}>`;
  const [only] = children;
  if (text === '' || (only?.type === 'text' && only.value === url)) return target;
  return /https?\\:/i.test(text) ? `${text} (${target})` : `[${text}](${target})`;
}
