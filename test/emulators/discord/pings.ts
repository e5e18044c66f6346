import { flatten } from './check-message.ts';
import type { AllowedMentions } from './schema-message.ts';
import type { StoredMessage, World } from './world.ts';

const MENTION = /@(?:everyone|here)|<@&(\d+)>|<@!?(\d+)>/g;

/**
 * Writes down each mention that would notify somebody. Private and direct messages notify nobody else.
 * A code block is no excuse here: whether Discord looks into it is not documented.
 * @see https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function recordPings(world: World, message: StoredMessage, allowed: AllowedMentions | null | undefined): void {
  if (message.onlyFor || !message.channel.guild) return;
  const texts = [message.content, ...flatten(message.components, []).map((each) => (each.type === 10 ? String(each.json.content) : ''))];
  for (const text of texts) {
    for (const [mention, role, user] of text.matchAll(MENTION)) {
      if (!lets(allowed, role, user)) continue;
      if (role === undefined && user === undefined) message.mentionEveryone = true;
      world.pings.push({ channel: message.channel.id, message: message.id, mention });
    }
  }
}

/** Nothing said: everything is let through. */
function lets(allowed: AllowedMentions | null | undefined, role: string | undefined, user: string | undefined): boolean {
  if (!allowed) return true;
  if (role !== undefined) return (allowed.parse?.includes('roles') ?? false) || (allowed.roles?.includes(role) ?? false);
  if (user !== undefined) return (allowed.parse?.includes('users') ?? false) || (allowed.users?.includes(user) ?? false);
  return allowed.parse?.includes('everyone') ?? false;
}
