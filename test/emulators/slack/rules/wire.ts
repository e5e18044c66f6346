import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { SlackEmulator } from '../index.ts';
import type { Channel, Json, Person } from '../state.ts';

/** Bots without a library: what a careless author would send. */

export interface Reply {
  status: number;
  body: Json;
  headers: Headers;
}

const replyBody = z.record(z.string(), z.unknown());

/** `token: null` sends none. */
export async function call(slack: SlackEmulator, method: string, args: Json, token: string | null = slack.botToken): Promise<Reply> {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${slack.url}${method}`, { method: 'POST', headers, body: JSON.stringify(args) });
  return { status: response.status, body: replyBody.parse(await response.json()), headers: response.headers };
}

export async function postJson(url: string, body: unknown): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, body: replyBody.parse(await response.json()), headers: response.headers };
}

export interface Envelope {
  envelope_id: string;
  type: string;
  accepts_response_payload: boolean;
  payload: Json;
}

const envelopeShape = z.looseObject({
  envelope_id: z.string(),
  type: z.string(),
  accepts_response_payload: z.boolean(),
  payload: z.record(z.string(), z.unknown()),
});

/** Answers every envelope with what `reply` makes of it: the frames to send. */
export async function connect(slack: SlackEmulator, reply: (envelope: Envelope) => readonly unknown[]): Promise<WebSocket> {
  const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
  const socket = new WebSocket(String(body.url));
  socket.on('message', (data) => {
    const envelope = envelopeShape.safeParse(JSON.parse(String(data)));
    const frames = envelope.success ? reply(envelope.data) : [];
    for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  });
  await once(socket, 'message');
  return socket;
}

/** The plain acknowledgement. */
export function ack(envelope: Envelope, payload?: Json): Json {
  return { envelope_id: envelope.envelope_id, ...(payload === undefined ? {} : { payload }) };
}

/** An HTTP bot that answers everything with the same; the emulator sends there from now on. */
export async function listen(slack: SlackEmulator, status: number, body = ''): Promise<() => void> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return () => server.close();
}

export interface Stage {
  slack: SlackEmulator;
  ada: Person;
  bob: Person;
  general: Channel;
}

export function stageOf(slack: SlackEmulator): Stage {
  const [ada, bob] = [slack.addUser({ name: 'ada' }), slack.addUser({ name: 'bob' })];
  return { slack, ada, bob, general: slack.addChannel({ name: 'general', members: [ada, bob] }) };
}

/** A command that is acknowledged at once: its payload holds a fresh trigger_id and response_url. */
export async function commandOf({ slack, ada, general }: Stage): Promise<{ trigger: string; responseUrl: string }> {
  const socket = await connect(slack, (envelope) => [ack(envelope)]);
  const { delivery } = await slack.use(ada, '/quorum', 'help', general);
  socket.close();
  return { trigger: String(delivery.payload.trigger_id), responseUrl: String(delivery.payload.response_url) };
}
