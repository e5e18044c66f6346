import { randomBytes } from 'node:crypto';
import { InteractionResponseType, MessageFlags, type REST } from 'discord.js';
import type { Logger } from 'pino';
import type { Answers as Declared } from '../../bot/command.ts';
import type { Bot } from '../../bot/dispatch.ts';
import type { Event, Typing } from '../../bot/event.ts';
import { remember } from '../../bot/remember.ts';
import { decodeRoute } from '../../bot/route.ts';
import type { Message, View } from '../../bot/view.ts';
import { CODES, codeOf, inShort } from './call.ts';
import type { Acted, Inbound, Interaction } from './inbound.ts';
import { LIMITS, type Patience, REMEMBERED_ACTS } from './limits.ts';
import { renderForm } from './render-form.ts';
import { createReplies, type Replies } from './reply.ts';
import { shorten } from './text.ts';

/** Brings what people do to the bot, and its answers to where they are seen. */
export interface Answers {
  /** Never throws. The same act again, while it is remembered, is left alone. */
  take(bot: Bot, inbound: Inbound, rest: REST): void;
  /** When all that is under way is answered. */
  settled(): Promise<void>;
}

export interface AnswersOptions {
  log: Logger;
  now(): number;
  patience: Patience;
}

/** How an act was deferred, which decides what can still follow. */
type Deferral = 'private' | 'public' | 'update';

export function createAnswers({ log, now, patience }: AnswersOptions): Answers {
  const known = new Map<string, true>();
  const underWay = new Set<Promise<void>>();

  function isNew({ id }: Interaction): boolean {
    if (known.has(id)) return false;
    remember(known, id, true, REMEMBERED_ACTS);
    return true;
  }

  async function answer(bot: Bot, inbound: Inbound, replies: Replies): Promise<void> {
    switch (inbound.kind) {
      case 'act':
        return answerAct(bot, inbound, replies);
      case 'typing':
        return suggest(bot, inbound.typing, replies);
      case 'unreadable':
        return void (await replies.send(sentence('I can’t read that. Ask again with `/question`, or see `/help`.')));
    }
  }

  async function answerAct(bot: Bot, acted: Acted, replies: Replies): Promise<void> {
    const reply = bot.receive(acted.event);
    const quick = await within(reply.view, patience.deferAfterMs);
    if (quick) return showFirst(acted, quick, replies);
    const deferral = await announce(acted, reply.answers, replies);
    const view = await reply.view;
    if (deferral !== 'answered') await showLater(acted, deferral, view, replies);
  }

  /** In one call. What Discord does not take as it is, it may take as an apology. */
  async function showFirst({ interaction, event }: Acted, view: View, replies: Replies): Promise<void> {
    const show = async () => {
      if (view.kind === 'form') return replies.acknowledge(InteractionResponseType.Modal, formFor(event, view));
      if (view.to !== 'here' || !interaction.onMessage) return replies.send(view);
      return replies.replace(view).catch((fault: unknown) => {
        // Deleted in the meantime.
        if (codeOf(fault) === CODES.unknownMessage) return replies.send({ ...view, to: 'learner' });
        throw fault;
      });
    };
    const outcome = await show().catch(async (fault: unknown) => replies.send(apology(fault, interaction)));
    if (outcome === 'late') log.warn({ interaction: interaction.id }, 'Discord had stopped waiting for the answer');
  }

  /** Says in time that an answer is coming, in the way that the command declared. */
  async function announce({ interaction, event }: Acted, answers: Declared, replies: Replies): Promise<Deferral | 'answered'> {
    if (answers === 'form') {
      await replies.send(formLater(event));
      return 'answered';
    }
    const deferral = answers === 'channel' ? 'public' : answers === 'here' && interaction.onMessage ? 'update' : 'private';
    const type = deferral === 'update' ? InteractionResponseType.DeferredMessageUpdate : InteractionResponseType.DeferredChannelMessageWithSource;
    const outcome = await replies.acknowledge(type, deferral === 'private' ? { flags: MessageFlags.Ephemeral } : undefined);
    if (outcome === 'late') log.warn({ interaction: interaction.id }, 'Discord had stopped waiting for the deferral');
    return outcome === 'late' ? 'answered' : deferral;
  }

  async function showLater({ interaction }: Acted, deferral: Deferral, view: View, replies: Replies): Promise<void> {
    const show = async (message: Message) => {
      if (deferral === 'private' || message.to !== 'learner') return replies.edit(message);
      // What was declared for others to see has become something for one person: a refusal.
      if (deferral === 'public') await replies.remove().catch((fault: unknown) => log.warn(inShort(fault), 'a deferral could not be taken back'));
      return replies.followUp(message);
    };
    try {
      if (view.kind === 'form') throw new Error('a form can’t follow a deferral');
      const message: Message = view;
      await show(message).catch((fault: unknown) => {
        if (codeOf(fault) !== CODES.unknownMessage) throw fault;
        return replies.followUp({ ...message, to: 'learner' }); // what it should replace was deleted
      });
    } catch (fault) {
      await show(apology(fault, interaction));
    }
  }

  async function suggest(bot: Bot, typing: Typing, replies: Replies): Promise<void> {
    const choices = bot
      .complete(typing)
      .filter(({ value }) => value.length <= LIMITS.suggestionValue.max)
      .slice(0, LIMITS.suggestions.max)
      .map(({ label, value }) => ({ name: shorten(label, LIMITS.suggestionName.max), value }));
    await replies.acknowledge(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices });
  }

  function apology(fault: unknown, interaction: Interaction): Message {
    const reference = randomBytes(4).toString('hex');
    log.error({ reference, interaction: interaction.id, fault: inShort(fault) }, 'an answer could not be shown');
    return sentence(`Sorry, I could not show you the answer. What you did is kept. If it stays so, tell an admin this reference: \`${reference}\``);
  }

  return {
    take(bot, inbound, rest) {
      const { interaction } = inbound;
      if (!isNew(interaction)) return;
      const at = inbound.kind === 'act' ? inbound.event.at : now();
      const answering = answer(bot, inbound, createReplies({ rest, interaction, at, now, patience })).catch((fault: unknown) => {
        const reference = randomBytes(4).toString('hex');
        log.error({ reference, interaction: interaction.id, kind: inbound.kind, fault: inShort(fault) }, 'an act stayed without an answer');
      });
      underWay.add(answering);
      void answering.finally(() => underWay.delete(answering));
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function formFor(event: Event, view: Extract<View, { kind: 'form' }>): object {
  if (event.kind === 'submit') throw new Error('a form never answers a form');
  return renderForm(view);
}

/** A form can't be deferred, but the button that opens it can be pressed again. */
function formLater(event: Event): Message {
  const route = event.kind === 'press' ? decodeRoute(event.route) : undefined;
  if (!route) return sentence('That took me too long to open a form. Please do the same again.');
  const message = sentence('That took me a moment.');
  return { ...message, tone: 'plain', blocks: [...message.blocks, { kind: 'buttons', buttons: [{ label: 'Open the form', route, style: 'main' }] }] };
}

function sentence(markdown: string): Message {
  return { kind: 'message', to: 'learner', tone: 'bad', blocks: [{ kind: 'text', markdown }] };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
