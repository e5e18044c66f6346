import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, REST, type RESTOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Bot } from '../../bot/dispatch.ts';
import type { Platform, PlatformState, Report } from '../platform.ts';
import { createAnswers } from './answer.ts';
import { inShort } from './call.ts';
import { readInteraction } from './inbound.ts';
import { PATIENCE, type Patience } from './limits.ts';
import { createPosts } from './post.ts';
import { registerCommands } from './register.ts';
import { missingRights } from './rights.ts';
import { type Lost, type Me, openSession, type Session } from './session.ts';

export interface DiscordOptions {
  token: string;
  /** Of the REST API, for tests: no slash at the end, no `/v10`. Discord's own by default. */
  apiUrl?: string;
  log: Logger;
  /** User ids of those who are admins everywhere. */
  admins?: readonly string[];
  /** Milliseconds since 1970. */
  now(): number;
  report: Report;
  /** For tests, which should not wait as long. */
  patience?: Partial<Patience>;
}

const WRONG_TOKEN =
  'Discord does not take the token. Copy a new one from the developer portal (Bot, then Reset Token) into DISCORD_TOKEN. Trying again every minute.';

export function createDiscord({ token, apiUrl, log, now, report, ...options }: DiscordOptions): Platform {
  const patience: Patience = { ...PATIENCE, ...options.patience };
  const restOptions = {
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    version: '10',
    timeout: patience.callMs,
    retries: 0,
    handlerSweepInterval: 600_000,
  } satisfies Partial<RESTOptions>;
  // Lives longer than any connection: an answer under way is not lost with the gateway.
  const rest = new REST(restOptions).setToken(token);
  const answers = createAnswers({ log, now, patience });
  const posts = createPosts({ rest, me: () => whoWeAre().userId, now, patience });
  const admins = new Set(options.admins);
  const stopping = new AbortController();
  let session: Session | undefined;
  let me: Me | undefined;
  let reported = '';

  function whoWeAre(): Me {
    if (!me) throw new Error('not connected to Discord yet');
    return me;
  }

  function tell(state: PlatformState): void {
    const line = `${state.kind} ${state.text}`;
    if (line === reported || stopping.signal.aborted) return;
    reported = line;
    report(state);
  }

  /** Ends when stopping. @param tried is called after each attempt. */
  async function stayConnected(bot: Bot, tried: () => void): Promise<void> {
    tell({ kind: 'connecting', text: 'connecting' });
    for (let failures = 0; !stopping.signal.aborted; ) {
      const began = performance.now();
      const lost = await connect(bot, tried);
      if (performance.now() - began > patience.steadyMs) failures = 0;
      if (lost.reason === 'closed') return;
      tell({ kind: 'failed', text: lost.reason === 'token' ? WRONG_TOKEN : `Discord can’t be reached (${lost.detail}). Trying again by itself.` });
      log.warn({ reason: lost.reason, detail: lost.detail }, 'not connected to Discord');
      tried();
      const pause = lost.reason === 'token' ? patience.tokenMs : Math.min(patience.reconnectMaxMs, patience.reconnectMs * 2 ** Math.min(failures++, 16));
      await sleep(pause * (0.75 + Math.random() / 2), undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function connect(bot: Bot, worked: () => void): Promise<Lost> {
    rest.setToken(token); // a refusal makes discord.js forget it
    const made = openSession({
      token,
      rest: restOptions,
      log,
      patience,
      onInteraction: (payload) => take(bot, payload),
      onBlip: (state) => {
        if (!registered) return; // it has not been on yet
        tell(state === 'back' ? on() : { kind: 'connecting', text: 'the connection was cut, coming back' });
      },
    });
    session = made;
    let registered = false;
    const on = (): PlatformState => ({ kind: 'on', text: `connected as ${me?.name}` });
    const opened = await made.opened;
    if ('reason' in opened) {
      await made.gone;
      return opened;
    }
    me = opened;
    registered = await declareCommands(bot, opened, made, worked);
    if (registered) tell(on());
    worked();
    const lost = await made.ended;
    await made.gone;
    return lost;
  }

  /** Until it is done or the session is over; meanwhile who knows the commands already is answered. */
  async function declareCommands(bot: Bot, who: Me, made: Session, tried: () => void): Promise<boolean> {
    for (let pause = patience.reconnectMs; ; pause = Math.min(pause * 2, patience.reconnectMaxMs)) {
      if (await register(bot, who, made)) return true;
      tell({ kind: 'on', text: `connected as ${who.name}, but its commands could not be declared yet` });
      tried();
      const over = await Promise.race([made.ended, sleep(pause, undefined, { ref: false })]);
      if (over) return false;
    }
  }

  async function register(bot: Bot, { applicationId }: Me, current: Session): Promise<boolean> {
    try {
      const outcome = await registerCommands(rest, applicationId, bot.commands);
      log.info({ outcome, commands: bot.commands.length }, 'commands at Discord');
      return true;
    } catch (fault) {
      log.warn({ fault: inShort(fault) }, 'commands could not be declared');
      if (fault instanceof DiscordAPIError && fault.status === 401) current.lose({ reason: 'token', detail: 'refused' });
      return false;
    }
  }

  function take(bot: Bot, payload: unknown): void {
    const inbound = readInteraction(payload, now(), admins);
    if (inbound) answers.take(bot, inbound, rest);
    else log.warn('Discord sent an interaction that can’t be read');
  }

  /** A call that Discord refuses for its token tells us what the gateway may tell later. */
  async function watched<T>(work: Promise<T>): Promise<T> {
    return work.catch((fault: unknown) => {
      if (fault instanceof DiscordAPIError && fault.status === 401) session?.lose({ reason: 'token', detail: 'refused' });
      throw fault;
    });
  }

  let running: Promise<void> = Promise.resolve();
  return {
    name: 'discord',
    findsPosts: true,
    start: (bot) =>
      new Promise((resolve) => {
        running = stayConnected(bot, resolve).finally(resolve);
      }),
    async stop() {
      stopping.abort();
      session?.lose({ reason: 'closed', detail: 'stopping' });
      await running;
      await answers.settled();
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    },
    post: (target, message, key) => watched(posts.post(target, message, key)),
    edit: (ref, to) => watched(posts.edit(ref, to)),
    tell: (account, message, key) => watched(posts.tell(account, message, key)),
    check: async (channel) => watched(missingRights(rest, whoWeAre().userId, channel)),
  };
}
