import { z } from 'zod';
import type { RuleId } from './rules.ts';
import { checkSelect, componentBase, customId, entitySelects, list, oneOf, stringSelect, text, textDisplay, whole } from './schema-components.ts';

const textInput = z
  .strictObject({
    type: z.literal(4),
    ...componentBase,
    custom_id: customId,
    style: oneOf([1, 2], 'text-input-style'),
    label: text('label-length', 1).nullish(),
    min_length: whole('text-input-min', 0).nullish(),
    max_length: whole('text-input-max', 1).nullish(),
    required: z.boolean().nullish(),
    value: text('text-input-value').nullish(),
    placeholder: text('text-input-placeholder').nullish(),
  })
  .superRefine((made, context) => {
    const say = (message: RuleId, path: string) => context.addIssue({ code: 'custom', message, path: [path] });
    const max = made.max_length ?? 4000;
    if ((made.min_length ?? 0) > max) say('text-input-max', 'max_length');
    if (made.value && made.value.length > max) say('text-input-value', 'value');
  });

interface ModalSelect {
  min_values?: number | null | undefined;
  required?: boolean | null | undefined;
  disabled?: boolean | null | undefined;
}

function checkModalSelect(made: ModalSelect, context: z.core.$RefinementCtx<unknown>): void {
  const say = (message: RuleId, path: string) => context.addIssue({ code: 'custom', message, path: [path], input: made });
  checkSelect(made, context);
  if (made.disabled) say('modal-disabled', 'disabled');
  if ((made.required ?? true) && made.min_values === 0) say('modal-select-min', 'min_values');
}

const choice = z.strictObject({
  value: text('select-option-value', 1),
  label: text('select-option-label', 1),
  description: text('select-option-description').nullish(),
  default: z.boolean().nullish(),
});
const choices = z.array(choice).max(10, 'select-options');
const required = z.boolean().nullish();
const counts = {
  min_values: z.int().min(0, 'select-range').max(10, 'select-range').nullish(),
  max_values: z.int().min(1, 'select-range').max(10, 'select-range').nullish(),
};

const inLabel = z.discriminatedUnion('type', [
  textInput,
  stringSelect.superRefine(checkModalSelect),
  ...(entitySelects.map((each) => each.superRefine(checkModalSelect)) as unknown as typeof entitySelects),
  z.strictObject({ type: z.literal(19), ...componentBase, custom_id: customId, ...counts, required }),
  z.strictObject({ type: z.literal(21), ...componentBase, custom_id: customId, options: choices.min(2, 'select-options'), required }),
  z.strictObject({ type: z.literal(22), ...componentBase, custom_id: customId, options: choices.min(1, 'select-options'), ...counts, required }),
  z.strictObject({ type: z.literal(23), ...componentBase, custom_id: customId, default: z.boolean().nullish() }),
]);

const label = z.strictObject({
  type: z.literal(18),
  ...componentBase,
  label: text('label-length', 1),
  description: text('label-description', 1).nullish(),
  component: inLabel,
});

/** Deprecated, and still taken: then the input carries its label itself. */
const inputRow = z
  .strictObject({ type: z.literal(1), ...componentBase, components: z.array(z.discriminatedUnion('type', [textInput])).length(1, 'row-width') })
  .superRefine((row, context) => {
    if (!row.components[0]?.label) context.addIssue({ code: 'custom', message: 'required', path: ['components', 0, 'label'] });
  });

export const modal = z.strictObject({
  custom_id: customId,
  title: text('modal-title', 1),
  components: list(z.discriminatedUnion('type', [label, textDisplay, inputRow]), 'modal-components', 1),
});
