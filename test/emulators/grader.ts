import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Opinion } from '../../src/study/grading/verdicts.ts';

/** What a judge was sent, as it reads it. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  body: { model: string; temperature: number; messages: { role: string; content: string }[] };
  question: string;
  points: { id: string; statement: string }[];
  answer: string;
}

type Behaviour = (asked: Asked, response: ServerResponse) => void;

export interface Grader {
  /** With `/v1` at its end, as OpenAI's own libraries take it. */
  url: string;
  asked: readonly Asked[];
  /** From the next request on. */
  behave(behaviour: Behaviour): void;
}

/** A chat-completions API on this machine, for judges that behave and judges that don't. Gone after the test. */
export async function openGrader(behaviour: Behaviour): Promise<Grader> {
  let behaves = behaviour;
  const asked: Asked[] = [];
  const read = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: Asked['body'] = JSON.parse(Buffer.concat(chunks).toString());
    const one = { path: request.url ?? '', headers: request.headers, body, ...JSON.parse(body.messages.at(-1)?.content ?? '{}') };
    asked.push(one);
    behaves(one, response);
  };
  const server = createServer((request, response) => void read(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    behave: (next) => {
      behaves = next;
    },
  };
}

/** Says this, as a chat completion does. */
export function saying(content: (asked: Asked) => unknown): Behaviour {
  return (asked, response) => {
    const said = content(asked);
    const message = { role: 'assistant', content: typeof said === 'string' ? said : JSON.stringify(said) };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 'c1', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }], usage: {} }));
  };
}

/** Says the same of every point. */
export function ofAll(opinion: (asked: Asked) => Omit<Opinion, 'point'>): Behaviour {
  return saying((asked) => ({ verdicts: asked.points.map(({ id }) => ({ point: id, ...opinion(asked) })) }));
}

export const covered = (point: string, quote: string): Opinion => ({ point, verdict: 'covered', quote });

export function later(milliseconds: number, behaviour: Behaviour): Behaviour {
  return (asked, response) => void setTimeout(() => behaviour(asked, response), milliseconds);
}

/** What a judge's server does on a bad day. Each must leave the rules' grade as it is. */
export const BAD_DAYS: Readonly<Record<string, Behaviour>> = {
  'prose in place of JSON': saying(() => 'I think that this is a very good answer, and it covers all of the points.'),
  'JSON after some prose': saying(({ points }) => `Sure! ${JSON.stringify({ verdicts: points.map(({ id }) => covered(id, 'x y z')) })}`),
  HTML: (_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Welcome to nginx</title>');
  },
  'status 429': (_, response) => response.writeHead(429, { 'retry-after': '20' }).end('{"error":{"message":"slow down"}}'),
  'status 500': (_, response) => response.writeHead(500).end('oh'),
  'a cut connection': (_, response) => response.destroy(),
  'a connection cut within the reply': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"choices":[{"message":', () => response.destroy());
  },
  'no reply at all': () => undefined,
  'a reply that never ends': (_, response) => void response.writeHead(200).write('{'),
  'a reply without choices': (_, response) => void response.end('{"choices":[]}'),
  'a refusal': (_, response) => void response.end('{"choices":[{"message":{"content":null,"refusal":"I can’t"}}]}'),
  'verdicts in a wrong shape': saying(({ points }) => Object.fromEntries(points.map(({ id }) => [id, 'covered']))),
  'a verdict that there is not': saying(({ points, answer }) => ({ verdicts: [{ point: points[0]?.id, verdict: 'brilliant', quote: answer }] })),
  'points that nobody asked about': saying(({ answer }) => ({ verdicts: [covered('no-such-point', answer.slice(0, 60))] })),
  'a point twice': saying(({ points: [first], answer }) => ({ verdicts: [covered(first?.id ?? '', answer.slice(0, 60)), covered(first?.id ?? '', answer)] })),
};
