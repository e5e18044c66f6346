import type { CommandShape } from '../../bot/command.ts';

// What the server and the page tell each other: types alone, for both sides.

/** A message as the page shows it. */
export interface ShownMessage {
  id: string;
  /** Grows with each edit, also over restarts: an older one never replaces a newer one. */
  version: number;
  /** Milliseconds since 1970. */
  at: number;
  /** Only this learner sees it. */
  private: boolean;
  tone: 'plain' | 'good' | 'bad';
  /** Safe: made of escaped text and sanitized markdown. Buttons carry their route in `data-route`, a select in its options' values. */
  html: string;
  /** How it begins, in plain text, to be read out. */
  summary: string;
  /** What it answers. */
  cause?: Cause;
  /** The message that it stands under. */
  under?: string;
}

export interface Cause {
  /** Who did it. */
  by: string;
  how: 'command' | 'press';
  /** The command line, or the button's label. */
  what: string;
}

export interface ShownForm {
  title: string;
  introHtml: string;
  route: string;
  submitLabel: string;
  fields: readonly ShownField[];
}

export type ShownField =
  | { kind: 'line' | 'paragraph'; name: string; label: string; required: boolean; placeholder: string; min: number; max: number; value: string }
  | { kind: 'choice'; name: string; label: string; required: boolean; options: readonly { label: string; value: string }[]; value: string };

/** What `POST /play/command`, `/play/press` and `/play/submit` answer. The message comes over the stream as well. */
export type Answer = { kind: 'message'; message: ShownMessage } | { kind: 'form'; form: ShownForm };

/** Any status but 200. */
export interface Problem {
  error: string;
}

/** `GET /play/commands` */
export interface Setup {
  learners: readonly { id: string; name: string }[];
  commands: readonly CommandShape[];
}

/** The first event of `GET /play/stream`, `history`; after it each `message` is new or newer. */
export interface History {
  messages: readonly ShownMessage[];
}
