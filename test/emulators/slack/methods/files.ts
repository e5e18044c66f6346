import { z } from 'zod';
import { post, readDraft } from '../messages.ts';
import { limitOf } from '../rules.ts';
import { newId, Refused, type Slack } from '../slack.ts';
import type { SlackFile } from '../state.ts';
import { type Context, channelOf, count, encoded, method } from './method.ts';

export const files = {
  'files.getUploadURLExternal': method({
    token: 'bot',
    scopes: ['files:write'],
    rate: 'rate.tier4',
    args: z.strictObject({
      filename: z.string().min(1),
      length: count.min(1),
      alt_txt: z.string().optional(),
      // As @slack/web-api has it; the documentation says alt_txt.
      alt_text: z.string().optional(),
      snippet_type: z.string().optional(),
    }),
    run({ slack, workspace }, args) {
      const altText = args.alt_txt ?? args.alt_text;
      if ((altText?.length ?? 0) > limitOf('upload.alt_text')) throw new Refused('alt_txt_too_large', 'upload.alt_text');
      const file: SlackFile = {
        id: newId(slack, 'F'),
        name: args.filename,
        title: args.filename,
        teamId: workspace.teamId,
        bytes: new Uint8Array(args.length),
        state: 'announced',
        channels: new Set(),
        ...(altText === undefined ? {} : { altText }),
      };
      slack.world.files.set(file.id, file);
      return { upload_url: `${slack.origin}/upload/v1/${file.id}`, file_id: file.id };
    },
  }),

  'files.completeUploadExternal': method({
    token: 'bot',
    scopes: ['files:write'],
    rate: 'rate.tier4',
    args: z.strictObject({
      files: encoded(
        z
          .array(z.strictObject({ id: z.string(), title: z.string().optional(), highlight_type: z.string().optional() }))
          .min(1)
          .max(10),
      ),
      channel_id: z.string().optional(),
      channels: z.string().optional(),
      initial_comment: z.string().optional(),
      blocks: encoded(z.unknown()).optional(),
      thread_ts: z.string().optional(),
    }),
    run(context, args) {
      const uploaded = args.files.map((one) => complete(context.slack, one.id, one.title));
      const ids = [...(args.channel_id === undefined ? [] : [args.channel_id]), ...(args.channels?.split(',') ?? [])];
      for (const id of ids) share(context, uploaded, id, args);
      return { files: uploaded.map((file) => ({ id: file.id, title: file.title })) };
    },
  }),
};

function complete(slack: Slack, id: string, title: string | undefined): SlackFile {
  const file = slack.world.files.get(id);
  if (file?.state !== 'uploaded') throw new Refused('file_not_found', 'upload.file', [id]);
  file.state = 'complete';
  if (title !== undefined) file.title = title;
  return file;
}

function share(
  context: Context,
  shared: readonly SlackFile[],
  id: string,
  args: { initial_comment?: string | undefined; blocks?: unknown; thread_ts?: string | undefined },
): void {
  const channel = channelOf(context, id);
  if (channel.archived) throw new Refused('is_archived', 'message.archived', [id]);
  if (!channel.members.has(context.workspace.botUserId)) throw new Refused('not_in_channel', 'message.member', [id]);
  const text = args.initial_comment ?? '';
  const empty = { text, blocks: [], attachments: [], mentions: [] };
  const content =
    text === '' && args.blocks === undefined
      ? empty
      : readDraft(context.slack, { text: text || shared.map((file) => file.title).join(', '), blocks: args.blocks });
  for (const file of shared) file.channels.add(channel.id);
  post(context.slack, { channel, user: context.workspace.botUserId, content, via: context.name, threadTs: args.thread_ts, files: shared });
}

/** What arrives at an upload address: any number of bytes but those announced is refused. */
export function receiveUpload(slack: Slack, id: string, bytes: Uint8Array): void {
  const file = slack.world.files.get(id);
  if (file?.state !== 'announced') throw new Refused('file_not_found', 'upload.file', [id]);
  if (file.bytes.length !== bytes.length) throw new Refused('length_mismatch', 'upload.length', [`${bytes.length} bytes instead of ${file.bytes.length}`]);
  file.bytes = bytes;
  file.state = 'uploaded';
}
