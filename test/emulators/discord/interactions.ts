import { randomBytes } from 'node:crypto';
import { interactionFrame } from './payloads.ts';
import { limit } from './rules.ts';
import type { Json, SeenNotice } from './types.ts';
import type { ChannelState, InteractionState, PersonState, StoredMessage, World } from './world.ts';

export interface NewInteraction {
  kind: InteractionState['kind'];
  /** For people to read: `/question topic:caching`, `[Hint]`. */
  name: string;
  person: PersonState;
  channel: ChannelState;
  data: Json;
  source?: StoredMessage | undefined;
  /** As it is shown to the bot. */
  message?: Json | undefined;
}

type Dispatch = (event: string, data: unknown, guild?: string) => boolean;

const TYPE = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const SILENCE: Readonly<Record<InteractionState['kind'], SeenNotice['text']>> = {
  command: 'The application did not respond',
  component: 'This interaction failed',
  autocomplete: 'Loading options failed',
  modal: 'Something went wrong. Try again.',
};

/** Somebody did something: the bot is told, and its time begins to run. */
export function begin(world: World, dispatch: Dispatch, made: NewInteraction): InteractionState {
  const id = world.snowflake();
  // Discord's own are opaque, and about this long.
  const token = Buffer.from(`interaction:${id}:${randomBytes(90).toString('base64url')}`).toString('base64url');
  const payload: Json = {
    id,
    application_id: world.applicationId,
    type: TYPE[made.kind],
    token,
    version: 1,
    data: made.data,
    ...interactionFrame(world, made.person, made.channel),
    ...(made.message ? { message: made.message } : {}),
  };
  let settle = () => {};
  const whenSettled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const { kind, name, person, channel } = made;
  const state: InteractionState = {
    ...{ id, token, kind, name, payload, person, channel, createdAt: world.clock.now(), followups: [] },
    ...{ waiting: false, deliveries: 0, heard: false, faulted: false, settled: false, whenSettled },
    settle: () => {
      state.settled = true;
      settle();
    },
    ...(made.source ? { source: made.source } : {}),
  };
  world.interactions.set(id, state);
  world.byToken.set(token, state);
  if (kind !== 'autocomplete') channel.log.push({ kind: 'act', person, text: name });
  deliver(world, dispatch, state);
  world.clock.at(state.createdAt + limit('acknowledge-in-time') + 1, () => missed(world, state));
  world.clock.at(state.createdAt + limit('token-age') + 1, () => expired(world, state));
  return state;
}

export function deliver(world: World, dispatch: Dispatch, state: InteractionState): void {
  state.deliveries += 1;
  const heard = dispatch('INTERACTION_CREATE', state.payload, state.channel.guild?.id);
  state.heard = state.heard || heard;
  world.changed();
}

function missed(world: World, state: InteractionState): void {
  if (state.acknowledged) return;
  tell(state, SILENCE[state.kind]);
  // Where nobody was connected, or the test held up the answer, nobody is to blame.
  if (state.heard && !state.faulted && !world.tokenRevoked) world.violate('acknowledge-in-time', `interaction ${state.name}`);
  world.changed();
}

function expired(world: World, state: InteractionState): void {
  if (!state.waiting) return;
  state.waiting = false;
  if (state.acknowledged === 'deferred') tell(state, SILENCE.command);
  else state.settle();
  if (!state.faulted && !world.tokenRevoked) world.violate('deferral-answered', `interaction ${state.name}`);
  world.changed();
}

function tell(state: InteractionState, text: SeenNotice['text']): void {
  state.error = text;
  if (state.original && state.acknowledged === 'deferred') state.original.deleted = true;
  if (state.kind !== 'autocomplete') state.channel.log.push({ kind: 'notice', person: state.person, text, interaction: state });
  state.settle();
}
