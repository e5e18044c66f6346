import { z } from 'zod';
import { limit, type RuleId } from './rules.ts';

/** Every schema here refuses with the id of the rule that is broken as its message. */
export const text = (id: RuleId, min = 0) => z.string().min(min, id).max(limit(id), id);
export const list = <Item extends z.ZodType>(item: Item, id: RuleId, min = 0) => z.array(item).min(min, id).max(limit(id), id);
export const whole = (id: RuleId, min: number) => z.int().min(min, id).max(limit(id), id);
export const snowflake = z.string().regex(/^(0|[1-9]\d{0,19})$/, 'snowflake');
const oneOf = (values: readonly number[], id: RuleId) => z.int().refine((value) => values.includes(value), id);

const base = {
  id: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .nullish(),
};
export const customId = text('custom-id-length', 1);
const emoji = z.strictObject({ id: snowflake.nullish(), name: z.string().max(32).nullish(), animated: z.boolean().nullish() });

const isWeb = (url: string) => /^https?:\/\/\S+$/.test(url);
const isAttachment = (url: string) => /^attachment:\/\/\S+$/.test(url);
const media = z.strictObject({ url: z.string().refine((url) => isWeb(url) || isAttachment(url), 'media-url') });

const button = z
  .strictObject({
    type: z.literal(2),
    ...base,
    style: oneOf([1, 2, 3, 4, 5, 6], 'button-style'),
    label: text('button-label').nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    sku_id: snowflake.nullish(),
    url: text('button-url-length').nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((made, context) => {
    const say = (message: RuleId, path: string) => context.addIssue({ code: 'custom', message, path: [path] });
    if (made.style === 5 && (!made.url || !isWeb(made.url) || made.custom_id)) say('button-url', 'url');
    if (made.style < 5 && (!made.custom_id || made.url || made.sku_id)) say('button-custom-id', 'custom_id');
    if (made.style < 6 && !made.label && !made.emoji) say('button-empty', 'label');
  });

const option = z.strictObject({
  label: text('select-option-label', 1),
  value: text('select-option-value', 1),
  description: text('select-option-description').nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

interface SelectLike {
  min_values?: number | null | undefined;
  max_values?: number | null | undefined;
  options?: readonly { value: string; default?: boolean | null | undefined }[];
}

type Context = z.core.$RefinementCtx<unknown>;

export function checkSelect(made: SelectLike, context: Context): void {
  const say = (message: RuleId, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path, input: made });
  const max = made.max_values ?? 1;
  if ((made.min_values ?? 1) > max) say('select-range', ['max_values']);
  if (!made.options) return;
  if (max > made.options.length) say('select-range', ['max_values']);
  if (made.options.filter((each) => each.default).length > max) say('select-defaults', ['options']);
  const values = made.options.map((each) => each.value);
  for (const [index, value] of values.entries()) if (values.indexOf(value) < index) say('select-values-unique', ['options', index, 'value']);
}

const selectFrame = {
  ...base,
  custom_id: customId,
  placeholder: text('select-placeholder').nullish(),
  min_values: whole('select-range', 0).nullish(),
  max_values: whole('select-range', 1).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};
const defaults = z
  .array(z.strictObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
  .max(25, 'select-defaults')
  .nullish();
export const stringSelect = z.strictObject({ type: z.literal(3), ...selectFrame, options: list(option, 'select-options', 1) });
export const entitySelects = [
  z.strictObject({ type: z.literal(5), ...selectFrame, default_values: defaults }),
  z.strictObject({ type: z.literal(6), ...selectFrame, default_values: defaults }),
  z.strictObject({ type: z.literal(7), ...selectFrame, default_values: defaults }),
  z.strictObject({ type: z.literal(8), ...selectFrame, default_values: defaults, channel_types: z.array(z.int()).nullish() }),
] as const;

const inRow = z.discriminatedUnion('type', [
  button,
  stringSelect.superRefine(checkSelect),
  ...(entitySelects.map((each) => each.superRefine(checkSelect)) as unknown as typeof entitySelects),
]);

const actionRow = z.strictObject({ type: z.literal(1), ...base, components: z.array(inRow).min(1, 'row-empty') }).superRefine((row, context) => {
  const selects = row.components.filter((each) => each.type !== 2).length;
  if (row.components.length > limit('row-width') || (selects > 0 && row.components.length > 1)) {
    context.addIssue({ code: 'custom', message: 'row-width', path: ['components'] });
  }
});

export const textDisplay = z.strictObject({ type: z.literal(10), ...base, content: text('text-display-length', 1) });
const thumbnail = z.strictObject({
  type: z.literal(11),
  ...base,
  media,
  description: text('media-description', 1).nullish(),
  spoiler: z.boolean().nullish(),
});
const section = z.strictObject({
  type: z.literal(9),
  ...base,
  components: list(z.discriminatedUnion('type', [textDisplay]), 'section-texts', 1),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.strictObject({
  type: z.literal(12),
  ...base,
  items: list(z.strictObject({ media, description: text('media-description', 1).nullish(), spoiler: z.boolean().nullish() }), 'gallery-items', 1),
});
const file = z.strictObject({
  type: z.literal(13),
  ...base,
  file: z.strictObject({ url: z.string().refine(isAttachment, 'file-reference') }),
  spoiler: z.boolean().nullish(),
});
const separator = z.strictObject({
  type: z.literal(14),
  ...base,
  divider: z.boolean().nullish(),
  spacing: oneOf([1, 2], 'separator-spacing').nullish(),
});
const inContainer = z.discriminatedUnion('type', [actionRow, textDisplay, section, gallery, separator, file]);
const container = z.strictObject({
  type: z.literal(17),
  ...base,
  components: list(inContainer, 'container-children', 1),
  accent_color: whole('container-color', 0).nullish(),
  spoiler: z.boolean().nullish(),
});

export const messageComponents = z.array(z.discriminatedUnion('type', [actionRow, textDisplay, section, gallery, separator, file, container]));
export { base as componentBase, oneOf };
