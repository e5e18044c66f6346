import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Fault } from './faults.ts';
import { createSlackEmulator, type SlackEmulator, type SlackEmulatorOptions } from './index.ts';
import { button, input, modal, mrkdwn, plain, section } from './rules/broken-blocks.ts';
import { ack, call, commandOf, connect, listen, postJson, type Stage, stageOf } from './rules/wire.ts';
import type { Json } from './state.ts';

const running: SlackEmulator[] = [];

async function stage(options?: SlackEmulatorOptions): Promise<Stage> {
  const slack = await createSlackEmulator(options);
  running.push(slack);
  return stageOf(slack);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((slack) => slack.close()));
});

const post = ({ slack, general }: Stage, args: Json) => call(slack, 'chat.postMessage', { channel: general.id, text: 'Hi', ...args });

describe('a live mention is recorded', () => {
  const quoted = (text: string): Json => ({ text: 'Hi', blocks: [section(text)] });
  test.each<[string, Json, string[]]>([
    ['in text', { text: 'Hi <!channel>' }, ['<!channel>']],
    ['with a label', { text: '<!here|here> <!everyone>' }, ['<!here|here>', '<!everyone>']],
    ['of a person and a group', quoted('<@U12345> <!subteam^S12345>'), ['<@U12345>', '<!subteam^S12345>']],
    ['in markdown', { text: 'Hi', blocks: [{ type: 'markdown', text: 'Hi <!channel>' }] }, ['<!channel>']],
    [
      'in a field and in context',
      {
        text: 'a',
        blocks: [
          { type: 'section', fields: [mrkdwn('<!here>')] },
          { type: 'context', elements: [mrkdwn('<@U12345>')] },
        ],
      },
      ['<!here>', '<@U12345>'],
    ],
    ['in an attachment', { text: 'a', attachments: [{ fallback: 'a', blocks: [section('<!channel>')] }] }, ['<!channel>']],
    [
      'in rich text',
      { text: 'a', blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }] }] },
      ['<!here>'],
    ],
    ['written bare, where Slack is told to look', { text: '@channel', link_names: true }, ['@channel']],
    ['not when escaped', quoted('&lt;!channel&gt; &lt;@U12345&gt;'), []],
    ['not in plain text', { text: 'a', blocks: [{ type: 'header', text: plain('<!channel>') }] }, []],
    ['not when bare', { text: 'mail@channel.org @channel' }, []],
  ])('%s', async (_says, args, mentions) => {
    const set = await stage();
    expect((await post(set, args)).body.ok).toBe(true);
    expect(set.slack.pings.map(({ mention }) => mention)).toEqual(mentions);
  });

  test('in an edit, and in private', async () => {
    const set = await stage();
    const { ts } = (await post(set, {})).body;
    await call(set.slack, 'chat.update', { channel: set.general.id, ts, text: '<!here>' });
    await call(set.slack, 'chat.postEphemeral', { channel: set.general.id, user: set.ada.id, text: '<@U12345>' });
    expect(set.slack.pings).toEqual([
      { mention: '<!here>', channel: set.general.id, via: 'chat.update', private: false },
      { mention: '<@U12345>', channel: set.general.id, via: 'chat.postEphemeral', private: true },
    ]);
  });
});

describe('a fault', () => {
  const met = async (how: Fault['how']) => {
    const set = await stage();
    set.slack.fault({ on: 'chat.postMessage', how });
    const reply = await post(set, {}).catch(() => 'cut' as const);
    const seen = set.slack.messages(set.general).length;
    expect(set.slack.violations).toEqual([]);
    return { reply: reply === 'cut' ? reply : { status: reply.status, error: reply.body.error, retryAfter: reply.headers.get('retry-after') }, seen };
  };

  test.each<[Fault['how'], unknown, number]>([
    [{ status: 500 }, { status: 500, error: 'internal_error', retryAfter: null }, 0],
    [{ retryAfter: 7 }, { status: 429, error: 'ratelimited', retryAfter: '7' }, 0],
    [{ error: 'fatal_error' }, { status: 200, error: 'fatal_error', retryAfter: null }, 0],
    ['cut before', 'cut', 0],
    ['cut after', 'cut', 1],
  ])('%j', async (how, reply, seen) => {
    expect(await met(how)).toEqual({ reply, seen });
  });

  test('of a delay is carried out when released; the next call is well', async () => {
    const set = await stage();
    const fault = set.slack.fault({ on: /^chat\./, how: 'delay' });
    const pending = post(set, { text: 'late' });
    await fault.firstMet;
    expect(set.slack.messages(set.general)).toEqual([]);
    await call(set.slack, 'chat.postEphemeral', { channel: set.general.id, user: set.ada.id, text: 'soon' });
    fault.release();
    await pending;
    expect(set.slack.seen(set.ada, set.general).map(({ text }) => text)).toEqual(['soon', 'late']);
    expect(fault.met).toBe(1);
  });

  test('of the socket, a response_url and an upload', async () => {
    const set = await stage();
    const { responseUrl } = await commandOf(set);
    set.slack.fault({ on: 'socket', how: 'cut before' });
    set.slack.fault({ on: 'response_url', how: { status: 500 } });
    set.slack.fault({ on: 'upload', how: { status: 503 } });
    expect((await postJson(responseUrl, { text: 'a' })).status).toBe(500);
    const { body } = await call(set.slack, 'files.getUploadURLExternal', { filename: 'a', length: 1 });
    expect((await fetch(String(body.upload_url), { method: 'POST', body: 'a' })).status).toBe(503);
    const opened = await call(set.slack, 'apps.connections.open', {}, set.slack.appToken);
    const socket = new WebSocket(String(opened.body.url));
    await once(socket, 'error');
    expect(set.slack.socket.connections).toBe(0);
  });
});

describe('time', () => {
  test('stands still with its source, and gives back what was used up', async () => {
    const now = Date.UTC(2026, 10, 24);
    const set = await stage({ now: () => now });
    expect((await post(set, {})).body.ts).toBe(`${now / 1000}.000000`);
    set.slack.tolerate('rate.post');
    expect((await post(set, {})).headers.get('retry-after')).toBe('1');
    await set.slack.advance(1000);
    expect((await post(set, {})).body).toMatchObject({ ok: true, ts: `${now / 1000 + 1}.000000` });
    expect(set.slack.violations).toEqual([]);
  });

  test('brings an event again over HTTP, three times at most', async () => {
    const { slack, ada } = await stage({ retryAfterMs: 60_000 });
    slack.tolerate('ack.status');
    const stop = await listen(slack, 500);
    await slack.openHome(ada);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await slack.advance(60_000);
      await slack.idle();
    }
    expect(slack.deliveries.map(({ outcome, status }) => [outcome, status])).toEqual(Array(4).fill(['failed', 500]));
    stop();
  });
});

test('deliveries go round all connections', async () => {
  const { slack, ada, general } = await stage();
  const got = [0, 0];
  for (const index of [0, 1]) {
    await connect(slack, (envelope) => {
      got[index] = (got[index] ?? 0) + 1;
      return [ack(envelope)];
    });
  }
  for (let times = 0; times < 4; times += 1) await slack.use(ada, '/quorum', '', general);
  expect(got).toEqual([2, 2]);
});

test('a command may be answered in its acknowledgement', async () => {
  const { slack, ada, bob, general } = await stage();
  await connect(slack, (envelope) => [ack(envelope, { text: 'For all', response_type: 'in_channel' })]);
  await slack.use(ada, '/quorum', '', general);
  const stop = await listen(slack, 200, 'For you');
  await slack.use(ada, '/quorum', '', general);
  expect(slack.seen(ada, general).map(({ text }) => text)).toEqual(['For all', 'For you']);
  expect(slack.seen(bob, general).map(({ text }) => text)).toEqual(['For all']);
  expect(slack.violations).toEqual([]);
  stop();
});

test('a menu is filled by the bot, and a person chooses from what it offered', async () => {
  const set = await stage();
  const { slack, ada, general } = set;
  const option = { text: plain('Caching'), value: 'cache' };
  await post(set, { blocks: [{ type: 'actions', elements: [{ type: 'external_select', action_id: 'topic', min_query_length: 2 }] }] });
  const actions: unknown[] = [];
  await connect(slack, (envelope) => {
    actions.push(envelope.payload.actions);
    return [ack(envelope, envelope.payload.type === 'block_suggestion' ? { options: [option] } : undefined)];
  });
  expect(await slack.suggest(ada, 'topic', 'c')).toEqual([]);
  expect(await slack.suggest(ada, 'topic', 'ca')).toEqual([{ text: 'Caching', value: 'cache' }]);
  const message = slack.messages(general)[0]!;
  await slack.choose(ada, message, 'topic', 'cache');
  expect(actions.at(-1)).toMatchObject([{ action_id: 'topic', selected_option: option }]);
  expect(() => slack.choose(ada, message, 'topic', 'queue')).toThrow('nobody can choose queue');
});

test('what a person cannot do, throws', async () => {
  const set = await stage();
  const { slack, ada, general } = set;
  const view = modal({ blocks: [input({}, { min_length: 3, max_length: 5 })] });
  await call(slack, 'views.open', { trigger_id: (await commandOf(set)).trigger, view });
  const [form] = slack.views(ada);
  await post(set, { blocks: [{ type: 'actions', elements: [button()] }] });
  expect(() => slack.press(ada, slack.messages(general)[0]!, 'Answer')).toThrow('nobody can find the button Answer here: hint “Hint”');
  expect(() => slack.submit(ada, form!, {})).toThrow('the form asks for text');
  expect(() => slack.submit(ada, form!, { answer: 'ab' })).toThrow('takes 3 to 5 characters');
  expect(() => slack.submit(ada, form!, { answer: 'a\nbc' })).toThrow('line break');
  expect(() => slack.submit(ada, form!, { question: 'abc' })).toThrow('there is no field question');
});

test('forms lie on each other, and come back', async () => {
  const set = await stage();
  const { slack, ada } = set;
  const views = ['one', 'two'].map((name) => modal({ title: plain(name), notify_on_close: true }));
  await call(slack, 'views.open', { trigger_id: (await commandOf(set)).trigger, view: views[0] });
  await connect(slack, (envelope) => [ack(envelope, envelope.payload.type === 'view_submission' ? { response_action: 'push', view: views[1] } : undefined)]);
  await slack.submit(ada, slack.views(ada)[0]!, { answer: 'a' });
  expect(slack.views(ada).map(({ title }) => title.text)).toEqual(['one', 'two']);
  const closed = await slack.closeView(ada, slack.views(ada)[1]!);
  expect(closed?.delivery.payload).toMatchObject({ type: 'view_closed', is_cleared: false });
  expect(slack.transcript(ada, set.general)).toBe('┌ one\n│ Answer: []\n│ [Send]\n└');
  expect(slack.violations).toEqual([]);
});

test('an installation goes through the browser', async () => {
  const { slack } = await stage();
  const query = new URLSearchParams({ client_id: slack.clientId, state: 's1', redirect_uri: 'https://quorum.example/slack/oauth_redirect' });
  const answer = await fetch(`${slack.authorizeUrl}?${query}`, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe('s1');
  const code = back.searchParams.get('code');
  const { body } = await call(slack, 'oauth.v2.access', { code, client_id: slack.clientId, client_secret: slack.clientSecret }, null);
  expect(body).toMatchObject({ ok: true, access_token: slack.botToken, team: { id: slack.teamId } });
});

test('a transcript reads as the screen does', async () => {
  const set = await stage({ rateLimits: false });
  const { slack, ada, general } = set;
  await slack.say(ada, general, `Hello <@${ada.id}>`);
  const option = { text: plain('Caching'), value: 'cache' };
  await post(set, {
    blocks: [
      { type: 'header', text: plain('Question') },
      section('Why &lt;cache&gt;? See <https://example.com|this>'),
      { type: 'table', rows: [['Name', 'Points'].map((text) => ({ type: 'raw_text', text }))] },
      { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A diagram' },
      { type: 'divider' },
      { type: 'context', elements: [mrkdwn('From the pack'), mrkdwn('2 minutes')] },
      { type: 'actions', elements: [button(), { type: 'static_select', action_id: 'pick', placeholder: plain('Choose'), options: [option] }] },
    ],
  });
  expect(slack.transcript(ada, general)).toBe(
    [
      'ada:\n  Hello @ada\n',
      'Quorum:',
      '  # Question',
      '  Why <cache>? See this (https://example.com)',
      '  Name | Points',
      '  (image: A diagram)',
      '  ───',
      '  From the pack · 2 minutes',
      '  [Hint] [Choose ▾: Caching]',
    ].join('\n'),
  );
});
