import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSlackEmulator, type SlackEmulator } from './index.ts';
import { modal, section } from './rules/broken-blocks.ts';
import type { Json } from './state.ts';

/** The npm package `emulate` knows Slack’s Web API too: where both know a call, they must agree on it. */

const TOKEN = 'xoxb-second-opinion';

let other: Emulator;
let slack: SlackEmulator;
let ours: Ids;
let theirs: Ids;

/** The same town on both sides, under different ids. */
interface Ids {
  url: string;
  token: string;
  channel: string;
  archived: string;
  user: string;
}

async function call(side: Ids, method: string, args: Json, token: string | null = side.token): Promise<Json> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${side.url}${method}`, { method: 'POST', headers, body: JSON.stringify(args) });
  return (await response.json()) as Json;
}

async function theirIds(): Promise<Ids> {
  const side = { url: `${other.url.replace('localhost', '127.0.0.1')}/api/`, token: TOKEN, channel: '', archived: '', user: '' };
  const { channels } = (await call(side, 'conversations.list', {})) as { channels: { id: string; name: string }[] };
  const { members } = (await call(side, 'users.list', {})) as { members: { id: string; name: string }[] };
  const channel = channels.find((one) => one.name === 'general')?.id ?? '';
  const archived = channels.find((one) => one.name === 'old')?.id ?? '';
  await call(side, 'conversations.join', { channel });
  await call(side, 'conversations.archive', { channel: archived });
  return { ...side, channel, archived, user: members.find((one) => one.name === 'ada')?.id ?? '' };
}

beforeAll(async () => {
  other = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      tokens: { [TOKEN]: { login: 'quorum', scopes: [] } },
      slack: {
        team: { name: 'study-hall', domain: 'study-hall' },
        users: [{ name: 'ada' }, { name: 'quorum' }],
        channels: [{ name: 'general' }, { name: 'old' }],
        bots: [{ name: 'quorum' }],
        tokens: [{ token: TOKEN, user: 'quorum' }],
      },
    },
  });
  slack = await createSlackEmulator({ rateLimits: false });
  const ada = slack.addUser({ name: 'ada' });
  const channel = slack.addChannel({ name: 'general', members: [ada] }).id;
  ours = { url: slack.url, token: slack.botToken, channel, archived: slack.addChannel({ name: 'old', archived: true }).id, user: ada.id };
  theirs = await theirIds();
});

afterAll(async () => {
  await Promise.all([other.close(), slack.close()]);
});

const post = (side: Ids, args: Json): Promise<Json> => call(side, 'chat.postMessage', { channel: side.channel, text: 'Hi', ...args });

test.each<[string, (side: Ids) => Promise<Json>]>([
  ['auth.test', (side) => call(side, 'auth.test', {})],
  ['auth.test without a token', (side) => call(side, 'auth.test', {}, null)],
  ['a message', (side) => post(side, {})],
  ['a message with blocks', (side) => post(side, { blocks: [section('Hi')] })],
  ['a message of nothing', (side) => post(side, { text: undefined })],
  ['a message to nowhere', (side) => post(side, { channel: 'C0NOWHERE' })],
  ['a message to an archived channel', (side) => post(side, { channel: side.archived })],
  ['a reply', async (side) => post(side, { thread_ts: (await post(side, {})).ts })],
  ['an edit', async (side) => call(side, 'chat.update', { channel: side.channel, ts: (await post(side, {})).ts, text: 'Hello' })],
  ['an edit of nothing', (side) => call(side, 'chat.update', { channel: side.channel, ts: '1.1', text: 'Hello' })],
  ['a deletion', async (side) => call(side, 'chat.delete', { channel: side.channel, ts: (await post(side, {})).ts })],
  ['a deletion of nothing', (side) => call(side, 'chat.delete', { channel: side.channel, ts: '1.1' })],
  ['an ephemeral message to nowhere', (side) => call(side, 'chat.postEphemeral', { channel: 'C0NOWHERE', user: side.user, text: 'Hi' })],
  ['conversations.info', (side) => call(side, 'conversations.info', { channel: side.channel })],
  ['conversations.info of nowhere', (side) => call(side, 'conversations.info', { channel: 'C0NOWHERE' })],
  ['conversations.join', (side) => call(side, 'conversations.join', { channel: side.channel })],
  ['conversations.join of an archived channel', (side) => call(side, 'conversations.join', { channel: side.archived })],
  ['conversations.open', (side) => call(side, 'conversations.open', { users: side.user })],
  ['conversations.open with nobody', (side) => call(side, 'conversations.open', { users: '' })],
  ['conversations.open with a stranger', (side) => call(side, 'conversations.open', { users: 'U0NOBODY' })],
  ['users.info', (side) => call(side, 'users.info', { user: side.user })],
  ['users.info of nobody', (side) => call(side, 'users.info', { user: 'U0NOBODY' })],
  ['bots.info of nothing', (side) => call(side, 'bots.info', { bot: 'B0NOTHING' })],
  ['views.publish', (side) => call(side, 'views.publish', { user_id: side.user, view: { type: 'home', blocks: [section('Hi')] } })],
  ['views.publish for nobody', (side) => call(side, 'views.publish', { user_id: 'U0NOBODY', view: { type: 'home', blocks: [section('Hi')] } })],
  ['views.open with a strange trigger', (side) => call(side, 'views.open', { trigger_id: '1.2.3', view: modal() })],
  ['views.update of nothing', (side) => call(side, 'views.update', { view_id: 'V0NOTHING', view: modal() })],
  ['files.getUploadURLExternal', (side) => call(side, 'files.getUploadURLExternal', { filename: 'a.png', length: 3 })],
  ['files.completeUploadExternal of nothing', (side) => call(side, 'files.completeUploadExternal', { files: [{ id: 'F0NOTHING' }] })],
])('%s: the same answer from both', async (_says, run) => {
  const [mine, yours] = [await run(ours), await run(theirs)];
  expect({ ok: mine.ok, error: mine.error }).toEqual({ ok: yours.ok, error: yours.error });
});
