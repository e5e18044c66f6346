import type { Conversation } from './conversation.ts';
import { LIMITS } from './limits.ts';

/** The open pages: each gets the history, then whatever is new to its learner. */
export interface Streams {
  /** `undefined` when there are too many, or when they have been ended. */
  open(learner: string): Response | undefined;
  end(): void;
}

interface OpenStream {
  send(text: string): void;
  end(): void;
}

/** Server-sent events. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function createStreams(conversation: Conversation): Streams {
  const opened = new Set<OpenStream>();
  const heartbeat = setInterval(() => {
    for (const stream of opened) stream.send(': still here\n\n');
  }, LIMITS.heartbeatMs);
  heartbeat.unref();
  let ended = false;

  /** A page that reads too slowly is ended: it comes back by itself and reads the history. */
  function body(learner: string): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let forget = (): void => {};
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      const stop = conversation.listen(learner, (message) => stream.send(asEvent('message', message)));
      const stream: OpenStream = {
        send(text) {
          if ((controller.desiredSize ?? 0) <= 0) stream.end();
          else controller.enqueue(encoder.encode(text));
        },
        end() {
          forget();
          controller.close();
        },
      };
      forget = () => {
        stop();
        opened.delete(stream);
      };
      opened.add(stream);
      stream.send(`retry: ${LIMITS.reconnectMs}\n${asEvent('history', { messages: conversation.history(learner) })}`);
    };
    return new ReadableStream({ start, cancel: () => forget() }, { highWaterMark: LIMITS.streamBacklog });
  }

  return {
    open(learner) {
      if (ended || opened.size >= LIMITS.streams) return undefined;
      return new Response(body(learner), { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } });
    },
    end() {
      ended = true;
      clearInterval(heartbeat);
      for (const stream of [...opened]) stream.end();
    },
  };
}

function asEvent(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
