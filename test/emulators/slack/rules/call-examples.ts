import type { SlackEmulator } from '../index.ts';
import type { Json } from '../state.ts';
import { plain } from './broken-blocks.ts';
import { call, commandOf, postJson, type Reply, type Stage } from './wire.ts';

const METHODS = 'https://docs.slack.dev/reference/methods';

const modal: Json = {
  type: 'modal',
  callback_id: 'modal-identifier',
  title: plain('Just a modal'),
  blocks: [
    {
      type: 'section',
      block_id: 'section-identifier',
      text: { type: 'mrkdwn', text: '*Welcome* to ~my~ Block Kit _modal_!' },
      accessory: { type: 'button', text: plain('Just a button'), action_id: 'button-identifier' },
    },
  ],
};

const form: Json = {
  type: 'modal',
  callback_id: 'identify_your_modals',
  private_metadata: 'Shh it is a secret',
  title: plain('Quite a plain modal'),
  submit: plain('Create'),
  blocks: [
    {
      type: 'input',
      block_id: 'a_block_id',
      label: { ...plain('A simple label'), emoji: true },
      optional: false,
      element: { type: 'plain_text_input', action_id: 'an_action_id' },
    },
  ],
};

const home: Json = {
  type: 'home',
  callback_id: 'home_view',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Welcome home, <@U061F7AUR> :house:*' } }],
};

const post = (stage: Stage, args: Json): Promise<Reply> => call(stage.slack, 'chat.postMessage', { channel: stage.general.id, ...args });
const opened = async (stage: Stage, view: Json): Promise<Reply> => call(stage.slack, 'views.open', { trigger_id: (await commandOf(stage)).trigger, view });
const respond = async (stage: Stage, body: Json): Promise<Reply> => postJson((await commandOf(stage)).responseUrl, body);
const upload = (slack: SlackEmulator): Promise<Reply> => call(slack, 'files.getUploadURLExternal', { filename: 'laughingoutloudcat.jpg', length: 5 });

/** Calls as Slack's pages show them. */
export const CALL_EXAMPLES: readonly { says: string; page: string; run(stage: Stage): Promise<Reply> }[] = [
  { says: 'auth.test', page: `${METHODS}/auth.test`, run: ({ slack }) => call(slack, 'auth.test', {}) },
  { says: 'apps.connections.open', page: `${METHODS}/apps.connections.open`, run: ({ slack }) => call(slack, 'apps.connections.open', {}, slack.appToken) },
  { says: 'chat.postMessage: text', page: `${METHODS}/chat.postMessage`, run: (stage) => post(stage, { text: 'I am a test message http://slack.com' }) },
  {
    says: 'chat.postMessage: attachments',
    page: `${METHODS}/chat.postMessage`,
    run: (stage) => post(stage, { text: 'I am a test message', attachments: [{ text: 'And here’s an attachment!', pretext: 'pre-hello' }] }),
  },
  {
    says: 'chat.postMessage: metadata',
    page: `${METHODS}/chat.postMessage`,
    run: (stage) => post(stage, { text: 'Task', metadata: { event_type: 'task_created', event_payload: { id: '11223', title: 'Redesign Homepage' } } }),
  },
  {
    says: 'chat.postEphemeral',
    page: `${METHODS}/chat.postEphemeral`,
    run: ({ slack, general, ada }) => call(slack, 'chat.postEphemeral', { channel: general.id, user: ada.id, text: 'Hello world' }),
  },
  {
    says: 'chat.update',
    page: `${METHODS}/chat.update`,
    run: async (stage) =>
      call(stage.slack, 'chat.update', { channel: stage.general.id, ts: (await post(stage, { text: 'Hello' })).body.ts, text: 'Updated text' }),
  },
  {
    says: 'chat.delete',
    page: `${METHODS}/chat.delete`,
    run: async (stage) => call(stage.slack, 'chat.delete', { channel: stage.general.id, ts: (await post(stage, { text: 'Hello' })).body.ts }),
  },
  {
    says: 'conversations.open',
    page: `${METHODS}/conversations.open`,
    run: ({ slack, ada }) => call(slack, 'conversations.open', { users: ada.id, return_im: true }),
  },
  {
    says: 'conversations.info',
    page: `${METHODS}/conversations.info`,
    run: ({ slack, general }) => call(slack, 'conversations.info', { channel: general.id, include_num_members: true }),
  },
  {
    says: 'conversations.join',
    page: `${METHODS}/conversations.join`,
    run: ({ slack }) => call(slack, 'conversations.join', { channel: slack.addChannel({ name: 'other', bot: false }).id }),
  },
  { says: 'users.info', page: `${METHODS}/users.info`, run: ({ slack, ada }) => call(slack, 'users.info', { user: ada.id, include_locale: true }) },
  { says: 'bots.info', page: `${METHODS}/bots.info`, run: ({ slack }) => call(slack, 'bots.info', {}) },
  { says: 'views.open: a modal', page: 'https://docs.slack.dev/surfaces/modals', run: (stage) => opened(stage, modal) },
  { says: 'views.open: a form', page: `${METHODS}/views.open`, run: (stage) => opened(stage, form) },
  {
    says: 'views.update',
    page: `${METHODS}/views.update`,
    run: async (stage) => {
      const { id, hash } = (await opened(stage, form)).body.view as Json;
      return call(stage.slack, 'views.update', { view_id: id, hash, view: form });
    },
  },
  { says: 'views.publish', page: `${METHODS}/views.publish`, run: ({ slack, ada }) => call(slack, 'views.publish', { user_id: ada.id, view: home }) },
  { says: 'files.getUploadURLExternal', page: `${METHODS}/files.getUploadURLExternal`, run: ({ slack }) => upload(slack) },
  {
    says: 'files.completeUploadExternal',
    page: `${METHODS}/files.completeUploadExternal`,
    run: async ({ slack, general }) => {
      const { body } = await upload(slack);
      await fetch(String(body.upload_url), { method: 'POST', body: 'meow!' });
      return call(slack, 'files.completeUploadExternal', {
        files: [{ id: body.file_id, title: 'Slack API Reference' }],
        channel_id: general.id,
        initial_comment: 'Here',
      });
    },
  },
  {
    says: 'oauth.v2.access',
    page: `${METHODS}/oauth.v2.access`,
    run: ({ slack }) =>
      call(
        slack,
        'oauth.v2.access',
        { code: slack.authorizationCode(slack.addWorkspace()), client_id: slack.clientId, client_secret: slack.clientSecret },
        null,
      ),
  },
  ...(
    [
      ['a private response', { text: 'Thanks for your request, we’ll process it and get back to you.' }],
      ['a public response', { response_type: 'in_channel', text: 'It’s 80 degrees right now.' }],
      ['blocks', { text: 'Partly cloudy', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*It’s 80 degrees right now.*' } }] }],
    ] as const
  ).map(([says, body]) => ({
    says: `response_url: ${says}`,
    page: 'https://docs.slack.dev/interactivity/implementing-slash-commands#responding_response_url',
    run: (stage: Stage) => respond(stage, body),
  })),
];
