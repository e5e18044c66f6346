import { Clock, snowflakes } from './clock.ts';
import type { RuleId } from './rules.ts';
import { rule } from './rules.ts';
import type { Act, Call, DiscordEmulatorOptions, Json, Modal, Ping, SeenNotice, SentFile, Violation } from './types.ts';

/** Discord's permission bits that matter here. */
export const PERMISSION = {
  addReactions: 1n << 6n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useApplicationCommands: 1n << 31n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
  administrator: 1n << 3n,
} as const;
const ALL_PERMISSIONS = (1n << 53n) - 1n;
export const MEMBER_PERMISSIONS =
  PERMISSION.addReactions |
  PERMISSION.viewChannel |
  PERMISSION.sendMessages |
  PERMISSION.embedLinks |
  PERMISSION.attachFiles |
  PERMISSION.readMessageHistory |
  PERMISSION.createPublicThreads |
  PERMISSION.sendMessagesInThreads |
  PERMISSION.useApplicationCommands;

export interface GuildState {
  id: string;
  name: string;
  botPermissions: bigint;
  botRole: string;
  ownerId: string;
  joinedAt: number;
  removed: boolean;
}

export interface ChannelState {
  id: string;
  name: string;
  guild?: GuildState;
  /** Of a direct message: with whom. */
  recipient?: PersonState;
  /** Of a thread: the channel that it hangs on. Its id is that of the message. */
  parent?: ChannelState;
  denied: bigint;
  removed: boolean;
  messages: StoredMessage[];
  /** What happened here, in order, for transcripts. */
  log: LogEntry[];
}

export interface PersonState {
  id: string;
  name: string;
  locale: string;
  permissions: ReadonlyMap<string, bigint>;
  acceptsDirectMessages: boolean;
}

export interface StoredMessage {
  id: string;
  channel: ChannelState;
  createdAt: number;
  editedAt?: number;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly StoredAttachment[];
  flags: number;
  /** Set: only this person sees it. */
  onlyFor?: PersonState;
  nonce?: string | number;
  interaction?: InteractionState;
  reference?: Json;
  deleted: boolean;
  mentionEveryone: boolean;
}

export interface StoredAttachment {
  id: string;
  filename: string;
  description?: string;
  file: SentFile;
}

export type LogEntry =
  | { kind: 'message'; message: StoredMessage }
  | { kind: 'notice'; person: PersonState; text: SeenNotice['text']; interaction: InteractionState }
  | { kind: 'act'; person: PersonState; text: string }
  | { kind: 'form'; person: PersonState; modal: Modal };

export interface InteractionState {
  id: string;
  token: string;
  kind: 'command' | 'autocomplete' | 'component' | 'modal';
  name: string;
  payload: Json;
  person: PersonState;
  channel: ChannelState;
  createdAt: number;
  /** What was pressed, or carried the button that opened the modal. */
  source?: StoredMessage;
  acknowledged?: NonNullable<Act['acknowledged']>;
  original?: StoredMessage;
  followups: StoredMessage[];
  modal?: Modal;
  choices?: readonly { name: string; value: string | number }[];
  error?: SeenNotice['text'];
  /** Deferred, and what was promised has not come yet. */
  waiting: boolean;
  deliveries: number;
  /** Somebody was connected to hear of it. */
  heard: boolean;
  /** A fault asked for by the test met its callback. */
  faulted: boolean;
  settled: boolean;
  settle(): void;
  whenSettled: Promise<void>;
}

export interface CommandState {
  id: string;
  guild?: string;
  json: Json;
}

export type World = ReturnType<typeof createWorld>;

/** All that the emulated Discord knows; the rest are functions over it. */
export function createWorld(options: DiscordEmulatorOptions) {
  const clock = new Clock(options.now, options.elapsed);
  const snowflake = snowflakes(() => clock.now());
  const applicationId = snowflake();
  const watchers = new Set<() => void>();
  const violations: Violation[] = [];
  return {
    options,
    clock,
    snowflake,
    applicationId,
    botId: applicationId,
    token: `${Buffer.from(applicationId).toString('base64url')}.GEmul8.${'quorum-emulator-token'.padEnd(38, 'x')}`,
    tokenRevoked: false,
    violations,
    pings: [] as Ping[],
    calls: [] as Call[],
    guilds: new Map<string, GuildState>(),
    channels: new Map<string, ChannelState>(),
    people: new Map<string, PersonState>(),
    messages: new Map<string, StoredMessage>(),
    interactions: new Map<string, InteractionState>(),
    byToken: new Map<string, InteractionState>(),
    commands: new Map<string, CommandState>(),
    commandCalls: 0,
    commandCreates: [] as number[],
    watchers,
    /** Somebody may be waiting for what has just become true. */
    changed(): void {
      for (const watcher of [...watchers]) watcher();
    },
    violate(id: RuleId, request: string, detail: string = rule(id).says): void {
      violations.push({ rule: id, detail, request });
    },
  };
}

export function until(world: World, condition: () => boolean): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const watcher = () => {
      if (!condition()) return;
      world.watchers.delete(watcher);
      resolve();
    };
    world.watchers.add(watcher);
  });
}

export function botPermissions(channel: ChannelState): bigint {
  if (!channel.guild) return PERMISSION.attachFiles | PERMISSION.embedLinks | PERMISSION.viewChannel | PERMISSION.sendMessages | PERMISSION.readMessageHistory;
  if (channel.guild.botPermissions & PERMISSION.administrator) return ALL_PERMISSIONS;
  return channel.guild.botPermissions & ~channel.denied;
}

export function directChannel(world: World, person: PersonState): ChannelState {
  const known = [...world.channels.values()].find((each) => each.recipient === person);
  if (known) return known;
  const made: ChannelState = { id: world.snowflake(), name: person.name, recipient: person, denied: 0n, removed: false, messages: [], log: [] };
  world.channels.set(made.id, made);
  return made;
}

export function sees(person: PersonState, message: StoredMessage): boolean {
  return !message.deleted && (message.onlyFor === undefined || message.onlyFor === person);
}
