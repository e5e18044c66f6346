import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { applicationIdOf, inviteLink, RIGHTS } from '../../../src/platforms/discord/invite.ts';
import { createDiscordEmulator } from '../../emulators/discord/index.ts';
import { message } from '../../fakes/bot.ts';
import { openServer, type Server, scripted } from './server.ts';

const answering = () => scripted({ view: message('learner', 'here I am') });
const kinds = ({ states }: Server) => states.map(({ kind }) => kind);

async function backOn(server: Server, times: number): Promise<void> {
  await expect.poll(() => server.states.filter(({ kind }) => kind === 'on').length, { timeout: 15_000 }).toBeGreaterThanOrEqual(times);
}

async function stillAnswers({ discord, ada }: Server): Promise<void> {
  expect((await discord.use(ada, 'ask')).message?.text).toBe('here I am');
}

/** A Discord whose REST API answers and whose gateway takes no handshake; `seen` are the paths asked for. */
async function openRefusing(onHandshake: (socket: Duplex) => void): Promise<{ seen: string[]; port: number }> {
  const seen: string[] = [];
  const server = createHttpServer(({ url }, response) => {
    seen.push(url ?? '');
    const gateway = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/gateway`;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: gateway, shards: 1, session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 1 } }));
  });
  server.on('upgrade', ({ url }, socket) => {
    seen.push(String(url));
    onHandshake(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { seen, port: (server.address() as AddressInfo).port };
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
}

describe('a token', () => {
  test('that is wrong stops nobody: it says which variable to mend, tries again, and works once it is right', async () => {
    const { bot } = answering();
    const server = await openServer({ bot, waits: true });
    server.discord.gateway.revokeToken();
    await server.platform.start(bot);
    expect(server.states).toEqual([
      { kind: 'connecting', text: 'connecting' },
      { kind: 'failed', text: expect.stringMatching(/does not take the token.*DISCORD_TOKEN/) },
    ]);
    expect(JSON.stringify(server.states)).not.toContain(server.discord.token);
    server.discord.gateway.restoreToken();
    await backOn(server, 1);
    await stillAnswers(server);
  });

  test.each(['not a token', 'line\nbreak', 'ünïcode'])('that is not even written like one (%j) is a wrong one', async (token) => {
    const { bot } = answering();
    const server = await openServer({ bot, waits: true, discord: { token }, provokes: ['authorization'] });
    await server.platform.start(bot);
    expect(server.states.at(-1)).toEqual({ kind: 'failed', text: expect.stringContaining('DISCORD_TOKEN') });
  });

  test('that is revoked while running is reported, and comes back', async () => {
    const { bot } = answering();
    const server = await openServer({ bot });
    server.discord.gateway.revokeToken();
    await expect.poll(() => server.states.at(-1)?.kind === 'failed' || kinds(server).includes('failed')).toBe(true);
    expect(server.states.find(({ kind }) => kind === 'failed')?.text).toContain('DISCORD_TOKEN');
    server.discord.gateway.restoreToken();
    await backOn(server, 2);
    await stillAnswers(server);
    expect(server.discord.gateway.connected).toBe(1);
  });

  test('that is revoked during an answer takes nothing from the person: answers carry their own', async () => {
    const { bot, release } = scripted({});
    const server = await openServer({ bot, discord: { patience: { deferAfterMs: 1, tokenMs: 50 } } });
    const using = server.discord.use(server.ada, 'ask');
    await server.discord.until(() => server.discord.acts[0]?.acknowledged === 'deferred');
    server.discord.gateway.revokeToken();
    await expect.poll(() => kinds(server).includes('failed')).toBe(true);
    release(message('learner', 'still here'));
    expect((await using).message?.text).toBe('still here');
    server.discord.gateway.restoreToken();
  });
});

describe('Discord is away', () => {
  test('at the start: start() resolves, says so, and it comes back by itself', async () => {
    const { bot } = answering();
    const server = await openServer({ bot, waits: true });
    const down = server.discord.fault({ path: '/gateway/bot', kind: { status: 503 }, times: 3 });
    await server.platform.start(bot);
    expect(server.states.at(-1)).toEqual({ kind: 'failed', text: expect.stringMatching(/can’t be reached \(503\).*by itself/) });
    await backOn(server, 1);
    expect(down.met).toBe(3);
    await stillAnswers(server);
  });

  test('nobody listens at its address', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    const server = await openServer({ waits: true, discord: { apiUrl: `http://127.0.0.1:${port}` } });
    await server.platform.start(answering().bot);
    expect(server.states.at(-1)).toEqual({ kind: 'failed', text: expect.stringContaining('ECONNREFUSED') });
  });

  test('its gateway never says READY', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const server = await openServer({ waits: true, discord: { apiUrl: `http://127.0.0.1:${port}`, patience: { connectMs: 50, callMs: 60_000 } } });
    await server.platform.start(answering().bot);
    expect(server.states.at(-1)).toEqual({ kind: 'failed', text: expect.stringContaining('it does not answer') });
    await server.platform.stop();
    silent.close();
  });

  test('its gateway refuses every handshake: each attempt is one, and none goes on behind our back', async () => {
    const { seen, port } = await openRefusing((socket) => refuse(socket));
    const server = await openServer({ waits: true, discord: { apiUrl: `http://127.0.0.1:${port}` } });
    const count = (path: string) => seen.filter((url) => url.startsWith(path)).length;
    await server.platform.start(answering().bot);
    // discord.js comes back half a second after a failure: by now it would have.
    await expect.poll(() => count('/v10/gateway/bot'), { timeout: 15_000 }).toBeGreaterThan(15);
    expect(count('/gateway')).toBeLessThanOrEqual(count('/v10/gateway/bot'));
    expect(kinds(server)).toEqual(['connecting', 'failed']);
  });

  test('a handshake that is refused when nobody waits for it any more disturbs nobody', async () => {
    const held: Duplex[] = [];
    const { port } = await openRefusing((socket) => held.push(socket));
    const uncaught: unknown[] = [];
    const hear = (fault: unknown) => void uncaught.push(fault);
    process.on('uncaughtExceptionMonitor', hear);
    const server = await openServer({ waits: true, discord: { apiUrl: `http://127.0.0.1:${port}`, patience: { connectMs: 200 } } });
    await server.platform.start(answering().bot);
    await expect.poll(() => held.length, { timeout: 15_000 }).toBeGreaterThan(1);
    await Promise.all(held.map(async (socket) => refuse(socket) ?? once(socket, 'close')));
    process.off('uncaughtExceptionMonitor', hear);
    expect(uncaught).toEqual([]);
  });

  test('commands that could not be declared are declared later; people are answered meanwhile', async () => {
    const { bot } = answering();
    const server = await openServer({ bot, waits: true });
    const fault = server.discord.fault({ method: 'PUT', kind: { status: 500 }, times: 2 });
    await server.platform.start(bot);
    expect(server.states.at(-1)).toEqual({ kind: 'on', text: expect.stringContaining('could not be declared yet') });
    await backOn(server, 2);
    expect([fault.met, server.states.at(-1)?.text]).toEqual([2, 'connected as Quorum']);
    await stillAnswers(server);
  });
});

describe('the connection', () => {
  test.each([
    ['cut', (server: Server) => server.discord.gateway.drop(), 'resumed'],
    ['asked to come again', (server: Server) => server.discord.gateway.reconnect(), 'resumed'],
    ['of a session that is invalid', (server: Server) => server.discord.gateway.invalidate(false), 'identified'],
  ] as const)('%s comes back, and says both', async (_, happen, how) => {
    const { bot } = answering();
    const server = await openServer({ bot });
    const before = server.discord.gateway[how];
    happen(server);
    await expect.poll(() => server.discord.gateway[how], { timeout: 15_000 }).toBe(before + 1);
    await backOn(server, 2);
    expect(kinds(server)).toEqual(['connecting', 'on', 'connecting', 'on']);
    await stillAnswers(server);
  });

  test('cut while somebody acts: the act comes with the resumed session', async () => {
    const { bot } = answering();
    const server = await openServer({ bot });
    server.discord.gateway.drop();
    await server.discord.until(() => server.discord.gateway.connected === 0);
    await stillAnswers(server);
    expect(server.discord.gateway.resumed).toBe(1);
  });

  test('cut again and again: we stop hammering, say so, and come back with one connection', async () => {
    const { bot } = answering();
    const server = await openServer({ bot });
    const cutting = setInterval(() => server.discord.gateway.drop(), 20);
    await expect.poll(() => kinds(server).includes('failed'), { timeout: 15_000 }).toBe(true);
    clearInterval(cutting);
    await expect.poll(() => server.states.at(-1)?.kind, { timeout: 15_000 }).toBe('on');
    await stillAnswers(server);
    expect(server.discord.gateway.connected).toBe(1);
  });

  test('stopping twice, before a start, or while it can’t connect, ends', async () => {
    const { bot } = answering();
    const server = await openServer({ bot, waits: true });
    await server.platform.stop();
    const failing = await openServer({ bot, waits: true, discord: { patience: { tokenMs: 600_000 } } });
    failing.discord.gateway.revokeToken();
    await failing.platform.start(bot);
    await failing.platform.stop();
    await failing.platform.stop();
    expect(failing.states.at(-1)?.kind).toBe('failed');
  });
});

describe('the invitation', () => {
  test('asks for the least rights, each with its reason, and never to administer', async () => {
    const discord = await createDiscordEmulator();
    await discord.close();
    const link = new URL(inviteLink('1234567890123456789'));
    expect(link.searchParams.get('scope')).toBe('bot applications.commands');
    const asked = BigInt(link.searchParams.get('permissions') ?? '');
    expect(RIGHTS.reduce((rest, { bit }) => rest & ~bit, asked)).toBe(0n);
    expect(asked & (1n << 3n)).toBe(0n);
    for (const { reason } of RIGHTS) expect(reason).toMatch(/^to .{10,}/);
    expect(applicationIdOf(discord.token)).toBe(discord.applicationId);
    expect(applicationIdOf('not a token')).toBeUndefined();
  });
});
