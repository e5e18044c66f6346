import type { Bot } from '../../bot/dispatch.ts';
import { remember } from '../../bot/remember.ts';
import { encodeRoute } from '../../bot/route.ts';
import type { Message, View } from '../../bot/view.ts';
import type { Conversation } from './conversation.ts';
import type { Inbound } from './inbound.ts';
import { CHANNEL } from './learners.ts';
import { LIMITS } from './limits.ts';
import { renderForm } from './render.ts';
import type { Answer, Cause } from './wire.ts';

/** What the bot says to an act, put where it is seen. */
export interface Answers {
  /** The same act again, while under way or remembered, gets the same answer and reaches the bot once. */
  to(bot: Bot, inbound: Inbound): Promise<Answer>;
  /** When all that is under way is answered. */
  settled(): Promise<void>;
}

export function createAnswers(conversation: Conversation): Answers {
  const given = new Map<string, Promise<Answer>>();
  const underWay = new Set<Promise<Answer>>();

  async function answer(bot: Bot, inbound: Inbound): Promise<Answer> {
    const view = await bot.receive(inbound.event).view;
    return show(conversation, inbound, view);
  }

  return {
    to(bot, inbound) {
      const key = `${inbound.learner.id} ${inbound.event.id}`;
      const known = given.get(key);
      if (known) return known;
      const made = answer(bot, inbound);
      remember(given, key, made, LIMITS.answers);
      underWay.add(made);
      const finish = (): void => void underWay.delete(made);
      made.then(finish, () => {
        finish();
        given.delete(key); // it did not get an answer, so the next try shall
      });
      return made;
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
  };
}

function show(conversation: Conversation, inbound: Inbound, view: View): Answer {
  if (view.kind === 'form') return { kind: 'form', form: renderForm(view) };
  const { learner, message } = inbound;
  if (view.to === 'here' && message !== undefined) return { kind: 'message', message: conversation.replace(message, view) };
  const cause = causeOf(inbound, message === undefined ? undefined : conversation.find(message));
  const where = view.to === 'learner' ? learner.id : CHANNEL;
  return { kind: 'message', message: conversation.add(where, view, cause && { cause }) };
}

/** What the learner did, in the words that they saw. After a restart the label of an old button is forgotten, and nothing is said. */
function causeOf({ event, learner, line }: Inbound, pressed: Message | undefined): Cause | undefined {
  if (event.kind === 'command') return { by: learner.name, how: 'command', what: line ?? lineOf(event) };
  if (event.kind === 'submit') return undefined;
  const label = pressed && labelOf(pressed, event.route);
  return label === undefined ? undefined : { by: learner.name, how: 'press', what: label };
}

function lineOf({ command, options }: { command: string; options: Readonly<Record<string, string>> }): string {
  return [`/${command}`, ...Object.entries(options).map(([name, value]) => `${name}:${value}`)].join(' ');
}

function labelOf(message: Message, route: string): string | undefined {
  for (const block of message.blocks) {
    const buttons = block.kind === 'buttons' ? block.buttons : [];
    const label = buttons.find((button) => encodeRoute(button.route) === route)?.label;
    if (label !== undefined) return label;
  }
  return undefined;
}
