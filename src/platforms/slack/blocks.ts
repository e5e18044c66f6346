import type { Root } from 'mdast';
import { encodeRoute } from '../../bot/route.ts';
import type { Block } from '../../bot/view.ts';
import { type Button, type MessageBlock, mrkdwn, type Option, plain, type RichPart, type StaticSelect } from './block-kit.ts';
import { LIMITS } from './limits.ts';
import { type CommandNames, escapeText, literal, mrkdwnOf, oneLine, plainOf, readMarkdown, tidy } from './markdown.ts';
import { richText, richTextOf } from './rich-text.ts';

export interface RenderOptions {
  commands: CommandNames;
  /** Ids of the pictures that Slack has, by the names of their files. One that is not there shows as its description. */
  pictures: ReadonlyMap<string, string>;
}

/** One block of ours as Slack shows it, and what it takes of a message. */
export interface Piece {
  /** What it says, escaped. */
  text: string;
  blocks: readonly MessageBlock[];
  /** Characters of JSON. What is to be chosen from does not count: a hundred long options are allowed, and are more than a message. */
  size: number;
}

const NO_MARKDOWN: Root = { type: 'root', children: [] };

export function renderBlock(block: Block, { commands, pictures }: RenderOptions): Piece {
  // Parsed once: what is shown and what is read out come from the same tree.
  const tree = 'markdown' in block ? readMarkdown(block.markdown, commands) : NO_MARKDOWN;
  const blocks = blocksOf(block, tree, pictures);
  const size = JSON.stringify(blocks, (name, value: unknown) => (name === 'options' ? undefined : value)).length;
  return { text: escapeText(readOut(block, tree)), blocks, size: isTooLong(blocks) ? Number.POSITIVE_INFINITY : size };
}

/** Small print is one text, which has a limit of its own. */
function isTooLong(blocks: readonly MessageBlock[]): boolean {
  return blocks.some((block) => block.type === 'context' && block.elements.some(({ text }) => text.length > LIMITS.textObject));
}

function blocksOf(block: Block, tree: Root, pictures: ReadonlyMap<string, string>): MessageBlock[] {
  switch (block.kind) {
    case 'heading':
      return heading(tidy(block.text));
    case 'text':
      return rich(richTextOf(tree));
    case 'fields':
      return fields(block.fields);
    case 'table':
      return rich([{ type: 'rich_text_preformatted', elements: richText(tableText(block.columns, block.rows)) }]);
    case 'image':
      return picture(block.alt, pictures.get(block.file));
    case 'divider':
      return [{ type: 'divider' }];
    case 'note':
      return [{ type: 'context', elements: [mrkdwn(mrkdwnOf(tree))] }];
    case 'meter':
      return [{ type: 'section', text: mrkdwn(`*${literal(block.label)}:* ${literal(block.text)}\n${bar(block.value)}`) }];
    case 'buttons':
      return rowsOf(block.buttons, LIMITS.buttonsInRow).map((row) => ({
        type: 'actions',
        elements: row.map(({ label, route, style }) => button(label, encodeRoute(route), style)),
      }));
    case 'select':
      return rowsOf(block.options, LIMITS.options).map((some) => ({ type: 'section', text: mrkdwn(literal(block.label)), accessory: select(block, some) }));
    default:
      throw new Error(`no such block: ${JSON.stringify(block satisfies never)}`);
  }
}

function heading(text: string): MessageBlock[] {
  if (text.length <= LIMITS.header) return [{ type: 'header', text: plain(text) }];
  return rich([{ type: 'rich_text_section', elements: richText(text, { bold: true }) }]);
}

function rich(elements: RichPart[]): MessageBlock[] {
  return elements.length > 0 ? [{ type: 'rich_text', elements }] : [];
}

/** A channel shows by its name, to those who may see it. */
const CHANNEL = /^[CG][A-Z0-9]{2,20}$/;

function fields(list: Extract<Block, { kind: 'fields' }>['fields']): MessageBlock[] {
  const texts = list.map(({ name, value, is }) => `*${literal(name)}*\n${is === 'channel' && CHANNEL.test(value) ? `<#${value}>` : literal(value)}`);
  if (texts.every((text) => text.length <= LIMITS.fieldText)) {
    return rowsOf(texts, LIMITS.sectionFields).map((some) => ({ type: 'section', fields: some.map(mrkdwn) }));
  }
  return list.flatMap(({ name, value }) =>
    rich([{ type: 'rich_text_section', elements: [...richText(`${tidy(name)}: `, { bold: true }), ...richText(tidy(value))] }]),
  );
}

function picture(alt: string, id: string | undefined): MessageBlock[] {
  if (id !== undefined) return [{ type: 'image', slack_file: { id }, alt_text: oneLine(alt, LIMITS.imageAlt) }];
  return rich([{ type: 'rich_text_section', elements: richText(`A picture that Slack did not take from me: ${tidy(alt)}`, { italic: true }) }]);
}

export function button(label: string, route: string, style?: 'main' | 'danger'): Button {
  const look = style === undefined ? {} : { style: style === 'main' ? ('primary' as const) : ('danger' as const) };
  return { type: 'button', action_id: route, text: plain(oneLine(label, LIMITS.buttonText)), value: route, ...look };
}

/** Each option carries its whole route, as a button does. */
function select({ route }: Extract<Block, { kind: 'select' }>, options: Extract<Block, { kind: 'select' }>['options']): StaticSelect {
  return {
    type: 'static_select',
    action_id: encodeRoute(route),
    placeholder: plain('Choose…'),
    options: options.map(
      ({ label, value, summary }): Option => ({
        text: plain(oneLine(label, LIMITS.optionText)),
        value: encodeRoute({ ...route, args: [...route.args, value] }),
        ...(summary === undefined ? {} : { description: plain(oneLine(summary, LIMITS.optionText)) }),
      }),
    ),
  };
}

const BAR_CELLS = 20;

function bar(value: number): string {
  const full = Math.round(Math.min(1, Math.max(0, value)) * BAR_CELLS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}`;
}

/** Columns padded to their widest cell; a cell is one line. */
function tableText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [columns, ...rows].map((row) => columns.map((_, index) => tidy(row[index] ?? '').replace(/\s+/g, ' ')));
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function readOut(block: Block, tree: Root): string {
  switch (block.kind) {
    case 'heading':
      return tidy(block.text);
    case 'text':
    case 'note':
      return plainOf(tree);
    case 'fields':
      return block.fields.map(({ name, value }) => `${tidy(name)}: ${tidy(value)}`).join('\n');
    case 'table':
      return tableText(block.columns, block.rows);
    case 'image':
      return `Picture: ${tidy(block.alt)}`;
    case 'meter':
      return `${tidy(block.label)}: ${tidy(block.text)}`;
    case 'divider':
    case 'buttons':
    case 'select':
      return '';
    default:
      throw new Error(`no such block: ${JSON.stringify(block satisfies never)}`);
  }
}

function rowsOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, row) => items.slice(row * size, (row + 1) * size));
}
