import { Client, GatewayIntentBits, type RawFile, Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { createDiscordEmulator, type DiscordEmulator, type Json, type Modal, type SeenMessage } from './index.ts';

/** A bot of a few lines on the real library: raw payloads in, answers out through `client.rest`, as our adapter does. */
interface Small {
  client: Client;
  callback(interaction: Json, body: Json, files?: RawFile[]): Promise<unknown>;
  original(interaction: Json, body: Json, files?: RawFile[]): Promise<unknown>;
}

type Handler = (bot: Small, interaction: Json) => Promise<unknown>;

async function start(emulator: DiscordEmulator, handle: Handler): Promise<Small> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: emulator.url, retries: 2, timeout: 5000 } });
  const bot: Small = {
    client,
    callback: ({ id, token }, body, files = []) => client.rest.post(Routes.interactionCallback(String(id), String(token)), { body, files, auth: false }),
    original: ({ token }, body, files = []) => client.rest.patch(Routes.webhookMessage(emulator.applicationId, String(token)), { body, files, auth: false }),
  };
  client.on('error', () => {});
  client.on('raw', (packet: { t?: string; d?: Json }) => {
    // What fails here shows as no answer, and as a violation.
    if (packet.t === 'INTERACTION_CREATE') handle(bot, packet.d as Json).catch(() => {});
  });
  await client.login(emulator.token);
  onTestFinished(() => client.destroy());
  const options = [{ type: 3, name: 'topic', description: 'What about', required: true, autocomplete: true }];
  await client.rest.put(Routes.applicationCommands(emulator.applicationId), { body: [{ name: 'ask', description: 'Ask me something', options }] });
  return bot;
}

async function open() {
  const emulator = await createDiscordEmulator();
  onTestFinished(() => emulator.close());
  const guild = emulator.addGuild();
  return { emulator, guild, channel: guild.channel, ada: emulator.addUser({ name: 'Ada' }), bob: emulator.addUser({ name: 'Bob' }) };
}

const text = (content: string, ...buttons: Json[]): Json => ({
  flags: 32768,
  components: [{ type: 17, components: [{ type: 10, content }, ...(buttons.length > 0 ? [{ type: 1, components: buttons }] : [])] }],
  allowed_mentions: { parse: [] },
});
const button = (label: string): Json => ({ type: 2, style: 1, label, custom_id: label.toLowerCase() });
const form: Json = {
  custom_id: 'answer',
  title: 'Your answer',
  components: [{ type: 18, label: 'Answer', component: { type: 4, custom_id: 'text', style: 2, max_length: 100 } }],
};
const picture: RawFile = { name: 'ring.png', data: Buffer.from([1, 2, 3]), contentType: 'image/png' };

/** Asks privately after a deferral, with a picture; a button opens a form; its submission replaces the question and is told to all. */
const tutor: Handler = async (bot, interaction) => {
  const data = interaction.data as Json;
  if (interaction.type === 4) return bot.callback(interaction, { type: 8, data: { choices: [{ name: 'Caching', value: 'caching' }] } });
  if (interaction.type === 2) {
    await bot.callback(interaction, { type: 5, data: { flags: 64 } });
    const shown = { type: 12, items: [{ media: { url: 'attachment://ring.png' }, description: 'A ring' }] };
    const { components, ...body } = text('What is a cache?', button('Answer'));
    return bot.original(interaction, { ...body, components: [...(components as Json[]), shown] }, [picture]);
  }
  if (data.custom_id === 'answer' && interaction.type === 3) return bot.callback(interaction, { type: 9, data: form });
  await bot.callback(interaction, { type: 7, data: text('Thank you.') });
  const [label] = data.components as [{ component: { value: string } }];
  return bot.client.rest.post(Routes.webhook(String(interaction.application_id), String(interaction.token)), {
    body: text(label.component.value),
    auth: false,
  });
};

test('the real library connects, is used, answers, edits, posts, opens a form and hears of it', async () => {
  const { emulator, channel, ada, bob } = await open();
  const bot = await start(emulator, tutor);
  await emulator.gateway.ready();

  expect(await emulator.type(ada, 'ask', 'topic', 'ca')).toEqual([{ name: 'Caching', value: 'caching' }]);
  const asked = await emulator.use(ada, 'ask', { topic: 'caching' });
  expect(asked).toMatchObject({ acknowledged: 'deferred', message: { private: true, text: 'What is a cache?\n[Answer]\n[picture: A ring]' } });
  expect(asked.message?.files).toMatchObject([{ name: 'ring.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }]);

  const opened = await emulator.press(ada, asked.message as SeenMessage, 'Answer');
  const submitted = await emulator.submit(ada, opened.modal as Modal, { Answer: 'A copy that is near. @everyone' });
  await emulator.until(() => submitted.messages.length === 2);
  expect(submitted.messages.map((each) => [each.private, each.text])).toEqual([
    [true, 'Thank you.'],
    [false, 'A copy that is near. @everyone'],
  ]);
  // The question was replaced where it stood.
  expect(emulator.seen(ada, channel)).toMatchObject([{ text: 'Thank you.', edited: true }, { text: 'A copy that is near. @everyone' }]);
  expect(emulator.seen(bob, channel)).toMatchObject([{ text: 'A copy that is near. @everyone' }]);

  const post = { ...text('Good morning.'), nonce: 'day-1', enforce_nonce: true };
  const first = (await bot.client.rest.post(Routes.channelMessages(channel.id), { body: post })) as Json;
  const again = (await bot.client.rest.post(Routes.channelMessages(channel.id), { body: post })) as Json;
  expect(again.id).toBe(first.id);
  await bot.client.rest.patch(Routes.channelMessage(channel.id, String(first.id)), { body: text('Good evening.') });
  expect(emulator.messages(channel).map((each) => each.text)).toEqual(['A copy that is near. @everyone', 'Good evening.']);

  const { id } = (await bot.client.rest.post(Routes.userChannels(), { body: { recipient_id: bob.id } })) as Json;
  await bot.client.rest.post(Routes.channelMessages(String(id)), { body: text('A letter') });
  expect(emulator.transcript(bob, emulator.direct(bob))).toBe('Quorum:\nA letter');
  expect(emulator.commands()).toMatchObject({ calls: 1, global: [{ name: 'ask' }] });
  expect([emulator.violations, emulator.pings]).toEqual([[], []]);
});

test('the real library comes back after a drop, a request to reconnect and an invalid session', async () => {
  const { emulator, ada } = await open();
  await start(emulator, (bot, interaction) => bot.callback(interaction, { type: 4, data: { content: 'Here.' } }));
  await emulator.gateway.ready();
  for (const [count, befalls] of [emulator.gateway.drop, emulator.gateway.reconnect, () => emulator.gateway.invalidate(true)].entries()) {
    befalls();
    // Used while nobody is connected: the event is kept for whoever resumes.
    const answer = await emulator.use(ada, 'ask', { topic: 'caching' });
    expect(answer.message?.text).toBe('Here.');
    await emulator.until(() => emulator.gateway.resumed === count + 1);
  }
  expect(emulator.gateway.identified).toBe(1);
  expect(emulator.violations).toEqual([]);
});

test('faults befall the calls that they are meant for', async () => {
  const { emulator, channel } = await open();
  const { client } = await start(emulator, async () => {});
  const post = (content: string, nonce?: string) =>
    client.rest.post(Routes.channelMessages(channel.id), { body: { content, ...(nonce ? { nonce, enforce_nonce: true } : {}) } });
  const texts = () => emulator.messages(channel).map((each) => each.text);

  emulator.fault({ method: 'POST', path: '/messages', kind: { status: 500 } });
  await post('repeated by the library');
  emulator.fault({ path: /messages$/, kind: { status: 429, retryAfter: 0.01 } });
  await post('waited for');
  emulator.fault({ kind: 'cut-before' });
  await expect(post('cut')).rejects.toThrow();
  expect(texts()).toEqual(['repeated by the library', 'waited for']);
  const tried = emulator.calls.filter((call) => call.path.endsWith('/messages')).map((call) => [(call.body as Json).content, call.status]);
  expect(tried).toEqual([
    ['repeated by the library', 500],
    ['repeated by the library', 200],
    ['waited for', 429],
    ['waited for', 200],
    ['cut', 0],
  ]);

  emulator.fault({ kind: 'cut-after' });
  await expect(post('sent twice', 'once')).rejects.toThrow();
  await post('sent twice', 'once');
  expect(texts().slice(2)).toEqual(['sent twice']);

  const held = emulator.fault({ path: '/messages', kind: 'hold' });
  const later = post('held');
  await emulator.until(() => held.met === 1);
  expect(texts()).not.toContain('held');
  held.release();
  await later;
  expect(texts()).toContain('held');
  expect(emulator.violations).toEqual([]);
});

test('a wrong token is refused by the gateway and a revoked one ends the session', async () => {
  const { emulator } = await open();
  const wrong = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: emulator.url } });
  await expect(wrong.login('wrong.token.entirely')).rejects.toThrow();
  expect(emulator.violations.map((each) => each.rule)).toEqual(['authorization']);
  const { client } = await start(emulator, async () => {});
  const closed = new Promise((resolve) => client.once('shardDisconnect', ({ code }) => resolve(code)));
  client.on('invalidated', () => {});
  emulator.gateway.revokeToken();
  expect(await closed).toBe(4004);
  await expect(client.rest.get(Routes.user())).rejects.toMatchObject({ status: 401 });
  expect(emulator.violations).toHaveLength(1);
});
