import type { IncomingMessage, ServerResponse } from 'node:http';
import type { createFaults } from './faults.ts';
import { secondOpinion } from './openapi.ts';
import type { createRateLimits } from './rate-limits.ts';
import { Refused } from './refusal.ts';
import { type Body, type RestRequest, readBody, readRequest } from './request.ts';
import { type Answer, type Context, limitOf, type Matched, match, type Route, refusalAnswer } from './routes.ts';
import type { Call, FaultOptions } from './types.ts';
import type { InteractionState, World } from './world.ts';

interface Rest {
  world: World;
  routes: readonly Route[];
  rates: ReturnType<typeof createRateLimits>;
  faults: ReturnType<typeof createFaults>;
  dispatch: Context['dispatch'];
}

type MutableCall = { -readonly [Name in keyof Call]: Call[Name] };
const USER_AGENT = /^DiscordBot \([^\s,]+, [^\s)]+\)/;

/** One request, from its bytes to its answer, with whatever befalls it on the way. */
export async function serve(rest: Rest, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { world } = rest;
  const request = await readRequest(incoming).catch(() => undefined);
  // Whoever asked hung up in the middle of asking.
  if (!request) return;
  const path = request.path.replace(/^\/v10(?=\/)/, '');
  const call: MutableCall = { method: request.method, path, body: undefined, files: [], status: 0, response: undefined };
  // What a wrong body deserves is said when its turn comes: a wrong token is told first.
  const body = await readBody(request).catch((fault: unknown) => {
    if (fault instanceof Refused) return fault;
    throw fault;
  });
  if (!(body instanceof Refused)) {
    call.body = body.json;
    call.files = [...body.files.values()];
  }
  world.calls.push(call);
  const fault = rest.faults.meet(request.method, path);
  if (fault) {
    touched(world, path);
    world.changed();
  }
  if (fault?.options.kind === 'hold') await fault.released;
  const kind = fault?.options.kind;
  if (kind === 'cut-before') {
    outgoing.destroy();
    return world.changed();
  }
  const made = typeof kind === 'object' ? faultAnswer(kind) : await answerTo(rest, request, path, body);
  call.status = made.status;
  call.response = made.json;
  if (kind === 'cut-after') {
    call.status = 0;
    outgoing.destroy();
  } else {
    write(outgoing, made);
  }
  world.changed();
}

type Made = Answer & { headers?: Readonly<Record<string, string>> };

function write(outgoing: ServerResponse, made: Made): void {
  const body = made.json === undefined ? '' : JSON.stringify(made.json);
  outgoing.writeHead(made.status, { ...(body ? { 'content-type': 'application/json' } : {}), ...made.headers });
  outgoing.end(body);
}

function faultAnswer(kind: Exclude<FaultOptions['kind'], string>): Made {
  if (!('retryAfter' in kind)) return { status: kind.status, json: { message: `${kind.status}: Internal Server Error`, code: 0 } };
  const { retryAfter, global = false } = kind;
  const headers = {
    'retry-after': String(Math.ceil(retryAfter)),
    'x-ratelimit-scope': global ? 'global' : 'shared',
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  };
  return { status: 429, json: { message: 'You are being rate limited.', retry_after: retryAfter, global }, headers };
}

/** A person who waits for an answer that the test itself holds up is nobody's fault. */
function touched(world: World, path: string): void {
  const found = interactionAt(world, path);
  if (found) found.faulted = true;
}

function interactionAt(world: World, path: string): InteractionState | undefined {
  const token = /^\/(?:interactions|webhooks)\/[^/]+\/([^/]+)/.exec(path)?.[1];
  return token === undefined ? undefined : world.byToken.get(decodeURIComponent(token));
}

async function answerTo(rest: Rest, request: RestRequest, path: string, body: Body | Refused): Promise<Made> {
  const { world } = rest;
  let headers: Readonly<Record<string, string>> = {};
  try {
    const matched = admitted(rest, request, path);
    const taken = rest.rates.take(limitOf(matched), matched.route.open === true);
    headers = taken.headers;
    if (taken.refused) {
      const { rule, ignored, retryAfter, global } = taken.refused;
      if (ignored) world.violate(rule, `${request.method} ${path}`, `retry after ${retryAfter.toFixed(3)} s`);
      return { status: 429, json: { message: 'You are being rate limited.', retry_after: retryAfter, global }, headers };
    }
    if (body instanceof Refused) throw body;
    return { ...(await carryOut(rest, request, matched, body)), headers };
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    if (fault.violation) world.violate(fault.rule, `${request.method} ${path}`, fault.message);
    return { ...refusalAnswer(fault), headers };
  }
}

/** Everything that is asked before the body is read. */
function admitted({ world, routes }: Rest, request: RestRequest, path: string): Matched {
  if (!USER_AGENT.test(request.userAgent)) throw new Refused('user-agent', { detail: request.userAgent });
  const matched = path === request.path ? undefined : match(routes, request.method, path);
  if (matched === undefined) throw new Refused('unknown-route');
  if (matched === 'method') throw new Refused('method');
  const authorized = request.authorization === `Bot ${world.token}` && !world.tokenRevoked;
  // Only what was said before the token was revoked could be said rightly.
  if (!matched.route.open && !authorized) throw new Refused('authorization', { violation: !world.tokenRevoked });
  for (const name of request.query.keys()) {
    if (!matched.route.query?.includes(name)) throw new Refused('unknown-query', { detail: name, problems: [{ rule: 'unknown-query', path: [name] }] });
  }
  for (const [name, value] of Object.entries(matched.params)) {
    if (name.endsWith('_id') && !/^\d{1,20}$/.test(value)) throw new Refused('snowflake', { detail: value, problems: [{ rule: 'snowflake', path: [name] }] });
  }
  return matched;
}

/** Our own rules speak first, then Discord's own description; only then is anything done. */
async function carryOut(rest: Rest, request: RestRequest, matched: Matched, body: Body): Promise<Answer> {
  const objection = body.json === undefined ? undefined : secondOpinion(matched.route, body.json);
  const checked = () => {
    if (objection) throw new Refused('openapi', { detail: objection });
  };
  const answer = await matched.route.handle({ ...body, world: rest.world, request, params: matched.params, dispatch: rest.dispatch, checked });
  checked();
  return answer;
}
