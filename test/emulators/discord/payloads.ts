import type { Json } from './types.ts';
import type { ChannelState, GuildState, PersonState, StoredAttachment, StoredMessage, World } from './world.ts';
import { botPermissions, MEMBER_PERMISSIONS } from './world.ts';

const iso = (at: number) => new Date(at).toISOString().replace('Z', '000+00:00');

export function userJson(person: PersonState): Json {
  return {
    id: person.id,
    // A user name is plain; what people see is the global name, which may be anything.
    username: `user${person.id.slice(-8)}`,
    global_name: person.name,
    discriminator: '0',
    avatar: null,
    avatar_decoration_data: null,
    primary_guild: null,
    public_flags: 0,
  };
}

export function botJson(world: World): Json {
  return { id: world.botId, username: 'Quorum', global_name: null, discriminator: '4242', avatar: null, public_flags: 524288, bot: true };
}

export function applicationJson(world: World, publicKey: string): Json {
  return {
    id: world.applicationId,
    name: 'Quorum',
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: publicKey,
    flags: 0,
    bot: botJson(world),
    integration_types_config: { '0': {} },
    interactions_endpoint_url: null,
  };
}

export function memberJson(guild: GuildState, person: PersonState): Json {
  return {
    user: userJson(person),
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: iso(guild.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    permissions: String(person.permissions.get(guild.id) ?? 0n),
  };
}

export function botMemberJson(world: World, guild: GuildState): Json {
  const member = { nick: null, avatar: null, banner: null, roles: [guild.botRole], joined_at: iso(guild.joinedAt), premium_since: null };
  return { ...member, deaf: false, mute: false, flags: 0, pending: false, communication_disabled_until: null, user: botJson(world) };
}

const role = (id: string, name: string, permissions: bigint, position: number, tags?: Json): Json => ({
  id,
  name,
  permissions: String(permissions),
  position,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: tags !== undefined,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0,
  ...(tags ? { tags } : {}),
});

/** The bot's rights come from its own role alone, so that a test can take each of them away. */
export function rolesJson(world: World, guild: GuildState): Json[] {
  return [role(guild.id, '@everyone', 0n, 0), role(guild.botRole, 'Quorum', guild.botPermissions, 1, { bot_id: world.botId })];
}

export function channelJson(world: World, channel: ChannelState): Json {
  const lastMessage = channel.messages.at(-1)?.id ?? null;
  if (!channel.guild) {
    const recipients = channel.recipient ? [userJson(channel.recipient)] : [];
    return { id: channel.id, type: 1, last_message_id: lastMessage, flags: 0, recipients };
  }
  const overwrites = channel.denied === 0n ? [] : [{ id: world.botId, type: 1, allow: '0', deny: String(channel.denied) }];
  return {
    id: channel.id,
    type: channel.parent ? 11 : 0,
    guild_id: channel.guild.id,
    name: channel.name,
    position: 0,
    permission_overwrites: overwrites,
    topic: null,
    nsfw: false,
    last_message_id: lastMessage,
    rate_limit_per_user: 0,
    parent_id: channel.parent?.id ?? null,
    flags: 0,
  };
}

export function guildJson(world: World, guild: GuildState): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: rolesJson(world, guild),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
  };
}

/** What GUILD_CREATE has besides. Without the privileged intent the bot is the only member in it. */
export function guildCreateJson(world: World, guild: GuildState): Json {
  const people = [...world.people.values()].filter((each) => each.permissions.has(guild.id)).length;
  const channels = [...world.channels.values()].filter((each) => each.guild === guild && !each.removed);
  return {
    ...guildJson(world, guild),
    joined_at: iso(guild.joinedAt),
    large: false,
    unavailable: false,
    member_count: people + 1,
    members: [botMemberJson(world, guild)],
    channels: channels.map((each) => channelJson(world, each)),
    threads: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function attachmentJson(message: StoredMessage, attachment: StoredAttachment): Json {
  const url = `https://cdn.discordapp.com/attachments/${message.channel.id}/${attachment.id}/${attachment.filename}`;
  const { type, bytes } = attachment.file;
  const base = { id: attachment.id, filename: attachment.filename, size: bytes.length, url, proxy_url: url, content_type: type };
  return attachment.description === undefined ? base : { ...base, description: attachment.description };
}

export function messageJson(world: World, message: StoredMessage): Json {
  const { interaction } = message;
  const fromInteraction = interaction && {
    interaction_metadata: { id: interaction.id, type: interaction.payload.type, user: userJson(interaction.person), authorizing_integration_owners: {} },
  };
  return {
    id: message.id,
    channel_id: message.channel.id,
    author: botJson(world),
    content: message.content,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.mentionEveryone,
    mentions: [],
    mention_roles: [],
    attachments: message.attachments.map((each) => attachmentJson(message, each)),
    embeds: message.embeds,
    components: message.components,
    pinned: false,
    type: interaction?.kind === 'command' ? 20 : message.reference ? 19 : 0,
    flags: message.flags,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.reference ? { message_reference: message.reference } : {}),
    ...(interaction || message.onlyFor ? { application_id: world.applicationId, webhook_id: world.applicationId } : {}),
    ...fromInteraction,
  };
}

/** What INTERACTION_CREATE says of where and who. */
export function interactionFrame(world: World, person: PersonState, channel: ChannelState): Json {
  const { guild } = channel;
  const common = {
    channel_id: channel.id,
    channel: channelJson(world, channel),
    locale: person.locale,
    app_permissions: String(botPermissions(channel)),
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
  };
  if (!guild) return { ...common, user: userJson(person), context: 1, authorizing_integration_owners: { '0': '0' } };
  return {
    ...common,
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberJson(guild, person), permissions: String(person.permissions.get(guild.id) ?? MEMBER_PERMISSIONS) },
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
  };
}
