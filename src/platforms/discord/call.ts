import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, HTTPError, type RawFile, type REST, type RequestMethod } from 'discord.js';
import type { File } from '../../bot/view.ts';

/** What we do of Discord's errors. @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  closedDirectMessages: 50007,
  missingPermissions: 50013,
  threadExists: 160004,
} as const;

export interface Call {
  method: RequestMethod;
  /** As of `Routes`. */
  route: `/${string}`;
  body?: unknown;
  files?: readonly File[];
  query?: URLSearchParams;
  /** Without our token: answers to interactions carry their own. */
  anonymous?: boolean;
}

/** Until when, and after how long at first, a call is made again that may be made twice. */
export interface Repeat {
  /** Milliseconds since 1970. */
  until: number;
  afterMs: number;
  now(): number;
}

/**
 * One call. Rate limits are waited for by discord.js; nothing else is tried again unless `repeat` says so, because
 * a call whose answer was lost may have been carried out.
 * @throws DiscordAPIError when Discord says no, anything else when we can't know
 */
export async function call(rest: REST, { method, route, body, files = [], query, anonymous }: Call, repeat?: Repeat): Promise<unknown> {
  const raw: RawFile[] = files.map(({ name, type, bytes }) => ({ name, contentType: type, data: Buffer.from(bytes) }));
  const request = { fullRoute: route, method, auth: anonymous !== true, ...(body === undefined ? {} : { body }), ...(query ? { query } : {}), files: raw };
  for (let pause = repeat?.afterMs ?? 0; ; pause *= 2) {
    try {
      return await rest.request(request);
    } catch (fault) {
      const wait = pause * (0.5 + Math.random());
      if (!repeat || !isPassing(fault) || repeat.now() + wait > repeat.until) throw fault;
      await sleep(wait);
    }
  }
}

/** It may be otherwise next time: a broken connection, a time-out, an error of their server. */
function isPassing(fault: unknown): boolean {
  if (fault instanceof DiscordAPIError) return false;
  if (fault instanceof HTTPError) return fault.status >= 500;
  return fault instanceof Error && !fault.message.startsWith('Expected token');
}

export function codeOf(fault: unknown): number | string | undefined {
  return fault instanceof DiscordAPIError ? fault.code : undefined;
}

/** Of an error without what was sent: discord.js keeps the body, and in the address the interaction's token. */
export function inShort(fault: unknown): Record<string, unknown> {
  if (fault instanceof DiscordAPIError) return { status: fault.status, code: fault.code, said: fault.message };
  if (fault instanceof HTTPError) return { status: fault.status };
  if (!(fault instanceof Error)) return { said: 'something that is no error' };
  const cause = fault.cause instanceof Error && 'code' in fault.cause ? fault.cause.code : undefined;
  const code = 'code' in fault ? fault.code : cause;
  return { name: fault.name, said: fault.message, ...(code === undefined ? {} : { code }) };
}
