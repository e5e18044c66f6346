import { gatewayBotJson } from './gateway.ts';
import { applicationJson, botJson, botMemberJson, channelJson, guildJson, memberJson, rolesJson, userJson } from './payloads.ts';
import { Refused } from './refusal.ts';
import type { Context, Route } from './routes.ts';
import { channelOf } from './routes-messages.ts';
import type { GuildState } from './world.ts';

function guildOf({ world, params }: Context): GuildState {
  const guild = world.guilds.get(params.guild_id ?? '');
  if (!guild) throw new Refused('unknown-guild');
  if (guild.removed) throw new Refused('missing-access', { violation: false });
  return guild;
}

function member(context: Context) {
  const guild = guildOf(context);
  const id = context.params.user_id ?? '';
  if (id === context.world.botId) return botMemberJson(context.world, guild);
  const person = context.world.people.get(id);
  if (!person?.permissions.has(guild.id)) throw new Refused('unknown-member');
  const { permissions: _ofInteractionsOnly, ...json } = memberJson(guild, person);
  return json;
}

/** What only tells: about the bot, and what a permission check needs. */
export function readRoutes(publicKey: string, gateway: () => string): readonly Route[] {
  const get = (path: string, tell: (context: Context) => unknown, query: readonly string[] = []): Route => ({
    method: 'GET',
    path,
    query,
    handle: (context) => ({ status: 200, json: tell(context) }),
  });
  const guilds = ({ world }: Context) => [...world.guilds.values()].filter((guild) => !guild.removed);
  return [
    get('/gateway', () => ({ url: `${gateway()}/gateway` })),
    get('/gateway/bot', ({ world }) => gatewayBotJson(world, gateway())),
    get('/applications/@me', ({ world }) => applicationJson(world, publicKey)),
    get('/oauth2/applications/@me', ({ world }) => applicationJson(world, publicKey)),
    get('/users/@me', ({ world }) => ({ ...botJson(world), mfa_enabled: true, verified: true, locale: 'en-US', flags: 0 })),
    get(
      '/users/@me/guilds',
      (context) =>
        guilds(context).map(({ id, name, botPermissions }) => ({
          id,
          name,
          icon: null,
          banner: null,
          owner: false,
          permissions: String(botPermissions),
          features: [],
        })),
      ['before', 'after', 'limit', 'with_counts'],
    ),
    get('/users/{user_id}', ({ world, params }) => {
      if (params.user_id === world.botId) return botJson(world);
      const person = world.people.get(params.user_id ?? '');
      if (!person) throw new Refused('unknown-user');
      return userJson(person);
    }),
    get('/channels/{channel_id}', (context) => channelJson(context.world, channelOf(context))),
    get('/guilds/{guild_id}', (context) => guildJson(context.world, guildOf(context)), ['with_counts']),
    get('/guilds/{guild_id}/roles', (context) => rolesJson(context.world, guildOf(context))),
    get('/guilds/{guild_id}/members/{user_id}', member),
    get('/guilds/{guild_id}/channels', (context) => {
      const guild = guildOf(context);
      return [...context.world.channels.values()].filter((each) => each.guild === guild && !each.removed).map((each) => channelJson(context.world, each));
    }),
  ];
}
