import { afterEach, describe, expect, test } from 'vitest';
import { createSlackEmulator, type SlackEmulator } from './index.ts';
import { button, input, plain } from './rules/broken-blocks.ts';
import { ack, call, connect, type Envelope, listen, type Stage, stageOf } from './rules/wire.ts';

const running: SlackEmulator[] = [];

async function stage(): Promise<Stage> {
  const slack = await createSlackEmulator();
  running.push(slack);
  return stageOf(slack);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((slack) => slack.close()));
});

const form = {
  type: 'modal',
  title: plain('Answer'),
  submit: plain('Send'),
  notify_on_close: true,
  callback_id: 'answer',
  private_metadata: 'q1',
  blocks: [input()],
};
const message = {
  text: 'a',
  blocks: [{ type: 'actions', elements: [button({ value: 'q1' }), { type: 'external_select', action_id: 'topic', min_query_length: 1 }] }],
};

/** What Slack sends, field by field as its pages list them. */
const PAYLOADS: readonly { says: string; page: string; type: string; fields: readonly string[]; act(of: Stage): Promise<unknown> }[] = [
  {
    says: 'a command',
    page: 'https://docs.slack.dev/interactivity/implementing-slash-commands',
    type: 'slash_commands',
    fields: [
      'token',
      'command',
      'text',
      'response_url',
      'trigger_id',
      'user_id',
      'user_name',
      'team_id',
      'team_domain',
      'channel_id',
      'channel_name',
      'api_app_id',
    ],
    act: ({ slack, ada, general }) => slack.use(ada, '/weather', '94070', general),
  },
  {
    says: 'block_actions',
    page: 'https://docs.slack.dev/reference/interaction-payloads/block_actions-payload',
    type: 'interactive',
    fields: ['type', 'user', 'container', 'trigger_id', 'team', 'channel', 'message', 'response_url', 'actions', 'state', 'api_app_id', 'token'],
    act: async ({ slack, ada, general }) => slack.press(ada, slack.messages(general)[0]!, 'hint'),
  },
  {
    says: 'block_suggestion',
    page: 'https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload',
    type: 'interactive',
    fields: ['type', 'user', 'container', 'api_app_id', 'action_id', 'block_id', 'value', 'team', 'channel', 'message'],
    act: ({ slack, ada }) => slack.suggest(ada, 'topic', 'ca'),
  },
  {
    says: 'view_submission',
    page: 'https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission',
    type: 'interactive',
    fields: ['type', 'team', 'user', 'view', 'trigger_id', 'response_urls', 'api_app_id'],
    act: async (of) => of.slack.submit(of.ada, await openForm(of), { answer: 'Cache it' }),
  },
  {
    says: 'view_closed',
    page: 'https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed',
    type: 'interactive',
    fields: ['type', 'team', 'user', 'view', 'is_cleared', 'api_app_id'],
    act: async (of) => of.slack.closeView(of.ada, await openForm(of)),
  },
  {
    says: 'a global shortcut',
    page: 'https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload',
    type: 'interactive',
    fields: ['type', 'callback_id', 'trigger_id', 'action_ts', 'team', 'user', 'token'],
    act: ({ slack, ada }) => slack.shortcut(ada, 'ask'),
  },
  {
    says: 'a message shortcut',
    page: 'https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload',
    type: 'interactive',
    fields: ['type', 'callback_id', 'trigger_id', 'response_url', 'message_ts', 'message', 'channel', 'user', 'team'],
    act: ({ slack, ada, general }) => slack.shortcut(ada, 'ask', slack.messages(general)[0]),
  },
  {
    says: 'an event',
    page: 'https://docs.slack.dev/apis/events-api#the-events-api-callback-field-overview',
    type: 'events_api',
    fields: ['token', 'team_id', 'api_app_id', 'event', 'type', 'event_id', 'event_time', 'authorizations'],
    act: ({ slack, ada }) => slack.openHome(ada),
  },
];

async function openForm({ slack, ada }: Stage) {
  const shortcut = await slack.shortcut(ada, 'ask');
  await call(slack, 'views.open', { trigger_id: shortcut.delivery.payload.trigger_id, view: form });
  return shortcut.view();
}

describe('Slack sends what its pages list:', () => {
  test.each(PAYLOADS)('$says ($page)', async ({ type, fields, act }) => {
    const set = await stage();
    await call(set.slack, 'chat.postMessage', { channel: set.general.id, ...message });
    const arrived: Envelope[] = [];
    await connect(set.slack, (envelope) => {
      arrived.push(envelope);
      return [ack(envelope, envelope.payload.type === 'block_suggestion' ? { options: [] } : undefined)];
    });
    await act(set);
    const last = arrived.at(-1)!;
    expect(last).toMatchObject({ type, accepts_response_payload: type !== 'events_api' });
    expect(Object.keys(last.payload)).toEqual(expect.arrayContaining([...fields]));
    expect(set.slack.violations).toEqual([]);
  });

  test('what was typed into a form, by block_id and action_id', async () => {
    const set = await stage();
    const submitted: unknown[] = [];
    await connect(set.slack, (envelope) => {
      submitted.push(envelope.payload.view);
      return [ack(envelope)];
    });
    await set.slack.submit(set.ada, await openForm(set), { text: 'Cache it' });
    expect(submitted.at(-1)).toMatchObject({
      callback_id: 'answer',
      private_metadata: 'q1',
      state: { values: { answer: { text: { type: 'plain_text_input', value: 'Cache it' } } } },
    });
    expect(set.slack.views(set.ada)).toEqual([]);
  });

  test('a challenge, and takes its answer', async () => {
    const { slack } = await stage();
    const stop = await listen(slack, 200, JSON.stringify({ challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P' }));
    expect(await slack.challenge()).toBe(true);
    expect(slack.violations).toEqual([]);
    stop();
  });
});
