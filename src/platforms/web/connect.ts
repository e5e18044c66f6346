import type { Hono } from 'hono';
import type { Bot } from '../../bot/dispatch.ts';
import { remember } from '../../bot/remember.ts';
import type { Message } from '../../bot/view.ts';
import { type MessageRef, NotDelivered, type Platform } from '../platform.ts';
import { createAnswers } from './answers.ts';
import { createConversation, type Frame } from './conversation.ts';
import { CHANNEL, LEARNERS, type Learner } from './learners.ts';
import { LIMITS } from './limits.ts';
import { createRoutes } from './routes.ts';
import { createStreams } from './stream.ts';

export interface WebOptions {
  /** With index.html, page.css and the bundled page.js: `dist/page`. */
  pageFolder: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** A new random id of letters, digits and dashes each time. */
  newId(): string;
  learners?: readonly Learner[];
}

/** The playground: a platform like the others, whose vendor is this process. */
export interface Web extends Platform {
  /** To be mounted at the root of the one server. */
  readonly routes: Hono;
}

export function createWeb({ pageFolder, now, newId, learners = LEARNERS }: WebOptions): Web {
  const conversation = createConversation({ now, newId });
  const streams = createStreams(conversation);
  const answers = createAnswers(conversation);
  const sent = new Map<string, MessageRef>();
  let bot: Bot | undefined;

  function sendOnce(where: string, message: Message, key: string, frame?: Frame): MessageRef {
    const known = sent.get(`${where} ${key}`);
    if (known) return known;
    const ref = { channel: where, message: conversation.add(where, message, frame).id };
    remember(sent, `${where} ${key}`, ref, LIMITS.keys);
    return ref;
  }

  return {
    name: 'web',
    findsPosts: true, // what it said is gone with its process
    routes: createRoutes({ pageFolder, learners, now, bot: () => bot, conversation, streams, answers }),
    async start(receiver) {
      bot = receiver;
    },
    async stop() {
      bot = undefined;
      streams.end();
      await answers.settled();
    },
    async post({ channel, under }, message, key) {
      if (channel !== CHANNEL) throw new NotDelivered('gone', `the playground has no channel ${channel}`);
      return sendOnce(CHANNEL, message, key, under && { under: under.message });
    },
    async edit(ref, message) {
      conversation.replace(ref.message, message);
    },
    async tell(account, message, key) {
      if (!learners.some((learner) => learner.id === account.id)) throw new NotDelivered('gone', `the playground has no learner ${account.id}`);
      sendOnce(account.id, message, key);
    },
    async check(channel) {
      return channel === CHANNEL ? [] : [{ right: 'there is no such channel', grantAt: `the playground’s only one is ${CHANNEL}` }];
    },
  };
}
