import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createDiscord } from '../../../src/platforms/discord/connect.ts';
import type { Platform } from '../../../src/platforms/platform.ts';
import { NotDelivered } from '../../../src/platforms/platform.ts';
import { fakeBot, message, PIXEL } from '../../fakes/bot.ts';
import { NOW, openServer, type Server } from './server.ts';

const daily = message('channel', { kind: 'heading', text: 'Today' }, 'What is a quorum? @everyone <@1>');
const texts = ({ discord, guild }: Server) => discord.messages(guild.channel).map(({ text }) => text);
const bot = () => fakeBot({ answer: () => message('learner', 'x') });

/** Another process, which remembers nothing. */
async function restarted({ discord }: Server): Promise<Platform> {
  const platform = createDiscord({ token: discord.token, apiUrl: discord.url, log: pino({ level: 'silent' }), now: () => NOW, report: () => {} });
  await platform.start(bot());
  return platform;
}

describe('a post', () => {
  test('is there once per key, and pings nobody', async () => {
    const server = await openServer();
    const { platform, guild } = server;
    const target = { channel: guild.channel.id };
    const [one, same] = await Promise.all([platform.post(target, daily, 'k'.repeat(200)), platform.post(target, daily, 'k'.repeat(200))]);
    expect(same).toEqual(one);
    await platform.post(target, daily, 'another');
    expect(texts(server)).toHaveLength(2);
  });

  test.each([
    ['an error of the server', { status: 502 }],
    ['a rate limit', { status: 429, retryAfter: 0.01 }],
    ['a connection cut before', 'cut-before'],
    ['a connection cut after', 'cut-after'],
  ] as const)('is there once, despite %s', async (_, kind) => {
    const server = await openServer();
    const fault = server.discord.fault({ method: 'POST', path: '/messages', kind, times: 2 });
    const ref = await server.platform.post({ channel: server.guild.channel.id }, daily, 'k');
    expect(fault.met).toBe(2);
    expect(server.discord.messages(server.guild.channel).map(({ id }) => id)).toEqual([ref.message]);
  });

  test('made by a process that died is found by the next one, also when the nonce is long forgotten', async () => {
    const server = await openServer();
    const ref = await server.platform.post({ channel: server.guild.channel.id }, daily, 'k');
    server.discord.advance(3_600_000);
    const next = await restarted(server);
    expect(await next.post({ channel: server.guild.channel.id }, daily, 'k')).toEqual(ref);
    await next.post({ channel: server.guild.channel.id }, daily, 'tomorrow');
    await next.stop();
    expect(texts(server)).toHaveLength(2);
  });

  test('that can’t be made for good throws what we can’t know, and is one when tried again', async () => {
    const server = await openServer({ discord: { patience: { retryMs: 200, repeatMs: 300 } } });
    const fault = server.discord.fault({ method: 'POST', path: '/messages', kind: 'cut-after', times: 100 });
    await expect(server.platform.post({ channel: server.guild.channel.id }, daily, 'k')).rejects.not.toBeInstanceOf(NotDelivered);
    fault.release();
    await server.platform.post({ channel: server.guild.channel.id }, daily, 'k');
    expect(texts(server)).toHaveLength(1);
  });

  test('stands under another one, and can be edited, pictures too', async () => {
    const server = await openServer();
    const { platform, guild, discord } = server;
    const under = await platform.post({ channel: guild.channel.id }, daily, 'one');
    const picture = {
      ...message('channel', { kind: 'image', file: 'a.png', alt: 'a board' }),
      files: [{ name: 'a.png', type: 'image/png' as const, bytes: PIXEL }],
    };
    const ref = await platform.post({ channel: guild.channel.id, under }, picture, 'two');
    const shown = () => discord.messages(guild.channel).find(({ id }) => id === ref.message)!;
    expect([shown().text, shown().files.length, shown().json.message_reference]).toEqual([
      '[picture: a board]',
      1,
      expect.objectContaining({ message_id: under.message }),
    ]);
    await platform.edit(ref, message('channel', 'closed'));
    expect([shown().text, shown().files.length, shown().edited]).toEqual(['closed', 0, true]);
  });

  test('that is too long for one message is paged like an answer', async () => {
    const server = await openServer();
    const again = { command: 'question', action: 'model-answer', args: ['sd.q05'] };
    await server.platform.post({ channel: server.guild.channel.id }, { ...message('channel', `${'Some words. '.repeat(40)}\n\n`.repeat(20)), again }, 'k');
    expect(texts(server)[0]).toMatch(/-# Page 1 of \d\n\[Next page\]$/);
  });
});

describe('what can’t be delivered says why', () => {
  const send = (server: Server, channel = server.guild.channel.id) => server.platform.post({ channel }, daily, 'k');

  test.each([
    ['a channel that is gone', 'gone', (server: Server) => server.discord.removeChannel(server.guild.channel)],
    ['a server that we were removed from', expect.stringMatching(/gone|forbidden/), (server: Server) => server.discord.removeGuild(server.guild)],
    ['a channel that we may not write in', 'forbidden', (server: Server) => server.discord.deny(server.guild.channel, 1n << 11n)],
    ['a channel that we may not see', 'forbidden', (server: Server) => server.discord.deny(server.guild.channel, 1n << 10n)],
  ] as const)('%s: %s', async (_, reason, happen) => {
    const server = await openServer();
    happen(server);
    await expect(send(server)).rejects.toMatchObject({ name: 'NotDelivered', reason });
  });

  test('a message to edit that was deleted: gone', async () => {
    const server = await openServer();
    const ref = await send(server);
    server.discord.deleteMessage(server.discord.messages(server.guild.channel)[0]!);
    await expect(server.platform.edit(ref, daily)).rejects.toMatchObject({ reason: 'gone' });
  });

  test('access that returns: it is delivered', async () => {
    const server = await openServer();
    server.discord.deny(server.guild.channel, 1n << 11n);
    await expect(send(server)).rejects.toBeInstanceOf(NotDelivered);
    server.discord.deny(server.guild.channel, 0n);
    await send(server);
    expect(texts(server)).toHaveLength(1);
  });
});

describe('a direct message', () => {
  test('is there once; who takes none is named', async () => {
    const server = await openServer();
    const { discord, platform, ada } = server;
    const account = { platform: 'discord', id: ada.id, name: 'Ada' };
    await platform.tell(account, message('learner', 'psst'), 'k');
    await platform.tell(account, message('learner', 'psst'), 'k');
    expect(discord.seen(ada, discord.direct(ada)).map(({ text }) => text)).toEqual(['psst']);
    const closed = discord.addUser({ name: 'Grace', acceptsDirectMessages: false });
    await expect(platform.tell({ ...account, id: closed.id }, daily, 'k')).rejects.toMatchObject({ reason: 'closed' });
  });
});

describe('the doctor', () => {
  test('names each missing right in words, and where to grant it', async () => {
    const { discord, platform, guild, ada } = await openServer();
    const limited = discord.addGuild({ permissions: (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 35n) | (1n << 38n) });
    expect(await platform.check(limited.channel.id)).toEqual([]);
    discord.deny(limited.channel, (1n << 11n) | (1n << 15n));
    expect((await platform.check(limited.channel.id)).map(({ right }) => right.split(':')[0])).toEqual(['Send Messages', 'Attach Files']);
    discord.deny(limited.channel, 1n << 10n);
    expect(await platform.check(limited.channel.id)).toEqual([
      { right: expect.stringContaining('View Channel'), grantAt: expect.stringContaining('Permissions') },
    ]);
    discord.removeChannel(guild.channel);
    expect(await platform.check(guild.channel.id)).toEqual([{ right: 'there is no such channel', grantAt: expect.stringContaining('/setup') }]);
    expect(await platform.check(discord.direct(ada).id)).toEqual([]);
  });
});

test('before it is connected it says so', async () => {
  const server = await openServer({ waits: true });
  await expect(server.platform.check('1')).rejects.toThrow('not connected');
});
