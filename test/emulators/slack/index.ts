import { createClock } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { createFaults, type Fault, type FaultHandle } from './faults.ts';
import { type Forgery, sendChallenge, sendForged } from './http-transport.ts';
import type { Call, Ping, Violation } from './ledger.ts';
import { listOf } from './messages.ts';
import { commandPayload, workspaceOf } from './payloads.ts';
import { createPeople, type People, seenBy } from './people.ts';
import { createPostOffice, type PostOffice } from './post-office.ts';
import type { RuleId } from './rules.ts';
import { newAuthorization, startServer } from './server.ts';
import { type Slack, until } from './slack.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { type Channel, emptyWorld, type Message, type Person, type SlackFile, type View, type Workspace } from './state.ts';
import { createTown, type Town } from './town.ts';
import { transcriptOf } from './transcript.ts';
import { botScopes, createWebApi } from './web-api.ts';

export interface SlackEmulatorOptions {
  /** Milliseconds; the clock of every deadline and of `ts`. Default: the machine's. Request signatures always carry the machine's time, as Bolt compares with that. */
  now?: () => number;
  signingSecret?: string;
  /** The bot scopes that the first workspace granted. Default: every scope that an emulated method needs. */
  scopes?: readonly string[];
  /** `false` for benchmarks only: no 429 unless a fault asks for it. */
  rateLimits?: boolean;
  /** Milliseconds between Slack's attempts to deliver an event that was not acknowledged. Default: never by itself; see `redeliver`. */
  retryAfterMs?: number;
}

/** Slack, as the bot and the people of a workspace meet it. */
export interface SlackEmulator extends Town, Omit<People, 'post'> {
  /** Ends in `/api/`: give it to `SLACK_API_URL` (`clientOptions.slackApiUrl`) as it is. */
  readonly url: string;
  /** For `installerOptions.authorizationUrl`. */
  readonly authorizeUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly botUserId: string;
  readonly teamId: string;

  /** Everything that the bot did wrong. Tests end with `expect(slack.violations).toEqual([])`. */
  readonly violations: readonly Violation[];
  /** For a state that the bot can't know (a message was deleted, a token revoked, nobody acknowledges): the refusal stays, but is no violation. */
  tolerate(...rules: RuleId[]): void;
  /** Everything that would have notified somebody. */
  readonly pings: readonly Ping[];
  /** Web API calls, uploads and uses of a response_url, in the order in which they arrived. */
  readonly calls: readonly Call[];
  /** What Slack sent to the bot, oldest first. */
  readonly deliveries: readonly Delivery[];

  /** What `oauth.v2.access` exchanges, once, within ten minutes. */
  authorizationCode(workspace: Workspace): string;

  /** Posts as this person; the bot gets a `message` event. */
  say(person: Person, channel: Channel, text: string): Promise<Message>;
  /** Any other event, in its inner form: `{ type: 'app_home_opened', user: ada.id, … }`. */
  event(event: { type: string; [field: string]: unknown }, workspace?: Workspace): Promise<Delivery>;
  openHome(person: Person): Promise<Delivery>;

  /** All that this person sees in the channel now, edits applied. */
  seen(person: Person, channel: Channel): readonly Message[];
  /** The same as plain text. */
  transcript(person: Person, channel: Channel): string;
  /** What everybody in the channel sees. */
  messages(channel: Channel): readonly Message[];
  /** The open forms of this person, the one on top last. */
  views(person: Person): readonly View[];
  home(person: Person): View | undefined;
  file(id: string): SlackFile | undefined;
  /** Asks again after every change until `condition` gives something; fails after 10 s with `what`. */
  until<T>(what: string, condition: () => T | undefined | false): Promise<T>;

  fault(fault: Fault): FaultHandle;
  readonly socket: {
    /** Cuts every connection without a word. */
    drop(): void;
    /** Says `disconnect` on every connection and, but for a `warning`, closes it. */
    refresh(reason?: 'refresh_requested' | 'warning' | 'link_disabled'): void;
    readonly connections: number;
  };
  /** The same once more, byte for byte (HTTP: the same signature; Socket Mode: the same envelope_id); with `retry` as Slack's own retry. */
  redeliver(delivery: Delivery, retry?: { num: number; reason: 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout' }): Promise<Delivery>;
  /** Sends over HTTP to this address (`…/slack/events`) from now on; `undefined`: Socket Mode again. */
  deliverTo(url: string | undefined): void;
  /** What an attacker or a broken clock sends: signed wrongly, not at all, or long ago. Answers with the bot's status. HTTP only. */
  forge(person: Person, command: string, text: string, channel: Channel, how: Forgery): Promise<number>;
  /** Slack's check of a new request URL. HTTP only. */
  challenge(): Promise<boolean>;
  /** Moves the clock and does what has become due. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
  /** Nothing is under way: no delivery, no call. */
  idle(): Promise<void>;
}

function createSlack(options: SlackEmulatorOptions): Slack {
  return {
    appId: 'A0QUORUM01',
    clientId: '1111111111.2222222222',
    clientSecret: 'emulated-client-secret',
    signingSecret: options.signingSecret ?? '8f742231b10e8888abcd99yyyzzz85a5',
    rateLimits: options.rateLimits ?? true,
    origin: '',
    clock: createClock(options.now ?? Date.now),
    world: emptyWorld(),
    tokens: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    authorizations: new Map(),
    tickets: new Set(),
    violations: [],
    pings: [],
    calls: [],
    tolerated: new Set(),
    watchers: new Set(),
    counter: 0,
    lastTs: 0,
  };
}

const APP_TOKEN = 'xapp-1-A0QUORUM01-emulated';

/** Starts Slack on a free port of this machine. */
export async function createSlackEmulator(options: SlackEmulatorOptions = {}): Promise<SlackEmulator> {
  const slack = createSlack(options);
  const faults = createFaults();
  const socketMode = createSocketMode(slack);
  const office = createPostOffice(slack, socketMode, options.retryAfterMs);
  const town = createTown(slack, botScopes());
  const workspace = town.addWorkspace({ domain: 'study-hall', ...(options.scopes ? { scopes: options.scopes } : {}) });
  slack.tokens.set(APP_TOKEN, { kind: 'app', workspace: undefined, revoked: false });
  const running = await startServer(slack, createWebApi(slack), faults);
  running.server.on('upgrade', (request, socket, head) => (faults.meet('socket') ? socket.destroy() : socketMode.upgrade(request, socket, head)));
  const { post: postAs, ...people } = createPeople(slack, office.send);

  async function say(person: Person, channel: Channel, text: string): Promise<Message> {
    const message = postAs(person, channel, text);
    const home = workspaceOf(slack, channel.teamId);
    const channelType = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' }[channel.kind];
    const event = { type: 'message', channel: channel.id, user: person.id, text, ts: message.ts, channel_type: channelType };
    if (channel.members.has(home.botUserId)) await office.sendEvent(event, home);
    return message;
  }

  async function close(): Promise<void> {
    slack.clock.stop();
    faults.releaseAll();
    socketMode.drop();
    running.server.closeAllConnections();
    await new Promise<void>((resolve) => running.server.close(() => resolve()));
  }

  return {
    ...town,
    ...people,
    ...identityOf(slack, workspace),
    ...looksAt(slack),
    ...ways(slack, office, socketMode),
    fault: faults.plan,
    tolerate: (...rules) => {
      for (const rule of rules) slack.tolerated.add(rule);
    },
    authorizationCode: (of) => newAuthorization(slack, of.teamId),
    say,
    event: (event, of = workspace) => office.sendEvent(event, of),
    openHome: (person) =>
      office.sendEvent({ type: 'app_home_opened', user: person.id, channel: town.directMessages(person).id, tab: 'home' }, workspaceOf(slack, person.teamId)),
    async advance(ms) {
      slack.clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
    close,
    idle: async () => {
      await until(slack, 'nothing to be under way', () => running.busy === 0 && office.courier.deliveries.every((one) => one.outcome !== 'pending'));
    },
  };
}

function identityOf(slack: Slack, workspace: Workspace) {
  const { signingSecret, clientId, clientSecret, violations, pings, calls } = slack;
  const { botToken, botUserId, teamId } = workspace;
  const urls = { url: `${slack.origin}/api/`, authorizeUrl: `${slack.origin}/oauth/v2/authorize` };
  return { ...urls, botToken, appToken: APP_TOKEN, signingSecret, clientId, clientSecret, botUserId, teamId, violations, pings, calls };
}

function looksAt(slack: Slack): Pick<SlackEmulator, 'seen' | 'transcript' | 'messages' | 'views' | 'home' | 'file' | 'until'> {
  const views = (person: Person): readonly View[] => slack.world.stacks.get(person.id) ?? [];
  return {
    seen: (person, channel) => seenBy(slack, person, channel),
    transcript: (person, channel) => transcriptOf(slack, seenBy(slack, person, channel), views(person)),
    messages: (channel) => listOf(slack, channel.id).filter((message) => message.onlyFor === undefined),
    views,
    home: (person) => slack.world.homes.get(person.id),
    file: (id) => slack.world.files.get(id),
    until: (what, condition) => until(slack, what, condition),
  };
}

type Ways = Pick<SlackEmulator, 'socket' | 'deliveries' | 'redeliver' | 'deliverTo' | 'forge' | 'challenge'>;

function ways(slack: Slack, office: PostOffice, socketMode: SocketMode): Ways {
  const address = (): string => {
    if (office.address === undefined) throw new Error('call deliverTo first');
    return office.address;
  };
  return {
    socket: {
      drop: socketMode.drop,
      refresh: (reason = 'refresh_requested') => socketMode.refresh(reason),
      get connections() {
        return socketMode.connections;
      },
    },
    deliveries: office.courier.deliveries,
    redeliver: office.redeliver,
    deliverTo: (url) => {
      office.address = url;
    },
    forge: (person, command, text, channel, how) => sendForged(slack, address(), commandPayload(slack, person, command, text, channel), how),
    challenge: () => sendChallenge(slack, address()),
  };
}
