import { directChannel } from './methods/conversations.ts';
import { workspaceOf } from './payloads.ts';
import { newId, type Slack } from './slack.ts';
import type { Channel, Person, Workspace } from './state.ts';

/** Who and what there is: workspaces, channels, people. Tests make them; the bot only meets them. */
export interface Town {
  addWorkspace(of?: { domain?: string; scopes?: readonly string[] }): Workspace;
  /** The bot is a member unless `bot: false`. */
  addChannel(of: { name: string; members?: readonly Person[]; private?: boolean; bot?: boolean; archived?: boolean; workspace?: Workspace }): Channel;
  addUser(of: { name: string; realName?: string; admin?: boolean; locale?: string; timeZone?: string; workspace?: Workspace }): Person;
  archive(channel: Channel): void;
  removeBot(channel: Channel): void;
  /** The direct messages between this person and the bot. */
  directMessages(person: Person): Channel;
  /** The token is refused from now on (`token_revoked`); the app-level one with `invalid_auth`. */
  revoke(token: string): void;
}

export function createTown(slack: Slack, allScopes: readonly string[]): Town {
  const first = (): Workspace => [...slack.world.workspaces.values()][0] as Workspace;

  function addWorkspace({ domain, scopes = allScopes }: { domain?: string; scopes?: readonly string[] } = {}): Workspace {
    const teamId = newId(slack, 'T');
    const workspace: Workspace = {
      teamId,
      domain: domain ?? teamId.toLowerCase(),
      botToken: `xoxb-${teamId}-${slack.counter}-emulated`,
      botUserId: newId(slack, 'U'),
      botId: newId(slack, 'B'),
      scopes: new Set(scopes),
      installer: newId(slack, 'U'),
    };
    slack.world.workspaces.set(teamId, workspace);
    slack.tokens.set(workspace.botToken, { kind: 'bot', workspace, revoked: false });
    return workspace;
  }

  function addChannel(of: Parameters<Town['addChannel']>[0]): Channel {
    const workspace = of.workspace ?? first();
    const members = new Set((of.members ?? []).map((person) => person.id));
    if (of.bot !== false) members.add(workspace.botUserId);
    const channel: Channel = {
      id: newId(slack, 'C'),
      name: of.name,
      teamId: workspace.teamId,
      kind: of.private ? 'private' : 'public',
      members,
      archived: of.archived ?? false,
    };
    slack.world.channels.set(channel.id, channel);
    return channel;
  }

  function addUser(of: Parameters<Town['addUser']>[0]): Person {
    const { name, realName = name, admin = false, locale = 'en-US', timeZone = 'Europe/Berlin', workspace = first() } = of;
    const person: Person = { id: newId(slack, 'U'), name, realName, teamId: workspace.teamId, admin, locale, timeZone };
    slack.world.people.set(person.id, person);
    slack.world.sights.set(person.id, []);
    return person;
  }

  return {
    addWorkspace,
    addChannel,
    addUser,
    archive: (channel) => {
      channel.archived = true;
    },
    removeBot: (channel) => {
      channel.members.delete(workspaceOf(slack, channel.teamId).botUserId);
    },
    directMessages: (person) => directChannel(slack, workspaceOf(slack, person.teamId), [person.id]),
    revoke: (token) => {
      const known = slack.tokens.get(token);
      if (!known) throw new Error(`there is no token ${token}`);
      known.revoked = true;
    },
  };
}
