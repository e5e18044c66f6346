import type { SlackEmulator, SlackEmulatorOptions } from '../index.ts';
import type { RuleId } from '../rules.ts';
import type { Json } from '../state.ts';
import { modal, section } from './broken-blocks.ts';
import { ack, call, commandOf, connect, postJson, type Reply, type Stage } from './wire.ts';

/** Calls that Slack refuses. `run` answers with the refused one. */
export interface BrokenCall {
  rule: RuleId;
  says: string;
  error: string;
  /** 200 if nothing else: Slack refuses in the body. */
  status?: number;
  options?: SlackEmulatorOptions;
  run(stage: Stage): Promise<Reply>;
}

const post = (stage: Stage, args: Json, token?: string | null): Promise<Reply> =>
  call(stage.slack, 'chat.postMessage', { channel: stage.general.id, text: 'Hi', ...args }, token);

async function repeat(times: number, run: (index: number) => Promise<Reply>): Promise<Reply> {
  let last = await run(0);
  for (let index = 1; index < times; index += 1) last = await run(index);
  return last;
}

async function posted(stage: Stage): Promise<{ channel: string; ts: string }> {
  const { body } = await post(stage, {});
  return { channel: stage.general.id, ts: String(body.ts) };
}

async function openForm(stage: Stage): Promise<{ viewId: string; hash: string }> {
  const { trigger } = await commandOf(stage);
  const { body } = await call(stage.slack, 'views.open', { trigger_id: trigger, view: modal({ external_id: 'mine' }) });
  const view = body.view as Json;
  return { viewId: String(view.id), hash: String(view.hash) };
}

/** A press in the form on top gives the next trigger. */
async function push(stage: Stage, view: Json): Promise<Reply> {
  const top = stage.slack.views(stage.ada).at(-1)!;
  const pressed = await stage.slack.press(stage.ada, top, { action_id: 'more' });
  return call(stage.slack, 'views.push', { trigger_id: pressed.delivery.payload.trigger_id, view });
}

async function upload(stage: Stage, announced: number, sent: number): Promise<{ id: string; reply: Reply }> {
  const { body } = await call(stage.slack, 'files.getUploadURLExternal', { filename: 'a.png', length: announced });
  const response = await fetch(String(body.upload_url), { method: 'POST', body: new Uint8Array(sent) });
  return { id: String(body.file_id), reply: { status: response.status, body: (await response.json()) as Json, headers: response.headers } };
}

const exchange = (slack: SlackEmulator, over: Json): Promise<Reply> =>
  call(slack, 'oauth.v2.access', { code: 'none', client_id: slack.clientId, client_secret: slack.clientSecret, ...over }, null);

const scopes = ['commands'];

export const BROKEN_CALLS: readonly BrokenCall[] = [
  { rule: 'call.method', says: 'a method that does not exist', error: 'unknown_method', run: ({ slack }) => call(slack, 'chat.shout', {}) },
  {
    rule: 'call.http',
    says: 'a body of plain text',
    error: 'invalid_post_type',
    run: async ({ slack }) => {
      const response = await fetch(`${slack.url}auth.test`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'a' });
      return { status: response.status, body: (await response.json()) as Json, headers: response.headers };
    },
  },
  { rule: 'call.argument', says: 'an argument that does not exist', error: 'invalid_arguments', run: (stage) => post(stage, { colour: 'red' }) },
  {
    rule: 'call.required',
    says: 'no timestamp',
    error: 'invalid_arguments',
    run: ({ slack, general }) => call(slack, 'chat.update', { channel: general.id, text: 'a' }),
  },
  { rule: 'call.required', says: 'neither text nor blocks', error: 'no_text', run: (stage) => post(stage, { text: undefined }) },
  { rule: 'call.token', says: 'no token', error: 'not_authed', run: (stage) => post(stage, {}, null) },
  { rule: 'call.token', says: 'a token that nobody issued', error: 'invalid_auth', run: (stage) => post(stage, {}, 'xoxb-1') },
  {
    rule: 'call.token',
    says: 'a revoked token',
    error: 'token_revoked',
    run: (stage) => {
      stage.slack.revoke(stage.slack.botToken);
      return post(stage, {});
    },
  },
  { rule: 'call.token_type', says: 'the app-level token', error: 'not_allowed_token_type', run: (stage) => post(stage, {}, stage.slack.appToken) },
  { rule: 'call.scope', says: 'posting without chat:write', error: 'missing_scope', options: { scopes }, run: (stage) => post(stage, {}) },
  {
    rule: 'call.scope',
    says: 'direct messages without im:write',
    error: 'missing_scope',
    options: { scopes },
    run: ({ slack, ada }) => call(slack, 'conversations.open', { users: ada.id }),
  },
  {
    rule: 'call.scope',
    says: 'uploading without files:write',
    error: 'missing_scope',
    options: { scopes },
    run: ({ slack }) => call(slack, 'files.getUploadURLExternal', { filename: 'a', length: 1 }),
  },
  { rule: 'rate.post', says: 'two messages in a second', error: 'ratelimited', status: 429, run: (stage) => repeat(2, () => post(stage, {})) },
  {
    rule: 'rate.tier1',
    says: '11 connections in a minute',
    error: 'ratelimited',
    status: 429,
    run: ({ slack }) => repeat(11, () => call(slack, 'apps.connections.open', {}, slack.appToken)),
  },
  {
    rule: 'rate.tier3',
    says: '51 edits in a minute',
    error: 'ratelimited',
    status: 429,
    run: async (stage) => {
      const message = await posted(stage);
      return repeat(51, (index) => call(stage.slack, 'chat.update', { ...message, text: String(index) }));
    },
  },
  {
    rule: 'rate.tier4',
    says: '101 looks at a user in a minute',
    error: 'ratelimited',
    status: 429,
    run: ({ slack, ada }) => repeat(101, () => call(slack, 'users.info', { user: ada.id })),
  },

  { rule: 'message.channel', says: 'a channel that does not exist', error: 'channel_not_found', run: (stage) => post(stage, { channel: 'C0NOWHERE' }) },
  {
    rule: 'message.channel',
    says: 'a channel of another workspace',
    error: 'channel_not_found',
    run: (stage) => post(stage, { channel: stage.slack.addChannel({ name: 'theirs', workspace: stage.slack.addWorkspace() }).id }),
  },
  {
    rule: 'message.member',
    says: 'a channel without the bot',
    error: 'not_in_channel',
    run: (stage) => post(stage, { channel: stage.slack.addChannel({ name: 'other', bot: false }).id }),
  },
  {
    rule: 'message.archived',
    says: 'an archived channel',
    error: 'is_archived',
    run: (stage) => post(stage, { channel: stage.slack.addChannel({ name: 'old', archived: true }).id }),
  },
  {
    rule: 'message.exists',
    says: 'an edit of nothing',
    error: 'message_not_found',
    run: ({ slack, general }) => call(slack, 'chat.update', { channel: general.id, ts: '1.1', text: 'a' }),
  },
  {
    rule: 'message.exists',
    says: 'an edit of an ephemeral message',
    error: 'message_not_found',
    run: async ({ slack, general: { id: channel }, ada }) => {
      const { body } = await call(slack, 'chat.postEphemeral', { channel, user: ada.id, text: 'a' });
      return call(slack, 'chat.update', { channel, ts: body.message_ts, text: 'b' });
    },
  },
  ...(['update', 'delete'] as const).map((verb) => ({
    rule: 'message.own' as const,
    says: `${verb} of somebody’s message`,
    error: `cant_${verb}_message`,
    run: async ({ slack, ada, general }: Stage) => {
      const { ts } = await slack.say(ada, general, 'Hello');
      return call(slack, `chat.${verb}`, { channel: general.id, ts, ...(verb === 'update' ? { text: 'a' } : {}) });
    },
  })),
  { rule: 'message.fallback', says: 'blocks without text', error: 'no_text', run: (stage) => post(stage, { text: undefined, blocks: [section('a')] }) },
  { rule: 'message.text', says: 'text of 40,001', error: 'msg_too_long', run: (stage) => post(stage, { text: 'x'.repeat(40_001) }) },
  { rule: 'message.text_json', says: 'blocks that are no JSON', error: 'invalid_blocks_format', run: (stage) => post(stage, { blocks: '[{' }) },
  {
    rule: 'message.reader',
    says: 'an ephemeral for a stranger',
    error: 'user_not_in_channel',
    run: ({ slack, general }) => call(slack, 'chat.postEphemeral', { channel: general.id, user: 'U1', text: 'a' }),
  },
  { rule: 'message.thread', says: 'a reply to nothing', error: 'invalid_thread_ts', run: (stage) => post(stage, { thread_ts: '1.1' }) },
  {
    rule: 'message.size',
    says: 'five sections of 3,000',
    error: 'msg_blocks_too_long',
    run: (stage) => post(stage, { blocks: Array.from({ length: 5 }, () => section('x'.repeat(3000))) }),
  },
  {
    rule: 'message.size',
    says: 'four sections that are 13,201 characters once escaped',
    error: 'msg_blocks_too_long',
    run: (stage) => post(stage, { blocks: [...[3000, 3000, 3000].map((length) => section('x'.repeat(length))), section(`${'&'.repeat(760)}a`)] }),
  },
  {
    rule: 'message.attachments',
    says: '101 attachments',
    error: 'too_many_attachments',
    run: (stage) => post(stage, { attachments: Array.from({ length: 101 }, () => ({ fallback: 'a' })) }),
  },

  {
    rule: 'trigger.known',
    says: 'a trigger that nobody gave',
    error: 'invalid_trigger_id',
    run: ({ slack }) => call(slack, 'views.open', { trigger_id: '1.2.3', view: modal() }),
  },
  {
    rule: 'trigger.once',
    says: 'a trigger twice',
    error: 'exchanged_trigger_id',
    run: async (stage) => {
      const { trigger } = await commandOf(stage);
      return repeat(2, () => call(stage.slack, 'views.open', { trigger_id: trigger, view: modal() }));
    },
  },
  {
    rule: 'trigger.expiry',
    says: 'a trigger after 3 s',
    error: 'expired_trigger_id',
    run: async (stage) => {
      const { trigger } = await commandOf(stage);
      await stage.slack.advance(3001);
      return call(stage.slack, 'views.open', { trigger_id: trigger, view: modal() });
    },
  },
  { rule: 'view.exists', says: 'an update of no view', error: 'not_found', run: ({ slack }) => call(slack, 'views.update', { view_id: 'V1', view: modal() }) },
  {
    rule: 'view.hash',
    says: 'an update of an older state',
    error: 'hash_conflict',
    run: async (stage) => {
      const { viewId: view_id, hash } = await openForm(stage);
      return repeat(2, () => call(stage.slack, 'views.update', { view_id, hash, view: modal() }));
    },
  },
  {
    rule: 'view.push',
    says: 'a fourth view',
    error: 'push_limit_reached',
    run: async (stage) => {
      await openForm(stage);
      await connect(stage.slack, (envelope) => [ack(envelope)]);
      return repeat(3, () => push(stage, modal()));
    },
  },
  {
    rule: 'view.external_id',
    says: 'an external_id twice',
    error: 'duplicate_external_id',
    run: async (stage) => {
      await openForm(stage);
      const { trigger } = await commandOf({ ...stage, ada: stage.bob });
      return call(stage.slack, 'views.open', { trigger_id: trigger, view: modal({ external_id: 'mine' }) });
    },
  },
  {
    rule: 'view.type',
    says: 'a form as a home tab',
    error: 'invalid_arguments',
    run: ({ slack, ada }) => call(slack, 'views.publish', { user_id: ada.id, view: modal() }),
  },

  {
    rule: 'response_url.known',
    says: 'an address that nobody gave',
    error: 'invalid_url',
    status: 404,
    run: ({ slack }) => postJson(`${new URL(slack.url).origin}/response/1`, { text: 'a' }),
  },
  {
    rule: 'response_url.uses',
    says: 'a sixth use',
    error: 'used_url',
    status: 404,
    run: async (stage) => {
      const { responseUrl } = await commandOf(stage);
      return repeat(6, (index) => postJson(responseUrl, { text: String(index) }));
    },
  },
  {
    rule: 'response_url.expiry',
    says: 'a use after half an hour',
    error: 'expired_url',
    status: 404,
    run: async (stage) => {
      const { responseUrl } = await commandOf(stage);
      await stage.slack.advance(30 * 60_000 + 1);
      return postJson(responseUrl, { text: 'a' });
    },
  },
  ...(
    [
      ['response_url.source', 'a replacement of nothing', 'message_not_found', { replace_original: true, text: 'a' }],
      ['response_url.type', 'a response for everybody', 'invalid_payload', { response_type: 'everybody', text: 'a' }],
      ['response_url.fields', 'a field that does not exist', 'invalid_payload', { colour: 'red', text: 'a' }],
      ['section.text', 'a section of 3,001', 'invalid_blocks', { text: 'a', blocks: [section('x'.repeat(3001))] }],
    ] as const
  ).map(([rule, says, error, response]) => ({
    rule,
    says: `${says}, to a response_url`,
    error,
    status: 400,
    run: async (stage: Stage) => postJson((await commandOf(stage)).responseUrl, response),
  })),

  { rule: 'user.exists', says: 'a user who does not exist', error: 'user_not_found', run: ({ slack }) => call(slack, 'users.info', { user: 'U1' }) },
  { rule: 'bot.exists', says: 'a bot that does not exist', error: 'bot_not_found', run: ({ slack }) => call(slack, 'bots.info', { bot: 'B1' }) },
  {
    rule: 'conversation.users',
    says: 'a conversation with nobody',
    error: 'users_list_not_supplied',
    run: ({ slack }) => call(slack, 'conversations.open', { users: '' }),
  },
  {
    rule: 'conversation.users',
    says: 'a conversation with nine',
    error: 'too_many_users',
    run: ({ slack }) => call(slack, 'conversations.open', { users: Array(9).fill('U1').join() }),
  },
  { rule: 'upload.length', says: 'fewer bytes than announced', error: 'length_mismatch', status: 400, run: async (stage) => (await upload(stage, 3, 2)).reply },
  {
    rule: 'upload.file',
    says: 'completing what was not sent',
    error: 'file_not_found',
    run: ({ slack }) => call(slack, 'files.completeUploadExternal', { files: [{ id: 'F1' }] }),
  },
  {
    rule: 'upload.file',
    says: 'completing it twice',
    error: 'file_not_found',
    run: async (stage) => {
      const { id } = await upload(stage, 3, 3);
      return repeat(2, () => call(stage.slack, 'files.completeUploadExternal', { files: [{ id }] }));
    },
  },
  {
    rule: 'upload.alt_text',
    says: 'alt_txt of 1,001',
    error: 'alt_txt_too_large',
    run: ({ slack }) => call(slack, 'files.getUploadURLExternal', { filename: 'a', length: 1, alt_txt: 'x'.repeat(1001) }),
  },
  { rule: 'oauth.client', says: 'a wrong client secret', error: 'bad_client_secret', run: ({ slack }) => exchange(slack, { client_secret: 'guess' }) },
  { rule: 'oauth.code', says: 'a code that nobody gave', error: 'invalid_code', run: ({ slack }) => exchange(slack, {}) },
];
