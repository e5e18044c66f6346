/** The part of Block Kit that we send, so that a slip does not compile. @see https://docs.slack.dev/reference/block-kit */

export interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: boolean;
}

export interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  /** Slack makes no links or mentions of what is not marked as one. */
  verbatim: true;
}

export interface Style {
  bold?: true;
  italic?: true;
  code?: true;
}

export type RichElement = { type: 'text'; text: string; style?: Style } | { type: 'link'; url: string; text?: string; style?: Style };

export interface RichSection {
  type: 'rich_text_section';
  elements: RichElement[];
}

export type RichPart =
  | RichSection
  | { type: 'rich_text_list'; style: 'bullet' | 'ordered'; elements: RichSection[]; indent?: number; offset?: number }
  | { type: 'rich_text_preformatted'; elements: RichElement[] }
  | { type: 'rich_text_quote'; elements: RichElement[] };

export interface Option {
  text: PlainText;
  value: string;
  description?: PlainText;
}

export interface Button {
  type: 'button';
  action_id: string;
  text: PlainText;
  value: string;
  style?: 'primary' | 'danger';
}

export interface StaticSelect {
  type: 'static_select';
  action_id: string;
  placeholder?: PlainText;
  options: Option[];
  initial_option?: Option;
}

export type InputElement =
  | {
      type: 'plain_text_input';
      action_id: string;
      multiline: boolean;
      min_length?: number;
      max_length: number;
      placeholder?: PlainText;
      initial_value?: string;
    }
  | StaticSelect
  | { type: 'external_select'; action_id: string; placeholder?: PlainText; min_query_length: number; initial_option?: Option }
  | { type: 'conversations_select'; action_id: string; filter: { include: ('public' | 'private')[] }; initial_conversation?: string }
  | { type: 'checkboxes'; action_id: string; options: Option[]; initial_options?: Option[] };

export type MessageBlock =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: Mrkdwn; accessory?: StaticSelect }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'rich_text'; elements: RichPart[] }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'image'; slack_file: { id: string }; alt_text: string }
  | { type: 'divider' }
  | { type: 'actions'; elements: Button[] };

export type ModalBlock = MessageBlock | { type: 'input'; block_id: string; label: PlainText; hint?: PlainText; optional: boolean; element: InputElement };

export interface Modal {
  type: 'modal';
  callback_id: string;
  private_metadata: string;
  title: PlainText;
  submit: PlainText;
  close: PlainText;
  blocks: ModalBlock[];
}

/** What a message says, however it is sent. */
export interface Content {
  /** All of it in plain text: for notifications and screen readers. */
  text: string;
  blocks: MessageBlock[];
}

/** Text that is shown as it is: nothing in it is markup, a mention or an emoji's name. */
export function plain(text: string): PlainText {
  return { type: 'plain_text', text: filled(text), emoji: false };
}

export function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text: filled(text), verbatim: true };
}

/** Slack refuses a whole message for one empty text, such as a name of characters that can't be seen. */
function filled(text: string): string {
  return text.trim() === '' ? '…' : text;
}
