import { z } from 'zod';
import { type LimitedRule, limitOf, type RuleId } from '../rules.ts';

/** The message of every limit is its rule's name: `refusal.ts` makes of it what Slack says. */
export function chars(rule: LimitedRule): z.ZodString {
  return z.string().min(1, { error: rule }).max(limitOf(rule), { error: rule });
}

export function items<Item extends z.ZodType>(item: Item, rule: LimitedRule): z.ZodArray<Item> {
  return z.array(item).min(1, { error: rule }).max(limitOf(rule), { error: rule });
}

export function broken(context: z.RefinementCtx, rule: RuleId, path: readonly (string | number)[], said: string): void {
  context.addIssue({ code: 'custom', message: rule, path: [...path], params: { said } });
}

export function plainText(rule: LimitedRule = 'text.length') {
  return z.strictObject({ type: z.literal('plain_text'), text: chars(rule), emoji: z.boolean().optional() });
}

function mrkdwn(rule: LimitedRule) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: chars(rule), verbatim: z.boolean().optional() });
}

export function anyText(rule: LimitedRule = 'text.length') {
  return z.discriminatedUnion('type', [plainText(rule), mrkdwn(rule)]);
}

export const style = z.enum(['primary', 'danger'], { error: 'button.style' }).optional();

export const confirm = z
  .strictObject({
    title: plainText('confirm.title'),
    text: anyText('confirm.text'),
    confirm: plainText('confirm.button'),
    deny: plainText('confirm.button'),
    style,
  })
  .optional();

function optionWith<Text extends z.ZodType>(text: Text, description: z.ZodType) {
  return z.strictObject({
    text,
    value: chars('option.value'),
    description: description.optional(),
    url: z.string().max(limitOf('button.url'), { error: 'button.url' }).optional(),
  });
}

export const plainOption = optionWith(plainText('option.text'), plainText('option.description'));
export const markedOption = optionWith(anyText('option.text'), anyText('option.description'));

export const optionGroup = z.strictObject({ label: plainText('option_group.label'), options: items(plainOption, 'select.options') });

export const placeholder = plainText('placeholder.text').optional();

export const dispatchActionConfig = z.strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) }).optional();

/** An action_id is the bot's to name; Slack makes one up where it is missing. */
export const actionId = chars('action_id.length').optional();

const slackFile = z
  .strictObject({ id: z.string().optional(), url: z.string().optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), { error: 'image.slack_file' });

const imageFields = {
  type: z.literal('image'),
  alt_text: chars('image.alt_text'),
  image_url: z
    .url({ protocol: /^https?$/, error: 'image.url' })
    .max(limitOf('image.url'), { error: 'image.url' })
    .optional(),
  slack_file: slackFile.optional(),
};

function oneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

export const imageElement = z.strictObject(imageFields).refine(oneSource, { error: 'image.source' });

export function imageBlock<Frame extends z.ZodRawShape>(frame: Frame) {
  return z.strictObject({ ...imageFields, ...frame, title: plainText('image.title').optional() }).refine(oneSource, { error: 'image.source' });
}
