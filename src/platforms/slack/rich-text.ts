import type { List, PhrasingContent, Root, RootContent } from 'mdast';
import type { RichElement, RichPart, RichSection, Style } from './block-kit.ts';
import { type CommandNames, isLink, readMarkdown } from './markdown.ts';

/**
 * Markdown as rich text: lists are lists, and a text is what it is, never a mention, an emoji's name or markup. Slack's `mrkdwn` has no
 * escape for its own signs, and its `markdown` block none for mentions.
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function writeRichText(markdown: string, commands: CommandNames): RichPart[] {
  return richTextOf(readMarkdown(markdown, commands));
}

export function richTextOf({ children }: Root): RichPart[] {
  return spaced(children.flatMap((node) => partsOf(node, 0)));
}

export function richText(text: string, style?: Style): RichElement[] {
  return text === '' ? [] : [{ type: 'text', text, ...(style && Object.keys(style).length > 0 ? { style } : {}) }];
}

/** Slack puts sections directly under each other: an empty line between paragraphs is ours to make. */
function spaced(parts: readonly RichPart[]): RichPart[] {
  const filled = parts.filter((part) => part.elements.length > 0);
  return filled.map((part, index) => {
    const before = filled[index - 1]?.type;
    const apart = part.type === 'rich_text_section' && (before === 'rich_text_section' || before === 'rich_text_list');
    return apart ? { ...part, elements: [...richText('\n'), ...part.elements] } : part;
  });
}

function partsOf(node: RootContent, indent: number): RichPart[] {
  if (node.type === 'paragraph') return [section(phrases(node.children, {}))];
  if (node.type === 'heading') return [section(phrases(node.children, { bold: true }))];
  if (node.type === 'list') return listParts(node, indent);
  if (node.type === 'code') return [{ type: 'rich_text_preformatted', elements: richText(node.value) }];
  if (node.type === 'blockquote') return [{ type: 'rich_text_quote', elements: flatten(node.children) }];
  return node.type === 'thematicBreak' ? [section(richText('———'))] : [];
}

/** A list within a list is a list of its own behind it, indented. */
function listParts(list: List, indent: number): RichPart[] {
  const parts: RichPart[] = [];
  let number = list.start ?? 1;
  for (const { children } of list.children) {
    const own = children.filter((child) => child.type !== 'list');
    const item = section(own.length > 0 ? flatten(own) : richText(' '));
    const last = parts.at(-1);
    if (last?.type === 'rich_text_list' && (last.indent ?? 0) === indent) last.elements.push(item);
    else parts.push(listPart(item, list, indent, number));
    parts.push(...children.flatMap((child) => (child.type === 'list' ? listParts(child, indent + 1) : [])));
    number += 1;
  }
  return parts;
}

function listPart(item: RichSection, { ordered }: List, indent: number, number: number): RichPart {
  return {
    type: 'rich_text_list',
    style: ordered ? 'ordered' : 'bullet',
    elements: [item],
    ...(indent > 0 ? { indent } : {}),
    ...(ordered && number > 1 ? { offset: number - 1 } : {}),
  };
}

/** Blocks where only a line of text may stand: each begins a new line. */
function flatten(nodes: readonly RootContent[]): RichElement[] {
  return nodes.flatMap((node, index) => [...(index > 0 ? richText('\n') : []), ...flattened(node)]);
}

function flattened(node: RootContent): RichElement[] {
  if (node.type === 'paragraph') return phrases(node.children, {});
  if (node.type === 'heading') return phrases(node.children, { bold: true });
  if (node.type === 'code') return richText(node.value, { code: true });
  if (node.type === 'list') return node.children.flatMap((item, index) => [...richText(index > 0 ? '\n• ' : '• '), ...flatten(item.children)]);
  return node.type === 'blockquote' || node.type === 'listItem' ? flatten(node.children) : [];
}

function section(elements: RichElement[]): RichSection {
  return { type: 'rich_text_section', elements };
}

function phrases(nodes: readonly PhrasingContent[], style: Style): RichElement[] {
  return nodes.flatMap((node) => phrase(node, style));
}

function phrase(node: PhrasingContent, style: Style): RichElement[] {
  switch (node.type) {
    case 'text':
      return richText(node.value, style);
    case 'inlineCode':
      return richText(node.value, { ...style, code: true });
    case 'break':
      return richText('\n');
    case 'strong':
      return phrases(node.children, { ...style, bold: true });
    case 'emphasis':
      return phrases(node.children, { ...style, italic: true });
    case 'link':
      return isLink(node.url) ? [linkTo(node.url, node.children, style)] : phrases(node.children, style);
    case 'linkReference':
      return phrases(node.children, style);
    // Replaced by text in readMarkdown, or no part of CommonMark.
    case 'html':
    case 'image':
    case 'imageReference':
    case 'delete':
    case 'footnoteReference':
      return [];
    default:
      throw new Error(`no such markdown: ${JSON.stringify(node satisfies never)}`);
  }
}

function linkTo(url: string, children: readonly PhrasingContent[], style: Style): RichElement {
  const text = phrases(children, {})
    .map((element) => element.text ?? '')
    .join('');
  return { type: 'link', url, ...(text === '' ? {} : { text }), ...(Object.keys(style).length > 0 ? { style } : {}) };
}
