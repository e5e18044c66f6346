import type { CommandShape } from '../../bot/command.ts';

/** Everything that we ask a workspace for, and what for. @see https://docs.slack.dev/reference/scopes */
export const SCOPES = [
  { scope: 'commands', reason: 'people type /quorum' },
  { scope: 'chat:write', reason: 'post the questions in channels that I was invited to, and write to those who asked me something' },
  { scope: 'files:write', reason: 'show diagrams and boards as pictures' },
  { scope: 'channels:read', reason: 'say why I can’t post in a public channel, before it is time to post' },
  { scope: 'groups:read', reason: 'the same for a private channel that I was invited to' },
] as const satisfies readonly { scope: string; reason: string }[];

/** Told when somebody takes the app out of the workspace. Neither needs a scope. */
const EVENTS = ['app_uninstalled', 'tokens_revoked'];

export interface ManifestOptions {
  socketMode: boolean;
  /** Where Slack reaches us, without a slash at the end: needed over HTTP. */
  publicUrl?: string;
  /** Commands that get a slash command of their own besides `/quorum`. */
  aliases?: readonly string[];
}

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** What is pasted at api.slack.com/apps, Create New App, From a manifest. @see https://docs.slack.dev/reference/app-manifest */
export function manifest(commands: readonly CommandShape[], { socketMode, publicUrl, aliases = [] }: ManifestOptions): { readonly [key: string]: Json } {
  if (!socketMode && publicUrl === undefined) throw new Error('over HTTP Slack needs the address at which it reaches us');
  const url = socketMode ? undefined : `${publicUrl?.replace(/\/+$/, '')}/slack/events`;
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Quorum',
      description: 'System-design interviews, practiced together: a question, your answer, feedback.',
      background_color: '#1d3a5f',
    },
    features: {
      bot_user: { display_name: 'Quorum', always_online: true },
      // The tab takes the pictures that only one person may see, and their commands; we read nothing that is written there.
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: slashCommands(commands, aliases, url),
    },
    oauth_config: { scopes: { bot: SCOPES.map(({ scope }) => scope) } },
    settings: {
      interactivity: { is_enabled: true, ...(url === undefined ? {} : { request_url: url, message_menu_options_url: url }) },
      event_subscriptions: { bot_events: EVENTS, ...(url === undefined ? {} : { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}

function slashCommands(commands: readonly CommandShape[], aliases: readonly string[], url: string | undefined): Json[] {
  const frame = { should_escape: false, ...(url === undefined ? {} : { url }) };
  const quorum = {
    command: '/quorum',
    description: 'Practice system design: questions, hints, feedback',
    usage_hint: `${commands.map(({ name }) => name).join(' | ')} …`,
    ...frame,
  };
  const own = commands.filter(({ name }) => aliases.includes(name));
  return [quorum, ...own.map((command) => ({ command: `/${command.name}`, description: command.summary, usage_hint: hintOf(command), ...frame }))];
}

/** `[query] [topic] [level:mid|senior|staff] [share:yes]`: the first text needs no name. With subcommands: which there are. */
function hintOf({ name: command, options, subcommands }: CommandShape): string {
  if (subcommands.length > 0) return subcommands.map(({ name }) => name.slice(command.length + 1)).join(' | ');
  const first = options.find(({ kind }) => kind === 'text');
  const shown = options.map((option) => {
    const { name, kind, choices, required } = option;
    const value = kind === 'flag' ? 'yes' : kind === 'choice' ? choices.map((choice) => choice.value).join('|') : '…';
    const text = option === first ? name : `${name}:${value}`;
    return required ? text : `[${text}]`;
  });
  return shown.join(' ');
}
