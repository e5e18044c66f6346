import { z } from 'zod';
import { editMessage as change, checkEdit, checkNew, createMessage as store } from './messages.ts';
import { channelJson, messageJson } from './payloads.ts';
import { parse, Refused } from './refusal.ts';
import type { Answer, Context, Route } from './routes.ts';
import { snowflake, text } from './schema-components.ts';
import { createMessage, editMessage, type MessageBody } from './schema-message.ts';
import type { ChannelState, StoredMessage } from './world.ts';
import { botPermissions, directChannel, PERMISSION } from './world.ts';

export function channelOf({ world, params }: Context): ChannelState {
  const channel = world.channels.get(params.channel_id ?? '');
  if (!channel) throw new Refused('unknown-channel');
  if (channel.removed) throw new Refused('unknown-channel', { violation: false });
  if (channel.guild?.removed) throw new Refused('missing-access', { violation: false });
  if (!(botPermissions(channel) & PERMISSION.viewChannel)) throw new Refused('missing-access', { violation: false });
  return channel;
}

/** Rights are taken away by tests only, so that their lack is no fault of the bot. */
function need(channel: ChannelState, ...rights: bigint[]): void {
  if (rights.some((right) => !(botPermissions(channel) & right))) throw new Refused('missing-permissions', { violation: false });
}

function messageOf(context: Context): StoredMessage {
  const channel = channelOf(context);
  const message = context.world.messages.get(context.params.message_id ?? '');
  if (!message || message.channel !== channel || message.onlyFor) throw new Refused('unknown-message');
  if (message.deleted) throw new Refused('unknown-message', { violation: false });
  return message;
}

const NONCE_MS = 120_000;

function post(context: Context): Answer {
  const { world, files } = context;
  const channel = channelOf(context);
  const body = parse(createMessage, context.json);
  checkNew(body, files);
  need(channel, channel.parent ? PERMISSION.sendMessagesInThreads : PERMISSION.sendMessages, ...(files.size > 0 ? [PERMISSION.attachFiles] : []));
  if (channel.recipient && !channel.recipient.acceptsDirectMessages) throw new Refused('closed-direct-message', { violation: false });
  const reference = referenced(context, channel, body.message_reference?.message_id, body.message_reference?.fail_if_not_exists ?? true);
  context.checked();
  const nonce = body.nonce ?? undefined;
  // With enforce_nonce the message of the same author and nonce is given back, and none is made.
  const same =
    body.enforce_nonce && channel.messages.find((each) => !each.interaction && each.nonce === nonce && world.clock.now() - each.createdAt < NONCE_MS);
  const message = same || store(world, { channel, body, files, nonce, reference });
  return { status: 200, json: messageJson(world, message) };
}

function referenced(context: Context, channel: ChannelState, id: string | undefined, needed: boolean) {
  if (id === undefined) return undefined;
  const found = context.world.messages.get(id);
  const there = found && !found.deleted && found.channel === channel && !found.onlyFor;
  if (!there && needed) throw new Refused('unknown-message', { violation: !found });
  return there ? { type: 0, message_id: id, channel_id: channel.id, ...(channel.guild ? { guild_id: channel.guild.id } : {}) } : undefined;
}

function patch(context: Context): Answer {
  const message = messageOf(context);
  const body: MessageBody = parse(editMessage, context.json);
  checkEdit(message, body, context.files);
  context.checked();
  change(context.world, message, body, context.files);
  return { status: 200, json: messageJson(context.world, message) };
}

function remove(context: Context): Answer {
  messageOf(context).deleted = true;
  return { status: 204 };
}

function history(context: Context): Answer {
  const channel = channelOf(context);
  const query = z.object({ limit: z.coerce.number().int().min(1).max(100).default(50), before: snowflake.optional(), after: snowflake.optional() });
  const { limit, before, after } = parse(query, Object.fromEntries(context.request.query));
  const all = channel.messages.filter((each) => !each.deleted && !each.onlyFor);
  const newest = all.filter((each) => before === undefined || BigInt(each.id) < BigInt(before)).toReversed();
  const found = after === undefined ? newest.slice(0, limit) : newest.filter((each) => BigInt(each.id) > BigInt(after)).slice(-limit);
  // Without READ_MESSAGE_HISTORY there is nothing to see.
  const readable = botPermissions(channel) & PERMISSION.readMessageHistory ? found : [];
  return { status: 200, json: readable.map((each) => messageJson(context.world, each)) };
}

const newThread = z.strictObject({ name: text('thread-name', 1), auto_archive_duration: z.literal([60, 1440, 4320, 10080]).nullish() });

/** @see https://discord.com/developers/docs/resources/channel#start-thread-from-message */
function startThread(context: Context): Answer {
  const { world } = context;
  const { id, channel } = messageOf(context);
  const { name } = parse(newThread, context.json);
  need(channel, PERMISSION.createPublicThreads);
  if (world.channels.has(id)) throw new Refused('thread-exists', { violation: false }); // whose answer was lost has to ask again
  context.checked();
  const thread: ChannelState = {
    id,
    name,
    ...(channel.guild ? { guild: channel.guild } : {}),
    parent: channel,
    denied: channel.denied,
    removed: false,
    messages: [],
    log: [],
  };
  world.channels.set(id, thread);
  return { status: 201, json: channelJson(world, thread) };
}

function openDirect(context: Context): Answer {
  const { recipient_id } = parse(z.strictObject({ recipient_id: snowflake }), context.json);
  const person = context.world.people.get(recipient_id);
  if (!person) throw new Refused('unknown-user');
  context.checked();
  return { status: 200, json: channelJson(context.world, directChannel(context.world, person)) };
}

const ONE = '/channels/{channel_id}/messages/{message_id}';
const MANY = '/channels/{channel_id}/messages';

export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: MANY, rate: [5, 5000], handle: post },
  { method: 'GET', path: MANY, query: ['limit', 'before', 'after'], handle: history },
  { method: 'GET', path: ONE, handle: (context) => ({ status: 200, json: messageJson(context.world, messageOf(context)) }) },
  { method: 'PATCH', path: ONE, rate: [5, 5000], handle: patch },
  { method: 'DELETE', path: ONE, handle: remove },
  { method: 'POST', path: `${ONE}/threads`, handle: startThread },
  { method: 'POST', path: '/users/@me/channels', handle: openDirect },
];
