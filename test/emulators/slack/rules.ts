const DOCS = 'https://docs.slack.dev';
const BLOCKS = `${DOCS}/reference/block-kit/blocks`;
const ELEMENTS = `${DOCS}/reference/block-kit/block-elements`;
const OBJECTS = `${DOCS}/reference/block-kit/composition-objects`;
const METHODS = `${DOCS}/reference/methods`;
const MODAL = `${DOCS}/reference/views/modal-views`;
const INTERACTION = `${DOCS}/interactivity/handling-user-interaction`;
const SOCKET_MODE = `${DOCS}/apis/events-api/using-socket-mode`;
const RATES = `${DOCS}/apis/web-api/rate-limits`;

export interface Rule {
  /** The largest number allowed, in characters, items, bytes, milliseconds or uses, as `says` has it. */
  limit?: number;
  says: string;
  page: string;
}

/** What Slack refuses, and where it says so. Read in November 2026. */
export const RULES = {
  // Calls.
  'call.method': { says: 'the method exists', page: METHODS },
  'call.http': { says: 'POST with a form or JSON body', page: `${DOCS}/apis/web-api` },
  'call.argument': { says: 'the method has this argument (Slack ignores others: nobody would notice a slip)', page: METHODS },
  'call.required': { says: 'every required argument is there', page: METHODS },
  'call.token': { says: 'a token that Slack issued and did not revoke', page: `${DOCS}/authentication/tokens` },
  'call.token_type': { says: 'the kind of token that the method takes', page: `${DOCS}/authentication/tokens` },
  'call.scope': { says: 'the method’s scope was granted', page: `${DOCS}/reference/scopes` },
  'rate.post': { limit: 1, says: 'one message a second and channel', page: RATES },
  'rate.tier1': { limit: 10, says: '1+ a minute and workspace, small bursts tolerated: ten here', page: RATES },
  'rate.tier3': { limit: 50, says: '50+ a minute and workspace', page: RATES },
  'rate.tier4': { limit: 100, says: '100+ a minute and workspace', page: RATES },

  // Messages.
  'message.channel': { says: 'a conversation that the bot can see', page: `${METHODS}/chat.postMessage` },
  'message.member': { says: 'the bot is in the channel', page: `${METHODS}/chat.postMessage` },
  'message.archived': { says: 'the channel is not archived', page: `${METHODS}/chat.postMessage` },
  'message.exists': { says: 'the message exists', page: `${METHODS}/chat.update` },
  'message.own': { says: 'the bot wrote it', page: `${METHODS}/chat.update` },
  'message.fallback': { says: 'text beside blocks, for notifications and screen readers', page: `${METHODS}/chat.postMessage#text-blocks-attachments` },
  'message.text': { limit: 40_000, says: 'characters of text', page: `${DOCS}/changelog/2018-truncating-really-long-messages` },
  'message.text_json': { says: 'blocks is JSON', page: `${METHODS}/chat.postMessage` },
  'message.reader': { says: 'an ephemeral message goes to somebody in the channel', page: `${METHODS}/chat.postEphemeral` },
  'message.thread': { says: 'thread_ts is a message of that channel', page: `${METHODS}/chat.postMessage` },
  'message.blocks': { limit: 50, says: 'blocks in a message', page: BLOCKS },
  // Undocumented, by measurements in Slack's own repository; `respond` is spared.
  'message.size': {
    limit: 13_200,
    says: 'characters in all blocks but tables, & < > counted as entities, and 100 more for each block',
    page: 'https://github.com/slackapi/bolt-js/issues/2509',
  },
  'message.attachments': { limit: 100, says: 'attachments in a message', page: `${METHODS}/chat.postMessage` },

  // Blocks.
  'blocks.schema': { says: 'the fields, types and nesting of the reference', page: BLOCKS },
  'block_id.length': { limit: 255, says: 'characters of a block_id', page: `${BLOCKS}/section-block` },
  'block_id.unique': { says: 'no block_id twice', page: `${BLOCKS}/section-block` },
  'action_id.length': { limit: 255, says: 'characters of an action_id', page: `${ELEMENTS}/button-element` },
  'action_id.unique': { says: 'no action_id twice in a block', page: `${ELEMENTS}/button-element` },
  'text.length': { limit: 3000, says: 'characters of a text object, at least one', page: `${OBJECTS}/text-object` },
  'section.content': { says: 'text or fields', page: `${BLOCKS}/section-block` },
  'section.text': { limit: 3000, says: 'characters of text', page: `${BLOCKS}/section-block` },
  'section.fields': { limit: 10, says: 'fields', page: `${BLOCKS}/section-block` },
  'section.field_text': { limit: 2000, says: 'characters of a field', page: `${BLOCKS}/section-block` },
  'header.text': { limit: 150, says: 'characters', page: `${BLOCKS}/header-block` },
  'context.elements': { limit: 10, says: 'elements', page: `${BLOCKS}/context-block` },
  'actions.elements': { limit: 25, says: 'elements', page: `${BLOCKS}/actions-block` },
  'image.alt_text': { limit: 2000, says: 'characters of alt_text', page: `${BLOCKS}/image-block` },
  'image.title': { limit: 2000, says: 'characters of the title', page: `${BLOCKS}/image-block` },
  'image.url': { limit: 3000, says: 'characters of image_url, a public http(s) address', page: `${BLOCKS}/image-block` },
  'image.source': { says: 'one of image_url and slack_file', page: `${BLOCKS}/image-block` },
  'image.slack_file': { says: 'id or url, never both, of an uploaded png, jpg or gif', page: `${OBJECTS}/slack-file-object` },
  'markdown.text': { limit: 12_000, says: 'characters in all markdown blocks of a payload', page: `${BLOCKS}/markdown-block` },
  'table.one': { limit: 1, says: 'table in a message', page: `${BLOCKS}/table-block` },
  'table.rows': { limit: 100, says: 'rows', page: `${BLOCKS}/table-block` },
  'table.cells': { limit: 20, says: 'cells in a row', page: `${BLOCKS}/table-block` },
  'table.columns': { limit: 20, says: 'column_settings', page: `${BLOCKS}/table-block` },
  'table.characters': { limit: 10_000, says: 'characters in all cells, as of its sister block', page: `${BLOCKS}/data-table-block` },
  'input.label': { limit: 2000, says: 'characters of the label', page: `${BLOCKS}/input-block` },
  'input.hint': { limit: 2000, says: 'characters of the hint', page: `${BLOCKS}/input-block` },
  'input.surface': { says: 'this block may stand here', page: BLOCKS },

  // Elements and objects.
  'button.text': { limit: 75, says: 'characters', page: `${ELEMENTS}/button-element` },
  'button.value': { limit: 2000, says: 'characters', page: `${ELEMENTS}/button-element` },
  'button.url': { limit: 3000, says: 'characters', page: `${ELEMENTS}/button-element` },
  'button.label': { limit: 75, says: 'characters of accessibility_label', page: `${ELEMENTS}/button-element` },
  'button.style': { says: 'primary, danger or none', page: `${ELEMENTS}/button-element` },
  'confirm.title': { limit: 100, says: 'characters', page: `${OBJECTS}/confirmation-dialog-object` },
  'confirm.text': { limit: 300, says: 'characters', page: `${OBJECTS}/confirmation-dialog-object` },
  'confirm.button': { limit: 30, says: 'characters of confirm and deny', page: `${OBJECTS}/confirmation-dialog-object` },
  'option.text': { limit: 75, says: 'characters', page: `${OBJECTS}/option-object` },
  'option.value': { limit: 150, says: 'characters', page: `${OBJECTS}/option-object` },
  'option.description': { limit: 75, says: 'characters', page: `${OBJECTS}/option-object` },
  'options.unique': { says: 'a unique value for each option', page: `${OBJECTS}/option-object` },
  'option_group.label': { limit: 75, says: 'characters', page: `${OBJECTS}/option-group-object` },
  'select.options': { limit: 100, says: 'options, at least one', page: `${ELEMENTS}/select-menu-element` },
  'select.groups': { limit: 100, says: 'option groups, instead of options', page: `${ELEMENTS}/select-menu-element` },
  'select.initial': { says: 'initial_option is one of the options, exactly', page: `${ELEMENTS}/select-menu-element` },
  'radio.options': { limit: 10, says: 'options', page: `${ELEMENTS}/radio-button-group-element` },
  'checkboxes.options': { limit: 10, says: 'options', page: `${ELEMENTS}/checkboxes-element` },
  'overflow.options': { limit: 5, says: 'options', page: `${ELEMENTS}/overflow-menu-element` },
  'placeholder.text': { limit: 150, says: 'characters', page: `${ELEMENTS}/plain-text-input-element` },
  'plain_text_input.length': {
    limit: 3000,
    says: 'for min_length and max_length, the first not above the second',
    page: `${ELEMENTS}/plain-text-input-element`,
  },
  'focus_on_load.one': { limit: 1, says: 'element with focus_on_load in a view', page: `${ELEMENTS}/plain-text-input-element` },

  // Views.
  'view.title': { limit: 24, says: 'characters of plain text', page: MODAL },
  'view.submit': { limit: 24, says: 'characters of plain text', page: MODAL },
  'view.close': { limit: 24, says: 'characters of plain text', page: MODAL },
  'view.submit_required': { says: 'submit where there is an input block', page: MODAL },
  'view.blocks': { limit: 100, says: 'blocks', page: MODAL },
  'view.private_metadata': { limit: 3000, says: 'characters', page: MODAL },
  'view.callback_id': { limit: 255, says: 'characters', page: MODAL },
  'view.external_id': { limit: 255, says: 'characters, unique in a workspace', page: `${METHODS}/views.open` },
  'view.size': { limit: 250_000, says: 'bytes', page: `${METHODS}/views.open` },
  'view.type': { says: 'modal for open, update and push; home for publish', page: MODAL },
  'view.exists': { says: 'the view is open', page: `${METHODS}/views.update` },
  'view.hash': { says: 'nobody changed it meanwhile', page: `${METHODS}/views.update` },
  'view.push': { limit: 3, says: 'views on top of each other', page: `${METHODS}/views.push` },

  // Triggers, acknowledgements, response_url.
  'trigger.known': { says: 'a trigger_id that Slack gave', page: `${METHODS}/views.open` },
  'trigger.once': { limit: 1, says: 'use', page: `${METHODS}/views.open` },
  'trigger.expiry': { limit: 3000, says: 'milliseconds', page: INTERACTION },
  'ack.deadline': { limit: 3000, says: 'milliseconds to acknowledge', page: `${INTERACTION}#acknowledgment_response` },
  'ack.status': { says: 'acknowledged with 200', page: `${INTERACTION}#acknowledgment_response` },
  'ack.once': { limit: 1, says: 'acknowledgement', page: SOCKET_MODE },
  'ack.unknown': { says: 'an envelope that was sent on some connection', page: SOCKET_MODE },
  'ack.frame': { says: '{ envelope_id, payload? } as JSON text', page: SOCKET_MODE },
  'ack.payload': { says: 'a payload only where accepts_response_payload', page: SOCKET_MODE },
  'ack.body': { says: 'what this kind of request takes as an answer', page: `${DOCS}/reference/interaction-payloads/view-interactions-payload` },
  'ack.errors': { says: 'errors name the block_ids of input blocks', page: `${DOCS}/surfaces/modals#displaying_errors` },
  'suggestion.options': { limit: 100, says: 'options', page: `${ELEMENTS}/select-menu-element#external_select` },
  'response_url.known': { says: 'an address that Slack gave', page: `${INTERACTION}#message_responses` },
  'response_url.uses': { limit: 5, says: 'uses', page: `${INTERACTION}#message_responses` },
  'response_url.expiry': { limit: 1_800_000, says: 'milliseconds', page: `${INTERACTION}#message_responses` },
  'response_url.source': { says: 'replace_original and delete_original need a message', page: `${INTERACTION}#updating_message_response` },
  'response_url.type': { says: 'ephemeral or in_channel', page: `${INTERACTION}#message_responses` },
  'response_url.fields': { says: 'the fields of a message response', page: `${INTERACTION}#message_responses` },
  'http.challenge': { says: 'the challenge is sent back', page: `${DOCS}/reference/events/url_verification` },
  'socket.connections': { limit: 10, says: 'connections at once', page: `${SOCKET_MODE}#using-multiple-connections` },
  'socket.ticket': { says: 'an address that apps.connections.open gave, once', page: SOCKET_MODE },

  // Everything else.
  'user.exists': { says: 'a user of the workspace', page: `${METHODS}/users.info` },
  'bot.exists': { says: 'a bot of the workspace', page: `${METHODS}/bots.info` },
  'conversation.users': { limit: 8, says: 'people, at least one', page: `${METHODS}/conversations.open` },
  'upload.length': { says: 'the length in bytes, as sent', page: `${METHODS}/files.getUploadURLExternal` },
  'upload.file': { says: 'a file that was uploaded, once', page: `${METHODS}/files.completeUploadExternal` },
  'upload.alt_text': { limit: 1000, says: 'characters of alt_txt', page: `${METHODS}/files.getUploadURLExternal` },
  'oauth.code': { says: 'a code that was not used, within ten minutes', page: `${METHODS}/oauth.v2.access` },
  'oauth.client': { says: 'the app’s client_id and client_secret', page: `${METHODS}/oauth.v2.access` },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

type Limited = { [Id in RuleId]: (typeof RULES)[Id] extends { limit: number } ? Id : never }[RuleId];

export function limitOf(rule: Limited): number {
  return RULES[rule].limit;
}

export type LimitedRule = Limited;

export function isRule(name: string): name is RuleId {
  return name in RULES;
}
