import type { z } from 'zod';
import type { Event } from './event.ts';
import type { Audience, View } from './view.ts';

/** What an answer will be, known before it is computed: a platform that defers must say privately or publicly first. */
export type Answers = Audience | 'form';

export interface Choice {
  label: string;
  value: string;
}

/** One option of a command. From it come the platform's declaration, the check of what arrives, and the type of what a handler gets. */
export type OptionSpec<Resources> = { summary: string; required?: true } & (
  | { kind: 'text'; max: number; complete?: (resources: Resources, typed: string) => readonly Choice[] }
  | { kind: 'choice'; choices: readonly Choice[] }
  | { kind: 'flag' }
);

type OptionValue<Spec> = Spec extends { kind: 'choice'; choices: readonly { value: infer Value }[] } ? Value : Spec extends { kind: 'flag' } ? boolean : string;

export type OptionValues<Specs> = {
  [Name in keyof Specs]: Specs[Name] extends { required: true } ? OptionValue<Specs[Name]> : OptionValue<Specs[Name]> | undefined;
};

/** A button, a select or a form of a command. */
export interface Action<Resources, Args = unknown, Fields = unknown> {
  answers: Answers;
  for?: 'admin';
  /** Parses the route's arguments, a list of strings. */
  args: z.ZodType<Args>;
  /** Parses a form's fields. An action with fields is reached by submitting a form, and by nothing else. */
  fields?: z.ZodType<Fields>;
  run(resources: Resources, event: Event, args: Args, fields: Fields): Promise<View>;
}

/** What somebody can use: a command, or one of its subcommands. */
export interface Use<Resources, Options = unknown> {
  /** One sentence, at most 100 characters. */
  summary: string;
  /** Everybody where it is left out. Of a command: also for its subcommands and its actions. */
  for?: 'admin';
  options: Readonly<Record<string, OptionSpec<Resources>>>;
  answers: Answers | ((options: Options) => Answers);
  run(resources: Resources, event: Event, options: Options): Promise<View>;
}

interface Frame<Resources> {
  name: string;
  actions: Readonly<Record<string, Action<Resources>>>;
}

export interface PlainCommand<Resources, Options = unknown> extends Frame<Resources>, Use<Resources, Options> {
  subcommands?: never;
}

/** Can't be used alone: then it says what its subcommands are. */
export interface CommandGroup<Resources> extends Frame<Resources>, Pick<Use<Resources>, 'summary' | 'for'> {
  subcommands: Readonly<Record<string, Use<Resources>>>;
}

export type Command<Resources> = PlainCommand<Resources> | CommandGroup<Resources>;

/** A command as a platform declares it to its users. */
export interface CommandShape {
  /** As it is typed: `question`, and of a subcommand `pack disputes`. */
  name: string;
  summary: string;
  /** There is nothing in it for others. */
  adminOnly: boolean;
  options: readonly OptionShape[];
  /** A command with some can't be used alone. */
  subcommands: readonly CommandShape[];
}

export interface OptionShape {
  name: string;
  summary: string;
  kind: OptionSpec<never>['kind'];
  required: boolean;
  /** Has suggestions while it is typed. */
  completes: boolean;
  choices: readonly Choice[];
}

/** The words in which commands are written, with the resources that their handlers get fixed once. */
export function vocabulary<Resources>() {
  return {
    command<const Specs extends Readonly<Record<string, OptionSpec<Resources>>>>(
      spec: Omit<PlainCommand<Resources, OptionValues<Specs>>, 'options'> & { options: Specs },
    ): Command<Resources> {
      // Dispatch hands `run` only what the schema made from these very options accepted, so forgetting their type is safe.
      return spec as unknown as Command<Resources>;
    },
    group(spec: CommandGroup<Resources>): Command<Resources> {
      return spec;
    },
    subcommand<const Specs extends Readonly<Record<string, OptionSpec<Resources>>>>(
      spec: Omit<Use<Resources, OptionValues<Specs>>, 'options'> & { options: Specs },
    ): Use<Resources> {
      return spec as unknown as Use<Resources>;
    },
    action<Args, Fields = undefined>(spec: Action<Resources, Args, Fields>): Action<Resources> {
      return spec as unknown as Action<Resources>;
    },
  };
}
