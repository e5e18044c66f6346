import type { Logger } from 'pino';
import { usable } from '../../bot/command-line.ts';
import type { Bot } from '../../bot/dispatch.ts';
import type { Event } from '../../bot/event.ts';
import { remember } from '../../bot/remember.ts';
import { decodeRoute } from '../../bot/route.ts';
import type { Form, Message, View } from '../../bot/view.ts';
import type { Content, Modal, Option } from './block-kit.ts';
import type { Calls } from './calls.ts';
import { type Delivery, FLAT, say } from './delivery.ts';
import { commandOf, option, renderCommandForm, renderForm } from './form.ts';
import { type CommandTyped, type Origin, type Pressed, type Submitted, type Suggesting, type Workspace, writeMetadata } from './inbound.ts';
import { LIMITS, type Timing } from './limits.ts';
import { type CommandNames, inlineText, writePlain } from './markdown.ts';
import { renderMessage, withCommandMenu } from './render.ts';
import { readUsage } from './usage.ts';

/** The one answer that Slack takes within three seconds: for a command a message, for a form an action, else nothing. */
export type Acknowledge = (body?: Readonly<Record<string, unknown>>) => Promise<void>;

/** What people do, answered. None of these rejects. */
export interface Answers {
  command(typed: CommandTyped, ack: Acknowledge): Promise<void>;
  press(pressed: Pressed, ack: Acknowledge): Promise<void>;
  submit(submitted: Submitted, ack: Acknowledge): Promise<void>;
  suggest(suggesting: Suggesting, ack: Acknowledge): Promise<void>;
}

export interface AnswersOptions {
  bot: Bot;
  commands: CommandNames;
  calls: Calls;
  delivery: Delivery;
  timing: Timing;
  isOurs(workspace: Workspace): boolean;
  log: Logger;
}

/** Acts remembered, so that a second delivery of one gets no second answer. Slack repeats within minutes. */
const REMEMBERED = 2_000;
const NOT_OURS = 'I’m not set up for this workspace. Ask whoever runs me to install me here, or remove me.';

export function createAnswers({ bot, commands, calls, delivery, timing, isOurs, log }: AnswersOptions): Answers {
  const seen = new Map<string, true>();
  const render = (message: Message): Content => renderMessage(message, { commands, pictures: new Map() });

  /** Runs what is new, and makes sure that whoever acted hears of a failure. */
  async function once({ who, origin }: CommandTyped | Pressed | Submitted, ack: Acknowledge, run: () => Promise<void>): Promise<void> {
    if (seen.has(who.id)) return void (await acknowledged(ack));
    remember(seen, who.id, true, REMEMBERED);
    try {
      await run();
    } catch (fault) {
      log.error({ err: fault, reference: who.id }, 'an answer could not be shown');
      await delivery.privately(origin, render(say(`Sorry, I can’t show you that. Please tell an admin this reference: \`${who.id.slice(-12)}\``)));
    }
  }

  /** False when Slack was not there to take it: then the answer goes another way. */
  async function acknowledged(ack: Acknowledge, body?: Readonly<Record<string, unknown>>): Promise<boolean> {
    try {
      await ack(body);
      return true;
    } catch (fault) {
      log.warn({ err: fault }, 'an acknowledgement did not reach Slack');
      return false;
    }
  }

  async function openModal(origin: Origin, modal: Modal, otherwise: Message): Promise<void> {
    // A trigger opens one form, so a repeated call is refused when the first one did it.
    const outcome = await calls.api('views.open', { trigger_id: origin.trigger, view: modal }, true);
    const isOpen = outcome.kind === 'done' || (outcome.kind === 'refused' && outcome.doubt && outcome.error === 'exchanged_trigger_id');
    if (!isOpen) await delivery.deliver(origin, otherwise, { kind: 'never' });
  }

  /** Runs a command and answers in its acknowledgement, when there is one that takes a message and it is quick. */
  async function use(event: Event, origin: Origin, ack: Acknowledge | undefined, dress: (content: Content) => Content = (content) => content): Promise<void> {
    const reply = bot.receive(event);
    const quick = ack && (await within(reply.view, timing.answerMs));
    if (ack && quick?.kind === 'message' && canBeAcknowledged(quick)) {
      const type = quick.to === 'channel' ? { response_type: 'in_channel', ...FLAT } : { response_type: 'ephemeral' };
      if (await acknowledged(ack, { ...dress(render(quick)), ...type })) return;
    } else if (ack) await acknowledged(ack);
    const view = await reply.view;
    if (view.kind === 'message') return delivery.deliver(origin, view, { kind: 'command' });
    const tooLate = say('That took me too long to open. Please use the command again.');
    if (ack && !quick) return delivery.deliver(origin, tooLate, { kind: 'never' });
    return openModal(origin, formOf(view, origin), tooLate);
  }

  function formOf(form: Form, origin: Origin): Modal {
    return renderForm(form, writeMetadata(origin), commands);
  }

  async function command(typed: CommandTyped, ack: Acknowledge): Promise<void> {
    const { who, origin } = typed;
    if (!isOurs(typed.workspace)) return void (await acknowledged(ack, { response_type: 'ephemeral', ...render(say(NOT_OURS)) }));
    await once(typed, ack, async () => {
      const usage = readUsage(typed.slash, typed.text, bot.commands);
      switch (usage.kind) {
        case 'use':
          return use({ ...who, kind: 'command', command: usage.command, options: usage.options }, origin, ack);
        case 'choose': {
          await acknowledged(ack);
          return openModal(origin, renderCommandForm(usage.command, usage.options, writeMetadata(origin)), usageOf(usage.command.name));
        }
        case 'lost':
          return use({ ...who, kind: 'command', command: 'help', options: {} }, origin, ack, (content) => withCommandMenu(content, bot.commands, usage.word));
      }
    });
  }

  async function press(pressed: Pressed, ack: Acknowledge): Promise<void> {
    const { who, origin, route } = pressed;
    if (!isOurs(pressed.workspace)) return notOurs(origin, ack);
    await once(pressed, ack, async () => {
      await acknowledged(ack);
      const chosen = commandOf(route);
      if (chosen !== undefined) return openCommand(pressed, chosen);
      const reply = bot.receive({ ...who, kind: 'press', route });
      const view = reply.answers === 'form' ? await within(reply.view, timing.answerMs) : await reply.view;
      const again = decodeRoute(route);
      const reopen = again ? { label: 'Open the form', route: again } : undefined;
      if (view?.kind === 'form')
        return openModal(
          origin,
          formOf(view, origin),
          say('Slack did not let me open the form. Press to try again; if that does not help, tell whoever runs me.', reopen),
        );
      if (view) return delivery.deliver(origin, view, again ? { kind: 'button', route: again } : { kind: 'never' });
      const late = await reply.view;
      return delivery.deliver(origin, late.kind === 'message' ? late : say('The form is ready.', reopen), { kind: 'never' });
    });
  }

  /** Somebody chose a command from the list that `/quorum` alone shows. */
  async function openCommand({ who, origin }: Pressed, name: string): Promise<void> {
    const shape = usable(bot.commands).find((each) => each.name === name);
    if (!shape || shape.options.length === 0) return use({ ...who, kind: 'command', command: name, options: {} }, origin, undefined);
    return openModal(origin, renderCommandForm(shape, {}, writeMetadata(origin)), usageOf(name));
  }

  async function submit(submitted: Submitted, ack: Acknowledge): Promise<void> {
    const { who, origin, form, fields, inputs } = submitted;
    if (!isOurs(submitted.workspace)) return notOurs(origin, ack);
    await once(submitted, ack, async () => {
      const name = commandOf(form);
      const event: Event = name === undefined ? { ...who, kind: 'submit', route: form, fields } : { ...who, kind: 'command', command: name, options: fields };
      const reply = bot.receive(event);
      const quick = await within(reply.view, timing.answerMs);
      const mistake = name === undefined && quick ? mistakeIn(quick, inputs, commands) : undefined;
      if (mistake && (await acknowledged(ack, { response_action: 'errors', errors: mistake }))) {
        // The form is still open with all that was written; sending it again is no second delivery.
        return void seen.delete(who.id);
      }
      await closeForm(quick, origin, ack);
      const view = await reply.view;
      if (view.kind === 'message') return delivery.deliver(origin, view, { kind: 'never' });
      if (!quick) return delivery.deliver(origin, say('That took me too long to open. Please try again.'), { kind: 'never' });
    });
  }

  /** A form of a command may lead to the form that the command answers with: it takes its place. */
  async function closeForm(quick: View | undefined, origin: Origin, ack: Acknowledge): Promise<void> {
    await acknowledged(ack, quick?.kind === 'form' ? { response_action: 'update', view: formOf(quick, origin) } : { response_action: 'clear' });
  }

  async function notOurs(origin: Origin, ack: Acknowledge): Promise<void> {
    await acknowledged(ack);
    await delivery.privately(origin, render(say(NOT_OURS)));
  }

  async function suggest({ form, option: name, typed }: Suggesting, ack: Acknowledge): Promise<void> {
    try {
      await ack({ options: optionsFor(bot, form, name, typed) });
    } catch (fault) {
      // They type on, and are asked again.
      log.warn({ err: fault }, 'no suggestions');
    }
  }

  return { command, press, submit, suggest };
}

/** What the acknowledgement of a command can carry: it has no message to replace, and a picture goes another way. */
function canBeAcknowledged({ to, files }: Message): boolean {
  return to !== 'here' && (files ?? []).length === 0;
}

function usageOf(name: string): Message {
  return say(`Slack did not let me open the form. Type \`/quorum ${name}\` with what you want behind it, or try again.`);
}

/** A refusal of a form with one field stands under that field, and the form stays open. */
function mistakeIn(view: View, inputs: readonly string[], commands: CommandNames): Record<string, string> | undefined {
  const [input, ...others] = inputs;
  if (view.kind !== 'message' || view.tone !== 'bad' || input === undefined || others.length > 0) return undefined;
  const [first] = view.blocks;
  const text = first?.kind === 'text' ? writePlain(first.markdown, commands) : '';
  return text === '' || text.length > LIMITS.fieldError ? undefined : { [input]: text };
}

/** What fits what is typed, and what is typed itself: a list to choose from must not keep anybody from other words. */
function optionsFor(bot: Bot, form: string, name: string, typed: string): Option[] {
  const command = commandOf(form);
  if (command === undefined) return [];
  const own = inlineText(typed);
  const found = bot.complete({ command, option: name, typed: own }).map(option);
  const said =
    own === '' || found.some(({ text, value }) => [text.text, value].some((one) => one.toLowerCase() === own.toLowerCase()))
      ? []
      : [option({ label: `“${own}”`, value: own })];
  return unique([...found.slice(0, LIMITS.options - 1), ...said]);
}

function unique(options: readonly Option[]): Option[] {
  return [...new Map(options.map((each) => [each.value, each])).values()];
}

/** `undefined` when it takes longer. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}
