import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { edit, listOf, post, readDraft, remove } from './messages.ts';
import { limitOf } from './rules.ts';
import { Refused, type Slack, violate } from './slack.ts';
import type { Channel, Json, Message, Person } from './state.ts';
import type { Answer } from './web-api.ts';

/** @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const responseShape = z.strictObject({
  text: z.string().optional(),
  markdown_text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel'], { error: 'response_url.type' }).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  metadata: z.unknown().optional(),
  mrkdwn: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});

export function newResponseUrl(slack: Slack, person: Person, channel: Channel, ts?: string): string {
  const id = randomUUID();
  slack.responseUrls.set(id, { person, channel, ts, uses: 0, expires: slack.clock.now() + limitOf('response_url.expiry') });
  return `${slack.origin}/response/${id}`;
}

/** One use of a response_url. */
export function respond(slack: Slack, id: string, body: unknown): Answer {
  try {
    const address = slack.responseUrls.get(id);
    if (!address) throw new Refused('invalid_url', 'response_url.known', [id]);
    if (slack.clock.now() > address.expires) throw new Refused('expired_url', 'response_url.expiry');
    if (address.uses >= limitOf('response_url.uses')) throw new Refused('used_url', 'response_url.uses');
    carryOut(slack, address, readResponse(body));
    address.uses += 1;
    return { status: 200, body: { ok: true } };
  } catch (refusal) {
    if (!(refusal instanceof Refused)) throw refusal;
    violate(slack, refusal.rule, [refusal.error, ...refusal.said].join(': '), 'response_url');
    const gone = refusal.error.endsWith('_url');
    return { status: gone ? 404 : 400, body: { ok: false, error: refusal.error, errors: refusal.said } };
  }
}

type Response = z.infer<typeof responseShape>;

/** What may be sent to a response_url or, for a command, in its acknowledgement. */
function readResponse(body: unknown): Response {
  const parsed = responseShape.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  const rule = issue.message === 'response_url.type' ? 'response_url.type' : 'response_url.fields';
  throw new Refused(
    'invalid_payload',
    rule,
    parsed.error.issues.map((one) => one.message),
  );
}

function carryOut(slack: Slack, address: { person: Person; channel: Channel; ts: string | undefined }, response: Response): void {
  const original = listOf(slack, address.channel.id).find((message) => message.ts === address.ts);
  if (response.delete_original || response.replace_original) {
    if (!original) throw new Refused('message_not_found', address.ts === undefined ? 'response_url.source' : 'message.exists', ['there is no original']);
    if (response.delete_original) remove(slack, original);
    else edit(slack, original, readDraft(slack, response), 'response_url');
    return;
  }
  answer(slack, address.person, address.channel, response);
}

/** Posts as the bot, wherever the person is: membership does not matter here. */
export function answer(slack: Slack, person: Person, channel: Channel, response: Response | Json): Message {
  const checked = readResponse(response);
  const workspace = slack.world.workspaces.get(channel.teamId);
  return post(slack, {
    channel,
    user: workspace?.botUserId ?? '',
    content: readDraft(slack, checked),
    via: 'response_url',
    threadTs: checked.thread_ts,
    onlyFor: checked.response_type === 'in_channel' ? undefined : person.id,
  });
}
