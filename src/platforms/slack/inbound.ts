import { z } from 'zod';
import type { Event } from '../../bot/event.ts';
import { LIMITS } from './limits.ts';

/** Where somebody acted, and the ways back to them. */
export interface Origin {
  user: string;
  /** Any conversation's id; a form knows it from where it was opened. */
  channel: string | undefined;
  responseUrl: ResponseUrl | undefined;
  /** Opens a form, once and within three seconds. */
  trigger: string | undefined;
  /** The message whose button was pressed. */
  pressed: { ts: string; ephemeral: boolean } | undefined;
  thread: string | undefined;
}

interface ResponseUrl {
  url: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** A workspace by all the names it goes by. */
export interface Workspace {
  team: string;
  enterprise: string | undefined;
}

/** An event of ours without what was done. */
type Who = Omit<Event, 'kind' | 'command' | 'options' | 'route' | 'fields'>;

interface Arrived {
  who: Who;
  origin: Origin;
  workspace: Workspace;
}

export interface CommandTyped extends Arrived {
  /** Without the slash. */
  slash: string;
  text: string;
}

export interface Pressed extends Arrived {
  route: string;
}

export interface Submitted extends Arrived {
  /** What the form said that it is. */
  form: string;
  fields: Readonly<Record<string, string>>;
  /** The names of all inputs, filled in or not. */
  inputs: readonly string[];
}

export interface Suggesting {
  form: string;
  option: string;
  typed: string;
}

/** What reading needs to know besides the payload. */
export interface Arrival {
  now(): number;
  admins: ReadonlySet<string>;
}

const id = z.string().min(1).max(64);
const optionalId = id.nullish().transform((value) => value ?? undefined);
const user = z.object({ id, name: z.string().optional(), username: z.string().optional(), team_id: z.string().optional() });
const team = z.object({ id }).nullish();
const enterprise = z.object({ id }).nullish();
const from = { user, team, enterprise };
const picked = z.object({ value: z.string() });

const commandBody = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  trigger_id: z.string().min(1),
  response_url: z.url().optional(),
  user_id: id,
  user_name: z.string().default(''),
  team_id: id,
  enterprise_id: optionalId,
  channel_id: id,
});

const pressBody = z.object({
  ...from,
  trigger_id: z.string().min(1),
  response_url: z.url().optional(),
  channel: z.object({ id }).nullish(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional(), is_ephemeral: z.boolean().optional() }).optional(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().nullish(), selected_option: picked.nullish() })], z.unknown()),
});

const state = z.object({
  value: z.string().nullish(),
  selected_option: picked.nullish(),
  selected_options: z.array(picked).nullish(),
  selected_conversation: z.string().nullish(),
});

const submitBody = z.object({
  ...from,
  trigger_id: z.string().optional(),
  view: z.object({
    id,
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), state)) }),
  }),
});

const suggestBody = z.object({ action_id: z.string(), value: z.string().default(''), view: z.object({ callback_id: z.string() }) });

/** @returns `undefined` for what Slack does not send. */
export function readCommand(body: unknown, arrival: Arrival): CommandTyped | undefined {
  const read = commandBody.safeParse(body).data;
  if (!read) return undefined;
  const origin: Origin = {
    user: read.user_id,
    channel: read.channel_id,
    responseUrl: responseUrl(read.response_url, arrival),
    trigger: read.trigger_id,
    pressed: undefined,
    thread: undefined,
  };
  return {
    who: whoOf(read.trigger_id, read.team_id, { id: read.user_id, name: read.user_name }, read.channel_id, arrival),
    origin,
    workspace: { team: read.team_id, enterprise: read.enterprise_id },
    slash: read.command.slice(1),
    text: unescapeText(read.text),
  };
}

export function readPress(body: unknown, arrival: Arrival): Pressed | undefined {
  const read = pressBody.safeParse(body).data;
  if (!read) return undefined;
  const { container, channel } = read;
  const [action] = read.actions;
  const workspace = workspaceOf(read);
  const origin: Origin = {
    user: read.user.id,
    channel: channel?.id,
    responseUrl: responseUrl(read.response_url, arrival),
    trigger: read.trigger_id,
    pressed: container?.message_ts === undefined ? undefined : { ts: container.message_ts, ephemeral: container.is_ephemeral ?? false },
    thread: container?.thread_ts,
  };
  const route = action.selected_option?.value ?? action.value ?? action.action_id;
  return { who: whoOf(read.trigger_id, workspace.team, accountOf(read.user), channel?.id, arrival), origin, workspace, route };
}

export function readSubmit(body: unknown, arrival: Arrival): Submitted | undefined {
  const read = submitBody.safeParse(body).data;
  if (!read) return undefined;
  const { view } = read;
  const opened = readMetadata(view.private_metadata);
  const workspace = workspaceOf(read);
  const origin: Origin = {
    user: read.user.id,
    channel: opened.channel,
    responseUrl: opened.responseUrl,
    trigger: read.trigger_id,
    pressed: opened.pressed,
    thread: opened.thread,
  };
  return {
    who: whoOf(view.id, workspace.team, accountOf(read.user), opened.channel, arrival),
    origin,
    workspace,
    form: view.callback_id,
    fields: fieldsOf(view.state.values),
    inputs: Object.keys(view.state.values),
  };
}

export function readSuggesting(body: unknown): Suggesting | undefined {
  const read = suggestBody.safeParse(body).data;
  return read && { form: read.view.callback_id, option: read.action_id, typed: read.value };
}

/** An input's name is that of its block; what was left empty is absent. */
function fieldsOf(values: Readonly<Record<string, Readonly<Record<string, z.infer<typeof state>>>>>): Record<string, string> {
  const entries = Object.entries(values).flatMap(([name, elements]) => {
    const [element] = Object.values(elements);
    const value = element?.value ?? element?.selected_conversation ?? element?.selected_option?.value ?? element?.selected_options?.[0]?.value;
    return value === undefined || value === null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function whoOf(eventId: string, teamId: string, account: { id: string; name: string }, channel: string | undefined, { now, admins }: Arrival): Who {
  return {
    id: eventId,
    at: now(),
    place: { platform: 'slack', id: teamId },
    ...(channel === undefined || isDirect(channel) ? {} : { channel }),
    account: { platform: 'slack', id: account.id, name: account.name },
    isAdmin: admins.has(account.id),
  };
}

function accountOf({ id, name, username }: z.infer<typeof user>): { id: string; name: string } {
  return { id, name: name ?? username ?? '' };
}

/** An app that a whole organization installed has no team of its own. */
function workspaceOf(read: { user: z.infer<typeof user>; team?: z.infer<typeof team>; enterprise?: z.infer<typeof enterprise> }): Workspace {
  return { team: read.team?.id ?? read.user.team_id ?? '', enterprise: read.enterprise?.id };
}

/** Between two people, one of whom may be the bot. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function responseUrl(url: string | undefined, { now }: Arrival): ResponseUrl | undefined {
  return url === undefined ? undefined : { url, until: now() + LIMITS.responseUrlMs };
}

/** Slack escapes what people type into a command. @see https://docs.slack.dev/messaging/formatting-message-text#escaping */
function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

type Opened = Pick<Origin, 'channel' | 'responseUrl' | 'pressed' | 'thread'>;

const NOWHERE: Opened = { channel: undefined, responseUrl: undefined, pressed: undefined, thread: undefined };

const metadata = z.object({
  u: z.url().optional(),
  t: z.number().optional(),
  c: id.optional(),
  p: z.string().optional(),
  e: z.boolean().optional(),
  th: z.string().optional(),
});

/** Where a form was opened, for its answer: a submission has no response_url of its own. */
export function writeMetadata({ channel, responseUrl, pressed, thread }: Origin): string {
  const text = JSON.stringify({ u: responseUrl?.url, t: responseUrl?.until, c: channel, p: pressed?.ts, e: pressed?.ephemeral, th: thread });
  return text.length <= LIMITS.modalMetadata ? text : '';
}

function readMetadata(text: string): Opened {
  try {
    const { u, t, c, p, e, th } = metadata.parse(JSON.parse(text));
    return {
      channel: c,
      responseUrl: u !== undefined && t !== undefined ? { url: u, until: t } : undefined,
      pressed: p === undefined ? undefined : { ts: p, ephemeral: e ?? false },
      thread: th,
    };
  } catch {
    return NOWHERE;
  }
}
