import { randomUUID } from 'node:crypto';
import { shown } from './methods/chat.ts';
import { newResponseUrl } from './response-url.ts';
import { limitOf } from './rules.ts';
import { newId, newTs, type Slack } from './slack.ts';
import type { Channel, Json, Message, Person, View, Workspace } from './state.ts';

/** Deprecated by Slack, and still in every payload. */
const VERIFICATION_TOKEN = 'Jhj5dZrVaK7ZwHHjRyZWjbDl';

export function workspaceOf(slack: Slack, teamId: string): Workspace {
  const workspace = slack.world.workspaces.get(teamId);
  if (!workspace) throw new Error(`there is no workspace ${teamId}`);
  return workspace;
}

function newTrigger(slack: Slack, person: Person, viewId?: string): string {
  const id = `${Math.floor(slack.clock.now())}.${slack.counter}.${randomUUID().replaceAll('-', '')}`;
  slack.triggers.set(id, { person, viewId, uses: 0, expires: slack.clock.now() + limitOf('trigger.expiry') });
  return id;
}

const CHANNEL_NAME: Partial<Record<Channel['kind'], string>> = { im: 'directmessage', private: 'privategroup' };

/** @see https://docs.slack.dev/interactivity/implementing-slash-commands */
export function commandPayload(slack: Slack, person: Person, command: string, text: string, channel: Channel): Json {
  return {
    token: VERIFICATION_TOKEN,
    team_id: person.teamId,
    team_domain: workspaceOf(slack, person.teamId).domain,
    channel_id: channel.id,
    channel_name: CHANNEL_NAME[channel.kind] ?? channel.name,
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: slack.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(slack, person, channel),
    trigger_id: newTrigger(slack, person),
  };
}

function interactive(slack: Slack, type: string, person: Person): Json {
  const { teamId: id, domain } = workspaceOf(slack, person.teamId);
  return {
    type,
    token: VERIFICATION_TOKEN,
    api_app_id: slack.appId,
    team: { id, domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Where an element stands: a message in a channel, or a view. */
function placeOf(slack: Slack, person: Person, where: Message | View): Json {
  if (!('ts' in where)) return { container: { type: 'view', view_id: where.id }, view: where };
  const message = where as Message;
  const channel = slack.world.channels.get(message.channel);
  const ephemeral = message.onlyFor !== undefined;
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: ephemeral },
    channel: { id: message.channel, name: CHANNEL_NAME[channel?.kind ?? 'public'] ?? channel?.name },
    // An ephemeral message is not kept, so Slack has none to show.
    ...(ephemeral ? {} : { message: shown(message, { slack, workspace: workspaceOf(slack, person.teamId) }) }),
  };
}

/** @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function actionsPayload(slack: Slack, person: Person, where: Message | View, action: Json): Json {
  const inMessage = 'ts' in where;
  const channel = inMessage ? slack.world.channels.get((where as Message).channel) : undefined;
  return {
    ...interactive(slack, 'block_actions', person),
    ...placeOf(slack, person, where),
    trigger_id: newTrigger(slack, person, inMessage ? undefined : (where as View).id),
    ...(channel ? { response_url: newResponseUrl(slack, person, channel, (where as Message).ts), state: { values: {} } } : {}),
    actions: [{ ...action, action_ts: newTs(slack) }],
  };
}

/** @see https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export function suggestionPayload(slack: Slack, person: Person, where: Message | View, blockId: string, actionId: string, typed: string): Json {
  return { ...interactive(slack, 'block_suggestion', person), ...placeOf(slack, person, where), block_id: blockId, action_id: actionId, value: typed };
}

/** @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function submissionPayload(slack: Slack, person: Person, view: View, values: Json): Json {
  return {
    ...interactive(slack, 'view_submission', person),
    trigger_id: newTrigger(slack, person, view.id),
    view: { ...view, state: { values } },
    response_urls: [],
  };
}

export function closedPayload(slack: Slack, person: Person, view: View, cleared: boolean): Json {
  return { ...interactive(slack, 'view_closed', person), view, is_cleared: cleared };
}

/** @see https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export function shortcutPayload(slack: Slack, person: Person, callbackId: string, message: Message | undefined): Json {
  const trigger = { callback_id: callbackId, trigger_id: newTrigger(slack, person), action_ts: newTs(slack) };
  const channel = message && slack.world.channels.get(message.channel);
  if (!message || !channel) return { ...interactive(slack, 'shortcut', person), ...trigger };
  return {
    ...interactive(slack, 'message_action', person),
    ...trigger,
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: shown(message, { slack, workspace: workspaceOf(slack, person.teamId) }),
    response_url: newResponseUrl(slack, person, channel),
  };
}

/** @see https://docs.slack.dev/apis/events-api */
export function eventPayload(slack: Slack, event: Json, workspace: Workspace): Json {
  return {
    token: VERIFICATION_TOKEN,
    team_id: workspace.teamId,
    api_app_id: slack.appId,
    event: { ...event, event_ts: newTs(slack) },
    type: 'event_callback',
    event_id: newId(slack, 'Ev'),
    event_time: Math.floor(slack.clock.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: workspace.teamId, user_id: workspace.botUserId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  };
}
