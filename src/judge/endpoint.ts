import type { Opinion } from '../study/grading/verdicts.ts';
import { type Request, requestBody } from './prompt.ts';
import { parseReply } from './reply.ts';

export interface Endpoint {
  /** Of an OpenAI-compatible API, with or without `/chat/completions` at its end. */
  url: string;
  key?: string;
  model: string;
}

/** `why` is in words of ours: nothing of what was sent or came back, no address and no key. */
export type Heard = { outcome: 'heard'; opinions: readonly Opinion[] } | { outcome: 'failed'; why: string };

/** Somebody waits for their grade and has one from us already: small models take one to four seconds. */
const ANSWER_WITHIN_MS = 8_000;
/** Nine verdicts with quotes from 3,000 characters stay under 32 KB; the rest is for what servers put around them. */
const BODY_MAX_BYTES = 256 * 1024;

/** Asks once. Never rejects. `signal` ends it early. */
export async function askEndpoint({ url, key, model }: Endpoint, request: Request, signal: AbortSignal, withinMs = ANSWER_WITHIN_MS): Promise<Heard> {
  // Not AbortSignal.any with AbortSignal.timeout: on Node 20 a collection of garbage takes the timer with it, and nobody is ever answered.
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(new DOMException('too late', 'TimeoutError')), withinMs);
  const stop = (): void => ending.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const response = await fetch(completionsOf(url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      body: requestBody(model, request),
      // An answer goes where the operator said, and nowhere else.
      redirect: 'manual',
      signal: ending.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return failed(`status ${response.status}`);
    }
    const body = await readCapped(response);
    if (body === undefined) return failed('a reply of more than 256 KB');
    const opinions = parseReply(body, new Set(request.points.map(({ id }) => id)));
    return opinions === undefined ? failed('a reply that is not what was asked for') : { outcome: 'heard', opinions };
  } catch (fault) {
    return failed(fault instanceof Error && fault.name === 'TimeoutError' ? 'no answer in time' : 'no connection, or a broken one');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** `http://localhost:11434/v1` is the form that OpenAI's own libraries take; many manuals give the whole address. */
function completionsOf(address: string): URL {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/chat/completions') ? path : `${path}/chat/completions`;
  return url;
}

/** `undefined` as soon as there is too much: the rest is not read. */
async function readCapped({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the body, and with it the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failed(why: string): Heard {
  return { outcome: 'failed', why };
}
