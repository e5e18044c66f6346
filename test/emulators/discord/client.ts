import { flatten } from './check-message.ts';
import { begin, type NewInteraction } from './interactions.ts';
import { channelJson, memberJson, messageJson, userJson } from './payloads.ts';
import type { CommandOption } from './schema-command.ts';
import type { Json, Modal } from './types.ts';
import type { ChannelState, CommandState, InteractionState, PersonState, StoredMessage, World } from './world.ts';
import { PERMISSION, sees } from './world.ts';

/** What Discord's client lets a person do; what it doesn't, throws here. */
export type Dispatch = (event: string, data: unknown, guild?: string) => boolean;
export type Given = Readonly<Record<string, string | number | boolean>>;

function commandFor(world: World, person: PersonState, name: string, channel: ChannelState): CommandState {
  const named = [...world.commands.values()].filter((each) => each.json.name === name && (each.guild ?? channel.guild?.id) === channel.guild?.id);
  const command = named.find((each) => each.guild !== undefined) ?? named[0];
  if (!command) throw new Error(`no command /${name} is registered here`);
  const { contexts, default_member_permissions: needed } = command.json;
  const context = channel.guild ? 0 : 1;
  if (Array.isArray(contexts) && !contexts.includes(context)) throw new Error(`/${name} is not offered here`);
  if (typeof needed === 'string' && channel.guild && !mayUse(person.permissions.get(channel.guild.id) ?? 0n, BigInt(needed))) {
    throw new Error(`${person.name} is not offered /${name}`);
  }
  return command;
}

function mayUse(has: bigint, needed: bigint): boolean {
  if (has & PERMISSION.administrator) return true;
  return needed !== 0n && (has & needed) === needed;
}

const optionsOf = (command: CommandState) => (command.json.options ?? []) as readonly CommandOption[];

/** `pack disputes`: what is offered, and how it is sent. A command with subcommands is not offered alone. */
function usedOf(command: CommandState, chosen: string | undefined): { specs: readonly CommandOption[]; wrap(options: readonly Json[]): readonly Json[] } {
  const specs = optionsOf(command);
  const subcommands = specs.filter(({ type }) => type === 1);
  if (subcommands.length === 0 && chosen === undefined) return { specs, wrap: (options) => options };
  const found = subcommands.find(({ name }) => name === chosen);
  if (!found) throw new Error(`/${command.json.name} offers ${subcommands.map(({ name }) => name).join(', ') || 'no subcommands'}, not ${chosen ?? 'itself'}`);
  return { specs: found.options ?? [], wrap: (options) => [{ type: 1, name: found.name, ...(options.length > 0 ? { options } : {}) }] };
}

const commandData = (command: CommandState, options: readonly Json[]): Json => {
  const guild = command.guild === undefined ? {} : { guild_id: command.guild };
  return { id: command.id, name: command.json.name, type: 1, ...guild, ...(options.length > 0 ? { options } : {}) };
};

export function useCommand(world: World, dispatch: Dispatch, person: PersonState, name: string, given: Given, channel: ChannelState): InteractionState {
  const [first = '', chosen] = name.split(' ');
  const command = commandFor(world, person, first, channel);
  const { specs, wrap } = usedOf(command, chosen);
  const unknown = Object.keys(given).find((each) => !specs.some((spec) => spec.name === each));
  if (unknown !== undefined) throw new Error(`/${name} has no option ${unknown}`);
  const missing = specs.find((spec) => spec.required && given[spec.name] === undefined);
  if (missing) throw new Error(`/${name} needs ${missing.name}`);
  const options = specs
    .filter((spec) => given[spec.name] !== undefined)
    .map((spec) => ({ name: spec.name, type: spec.type, value: optionValue(spec, given[spec.name]) }));
  const shown = [`/${name}`, ...options.map((each) => `${each.name}:${each.value}`)].join(' ');
  return begin(world, dispatch, { kind: 'command', name: shown, person, channel, data: commandData(command, wrap(options)) });
}

function optionValue(spec: CommandOption, given: string | number | boolean | undefined): string | number | boolean {
  if (spec.type === 5) return given === true || given === 'true';
  if (spec.type === 4 || spec.type === 10) return Number(given);
  const text = String(given);
  if (spec.choices?.length && !spec.choices.some((each) => each.value === text)) throw new Error(`${text} is no choice of ${spec.name}`);
  const tooLong = text.length > (spec.max_length ?? 6000) || text.length < (spec.min_length ?? 0);
  if (spec.type === 3 && tooLong) throw new Error(`${spec.name} may not be ${text.length} characters long`);
  return text;
}

export function typeOption(
  world: World,
  dispatch: Dispatch,
  { person, command: name, option, typed, channel }: { person: PersonState; command: string; option: string; typed: string; channel: ChannelState },
): InteractionState {
  const [first = '', chosen] = name.split(' ');
  const command = commandFor(world, person, first, channel);
  const { specs, wrap } = usedOf(command, chosen);
  const spec = specs.find((each) => each.name === option);
  if (!spec?.autocomplete) throw new Error(`${option} of /${name} has no suggestions`);
  const data = commandData(command, wrap([{ name: option, type: spec.type, value: typed, focused: true }]));
  return begin(world, dispatch, { kind: 'autocomplete', name: `/${name} ${option}:${typed}…`, person, channel, data });
}

/** The message as it stands now; what is gone or another's can't be pressed. */
function pressable(world: World, person: PersonState, id: string): StoredMessage {
  const message = world.messages.get(id);
  if (!message || !sees(person, message)) throw new Error(`${person.name} does not see that message`);
  return message;
}

type Component = { json: Json; type: number };
const componentsOf = (message: StoredMessage): Component[] => flatten(message.components, []);

function onMessage(world: World, person: PersonState, source: StoredMessage): Pick<NewInteraction, 'person' | 'channel' | 'source' | 'message'> {
  return { person, channel: source.channel, source, message: messageJson(world, source) };
}

export function pressButton(world: World, dispatch: Dispatch, person: PersonState, id: string, wanted: string): InteractionState {
  const source = pressable(world, person, id);
  const buttons = componentsOf(source).filter((each) => each.type === 2 && typeof each.json.custom_id === 'string');
  const found = buttons.find(({ json }) => json.custom_id === wanted) ?? buttons.find(({ json }) => json.label === wanted);
  if (!found) throw new Error(`no button ${wanted} among ${buttons.map(({ json }) => json.label).join(', ') || 'none'}`);
  if (found.json.disabled === true) throw new Error(`the button ${wanted} is disabled`);
  const data = { component_type: 2, id: found.json.id, custom_id: found.json.custom_id };
  return begin(world, dispatch, { kind: 'component', name: `[${String(found.json.label ?? wanted)}]`, data, ...onMessage(world, person, source) });
}

export function forgePress(world: World, dispatch: Dispatch, person: PersonState, id: string, customId: string): InteractionState {
  const source = world.messages.get(id);
  if (!source) throw new Error('there never was such a message');
  const data = { component_type: 2, id: 1, custom_id: customId };
  return begin(world, dispatch, { kind: 'component', name: `[forged ${customId}]`, data, ...onMessage(world, person, source) });
}

export function chooseValues(
  world: World,
  dispatch: Dispatch,
  { person, message, customId, values }: { person: PersonState; message: string; customId: string; values: readonly string[] },
): InteractionState {
  const source = pressable(world, person, message);
  const select = componentsOf(source).find(({ json, type }) => json.custom_id === customId && type !== 2);
  if (!select) throw new Error(`no select ${customId}`);
  if (select.json.disabled === true) throw new Error(`the select ${customId} is disabled`);
  const picked = pick(select.json, values);
  const resolved = resolve(world, source.channel, select.type, picked);
  const data = { component_type: select.type, id: select.json.id, custom_id: customId, values: picked, ...resolved };
  return begin(world, dispatch, { kind: 'component', name: `[${picked.join(', ')}]`, data, ...onMessage(world, person, source) });
}

/** Values by value or label, as many as the component takes. */
function pick(component: Json, wanted: readonly string[]): string[] {
  const options = component.options as readonly { label: string; value: string }[] | undefined;
  const picked = wanted.map((each) => {
    const found = options?.find((one) => one.value === each) ?? options?.find((one) => one.label === each);
    if (options && !found) throw new Error(`${each} is not among ${options.map((one) => one.label).join(', ')}`);
    return found?.value ?? each;
  });
  const max = typeof component.max_values === 'number' ? component.max_values : 1;
  const min = typeof component.min_values === 'number' ? component.min_values : 1;
  if (picked.length > max || (picked.length < min && component.required !== false)) throw new Error(`between ${min} and ${max} may be chosen`);
  return picked;
}

/** What the ids picked in a user, role or channel select stand for. */
function resolve(world: World, channel: ChannelState, type: number, ids: readonly string[]): Json {
  if (type < 5 || type > 8) return {};
  const people = ids.flatMap((id) => world.people.get(id) ?? []);
  const channels = ids.flatMap((id) => world.channels.get(id) ?? []);
  const { guild } = channel;
  const users = Object.fromEntries(people.map((each) => [each.id, userJson(each)]));
  const members = guild ? Object.fromEntries(people.map((each) => [each.id, { ...memberJson(guild, each), user: undefined }])) : {};
  if (type === 8) return { resolved: { channels: Object.fromEntries(channels.map((each) => [each.id, channelJson(world, each)])) } };
  return { resolved: type === 6 ? { roles: {} } : { users, members } };
}

export function submitModal(world: World, dispatch: Dispatch, person: PersonState, modal: Modal, given: Readonly<Record<string, string>>): InteractionState {
  const opened = [...world.interactions.values()].find((each) => each.modal === modal);
  if (!opened || opened.person !== person) throw new Error(`${person.name} has no such form open`);
  const known = modal.fields.flatMap((field) => [field.customId, field.label]);
  const unknown = Object.keys(given).find((each) => !known.includes(each));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}: ${known.join(', ')}`);
  const labelled = new Map(modal.fields.map((field) => [field.customId, given[field.customId] ?? given[field.label] ?? field.value]));
  const { channel, source } = opened;
  const components = (modal.json.components as readonly Json[]).map((each) => submitted(each, labelled));
  const entities = flatten(modal.json.components as readonly unknown[], []).filter((each) => each.type >= 5 && each.type <= 8);
  const ids = entities.flatMap((each) => labelled.get(String(each.json.custom_id)) ?? []);
  const resolved = entities[0] ? resolve(world, channel, entities[0].type, ids) : {};
  const shown = modal.fields.map((field) => `${field.label} ${labelled.get(field.customId) ?? ''}`).join('; ');
  const about = source ? { source, message: messageJson(world, source) } : {};
  return begin(world, dispatch, {
    kind: 'modal',
    name: `submits “${modal.title}”: ${shown}`,
    person,
    channel,
    data: { custom_id: modal.customId, components, ...resolved },
    ...about,
  });
}

function submitted(component: Json, given: ReadonlyMap<string, string | undefined>): Json {
  const frame = { type: component.type, id: component.id };
  if (component.type === 18) return { ...frame, component: filled(component.component as Json, given, String(component.label)) };
  if (component.type === 1) return { ...frame, components: (component.components as readonly Json[]).map((each) => filled(each, given, String(each.label))) };
  return frame;
}

function filled(input: Json, given: ReadonlyMap<string, string | undefined>, label: string): Json {
  const customId = String(input.custom_id);
  const value = given.get(customId);
  const frame = { type: input.type, id: input.id, custom_id: customId };
  if (input.type === 23) return { ...frame, value: value === 'true' };
  if ((input.required ?? true) !== false && (value === undefined || value === '')) throw new Error(`${label} is required`);
  if (input.type === 4) return { ...frame, value: typedInto(input, value ?? '', label) };
  const values = value === undefined || value === '' ? [] : pick(input, [value]);
  return input.type === 21 ? { ...frame, value: values[0] ?? null } : { ...frame, values };
}

function typedInto(input: Json, value: string, label: string): string {
  const max = typeof input.max_length === 'number' ? input.max_length : 4000;
  const min = typeof input.min_length === 'number' ? input.min_length : 0;
  if (value.length > max || (value !== '' && value.length < min)) throw new Error(`${label} takes ${min} to ${max} characters, not ${value.length}`);
  return value;
}
