/** What Discord refuses, as data: the page that says so, the limit, and the words of the refusal. */
export interface Rule {
  page: string;
  /** HTTP status; of a gateway rule 0. */
  status: number;
  /** Discord's JSON error code; of a gateway rule the close code. */
  code: number;
  /** Within the errors tree of 50035. */
  reason?: string;
  says: string;
  limit?: number;
}

const DOCS = 'https://discord.com/developers/docs';
const MESSAGE = `${DOCS}/resources/message#create-message`;
const EMBED = `${DOCS}/resources/message#embed-object-embed-limits`;
const MENTIONS = `${DOCS}/resources/message#allowed-mentions-object`;
const FILES = `${DOCS}/reference#uploading-files`;
const COMPONENTS = `${DOCS}/components/reference`;
const RESPOND = `${DOCS}/interactions/receiving-and-responding`;
const COMMANDS = `${DOCS}/interactions/application-commands`;
const CODES = `${DOCS}/topics/opcodes-and-status-codes`;
const RATES = `${DOCS}/topics/rate-limits`;
const GATEWAY = `${DOCS}/events/gateway`;

const form = (page: string, reason: string, says: string): Rule => ({ page, status: 400, code: 50035, reason, says });
const atMost = (page: string, limit: number): Rule => ({ ...form(page, 'BASE_TYPE_MAX_LENGTH', `Must be ${limit} or fewer in length.`), limit });
const between = (page: string, min: number, limit: number): Rule => ({
  ...form(page, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${limit} in length.`),
  limit,
});
const range = (page: string, limit: number, says: string): Rule => ({ ...form(page, 'NUMBER_TYPE_MAX', says), limit });
const refused = (page: string, status: number, code: number, says: string): Rule => ({ page, status, code, says });
const closes = (code: number, says: string, page = `${CODES}#gateway-gateway-close-event-codes`): Rule => ({ page, status: 0, code, says });

export const RULES = {
  // Every request
  'unknown-route': refused(`${CODES}#http`, 404, 0, '404: Not Found'),
  method: refused(`${CODES}#http`, 405, 0, '405: Method Not Allowed'),
  'user-agent': refused(`${DOCS}/reference#user-agent`, 403, 40333, 'internal network error'),
  authorization: refused(`${DOCS}/reference#authentication`, 401, 0, '401: Unauthorized'),
  'content-type': form(`${DOCS}/reference#content-type`, 'CONTENT_TYPE_INVALID', 'Expected "Content-Type" header to be one of {\'application/json\'}.'),
  json: refused(`${CODES}#json`, 400, 50109, 'The request body contains invalid JSON.'),
  'unknown-field': form(`${DOCS}/reference#http-api`, 'UNKNOWN_FIELD', 'No such field is documented.'),
  'unknown-query': form(`${DOCS}/reference#http-api`, 'UNKNOWN_FIELD', 'No such query parameter is documented.'),
  required: form(`${DOCS}/reference#error-messages`, 'BASE_TYPE_REQUIRED', 'This field is required'),
  'wrong-type': form(`${DOCS}/reference#error-messages`, 'BASE_TYPE_BAD_TYPE', 'The value has a wrong type.'),
  snowflake: form(`${DOCS}/reference#snowflakes`, 'NUMBER_TYPE_COERCE', 'Value is not snowflake.'),
  openapi: form('https://github.com/discord/discord-api-spec', 'OPENAPI', "The body does not match Discord's OpenAPI description."),
  'rate-limit': refused(`${RATES}#exceeding-a-rate-limit`, 429, 0, 'You are being rate limited.'),
  'rate-limit-global': { ...refused(`${RATES}#global-rate-limit`, 429, 0, 'You are being rate limited.'), limit: 50 },
  'unknown-application': refused(`${CODES}#json`, 404, 10002, 'Unknown Application'),
  'unknown-channel': refused(`${CODES}#json`, 404, 10003, 'Unknown Channel'),
  'unknown-guild': refused(`${CODES}#json`, 404, 10004, 'Unknown Guild'),
  'unknown-member': refused(`${CODES}#json`, 404, 10007, 'Unknown Member'),
  'unknown-message': refused(`${CODES}#json`, 404, 10008, 'Unknown Message'),
  'unknown-user': refused(`${CODES}#json`, 404, 10013, 'Unknown User'),
  'unknown-command': refused(`${CODES}#json`, 404, 10063, 'Unknown application command'),
  'missing-access': refused(`${CODES}#json`, 403, 50001, 'Missing Access'),
  'closed-direct-message': refused(`${CODES}#json`, 403, 50007, 'Cannot send messages to this user'),
  'missing-permissions': refused(`${DOCS}/topics/permissions`, 403, 50013, 'Missing Permissions'),

  'thread-exists': refused(`${DOCS}/resources/channel#start-thread-from-message`, 400, 160004, 'A thread has already been created for this message'),
  'thread-name': between(`${DOCS}/resources/channel#start-thread-from-message`, 1, 100),

  // Messages
  'content-length': atMost(MESSAGE, 2000),
  'empty-message': refused(MESSAGE, 400, 50006, 'Cannot send an empty message'),
  'message-flags': form(MESSAGE, 'MESSAGE_FLAGS_INVALID', 'Only the documented flags can be set here.'),
  'embeds-count': between(`${DOCS}/resources/message#create-message`, 0, 10),
  'embed-title': atMost(EMBED, 256),
  'embed-description': atMost(EMBED, 4096),
  'embed-fields': between(EMBED, 0, 25),
  'embed-field-name': atMost(EMBED, 256),
  'embed-field-value': atMost(EMBED, 1024),
  'embed-footer': atMost(EMBED, 2048),
  'embed-author': atMost(EMBED, 256),
  'embed-total': { ...form(EMBED, 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000'), limit: 6000 },
  'embed-color': range(EMBED, 0xffffff, 'int value should be less than or equal to 16777215.'),
  'mentions-parse': form(MENTIONS, 'BASE_TYPE_CHOICES', "Value must be one of {'users', 'roles', 'everyone'}."),
  'mentions-count': between(MENTIONS, 0, 100),
  'mentions-exclusive': form(MENTIONS, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', 'parse and ids of the same type are mutually exclusive.'),
  'nonce-length': atMost(MESSAGE, 25),
  'enforce-nonce': form(MESSAGE, 'NONCE_REQUIRED', 'enforce_nonce does nothing without a nonce.'),
  'attachments-count': between(MESSAGE, 0, 10),
  'attachment-size': { ...refused(FILES, 413, 40005, 'Request entity too large'), limit: 10 * 1024 * 1024 },
  'attachment-id': form(FILES, 'ATTACHMENT_NOT_FOUND', 'No file was sent as files[n] for this attachment, nor has the message one with this id.'),
  'attachment-description': atMost(`${DOCS}/resources/message#attachment-object`, 1024),
  'attachment-unused': form(`${COMPONENTS}#file`, 'ATTACHMENT_NOT_SHOWN', 'With components V2 an attachment shows only through a component.'),
  'file-field': form(FILES, 'FILE_FIELD_NAME', 'Fields of a multipart body are payload_json and files[n].'),

  // Components of messages
  'component-place': form(`${COMPONENTS}#component-object-component-types`, 'UNION_TYPE_CHOICES', 'A component of this type is not allowed here.'),
  'component-total': {
    ...form(COMPONENTS, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The maximum total number of components is 40.'),
    limit: 40,
  },
  'component-text-total': {
    ...form(`${COMPONENTS}#text-display`, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', 'Displayable text exceeds the maximum size of 4000.'),
    limit: 4000,
  },
  'component-id-unique': form(`${COMPONENTS}#anatomy-of-a-component`, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated'),
  'legacy-rows': between(`${COMPONENTS}#legacy-message-component-behavior`, 1, 5),
  'v2-legacy-fields': form(
    COMPONENTS,
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    'The content and embeds fields cannot be used with IS_COMPONENTS_V2.',
  ),
  'v2-flag': form(COMPONENTS, 'UNION_TYPE_CHOICES', 'Only an action row may stand here without the flag IS_COMPONENTS_V2.'),
  'row-width': {
    ...form(`${COMPONENTS}#action-row`, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'An action row holds up to five buttons or one select.'),
    limit: 5,
  },
  'row-empty': form(`${COMPONENTS}#action-row`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'),
  'custom-id-length': between(`${COMPONENTS}#anatomy-of-a-component-custom-id`, 1, 100),
  'custom-id-unique': form(`${COMPONENTS}#anatomy-of-a-component-custom-id`, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
  'button-label': atMost(`${COMPONENTS}#button-button-structure`, 80),
  'button-empty': form(`${COMPONENTS}#button`, 'BUTTON_COMPONENT_INVALID', 'A button needs a label or an emoji.'),
  'button-style': form(`${COMPONENTS}#button-button-styles`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6}.'),
  'button-custom-id': form(`${COMPONENTS}#button-button-styles`, 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required, a url not allowed.'),
  'button-url': form(`${COMPONENTS}#button-button-styles`, 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required, a custom id not allowed.'),
  'button-url-length': atMost(`${COMPONENTS}#button-button-structure`, 512),
  'select-options': between(`${COMPONENTS}#string-select-string-select-structure`, 1, 25),
  'select-option-label': between(`${COMPONENTS}#string-select-select-option-structure`, 1, 100),
  'select-option-value': between(`${COMPONENTS}#string-select-select-option-structure`, 1, 100),
  'select-option-description': atMost(`${COMPONENTS}#string-select-select-option-structure`, 100),
  'select-values-unique': form(`${COMPONENTS}#string-select`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used'),
  'select-placeholder': atMost(`${COMPONENTS}#string-select-string-select-structure`, 150),
  'select-range': range(`${COMPONENTS}#string-select-string-select-structure`, 25, 'int value should be between 0 and 25, and min at most max.'),
  'select-defaults': form(`${COMPONENTS}#user-select`, 'SELECT_DEFAULT_VALUES_INVALID', 'Number of default values must be between min_values and max_values.'),
  'section-texts': between(`${COMPONENTS}#section`, 1, 3),
  'container-children': between(`${COMPONENTS}#container`, 1, 40),
  'container-color': range(`${COMPONENTS}#container`, 0xffffff, 'int value should be less than or equal to 16777215.'),
  'text-display-length': between(`${COMPONENTS}#text-display`, 1, 4000),
  'separator-spacing': form(`${COMPONENTS}#separator`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.'),
  'gallery-items': between(`${COMPONENTS}#media-gallery`, 1, 10),
  'media-description': between(`${COMPONENTS}#media-gallery-media-gallery-item-structure`, 1, 1024),
  'media-url': form(`${COMPONENTS}#unfurled-media-item`, 'URL_TYPE_INVALID_SCHEME', "Scheme must be one of ('http', 'https', 'attachment')."),
  'attachment-reference': form(
    `${COMPONENTS}#uploading-a-file`,
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    'The referenced attachment was not found.',
  ),
  'file-reference': form(`${COMPONENTS}#file`, 'UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED', 'A file must be an attachment:// reference.'),

  // Modals
  'modal-title': between(`${RESPOND}#modal`, 1, 45),
  'modal-components': between(`${RESPOND}#modal`, 1, 5),
  'label-length': between(`${COMPONENTS}#label`, 1, 45),
  'label-description': between(`${COMPONENTS}#label`, 1, 100),
  'text-input-style': form(`${COMPONENTS}#text-input-text-input-styles`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.'),
  'text-input-placeholder': atMost(`${COMPONENTS}#text-input-text-input-structure`, 100),
  'text-input-value': atMost(`${COMPONENTS}#text-input-text-input-structure`, 4000),
  'text-input-min': range(`${COMPONENTS}#text-input-text-input-structure`, 4000, 'int value should be between 0 and 4000.'),
  'text-input-max': range(`${COMPONENTS}#text-input-text-input-structure`, 4000, 'int value should be between 1 and 4000, and at least min_length.'),
  'modal-disabled': form(`${COMPONENTS}#string-select`, 'MODAL_COMPONENT_DISABLED', 'Modals can not have disabled components.'),
  'modal-select-min': form(`${COMPONENTS}#string-select`, 'SELECT_REQUIRED_MIN_VALUES', 'min_values must be at least 1 where the select is required.'),

  // Answers to interactions
  'acknowledge-in-time': { ...refused(`${RESPOND}#interaction-callback`, 404, 10062, 'Unknown interaction'), limit: 3000 },
  'unknown-interaction': refused(`${RESPOND}#interaction-callback`, 404, 10062, 'Unknown interaction'),
  'acknowledge-once': refused(`${CODES}#json`, 400, 40060, 'Interaction has already been acknowledged.'),
  'modal-first': refused(`${RESPOND}#interaction-response-object-interaction-callback-type`, 400, 40060, 'Interaction has already been acknowledged.'),
  'modal-from-modal': form(`${RESPOND}#interaction-response-object-interaction-callback-type`, 'BASE_TYPE_CHOICES', 'A modal is no answer to a modal.'),
  'callback-type': form(
    `${RESPOND}#interaction-response-object-interaction-callback-type`,
    'BASE_TYPE_CHOICES',
    'Interactions of this type cannot be answered with this callback type.',
  ),
  'deferral-flags': form(`${RESPOND}#interaction-response-object-messages`, 'MESSAGE_FLAGS_INVALID', 'EPHEMERAL is all that a deferral may say.'),
  'ephemeral-fixed': form(`${RESPOND}#create-followup-message`, 'MESSAGE_FLAGS_INVALID', "An existing message's ephemeral state cannot be changed."),
  'followup-early': refused(`${RESPOND}#followup-messages`, 404, 10015, 'Unknown Webhook'),
  'followup-on-deferral': form(`${RESPOND}#create-followup-message`, 'DEPRECATED', 'After a deferral the original response is edited, not followed up.'),
  'deferral-answered': { ...refused(`${RESPOND}#interaction-callback`, 404, 10062, 'Deferred, and never answered.'), limit: 900_000 },
  'token-age': { ...refused(`${RESPOND}#followup-messages`, 401, 50027, 'Invalid Webhook Token'), limit: 900_000 },
  'webhook-token': refused(`${CODES}#json`, 401, 50027, 'Invalid Webhook Token'),
  'autocomplete-choices': between(`${RESPOND}#interaction-response-object-autocomplete`, 0, 25),
  'autocomplete-name': between(`${COMMANDS}#application-command-object-application-command-option-choice-structure`, 1, 100),
  'autocomplete-value': atMost(`${COMMANDS}#application-command-object-application-command-option-choice-structure`, 100),

  // Commands
  'command-name': form(`${COMMANDS}#application-command-object-application-command-naming`, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'),
  'command-description': between(`${COMMANDS}#application-command-object-application-command-structure`, 1, 100),
  'command-options': between(`${COMMANDS}#application-command-object-application-command-structure`, 0, 25),
  'command-size': {
    ...form(`${COMMANDS}#slash-commands`, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)'),
    limit: 8000,
  },
  'command-names-unique': form(`${COMMANDS}#registering-a-command`, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
  'commands-count': { ...refused(`${COMMANDS}#registering-a-command`, 400, 30032, 'Maximum number of application commands reached (100).'), limit: 100 },
  'commands-daily': {
    ...refused(`${COMMANDS}#registering-a-command`, 400, 30034, 'Max number of daily application command creates has been reached (200)'),
    limit: 200,
  },
  'command-contexts': form(`${COMMANDS}#application-command-object-application-command-structure`, 'BASE_TYPE_CHOICES', 'Only global commands have contexts.'),
  'command-type': form(`${COMMANDS}#application-command-object-application-command-types`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4}.'),
  'option-name': form(
    `${COMMANDS}#application-command-object-application-command-naming`,
    'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    'Option name is invalid',
  ),
  'option-description': between(`${COMMANDS}#application-command-object-application-command-option-structure`, 1, 100),
  'option-names-unique': form(COMMANDS, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists'),
  'option-subcommands': form(
    `${COMMANDS}#subcommands-and-subcommand-groups`,
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    'Sub-command and sub-command group option types are mutually exclusive to all other types',
  ),
  'option-required-first': form(
    `${COMMANDS}#application-command-object-application-command-option-structure`,
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    'Required options must be placed before non-required options',
  ),
  'option-choices': between(`${COMMANDS}#application-command-object-application-command-option-structure`, 0, 25),
  'option-choice-name': between(`${COMMANDS}#application-command-object-application-command-option-choice-structure`, 1, 100),
  'option-choice-value': between(`${COMMANDS}#application-command-object-application-command-option-choice-structure`, 1, 100),
  'option-autocomplete': form(
    `${COMMANDS}#application-command-object-application-command-option-structure`,
    'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
    'autocomplete may not be set to true if choices are present',
  ),
  'option-range': range(`${COMMANDS}#application-command-object-application-command-option-structure`, 6000, 'min 0 or 1, max 6000, min at most max.'),

  // Gateway
  'gateway-query': closes(4012, 'v=10 and encoding=json are all that is spoken here.', `${GATEWAY}#connecting-gateway-url-query-string-params`),
  'gateway-opcode': closes(4001, 'Unknown opcode'),
  'gateway-decode': closes(4002, 'Decode error'),
  'gateway-size': { ...closes(4002, 'Decode error', `${GATEWAY}#sending-events`), limit: 4096 },
  'gateway-not-identified': closes(4003, 'Not authenticated'),
  'gateway-token': closes(4004, 'Authentication failed'),
  'gateway-identified-twice': closes(4005, 'Already authenticated'),
  'gateway-sequence': closes(4007, 'Invalid seq'),
  'gateway-rate': { ...closes(4008, 'Rate limited', `${GATEWAY}#rate-limiting`), limit: 120 },
  'gateway-heartbeat': closes(4009, 'Session timed out', `${GATEWAY}#heartbeat-interval`),
  'gateway-shard': closes(4010, 'Invalid shard'),
  'intents-invalid': closes(4013, 'Invalid intent(s)'),
  'intents-privileged': closes(4014, 'Disallowed intent(s)', `${GATEWAY}#privileged-intents`),
  'resume-url': closes(4000, 'A session is resumed at its resume_gateway_url.', `${GATEWAY}#resuming`),
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

export function rule(id: RuleId): Rule {
  return RULES[id];
}

export function isRule(id: string): id is RuleId {
  return Object.hasOwn(RULES, id);
}

/** The limit of a rule that has one. */
export function limit(id: RuleId): number {
  const found = rule(id).limit;
  if (found === undefined) throw new Error(`${id} has no limit`);
  return found;
}
