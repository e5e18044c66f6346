import { PermissionFlagsBits } from 'discord.js';

/** Every right that we ask for, as Discord's settings name it, and what goes wrong without it. */
export const RIGHTS = [
  { name: 'View Channel', bit: PermissionFlagsBits.ViewChannel, reason: 'to find the channel of the daily question' },
  { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages, reason: 'to post the daily question, rounds and recaps' },
  { name: 'Embed Links', bit: PermissionFlagsBits.EmbedLinks, reason: 'to show posts with their layout and their links' },
  { name: 'Attach Files', bit: PermissionFlagsBits.AttachFiles, reason: 'to post diagrams and boards as pictures', optional: true },
  {
    name: 'Read Message History',
    bit: PermissionFlagsBits.ReadMessageHistory,
    reason: 'to see, after a crash, whether a post is there already; and to reply to it',
  },
  {
    name: 'Create Public Threads',
    bit: PermissionFlagsBits.CreatePublicThreads,
    reason: 'to open a thread under the daily question, where you want one',
    optional: true,
  },
  { name: 'Send Messages in Threads', bit: PermissionFlagsBits.SendMessagesInThreads, reason: 'to post in that thread', optional: true },
] as const;

/** `bot`: to post by itself; `applications.commands`: to have its commands there. */
const SCOPES = ['bot', 'applications.commands'];

/** Where an admin adds the bot to a server, with the least rights. Private answers need none of them. */
export function inviteLink(applicationId: string): string {
  const permissions = RIGHTS.reduce((all, { bit }) => all | bit, 0n);
  const query = new URLSearchParams({ client_id: applicationId, scope: SCOPES.join(' '), permissions: String(permissions), integration_type: '0' });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/**
 * A bot's token begins with its application's id, in base64.
 * @returns `undefined` when it is no token
 */
export function applicationIdOf(token: string): string | undefined {
  const id = Buffer.from(token.split('.', 1)[0] ?? '', 'base64').toString('latin1');
  return /^\d{15,20}$/.test(id) ? id : undefined;
}
