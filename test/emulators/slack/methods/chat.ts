import { z } from 'zod';
import { type Draft, edit, listOf, mustNotBeTooLong, post, readDraft, remove } from '../messages.ts';
import { Refused } from '../slack.ts';
import type { Channel, Json, Message } from '../state.ts';
import { type Context, channelOf, encoded, flag, method, needScope } from './method.ts';

const content = {
  text: z.string().optional(),
  markdown_text: z.string().optional(),
  blocks: encoded(z.unknown()).optional(),
  attachments: encoded(z.unknown()).optional(),
  link_names: flag.optional(),
  parse: z.enum(['full', 'none']).optional(),
  metadata: encoded(z.strictObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })).optional(),
};

const look = { username: z.string().optional(), icon_emoji: z.string().optional(), icon_url: z.string().optional() };

/** A person's id stands for the direct messages with that person. */
function writable(context: Context, id: string): Channel {
  const { slack, workspace } = context;
  const direct = [...slack.world.channels.values()].find((one) => one.kind === 'im' && one.members.has(id) && one.members.has(workspace.botUserId));
  const channel = /^[UW]/.test(id) && direct ? direct : channelOf(context, id);
  if (channel.archived) throw new Refused('is_archived', 'message.archived', [channel.id]);
  if (channel.members.has(workspace.botUserId)) return channel;
  if (channel.kind !== 'public' || !workspace.scopes.has('chat:write.public')) throw new Refused('not_in_channel', 'message.member', [channel.id]);
  return channel;
}

function thread(context: Context, channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined) return undefined;
  const parent = listOf(context.slack, channel.id).find((message) => message.ts === ts && message.onlyFor === undefined);
  if (!parent) throw new Refused('invalid_thread_ts', 'message.thread', [ts]);
  return parent.threadTs ?? parent.ts;
}

/** The bot's message that is to be changed. Ephemeral ones can't be, but by their response_url. */
function own(context: Context, id: string, ts: string, verb: 'update' | 'delete'): Message {
  const channel = channelOf(context, id);
  const message = listOf(context.slack, channel.id).find((one) => one.ts === ts && one.onlyFor === undefined);
  if (!message) throw new Refused('message_not_found', 'message.exists', [ts]);
  if (message.user !== context.workspace.botUserId) throw new Refused(`cant_${verb}_message`, 'message.own', [ts]);
  return message;
}

/** A message as the Web API and the payloads show it. */
export function shown(message: Message, context: Pick<Context, 'slack' | 'workspace'>): Json {
  return {
    type: 'message',
    user: message.user,
    ...(message.user === context.workspace.botUserId ? { bot_id: context.workspace.botId, app_id: context.slack.appId } : {}),
    ts: message.ts,
    text: message.text,
    team: context.workspace.teamId,
    blocks: message.blocks,
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((file) => ({ id: file.id, name: file.name, title: file.title })) } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}

function readMessage(context: Context, args: Draft): ReturnType<typeof readDraft> {
  const draft = readDraft(context.slack, args);
  mustNotBeTooLong(draft.blocks);
  return draft;
}

function needLookScope(context: Context, args: { [Field in keyof typeof look]?: string | undefined }): void {
  if (args.username ?? args.icon_emoji ?? args.icon_url) needScope(context, 'chat:write.customize');
}

export const chat = {
  'chat.postMessage': method({
    token: 'bot',
    scopes: ['chat:write'],
    rate: 'rate.post',
    ratePer: 'channel',
    args: z.strictObject({
      channel: z.string(),
      ...content,
      ...look,
      thread_ts: z.string().optional(),
      reply_broadcast: flag.optional(),
      mrkdwn: flag.optional(),
      unfurl_links: flag.optional(),
      unfurl_media: flag.optional(),
    }),
    run(context, args) {
      needLookScope(context, args);
      const channel = writable(context, args.channel);
      const threadTs = thread(context, channel, args.thread_ts);
      const draft = readMessage(context, args);
      const message = post(context.slack, {
        channel,
        user: context.workspace.botUserId,
        content: draft,
        via: context.name,
        threadTs,
        metadata: args.metadata,
      });
      return { channel: channel.id, ts: message.ts, message: shown(message, context) };
    },
  }),

  'chat.postEphemeral': method({
    token: 'bot',
    scopes: ['chat:write'],
    rate: 'rate.tier4',
    args: z.strictObject({ channel: z.string(), user: z.string(), ...content, ...look, thread_ts: z.string().optional() }),
    run(context, args) {
      needLookScope(context, args);
      const channel = writable(context, args.channel);
      if (!channel.members.has(args.user)) throw new Refused('user_not_in_channel', 'message.reader', [args.user]);
      const threadTs = thread(context, channel, args.thread_ts);
      const draft = readMessage(context, args);
      const user = context.workspace.botUserId;
      return { message_ts: post(context.slack, { channel, user, content: draft, via: context.name, threadTs, onlyFor: args.user }).ts };
    },
  }),

  'chat.update': method({
    token: 'bot',
    scopes: ['chat:write'],
    rate: 'rate.tier3',
    args: z.strictObject({
      channel: z.string(),
      ts: z.string(),
      ...content,
      as_user: flag.optional(),
      reply_broadcast: flag.optional(),
      file_ids: encoded(z.array(z.string())).optional(),
    }),
    run(context, args) {
      const old = own(context, args.channel, args.ts, 'update');
      if (channelOf(context, args.channel).archived) throw new Refused('is_archived', 'message.archived', [args.channel]);
      // What is not mentioned stays: blocks go only by an empty list.
      const draft = readMessage(context, args);
      const content = {
        ...draft,
        blocks: args.blocks === undefined ? old.blocks : draft.blocks,
        attachments: args.attachments === undefined ? old.attachments : draft.attachments,
      };
      const files = args.file_ids?.map((id) => fileOf(context, id));
      const message = edit(context.slack, old, content, context.name, files);
      return { channel: message.channel, ts: message.ts, text: message.text, message: shown(message, context) };
    },
  }),

  'chat.delete': method({
    token: 'bot',
    scopes: ['chat:write'],
    rate: 'rate.tier3',
    args: z.strictObject({ channel: z.string(), ts: z.string(), as_user: flag.optional() }),
    run(context, args) {
      remove(context.slack, own(context, args.channel, args.ts, 'delete'));
      return { channel: args.channel, ts: args.ts };
    },
  }),
};

function fileOf(context: Context, id: string) {
  const file = context.slack.world.files.get(id);
  if (file?.state !== 'complete') throw new Refused('file_not_found', 'upload.file', [id]);
  return file;
}
