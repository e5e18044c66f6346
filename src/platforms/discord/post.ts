import { createHash } from 'node:crypto';
import { type REST, RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import type { Account } from '../../bot/event.ts';
import { remember } from '../../bot/remember.ts';
import type { Message } from '../../bot/view.ts';
import { type MessageRef, NotDelivered, type Target } from '../platform.ts';
import { type Call, CODES, call, codeOf, type Repeat } from './call.ts';
import { LIMITS, LOOKED_THROUGH, type Patience, REMEMBERED_POSTS } from './limits.ts';
import { messageBody } from './reply.ts';

const REASONS: Readonly<Record<number, NotDelivered['reason']>> = {
  [CODES.unknownChannel]: 'gone',
  [CODES.unknownGuild]: 'gone',
  [CODES.unknownMessage]: 'gone',
  [CODES.missingAccess]: 'forbidden',
  [CODES.missingPermissions]: 'forbidden',
  [CODES.closedDirectMessages]: 'closed',
};

const withId = z.object({ id: z.string() });
const history = z.array(z.object({ id: z.string(), author: withId, components: z.array(z.object({ id: z.number().optional() })).default([]) }));

/** What we say unasked. */
export interface Posts {
  post(target: Target, message: Message, key: string): Promise<MessageRef>;
  edit(ref: MessageRef, message: Message): Promise<void>;
  tell(account: Account, message: Message, key: string): Promise<void>;
}

export interface PostsOptions {
  rest: REST;
  /** Our own user id; throws while we don't know it. */
  me(): string;
  now(): number;
  patience: Patience;
}

export function createPosts({ rest, me, now, patience }: PostsOptions): Posts {
  const known = new Map<string, Promise<MessageRef>>();

  /** All calls here may be made twice: the nonce, or what they are, makes them count once. */
  async function carry(made: Call): Promise<unknown> {
    const repeat: Repeat = { until: now() + patience.repeatMs, afterMs: patience.retryMs, now };
    try {
      return await call(rest, made, repeat);
    } catch (fault) {
      const reason = REASONS[Number(codeOf(fault))];
      throw reason ? new NotDelivered(reason, fault) : fault;
    }
  }

  /** Discord remembers a nonce for two minutes; a post of an earlier process is looked for where it would be. */
  async function find(channel: string, id: number): Promise<string | undefined> {
    const query = new URLSearchParams({ limit: String(LOOKED_THROUGH) });
    const messages = history.parse(await carry({ method: RequestMethod.Get, route: Routes.channelMessages(channel), query }));
    return messages.find(({ author, components }) => author.id === me() && components[0]?.id === id)?.id;
  }

  async function send({ channel, under }: Target, message: Message, key: string): Promise<MessageRef> {
    const { nonce, id } = namesOf(channel, key);
    const { body, files } = messageBody({ ...message, to: 'channel' }, 'public', id);
    const before = await find(channel, id).catch((fault: unknown) => {
      // Without having looked nothing is sent.
      throw fault instanceof NotDelivered ? fault : new NotDelivered('failed', fault);
    });
    if (before !== undefined) return { channel, message: before };
    const reference = under ? { message_reference: { message_id: under.message, fail_if_not_exists: false } } : {};
    const made = { method: RequestMethod.Post, route: Routes.channelMessages(channel), files, body: { ...body, ...reference, nonce, enforce_nonce: true } };
    return { channel, message: withId.parse(await carry(made)).id };
  }

  function post(target: Target, message: Message, key: string): Promise<MessageRef> {
    const name = `${target.channel} ${key}`;
    const before = known.get(name);
    if (before) return before;
    const sent = send(target, message, key);
    remember(known, name, sent, REMEMBERED_POSTS);
    sent.catch(() => known.delete(name)); // it is not there, as far as we know, so the next try shall be one
    return sent;
  }

  return {
    post,
    async edit({ channel, message }, to) {
      const { body, files } = messageBody(to, 'edit');
      await carry({ method: RequestMethod.Patch, route: Routes.channelMessage(channel, message), body, files });
    },
    async tell(account, message, key) {
      const opened = await carry({ method: RequestMethod.Post, route: Routes.userChannels(), body: { recipient_id: account.id } });
      await post({ channel: withId.parse(opened).id }, message, key);
    },
  };
}

/** The key as Discord can carry it: for two minutes as a nonce, and for ever as the number of the message's container. */
function namesOf(channel: string, key: string): { nonce: string; id: number } {
  const digest = createHash('sha256').update(`${channel} ${key}`).digest();
  return { nonce: digest.toString('base64url').slice(0, LIMITS.nonce.max), id: (digest.readUInt32BE(28) % 0x7fff_fffe) + 1 };
}
