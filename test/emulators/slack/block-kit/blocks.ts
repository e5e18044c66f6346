import { z } from 'zod';
import { limitOf } from '../rules.ts';
import { accessory, actionsElement, inputElement } from './elements.ts';
import { anyText, broken, chars, imageBlock, imageElement, items, plainText } from './objects.ts';
import { richTextElements } from './rich-text.ts';

const frame = { block_id: chars('block_id.length').optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...frame,
    text: anyText('section.text').optional(),
    fields: items(anyText('section.field_text'), 'section.fields').optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, { error: 'section.content' });

const actions = z.strictObject({ type: z.literal('actions'), ...frame, elements: items(actionsElement, 'actions.elements') }).superRefine((block, context) => {
  const ids = block.elements.map((element) => element.action_id).filter((id) => id !== undefined);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) broken(context, 'action_id.unique', ['elements'], `\`action_id\` "${twice}" already exists`);
});

const contextBlock = z.strictObject({
  type: z.literal('context'),
  ...frame,
  elements: items(z.discriminatedUnion('type', [anyText(), imageElement]), 'context.elements'),
});

const richText = z.strictObject({ type: z.literal('rich_text'), ...frame, elements: richTextElements });

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1, { error: 'text.length' }) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1, { error: 'text.length' }) }),
  richText,
]);

const table = z
  .strictObject({
    type: z.literal('table'),
    ...frame,
    rows: items(items(cell, 'table.cells'), 'table.rows'),
    column_settings: items(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }).nullable(),
      'table.columns',
    ).optional(),
  })
  .superRefine((block, context) => {
    const length = block.rows.flat().reduce((sum, one) => sum + (one.type === 'rich_text' ? JSON.stringify(one.elements).length : one.text.length), 0);
    if (length > limitOf('table.characters')) {
      broken(context, 'table.characters', ['rows'], `must be less than ${limitOf('table.characters') + 1} characters`);
    }
  });

const input = z.strictObject({
  type: z.literal('input'),
  ...frame,
  label: plainText('input.label'),
  element: inputElement,
  hint: plainText('input.hint').optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

/** What the bot may send; `file`, `video` and the AI blocks are not among what it uses, so they count as unknown. */
const block = z.discriminatedUnion('type', [
  section,
  actions,
  contextBlock,
  richText,
  table,
  input,
  imageBlock(frame),
  z.strictObject({ type: z.literal('header'), ...frame, text: plainText('header.text') }),
  z.strictObject({ type: z.literal('divider'), ...frame }),
  z.strictObject({ type: z.literal('markdown'), ...frame, text: chars('markdown.text') }),
]);

export type ParsedBlock = z.infer<typeof block>;

type Surface = 'message' | 'modal' | 'home';

/** @see https://docs.slack.dev/reference/block-kit/blocks — the list of surfaces of each block */
const NOT_ON: Readonly<Record<Surface, readonly string[]>> = { message: [], modal: ['markdown', 'table'], home: ['markdown', 'table'] };

/** The rules that look at several blocks at once. */
function checkTogether(surface: Surface) {
  return (blocks: readonly ParsedBlock[], context: z.RefinementCtx): void => {
    const ids = blocks.map((one) => one.block_id).filter((id) => id !== undefined);
    const twice = ids.find((id, index) => ids.indexOf(id) < index);
    if (twice !== undefined) broken(context, 'block_id.unique', [], `\`block_id\` "${twice}" already exists`);
    const misplaced = blocks.findIndex((one) => NOT_ON[surface].includes(one.type));
    if (misplaced >= 0) broken(context, 'input.surface', [misplaced, 'type'], `unsupported type: ${blocks[misplaced]?.type}`);
    const markdown = blocks.reduce((sum, one) => sum + (one.type === 'markdown' ? one.text.length : 0), 0);
    if (markdown > limitOf('markdown.text')) broken(context, 'markdown.text', [], 'msg_blocks_too_long');
    if (blocks.filter((one) => one.type === 'table').length > limitOf('table.one')) broken(context, 'table.one', [], 'only_one_table_allowed');
    const focused = blocks.filter((one) => one.type === 'input' && 'focus_on_load' in one.element && one.element.focus_on_load).length;
    if (focused > 1) broken(context, 'focus_on_load.one', [], 'only one element can have focus_on_load set to true');
  };
}

export const messageBlocks = z.array(block).max(limitOf('message.blocks'), { error: 'message.blocks' }).superRefine(checkTogether('message'));
export const modalBlocks = z.array(block).max(limitOf('view.blocks'), { error: 'view.blocks' }).superRefine(checkTogether('modal'));
export const homeBlocks = z.array(block).max(limitOf('view.blocks'), { error: 'view.blocks' }).superRefine(checkTogether('home'));
