import type { Limit } from './rate-limits.ts';
import type { Refused } from './refusal.ts';
import type { Body, RestRequest } from './request.ts';
import type { World } from './world.ts';

/** What a handler gets: everything about the request that is not wrong yet. */
export interface Context extends Body {
  world: World;
  request: RestRequest;
  params: Readonly<Record<string, string>>;
  /** To be called when our own rules are content and before anything is done: Discord's description may still object. */
  checked(): void;
  /** Says over the gateway that something has happened. */
  dispatch(event: string, data: unknown, guild?: string): boolean;
}

export interface Answer {
  status: number;
  json?: unknown;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As Discord's OpenAPI description writes it. */
  path: string;
  query?: readonly string[];
  /** Interaction endpoints carry their token in the path and are outside the global limit. */
  open?: boolean;
  /** Requests per milliseconds and top-level resource. Default: 50 in 1 s. */
  rate?: readonly [count: number, perMs: number];
  handle(context: Context): Answer | Promise<Answer>;
}

export interface Matched {
  route: Route;
  params: Record<string, string>;
}

/** The route of a request; `method` when the path is known, but not with this method. */
export function match(routes: readonly Route[], method: string, path: string): Matched | 'method' | undefined {
  const parts = path.split('/');
  let known = false;
  for (const route of routes) {
    const params = paramsOf(route.path.split('/'), parts);
    if (!params) continue;
    known = true;
    if (route.method === method) return { route, params };
  }
  return known ? 'method' : undefined;
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (!expected.startsWith('{')) {
      if (part !== expected) return undefined;
    } else if (part === '' || part.startsWith('@')) return undefined;
    else params[expected.slice(1, -1)] = decodeURIComponent(part);
  }
  return params;
}

/** @see https://discord.com/developers/docs/topics/rate-limits : channels, guilds and webhooks count apart. */
export function limitOf({ route, params }: Matched): Limit {
  const [count, perMs] = route.rate ?? [50, 1000];
  const name = `${route.method} ${route.path}`;
  const major = params.channel_id ?? params.guild_id ?? params.webhook_token ?? params.interaction_id ?? '';
  return { name, key: `${name} ${major}`, count, perMs };
}

export function refusalAnswer(refused: Refused): Answer {
  return { status: refused.status, json: refused.body };
}
