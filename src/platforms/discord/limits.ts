const COMPONENTS = 'https://docs.discord.com/developers/components/reference';
const RESPOND = 'https://docs.discord.com/developers/interactions/receiving-and-responding';
const COMMANDS = 'https://docs.discord.com/developers/interactions/application-commands';
const MESSAGE = 'https://docs.discord.com/developers/resources/message';

/** What Discord takes, each with the page that says so. Lengths are counted in UTF-16 code units: never less than Discord counts. */
export const LIMITS = {
  /** In one message, nested ones included. */
  components: { max: 40, page: COMPONENTS },
  /** Of all text displays of one message together. */
  textCharacters: { max: 4000, page: `${COMPONENTS}#text-display` },
  buttonsInRow: { max: 5, page: `${COMPONENTS}#action-row` },
  customId: { max: 100, page: `${COMPONENTS}#anatomy-of-a-component-custom-id` },
  buttonLabel: { max: 80, page: `${COMPONENTS}#button-button-structure` },
  selectOptions: { max: 25, page: `${COMPONENTS}#string-select-string-select-structure` },
  selectPlaceholder: { max: 150, page: `${COMPONENTS}#string-select-string-select-structure` },
  optionLabel: { max: 100, page: `${COMPONENTS}#string-select-select-option-structure` },
  optionDescription: { max: 100, page: `${COMPONENTS}#string-select-select-option-structure` },
  pictureDescription: { max: 1024, page: `${COMPONENTS}#media-gallery-media-gallery-item-structure` },
  attachments: { max: 10, page: `${MESSAGE}#create-message` },
  modalTitle: { max: 45, page: `${RESPOND}#modal` },
  /** Labels and text displays of one modal. */
  modalComponents: { max: 5, page: `${RESPOND}#modal` },
  label: { max: 45, page: `${COMPONENTS}#label` },
  inputPlaceholder: { max: 100, page: `${COMPONENTS}#text-input-text-input-structure` },
  inputValue: { max: 4000, page: `${COMPONENTS}#text-input-text-input-structure` },
  suggestions: { max: 25, page: `${RESPOND}#interaction-response-object-autocomplete` },
  suggestionName: { max: 100, page: `${COMMANDS}#application-command-object-application-command-option-choice-structure` },
  suggestionValue: { max: 100, page: `${COMMANDS}#application-command-object-application-command-option-choice-structure` },
  commandDescription: { max: 100, page: `${COMMANDS}#application-command-object-application-command-structure` },
  nonce: { max: 25, page: `${MESSAGE}#create-message` },
  threadName: { max: 100, page: 'https://docs.discord.com/developers/resources/channel#start-thread-from-message' },
  /** From the act to its acknowledgement. */
  acknowledgeMs: { max: 3_000, page: `${RESPOND}#interaction-callback` },
  /** How long an interaction's token edits and follows up. */
  tokenMs: { max: 15 * 60_000, page: `${RESPOND}#followup-messages` },
} as const satisfies Record<string, { max: number; page: string }>;

/** Our own patience, in milliseconds. Tests are given shorter ones. */
export const PATIENCE = {
  /** A view that takes longer is announced first, which doubles the calls. */
  deferAfterMs: 1_500,
  /** Of any call: discord.js waits this long and then gives up. */
  callMs: 10_000,
  /** Before a failed call is made again; doubles each time. */
  retryMs: 200,
  /** How long a call that may be repeated is repeated. Below the two minutes for which Discord remembers a nonce. */
  repeatMs: 60_000,
  /** From the start of a connection until Discord says READY. */
  connectMs: 30_000,
  /** Before the second attempt to connect; doubles up to the last one. */
  reconnectMs: 1_000,
  reconnectMaxMs: 5 * 60_000,
  /** A connection that stood so long was a good one, and what comes after begins anew. */
  steadyMs: 60_000,
  /** A wrong token is tried rarely: Discord blocks addresses that insist. */
  tokenMs: 60_000,
};

export type Patience = typeof PATIENCE;

/**
 * discord.js reconnects by itself, twice a second and for ever. After so many times within `steadyMs` we take over, with back-off:
 * Discord takes a token away that identifies more than a thousand times a day.
 * @see https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
export const DROPS_AT_MOST = 5;

/** Acts remembered by id: a second delivery comes within seconds. */
export const REMEMBERED_ACTS = 2_000;

/** Posts remembered by key, so that one made twice by this process costs no look-up. */
export const REMEMBERED_POSTS = 500;

/** Newest messages of a channel in which a post of an earlier process is looked for. */
export const LOOKED_THROUGH = 100;
