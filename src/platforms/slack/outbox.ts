import { z } from 'zod';
import type { Account } from '../../bot/event.ts';
import { remember } from '../../bot/remember.ts';
import type { Message } from '../../bot/view.ts';
import { type MessageRef, type MissingRight, NotDelivered, type Target } from '../platform.ts';
import type { Content } from './block-kit.ts';
import type { Calls, Outcome } from './calls.ts';
import { FLAT, QUIET } from './delivery.ts';
import type { Timing } from './limits.ts';
import type { CommandNames } from './markdown.ts';
import { oncePicturesAreKnown, uploadPictures } from './pictures.ts';
import { renderMessage } from './render.ts';

/** What we send of our own accord. */
export interface Outbox {
  post(target: Target, message: Message, key: string): Promise<MessageRef>;
  edit(ref: MessageRef, message: Message): Promise<void>;
  tell(account: Account, message: Message, key: string): Promise<void>;
  check(channel: string): Promise<readonly MissingRight[]>;
}

export interface OutboxOptions {
  calls: Calls;
  commands(): CommandNames;
  now(): number;
  wait(ms: number): Promise<void>;
  timing: Timing;
}

/** Keys remembered: within this process no key posts twice. Across processes the store claims a post before it is made. */
const KEYS = 2_000;
/** "1 per second per channel". @see https://docs.slack.dev/apis/web-api/rate-limits */
const POST_EVERY_MS = 1_000;
const CHANNELS = 2_000;

const GONE: ReadonlySet<string> = new Set(['channel_not_found', 'is_archived', 'channel_is_archived', 'user_not_found', 'user_disabled', 'message_not_found']);
const FORBIDDEN: ReadonlySet<string> = new Set([
  'not_in_channel',
  'restricted_action',
  'missing_scope',
  'cannot_dm_bot',
  'cant_update_message',
  'ekm_access_denied',
]);

const posted = z.object({ channel: z.string(), ts: z.string() });
const conversation = z.object({
  channel: z.object({ name: z.string().optional(), is_archived: z.boolean().optional(), is_member: z.boolean().optional(), is_im: z.boolean().optional() }),
});

export function createOutbox({ calls, commands, now, wait, timing }: OutboxOptions): Outbox {
  const sent = new Map<string, Promise<MessageRef>>();
  /** By channel: when its last post ended. */
  const lastOf = new Map<string, Promise<number>>();

  /** The same key again gets what became of the first, also when that is unknown. */
  function sendOnce(key: string, send: () => Promise<MessageRef>): Promise<MessageRef> {
    const known = sent.get(key);
    if (known) return known;
    const sending = send();
    remember(sent, key, sending, KEYS);
    // What was certainly not sent may be sent later.
    sending.catch((fault: unknown) => void ((fault instanceof NotDelivered && fault.reason === 'unknown') || sent.delete(key)));
    return sending;
  }

  /** One after the other, counted from where Slack has certainly seen the one before. */
  async function inTurn(channel: string, post: () => Promise<Outcome>): Promise<Outcome> {
    const before = lastOf.get(channel);
    const posting = (async () => {
      const endedAt = (await before) ?? 0;
      await wait(Math.max(0, endedAt + POST_EVERY_MS - now()));
      return post();
    })();
    const ended = posting.then(now);
    remember(lastOf, channel, ended, CHANNELS);
    return posting;
  }

  async function send(channel: string, message: Message, under?: MessageRef): Promise<MessageRef> {
    const content = await contentOf(message);
    const thread = under === undefined ? {} : { thread_ts: under.message };
    const post = () => calls.api('chat.postMessage', { channel, ...thread, ...QUIET, ...FLAT, ...content }, false);
    const outcome = await oncePicturesAreKnown(() => inTurn(channel, post), wait, timing.repeatMs);
    const ref = posted.safeParse(carriedOut(outcome)).data;
    if (!ref) throw new NotDelivered('unknown', 'an answer without a number');
    return { channel: ref.channel, message: ref.ts };
  }

  async function contentOf(message: Message): Promise<Content> {
    return renderMessage(message, { commands: commands(), pictures: await uploadPictures(calls, message) });
  }

  return {
    post: ({ channel, under }, message, key) => sendOnce(`${channel} ${key}`, () => send(channel, message, under)),
    async edit(ref, message) {
      const content = await contentOf(message);
      const update = () => calls.api('chat.update', { channel: ref.channel, ts: ref.message, ...QUIET, ...content }, true);
      carriedOut(await oncePicturesAreKnown(update, wait, timing.repeatMs));
    },
    async tell(account, message, key) {
      await sendOnce(`${account.id} ${key}`, () => send(account.id, message));
    },
    async check(channel) {
      const outcome = await calls.api('conversations.info', { channel }, true);
      if (outcome.kind === 'unknown') throw new NotDelivered('failed', outcome.error);
      if (outcome.kind === 'refused') return missingFor(outcome.error);
      return missingIn(conversation.safeParse(outcome.value).data?.channel);
    },
  };
}

function carriedOut(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'unknown') throw new NotDelivered('unknown', outcome.error);
  throw new NotDelivered(GONE.has(outcome.error) ? 'gone' : FORBIDDEN.has(outcome.error) ? 'forbidden' : 'failed', outcome.error);
}

const INVITE = 'in that channel, type /invite @Quorum';

function missingFor(error: string): MissingRight[] {
  if (error === 'missing_scope') {
    return [
      {
        right: 'I may not look at channels (scopes channels:read and groups:read)',
        grantAt: 'reinstall me with today’s manifest at https://api.slack.com/apps',
      },
    ];
  }
  if (error === 'channel_not_found') return [{ right: 'I can’t see that channel: it is private, or gone', grantAt: INVITE }];
  throw new NotDelivered('failed', error);
}

function missingIn(channel: z.infer<typeof conversation>['channel'] | undefined): MissingRight[] {
  if (channel?.is_archived) return [{ right: `#${channel.name ?? 'the channel'} is archived`, grantAt: 'its settings in Slack, or choose another channel' }];
  if (channel?.is_im || channel?.is_member) return [];
  return [{ right: `I’m not in #${channel?.name ?? 'the channel'}, so I can’t post there`, grantAt: INVITE }];
}
