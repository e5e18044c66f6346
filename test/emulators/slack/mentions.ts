import type { Block, Json } from './state.ts';

const LIVE = /<(?:!(?:channel|here|everyone|group)(?:\|[^>]*)?|!subteam\^[A-Z0-9]+(?:\|[^>]*)?|@[UW][A-Z0-9]+(?:\|[^>]*)?)>/g;
/** Written so, only where Slack was asked to look for names (`link_names`, `parse: full`). */
const BARE = /(?<![\w<!])@(?:channel|here|everyone|group)\b/g;

/** The mentions in a message that would notify somebody: in mrkdwn, markdown and rich text, not in plain text. */
export function liveMentions(text: string, blocks: readonly Block[], attachments: readonly Json[], linkNames: boolean): string[] {
  const marked = [text, ...blocks.flatMap(markedIn), ...attachments.flatMap(markedIn)];
  const found = marked.flatMap((one) => [...(one.match(LIVE) ?? []), ...(linkNames ? (one.match(BARE) ?? []) : [])]);
  return [...found, ...blocks.flatMap(richMentions)];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** Every text in it that Slack reads as markup. */
function markedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markedIn);
  if (!isObject(value)) return [];
  if ((value.type === 'mrkdwn' || value.type === 'markdown') && typeof value.text === 'string') return [value.text];
  return Object.entries(value).flatMap(([key, inner]) => (['pretext', 'fallback'].includes(key) && typeof inner === 'string' ? [inner] : markedIn(inner)));
}

function richMentions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(richMentions);
  if (!isObject(value)) return [];
  if (value.type === 'broadcast') return [`<!${String(value.range)}>`];
  if (value.type === 'user') return [`<@${String(value.user_id)}>`];
  if (value.type === 'usergroup') return [`<!subteam^${String(value.usergroup_id)}>`];
  return Object.values(value).flatMap(richMentions);
}
