import { type Courier, createCourier, type Delivery, type OpenDelivery, type Retry } from './delivery.ts';
import { createHttpTransport } from './http-transport.ts';
import { eventPayload } from './payloads.ts';
import type { Slack } from './slack.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Json, Workspace } from './state.ts';

const ATTEMPTS_MAX = 3;

export interface PostOffice {
  readonly courier: Courier;
  /** Where HTTP requests go; `undefined`: Socket Mode. */
  address: string | undefined;
  send(type: Delivery['type'], payload: Json): OpenDelivery;
  sendEvent(event: Json, workspace: Workspace): Promise<Delivery>;
  redeliver(delivery: Delivery, retry?: Retry): Promise<Delivery>;
}

/** Chooses the way to the bot, and delivers events again as Slack does. */
export function createPostOffice(slack: Slack, socketMode: SocketMode, retryAfterMs: number | undefined): PostOffice {
  const courier = createCourier(slack);
  const waiting = new Set<OpenDelivery>();
  const http = createHttpTransport(() => office.address ?? '');

  const office: PostOffice = {
    courier,
    address: undefined,
    send: (type, payload) => hand(type, payload),
    async sendEvent(event, workspace) {
      const delivery = hand('events_api', eventPayload(slack, event, workspace));
      follow(delivery, 1);
      await delivery.settled;
      return delivery;
    },
    async redeliver(delivery, retry) {
      const again = hand(delivery.type, delivery.payload, { of: delivery as OpenDelivery, retry });
      await again.settled;
      return again;
    },
  };

  function hand(type: Delivery['type'], payload: Json, again?: { of: OpenDelivery; retry: Retry | undefined }): OpenDelivery {
    return office.address === undefined ? courier.deliver('socket', socketMode, type, payload, again) : courier.deliver('http', http, type, payload, again);
  }

  /** An event that got lost with its connection comes again with the next one; others after a while, if the test wants that. */
  function follow(delivery: OpenDelivery, attempt: number): void {
    void delivery.settled.then(() => {
      if (delivery.outcome === 'acknowledged' || attempt > ATTEMPTS_MAX) return;
      if (delivery.over === 'socket' && delivery.outcome === 'failed') waiting.add(delivery);
      else if (retryAfterMs !== undefined) slack.clock.after(retryAfterMs, () => repeat(delivery, attempt));
    });
  }

  function repeat(delivery: OpenDelivery, attempt: number): void {
    const reason = delivery.over === 'socket' ? 'timeout' : delivery.outcome === 'timed out' ? 'http_timeout' : 'http_error';
    follow(hand('events_api', delivery.payload, { of: delivery, retry: { num: attempt, reason } }), attempt + 1);
  }

  socketMode.onHello(() => {
    const lost = [...waiting];
    waiting.clear();
    for (const delivery of lost) repeat(delivery, 1);
  });

  return office;
}
