import type { Element, ElementContent, Properties } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { encodeRoute } from '../../bot/route.ts';
import type { Block, Button, Field, File, Form, Message } from '../../bot/view.ts';
import { CHANNEL } from './learners.ts';
import { LIMITS } from './limits.ts';
import { renderMarkdown } from './markdown.ts';
import type { Picture } from './pictures.ts';
import type { ShownField, ShownForm, ShownMessage } from './wire.ts';

/** Makes a picture of a message reachable by the page. */
type KeepPicture = (file: File) => Picture;

/** The part of a shown message that its view decides. Strings become text nodes, so that only markdown can make markup, and that is sanitized. */
export function renderMessage(message: Message, keepPicture: KeepPicture): Pick<ShownMessage, 'tone' | 'html' | 'summary'> {
  const blocks = message.blocks.map((block) => renderBlock(block, message.files ?? [], keepPicture));
  const readable = blocks.filter((_, index) => !isControl(message.blocks[index]));
  return { tone: message.tone, html: blocks.map((block) => toHtml(block)).join('\n'), summary: shorten(readable.map(textOf).join(' ')) };
}

function isControl(block: Block | undefined): boolean {
  return block?.kind === 'buttons' || block?.kind === 'select';
}

function renderBlock(block: Block, files: readonly File[], keepPicture: KeepPicture): Element {
  switch (block.kind) {
    case 'heading':
      return element('h2', {}, block.text);
    case 'text':
      return element('div', { className: ['prose'] }, ...renderMarkdown(block.markdown));
    case 'fields':
      return element(
        'dl',
        {},
        ...block.fields.map(({ name, value, is }) => element('div', {}, element('dt', {}, name), element('dd', {}, is === 'channel' ? `#${value}` : value))),
      );
    case 'table':
      return renderTable(block.columns, block.rows);
    case 'image':
      return renderImage(
        block.alt,
        files.find((file) => file.name === block.file),
        keepPicture,
      );
    case 'divider':
      return element('hr', {});
    case 'note':
      return element('div', { className: ['note', 'prose'] }, ...renderMarkdown(block.markdown));
    case 'meter':
      return renderMeter(block.label, block.value, block.text);
    case 'buttons':
      return element('div', { className: ['buttons'] }, ...block.buttons.map(renderButton));
    case 'select':
      return renderSelect(block);
    default:
      throw new Error(`no such block: ${JSON.stringify(block satisfies never)}`);
  }
}

function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): Element {
  const head = element('thead', {}, element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name))));
  const body = element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell)))));
  return element('div', { className: ['wide'] }, element('table', {}, head, body));
}

/** A picture that a message names but does not bring shows as its description. */
function renderImage(alt: string, file: File | undefined, keepPicture: KeepPicture): Element {
  if (!file) return element('p', { className: ['lost-picture'] }, alt);
  const { id, width, height } = keepPicture(file);
  const scale = Math.min(1, LIMITS.pictureShownWidth / width, LIMITS.pictureShownHeight / height);
  const image = element('img', { src: `/play/files/${id}`, alt, width: Math.round(width * scale), height: Math.round(height * scale) });
  return element('button', { type: 'button', className: ['picture'], ariaLabel: `Enlarge: ${alt}` }, image);
}

/** Drawn, because browsers agree neither on how a `meter` looks nor on how to style it; told as one to who can't see it. */
function renderMeter(label: string, value: number, text: string): Element {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  const drawing = element('svg', { viewBox: '0 0 100 1', preserveAspectRatio: 'none', ariaHidden: 'true' }, element('rect', { width: percent, height: 1 }));
  const bar = element(
    'div',
    { className: ['bar'], role: 'meter', ariaLabel: label, ariaValueMin: 0, ariaValueMax: 100, ariaValueNow: percent, ariaValueText: text },
    drawing,
  );
  return element('div', { className: ['meter'] }, element('span', {}, label), element('strong', {}, text), bar);
}

function renderButton({ label, route, style }: Button): Element {
  return element('button', { type: 'button', className: style ? [style] : [], dataRoute: encodeRoute(route) }, label);
}

/** Each option carries its whole route, so that the page need not know how routes are made. */
function renderSelect({ label, route, options }: Extract<Block, { kind: 'select' }>): Element {
  const items = options.map((option) => {
    const value = encodeRoute({ ...route, args: [...route.args, option.value] });
    return element('option', { value }, option.summary === undefined ? option.label : `${option.label} – ${option.summary}`);
  });
  const empty = element('option', { value: '', selected: true }, 'Choose…');
  return element('label', { className: ['select'] }, element('span', {}, label), element('select', { dataRoutes: '' }, empty, ...items));
}

export function renderForm(form: Form): ShownForm {
  return {
    title: form.title,
    introHtml: form.intro === undefined ? '' : toHtml(element('div', { className: ['prose'] }, ...renderMarkdown(form.intro))),
    route: encodeRoute(form.submit),
    submitLabel: form.submitLabel,
    fields: form.fields.map(renderField),
  };
}

function renderField(field: Field): ShownField {
  const { name, label, required } = field;
  switch (field.kind) {
    case 'line':
    case 'paragraph':
      return { kind: field.kind, name, label, required, placeholder: field.placeholder ?? '', min: field.min ?? 0, max: field.max, value: field.value ?? '' };
    case 'choice':
      return { kind: 'choice', name, label, required, options: field.options, value: field.value ?? '' };
    case 'channel':
      return { kind: 'choice', name, label, required, options: [{ label: `#${CHANNEL}`, value: CHANNEL }], value: field.value ?? '' };
    case 'role':
      return { kind: 'line', name, label, required, placeholder: 'Any word: nobody is notified here', min: 0, max: 60, value: field.value ?? '' };
    default:
      throw new Error(`no such field: ${JSON.stringify(field satisfies never)}`);
  }
}

function element(tagName: string, properties: Properties, ...children: (ElementContent | string)[]): Element {
  const nodes = children.map((child): ElementContent => (typeof child === 'string' ? { type: 'text', value: child } : child));
  return { type: 'element', tagName, properties, children: nodes };
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join(isInline(node) ? '' : ' ') : '';
}

function isInline(node: Element): boolean {
  return ['a', 'code', 'em', 'h2', 'h3', 'h4', 'p', 'strong'].includes(node.tagName);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LIMITS.summaryCharacters ? line : `${line.slice(0, LIMITS.summaryCharacters)}…`;
}
