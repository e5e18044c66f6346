import { channelJson, guildCreateJson, guildJson } from './payloads.ts';
import { seenIn, seenMessage, transcriptOf } from './seen.ts';
import type { Channel, DiscordEmulator, Guild, Json } from './types.ts';
import type { ChannelState, GuildState, PersonState, World } from './world.ts';
import { directChannel, MEMBER_PERMISSIONS, PERMISSION } from './world.ts';

type Places = Pick<
  DiscordEmulator,
  | 'addGuild'
  | 'addChannel'
  | 'deny'
  | 'removeChannel'
  | 'removeGuild'
  | 'addUser'
  | 'direct'
  | 'seen'
  | 'transcript'
  | 'commands'
  | 'messages'
  | 'deleteMessage'
>;

/** Where people are, and what stands there. */
export function createPlaces(world: World, dispatch: (event: string, data: unknown, guild?: string) => boolean): Places {
  const handles = new Map<string, Guild>();

  function handle(channel: ChannelState): Channel {
    const guild = channel.guild && handles.get(channel.guild.id);
    return { id: channel.id, name: channel.name, ...(guild ? { guild } : {}) };
  }

  function openChannel(guild: GuildState, name: string, denied = 0n): ChannelState {
    const made: ChannelState = { id: world.snowflake(), name, guild, denied, removed: false, messages: [], log: [] };
    world.channels.set(made.id, made);
    return made;
  }

  function channelsOf(guild: GuildState): ChannelState[] {
    return [...world.channels.values()].filter((each) => each.guild === guild);
  }

  return {
    addGuild: ({ name = 'Study group', permissions = MEMBER_PERMISSIONS } = {}) => {
      const id = world.snowflake();
      const frame = { botRole: world.snowflake(), ownerId: world.snowflake(), joinedAt: world.clock.now(), removed: false };
      const state: GuildState = { id, name, botPermissions: permissions, ...frame };
      world.guilds.set(id, state);
      const general = openChannel(state, 'general');
      const guild: Guild = {
        id,
        name,
        get channel() {
          return handle(general);
        },
      };
      handles.set(id, guild);
      dispatch('GUILD_CREATE', guildCreateJson(world, state), id);
      return guild;
    },
    addChannel: (guild, { name = 'channel', deny = 0n } = {}) => {
      const made = openChannel(guildState(world, guild), name, deny);
      dispatch('CHANNEL_CREATE', channelJson(world, made), guild.id);
      return handle(made);
    },
    deny: (channel, permissions) => {
      const state = channelState(world, channel);
      state.denied = permissions;
      dispatch('CHANNEL_UPDATE', channelJson(world, state), state.guild?.id);
    },
    removeChannel: (channel) => {
      const state = channelState(world, channel);
      state.removed = true;
      dispatch('CHANNEL_DELETE', channelJson(world, state), state.guild?.id);
    },
    removeGuild: (guild) => {
      const state = guildState(world, guild);
      state.removed = true;
      for (const channel of channelsOf(state)) channel.removed = true;
      dispatch('GUILD_DELETE', { id: guildJson(world, state).id }, guild.id);
    },
    addUser: ({ name = `Person ${world.people.size + 1}`, locale = 'en-US', guilds, permissions, admin = false, acceptsDirectMessages = true } = {}) => {
      const rights = (permissions ?? MEMBER_PERMISSIONS) | (admin ? PERMISSION.manageGuild : 0n);
      const where = guilds?.map((guild) => guild.id) ?? [...world.guilds.keys()];
      const person: PersonState = { id: world.snowflake(), name, locale, acceptsDirectMessages, permissions: new Map(where.map((id) => [id, rights])) };
      world.people.set(person.id, person);
      return { id: person.id, name };
    },
    direct: (person) => handle(directChannel(world, personState(world, person))),
    seen: (person, channel) => seenIn(world, personState(world, person), channelState(world, channel)),
    transcript: (person, channel) => transcriptOf(personState(world, person), channelState(world, channel)),
    messages: (channel) =>
      channelState(world, channel)
        .messages.filter((each) => !each.deleted && !each.onlyFor)
        .map((each) => seenMessage(world, each)),
    deleteMessage: ({ id }) => {
      const message = world.messages.get(id);
      if (!message) throw new Error('there is no such message');
      message.deleted = true;
    },
    commands: () => {
      const of = (guild: string | undefined): Json[] => [...world.commands.values()].filter((each) => each.guild === guild).map((each) => each.json);
      return { global: of(undefined), guild: (guild) => of(guild.id), calls: world.commandCalls };
    },
  };
}

export function personState(world: World, { id, name }: { id: string; name: string }): PersonState {
  const found = world.people.get(id);
  if (!found) throw new Error(`${name} is not here`);
  return found;
}

export function channelState(world: World, { id, name }: { id: string; name: string }): ChannelState {
  const found = world.channels.get(id);
  if (!found) throw new Error(`there is no channel ${name}`);
  return found;
}

function guildState(world: World, { id, name }: { id: string; name: string }): GuildState {
  const found = world.guilds.get(id);
  if (!found) throw new Error(`there is no guild ${name}`);
  return found;
}
