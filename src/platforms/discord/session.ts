import { EventEmitter } from 'node:events';
import { Client, Events, GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits, Options, type RESTOptions, SimpleShardingStrategy } from 'discord.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import { inShort } from './call.ts';
import { DROPS_AT_MOST, type Patience } from './limits.ts';

/** Who we are there. */
export interface Me {
  applicationId: string;
  userId: string;
  name: string;
}

/** Why a session is over. */
export interface Lost {
  reason: 'token' | 'down' | 'closed';
  /** For the person who runs us. */
  detail: string;
}

/** One discord.js client, from its login until it is of no more use. */
export interface Session {
  /** Who we are, when it works; else why it does not. */
  opened: Promise<Me | Lost>;
  ended: Promise<Lost>;
  /** Ends it. */
  lose(lost: Lost): void;
  /** When nothing of it is left. */
  gone: Promise<void>;
}

export interface SessionOptions {
  token: string;
  rest: Partial<RESTOptions>;
  log: Logger;
  patience: Patience;
  onInteraction(payload: unknown): void;
  /** The connection is gone and comes back by itself, or has come back. */
  onBlip(state: 'away' | 'back'): void;
}

const ready = z.object({ user: z.object({ id: z.string(), username: z.string() }), application: z.object({ id: z.string() }) });

/** Everything comes as raw JSON, so that we need none of what discord.js would remember. */
const CACHES = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  MessageManager: 0,
  GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
  UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
  PresenceManager: 0,
  VoiceStateManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  ReactionManager: 0,
  StageInstanceManager: 0,
  GuildScheduledEventManager: 0,
});

export function openSession({ token, rest, log, patience, onInteraction, onBlip }: SessionOptions): Session {
  const { promise: ended, settle: lose } = settleOnce<Lost>();
  const { promise: gone, settle: goneNow } = settleOnce<void>();
  const { promise: opened, settle: open } = settleOnce<Me | Lost>();
  let over = false;
  const drops = new Map<number, number[]>();

  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    makeCache: CACHES,
    allowedMentions: { parse: [] },
    rest,
    ws: {
      buildStrategy(manager) {
        // A shard that failed while it connected comes back after its client was destroyed, out of everybody's reach.
        // It asks here before each connection, and of a session that is over it gets no answer.
        const { retrieveSessionInfo, updateSessionInfo } = manager.options;
        const strategy = new SimpleShardingStrategy(manager);
        manager.options.retrieveSessionInfo = (shard) => (over ? new Promise<never>(() => {}) : retrieveSessionInfo(shard));
        manager.options.updateSessionInfo = (shard, info) => {
          // No session any more: the shard is about to let go of its socket.
          if (info === null) hearErrors(strategy, shard);
          return updateSessionInfo(shard, info);
        };
        return strategy;
      },
    },
  });

  client.ws.on(GatewayDispatchEvents.Ready, (data: unknown) => {
    const { user, application } = ready.parse(data);
    open({ applicationId: application.id, userId: user.id, name: user.username });
    onBlip('back');
  });
  client.ws.on(GatewayDispatchEvents.Resumed, () => onBlip('back'));
  client.on(Events.Raw, (packet: { t: unknown; d: unknown }) => {
    if (packet.t !== GatewayDispatchEvents.InteractionCreate || over) return;
    onInteraction(packet.d);
    // discord.js would make objects of it, which nobody here wants; of a payload newer than itself it makes an error that ends the process.
    packet.t = 'TAKEN';
  });
  client.on(Events.ShardReconnecting, (shard) => {
    const recent = [...(drops.get(shard) ?? []), performance.now()].filter((at) => at > performance.now() - patience.steadyMs);
    drops.set(shard, recent);
    if (recent.length >= DROPS_AT_MOST) lose({ reason: 'down', detail: 'the connection is cut again and again' });
    else onBlip('away');
  });
  client.on(Events.ShardDisconnect, ({ code }) => lose(lostByCode(code)));
  client.on(Events.ShardError, (fault) => log.warn({ fault: inShort(fault) }, 'the connection to Discord failed'));
  client.on(Events.Error, (fault) => log.error({ fault: inShort(fault) }, 'discord.js failed'));

  const deadline = setTimeout(() => lose({ reason: 'down', detail: 'it does not answer' }), patience.connectMs);
  void opened.finally(() => clearTimeout(deadline));
  client.login(token).catch((fault: unknown) => lose(lostBy(fault)));
  void ended.then(async (lost) => {
    over = true;
    open(lost);
    client.ws.removeAllListeners();
    await client.destroy().catch((fault: unknown) => log.warn({ fault: inShort(fault) }, 'a connection did not close'));
    goneNow();
  });
  return { opened, ended, lose, gone };
}

const holder = z.object({ shards: z.map(z.number(), z.object({ connection: z.instanceof(EventEmitter).nullable() })) });

/** A socket that a shard left while it was connecting still fails, and an error that nobody hears ends the process. */
function hearErrors(strategy: SimpleShardingStrategy, shard: number): void {
  const { data } = holder.safeParse(strategy);
  data?.shards.get(shard)?.connection?.on('error', () => {});
}

function settleOnce<T>(): { promise: Promise<T>; settle: (value: T) => void } {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

/** @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
function lostByCode(code: number): Lost {
  if (code === GatewayCloseCodes.AuthenticationFailed) return { reason: 'token', detail: 'refused' };
  return { reason: 'down', detail: `Discord closed the connection with code ${code}` };
}

function lostBy(fault: unknown): Lost {
  const { code, status, said } = inShort(fault);
  // Discord said no; it was not asked, because it is not even written like a token; or the gateway said no.
  const isToken = code === 'TokenInvalid' || status === 401 || code === 'UND_ERR_INVALID_ARG' || said === 'Authentication failed';
  return isToken ? { reason: 'token', detail: 'refused' } : { reason: 'down', detail: String(code ?? said ?? status) };
}
