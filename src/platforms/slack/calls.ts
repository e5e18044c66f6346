import { webApi } from '@slack/bolt';
import type { Timing } from './limits.ts';

/**
 * What became of a call. `unknown`: Slack may have carried it out or not, so that whatever must not happen twice is not sent again.
 * `refused`: it was certainly not carried out; in `doubt` when an attempt before it was of unknown outcome.
 */
export type Outcome =
  | { kind: 'done'; value: Readonly<Record<string, unknown>> }
  | { kind: 'refused'; error: string; doubt: boolean }
  | { kind: 'unknown'; error: string };

export interface Calls {
  /** @param repeatable may be carried out twice without anybody noticing */
  api(method: string, args: Record<string, unknown>, repeatable: boolean): Promise<Outcome>;
  respond(url: string, body: Readonly<Record<string, unknown>>, repeatable: boolean): Promise<Outcome>;
  upload(url: string, bytes: Uint8Array): Promise<Outcome>;
}

export interface CallsOptions {
  client: webApi.WebClient;
  timing: Timing;
  wait(ms: number): Promise<void>;
  /** Called when Slack no longer takes our token. */
  tokenRefused(error: string): void;
}

/** Slack's words for a token that will not do. @see https://docs.slack.dev/reference/methods/auth.test */
export const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/** "It's possible some aspect of the operation succeeded before the error was raised." @see https://docs.slack.dev/reference/methods/chat.postMessage */
const UNSURE_ERRORS: ReadonlySet<string> = new Set(['internal_error', 'fatal_error', 'service_unavailable']);

/** The connection was not there yet, so nothing was sent. */
const UNSENT_CODES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const ATTEMPTS = 3;
/** Who waits for an answer has gone by then. */
const RETRY_AFTER_MAX_SECONDS = 60;

/** One attempt. `later`: not carried out, and may be tried again after so many seconds. */
type Attempt =
  | { kind: 'done'; value: Readonly<Record<string, unknown>> }
  | { kind: 'refused' | 'unknown' | 'unsent'; error: string }
  | { kind: 'later'; seconds: number };

export function createCalls({ client, timing, wait, tokenRefused }: CallsOptions): Calls {
  async function repeat(attempt: () => Promise<Attempt>, repeatable: boolean): Promise<Outcome> {
    let doubt = false;
    for (let count = 1; ; count += 1) {
      const result = await attempt();
      const isLast = count >= ATTEMPTS;
      if (result.kind === 'done') return result;
      if (result.kind === 'refused') {
        if (TOKEN_ERRORS.has(result.error)) tokenRefused(result.error);
        return { kind: 'refused', error: result.error, doubt };
      }
      if (result.kind === 'later') {
        if (isLast || result.seconds > RETRY_AFTER_MAX_SECONDS) return { kind: 'refused', error: 'ratelimited', doubt };
        await wait(result.seconds * 1000);
        continue;
      }
      if (result.kind === 'unknown') {
        doubt = true;
        if (!repeatable || isLast) return { kind: 'unknown', error: result.error };
      } else if (isLast) return doubt ? { kind: 'unknown', error: result.error } : { kind: 'refused', error: result.error, doubt };
      await wait(timing.repeatMs * 2 ** (count - 1));
    }
  }

  return {
    api: (method, args, repeatable) =>
      repeat(async () => {
        try {
          return { kind: 'done', value: { ...(await client.apiCall(method, args)) } };
        } catch (fault) {
          return attemptOf(fault);
        }
      }, repeatable),
    respond: (url, body, repeatable) =>
      repeat(() => post(url, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, timing.callMs), repeatable),
    // An upload that nobody completes is thrown away, so a second one harms nobody.
    upload: (url, bytes) =>
      repeat(() => post(url, { headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) }, timing.callMs), true),
  };
}

function attemptOf(fault: unknown): Attempt {
  if (fault instanceof webApi.WebAPIRateLimitedError) return { kind: 'later', seconds: fault.retryAfter };
  if (fault instanceof webApi.WebAPIPlatformError) {
    const { error } = fault.data;
    return { kind: UNSURE_ERRORS.has(error) ? 'unknown' : 'refused', error };
  }
  if (fault instanceof webApi.WebAPIHTTPError) return { kind: fault.statusCode >= 500 ? 'unknown' : 'refused', error: `status ${fault.statusCode}` };
  return lost(fault instanceof webApi.WebAPIRequestError ? fault.original : fault);
}

function lost(fault: unknown): Attempt {
  const code = codeOf(fault) ?? (fault instanceof Error ? fault.name : 'unknown');
  return { kind: UNSENT_CODES.has(code) ? 'unsent' : 'unknown', error: code };
}

function codeOf(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  if ('code' in fault && typeof fault.code === 'string') return fault.code;
  return codeOf(fault.cause);
}

/** A `response_url` or an upload address: absolute, and without a token. */
async function post(url: string, request: { headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> }, timeoutMs: number): Promise<Attempt> {
  try {
    const response = await fetch(url, { method: 'POST', ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    if (response.status === 429) return { kind: 'later', seconds: Number(response.headers.get('retry-after')) || 1 };
    if (response.status >= 500) return { kind: 'unknown', error: `status ${response.status}` };
    const error = errorIn(text);
    if (!response.ok || error !== undefined) return { kind: 'refused', error: error ?? `status ${response.status}` };
    return { kind: 'done', value: {} };
  } catch (fault) {
    return lost(fault);
  }
}

function errorIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('ok' in body) || body.ok !== false) return undefined;
    return 'error' in body && typeof body.error === 'string' ? body.error : 'unknown';
  } catch {
    return undefined; // `ok` as plain text is an answer, too
  }
}
