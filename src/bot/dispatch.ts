import type { z } from 'zod';
import type { Log } from '../ops/log.ts';
import type { Answers, Choice, Command, CommandGroup, CommandShape } from './command.ts';
import type { Event, Typing } from './event.ts';
import type { Limiter } from './limiter.ts';
import { verbatim } from './markdown.ts';
import { optionsSchema, shapeOf, usesOf } from './options.ts';
import { Refusal } from './refusal.ts';
import { decodeRoute } from './route.ts';
import type { Message, View } from './view.ts';

/** What a platform needs of the rest of us. */
export interface Bot {
  readonly commands: readonly CommandShape[];
  /** Never rejects: whoever did something gets an answer. */
  receive(event: Event): Reply;
  /** At most 25, best first. */
  complete(typing: Typing): readonly Choice[];
}

/** `answers` is known at once, the view when it is computed. A refusal is always a message to the learner. */
export interface Reply {
  answers: Answers;
  view: Promise<View>;
}

export interface DispatchOptions<Resources> {
  commands: readonly Command<Resources>[];
  resources: Resources;
  limiter: Limiter;
  log: Log;
  /** A short word by which a person can name a fault to us. */
  newReference(): string;
  /** What to say of a fault that passes by itself; `undefined` for one that nobody expected. */
  explain(fault: unknown): string | undefined;
}

/** What is about to run: everything from outside has been parsed. */
interface Handler {
  name: string;
  answers: Answers;
  run(): Promise<View>;
}

const SUGGESTIONS_MAX = 25;

/** One event in, one view out. Permission, rate limit and the only try/catch of the bot are here. */
export function createBot<Resources>(options: DispatchOptions<Resources>): Bot {
  const byName = new Map(options.commands.map((command) => [command.name, command]));
  const uses = new Map(
    options.commands.flatMap(usesOf).map(([name, use]) => {
      const schema = optionsSchema(use.options);
      return [name, { ...use, schema }] as const;
    }),
  );

  function find(event: Event): Handler {
    if (event.kind === 'command') return findCommand(event, event.command, event.options);
    return findAction(event, event.route, event.kind === 'submit' ? event.fields : undefined);
  }

  function findCommand(event: Event, name: string, raw: Readonly<Record<string, string>>): Handler {
    const command = byName.get(name);
    if (command?.subcommands) return { name, answers: 'learner', run: async () => contents(command, event) };
    const use = uses.get(name);
    if (!use) throw new Refusal('I don’t know that command. `/help` lists those I know.');
    requireRight(use, event);
    const parsed = use.schema.safeParse(raw);
    if (!parsed.success) throw new Refusal(whatToChange(parsed.error));
    const answers = typeof use.answers === 'function' ? use.answers(parsed.data) : use.answers;
    return { name, answers, run: () => use.run(options.resources, event, parsed.data) };
  }

  function findAction(event: Event, encoded: string, raw: Readonly<Record<string, string>> | undefined): Handler {
    const route = decodeRoute(encoded);
    const command = route && byName.get(route.command);
    // Its own: `constructor` is in every object.
    const action = command && Object.hasOwn(command.actions, route.action) ? command.actions[route.action] : undefined;
    const args = action?.args.safeParse(route?.args);
    const isPage = route?.page !== undefined;
    if (!command || !action || !args?.success || (action.fields === undefined) !== (raw === undefined) || (isPage && action.answers === 'form')) {
      throw new Refusal('That button is from an older version of me. Ask again with `/question`, or see `/help`.');
    }
    requireRight(command, event);
    requireRight(action, event);
    const fields = action.fields?.safeParse(raw);
    if (fields && !fields.success) throw new Refusal(whatToChange(fields.error));
    const name = `${route.command}.${route.action}`;
    const run = () => action.run(options.resources, event, args.data, fields?.data);
    return route.page === undefined ? { name, answers: action.answers, run } : { name, answers: 'here', run: async () => turnedTo(route.page, await run()) };
  }

  async function answer(event: Event, handler: Handler): Promise<View> {
    await options.limiter.admit(event);
    const view = await handler.run();
    const made = view.kind === 'form' ? 'form' : view.to;
    if (made !== handler.answers) throw new Error(`${handler.name} declares ${handler.answers} and answered ${made}`);
    return view;
  }

  function receive(event: Event): Reply {
    try {
      const handler = find(event);
      return { answers: handler.answers, view: answer(event, handler).catch((fault: unknown) => sorry(fault, event)) };
    } catch (fault) {
      return { answers: 'learner', view: Promise.resolve(sorry(fault, event)) };
    }
  }

  function sorry(fault: unknown, event: Event): Message {
    if (fault instanceof Refusal) return refusal(fault.message, event);
    const explained = options.explain(fault);
    if (explained !== undefined) {
      options.log.warn({ err: fault }, 'not possible right now');
      return refusal(explained, event);
    }
    const reference = options.newReference();
    options.log.error({ err: fault, reference, kind: event.kind, platform: event.place.platform }, 'a handler failed');
    return refusal(`Sorry, that went wrong on my side. Please try again in a minute. If it stays, tell an admin this reference: \`${reference}\``, event);
  }

  function complete({ command, option, typed }: Typing): readonly Choice[] {
    const specs = uses.get(command)?.options ?? {};
    const spec = Object.hasOwn(specs, option) ? specs[option] : undefined;
    if (spec?.kind !== 'text' || !spec.complete) return [];
    return spec.complete(options.resources, typed).slice(0, SUGGESTIONS_MAX);
  }

  return { commands: options.commands.map(shapeOf), receive, complete };
}

/** The same message again, at another page, in place of the one pressed. */
function turnedTo(page: number | undefined, view: View): View {
  return view.kind === 'message' && page !== undefined ? { ...view, to: 'here', page } : view;
}

function requireRight({ for: whom }: { for?: 'admin' }, { isAdmin }: Event): void {
  if (whom !== 'admin' || isAdmin) return;
  throw new Refusal(
    'That is for admins: who may manage this place (*Manage Server*), and whom my operator lists in `ADMINS`. Ask one of them to do it with you.',
  );
}

/** What a command that can't be used alone answers. */
function contents<Resources>(command: CommandGroup<Resources>, { isAdmin }: Event): Message {
  const mine = usesOf(command).filter(([, use]) => isAdmin || use.for !== 'admin');
  const list = mine.length > 0 ? mine.map(([name, { summary }]) => `- \`/${name}\` ${summary}`).join('\n') : 'All of it is for admins.';
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: command.summary },
      { kind: 'text', markdown: list },
    ],
  };
}

/** A refusal hands back what was typed into a form: nothing that a learner wrote is lost. */
function refusal(sentence: string, event: Event): Message {
  const written = event.kind === 'submit' ? Object.values(event.fields).filter((text) => text.trim() !== '') : [];
  const blocks: Message['blocks'] = [{ kind: 'text', markdown: sentence }];
  if (written.length === 0) return { kind: 'message', to: 'learner', tone: 'bad', blocks };
  const handedBack = written.map((text) => ({ kind: 'text' as const, markdown: verbatim(text) }));
  return {
    kind: 'message',
    to: 'learner',
    tone: 'bad',
    blocks: [...blocks, { kind: 'note', markdown: 'Here is your text, so that nothing is lost:' }, ...handedBack],
  };
}

function whatToChange(error: z.ZodError): string {
  return [...new Set(error.issues.map((issue) => issue.message))].join('\n\n');
}
