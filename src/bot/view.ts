import type { Route } from './route.ts';

/** What a command answers with. Plain data that every platform can show; how it looks there is the renderer's business. */
export type View = Message | Form;

/** Who sees a message. `here` replaces the message whose button was pressed, whoever saw that. */
export type Audience = 'learner' | 'channel' | 'here';

export interface Message {
  kind: 'message';
  to: Audience;
  tone: 'plain' | 'good' | 'bad';
  blocks: readonly Block[];
  files?: readonly File[];
  /** A role or group, by the platform's own id: a new post notifies its members, and nothing else ever does. */
  mention?: string;
  /** Leads to this same message, so that a platform on which it is too long can show it page by page. */
  again?: Route;
  /** From 1: the page that was asked for. Set by dispatch. */
  page?: number;
}

/**
 * What a message is made of. `markdown` is CommonMark without HTML; every other string is shown as it is.
 * Text from people enters markdown only through `quoted` or `inline` of `markdown.ts`.
 */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; markdown: string }
  /** Of a channel or a role the value is the platform's id, shown as the platform shows one. */
  | { kind: 'fields'; fields: readonly { name: string; value: string; is?: 'channel' | 'role' }[] }
  | { kind: 'table'; columns: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: 'image'; file: string; alt: string }
  | { kind: 'divider' }
  /** Small print: where a thing comes from, what a button costs. */
  | { kind: 'note'; markdown: string }
  /** `value` from 0 to 1; `text` says the same in words. */
  | { kind: 'meter'; label: string; value: number; text: string }
  | { kind: 'buttons'; buttons: readonly Button[] }
  /** The value picked becomes the last argument of the route. */
  | { kind: 'select'; label: string; route: Route; options: readonly { label: string; value: string; summary?: string }[] };

export interface Button {
  label: string;
  route: Route;
  /** `main` is the one that most people want next: at most one in a message. */
  style?: 'main' | 'danger';
}

export interface File {
  /** Named by an image block; ends in what it is (`diagram.png`). */
  name: string;
  type: 'image/png';
  bytes: Uint8Array;
}

export interface Form {
  kind: 'form';
  /** At most 24 characters. */
  title: string;
  intro?: string;
  submit: Route;
  submitLabel: string;
  /** One to four. */
  fields: readonly Field[];
}

export type Field =
  | ({ kind: 'line' | 'paragraph'; placeholder?: string; min?: number; max: number; value?: string } & FieldFrame)
  /** One of the place's own, by the platform's id. */
  | ({ kind: 'channel' | 'role'; value?: string } & FieldFrame)
  | ({ kind: 'choice'; options: readonly { label: string; value: string }[]; value?: string } & FieldFrame);

interface FieldFrame {
  name: string;
  label: string;
  required: boolean;
}
