import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { paginate } from '../../bot/paginate.ts';
import { encodeRoute } from '../../bot/route.ts';
import type { Block, Button, File, Message } from '../../bot/view.ts';
import { LIMITS } from './limits.ts';
import { codeBlock, escapeText, toDiscord, toSubtext } from './markdown.ts';
import { oneLine, shorten } from './text.ts';

/** A message as Discord takes it, whichever call carries it. */
export interface Rendered {
  components: [APIContainerComponent];
  files: readonly File[];
}

type Select = Extract<Block, { kind: 'select' }>;

const COLORS: Readonly<Record<Message['tone'], number>> = { plain: 0x4353c9, good: 0x2e8b57, bad: 0xc0392b };
const STYLES = { main: ButtonStyle.Primary, danger: ButtonStyle.Danger, none: ButtonStyle.Secondary } as const;
const METER_CHARACTERS = 20;
const ID = /^\d{1,20}$/;
const MENTIONS = { channel: (id: string) => `<#${id}>`, role: (id: string) => `<@&${id}>` } as const;
/** Between a route and a number that tells two controls with the same route apart: Discord wants each id once in a message. */
export const REPEATED = '#';

/**
 * @param id of the container: a number by which the message can be found again
 * @throws when it is too long and has no way back to itself, or when something that can't be cut is too large
 */
export function renderMessage(message: Message, id?: number): Rendered {
  const { blocks, components } = pageOf(message);
  if (message.mention !== undefined) components.unshift(text(`<@&${message.mention}>`));
  if (components.length === 0) components.push(text('-# (nothing)'));
  distinguish(components);
  const named = new Set(blocks.flatMap((block) => (block.kind === 'image' ? [block.file] : [])));
  return {
    components: [{ type: ComponentType.Container, ...(id === undefined ? {} : { id }), accent_color: COLORS[message.tone], components }],
    files: (message.files ?? []).filter((file) => named.has(file.name)),
  };
}

interface Page {
  blocks: readonly Block[];
  components: APIComponentInContainer[];
}

/** All blocks, or those of the page asked for with the way to the others. */
function pageOf(message: Message): Page {
  const { blocks, files = [], again } = message;
  // Each is asked about many times while pages are made, and rendered once.
  const known = new Map<Block, APIComponentInContainer[]>();
  const render = (block: Block) => {
    const rendered = known.get(block) ?? renderBlock(block, files).filter((each) => each.type !== ComponentType.TextDisplay || each.content.trim() !== '');
    known.set(block, rendered);
    return rendered;
  };
  const whole = blocks.flatMap(render);
  if (isWithinLimits(whole)) return { blocks, components: whole };
  if (!again) throw new Error(`too long for one message, and without a way to its pages: ${blocks.map(({ kind }) => kind).join(', ')}`);
  // The widest there can be, so that every page leaves it room.
  const widest = turnPages(again, 2, 99);
  const pages = paginate(blocks, (some) => isWithinLimits([...some.flatMap(render), ...widest]));
  const number = Math.min(Math.max(1, message.page ?? 1), pages.length);
  const shown = pages[number - 1] ?? [];
  return { blocks: shown, components: [...shown.flatMap(render), ...(pages.length > 1 ? turnPages(again, number, pages.length) : [])] };
}

function turnPages(again: NonNullable<Message['again']>, shown: number, all: number): APIComponentInContainer[] {
  const turn = (label: string, page: number): Button => ({ label, route: { ...again, page } });
  const buttons = [...(shown > 1 ? [turn('Previous', shown - 1)] : []), ...(shown < all ? [turn('Next page', shown + 1)] : [])];
  return [text(`-# Page ${shown} of ${all}`), ...rows(buttons)];
}

function isWithinLimits(components: readonly APIComponentInContainer[]): boolean {
  const all = components.reduce((sum, component) => sum + 1 + (component.type === ComponentType.ActionRow ? component.components.length : 0), 1);
  const characters = components.reduce((sum, component) => sum + (component.type === ComponentType.TextDisplay ? component.content.length : 0), 0);
  return all <= LIMITS.components.max && characters <= LIMITS.textCharacters.max;
}

function renderBlock(block: Block, files: readonly File[]): APIComponentInContainer[] {
  switch (block.kind) {
    case 'heading':
      return [text(`## ${plain(block.text)}`)];
    case 'text':
      return [text(toDiscord(block.markdown))];
    case 'fields':
      return [text(block.fields.map(({ name, value, is }) => `**${plain(name)}:** ${is && ID.test(value) ? MENTIONS[is](value) : plain(value)}`).join('\n'))];
    case 'table':
      return [text(renderTable(block.columns, block.rows))];
    case 'image':
      return [renderImage(block.file, block.alt, files)];
    case 'divider':
      return [{ type: ComponentType.Separator, divider: true }];
    case 'note':
      return [text(toSubtext(block.markdown))];
    case 'meter':
      return [text(renderMeter(block))];
    case 'buttons':
      return rows(block.buttons);
    case 'select':
      return renderSelect(block);
    default:
      throw new Error(`no such block: ${JSON.stringify(block satisfies never)}`);
  }
}

function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

function plain(string: string): string {
  return escapeText(oneLine(string), false);
}

/** Monospaced, since Discord has no tables: columns are padded to their longest cell. */
function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows].map((row) => columns.map((_, column) => oneLine(row[column] ?? '')));
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? '')].length)));
  const padded = lines.map((line) =>
    line
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return codeBlock([padded[0], rule, ...padded.slice(1)].join('\n'));
}

/** A picture that a message names but does not bring shows as its description. */
function renderImage(name: string, alt: string, files: readonly File[]): APIComponentInContainer {
  if (!files.some((file) => file.name === name)) return text(`-# ${plain(alt)}`);
  const description = shorten(oneLine(alt), LIMITS.pictureDescription.max);
  return { type: ComponentType.MediaGallery, items: [{ media: { url: `attachment://${name}` }, ...(description === '' ? {} : { description }) }] };
}

function renderMeter({ label, value, text: words }: Extract<Block, { kind: 'meter' }>): string {
  const full = Math.round(Math.min(1, Math.max(0, value)) * METER_CHARACTERS);
  return `**${plain(label)}:** ${plain(words)}\n\`${'█'.repeat(full)}${'░'.repeat(METER_CHARACTERS - full)}\``;
}

function rows(buttons: readonly Button[]): APIComponentInContainer[] {
  return groups(buttons.map(renderButton), LIMITS.buttonsInRow.max).map((components) => ({ type: ComponentType.ActionRow, components }));
}

function renderButton({ label, route, style }: Button): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: STYLES[style ?? 'none'], label: shorten(oneLine(label), LIMITS.buttonLabel.max), custom_id: encodeRoute(route) };
}

/** More options than a select takes become several selects. */
function renderSelect({ label, route, options }: Select): APIComponentInContainer[] {
  const choices = options.map((option) => {
    encodeRoute({ ...route, args: [...route.args, option.value] }); // throws for a value that could never come back
    const description = option.summary === undefined ? '' : shorten(oneLine(option.summary), LIMITS.optionDescription.max);
    return {
      label: shorten(oneLine(option.label), LIMITS.optionLabel.max) || option.value,
      value: option.value,
      ...(description === '' ? {} : { description }),
    };
  });
  const placeholder = shorten(oneLine(label), LIMITS.selectPlaceholder.max);
  return groups(choices, LIMITS.selectOptions.max).map((part) => {
    const select: APIStringSelectComponent = { type: ComponentType.StringSelect, custom_id: encodeRoute(route), placeholder, options: part };
    return { type: ComponentType.ActionRow, components: [select] };
  });
}

function groups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}

/** Gives the second and further controls with the same id a number. */
function distinguish(components: readonly APIComponentInContainer[]): void {
  const seen = new Map<string, number>();
  for (const row of components) {
    if (row.type !== ComponentType.ActionRow) continue;
    for (const control of row.components) {
      if (!('custom_id' in control)) continue;
      const times = (seen.get(control.custom_id) ?? 0) + 1;
      seen.set(control.custom_id, times);
      if (times > 1) control.custom_id = `${control.custom_id}${REPEATED}${times}`;
      if (control.custom_id.length > LIMITS.customId.max) throw new Error(`id over ${LIMITS.customId.max} characters: ${control.custom_id}`);
    }
  }
}
