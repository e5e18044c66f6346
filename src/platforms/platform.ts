import type { Bot } from '../bot/dispatch.ts';
import type { Account } from '../bot/event.ts';
import type { Message } from '../bot/view.ts';

/** One place where people meet Quorum. It turns what they do into events, and views into what they see. */
export interface Platform {
  readonly name: string;

  /** Resolves after the first attempt to connect, however that went: it reports, and goes on trying by itself. Never rejects. */
  start(bot: Bot): Promise<void>;

  /** Finishes what it began, takes nothing new. */
  stop(): Promise<void>;

  /** Sends a message. `key` names this post for ever: with the same key it is sent once, as far as the vendor lets us know. */
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
}
