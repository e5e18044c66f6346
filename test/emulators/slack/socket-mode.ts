import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { describe, type OpenDelivery, type Sending, type Transport } from './delivery.ts';
import { limitOf } from './rules.ts';
import { changed, type Slack, violate } from './slack.ts';

export interface SocketMode extends Transport {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  drop(): void;
  refresh(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  readonly connections: number;
  /** Called when a bot has connected. */
  onHello(run: () => void): void;
}

const frameShape = z.strictObject({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()).optional() });
const PING_MS = 5000;

interface Envelope {
  delivery: OpenDelivery;
  /** How often it was sent, and how often that was acknowledged. */
  sent: number;
  acknowledged: number;
}

/** @see https://docs.slack.dev/apis/events-api/using-socket-mode */
export function createSocketMode(slack: Slack): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const open = new Map<WebSocket, Set<OpenDelivery>>();
  const envelopes = new Map<string, Envelope>();
  const greeted: (() => void)[] = [];
  let turn = 0;

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', slack.origin).searchParams.get('ticket') ?? '';
    if (!slack.tickets.delete(ticket)) {
      violate(slack, 'socket.ticket', `ticket ${ticket || 'missing'}`, 'WebSocket');
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, greet);
  }

  function greet(socket: WebSocket): void {
    if (open.size >= limitOf('socket.connections')) {
      violate(slack, 'socket.connections', `${open.size} connections are open`, 'WebSocket');
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'applink-canary' } }));
      socket.close();
      return;
    }
    open.set(socket, new Set());
    const ping = setInterval(() => socket.ping('Ping from applink'), PING_MS);
    socket.on('message', (data, isBinary) => receive(socket, isBinary ? undefined : String(data)));
    socket.on('close', () => {
      clearInterval(ping);
      gone(socket);
    });
    socket.on('error', () => undefined);
    const debugInfo = { host: 'applink-7fc4fdbb64-4x5xq', build_number: 10, approximate_connection_time: 18_060 };
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.size, debug_info: debugInfo, connection_info: { app_id: slack.appId } }));
    for (const run of greeted) run();
    changed(slack);
  }

  /** Nobody will acknowledge what was under way on it. */
  function gone(socket: WebSocket): void {
    for (const delivery of open.get(socket) ?? []) delivery.settle('failed');
    open.delete(socket);
    changed(slack);
  }

  function receive(socket: WebSocket, text: string | undefined): void {
    const frame = frameShape.safeParse(jsonOf(text));
    const envelope = envelopes.get(frame.data?.envelope_id ?? '');
    if (!frame.success) violate(slack, 'ack.frame', frame.error.message, text ?? 'a binary frame');
    else if (envelope) acknowledge(socket, envelope, frame.data.payload ?? {});
    else violate(slack, 'ack.unknown', frame.data.envelope_id, 'acknowledgement');
  }

  function acknowledge(socket: WebSocket, envelope: Envelope, fields: Readonly<Record<string, unknown>>): void {
    const { delivery } = envelope;
    envelope.acknowledged += 1;
    if (envelope.acknowledged > envelope.sent) violate(slack, 'ack.once', 'acknowledged again', describe(delivery));
    const payload = Object.keys(fields).length > 0 ? fields : undefined;
    if (payload && delivery.type === 'events_api') violate(slack, 'ack.payload', JSON.stringify(payload), describe(delivery));
    open.get(socket)?.delete(delivery);
    delivery.settle('acknowledged', { response: payload });
  }

  function send({ delivery, retry }: Sending): void {
    const sockets = [...open.keys()].filter((socket) => socket.readyState === socket.OPEN);
    turn += 1;
    const socket = sockets[turn % Math.max(sockets.length, 1)];
    if (!socket) {
      delivery.settle('failed');
      return;
    }
    const envelope = envelopes.get(delivery.envelopeId) ?? { delivery, sent: 0, acknowledged: 0 };
    envelopes.set(delivery.envelopeId, Object.assign(envelope, { delivery, sent: envelope.sent + 1 }));
    open.get(socket)?.add(delivery);
    const { type, envelopeId, payload } = delivery;
    const retried = type === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {};
    socket.send(JSON.stringify({ envelope_id: envelopeId, type, accepts_response_payload: type !== 'events_api', payload, ...retried }));
  }

  function drop(): void {
    for (const socket of open.keys()) socket.terminate();
  }

  function refresh(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void {
    for (const socket of open.keys()) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-7fc4fdbb64-4x5xq' } }));
      // After a warning Slack leaves some seconds; the others are the end.
      if (reason !== 'warning') socket.close(1000);
    }
  }

  return {
    upgrade,
    send,
    drop,
    refresh,
    get connections() {
      return open.size;
    },
    onHello: (run) => void greeted.push(run),
  };
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
