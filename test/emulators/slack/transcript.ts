import { optionsOf, textOf } from './elements.ts';
import { elementsOf } from './messages.ts';
import type { Slack } from './slack.ts';
import type { Block, Json, Message, View } from './state.ts';

/** Messages and forms as plain text, near to what is on the screen. */
export function transcriptOf(slack: Slack, messages: readonly Message[], views: readonly View[]): string {
  return [...messages.map((message) => messageText(slack, message)), ...views.map((view) => formText(slack, view))].join('\n\n');
}

function messageText(slack: Slack, message: Message): string {
  const author = slack.world.people.get(message.user)?.name ?? 'Quorum';
  const marks = [
    message.onlyFor === undefined ? '' : 'only you see this',
    message.editedTs === undefined ? '' : 'edited',
    message.threadTs === undefined ? '' : 'in a thread',
  ];
  const remarks = marks.filter((mark) => mark !== '').join(', ');
  const lines = message.blocks.length > 0 ? message.blocks.flatMap((block) => blockLines(slack, block)) : unmarked(slack, message.text).split('\n');
  const attached = message.attachments.flatMap((one) => ((one.blocks as Block[] | undefined) ?? []).flatMap((block) => blockLines(slack, block)));
  const files = message.files.map((file) => `(file: ${file.name}${file.altText === undefined ? '' : `, ${file.altText}`})`);
  const body = [...lines, ...attached, ...files].filter((line, index, all) => line !== '' || all[index - 1] !== '');
  return [`${author}${remarks === '' ? '' : ` (${remarks})`}:`, ...body.map((line) => `  ${line}`.trimEnd())].join('\n');
}

function formText(slack: Slack, view: View): string {
  const buttons = [view.close, view.submit].map(textOf).filter((text) => text !== '');
  const lines = [...view.blocks.flatMap((block) => blockLines(slack, block)), buttons.map((text) => `[${text}]`).join(' ')];
  return [`┌ ${view.title.text}`, ...lines.map((line) => `│ ${line}`.trimEnd()), '└'].join('\n');
}

function blockLines(slack: Slack, block: Block): string[] {
  const marked = (object: unknown): string[] => unmarked(slack, textOf(object)).split('\n');
  switch (block.type) {
    case 'section': {
      const fields = ((block.fields as unknown[] | undefined) ?? []).flatMap(marked);
      return [...(block.text === undefined ? [] : marked(block.text)), ...fields, ...elementsOf(block).map(elementText)];
    }
    case 'header':
      return [`# ${textOf(block.text)}`];
    case 'context':
      return [
        elementsOf(block)
          .map((one) => (one.type === 'image' ? elementText(one) : marked(one).join(' ')))
          .join(' · '),
      ];
    case 'actions':
      return [elementsOf(block).map(elementText).join(' ')];
    case 'image':
      return [elementText(block)];
    case 'divider':
      return ['───'];
    case 'markdown':
      return textOf(block.text).split('\n');
    case 'table':
      return (block.rows as Json[][]).map((row) => row.map((cell) => textOf(cell) || richText(cell)).join(' | '));
    case 'input':
      return [`${textOf(block.label)}${block.optional === true ? ' (optional)' : ''}: ${elementsOf(block).map(elementText).join('')}`, ...hint(block)];
    case 'rich_text':
      return richText(block).split('\n');
    default:
      return [`(${block.type})`];
  }
}

function hint(block: Block): string[] {
  const text = textOf(block.hint);
  return text === '' ? [] : [`  ${text}`];
}

function elementText(element: Json): string {
  if (element.type === 'image') return `(image: ${String(element.alt_text)})`;
  if (element.type === 'button') return `[${textOf(element.text)}]`;
  const placeholder = textOf(element.placeholder);
  if (String(element.type).endsWith('_input')) return `[${String(element.initial_value ?? placeholder)}]`;
  const options = optionsOf(element).map((option) => textOf(option.text));
  return `[${placeholder || 'Choose'} ▾${options.length > 0 ? `: ${options.join(', ')}` : ''}]`;
}

function richText(value: unknown): string {
  if (Array.isArray(value)) return value.map(richText).join('');
  if (typeof value !== 'object' || value === null) return '';
  const object = value as Json;
  if (typeof object.text === 'string') return object.text;
  const inner = richText(object.elements);
  return String(object.type).startsWith('rich_text_') ? `${inner}\n` : inner;
}

/** Mentions, links and entities as people read them. */
function unmarked(slack: Slack, text: string): string {
  const named = text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_all, id: string) => `@${slack.world.people.get(id)?.name ?? id}`)
    .replace(/<#(C[A-Z0-9]+)(?:\|[^>]*)?>/g, (_all, id: string) => `#${slack.world.channels.get(id)?.name ?? id}`)
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<((?:https?|mailto):[^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/<((?:https?|mailto):[^|>]+)>/g, '$1');
  return named.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
