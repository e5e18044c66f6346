import { z } from 'zod';
import { type LimitedRule, limitOf } from '../rules.ts';
import {
  actionId,
  broken,
  chars,
  confirm,
  dispatchActionConfig,
  imageElement,
  items,
  markedOption,
  optionGroup,
  placeholder,
  plainOption,
  plainText,
  style,
} from './objects.ts';

const focus = z.boolean().optional();
const frame = { action_id: actionId, confirm, focus_on_load: focus, placeholder };
const multiple = { max_selected_items: z.int().min(1).optional() };

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText('button.text'),
  action_id: actionId,
  value: z.string().max(limitOf('button.value'), { error: 'button.value' }).optional(),
  url: z.string().max(limitOf('button.url'), { error: 'button.url' }).optional(),
  style,
  confirm,
  accessibility_label: chars('button.label').optional(),
});

type Option = z.infer<typeof plainOption> | z.infer<typeof markedOption>;
interface Choices {
  options?: readonly Option[] | undefined;
  option_groups?: readonly { options: readonly Option[] }[] | undefined;
  initial_option?: Option | undefined;
  initial_options?: readonly Option[] | undefined;
}

/** Slack compares the whole option object, not the value alone. */
function checkChoices(element: Choices, context: z.RefinementCtx): void {
  const offered = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  if (element.options !== undefined && element.option_groups !== undefined) {
    broken(context, 'select.groups', ['option_groups'], 'options and option_groups cannot both be set');
  }
  if (element.options === undefined && element.option_groups === undefined) {
    broken(context, 'select.options', [], 'missing required field: options');
  }
  const values = offered.map((option) => option.value);
  if (new Set(values).size < values.length) broken(context, 'options.unique', ['options'], 'option values must be unique');
  const texts = new Set(offered.map((option) => JSON.stringify(option)));
  const initial = [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])];
  if (initial.some((option) => !texts.has(JSON.stringify(option)))) {
    broken(context, 'select.initial', [element.initial_option ? 'initial_option' : 'initial_options'], 'initial option was not found in the options');
  }
}

const staticChoices = { options: items(plainOption, 'select.options').optional(), option_groups: items(optionGroup, 'select.groups').optional() };

function pressList<Type extends string>(type: Type, rule: LimitedRule, initial: z.ZodRawShape) {
  return z
    .strictObject({ type: z.literal(type), action_id: actionId, confirm, focus_on_load: focus, options: items(markedOption, rule), ...initial })
    .superRefine((element, context) => checkChoices(element as Choices, context));
}

const selects = [
  z.strictObject({ type: z.literal('static_select'), ...frame, ...staticChoices, initial_option: plainOption.optional() }).superRefine(checkChoices),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...frame,
      ...staticChoices,
      ...multiple,
      initial_options: items(plainOption, 'select.options').optional(),
    })
    .superRefine(checkChoices),
  z.strictObject({
    type: z.literal('external_select'),
    ...frame,
    initial_option: plainOption.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...frame, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...frame, ...multiple, initial_users: z.array(z.string()).optional() }),
  z.strictObject({ type: z.literal('channels_select'), ...frame, initial_channel: z.string().optional(), response_url_enabled: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...frame,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: z
      .strictObject({
        include: z
          .array(z.enum(['im', 'mpim', 'private', 'public']))
          .min(1)
          .optional(),
        exclude_external_shared_channels: z.boolean().optional(),
        exclude_bot_users: z.boolean().optional(),
      })
      .optional(),
  }),
] as const;

const pickers = [
  z.strictObject({
    type: z.literal('datepicker'),
    ...frame,
    initial_date: z.iso.date().optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...frame,
    timezone: z.string().optional(),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    action_id: actionId,
    confirm,
    focus_on_load: focus,
    initial_date_time: z.int().min(1e9).max(1e10).optional(),
  }),
  pressList('radio_buttons', 'radio.options', { initial_option: markedOption.optional() }),
  pressList('checkboxes', 'checkboxes.options', { initial_options: items(markedOption, 'checkboxes.options').optional() }),
] as const;

const overflow = z.strictObject({ type: z.literal('overflow'), action_id: actionId, confirm, options: items(plainOption, 'overflow.options') });

const inputLength = z.int().max(limitOf('plain_text_input.length'), { error: 'plain_text_input.length' });
const typed = { action_id: actionId, placeholder, focus_on_load: focus, dispatch_action_config: dispatchActionConfig, initial_value: z.string().optional() };

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    multiline: z.boolean().optional(),
    min_length: inputLength.min(0, { error: 'plain_text_input.length' }).optional(),
    max_length: inputLength.min(1, { error: 'plain_text_input.length' }).optional(),
  })
  .superRefine((input, context) => {
    const max = input.max_length ?? limitOf('plain_text_input.length');
    if ((input.min_length ?? 0) > max) broken(context, 'plain_text_input.length', ['min_length'], 'min_length must not be greater than max_length');
    if ((input.initial_value?.length ?? 0) > max) broken(context, 'plain_text_input.length', ['initial_value'], `must be less than ${max + 1} characters`);
  });

const typedInputs = [
  plainTextInput,
  z.strictObject({ type: z.literal('email_text_input'), ...typed }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
] as const;

/** @see https://docs.slack.dev/reference/block-kit/blocks/actions-block */
export const actionsElement = z.discriminatedUnion('type', [button, overflow, ...selects, ...pickers]);

/** @see https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...selects, ...pickers]);

/** @see https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const inputElement = z.discriminatedUnion('type', [...typedInputs, ...selects, ...pickers]);
