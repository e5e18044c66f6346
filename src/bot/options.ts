import { z } from 'zod';
import type { Command, CommandShape, OptionSpec, Use } from './command.ts';

/** The check of what arrives for a command, made of its options. */
export function optionsSchema(specs: Readonly<Record<string, OptionSpec<never>>>): z.ZodType {
  const shape = Object.entries(specs).map(([name, spec]) => {
    const schema = optionSchema(name, spec);
    return [name, spec.required ? schema : schema.optional()] as const;
  });
  return z.strictObject(Object.fromEntries(shape), { error: 'That command has no such option. `/help` shows what it takes.' });
}

function optionSchema(name: string, spec: OptionSpec<never>): z.ZodType {
  switch (spec.kind) {
    case 'text': {
      const missing = `Please fill in **${name}**: ${spec.summary}.`;
      return z.string(missing).trim().min(1, missing).max(spec.max, `**${name}** can have at most ${spec.max} characters.`);
    }
    case 'choice': {
      const values = spec.choices.map((choice) => choice.value);
      return z.enum(values, `**${name}** must be one of: ${values.join(', ')}.`);
    }
    case 'flag':
      return z.stringbool(`**${name}** must be yes or no.`);
  }
}

/** What can be used of a command, under the name that is typed for it: `question`, `pack disputes`. */
export function usesOf<Resources>(command: Command<Resources>): [string, Use<Resources>][] {
  if (!command.subcommands) return [[command.name, command]];
  const inherited = command.for === undefined ? {} : { for: command.for };
  return Object.entries(command.subcommands).map(([name, use]) => [`${command.name} ${name}`, { ...use, ...inherited }]);
}

/** What a platform declares of a command. */
export function shapeOf(command: Command<never>): CommandShape {
  const uses = usesOf(command).map(([name, use]) => useShape(name, use));
  const [alone] = uses;
  if (!command.subcommands && alone) return alone;
  return { name: command.name, summary: command.summary, adminOnly: uses.every(({ adminOnly }) => adminOnly), options: [], subcommands: uses };
}

function useShape(name: string, use: Use<never>): CommandShape {
  return {
    name,
    summary: use.summary,
    adminOnly: use.for === 'admin',
    options: Object.entries(use.options).map(([option, spec]) => ({
      name: option,
      summary: spec.summary,
      kind: spec.kind,
      required: spec.required ?? false,
      completes: spec.kind === 'text' && spec.complete !== undefined,
      choices: spec.kind === 'choice' ? spec.choices : [],
    })),
    subcommands: [],
  };
}
