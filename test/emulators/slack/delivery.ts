import { randomUUID } from 'node:crypto';
import { limitOf } from './rules.ts';
import { changed, type Slack, violate } from './slack.ts';
import type { Json } from './state.ts';

/** One attempt to hand something to the bot. */
export interface Delivery {
  readonly over: 'http' | 'socket';
  /** `slash_commands`, `interactive`, `events_api` as Socket Mode names them. */
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly envelopeId: string;
  readonly payload: Json;
  readonly outcome: 'pending' | 'acknowledged' | 'timed out' | 'failed';
  /** Of HTTP. */
  readonly status?: number;
  /** What the bot answered with, if anything. */
  readonly response?: unknown;
}

export interface Retry {
  num: number;
  reason: string;
}

export interface Sending {
  slack: Slack;
  delivery: OpenDelivery;
  retry: Retry | undefined;
  /** Aborted when Slack stops waiting. */
  signal: AbortSignal;
}

/** How something reaches the bot; answers by `settle`. */
export interface Transport {
  send(sending: Sending): void;
}

export type OpenDelivery = { -readonly [Key in keyof Delivery]: Delivery[Key] } & {
  /** Ends the wait; later calls change nothing. */
  settle(outcome: 'acknowledged' | 'timed out' | 'failed', of?: { status?: number; response?: unknown }): void;
  readonly settled: Promise<void>;
  /** The very bytes that went out over HTTP, to send them again. */
  sent?: { headers: Readonly<Record<string, string>>; body: string };
};

export interface Courier {
  deliver(
    over: 'http' | 'socket',
    transport: Transport,
    type: Delivery['type'],
    payload: Json,
    again?: { of: OpenDelivery; retry: Retry | undefined },
  ): OpenDelivery;
  readonly deliveries: readonly OpenDelivery[];
}

export function createCourier(slack: Slack): Courier {
  const deliveries: OpenDelivery[] = [];

  function deliver(
    over: Delivery['over'],
    transport: Transport,
    type: Delivery['type'],
    payload: Json,
    again?: { of: OpenDelivery; retry: Retry | undefined },
  ): OpenDelivery {
    const abort = new AbortController();
    const delivery = openDelivery(over, type, payload, again?.of.envelopeId ?? randomUUID());
    if (again?.of.sent && !again.retry) delivery.sent = again.of.sent;
    deliveries.push(delivery);
    const stop = slack.clock.after(limitOf('ack.deadline'), () => {
      violate(slack, 'ack.deadline', `${type} was not acknowledged within ${limitOf('ack.deadline')} ms`, describe(delivery));
      delivery.settle('timed out');
    });
    void delivery.settled.then(() => {
      stop();
      abort.abort();
      changed(slack);
    });
    transport.send({ slack, delivery, retry: again?.retry, signal: abort.signal });
    return delivery;
  }

  return { deliver, deliveries };
}

function openDelivery(over: Delivery['over'], type: Delivery['type'], payload: Json, envelopeId: string): OpenDelivery {
  let open: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    open = resolve;
  });
  const delivery: OpenDelivery = {
    over,
    type,
    envelopeId,
    payload,
    outcome: 'pending',
    settled,
    settle(outcome, of = {}) {
      if (delivery.outcome !== 'pending') return;
      Object.assign(delivery, of, { outcome });
      open();
    },
  };
  return delivery;
}

/** `command /quorum`, `block_actions`, `event app_mention`: how violations name it. */
export function describe(delivery: Delivery): string {
  const { payload } = delivery;
  if (delivery.type === 'slash_commands') return `command ${String(payload.command)} ${String(payload.text)}`;
  const event = payload.event;
  return typeof event === 'object' && event !== null && 'type' in event ? `event ${String(event.type)}` : String(payload.type);
}
