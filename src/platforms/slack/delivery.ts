import type { Logger } from 'pino';
import type { Route } from '../../bot/route.ts';
import type { Message } from '../../bot/view.ts';
import type { Content } from './block-kit.ts';
import type { Calls, Outcome } from './calls.ts';
import { isDirect, type Origin } from './inbound.ts';
import type { Timing } from './limits.ts';
import type { CommandNames } from './markdown.ts';
import { oncePicturesAreKnown, uploadPictures } from './pictures.ts';
import { renderMessage } from './render.ts';

/** How a person can have an answer once more when we don't know whether it arrived. */
export type Again = { kind: 'button'; route: Route } | { kind: 'command' } | { kind: 'never' };

/** Answers on their way to people, by whatever way is open. Never rejects. */
export interface Delivery {
  /** A message to whom it says: one person, the channel, or in place of the message pressed. */
  deliver(origin: Origin, message: Message, again: Again): Promise<void>;
  privately(origin: Origin, content: Content, again?: Again): Promise<void>;
}

export interface DeliveryOptions {
  calls: Calls;
  commands(): CommandNames;
  now(): number;
  wait(ms: number): Promise<void>;
  timing: Timing;
  log: Logger;
}

/** One way to a person, from the best to the last. */
type Way = (content: Content) => Promise<Outcome>;

/** Of every call that posts: nothing in a text is looked up, linked or shown larger. */
export const QUIET = { parse: 'none', link_names: false } as const;
export const FLAT = { unfurl_links: false, unfurl_media: false } as const;
const NO_PICTURES: ReadonlyMap<string, string> = new Map();

export function createDelivery({ calls, commands, now, wait, timing, log }: DeliveryOptions): Delivery {
  const render = (message: Message, pictures = NO_PICTURES): Content => renderMessage(message, { commands: commands(), pictures });

  function responseUrl({ responseUrl: address, thread }: Origin, body: Readonly<Record<string, unknown>>, repeatable: boolean): Way[] {
    if (!address || now() >= address.until) return [];
    const inThread = thread === undefined ? {} : { thread_ts: thread };
    return [(content) => calls.respond(address.url, { ...content, ...body, ...(repeatable ? {} : inThread) }, repeatable)];
  }

  /** The response_url, an ephemeral message in the channel, a direct message. */
  function privateWays(origin: Origin): Way[] {
    const { channel, user, thread } = origin;
    const inThread = thread === undefined ? {} : { thread_ts: thread };
    const ephemeral: Way = (content) => calls.api('chat.postEphemeral', { channel, user, ...inThread, ...QUIET, ...content }, false);
    return [
      ...responseUrl(origin, { response_type: 'ephemeral', replace_original: false }, false),
      ...(channel === undefined || isDirect(channel) ? [] : [ephemeral]),
      directWay(origin),
    ];
  }

  /** A person's id stands for the messages between them and us. */
  function directWay({ user }: Origin): Way {
    return (content) => calls.api('chat.postMessage', { channel: user, ...QUIET, ...FLAT, ...content }, false);
  }

  async function privately(origin: Origin, content: Content, again: Again = { kind: 'never' }): Promise<void> {
    const errors: string[] = [];
    let current = content;
    for (const way of privateWays(origin)) {
      let outcome = await way(current);
      if (outcome.kind === 'unknown') {
        // It may be there already: what follows must not say it twice.
        current = doubtNote(again) ?? current;
        outcome = await way(current);
      }
      if (outcome.kind === 'done') return;
      errors.push(outcome.error);
    }
    log.error({ errors, reference: origin.trigger }, 'Slack took no answer to this person');
  }

  function doubtNote(again: Again): Content | undefined {
    const sentence = 'The connection to Slack broke while I was answering.';
    switch (again.kind) {
      case 'button':
        return render(say(`${sentence} If you don’t see my answer, press the button.`, { label: 'Show it', route: again.route }));
      case 'command':
        return render(say(`${sentence} If you don’t see my answer, use the command again.`));
      case 'never':
        return undefined;
    }
  }

  /** With the pictures, and without them where Slack will not have them. */
  async function send(way: Way, content: Content, bare: Content): Promise<Outcome> {
    if (content === bare) return way(content);
    const outcome = await oncePicturesAreKnown(() => way(content), wait, timing.repeatMs);
    return outcome.kind === 'refused' && outcome.error === 'invalid_blocks' ? way(bare) : outcome;
  }

  async function publicly(origin: Origin, content: Content, bare: Content, again: Again): Promise<void> {
    const { channel } = origin;
    const post: Way = (each) => calls.api('chat.postMessage', { channel, ...QUIET, ...FLAT, ...each }, false);
    const ways = [
      ...responseUrl(origin, { response_type: 'in_channel', replace_original: false, ...FLAT }, false),
      ...(channel === undefined || isDirect(channel) ? [] : [post]),
    ];
    for (const way of ways) {
      const outcome = await send(way, content, bare);
      if (outcome.kind === 'done') return;
      if (outcome.kind === 'unknown') return privately(origin, doubtNote(again) ?? bare);
    }
    return privately(origin, render(say('Slack doesn’t let me post here. Invite me with `/invite @Quorum`, then try again.')));
  }

  /** Replacing twice is the same as once, so it may be repeated. */
  async function inPlace(origin: Origin, content: Content, bare: Content, again: Again): Promise<void> {
    const { channel, pressed } = origin;
    const ways = responseUrl(origin, { replace_original: true }, true);
    // Only a real message can be changed by its number.
    if (pressed && !pressed.ephemeral && channel !== undefined) {
      ways.push((each) => calls.api('chat.update', { channel, ts: pressed.ts, ...QUIET, ...each }, true));
    }
    for (const way of ways) if ((await send(way, content, bare)).kind === 'done') return;
    return privately(origin, bare, again);
  }

  /**
   * Pictures for one person go to the direct messages: Slack shows an uploaded file only where it was shared, and a message that only
   * one person sees shares nothing.
   */
  async function pictured(origin: Origin, message: Message, again: Again): Promise<void> {
    const pictures = await uploadPictures(calls, message);
    const bare = render(message);
    const content = pictures.size > 0 ? render(message, pictures) : bare;
    const isPrivate = message.to === 'learner' || (message.to === 'here' && origin.pressed?.ephemeral !== false);
    if (!isPrivate || content === bare) return deliverContent(origin, message, content, bare, again);
    const outcome = await oncePicturesAreKnown(() => directWay(origin)(content), wait, timing.repeatMs);
    if (outcome.kind === 'unknown') return privately(origin, doubtNote(again) ?? bare);
    if (outcome.kind === 'refused') return privately(origin, bare, again);
    if (outcome.value.channel === origin.channel) return undefined;
    return privately(origin, render(say('The picture is in our direct messages: look for Quorum under *Apps*.')));
  }

  function deliverContent(origin: Origin, { to }: Message, content: Content, bare: Content, again: Again): Promise<void> {
    switch (to) {
      case 'learner':
        return privately(origin, bare, again);
      case 'channel':
        return publicly(origin, content, bare, again);
      case 'here':
        return inPlace(origin, content, bare, again);
      default:
        throw new Error(`no such audience: ${JSON.stringify(to satisfies never)}`);
    }
  }

  return {
    privately,
    async deliver(origin, message, again) {
      const how: Again = message.again ? { kind: 'button', route: message.again } : again;
      if (message.files && message.files.length > 0) return pictured(origin, message, how);
      const content = render(message);
      return deliverContent(origin, message, content, content, how);
    },
  };
}

/** A sentence of the platform's own, to one person. */
export function say(markdown: string, button?: { label: string; route: Route }): Message {
  const buttons: Message['blocks'] = button ? [{ kind: 'buttons', buttons: [{ ...button, style: 'main' }] }] : [];
  return { kind: 'message', to: 'learner', tone: 'plain', blocks: [{ kind: 'text', markdown }, ...buttons] };
}
