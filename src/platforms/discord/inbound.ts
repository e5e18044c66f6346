import { z } from 'zod';
import type { Event, Typing } from '../../bot/event.ts';
import { REPEATED } from './render.ts';
import { oneLine } from './text.ts';

/** Whatever reaches us of an act, over the gateway or over HTTP. */
export type Inbound = Acted | Typed | Unreadable;

/** What an answer needs: the act's own address, good for 15 minutes. */
export interface Interaction {
  id: string;
  applicationId: string;
  /** A secret: who has it can answer in our name. */
  token: string;
  /** It came from a message of ours, which an answer can replace. */
  onMessage: boolean;
}

export interface Acted {
  kind: 'act';
  interaction: Interaction;
  event: Event;
}

export interface Typed {
  kind: 'typing';
  interaction: Interaction;
  typing: Typing;
}

/** Somebody did something that we have no words for: they still get an answer. */
export interface Unreadable {
  kind: 'unreadable';
  interaction: Interaction;
}

const TYPES = { command: 2, component: 3, autocomplete: 4, submit: 5 } as const;
const SUBCOMMAND = 1;
const COMPONENTS = { row: 1, button: 2, stringSelect: 3, textInput: 4, roleSelect: 6, channelSelect: 8, label: 18 } as const;
/** Discord's permission bits: Administrator, Manage Server. */
const MAY_ADMINISTER = (1n << 3n) | (1n << 5n);

const NOBODY: ReadonlySet<string> = new Set();

const snowflake = z.string().regex(/^\d{1,20}$/);
const frame = z.object({
  id: snowflake,
  application_id: snowflake,
  // It becomes part of a path.
  token: z.string().regex(/^[\w=-][\w.=-]{0,2000}$/),
  type: z.int(),
  message: z.object({ id: snowflake }).optional(),
});

const user = z.object({ id: snowflake, username: z.string().optional(), global_name: z.string().nullish() });
const actor = z.object({
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ id: snowflake }).optional(),
  member: z.object({ user, nick: z.string().nullish(), permissions: z.string().regex(/^\d{1,30}$/) }).optional(),
  user: user.optional(),
});

const optionValue = z.union([z.string(), z.number(), z.boolean()]);
const options = z.array(z.object({ name: z.string(), value: optionValue, focused: z.boolean().optional() })).default([]);
const used = { name: z.string(), type: z.literal(1).default(1) };
const usedCommand = z.union([
  z.object({ ...used, options }),
  // A subcommand comes as the only option, and its own options within.
  z
    .object({ ...used, options: z.tuple([z.object({ name: z.string(), type: z.literal(SUBCOMMAND), options })]) })
    .transform(({ name, options: [chosen] }) => ({ name: `${name} ${chosen.name}`, options: chosen.options })),
]);
const component = z.discriminatedUnion('component_type', [
  z.object({ component_type: z.literal(COMPONENTS.button), custom_id: z.string() }),
  z.object({ component_type: z.literal(COMPONENTS.stringSelect), custom_id: z.string(), values: z.tuple([z.string()]) }),
]);

const input = z.union([
  z.object({ type: z.literal(COMPONENTS.textInput), custom_id: z.string(), value: z.string().nullish() }),
  z.object({
    type: z.literal([COMPONENTS.stringSelect, COMPONENTS.roleSelect, COMPONENTS.channelSelect]),
    custom_id: z.string(),
    values: z.array(z.string()),
  }),
]);
const submittedComponent = z.union([
  z.object({ type: z.literal(COMPONENTS.label), component: input }).transform((label) => [label.component]),
  z.object({ type: z.literal(COMPONENTS.row), components: z.array(input) }).transform((row) => row.components),
  // Text and whatever else stands on a form and can't be filled in.
  z.object({ type: z.int() }).transform(() => []),
]);
const submitted = z.object({ custom_id: z.string(), components: z.array(submittedComponent) });

type Act = Event extends infer One ? (One extends { kind: string } ? Omit<One, 'id' | 'at' | 'place' | 'channel' | 'account' | 'isAdmin'> : never) : never;

/**
 * The payload of INTERACTION_CREATE, or the body of a request to an interactions endpoint.
 * @param at when it arrived, in milliseconds since 1970
 * @param admins ids of those who are admins everywhere
 * @returns `undefined` for what can't be answered at all
 */
export function readInteraction(payload: unknown, at: number, admins: ReadonlySet<string> = NOBODY): Inbound | undefined {
  const framed = frame.safeParse(payload);
  if (!framed.success) return undefined;
  const { id, application_id: applicationId, token, type, message } = framed.data;
  const interaction: Interaction = { id, applicationId, token, onMessage: message !== undefined };
  const data = z.object({ data: z.unknown() }).safeParse(payload).data?.data;
  if (type === TYPES.autocomplete) return readTyping(interaction, data);
  const act = readAct(type, data);
  const who = actor.safeParse(payload).data;
  const account = who && accountOf(who);
  if (!act || !who || !account) return { kind: 'unreadable', interaction };
  const channel = who.channel_id ?? who.channel?.id;
  const event: Event = {
    ...act,
    id,
    at,
    place: { platform: 'discord', id: who.guild_id ?? `dm-${account.id}` },
    // A direct message is no channel in which others read.
    ...(who.guild_id === undefined || channel === undefined ? {} : { channel }),
    account,
    isAdmin: admins.has(account.id) || (who.guild_id !== undefined && (BigInt(who.member?.permissions ?? '0') & MAY_ADMINISTER) !== 0n),
  };
  return { kind: 'act', interaction, event };
}

function readAct(type: number, data: unknown): Act | undefined {
  switch (type) {
    case TYPES.command: {
      const used = usedCommand.safeParse(data).data;
      return used && { kind: 'command', command: used.name, options: Object.fromEntries(used.options.map(({ name, value }) => [name, String(value)])) };
    }
    case TYPES.component: {
      const pressed = component.safeParse(data).data;
      return pressed && { kind: 'press', route: routeOf(pressed) };
    }
    case TYPES.submit: {
      const form = submitted.safeParse(data).data;
      return form && { kind: 'submit', route: withoutNumber(form.custom_id), fields: fieldsOf(form) };
    }
    default:
      return undefined;
  }
}

function readTyping(interaction: Interaction, data: unknown): Inbound {
  const used = usedCommand.safeParse(data).data;
  const focused = used?.options.find((option) => option.focused);
  const typing: Typing = { command: used?.name ?? '', option: focused?.name ?? '', typed: String(focused?.value ?? '') };
  return { kind: 'typing', interaction, typing };
}

/** The value picked is the last argument. What results need not be a route: whoever forged it gets told so. */
function routeOf(pressed: z.output<typeof component>): string {
  const route = withoutNumber(pressed.custom_id);
  return pressed.component_type === COMPONENTS.stringSelect ? `${route}/${pressed.values[0]}` : route;
}

function withoutNumber(customId: string): string {
  return customId.split(REPEATED, 1)[0] ?? '';
}

/** What was not chosen is absent; what was left empty is an empty text. */
function fieldsOf({ components }: z.output<typeof submitted>): Record<string, string> {
  const entries = components.flat().flatMap((field): [string, string][] => {
    const value = field.type === COMPONENTS.textInput ? (field.value ?? '') : field.values[0];
    return value === undefined ? [] : [[field.custom_id, value]];
  });
  return Object.fromEntries(entries);
}

function accountOf({ member, user: alone }: z.output<typeof actor>): Event['account'] | undefined {
  const who = member?.user ?? alone;
  if (!who) return undefined;
  const names = [member?.nick, who.global_name, who.username].map((name) => oneLine(name ?? ''));
  return { platform: 'discord', id: who.id, name: names.find((name) => name !== '') ?? 'someone' };
}
