import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { type Identify, INTENTS, PRIVILEGED, type Sent, sent } from './gateway-schema.ts';
import { applicationJson, botJson, guildCreateJson } from './payloads.ts';
import { limit, type RuleId, rule } from './rules.ts';
import type { GatewayControl, Json } from './types.ts';
import type { World } from './world.ts';
import { until } from './world.ts';

interface Session {
  id: string;
  shard: readonly [number, number];
  events: { s: number; t: string; d: unknown }[];
  socket?: WebSocket;
}

interface Connection {
  socket: WebSocket;
  /** Came to the address that READY gave for resuming. */
  resuming: boolean;
  session?: Session;
  sentAt: number[];
  alive: NodeJS.Timeout;
}

export interface Gateway {
  control: GatewayControl;
  /** Sends an event to every session that should have it; true when somebody was connected to hear it. */
  dispatch(event: string, data: unknown, guild?: string): boolean;
  upgrade(request: IncomingMessage, socket: import('node:stream').Duplex, head: Buffer): void;
  close(): void;
}

export function createGateway(world: World, publicKey: string, address: () => string): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const connections = new Set<Connection>();
  const interval = world.options.heartbeatInterval ?? 41_250;
  const counts = { identified: 0, resumed: 0 };

  function send(connection: Connection | Session, op: number, d: unknown): void {
    connection.socket?.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  function fail(connection: Connection, id: RuleId, about: string, violation = true): void {
    if (violation) world.violate(id, `gateway ${about}`);
    connection.socket.close(rule(id).code, rule(id).says.slice(0, 120));
  }

  function emit(session: Session, t: string, d: unknown): void {
    const event = { s: session.events.length + 1, t, d };
    session.events.push(event);
    session.socket?.send(JSON.stringify({ op: 0, ...event }));
  }

  function watch(connection: Connection): NodeJS.Timeout {
    return setTimeout(() => fail(connection, 'gateway-heartbeat', 'heartbeat'), interval * 1.5).unref();
  }

  function opened(socket: WebSocket, url: URL): void {
    const connection: Connection = { socket, resuming: url.pathname.startsWith('/resume'), sentAt: [], alive: setTimeout(() => {}, 0) };
    connection.alive = watch(connection);
    connections.add(connection);
    socket.on('close', (code) => closed(connection, code));
    socket.on('error', () => {});
    if (url.searchParams.get('v') !== '10' || (url.searchParams.get('encoding') ?? 'json') !== 'json' || url.searchParams.has('compress')) {
      fail(connection, 'gateway-query', url.search);
      return;
    }
    send(connection, 10, { heartbeat_interval: interval, _trace: ['["emulator"]'] });
    socket.on('message', (data) => received(connection, data));
  }

  function closed(connection: Connection, code: number): void {
    clearTimeout(connection.alive);
    connections.delete(connection);
    const { session } = connection;
    if (session && session.socket === connection.socket) {
      delete session.socket;
      // A client that says goodbye like this doesn't mean to come back.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
    }
    world.changed();
  }

  function received(connection: Connection, data: RawData) {
    const text = String(data);
    const now = world.clock.monotonic();
    connection.sentAt = [...connection.sentAt.filter((at) => now - at < 60_000), now];
    if (connection.sentAt.length > limit('gateway-rate')) return fail(connection, 'gateway-rate', 'send');
    if (Buffer.byteLength(text) > limit('gateway-size')) return fail(connection, 'gateway-size', 'send');
    const parsed = sent.safeParse(json(text));
    if (parsed.success) return handle(connection, parsed.data);
    const unknownOpcode = parsed.error.issues.some((issue) => issue.path[0] === 'op');
    fail(connection, unknownOpcode ? 'gateway-opcode' : 'gateway-decode', text.slice(0, 80).replaceAll(world.token, '…'));
  }

  function handle(connection: Connection, payload: Sent) {
    switch (payload.op) {
      case 1:
        clearTimeout(connection.alive);
        connection.alive = watch(connection);
        send(connection, 11, null);
        break;
      case 2:
        identify(connection, payload.d);
        break;
      case 3:
        if (!connection.session) fail(connection, 'gateway-not-identified', 'PRESENCE_UPDATE');
        break;
      case 6:
        resume(connection, payload.d);
        break;
      default:
        payload satisfies never;
    }
    world.changed();
  }

  function identify(connection: Connection, asked: Identify) {
    if (connection.session) return fail(connection, 'gateway-identified-twice', 'IDENTIFY');
    if (world.tokenRevoked || asked.token !== world.token) return fail(connection, 'gateway-token', 'IDENTIFY', !world.tokenRevoked);
    const [shard, count] = asked.shard ?? [0, 1];
    if (shard >= count) return fail(connection, 'gateway-shard', 'IDENTIFY');
    if (asked.intents & ~INTENTS) return fail(connection, 'intents-invalid', 'IDENTIFY');
    if (asked.intents & PRIVILEGED & ~(world.options.grantedIntents ?? 0)) return fail(connection, 'intents-privileged', 'IDENTIFY');
    const session: Session = { id: randomUUID().replaceAll('-', ''), shard: [shard, count], events: [], socket: connection.socket };
    sessions.set(session.id, session);
    connection.session = session;
    counts.identified += 1;
    const guilds = [...world.guilds.values()].filter((guild) => !guild.removed && isOf(session, guild.id));
    emit(session, 'READY', {
      v: 10,
      user: { ...botJson(world), mfa_enabled: true, verified: true, email: null, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `${address()}/resume`,
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      shard: session.shard,
      application: { id: applicationJson(world, publicKey).id, flags: 0 },
    });
    for (const guild of guilds) emit(session, 'GUILD_CREATE', guildCreateJson(world, guild));
  }

  function resume(connection: Connection, asked: { token: string; session_id: string; seq: number }) {
    if (!connection.resuming) world.violate('resume-url', 'gateway RESUME');
    if (world.tokenRevoked || asked.token !== world.token) return fail(connection, 'gateway-token', 'RESUME', !world.tokenRevoked);
    const session = sessions.get(asked.session_id);
    if (!session) return send(connection, 9, false);
    if (asked.seq > session.events.length) return fail(connection, 'gateway-sequence', 'RESUME');
    session.socket?.terminate();
    session.socket = connection.socket;
    connection.session = session;
    counts.resumed += 1;
    for (const event of session.events.slice(asked.seq)) connection.socket.send(JSON.stringify({ op: 0, ...event }));
    emit(session, 'RESUMED', { _trace: ['["emulator"]'] });
  }

  const open = () => [...sessions.values()].filter((session) => session.socket?.readyState === 1);
  const control: GatewayControl = {
    get connected() {
      return open().length;
    },
    get identified() {
      return counts.identified;
    },
    get resumed() {
      return counts.resumed;
    },
    drop: () => {
      for (const { socket } of connections) socket.terminate();
    },
    reconnect: () => {
      for (const connection of connections) send(connection, 7, null);
    },
    invalidate: (resumable) => {
      for (const session of open()) send(session, 9, resumable);
      if (!resumable) sessions.clear();
    },
    revokeToken: () => {
      world.tokenRevoked = true;
      sessions.clear();
      for (const connection of connections) fail(connection, 'gateway-token', 'session', false);
    },
    restoreToken: () => {
      world.tokenRevoked = false;
    },
    ready: (wanted = 1) => until(world, () => open().length >= wanted),
  };

  return {
    control,
    dispatch: (event, data, guild) => {
      const meant = [...sessions.values()].filter((session) => isOf(session, guild));
      for (const session of meant) emit(session, event, data);
      return meant.some((session) => session.socket?.readyState === 1);
    },
    upgrade: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (made) => opened(made, new URL(request.url ?? '/', 'ws://emulator')));
    },
    close: () => {
      for (const connection of connections) {
        clearTimeout(connection.alive);
        connection.socket.terminate();
      }
      server.close();
    },
  };
}

/** @see https://discord.com/developers/docs/events/gateway#sharding : direct messages come to shard 0. */
function isOf(session: Session, guild: string | undefined): boolean {
  const [shard, count] = session.shard;
  return guild === undefined ? shard === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === shard;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function gatewayBotJson(world: World, address: string): Json {
  const max_concurrency = 1;
  return {
    url: `${address}/gateway`,
    shards: world.options.shards ?? 1,
    session_start_limit: {
      total: 1000,
      remaining: 1000 - world.calls.filter((call) => call.path === '/gateway/bot').length,
      reset_after: 14_400_000,
      max_concurrency,
    },
  };
}
