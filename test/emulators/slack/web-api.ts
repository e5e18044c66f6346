import { z } from 'zod';
import { apps } from './methods/apps.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import { files } from './methods/files.ts';
import type { Method } from './methods/method.ts';
import { views } from './methods/views.ts';
import { isRule, limitOf, type RuleId } from './rules.ts';
import { Refused, type Slack, type Token, violate } from './slack.ts';
import type { Json, Workspace } from './state.ts';

/** What goes back over HTTP. */
export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: Json;
}

const METHODS: Readonly<Record<string, Method>> = { ...apps, ...chat, ...conversations, ...files, ...views };

export function botScopes(): string[] {
  const named = Object.values(METHODS).flatMap((method) => method.scopes);
  return [...new Set([...named, 'commands', 'im:write', 'channels:read', 'groups:read', 'im:read', 'mpim:read', 'app_mentions:read'])];
}

/** Bolt adds these to any call. */
const COMMON = { token: z.string().optional(), team_id: z.string().optional() };

export interface WebApi {
  call(name: string, raw: Json, bearer: string | undefined): Answer;
}

export function createWebApi(slack: Slack): WebApi {
  const recent = new Map<string, number[]>();

  function call(name: string, raw: Json, bearer: string | undefined): Answer {
    try {
      const method = METHODS[name];
      if (!method) throw new Refused('unknown_method', 'call.method', [name]);
      const args = readArguments(method, raw);
      const token = readToken(slack, method, bearer ?? (typeof raw.token === 'string' ? raw.token : undefined));
      const workspace = token?.workspace ?? ([...slack.world.workspaces.values()][0] as Workspace);
      const wait = slack.rateLimits ? tooFast(name, method, args, workspace) : 0;
      if (wait > 0) return tooMany(name, method, wait);
      needScopes(method, workspace);
      return { status: 200, body: { ok: true, ...method.run({ slack, workspace, name }, args) } };
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      return refuse(slack, refusal, name, bearer);
    }
  }

  /** Milliseconds to wait; 0 counts the call. */
  function tooFast(name: string, method: Method, args: Json, workspace: Workspace): number {
    if (!method.rate) return 0;
    const window = method.ratePer === undefined ? 60_000 : 1000;
    const key = [name, workspace.teamId, method.ratePer === undefined ? '' : args[method.ratePer]].join(' ');
    const now = slack.clock.now();
    const calls = (recent.get(key) ?? []).filter((at) => at > now - window);
    const full = calls.length >= limitOf(method.rate);
    recent.set(key, full ? calls : [...calls, now]);
    return full ? (calls[0] as number) + window - now : 0;
  }

  function tooMany(name: string, method: Method, wait: number): Answer {
    violate(slack, method.rate as RuleId, `${Math.ceil(wait)} ms too early`, name);
    return { status: 429, headers: { 'retry-after': String(Math.max(1, Math.ceil(wait / 1000))) }, body: { ok: false, error: 'ratelimited' } };
  }

  return { call };
}

function readArguments(method: Method, raw: Json): Json {
  const parsed = z.strictObject({ ...method.args.shape, ...COMMON }).safeParse(raw);
  if (parsed.success) {
    const { token: _token, team_id: _team, ...args } = parsed.data as Record<string, unknown>;
    return args;
  }
  const said = parsed.error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`);
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  if (issue.message === 'message.text_json')
    throw new Refused(issue.path[0] === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments', 'message.text_json', said);
  if (issue.code === 'unrecognized_keys') throw new Refused('invalid_arguments', 'call.argument', said);
  throw new Refused(issue.path[0] === 'channel' ? 'channel_not_found' : 'invalid_arguments', isRule(issue.message) ? issue.message : 'call.required', said);
}

function readToken(slack: Slack, method: Method, value: string | undefined): Token | undefined {
  if (method.token === 'none') return undefined;
  if (value === undefined) throw new Refused('not_authed', 'call.token');
  const token = slack.tokens.get(value);
  if (!token || (token.revoked && token.kind === 'app')) throw new Refused('invalid_auth', 'call.token');
  if (token.revoked) throw new Refused('token_revoked', 'call.token');
  if (token.kind !== method.token) throw new Refused('not_allowed_token_type', 'call.token_type', [`needs a ${method.token} token`]);
  return token;
}

function needScopes(method: Method, workspace: Workspace): void {
  const missing = method.scopes.find((scope) => !workspace.scopes.has(scope));
  if (missing !== undefined) throw new Refused('missing_scope', 'call.scope', [missing]);
}

function refuse(slack: Slack, refusal: Refused, name: string, bearer: string | undefined): Answer {
  violate(slack, refusal.rule, [refusal.error, ...refusal.said].join(': '), name);
  const { error, said } = refusal;
  if (error === 'missing_scope') {
    const provided = [...(slack.tokens.get(bearer ?? '')?.workspace?.scopes ?? [])].join(',');
    return { status: 200, body: { ok: false, error, needed: said.join(','), provided } };
  }
  const detailed = ['invalid_blocks', 'invalid_arguments', 'invalid_attachments', 'msg_blocks_too_long', 'invalid_blocks_format'].includes(error);
  if (!detailed) return { status: 200, body: { ok: false, error, ...(error === 'unknown_method' ? { req_method: name } : {}) } };
  return { status: 200, body: { ok: false, error, errors: said, response_metadata: { messages: said.map((one) => `[ERROR] ${one}`) } } };
}
