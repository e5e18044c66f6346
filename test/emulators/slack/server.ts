import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults } from './faults.ts';
import type { Call } from './ledger.ts';
import { receiveUpload } from './methods/files.ts';
import { respond } from './response-url.ts';
import { changed, newId, Refused, type Slack, violate } from './slack.ts';
import type { Json } from './state.ts';
import type { Answer, WebApi } from './web-api.ts';

/** What a request asks for, once its body is there. */
interface Job {
  /** As faults name it. */
  name: string;
  args: Json;
  run(): Answer;
}

export interface Running {
  server: Server;
  /** Requests that were not answered yet. */
  readonly busy: number;
}

export async function startServer(slack: Slack, api: WebApi, faults: Faults): Promise<Running> {
  let busy = 0;
  const server = createServer((request, response) => {
    busy += 1;
    response.on('close', () => {
      busy -= 1;
      changed(slack);
    });
    serve(slack, api, faults, request, response).catch((fault: unknown) => {
      violate(slack, 'call.http', `the emulator itself failed: ${fault instanceof Error ? fault.stack : String(fault)}`, request.url ?? '');
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    server,
    get busy() {
      return busy;
    },
  };
}

async function serve(slack: Slack, api: WebApi, faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', slack.origin);
  if (request.method === 'GET' && url.pathname === '/oauth/v2/authorize') return authorize(slack, url, response);
  const bytes = await readAll(request);
  const job = await jobOf(slack, api, request, url, bytes);
  const fault = faults.meet(job.name);
  const { how } = fault ?? {};
  const call: Call = { method: job.name, args: job.args, outcome: 'cut' };
  slack.calls.push(call);
  if (how === 'delay') await fault?.released;
  if (how === 'cut before') return void request.socket.destroy();
  const answer = typeof how === 'object' ? faultyAnswer(how) : job.run();
  if (how === 'cut after') return void request.socket.destroy();
  call.outcome = { status: answer.status, ...(typeof answer.body.error === 'string' ? { error: answer.body.error } : {}) };
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
  response.end(JSON.stringify(answer.body));
}

function faultyAnswer(how: { status: number } | { retryAfter: number } | { error: string }): Answer {
  if ('retryAfter' in how) return { status: 429, headers: { 'retry-after': String(how.retryAfter) }, body: { ok: false, error: 'ratelimited' } };
  if ('error' in how) return { status: 200, body: { ok: false, error: how.error } };
  return { status: how.status, body: { ok: false, error: 'internal_error' } };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function jobOf(slack: Slack, api: WebApi, request: IncomingMessage, url: URL, bytes: Buffer): Promise<Job> {
  const [, area, ...rest] = url.pathname.split('/');
  const name = rest.join('/');
  const post = request.method === 'POST';
  const type = request.headers['content-type'] ?? '';
  if (post && area === 'api') return apiJob(slack, api, request, name, type, bytes);
  if (post && area === 'response') {
    const body = jsonOf(bytes.toString());
    return { name: 'response_url', args: (body ?? {}) as Json, run: () => respond(slack, name, body) };
  }
  if (post && area === 'upload') {
    const upload = await uploaded(type, bytes);
    return { name: 'upload', args: { file: rest[1], bytes: upload.length }, run: () => uploadAnswer(slack, String(rest[1]), upload) };
  }
  return strange(slack, `${request.method} ${url.pathname}`, 'unknown_method', 'call.method', 404);
}

function apiJob(slack: Slack, api: WebApi, request: IncomingMessage, name: string, type: string, bytes: Buffer): Job {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const args = argumentsOf(type, bytes);
  if (!args) return strange(slack, name, 'invalid_post_type', 'call.http', 200);
  const { token: _secret, ...logged } = args;
  return { name, args: logged, run: () => api.call(name, args, bearer) };
}

function argumentsOf(type: string, bytes: Buffer): Json | undefined {
  if (type.startsWith('application/json')) {
    const body = jsonOf(bytes.toString());
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : undefined;
  }
  const isForm = type.startsWith('application/x-www-form-urlencoded') || (type === '' && bytes.length === 0);
  return isForm ? Object.fromEntries(new URLSearchParams(bytes.toString())) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function strange(slack: Slack, name: string, error: string, rule: 'call.method' | 'call.http', status: number): Job {
  const run = (): Answer => {
    violate(slack, rule, error, name);
    return { status, body: { ok: false, error } };
  };
  return { name, args: {}, run };
}

/** Raw bytes, or a form with one file in it, as @slack/web-api sends. */
async function uploaded(type: string, bytes: Buffer): Promise<Uint8Array> {
  if (!type.startsWith('multipart/form-data')) return bytes;
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const [file] = [...form.values()].filter((value) => typeof value !== 'string');
  return file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
}

function uploadAnswer(slack: Slack, id: string, bytes: Uint8Array): Answer {
  try {
    receiveUpload(slack, id, bytes);
    return { status: 200, body: { ok: true } };
  } catch (refusal) {
    if (!(refusal instanceof Refused)) throw refusal;
    violate(slack, refusal.rule, [refusal.error, ...refusal.said].join(': '), 'upload');
    return { status: 400, body: { ok: false, error: refusal.error } };
  }
}

/** The person says yes at once. */
function authorize(slack: Slack, url: URL, response: ServerResponse): void {
  const [workspace] = [...slack.world.workspaces.values()];
  const back = url.searchParams.get('redirect_uri');
  if (url.searchParams.get('client_id') !== slack.clientId || !workspace || back === null) {
    violate(slack, 'oauth.client', url.search, 'authorize');
    response.writeHead(400).end();
    return;
  }
  const target = new URL(back);
  target.searchParams.set('code', newAuthorization(slack, workspace.teamId));
  target.searchParams.set('state', url.searchParams.get('state') ?? '');
  response.writeHead(302, { location: target.href }).end();
}

const CODE_LIVES_MS = 10 * 60_000;

export function newAuthorization(slack: Slack, teamId: string): string {
  const workspace = slack.world.workspaces.get(teamId);
  if (!workspace) throw new Error(`there is no workspace ${teamId}`);
  const code = newId(slack, 'code');
  slack.authorizations.set(code, { workspace, expires: slack.clock.now() + CODE_LIVES_MS });
  return code;
}
