import { type Around, checkMessage } from './check-message.ts';
import { recordPings } from './pings.ts';
import { FLAG, type MessageBody } from './schema-message.ts';
import type { Json, SentFile } from './types.ts';
import type { ChannelState, InteractionState, PersonState, StoredAttachment, StoredMessage, World } from './world.ts';

export interface NewMessage {
  channel: ChannelState;
  body: MessageBody;
  files: ReadonlyMap<number, SentFile>;
  onlyFor?: PersonState | undefined;
  interaction?: InteractionState | undefined;
  reference?: Json | undefined;
  nonce?: string | number | undefined;
}

/** Checks come before, so that nothing half-made is left behind. */
export function checkNew(body: MessageBody, files: ReadonlyMap<number, SentFile>): void {
  checkMessage(body, { files });
}

export function checkEdit(message: StoredMessage, body: MessageBody, files: ReadonlyMap<number, SentFile>): void {
  const edits: Around['edits'] = { flags: message.flags, content: message.content, embeds: message.embeds.length, attachments: message.attachments };
  checkMessage(body, message.flags & FLAG.loading ? { files } : { files, edits });
}

export function createMessage(world: World, made: NewMessage): StoredMessage {
  const id = world.snowflake();
  const message: StoredMessage = {
    id,
    channel: made.channel,
    createdAt: world.clock.now(),
    content: made.body.content ?? '',
    embeds: (made.body.embeds ?? []) as readonly Json[],
    components: numbered(made.body.components ?? []),
    attachments: attached(world, [], made.body, made.files),
    flags: made.body.flags ?? 0,
    deleted: false,
    mentionEveryone: false,
    ...(made.onlyFor ? { onlyFor: made.onlyFor } : {}),
    ...(made.interaction ? { interaction: made.interaction } : {}),
    ...(made.reference ? { reference: made.reference } : {}),
    ...(made.nonce === undefined ? {} : { nonce: made.nonce }),
  };
  made.channel.messages.push(message);
  made.channel.log.push({ kind: 'message', message });
  world.messages.set(id, message);
  recordPings(world, message, made.body.allowed_mentions);
  return message;
}

/** Fields that are not sent stay as they are. */
export function editMessage(world: World, message: StoredMessage, body: MessageBody, files: ReadonlyMap<number, SentFile>): void {
  const wasLoading = (message.flags & FLAG.loading) !== 0;
  if (body.content !== undefined) message.content = body.content ?? '';
  if (body.embeds !== undefined) message.embeds = (body.embeds ?? []) as readonly Json[];
  if (body.components !== undefined) message.components = numbered(body.components ?? []);
  message.attachments = attached(world, message.attachments, body, files);
  message.flags = (message.flags | ((body.flags ?? 0) & ~FLAG.ephemeral)) & ~FLAG.loading;
  // What was promised by a deferral is new to the person, and notifies like a new message.
  if (wasLoading) recordPings(world, message, body.allowed_mentions);
  else message.editedAt = world.clock.now();
}

function attached(world: World, had: readonly StoredAttachment[], body: MessageBody, files: ReadonlyMap<number, SentFile>): readonly StoredAttachment[] {
  const declared = body.attachments;
  const kept = declared ? had.filter((each) => declared.some((one) => one.id === each.id)) : had;
  const sent = [...files].map(([index, file]): StoredAttachment => {
    const said = declared?.find((each) => each.id === String(index));
    const made = { id: world.snowflake(), filename: said?.filename ?? file.name, file };
    return said?.description ? { ...made, description: said.description } : made;
  });
  return [...kept, ...sent];
}

/** Discord gives every component an id that it was not given, in order, and never one that is taken. */
export function numbered(components: readonly unknown[]): Json[] {
  const taken = new Set<number>();
  JSON.stringify(components, (name, value) => {
    if (name === 'id' && typeof value === 'number' && value > 0) taken.add(value);
    return value;
  });
  let next = 1;
  const free = () => {
    while (taken.has(next)) next += 1;
    taken.add(next);
    return next;
  };
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    const json = value as Json;
    const own = typeof json.type === 'number' ? { ...json, id: typeof json.id === 'number' && json.id > 0 ? json.id : free() } : json;
    return Object.fromEntries(Object.entries(own).map(([name, inner]) => [name, INNER.has(name) ? visit(inner) : inner]));
  };
  return components.map((each) => visit(each) as Json);
}

const INNER = new Set(['components', 'component', 'accessory']);
