/** What Slack takes, each with the page that says so, read in November 2026. Lengths are in UTF-16 units, as JavaScript counts. */
export const LIMITS = {
  /** @see https://docs.slack.dev/reference/block-kit/blocks */
  messageBlocks: 50,
  /** All blocks of a message as JSON: undocumented, `msg_blocks_too_long` comes at about 13,200. @see https://github.com/slackapi/bolt-js/issues/2509 */
  messageJson: 12_000,
  /** Of `text`, which says all that a page says: `chat.update` refuses more than 4,000, and nobody scrolls through more in a chat. @see https://docs.slack.dev/reference/methods/chat.update */
  messageText: 3_000,
  /** @see https://docs.slack.dev/reference/block-kit/blocks/header-block */
  header: 150,
  /** @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
  textObject: 3_000,
  /** @see https://docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionFields: 10,
  /** @see https://docs.slack.dev/reference/block-kit/blocks/section-block */
  fieldText: 2_000,
  /** Slack takes 25; five make a row that stays one on a laptop. @see https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  buttonsInRow: 5,
  /** @see https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  /** @see https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
  options: 100,
  /** Of the text and of the description. @see https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  /** @see https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionValue: 150,
  /** @see https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  placeholder: 150,
  /** @see https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3_000,
  /** @see https://docs.slack.dev/reference/block-kit/blocks/input-block */
  inputLabel: 2_000,
  /** Of `alt_text`. @see https://docs.slack.dev/reference/block-kit/blocks/image-block */
  imageAlt: 2_000,
  /** Of `alt_txt`. @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
  uploadAlt: 1_000,
  /** Of the title and of both buttons. @see https://docs.slack.dev/reference/views/modal-views */
  modalTitle: 24,
  /** @see https://docs.slack.dev/reference/views/modal-views */
  modalMetadata: 3_000,
  /** Long errors under a field are hard to read; the vendor names no number. */
  fieldError: 400,
  /** @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
  responseUrlMs: 30 * 60_000,
} as const;

/** Our own times, in milliseconds. */
export interface Timing {
  /** How long an answer may take before the acknowledgement goes out without it; Slack gives 3,000. */
  answerMs: number;
  /** A call without an answer after this is of unknown outcome. */
  callMs: number;
  /** Between attempts of a call that may be repeated; doubles each time. */
  repeatMs: number;
  /** Between attempts to connect while Slack is down: first, and at most. */
  downMs: number;
  downMaxMs: number;
  /** Between attempts with a token that Slack refuses: only a person can mend it. */
  refusedMs: number;
  /** How often we look whether the token is still good: nobody tells us over HTTP. */
  checkMs: number;
  /** What is under way at the end gets this long. */
  stopMs: number;
}

export const TIMING: Timing = {
  answerMs: 1_500,
  callMs: 10_000,
  repeatMs: 300,
  downMs: 1_000,
  downMaxMs: 60_000,
  refusedMs: 60_000,
  checkMs: 300_000,
  stopMs: 5_000,
};
