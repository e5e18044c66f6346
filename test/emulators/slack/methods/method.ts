import { z } from 'zod';
import type { LimitedRule } from '../rules.ts';
import { Refused, type Slack } from '../slack.ts';
import type { Channel, Json, Workspace } from '../state.ts';

/** One Web API method: what it takes and what it does. */
export interface Method {
  token: 'bot' | 'app' | 'none';
  /** All of these; some methods ask for more once they know the channel. */
  scopes: readonly string[];
  rate?: LimitedRule;
  /** Calls are counted by this argument, and within a second rather than a minute. */
  ratePer?: string;
  args: z.ZodObject;
  run(context: Context, args: Json): Json;
}

export interface Context {
  slack: Slack;
  workspace: Workspace;
  name: string;
}

/** Ties the handler to the type of its arguments. */
export function method<Args extends z.ZodObject>(of: Omit<Method, 'args' | 'run'> & { args: Args; run(context: Context, args: z.output<Args>): Json }): Method {
  return { ...of, run: (context, args) => of.run(context, args as z.output<Args>) };
}

/** In forms every value is a string: objects and arrays are JSON in it, and so they may be in JSON bodies. */
export function encoded<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: 'custom', message: 'message.text_json' });
      return z.NEVER;
    }
  }, shape);
}

export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })]);
export const count = z.coerce.number().int().min(0);

export function needScope(context: Context, scope: string): void {
  if (!context.workspace.scopes.has(scope)) throw new Refused('missing_scope', 'call.scope', [scope]);
}

/** A conversation by id, of this workspace, that the bot can know of. */
export function channelOf(context: Context, id: string): Channel {
  const channel = context.slack.world.channels.get(id);
  const known = channel?.teamId === context.workspace.teamId && (channel.kind === 'public' || channel.members.has(context.workspace.botUserId));
  if (!channel || !known) throw new Refused('channel_not_found', 'message.channel', [id]);
  return channel;
}

const READ_SCOPE = { public: 'channels:read', private: 'groups:read', im: 'im:read', mpim: 'mpim:read' } as const;

export function needReadScope(context: Context, channel: Channel): void {
  needScope(context, READ_SCOPE[channel.kind]);
}
