import { z } from 'zod';
import { duplicates, flatten } from './check-message.ts';
import { checkEdit, checkNew, createMessage, editMessage, numbered } from './messages.ts';
import { messageJson } from './payloads.ts';
import { parse, Refused, refuseForm, within } from './refusal.ts';
import type { Answer, Context, Route } from './routes.ts';
import { limit } from './rules.ts';
import { autocomplete, deferral, editFollowup, FLAG, followup, type MessageBody } from './schema-message.ts';
import { modal as modalSchema } from './schema-modal.ts';
import { modalOf } from './seen.ts';
import type { InteractionState, StoredMessage } from './world.ts';

const envelope = z.strictObject({ type: z.int(), data: z.unknown().optional() });
const ALLOWED: Readonly<Record<InteractionState['kind'], readonly number[]>> = {
  command: [4, 5, 9],
  component: [4, 5, 6, 7, 9],
  autocomplete: [8],
  modal: [4, 5],
};

function callback(context: Context): Answer {
  const { world, params } = context;
  const state = world.interactions.get(params.interaction_id ?? '');
  if (!state || state.token !== params.interaction_token) throw new Refused('unknown-interaction');
  const { type, data } = parse(envelope, context.json);
  // That it came too late was written down when its time had passed.
  if (state.error) throw new Refused('acknowledge-in-time', { violation: false });
  if (state.acknowledged) {
    const excused = state.deliveries > 1 || state.faulted;
    throw new Refused(type === 9 ? 'modal-first' : 'acknowledge-once', { violation: !excused });
  }
  const updates = state.kind === 'modal' && state.source ? [6, 7] : [];
  if (type === 9 && state.kind === 'modal') throw new Refused('modal-from-modal', { problems: [{ rule: 'modal-from-modal', path: ['type'] }] });
  if (![...ALLOWED[state.kind], ...updates].includes(type)) throw new Refused('callback-type', { problems: [{ rule: 'callback-type', path: ['type'] }] });
  answerWith(context, state, type, data);
  const wanted = /^(true|True|1)$/.test(context.request.query.get('with_response') ?? '');
  return wanted ? { status: 200, json: callbackJson(context, state, type) } : { status: 204 };
}

function answerWith(context: Context, state: InteractionState, type: number, data: unknown) {
  switch (type) {
    case 4:
      return respond(context, state, data);
    case 5:
      return defer(context, state, data);
    case 6:
      return deferUpdate(context, state);
    case 7:
      return update(context, state, data);
    case 8:
      return suggest(context, state, data);
    default:
      return openModal(context, state, data);
  }
}

function respond(context: Context, state: InteractionState, data: unknown) {
  const body: MessageBody = within('data', () => {
    const parsed = parse(followup, data ?? {});
    checkNew(parsed, context.files);
    return parsed;
  });
  context.checked();
  state.original = newMessage(context, state, body);
  state.acknowledged = 'message';
  state.settle();
}

function newMessage({ world, files }: Context, state: InteractionState, body: MessageBody): StoredMessage {
  const onlyFor = (body.flags ?? 0) & FLAG.ephemeral ? state.person : undefined;
  const answered = state.source ?? (state.acknowledged ? state.original : undefined);
  const reference = answered && { type: 0, message_id: answered.id, channel_id: state.channel.id };
  return createMessage(world, { channel: state.channel, body, files, onlyFor, interaction: state, reference });
}

function defer(context: Context, state: InteractionState, data: unknown) {
  const said = within('data', () => parse(deferral, data));
  context.checked();
  state.original = newMessage(context, state, { flags: (said?.flags ?? 0) | FLAG.loading });
  state.acknowledged = 'deferred';
  state.waiting = true;
}

function deferUpdate(context: Context, state: InteractionState) {
  context.checked();
  if (state.source) state.original = state.source;
  state.acknowledged = 'deferred-update';
  state.waiting = true;
}

function update(context: Context, state: InteractionState, data: unknown) {
  const { source } = state;
  if (!source || source.deleted) throw new Refused('unknown-message', { violation: false });
  const body: MessageBody = within('data', () => parse(editFollowup, data ?? {}));
  if ((body.flags ?? 0) & FLAG.ephemeral && !source.onlyFor)
    throw new Refused('ephemeral-fixed', { problems: [{ rule: 'ephemeral-fixed', path: ['data', 'flags'] }] });
  within('data', () => checkEdit(source, body, context.files));
  context.checked();
  editMessage(context.world, source, body, context.files);
  state.original = source;
  state.acknowledged = 'update';
  state.settle();
}

function suggest(context: Context, state: InteractionState, data: unknown) {
  const { choices } = within('data', () => parse(autocomplete, data));
  context.checked();
  state.choices = choices.map(({ name, value }) => ({ name, value }));
  state.acknowledged = 'autocomplete';
  state.settle();
}

function openModal(context: Context, state: InteractionState, data: unknown) {
  const made = within('data', () => {
    const parsed = parse(modalSchema, data);
    const nodes = flatten(parsed.components, ['components']);
    refuseForm([...duplicates(nodes, 'custom_id', 'custom-id-unique'), ...duplicates(nodes, 'id', 'component-id-unique')]);
    return parsed;
  });
  context.checked();
  state.modal = modalOf({ ...made, components: numbered(made.components) });
  state.acknowledged = 'modal';
  state.channel.log.push({ kind: 'form', person: state.person, modal: state.modal });
  state.settle();
}

function callbackJson({ world }: Context, state: InteractionState, type: number) {
  const message = state.original;
  const interaction = { id: state.id, type: state.payload.type };
  if (!message || type === 6) return { interaction };
  const about = { response_message_id: message.id, response_message_loading: type === 5, response_message_ephemeral: message.onlyFor !== undefined };
  return { interaction: { ...interaction, ...about }, resource: { type, message: messageJson(world, message) } };
}

function interactionOf({ world, params }: Context): InteractionState {
  if (params.webhook_id !== world.applicationId) throw new Refused('unknown-application');
  const state = world.byToken.get(params.webhook_token ?? '');
  if (!state) throw new Refused('webhook-token');
  if (world.clock.now() > state.createdAt + limit('token-age')) throw new Refused('token-age', { violation: !state.faulted });
  if (state.error) throw new Refused('webhook-token', { violation: false });
  if (!state.acknowledged) throw new Refused('followup-early');
  return state;
}

/** `@original`, or a follow-up by its id. */
function messageOf(context: Context, state: InteractionState): StoredMessage {
  const id = context.params.message_id;
  const message = id === undefined ? state.original : [...state.followups, state.original].find((each) => each?.id === id);
  if (!message) throw new Refused('unknown-message');
  if (message.deleted) throw new Refused('unknown-message', { violation: false });
  return message;
}

function read(context: Context): Answer {
  return { status: 200, json: messageJson(context.world, messageOf(context, interactionOf(context))) };
}

function patch(context: Context): Answer {
  const state = interactionOf(context);
  const message = messageOf(context, state);
  const body: MessageBody = parse(editFollowup, context.json);
  if ((body.flags ?? 0) & FLAG.ephemeral) {
    const rule = message.onlyFor ? 'message-flags' : 'ephemeral-fixed';
    throw new Refused(rule, { problems: [{ rule, path: ['flags'] }] });
  }
  checkEdit(message, body, context.files);
  context.checked();
  editMessage(context.world, message, body, context.files);
  if (message === state.original) answered(state);
  return { status: 200, json: messageJson(context.world, message) };
}

function answered(state: InteractionState): void {
  state.waiting = false;
  state.settle();
}

function follow(context: Context): Answer {
  const state = interactionOf(context);
  const body: MessageBody = parse(followup, context.json);
  if (state.waiting && state.acknowledged === 'deferred' && state.original) return followDeferral(context, state, state.original, body);
  checkNew(body, context.files);
  context.checked();
  const message = newMessage(context, state, body);
  state.followups.push(message);
  if (state.acknowledged !== 'deferred') answered(state);
  return { status: 200, json: messageJson(context.world, message) };
}

/** Discord still takes it for an edit of the original; here it is written down. */
function followDeferral(context: Context, state: InteractionState, original: StoredMessage, body: MessageBody): Answer {
  checkEdit(original, body, context.files);
  context.checked();
  context.world.violate('followup-on-deferral', `${context.request.method} ${context.request.path}`);
  editMessage(context.world, original, body, context.files);
  answered(state);
  return { status: 200, json: messageJson(context.world, original) };
}

function remove(context: Context): Answer {
  const state = interactionOf(context);
  messageOf(context, state).deleted = true;
  answered(state);
  return { status: 204 };
}

const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';
// Interaction webhooks share the rate limits of webhooks.
const rate = [5, 2000] as const;
const query = ['thread_id', 'with_components'];

export const interactionRoutes: readonly Route[] = [
  { method: 'POST', path: '/interactions/{interaction_id}/{interaction_token}/callback', query: ['with_response'], open: true, handle: callback },
  { method: 'POST', path: WEBHOOK, query: ['wait', 'with_components'], open: true, rate, handle: follow },
  { method: 'GET', path: `${WEBHOOK}/messages/@original`, query: ['thread_id'], open: true, rate, handle: read },
  { method: 'PATCH', path: `${WEBHOOK}/messages/@original`, query, open: true, rate, handle: patch },
  { method: 'DELETE', path: `${WEBHOOK}/messages/@original`, query: ['thread_id'], open: true, rate, handle: remove },
  { method: 'GET', path: `${WEBHOOK}/messages/{message_id}`, query: ['thread_id'], open: true, rate, handle: read },
  { method: 'PATCH', path: `${WEBHOOK}/messages/{message_id}`, query, open: true, rate, handle: patch },
  { method: 'DELETE', path: `${WEBHOOK}/messages/{message_id}`, query: ['thread_id'], open: true, rate, handle: remove },
];
