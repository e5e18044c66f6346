import { z } from 'zod';
import type { Event, Typing } from '../../bot/event.ts';
import type { Learner } from './learners.ts';
import { CHANNEL } from './learners.ts';
import { LIMITS } from './limits.ts';

/** What the page sent, as an event of ours, with what only the playground needs to know. */
export interface Inbound {
  event: Event;
  learner: Learner;
  /** The message whose button was pressed or whose form was sent. */
  message?: string;
  /** The command line as it was typed: shown above the answer. */
  line?: string;
}

/** @param at milliseconds since 1970 */
export interface Arrival {
  at: number;
  learners: readonly Learner[];
}

const entries = z
  .record(z.string().max(100), z.string().max(LIMITS.fieldCharacters))
  .refine((record) => Object.keys(record).length <= LIMITS.entries, 'too many entries');
const from = {
  learner: z.string(),
  /** Made by the page, so that a request that it repeats counts once. */
  id: z.string().regex(/^[\w-]{8,64}$/),
};
const messageId = z.string().regex(/^[\w-]{1,40}\.[\w-]{1,64}$/);
const route = z.string().min(1).max(LIMITS.lineCharacters);

const BODIES = {
  command: z.object({ ...from, command: z.string().max(100), options: entries, line: z.string().max(LIMITS.lineCharacters).optional() }),
  press: z.object({ ...from, route, message: messageId }),
  submit: z.object({ ...from, route, fields: entries, message: messageId.optional() }),
};

/** @returns a sentence for the person when it isn't anything that the page sends. */
export function readCommand(body: unknown, arrival: Arrival): Inbound | string {
  const parsed = BODIES.command.safeParse(body);
  if (!parsed.success) return whatIsWrong(parsed.error);
  const { command, options, line, ...sender } = parsed.data;
  return readFrom(sender, arrival, { kind: 'command', command, options }, line === undefined ? {} : { line });
}

export function readPress(body: unknown, arrival: Arrival): Inbound | string {
  const parsed = BODIES.press.safeParse(body);
  if (!parsed.success) return whatIsWrong(parsed.error);
  const { route, message, ...sender } = parsed.data;
  return readFrom(sender, arrival, { kind: 'press', route }, { message });
}

export function readSubmit(body: unknown, arrival: Arrival): Inbound | string {
  const parsed = BODIES.submit.safeParse(body);
  if (!parsed.success) return whatIsWrong(parsed.error);
  const { route, fields, message, ...sender } = parsed.data;
  return readFrom(sender, arrival, { kind: 'submit', route, fields }, message === undefined ? {} : { message });
}

export function readTyping(query: Record<string, string>): Typing | undefined {
  return z.object({ command: z.string(), option: z.string(), typed: z.string().max(LIMITS.lineCharacters) }).safeParse(query).data;
}

type Act = Event extends infer One ? (One extends { kind: string } ? Omit<One, 'id' | 'at' | 'place' | 'channel' | 'account' | 'isAdmin'> : never) : never;

function readFrom(sender: { learner: string; id: string }, { at, learners }: Arrival, act: Act, rest: Pick<Inbound, 'message' | 'line'>): Inbound | string {
  const learner = learners.find((one) => one.id === sender.learner);
  if (!learner) return 'Nobody of that name is in this playground. Choose who you are in the menu.';
  const account = { platform: 'web', id: learner.id, name: learner.name };
  // On a machine of their own everybody may do everything.
  const event: Event = { ...act, id: sender.id, at, place: { platform: 'web', id: 'playground' }, channel: CHANNEL, account, isAdmin: true };
  return { event, learner, ...rest };
}

/** Our page never causes this; who does wrote a program and wants to know the field. */
function whatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') || 'the body';
  return `I can’t read that: ${where}: ${issue?.message ?? 'unknown'}.`;
}
