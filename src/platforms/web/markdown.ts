import type { ElementContent, Root } from 'hast';
import { type Schema, sanitize } from 'hast-util-sanitize';
import type { Html, Image } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toHast } from 'mdast-util-to-hast';

/** What CommonMark can say, without pictures: those come from us, in image blocks. */
const SCHEMA: Schema = {
  tagNames: ['a', 'blockquote', 'br', 'code', 'em', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'strong', 'ul'],
  attributes: { a: ['href', 'title', 'target', 'rel'], ol: ['start'], code: [['className', /^language-./]] },
  protocols: { href: ['http', 'https', 'mailto'] },
  strip: [],
};

/** Markdown as safe nodes. HTML in it shows as the text that it is. */
export function renderMarkdown(markdown: string): ElementContent[] {
  const tree = toHast(fromMarkdown(markdown), {
    handlers: {
      html: (_state, node: Html) => ({ type: 'text', value: node.value }),
      image: (_state, node: Image) => ({ type: 'text', value: node.alt ?? '' }),
    },
  });
  adapt(tree);
  const safe = sanitize(tree, SCHEMA);
  return safe.type === 'root' ? safe.children.filter((node) => node.type !== 'doctype') : [];
}

/** Links open beside the chat; headings go below that of the message. */
function adapt(node: ReturnType<typeof toHast> | Root | ElementContent): void {
  if (node.type === 'element') {
    if (node.tagName === 'a') node.properties = { ...node.properties, target: '_blank', rel: ['noopener', 'noreferrer'] };
    const level = /^h([1-6])$/.exec(node.tagName)?.[1];
    if (level !== undefined) node.tagName = `h${Math.min(6, Number(level) + 2)}`;
  }
  if ('children' in node) for (const child of node.children) if (child.type !== 'doctype') adapt(child);
}
