import type { Choice, CommandShape } from '../../src/bot/command.ts';
import type { Bot } from '../../src/bot/dispatch.ts';
import type { Event, Typing } from '../../src/bot/event.ts';
import type { Audience, Block, Message, View } from '../../src/bot/view.ts';

export interface FakeBot extends Bot {
  /** All that reached it, in order. */
  readonly events: readonly Event[];
}

export interface Script {
  answer(event: Event): View | Promise<View>;
  commands?: readonly CommandShape[];
  complete?(typing: Typing): readonly Choice[];
}

/** A bot that answers by a script. */
export function fakeBot({ answer, commands = [], complete = () => [] }: Script): FakeBot {
  const events: Event[] = [];
  return {
    events,
    commands,
    complete,
    receive(event) {
      events.push(event);
      return { answers: 'learner', view: Promise.resolve(answer(event)) };
    },
  };
}

/** A message of these blocks; a string is a text block. */
export function message(to: Audience, ...blocks: readonly (Block | string)[]): Message {
  return { kind: 'message', to, tone: 'plain', blocks: blocks.map((block) => (typeof block === 'string' ? { kind: 'text', markdown: block } : block)) };
}

/** The shape of a command without options. */
export function plainCommand(name: string, summary: string): CommandShape {
  return { name, summary, adminOnly: false, options: [], subcommands: [] };
}

/** The smallest picture that there is: one pixel. */
export const PIXEL = new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
