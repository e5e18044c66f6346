import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type Receiver, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Bot } from '../../bot/dispatch.ts';
import type { Platform, Report } from '../platform.ts';
import { type Acknowledge, type Answers, createAnswers } from './answers.ts';
import { createCalls } from './calls.ts';
import { createConnection } from './connection.ts';
import { createDelivery } from './delivery.ts';
import { readCommand, readPress, readSubmit, readSuggesting, type Workspace } from './inbound.ts';
import { TIMING, type Timing } from './limits.ts';
import { libraryLog } from './log.ts';
import { createOutbox } from './outbox.ts';
import { openSocketWith } from './socket.ts';

export interface SlackOptions {
  /** `xoxb-…` */
  botToken: string;
  /** For requests over HTTP; not needed in Socket Mode. */
  signingSecret?: string;
  /** `xapp-…`: Socket Mode when it is set. */
  appToken?: string;
  /** Of the Web API, for tests; Slack's own by default. */
  apiUrl?: string;
  /** User ids of those who may change the community's settings. */
  admins?: readonly string[];
  log: Logger;
  now(): number;
  report: Report;
  /** For tests that do not want to wait. */
  timing?: Partial<Timing>;
}

export interface Slack extends Platform {
  /** Answers `/slack/…` on the one server; absent in Socket Mode. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => void;
}

const NOT_STARTED: Answers = { command: acknowledge, press: acknowledge, submit: acknowledge, suggest: acknowledge };

async function acknowledge(_act: unknown, ack: Acknowledge): Promise<void> {
  await ack();
}

export function createSlack(options: SlackOptions): Slack {
  const { botToken, signingSecret, appToken, now, report } = options;
  const timing = { ...TIMING, ...options.timing };
  const log = options.log.child({ platform: 'slack' });
  const logger = libraryLog(log);
  // Said in full, because Socket Mode otherwise writes 100 retries into it. What may be repeated is decided in calls.ts, call by call.
  const clientOptions = (): webApi.WebClientOptions => ({
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timing.callMs,
    logger,
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
  });
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
  const calls = createCalls({ client: new webApi.WebClient(botToken, clientOptions()), timing, wait, tokenRefused: () => connection.tokenRefused() });
  let answers = NOT_STARTED;
  let commands: ReadonlySet<string> = new Set();
  const underWay = new Set<Promise<void>>();
  const http = appToken === undefined ? new HTTPReceiver({ signingSecret: signingSecret ?? '', endpoints: ['/slack/events'], logger }) : undefined;
  const app = createApp({ receiver: http ?? SOCKETS, botToken, clientOptions, logger });
  const openSocket = appToken === undefined ? undefined : openSocketWith({ app, appToken, clientOptions, logger, timeoutMs: timing.callMs });
  const connection = createConnection({ calls, openSocket, timing, report });
  const outbox = createOutbox({ calls, commands: () => commands, now, wait, timing });
  listen(
    app,
    { now, admins: new Set(options.admins) },
    () => answers,
    underWay,
    () => connection.tokenRefused(),
  );

  return {
    name: 'slack',
    findsPosts: false,
    ...(http ? { requestListener: listenerOf(http, log) } : {}),
    async start(bot: Bot) {
      commands = new Set(bot.commands.map(({ name }) => name));
      const delivery = createDelivery({ calls, commands: () => commands, now, wait, timing, log });
      const isOurs = (workspace: Workspace): boolean => isInstalledIn(connection.installed, workspace);
      answers = createAnswers({ bot, commands, calls, delivery, timing, isOurs, log });
      await connection.start();
    },
    async stop() {
      await Promise.race([Promise.allSettled(underWay), wait(timing.stopMs)]);
      connection.stop();
      answers = NOT_STARTED;
    },
    ...outbox,
  };
}

/** As long as we don't know where we are installed, everybody is welcome. */
function isInstalledIn(installed: Workspace | undefined, { team, enterprise }: Workspace): boolean {
  if (!installed) return true;
  return installed.team === team || (installed.enterprise !== undefined && installed.enterprise === enterprise);
}

/** Bolt's app needs one; our sockets bring what comes straight to the app. */
const SOCKETS: Receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };

function createApp(options: { receiver: Receiver; botToken: string; clientOptions(): webApi.WebClientOptions; logger: ReturnType<typeof libraryLog> }): App {
  const { receiver, botToken, clientOptions, logger } = options;
  return new App({
    receiver,
    logger,
    clientOptions: clientOptions(),
    convoStore: false,
    ignoreSelf: false,
    // It never refuses: Bolt drops what comes from a workspace that it does not know, and the person would see nothing.
    authorize: async ({ teamId }) => ({ botToken, ...(teamId === undefined ? {} : { teamId }) }),
  });
}

/** One listener for each kind: Bolt asks every listener about every request. */
function listen(app: App, arrival: Parameters<typeof readCommand>[1], answers: () => Answers, underWay: Set<Promise<void>>, tokenRefused: () => void): void {
  const track = (work: Promise<void>): Promise<void> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };
  app.command(/.*/, ({ body, ack }) => {
    const typed = readCommand(body, arrival);
    return track(typed ? answers().command(typed, (message) => ack(message)) : ack('I can’t read that. Try `/quorum help`.'));
  });
  app.action(/.*/, ({ body, ack }) => {
    const pressed = readPress(body, arrival);
    return track(pressed ? answers().press(pressed, () => ack()) : ack());
  });
  app.view(/.*/, ({ body, ack }) => {
    const submitted = readSubmit(body, arrival);
    return track(submitted ? answers().submit(submitted, ack as Acknowledge) : ack());
  });
  app.options(/.*/, ({ body, ack }) => {
    const suggesting = readSuggesting(body);
    return track(suggesting ? answers().suggest(suggesting, ack as Acknowledge) : ack({ options: [] }));
  });
  app.event(/^(tokens_revoked|app_uninstalled)$/, async () => tokenRefused());
}

/** Bolt throws for whatever is not `/slack/events`. */
function listenerOf(receiver: HTTPReceiver, log: Logger): NonNullable<Slack['requestListener']> {
  return (request, response) => {
    try {
      receiver.requestListener(request, response);
    } catch (fault) {
      log.debug({ err: fault }, 'a request to no address of ours');
      if (!response.headersSent) response.writeHead(404);
      response.end();
    }
  };
}
