import { z } from 'zod';
import { messageBlocks } from './block-kit/blocks.ts';
import { type Mistake, mistakesOf } from './block-kit/refusal.ts';
import { liveMentions } from './mentions.ts';
import { limitOf, type RuleId } from './rules.ts';
import { newTs, Refused, type Slack, see } from './slack.ts';
import type { Block, Channel, Json, Message, SlackFile } from './state.ts';

/** The parts of a message as they come, in a call or an answer. */
export interface Draft {
  text?: string | undefined;
  markdown_text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  link_names?: boolean | undefined;
  parse?: string | undefined;
}

interface Content {
  text: string;
  blocks: readonly Block[];
  attachments: readonly Json[];
  mentions: readonly string[];
}

const attachmentsShape = z.array(z.looseObject({ blocks: messageBlocks.optional(), fallback: z.string().optional() }));

/** @throws {Refused} with Slack's error and the place of every mistake. */
export function readDraft(slack: Slack, draft: Draft): Content {
  const blocks = draft.blocks === undefined ? [] : parsed(messageBlocks, draft.blocks, '/blocks', 'invalid_blocks');
  const attachments = draft.attachments === undefined ? [] : parsed(attachmentsShape, draft.attachments, '/attachments', 'invalid_attachments');
  const text = draft.text ?? draft.markdown_text ?? '';
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new Refused('no_text', 'call.required', ['text, blocks or attachments']);
  if (text.trim() === '' && blocks.length > 0) throw new Refused('no_text', 'message.fallback', ['text is the fallback of blocks']);
  if (text.length > limitOf('message.text')) throw new Refused('msg_too_long', 'message.text', [`${text.length} characters`]);
  if ((draft.markdown_text?.length ?? 0) > limitOf('markdown.text')) throw new Refused('msg_too_long', 'markdown.text');
  if (attachments.length > limitOf('message.attachments')) throw new Refused('too_many_attachments', 'message.attachments');
  mustHaveFiles(slack, blocks);
  const named = blocks.map((block) => withIds(slack, block));
  const linkNames = draft.link_names === true || draft.parse === 'full';
  return { text, blocks: named, attachments, mentions: liveMentions(text, named, attachments, linkNames) };
}

const ERROR_OF: Partial<Record<RuleId, string>> = { 'markdown.text': 'msg_blocks_too_long', 'table.one': 'invalid_attachments' };

export function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown, root: string, error: string): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const mistakes = mistakesOf(result.error, root);
  const [first] = mistakes as [Mistake];
  throw new Refused(
    ERROR_OF[first.rule] ?? error,
    first.rule,
    mistakes.map((mistake) => mistake.said),
  );
}

const BLOCK_COSTS_CHARS = 100;

/** What posting counts, beyond the limits of each block. @throws {Refused} */
export function mustNotBeTooLong(blocks: readonly Block[]): void {
  const counted = blocks.filter((block) => block.type !== 'table');
  const length = counted.reduce((sum, block) => sum + BLOCK_COSTS_CHARS + textLength(block), 0);
  if (length > limitOf('message.size')) throw new Refused('msg_blocks_too_long', 'message.size', [`${length} characters`]);
}

function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? escapedLength(inner) : textLength(inner)), 0);
}

function escapedLength(text: string): number {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length;
}

/** Slack shows a picture of its own only if it has been uploaded, and is one. */
function mustHaveFiles(slack: Slack, blocks: readonly unknown[]): void {
  const wanted = JSON.stringify(blocks).matchAll(/"slack_file":\{"id":"([^"]*)"\}/g);
  for (const [, id = ''] of wanted) {
    const file = slack.world.files.get(id);
    if (file?.state !== 'complete' || !/\.(png|jpe?g|gif)$/i.test(file.name))
      throw new Refused('invalid_blocks', 'image.slack_file', [`invalid slack file: ${id}`]);
  }
}

/** Slack makes up the ids that are missing. */
export function withIds(slack: Slack, block: { type: string; block_id?: string | undefined }): Block {
  const make = (): string => {
    slack.counter += 1;
    return slack.counter.toString(36).padStart(5, '0');
  };
  const whole = JSON.parse(JSON.stringify(block)) as Record<string, unknown>;
  for (const element of elementsOf(whole)) if (element.action_id === undefined && isInteractive(element)) element.action_id = make();
  return { ...whole, type: block.type, block_id: block.block_id ?? make() };
}

function isInteractive(element: Json): boolean {
  return !['image', 'plain_text', 'mrkdwn'].includes(String(element.type)) && !String(element.type).startsWith('rich_text');
}

export function elementsOf(block: Json): Record<string, unknown>[] {
  const list = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])];
  return list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
}

export interface Posting {
  channel: Channel;
  user: string;
  content: Content;
  via: string;
  threadTs?: string | undefined;
  onlyFor?: string | undefined;
  files?: readonly SlackFile[] | undefined;
  metadata?: unknown;
}

export function post(slack: Slack, posting: Posting): Message {
  const { channel, user, content, threadTs, onlyFor, files = [], metadata } = posting;
  const message: Message = {
    channel: channel.id,
    ts: newTs(slack),
    text: content.text,
    blocks: content.blocks,
    attachments: content.attachments,
    files,
    user,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  listOf(slack, channel.id).push(message);
  recordPings(slack, message, content.mentions, posting.via);
  for (const reader of readersOf(slack, message)) see(slack, reader, { kind: 'message', message, private: isPrivate(channel, message) });
  return message;
}

export function edit(slack: Slack, message: Message, content: Content, via: string, files: readonly SlackFile[] = message.files): Message {
  const list = listOf(slack, message.channel);
  const edited: Message = {
    ...message,
    text: content.text,
    blocks: content.blocks,
    attachments: content.attachments,
    files,
    editedTs: newTs(slack),
  };
  list[list.findIndex((one) => one.ts === message.ts)] = edited;
  recordPings(slack, edited, content.mentions, via);
  const channel = slack.world.channels.get(message.channel);
  for (const reader of readersOf(slack, edited)) see(slack, reader, { kind: 'edit', message: edited, private: channel ? isPrivate(channel, edited) : true });
  return edited;
}

export function remove(slack: Slack, message: Message): void {
  const list = listOf(slack, message.channel);
  list.splice(
    list.findIndex((one) => one.ts === message.ts),
    1,
  );
  for (const reader of readersOf(slack, message)) see(slack, reader, { kind: 'deletion', channel: message.channel, ts: message.ts });
}

export function listOf(slack: Slack, channelId: string): Message[] {
  const list = slack.world.messages.get(channelId) ?? [];
  slack.world.messages.set(channelId, list);
  return list;
}

function isPrivate(channel: Channel, message: Message): boolean {
  return message.onlyFor !== undefined || channel.kind === 'im';
}

function readersOf(slack: Slack, message: Message): readonly string[] {
  if (message.onlyFor !== undefined) return [message.onlyFor];
  return [...(slack.world.channels.get(message.channel)?.members ?? [])];
}

function recordPings(slack: Slack, message: Message, mentions: readonly string[], via: string): void {
  for (const mention of mentions) slack.pings.push({ mention, channel: message.channel, via, private: message.onlyFor !== undefined });
}
