import { z } from 'zod';

/** Where a button, a select or a form leads: an action of a command, with what it needs to know. Needs no memory of ours. */
export interface Route {
  command: string;
  action: string;
  args: readonly string[];
  /** From 1: this page of the message that the action answers with, in place of the page pressed. */
  page?: number;
}

/** Both vendors' ids carry at least this much, counted in bytes here to be on the safe side. */
export const ROUTE_MAX_BYTES = 100;

/** In front of every route, so that a later release can tell an old shape from its own. */
const VERSION = '1';

const word = z.string().regex(/^[a-z][a-z-]*$/);
const actionAndPage = z.string().regex(/^[a-z][a-z-]*(~[1-9]\d?)?$/);
const argument = z.string().regex(/^[\w.:-]+$/);
const wire = z.tuple([z.literal(VERSION), word, actionAndPage], argument);

export function route(command: string, action: string, ...args: readonly (string | number)[]): Route {
  return { command, action, args: args.map(String) };
}

/**
 * `1/question/next-hint/sd.q05/2`, `1/question/model-answer~3/sd.q05`: at most 100 bytes, slashes between, because keys contain dots.
 * @throws when it would be longer or unreadable: an id that is cut routes to nothing, so it must fail in a test.
 */
export function encodeRoute({ command, action, args, page }: Route): string {
  const parts = [VERSION, command, page === undefined ? action : `${action}~${page}`, ...args];
  const encoded = parts.join('/');
  if (!wire.safeParse(parts).success) throw new Error(`not a route: ${encoded}`);
  // All of it is ASCII by now: a character is a byte.
  if (encoded.length > ROUTE_MAX_BYTES) throw new Error(`route over ${ROUTE_MAX_BYTES} bytes: ${encoded}`);
  return encoded;
}

/** `undefined` for whatever we did not make: forged, cut, or of another version. */
export function decodeRoute(encoded: string): Route | undefined {
  if (encoded.length > ROUTE_MAX_BYTES) return undefined;
  const parsed = wire.safeParse(encoded.split('/'));
  if (!parsed.success) return undefined;
  const [, command, actionWithPage, ...args] = parsed.data;
  const [action = '', page] = actionWithPage.split('~');
  return { command, action, args, ...(page === undefined ? {} : { page: Number(page) }) };
}
