import { z } from 'zod';
import { limit, type RuleId } from './rules.ts';
import { list, snowflake, text } from './schema-components.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const isName = (name: string) => NAME.test(name) && name === name.toLowerCase();
const localizations = (id: RuleId) => z.record(z.string(), text(id, 1)).nullish();
const NAMED = z.record(z.string(), z.string().min(1).max(32)).nullish();

const choice = z.strictObject({
  name: text('option-choice-name', 1),
  name_localizations: localizations('option-choice-name'),
  value: z.union([text('option-choice-value', 1), z.number()], {
    error: (issue) => (typeof issue.input === 'string' ? 'option-choice-value' : 'wrong-type'),
  }),
});

const length = z.int().min(0, 'option-range').max(limit('option-range'), 'option-range').nullish();

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean | null | undefined;
  choices?: readonly { name: string; value: string | number }[] | null | undefined;
  options?: readonly CommandOption[] | null | undefined;
  autocomplete?: boolean | null | undefined;
  min_length?: number | null | undefined;
  max_length?: number | null | undefined;
}

const option: z.ZodType<CommandOption> = z.lazy(() =>
  z
    .strictObject({
      type: z.int().min(1).max(11),
      name: z.string().refine(isName, 'option-name'),
      name_localizations: NAMED,
      description: text('option-description', 1),
      description_localizations: localizations('option-description'),
      required: z.boolean().nullish(),
      choices: list(choice, 'option-choices').nullish(),
      options: list(option, 'command-options').nullish(),
      autocomplete: z.boolean().nullish(),
      min_length: length,
      max_length: length,
      min_value: z.number().nullish(),
      max_value: z.number().nullish(),
      channel_types: z.array(z.int()).nullish(),
    })
    .superRefine((made, context) => {
      const say = (message: RuleId, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path });
      if (made.autocomplete && (made.choices?.length ?? 0) > 0) say('option-autocomplete', ['autocomplete']);
      if (made.max_length === 0 || (made.min_length ?? 0) > (made.max_length ?? 6000)) say('option-range', ['max_length']);
      checkOptions(made.options, context);
    }),
);

function checkOptions(options: readonly CommandOption[] | null | undefined, context: z.core.$RefinementCtx<unknown>): void {
  const names = (options ?? []).map((each) => each.name);
  for (const [index, made] of (options ?? []).entries()) {
    const say = (message: RuleId, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path: ['options', index, ...path], input: options });
    if ((made.type === 1) !== (options?.[0]?.type === 1)) say('option-subcommands', ['type']);
    if (names.indexOf(made.name) < index) say('option-names-unique', ['name']);
    if (made.required && options?.slice(0, index).some((before) => !before.required)) say('option-required-first', []);
  }
}

const shape = {
  name: z.string().refine((name) => name.length >= 1 && name.length <= 32, 'command-name'),
  name_localizations: NAMED,
  description: text('command-description').nullish(),
  description_localizations: localizations('command-description'),
  options: list(option, 'command-options').nullish(),
  default_member_permissions: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullish(),
  default_permission: z.boolean().nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.int().min(0).max(2)).min(1).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
  nsfw: z.boolean().nullish(),
  handler: z.int().nullish(),
};

interface CommandLike {
  name?: string | undefined;
  type?: number | null | undefined;
  description?: string | null | undefined;
  options?: readonly CommandOption[] | null | undefined;
}

function checkCommand(made: CommandLike, context: z.core.$RefinementCtx<unknown>): void {
  const say = (message: RuleId, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path, input: made });
  const slash = (made.type ?? 1) === 1;
  if (slash && made.name !== undefined && !isName(made.name)) say('command-name', ['name']);
  if (slash && made.name !== undefined && !made.description) say('command-description', ['description']);
  checkOptions(made.options, context);
  if (sizeOf(made) > limit('command-size')) say('command-size', []);
}

function sizeOf(made: CommandLike | CommandOption): number {
  const choices = 'choices' in made ? (made.choices ?? []) : [];
  const own = (made.name ?? '').length + (made.description ?? '').length;
  const chosen = choices.reduce((sum, each) => sum + each.name.length + String(each.value).length, 0);
  return (made.options ?? []).reduce((sum, each) => sum + sizeOf(each), own + chosen);
}

const type = z.int().min(1, 'command-type').max(4, 'command-type').nullish();
export const createCommand = z.strictObject({ ...shape, type }).superRefine(checkCommand);
export const editCommand = z.strictObject({ ...shape, name: shape.name.optional() }).superRefine(checkCommand);
export const putCommands = z
  .array(z.strictObject({ ...shape, type, id: snowflake.nullish() }).superRefine(checkCommand))
  .max(limit('commands-count'), 'commands-count')
  .superRefine((commands, context) => {
    const keys = commands.map((each) => `${each.type ?? 1} ${each.name}`);
    for (const [index, key] of keys.entries()) {
      if (keys.indexOf(key) < index) context.addIssue({ code: 'custom', message: 'command-names-unique', path: [index, 'name'] });
    }
  });
export type CommandBody = z.output<typeof createCommand>;
