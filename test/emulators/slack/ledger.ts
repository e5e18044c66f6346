import type { RuleId } from './rules.ts';

/** Something that Slack refuses, or that it lets pass and should not. */
export interface Violation {
  rule: RuleId;
  detail: string;
  /** The call or delivery in which it happened. */
  request: string;
}

/** A live mention in a text that was shown. */
export interface Ping {
  mention: string;
  channel: string;
  via: string;
  /** Only one person saw the text: nobody else is notified. */
  private: boolean;
}

export interface Call {
  /** `chat.postMessage`, or `response_url`, `upload`, `ack`. */
  method: string;
  args: Readonly<Record<string, unknown>>;
  /** The HTTP status, and `error` of the answer if any; `cut` where the connection was cut. */
  outcome: { status: number; error?: string } | 'cut';
}
