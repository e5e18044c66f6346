import { flatten } from './check-message.ts';
import { messageJson } from './payloads.ts';
import { FLAG } from './schema-message.ts';
import type { Act, Json, Modal, Seen, SeenMessage } from './types.ts';
import type { ChannelState, InteractionState, LogEntry, PersonState, StoredMessage, World } from './world.ts';
import { sees } from './world.ts';

const strings = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

export function seenMessage(world: World, message: StoredMessage): SeenMessage {
  const nodes = flatten(message.components, []).map((each) => each.json);
  return {
    kind: 'message',
    id: message.id,
    channel: message.channel.id,
    private: message.onlyFor !== undefined,
    json: messageJson(world, message),
    text: textOf(message),
    buttons: nodes
      .filter((each) => each.type === 2 && typeof each.custom_id === 'string')
      .map((each) => ({ label: labelOf(each), customId: strings(each.custom_id), disabled: each.disabled === true })),
    selects: nodes
      .filter((each) => typeof each.type === 'number' && [3, 5, 6, 7, 8].includes(each.type))
      .map((each) => ({ placeholder: strings(each.placeholder), customId: strings(each.custom_id), options: optionsOf(each) })),
    files: message.attachments.map((each) => ({ ...each.file, name: each.filename })),
    edited: message.editedAt !== undefined,
  };
}

function labelOf(button: Json): string {
  return [strings((button.emoji as Json | null | undefined)?.name), strings(button.label)].filter((part) => part !== '').join(' ');
}

const optionsOf = (select: Json) => listOf(select.options).map((each) => ({ label: strings(each.label), value: strings(each.value) }));

/** All that is read on a message, one line a component. */
function textOf(message: StoredMessage): string {
  const embeds = message.embeds.flatMap((each) => [
    strings(each.title),
    strings(each.description),
    ...listOf(each.fields).map((field) => `${strings(field.name)}: ${strings(field.value)}`),
    strings((each.footer as Json | null | undefined)?.text),
  ]);
  // With components V2 an attachment shows only where a component shows it.
  const files = message.flags & FLAG.componentsV2 ? [] : message.attachments.map((each) => `[file: ${each.filename}]`);
  return [message.content, ...embeds, ...message.components.flatMap(linesOf), ...files].filter((line) => line !== '').join('\n');
}

function linesOf(component: Json): string[] {
  switch (component.type) {
    case 1:
      return [listOf(component.components).flatMap(linesOf).join(' ')];
    case 2:
      return [component.disabled === true ? `[${labelOf(component)} (off)]` : `[${labelOf(component)}]`];
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return [`[${[strings(component.placeholder) || 'Select…', ...optionsOf(component).map((each) => each.label)].join(' | ')}]`];
    case 9:
      return [...listOf(component.components).flatMap(linesOf), ...linesOf(component.accessory as Json)];
    case 10:
      return [strings(component.content)];
    case 11:
      return [pictureOf(component)];
    case 12:
      return listOf(component.items).map(pictureOf);
    case 13:
      return [`[file: ${strings((component.file as Json).url).replace('attachment://', '')}]`];
    case 14:
      return component.divider === false ? [] : ['———'];
    default:
      return listOf(component.components).flatMap(linesOf);
  }
}

function pictureOf(shown: Json): string {
  return `[picture: ${strings(shown.description) || strings((shown.media as Json).url)}]`;
}

export function modalOf(data: Json): Modal {
  const top = listOf(data.components);
  const fields = top.flatMap((each) => {
    const input = (each.type === 18 ? each.component : listOf(each.components)[0]) as Json | undefined;
    return input ? [fieldOf(strings(each.label) || strings(input.label), input)] : [];
  });
  const lines = top.map((each) =>
    each.type === 10 ? strings(each.content) : `${strings(each.label)}${each.description ? ` (${strings(each.description)})` : ''}`,
  );
  return { customId: strings(data.custom_id), title: strings(data.title), json: data, fields, text: [strings(data.title), ...lines].join('\n') };
}

function fieldOf(label: string, input: Json): Modal['fields'][number] {
  const base = { label, customId: strings(input.custom_id), type: Number(input.type), required: input.required !== false && input.type !== 23 };
  // What is chosen at first is sent along, as what is written at first.
  const chosen = listOf(input.options).find((each) => each.default === true)?.value;
  const first = typeof input.value === 'string' ? input.value : chosen;
  const value = typeof first === 'string' ? { value: first } : {};
  return Array.isArray(input.options) ? { ...base, ...value, options: optionsOf(input) } : { ...base, ...value };
}

const isLoading = (message: StoredMessage) => (message.flags & FLAG.loading) !== 0;

/** All that a person sees in a channel now, in order. */
export function seenIn(world: World, person: PersonState, channel: ChannelState): Seen[] {
  return channel.log.flatMap((entry): Seen[] => {
    if (entry.kind === 'notice') return entry.person === person ? [{ kind: 'notice', text: entry.text }] : [];
    if (entry.kind !== 'message' || !sees(person, entry.message)) return [];
    return [isLoading(entry.message) ? { kind: 'notice', text: 'is thinking…' } : seenMessage(world, entry.message)];
  });
}

export function transcriptOf(person: PersonState, channel: ChannelState): string {
  return channel.log.flatMap((entry) => partOf(entry, person)).join('\n\n');
}

function partOf(entry: LogEntry, person: PersonState): string[] {
  if (entry.kind !== 'message') {
    if (entry.person !== person) return [];
    if (entry.kind === 'form') return [`Form: ${entry.modal.text}`];
    return [entry.kind === 'act' ? `${person.name}: ${entry.text}` : `(${entry.text})`];
  }
  const { message } = entry;
  if (!sees(person, message)) return [];
  if (isLoading(message)) return ['(is thinking…)'];
  return [`Quorum${message.onlyFor ? ' (only you can see this)' : ''}${message.editedAt === undefined ? '' : ' (edited)'}:\n${textOf(message)}`];
}

/** A live handle of what came of an act. */
export function actOf(world: World, state: InteractionState): Act {
  const visible = () =>
    [state.original, ...state.followups].filter((each) => each !== undefined && sees(state.person, each) && !isLoading(each)) as StoredMessage[];
  const live = {
    interaction: state.payload,
    person: { id: state.person.id, name: state.person.name },
    get acknowledged() {
      return state.acknowledged;
    },
    get message() {
      const [first] = visible();
      return first && seenMessage(world, first);
    },
    get messages() {
      return visible().map((each) => seenMessage(world, each));
    },
    get modal() {
      return state.modal;
    },
    get choices() {
      return state.choices;
    },
    get error() {
      return state.error;
    },
  };
  return live as Act;
}
