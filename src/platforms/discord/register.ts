import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type REST,
  RequestMethod,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { CommandShape } from '../../bot/command.ts';
import { call } from './call.ts';
import { LIMITS } from './limits.ts';
import { shorten } from './text.ts';

const nullish = <T extends z.ZodType>(schema: T, otherwise: z.output<T>) => schema.nullish().transform((value) => value ?? otherwise);
const numbers = z.array(z.int()).transform((values) => values.toSorted((a, b) => a - b));

const option = z.object({
  type: z.int(),
  name: z.string(),
  description: z.string(),
  required: nullish(z.boolean(), false),
  autocomplete: nullish(z.boolean(), false),
  choices: nullish(z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })), []),
});

/** A command as far as we have a say in it, in the form in which it is compared: what Discord adds or leaves out at its default is gone. */
const command = z.object({
  type: nullish(z.int(), ApplicationCommandType.ChatInput),
  name: z.string(),
  description: z.string().default(''),
  default_member_permissions: nullish(z.string(), ''),
  contexts: nullish(numbers, []),
  integration_types: nullish(numbers, []),
  options: nullish(z.array(z.object({ ...option.shape, options: nullish(z.array(option), []) })), []),
});

/** Makes Discord know our commands. Nothing is sent when it does: each change costs of a daily budget, and people's clients reload. */
export async function registerCommands(rest: REST, applicationId: string, shapes: readonly CommandShape[]): Promise<'unchanged' | 'changed'> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = shapes.map(declare);
  if (normal(await call(rest, { method: RequestMethod.Get, route })) === normal(wanted)) return 'unchanged';
  await call(rest, { method: RequestMethod.Put, route, body: wanted });
  return 'changed';
}

function normal(commands: unknown): string {
  return JSON.stringify(
    z
      .array(command)
      .parse(commands)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

export function declare({ name, summary, adminOnly, options, subcommands }: CommandShape): object {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description: shorten(summary, LIMITS.commandDescription.max),
    // Hides it from others; who may is checked at every act.
    ...(adminOnly ? { default_member_permissions: String(PermissionFlagsBits.ManageGuild) } : {}),
    contexts: adminOnly ? [InteractionContextType.Guild] : [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: subcommands.length > 0 ? subcommands.map((each) => declareSubcommand(each, name)) : declareOptions(options),
  };
}

function declareSubcommand({ name, summary, options }: CommandShape, command: string): object {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: name.slice(command.length + 1),
    description: shorten(summary, LIMITS.commandDescription.max),
    options: declareOptions(options),
  };
}

/** Discord wants the required ones first. */
function declareOptions(options: CommandShape['options']): object[] {
  return [...options].sort((a, b) => Number(b.required) - Number(a.required)).map(declareOption);
}

function declareOption({ name, summary, kind, required, completes, choices }: CommandShape['options'][number]): object {
  const frame = { name, description: shorten(summary, LIMITS.commandDescription.max), required };
  switch (kind) {
    case 'flag':
      return { ...frame, type: ApplicationCommandOptionType.Boolean };
    case 'choice':
      return {
        ...frame,
        type: ApplicationCommandOptionType.String,
        choices: choices.map(({ label, value }) => ({ name: shorten(label, LIMITS.suggestionName.max), value })),
      };
    case 'text':
      return { ...frame, type: ApplicationCommandOptionType.String, ...(completes ? { autocomplete: true } : {}) };
    default:
      throw new Error(`no such option: ${kind satisfies never}`);
  }
}
