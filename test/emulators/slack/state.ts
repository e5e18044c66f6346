/** What Slack knows: plain data in Slack's own words (ids, `ts`, block JSON). Everything else in this folder reads and writes it. */

export type Json = Readonly<Record<string, unknown>>;

export interface Workspace {
  teamId: string;
  domain: string;
  botToken: string;
  botUserId: string;
  botId: string;
  /** Bot scopes that the installation was granted. */
  scopes: ReadonlySet<string>;
  /** The user who installed the app. */
  installer: string;
}

export interface Person {
  id: string;
  /** The handle, as in `user_name` of a command. */
  name: string;
  realName: string;
  teamId: string;
  admin: boolean;
  locale: string;
  timeZone: string;
}

export interface Channel {
  id: string;
  name: string;
  teamId: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  /** User ids, the bot's too. */
  members: Set<string>;
  archived: boolean;
}

export interface Block extends Json {
  type: string;
  block_id: string;
}

export interface SlackFile {
  id: string;
  name: string;
  title: string;
  altText?: string;
  teamId: string;
  bytes: Uint8Array;
  /** Only a complete one may be shown. */
  state: 'announced' | 'uploaded' | 'complete';
  channels: Set<string>;
}

export interface Message {
  channel: string;
  ts: string;
  text: string;
  blocks: readonly Block[];
  attachments: readonly Json[];
  files: readonly SlackFile[];
  /** The author: the bot, or a person. */
  user: string;
  threadTs?: string;
  editedTs?: string;
  metadata?: unknown;
  /** Of an ephemeral message: the only one who sees it. */
  onlyFor?: string;
}

export interface View extends Json {
  id: string;
  type: 'modal' | 'home';
  hash: string;
  title: { text: string };
  blocks: readonly Block[];
  callback_id: string;
  private_metadata: string;
}

/** One thing that a person noticed, in the order in which it happened. */
export type Sight =
  | { kind: 'message'; message: Message; private: boolean }
  | { kind: 'edit'; message: Message; private: boolean }
  | { kind: 'deletion'; channel: string; ts: string }
  | { kind: 'view'; how: 'opened' | 'updated' | 'pushed' | 'home'; view: View }
  | { kind: 'views closed' }
  /** What was typed into the fields was refused; by block_id. The form stays open. */
  | { kind: 'form errors'; view: View; errors: Readonly<Record<string, string>> }
  | { kind: 'failure'; failure: Failure };

/** What Slack itself tells a person when the app did not do its part. */
export interface Failure {
  code: 'operation_timeout' | 'dispatch_failed' | 'invalid_command_response' | 'http_service_error';
  /** The words the person reads. */
  text: string;
}

export interface World {
  workspaces: Map<string, Workspace>;
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  /** By channel, oldest first; ephemeral ones among them. */
  messages: Map<string, Message[]>;
  files: Map<string, SlackFile>;
  /** Open modals by person: the root first, the one shown last. */
  stacks: Map<string, readonly View[]>;
  homes: Map<string, View>;
  sights: Map<string, Sight[]>;
}

export function emptyWorld(): World {
  return {
    workspaces: new Map(),
    people: new Map(),
    channels: new Map(),
    messages: new Map(),
    files: new Map(),
    stacks: new Map(),
    homes: new Map(),
    sights: new Map(),
  };
}
