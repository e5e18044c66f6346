import type { Bot } from '../bot/dispatch.ts';
import type { Account } from '../bot/event.ts';
import type { Message } from '../bot/view.ts';

/** One place where people meet Quorum. It turns what they do into events, and views into what they see. */
export interface Platform {
  readonly name: string;
  /** Whether a post is found again by its key in a later process, so that an attempt of unknown outcome may be made once more. */
  readonly findsPosts: boolean;

  /** Resolves after the first attempt to connect, however that went: it reports, and goes on trying by itself. Never rejects. */
  start(bot: Bot): Promise<void>;

  /** Finishes what it began, takes nothing new. */
  stop(): Promise<void>;

  /**
   * Sends a message. `key` names this post for ever: with the same key it is sent once, as far as the vendor lets us know.
   * @throws NotDelivered where it is known what is the matter; after anything else it may be there or not, as after `unknown`
   */
  post(target: Target, message: Message, key: string): Promise<MessageRef>;

  edit(message: MessageRef, to: Message): Promise<void>;

  /** A direct message. */
  tell(account: Account, message: Message, key: string): Promise<void>;

  /** The rights that we lack in a channel, in words, with where to grant them. Empty: all is well. */
  check(channel: string): Promise<readonly MissingRight[]>;
}

/** Called at every change, with a line for the person who runs us: no secret in it. */
export type Report = (state: PlatformState) => void;

export interface PlatformState {
  /** `failed`: it does not work now, and `text` says what to do or that it is trying again. */
  kind: 'connecting' | 'on' | 'failed';
  text: string;
}

/** A channel, or under a message in it. */
export interface Target {
  channel: string;
  under?: MessageRef;
}

export interface MessageRef {
  channel: string;
  message: string;
}

export interface MissingRight {
  right: string;
  grantAt: string;
  /** Posting works without it. */
  optional?: true;
}

/** A message that did not arrive, as far as anybody can tell. */
export class NotDelivered extends Error {
  override name = 'NotDelivered';
  /**
   * `gone`, `forbidden`: the channel or message is not there, or closed to us. `closed`: this person takes no direct messages.
   * `failed`: certainly not sent, and worth another try. `unknown`: it may have been sent all the same.
   */
  readonly reason: 'gone' | 'forbidden' | 'closed' | 'failed' | 'unknown';
  constructor(reason: NotDelivered['reason'], cause: unknown) {
    super(`not delivered: ${reason}${typeof cause === 'string' ? ` (${cause})` : ''}`, { cause });
    this.reason = reason;
  }
}
