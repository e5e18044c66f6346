import { InteractionResponseType, MessageFlags, type REST, RequestMethod, Routes } from 'discord.js';
import type { Message } from '../../bot/view.ts';
import { type Call, CODES, call, codeOf, type Repeat } from './call.ts';
import type { Interaction } from './inbound.ts';
import { LIMITS, type Patience } from './limits.ts';
import { renderMessage } from './render.ts';

/** The calls by which one act is answered. Each throws when Discord refuses it, or can't be reached in time. */
export interface Replies {
  /** The first answer, within three seconds and once. @returns `late` when Discord has stopped waiting. */
  acknowledge(type: InteractionResponseType, data?: object): Promise<'done' | 'late'>;
  /** The first answer, as a new message. */
  send(message: Message): Promise<'done' | 'late'>;
  /** The first answer, in place of the message pressed. */
  replace(message: Message): Promise<'done' | 'late'>;
  /** After a deferral: in its place. */
  edit(message: Message): Promise<void>;
  /** After a deferral: what is thinking in the channel goes away. */
  remove(): Promise<void>;
  /** After a deferral: one more message, for this person alone. */
  followUp(message: Message): Promise<void>;
}

export interface ReplyOptions {
  rest: REST;
  interaction: Interaction;
  /** When the act reached us. */
  at: number;
  now(): number;
  patience: Patience;
}

export function createReplies({ rest, interaction, at, now, patience }: ReplyOptions): Replies {
  const { id, token, applicationId } = interaction;
  const original = Routes.webhookMessage(applicationId, token);
  const until = (until: number): Repeat => ({ until, afterMs: patience.retryMs, now });
  const afterwards = () => until(Math.min(now() + patience.repeatMs, at + LIMITS.tokenMs.max));
  const anonymous = async (made: Omit<Call, 'anonymous'>, repeat: Repeat) => void (await call(rest, { ...made, anonymous: true }, repeat));

  async function first(type: InteractionResponseType, data: object | undefined, files: Message['files'] = []): Promise<'done' | 'late'> {
    const body = { type, ...(data === undefined ? {} : { data }) };
    try {
      await anonymous({ method: RequestMethod.Post, route: Routes.interactionCallback(id, token), body, files }, until(at + LIMITS.acknowledgeMs.max));
      return 'done';
    } catch (fault) {
      // A repeated call finds that the first one was carried out; another replica may have been faster, too. Either way it is answered.
      if (codeOf(fault) === CODES.alreadyAcknowledged) return 'done';
      if (codeOf(fault) === CODES.unknownInteraction) return 'late';
      throw fault;
    }
  }

  return {
    acknowledge: first,
    async send(message) {
      const { body, files } = messageBody(message, message.to === 'channel' ? 'public' : 'private');
      return first(InteractionResponseType.ChannelMessageWithSource, body, files);
    },
    async replace(message) {
      const { body, files } = messageBody(message, 'edit');
      return first(InteractionResponseType.UpdateMessage, body, files);
    },
    async edit(message) {
      await anonymous({ method: RequestMethod.Patch, route: original, ...messageBody(message, 'edit') }, afterwards());
    },
    remove: () => anonymous({ method: RequestMethod.Delete, route: original }, afterwards()),
    async followUp(message) {
      // Made twice it would be seen twice, by one person: better than no answer.
      await anonymous({ method: RequestMethod.Post, route: Routes.webhook(applicationId, token), ...messageBody(message, 'private') }, afterwards());
    },
  };
}

/**
 * What every message of ours has: nobody is notified by it, whatever its text says, but for the role that a new post is to mention.
 * An edit drops the pictures that were there before.
 */
export function messageBody(message: Message, how: 'public' | 'private' | 'edit', id?: number): { body: object; files: Message['files'] & object } {
  const { components, files } = renderMessage(message, id);
  const attachments = files.map(({ name }, index) => ({ id: String(index), filename: name }));
  const flags = MessageFlags.IsComponentsV2 | (how === 'private' ? MessageFlags.Ephemeral : 0);
  const withFiles = how === 'edit' || attachments.length > 0 ? { attachments } : {};
  const roles = how === 'public' && message.mention !== undefined ? { roles: [message.mention] } : {};
  return { body: { flags, components, allowed_mentions: { parse: [], ...roles }, ...withFiles }, files };
}
