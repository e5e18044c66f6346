import type { RuleId } from './rules.ts';

/** What the bot did that Discord would refuse, or that a person would suffer from. Tests assert that there is none. */
export interface Violation {
  rule: RuleId;
  detail: string;
  /** `POST /channels/1/messages`, or `gateway IDENTIFY`. */
  request: string;
}

/** Text that really notified somebody: a mention that `allowed_mentions` let through. */
export interface Ping {
  channel: string;
  message: string;
  /** `@everyone`, `<@&role>`, `<@user>`. */
  mention: string;
}

/** One REST request, in the order in which they came, without the `/v10`. */
export interface Call {
  method: string;
  path: string;
  /** As sent; of a multipart body its `payload_json`. */
  body: unknown;
  files: readonly SentFile[];
  /** 0: the connection was cut, or the answer is still held back. */
  status: number;
  response: unknown;
}

export interface SentFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  /** The one that every guild has. */
  readonly channel: Channel;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Absent: a direct message. */
  readonly guild?: Guild;
}

/** Somebody who acts through the emulator. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface PersonOptions {
  name?: string;
  locale?: string;
  /** Of all guilds so far unless given. */
  guilds?: readonly Guild[];
  /** Discord's permission bits, in each of these guilds. Default: what a plain member has. */
  permissions?: bigint;
  /** Has MANAGE_GUILD as well. */
  admin?: boolean;
  /** Answers a direct message with 50007 unless true (default). */
  acceptsDirectMessages?: boolean;
}

/** A JSON object as Discord sends it. */
export type Json = { readonly [name: string]: unknown };

/** What one person sees of one message. */
export interface SeenMessage {
  kind: 'message';
  id: string;
  channel: string;
  /** Only this person sees it (flag 64). */
  private: boolean;
  /** The message object, as `GET …/messages/{id}` answers. Its `components` are here whoever asks. */
  json: Json;
  /** All that is read on it, markdown as sent, one line a component. */
  text: string;
  /** In order; link buttons and selects are not among them. */
  buttons: readonly { label: string; customId: string; disabled: boolean }[];
  selects: readonly { placeholder: string; customId: string; options: readonly { label: string; value: string }[] }[];
  files: readonly SentFile[];
  edited: boolean;
}

/** What Discord's client says by itself. */
export interface SeenNotice {
  kind: 'notice';
  text: 'The application did not respond' | 'This interaction failed' | 'Something went wrong. Try again.' | 'is thinking…' | 'Loading options failed';
}

export type Seen = SeenMessage | SeenNotice;

export interface Modal {
  customId: string;
  title: string;
  /** As sent: type 9, `data`. */
  json: Json;
  fields: readonly {
    label: string;
    customId: string;
    type: number;
    required: boolean;
    value?: string;
    options?: readonly { label: string; value: string }[];
  }[];
  /** What stands on it, in order. */
  text: string;
}

/** An act of a person and what came of it. It is live: later edits and follow-ups show in it. */
export interface Act {
  /** The payload of INTERACTION_CREATE, as delivered. */
  readonly interaction: Json;
  readonly person: Person;
  /** What the bot answered with first, if anything yet. */
  readonly acknowledged?: 'message' | 'deferred' | 'update' | 'deferred-update' | 'autocomplete' | 'modal';
  /** The answer: the message that answered, or the one that was pressed and is now replaced. */
  readonly message?: SeenMessage;
  /** The answer and its follow-ups, in order, as they are now. */
  readonly messages: readonly SeenMessage[];
  readonly modal?: Modal;
  readonly choices?: readonly { name: string; value: string | number }[];
  /** What the client tells this person instead of an answer. */
  readonly error?: SeenNotice['text'];
}

export type Where = Channel | 'dm';

export interface FaultOptions {
  /** Any unless given. */
  method?: string;
  /** Part of the path or a pattern for it, without `/v10`. Any unless given. */
  path?: string | RegExp;
  /** How many calls; 1 unless given. */
  times?: number;
  kind:
    | { status: 500 | 502 | 503 }
    | { status: 429; retryAfter: number; global?: boolean }
    /** The connection is cut: nothing was done. */
    | 'cut-before'
    /** It was done, and the connection is cut before the answer. */
    | 'cut-after'
    /** Nothing happens until it is released; it is then carried out. */
    | 'hold';
}

export interface Fault {
  /** How many calls it has met. */
  readonly met: number;
  /** Lets held calls go on, and ends the fault. */
  release(): void;
}

/** What may be known of the gateway, and what can befall it. */
export interface GatewayControl {
  /** Sessions that have a connection now. */
  readonly connected: number;
  /** How many IDENTIFY and RESUME were accepted. */
  readonly identified: number;
  readonly resumed: number;
  /** Cuts every connection without a close frame. The sessions can be resumed. */
  drop(): void;
  /** Asks every connection to come again (op 7). */
  reconnect(): void;
  /** Says that the session is invalid (op 9). */
  invalidate(resumable: boolean): void;
  /** Closes every connection with 4004 and answers every call with 401 from now on. */
  revokeToken(): void;
  /** The token is good again. */
  restoreToken(): void;
  /** Resolves when `connected` is at least this; 1 unless given. */
  ready(connections?: number): Promise<void>;
}

export interface Registered {
  /** As `GET` answers: `id`, `version`, `name`, `options`… */
  global: readonly Json[];
  guild(guild: Guild): readonly Json[];
  /** POST, PUT, PATCH and DELETE of commands so far. */
  calls: number;
}

export interface DiscordEmulatorOptions {
  /** Milliseconds since 1970; `advance` adds to it. Real time unless given. */
  now?: () => number;
  /** Milliseconds by which rate limits go, whatever `now` says; real time unless given. */
  elapsed?: () => number;
  /** Milliseconds. 41,250 unless given. A client that misses one and a half of them is closed. */
  heartbeatInterval?: number;
  /** Privileged intents that were granted; none unless given. */
  grantedIntents?: number;
  /** Recommended number of shards; 1 unless given. */
  shards?: number;
}

export interface DiscordEmulator {
  /** For DISCORD_API_URL: no slash at the end, no `/v10`. */
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  /** The bot's own user id (the application's, as with every newer application). */
  readonly botId: string;
  /** Hexadecimal Ed25519 key, as the developer portal shows it. */
  readonly publicKey: string;
  /** The headers with which Discord would send this body to an interactions endpoint. */
  sign(body: string): { 'x-signature-ed25519': string; 'x-signature-timestamp': string };

  readonly violations: readonly Violation[];
  readonly pings: readonly Ping[];
  readonly calls: readonly Call[];
  /** Every interaction that was delivered, oldest first; also those without an answer yet. */
  readonly acts: readonly Act[];
  readonly gateway: GatewayControl;

  /** Comes with one channel, `general`. `permissions`: the bot's own in it. */
  addGuild(options?: { name?: string; permissions?: bigint }): Guild;
  /** `deny` takes rights from the bot in this channel. */
  addChannel(guild: Guild, options?: { name?: string; deny?: bigint }): Channel;
  /** Takes rights from the bot in a channel, or gives them back with 0n. */
  deny(channel: Channel, permissions: bigint): void;
  removeChannel(channel: Channel): void;
  removeGuild(guild: Guild): void;
  addUser(options?: PersonOptions): Person;
  /** The direct-message channel of a person and the bot. */
  direct(person: Person): Channel;

  /**
   * Each act resolves as soon as the person sees an answer (of a deferred one: the answer itself), or is told that there is none.
   * Where nothing is given: `general` of the person's first guild, else the direct message.
   * An act that Discord's client doesn't allow (unknown command, required option missing, disabled button, too long a text) rejects.
   */
  use(person: Person, command: string, options?: Readonly<Record<string, string | number | boolean>>, where?: Where): Promise<Act>;
  type(person: Person, command: string, option: string, typed: string, where?: Where): Promise<readonly { name: string; value: string | number }[]>;
  press(person: Person, message: SeenMessage, customIdOrLabel: string): Promise<Act>;
  choose(person: Person, message: SeenMessage, customId: string, value: string | readonly string[]): Promise<Act>;
  /** `values` by label or custom id. */
  submit(person: Person, modal: Modal, values: Readonly<Record<string, string>>): Promise<Act>;
  /** Delivers the payload of an act once more, as it was. */
  redeliver(act: Act | Json): void;
  /** Delivers a component press with this custom id, whatever the message shows: what a forger or an old message sends. */
  forge(person: Person, message: SeenMessage, customId: string): Promise<Act>;
  /** Somebody deletes a message. */
  deleteMessage(message: SeenMessage): void;

  seen(person: Person, channel: Channel): readonly Seen[];
  /** What a person did and saw in a channel, as plain text. */
  transcript(person: Person, channel: Channel): string;
  commands(): Registered;
  /** Every message that stands in a channel and is not private, oldest first. */
  messages(channel: Channel): readonly SeenMessage[];
  fault(fault: FaultOptions): Fault;
  /** Moves the emulator's clock; deadlines that pass come true. */
  advance(ms: number): void;
  /** Resolves when the condition holds; it is asked again after each call and each event. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}
