import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { RuleId } from '../rules.ts';
import type { Json } from '../state.ts';
import { button, input, modal, plain } from './broken-blocks.ts';
import { ack, call, connect, type Envelope, listen, type Stage } from './wire.ts';

/** Acknowledgements and connections that Slack does not take. `run` answers with what came of it. */
export interface BrokenAnswer {
  rule: RuleId;
  says: string;
  /** What the person reads, the status or the reason: whatever shows that Slack refused. `undefined`: Slack lets it pass. */
  outcome: unknown;
  run(stage: Stage): Promise<unknown>;
}

type Frames = (envelope: Envelope) => readonly unknown[];

async function useWith({ slack, ada, general }: Stage, frames: Frames): Promise<string | undefined> {
  const socket = await connect(slack, frames);
  const { failure } = await slack.use(ada, '/quorum', '', general);
  // All that the bot sent has arrived when its goodbye is answered.
  socket.close();
  await once(socket, 'close');
  return failure?.code;
}

/** Opens a form, then submits it to a bot that answers so. */
async function submitWith(stage: Stage, answer: (view: Json) => Json): Promise<string | undefined> {
  const { slack, ada, general } = stage;
  const socket = await connect(slack, (envelope) => [
    ack(envelope, envelope.payload.type === 'view_submission' ? answer(envelope.payload.view as Json) : undefined),
  ]);
  const command = await slack.use(ada, '/quorum', '', general);
  await call(slack, 'views.open', { trigger_id: command.delivery.payload.trigger_id, view: modal() });
  const submitted = await slack.submit(ada, await command.view(), { answer: 'a' });
  socket.close();
  return submitted.failure?.code;
}

const external = { type: 'external_select', action_id: 'topic', min_query_length: 0 };

async function suggestWith({ slack, ada, general }: Stage, answer: Json): Promise<unknown> {
  await call(slack, 'chat.postMessage', { channel: general.id, text: 'a', blocks: [{ type: 'actions', elements: [external] }] });
  await connect(slack, (envelope) => [ack(envelope, answer)]);
  return slack.suggest(ada, 'topic', 'c');
}

async function pressWith({ slack, ada, general }: Stage, answer: Json): Promise<string | undefined> {
  await call(slack, 'chat.postMessage', { channel: general.id, text: 'a', blocks: [{ type: 'actions', elements: [button()] }] });
  await connect(slack, (envelope) => [ack(envelope, answer)]);
  return (await slack.press(ada, slack.messages(general)[0]!, 'Hint')).failure?.code;
}

async function overHttp(stage: Stage, status: number, body: string): Promise<string | undefined> {
  const stop = await listen(stage.slack, status, body);
  const { failure } = await stage.slack.use(stage.ada, '/quorum', '', stage.general);
  stop();
  return failure?.code;
}

export const BROKEN_ANSWERS: readonly BrokenAnswer[] = [
  {
    rule: 'ack.deadline',
    says: 'no acknowledgement in 3 s',
    outcome: 'operation_timeout',
    async run({ slack, ada, general }) {
      await connect(slack, () => []);
      const pending = slack.use(ada, '/quorum', '', general);
      await slack.advance(2999);
      expectPending(slack.deliveries.at(-1)?.outcome);
      await slack.advance(1);
      return (await pending).failure?.code;
    },
  },
  { rule: 'ack.status', says: 'a command answered with 500', outcome: 'http_service_error', run: (stage) => overHttp(stage, 500, '') },
  { rule: 'ack.once', says: 'two acknowledgements', outcome: undefined, run: (stage) => useWith(stage, (envelope) => [ack(envelope), ack(envelope)]) },
  {
    rule: 'ack.unknown',
    says: 'an acknowledgement of nothing',
    outcome: undefined,
    run: (stage) => useWith(stage, (envelope) => [{ envelope_id: 'none' }, ack(envelope)]),
  },
  { rule: 'ack.frame', says: 'a frame that is no acknowledgement', outcome: undefined, run: (stage) => useWith(stage, (envelope) => ['hello', ack(envelope)]) },
  {
    rule: 'ack.payload',
    says: 'a payload for an event',
    outcome: 'acknowledged',
    async run({ slack, ada }) {
      await connect(slack, (envelope) => [ack(envelope, { text: 'a' })]);
      return (await slack.openHome(ada)).outcome;
    },
  },
  { rule: 'ack.body', says: 'a message in answer to a press', outcome: undefined, run: (stage) => pressWith(stage, { text: 'a' }) },
  {
    rule: 'ack.body',
    says: 'a response_action that does not exist',
    outcome: 'invalid_command_response',
    run: (stage) => submitWith(stage, () => ({ response_action: 'close' })),
  },
  {
    rule: 'ack.errors',
    says: 'an error for no field',
    outcome: 'invalid_command_response',
    run: (stage) => submitWith(stage, () => ({ response_action: 'errors', errors: { nothing: 'a' } })),
  },
  {
    rule: 'view.title',
    says: 'an update to a title of 25',
    outcome: 'invalid_command_response',
    run: (stage) => submitWith(stage, () => ({ response_action: 'update', view: modal({ title: plain('x'.repeat(25)) }) })),
  },
  {
    rule: 'view.submit_required',
    says: 'a pushed form without submit',
    outcome: 'invalid_command_response',
    run: (stage) => submitWith(stage, () => ({ response_action: 'push', view: modal({ submit: undefined, blocks: [input()] }) })),
  },
  {
    rule: 'response_url.fields',
    says: 'a command answered with a strange field',
    outcome: 'invalid_command_response',
    run: (stage) => overHttp(stage, 200, '{"colour":"red","text":"a"}'),
  },
  {
    rule: 'suggestion.options',
    says: '101 suggestions',
    outcome: [],
    run: (stage) => suggestWith(stage, { options: Array.from({ length: 101 }, (_, index) => ({ text: plain('a'), value: String(index) })) }),
  },
  { rule: 'ack.body', says: 'suggestions in no list', outcome: [], run: (stage) => suggestWith(stage, { suggestions: 'cache' }) },
  {
    rule: 'http.challenge',
    says: 'a challenge that does not come back',
    outcome: false,
    async run({ slack }) {
      const stop = await listen(slack, 200, 'ok');
      const well = await slack.challenge();
      stop();
      return well;
    },
  },
  {
    rule: 'socket.ticket',
    says: 'an address used twice',
    outcome: 'Unexpected server response: 401',
    async run({ slack }) {
      const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
      await once(new WebSocket(String(body.url)), 'message');
      const [fault] = (await once(new WebSocket(String(body.url)), 'error')) as [Error];
      return fault.message;
    },
  },
  {
    rule: 'socket.connections',
    says: 'an 11th connection',
    outcome: 'too_many_websockets',
    async run({ slack }) {
      for (let index = 0; index < 10; index += 1) await connect(slack, () => []);
      await slack.advance(60_000);
      const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
      const [data] = (await once(new WebSocket(String(body.url)), 'message')) as [Buffer];
      return (JSON.parse(String(data)) as Json).reason;
    },
  },
];

function expectPending(outcome: string | undefined): void {
  if (outcome !== 'pending') throw new Error(`Slack gave up too early: ${outcome}`);
}
