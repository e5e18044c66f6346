import { z } from 'zod';
import { limitOf } from '../rules.ts';
import { newId, Refused, type Slack } from '../slack.ts';
import type { Channel, Json, Person, Workspace } from '../state.ts';
import { type Context, channelOf, flag, method, needReadScope, needScope } from './method.ts';

export function directChannel(slack: Slack, workspace: Workspace, people: readonly string[]): Channel {
  const members = new Set([workspace.botUserId, ...people]);
  const existing = [...slack.world.channels.values()].find(
    (one) => (one.kind === 'im' || one.kind === 'mpim') && one.members.size === members.size && [...members].every((id) => one.members.has(id)),
  );
  if (existing) return existing;
  const kind = members.size > 2 ? 'mpim' : 'im';
  const channel: Channel = { id: newId(slack, kind === 'im' ? 'D' : 'G'), name: 'directmessage', teamId: workspace.teamId, kind, members, archived: false };
  slack.world.channels.set(channel.id, channel);
  return channel;
}

function shown(channel: Channel, { workspace }: Context): Json {
  const common = {
    id: channel.id,
    is_archived: channel.archived,
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    context_team_id: channel.teamId,
  };
  if (channel.kind === 'im') return { ...common, user: [...channel.members].find((id) => id !== workspace.botUserId) };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_private: channel.kind !== 'public',
    is_general: false,
    is_member: channel.members.has(workspace.botUserId),
  };
}

function openWith(context: Context, ids: readonly string[]): Json {
  const { slack, workspace } = context;
  if (ids.length === 0) throw new Refused('users_list_not_supplied', 'conversation.users');
  if (ids.length > limitOf('conversation.users')) throw new Refused('too_many_users', 'conversation.users', [`${ids.length} users`]);
  needScope(context, ids.length > 1 ? 'mpim:write' : 'im:write');
  const missing = ids.find((id) => slack.world.people.get(id)?.teamId !== workspace.teamId);
  if (missing !== undefined) throw new Refused('user_not_found', 'user.exists', [missing]);
  return { channel: { id: directChannel(slack, workspace, ids).id } };
}

export const conversations = {
  'conversations.open': method({
    token: 'bot',
    scopes: [],
    rate: 'rate.tier3',
    args: z.strictObject({ users: z.string().optional(), channel: z.string().optional(), return_im: flag.optional(), prevent_creation: flag.optional() }),
    run(context, args) {
      if (args.channel !== undefined) {
        needScope(context, 'im:write');
        return { no_op: true, already_open: true, channel: { id: channelOf(context, args.channel).id } };
      }
      return openWith(context, args.users?.split(',').filter((id) => id !== '') ?? []);
    },
  }),

  'conversations.info': method({
    token: 'bot',
    scopes: [],
    rate: 'rate.tier3',
    args: z.strictObject({ channel: z.string(), include_locale: flag.optional(), include_num_members: flag.optional() }),
    run(context, args) {
      const channel = channelOf(context, args.channel);
      needReadScope(context, channel);
      return { channel: { ...shown(channel, context), ...(args.include_num_members ? { num_members: channel.members.size } : {}) } };
    },
  }),

  'conversations.join': method({
    token: 'bot',
    scopes: ['channels:join'],
    rate: 'rate.tier3',
    args: z.strictObject({ channel: z.string() }),
    run(context, args) {
      const channel = channelOf(context, args.channel);
      if (channel.kind !== 'public') throw new Refused('method_not_supported_for_channel_type', 'message.channel', [channel.kind]);
      if (channel.archived) throw new Refused('is_archived', 'message.archived', [channel.id]);
      const already = channel.members.has(context.workspace.botUserId);
      channel.members.add(context.workspace.botUserId);
      return {
        channel: shown(channel, context),
        ...(already ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } } : {}),
      };
    },
  }),

  'users.info': method({
    token: 'bot',
    scopes: ['users:read'],
    rate: 'rate.tier4',
    args: z.strictObject({ user: z.string(), include_locale: flag.optional() }),
    run(context, args) {
      const person = context.slack.world.people.get(args.user);
      if (person?.teamId !== context.workspace.teamId) throw new Refused('user_not_found', 'user.exists', [args.user]);
      return { user: profile(person, args.include_locale === true) };
    },
  }),
};

function profile(person: Person, withLocale: boolean): Json {
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: false,
    real_name: person.realName,
    tz: person.timeZone,
    profile: { real_name: person.realName, display_name: person.name, team: person.teamId },
    is_admin: person.admin,
    is_owner: person.admin,
    is_bot: false,
    is_app_user: false,
    ...(withLocale ? { locale: person.locale } : {}),
  };
}
