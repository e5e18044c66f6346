import { pino } from 'pino';
import { createHttpApp } from '../../../src/http.ts';
import { createWeb, type Web, type WebOptions } from '../../../src/platforms/web/connect.ts';
import type { Answer, History, ShownMessage } from '../../../src/platforms/web/wire.ts';
import type { FakeBot } from '../../fakes/bot.ts';

export interface Playground {
  web: Web;
  /** From this computer's own page, unless told otherwise. */
  request(path: string, init?: { method?: string; headers?: Record<string, string>; body?: string; from?: string }): Promise<Response>;
  post(act: 'command' | 'press' | 'submit', body: unknown): Promise<Response>;
  /** The message that an act is answered with. @throws when it is anything else */
  say(act: 'command' | 'press' | 'submit', body: Record<string, unknown>): Promise<ShownMessage>;
  history(learner: string): Promise<readonly ShownMessage[]>;
  watch(learner: string): Promise<Watched>;
}

/** An open stream. */
export interface Watched {
  history: readonly ShownMessage[];
  /** The next message; waits for it. `undefined` at the end of the stream. */
  next(): Promise<ShownMessage | undefined>;
  leave(): Promise<void>;
}

let acts = 0;
/** What every act of the page carries. */
export function by(learner: string): { learner: string; id: string } {
  acts += 1;
  return { learner, id: `act-${String(acts).padStart(8, '0')}` };
}

/** The playground behind the server's guards, without a socket. */
export async function openPlayground(bot: FakeBot, options: Partial<WebOptions> & { open?: boolean; prefix?: string } = {}): Promise<Playground> {
  let ids = 0;
  const newId = (): string => `${options.prefix ?? 'n'}${++ids}`;
  const web = createWeb({ pageFolder: 'src/platforms/web/page', now: () => 1_000_000, newId, ...options });
  await web.start(bot);
  const app = createHttpApp({
    notReady: () => [],
    playground: web.routes,
    open: options.open ?? false,
    log: pino({ level: 'silent' }),
    newReference: () => 'ref-1',
  });

  const request: Playground['request'] = async (path, { from = '127.0.0.1', headers, ...init } = {}) => {
    const env = { incoming: { socket: { remoteAddress: from } } };
    return app.request(path, { ...init, headers: { host: 'localhost:3000', ...headers } }, env);
  };
  const post: Playground['post'] = (act, body) =>
    request(`/play/${act}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' }, body: JSON.stringify(body) });

  async function watch(learner: string): Promise<Watched> {
    const events = read(await request(`/play/stream?learner=${learner}`));
    const first = (await events.next()).value as History;
    return {
      history: first.messages,
      next: async () => (await events.next()).value as ShownMessage | undefined,
      leave: async () => void (await events.return(undefined)),
    };
  }

  return {
    web,
    request,
    post,
    async say(act, body) {
      const answer = (await (await post(act, body)).json()) as Answer;
      if (answer.kind !== 'message') throw new Error(`not a message: ${JSON.stringify(answer)}`);
      return answer.message;
    },
    async history(learner) {
      const watched = await watch(learner);
      await watched.leave();
      return watched.history;
    },
    watch,
  };
}

/** The data of each server-sent event, in order. */
async function* read(response: Response): AsyncGenerator<unknown, undefined, undefined> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let text = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: '));
        if (data) yield JSON.parse(data.slice('data: '.length));
      }
    }
  } finally {
    await reader.cancel();
  }
}
