import type { RuleId } from '../rules.ts';
import type { Json } from '../state.ts';

/** Blocks that Slack refuses: the rule, what is wrong, and the blocks of a message or the view of a form. */
export interface BrokenBlocks {
  rule: RuleId;
  says: string;
  blocks?: readonly Json[];
  view?: Json;
  /** `invalid_blocks` in a message, `invalid_arguments` in a view, if nothing else. */
  error?: string;
  /** Slack's words, in part. */
  said: string;
}

const of = (length: number): string => 'x'.repeat(length);
const many = <Item>(length: number, make: (index: number) => Item): Item[] => Array.from({ length }, (_, index) => make(index));

export const plain = (text: string): Json => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
export const section = (text: string): Json => ({ type: 'section', text: mrkdwn(text) });
export const button = (over: Json = {}): Json => ({ type: 'button', text: plain('Hint'), action_id: 'hint', ...over });
const option = (value: string): Json => ({ text: plain(value), value });
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const select = (over: Json): Json => actions({ type: 'static_select', action_id: 'pick', options: [option('a')], ...over });
const cell = (text: string): Json => ({ type: 'raw_text', text });
const confirm = (over: Json): Json => ({ title: plain('Sure?'), text: plain('It is final.'), confirm: plain('Yes'), deny: plain('No'), ...over });
const confirmed = (over: Json): Json => actions(button({ confirm: confirm(over) }));
export const input = (over: Json = {}, element: Json = {}): Json => ({
  type: 'input',
  block_id: 'answer',
  label: plain('Answer'),
  element: { type: 'plain_text_input', action_id: 'text', ...element },
  ...over,
});
export const modal = (over: Json = {}): Json => ({ type: 'modal', title: plain('Answer'), submit: plain('Send'), blocks: [input()], ...over });
const picture = (over: Json): Json => ({ type: 'image', alt_text: 'A diagram', ...over });
const URL = 'https://example.com/a.png';

export const BROKEN_BLOCKS: readonly BrokenBlocks[] = [
  { rule: 'message.blocks', says: '51 blocks', blocks: many(51, () => ({ type: 'divider' })), said: 'no more than 50 items allowed [json-pointer:/blocks]' },
  { rule: 'blocks.schema', says: 'a block that does not exist', blocks: [{ type: 'poem' }], said: 'unsupported type [json-pointer:/blocks/0/type]' },
  {
    rule: 'blocks.schema',
    says: 'a field that does not exist',
    blocks: [{ type: 'divider', color: 'red' }],
    said: 'invalid additional property: color [json-pointer:/blocks/0]',
  },
  { rule: 'blocks.schema', says: 'a header in mrkdwn', blocks: [{ type: 'header', text: mrkdwn('Hi') }], said: '[json-pointer:/blocks/0/text/type]' },
  {
    rule: 'blocks.schema',
    says: 'a button without text',
    blocks: [actions({ type: 'button', action_id: 'a' })],
    said: 'missing required field [json-pointer:/blocks/0/elements/0/text]',
  },
  { rule: 'blocks.schema', says: 'a text input among actions', blocks: [actions({ type: 'plain_text_input', action_id: 'a' })], said: 'unsupported type' },
  { rule: 'block_id.length', says: 'a block_id of 256', blocks: [{ type: 'divider', block_id: of(256) }], said: 'must be less than 256 characters' },
  { rule: 'block_id.unique', says: 'a block_id twice', blocks: many(2, () => ({ type: 'divider', block_id: 'a' })), said: 'already exists' },
  { rule: 'action_id.length', says: 'an action_id of 256', blocks: [actions(button({ action_id: of(256) }))], said: 'must be less than 256 characters' },
  { rule: 'action_id.unique', says: 'an action_id twice in a block', blocks: [actions(button(), button())], said: 'already exists' },
  {
    rule: 'text.length',
    says: 'a context text of 3,001',
    blocks: [{ type: 'context', elements: [mrkdwn(of(3001))] }],
    said: 'must be less than 3001 characters',
  },
  { rule: 'text.length', says: 'an empty cell', blocks: [{ type: 'table', rows: [[cell('')]] }], said: 'must be more than 0 characters' },
  { rule: 'section.content', says: 'a section of nothing', blocks: [{ type: 'section' }], said: '[json-pointer:/blocks/0]' },
  {
    rule: 'section.text',
    says: 'a section of 3,001',
    blocks: [section(of(3001))],
    said: 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  },
  { rule: 'section.text', says: 'a section of no characters', blocks: [section('')], said: 'must be more than 0 characters' },
  { rule: 'section.fields', says: '11 fields', blocks: [{ type: 'section', fields: many(11, () => plain('a')) }], said: 'no more than 10 items allowed' },
  { rule: 'section.field_text', says: 'a field of 2,001', blocks: [{ type: 'section', fields: [plain(of(2001))] }], said: 'must be less than 2001 characters' },
  { rule: 'header.text', says: 'a header of 151', blocks: [{ type: 'header', text: plain(of(151)) }], said: 'must be less than 151 characters' },
  {
    rule: 'context.elements',
    says: '11 elements of context',
    blocks: [{ type: 'context', elements: many(11, () => plain('a')) }],
    said: 'no more than 10 items allowed',
  },
  {
    rule: 'actions.elements',
    says: '26 buttons',
    blocks: [actions(...many(26, (index) => button({ action_id: `a${index}` })))],
    said: 'no more than 25 items allowed',
  },
  { rule: 'actions.elements', says: 'no button at all', blocks: [actions()], said: 'no fewer than 1 items allowed' },
  { rule: 'image.alt_text', says: 'alt_text of 2,001', blocks: [picture({ image_url: URL, alt_text: of(2001) })], said: 'must be less than 2001 characters' },
  { rule: 'image.title', says: 'a title of 2,001', blocks: [picture({ image_url: URL, title: plain(of(2001)) })], said: 'must be less than 2001 characters' },
  { rule: 'image.url', says: 'a picture at no web address', blocks: [picture({ image_url: 'file:///a.png' })], said: '/blocks/0/image_url' },
  { rule: 'image.source', says: 'a picture without an address', blocks: [picture({})], said: '/blocks/0' },
  { rule: 'image.slack_file', says: 'a file by id and url', blocks: [picture({ slack_file: { id: 'F1', url: URL } })], said: '/blocks/0/slack_file' },
  { rule: 'image.slack_file', says: 'a file that nobody uploaded', blocks: [picture({ slack_file: { id: 'F123' } })], said: 'invalid slack file: F123' },
  {
    rule: 'markdown.text',
    says: 'markdown of 12,001',
    blocks: [{ type: 'markdown', text: of(12_001) }],
    error: 'msg_blocks_too_long',
    said: 'must be less than 12001',
  },
  {
    rule: 'markdown.text',
    says: 'markdown of 12,001 in two blocks',
    blocks: [6000, 6001].map((length) => ({ type: 'markdown', text: of(length) })),
    error: 'msg_blocks_too_long',
    said: '/blocks',
  },
  {
    rule: 'table.one',
    says: 'two tables',
    blocks: many(2, () => ({ type: 'table', rows: [[cell('a')]] })),
    error: 'invalid_attachments',
    said: 'only_one_table_allowed',
  },
  { rule: 'table.rows', says: '101 rows', blocks: [{ type: 'table', rows: many(101, () => [cell('a')]) }], said: 'no more than 100 items allowed' },
  { rule: 'table.cells', says: '21 cells in a row', blocks: [{ type: 'table', rows: [many(21, () => cell('a'))] }], said: 'no more than 20 items allowed' },
  {
    rule: 'table.columns',
    says: '21 column settings',
    blocks: [{ type: 'table', rows: [[cell('a')]], column_settings: many(21, () => ({})) }],
    said: 'no more than 20 items allowed',
  },
  { rule: 'table.characters', says: '10,001 characters in cells', blocks: [{ type: 'table', rows: [[cell(of(10_001))]] }], said: 'must be less than 10001' },
  { rule: 'button.text', says: 'a button text of 76', blocks: [actions(button({ text: plain(of(76)) }))], said: 'must be less than 76 characters' },
  { rule: 'button.value', says: 'a value of 2,001', blocks: [actions(button({ value: of(2001) }))], said: 'must be less than 2001 characters' },
  { rule: 'button.url', says: 'a url of 3,001', blocks: [actions(button({ url: `https://${of(2993)}` }))], said: 'must be less than 3001 characters' },
  {
    rule: 'button.label',
    says: 'an accessibility_label of 76',
    blocks: [actions(button({ accessibility_label: of(76) }))],
    said: 'must be less than 76 characters',
  },
  { rule: 'button.style', says: 'style default', blocks: [actions(button({ style: 'default' }))], said: 'must be one of: primary, danger' },
  { rule: 'confirm.title', says: 'a dialog title of 101', blocks: [confirmed({ title: plain(of(101)) })], said: 'must be less than 101 characters' },
  { rule: 'confirm.text', says: 'a dialog text of 301', blocks: [confirmed({ text: plain(of(301)) })], said: 'must be less than 301 characters' },
  { rule: 'confirm.button', says: 'a dialog button of 31', blocks: [confirmed({ deny: plain(of(31)) })], said: 'must be less than 31 characters' },
  {
    rule: 'option.text',
    says: 'an option text of 76',
    blocks: [select({ options: [{ text: plain(of(76)), value: 'a' }] })],
    said: 'must be less than 76 characters',
  },
  {
    rule: 'option.value',
    says: 'an option value of 151',
    blocks: [select({ options: [{ text: plain('a'), value: of(151) }] })],
    said: 'must be less than 151 characters',
  },
  {
    rule: 'option.description',
    says: 'an option description of 76',
    blocks: [select({ options: [{ ...option('a'), description: plain(of(76)) }] })],
    said: 'must be less than 76',
  },
  { rule: 'options.unique', says: 'an option value twice', blocks: [select({ options: [option('a'), option('a')] })], said: 'unique' },
  {
    rule: 'option_group.label',
    says: 'a group label of 76',
    blocks: [select({ options: undefined, option_groups: [{ label: plain(of(76)), options: [option('a')] }] })],
    said: 'must be less than 76',
  },
  {
    rule: 'select.options',
    says: '101 options',
    blocks: [select({ options: many(101, (index) => option(`o${index}`)) })],
    said: 'no more than 100 items allowed',
  },
  {
    rule: 'select.groups',
    says: 'options and groups at once',
    blocks: [select({ option_groups: [{ label: plain('g'), options: [option('b')] }] })],
    said: 'cannot both be set',
  },
  { rule: 'select.initial', says: 'an initial_option that is not offered', blocks: [select({ initial_option: option('b') })], said: 'initial_option' },
  {
    rule: 'radio.options',
    says: '11 radio buttons',
    blocks: [actions({ type: 'radio_buttons', options: many(11, (index) => option(`o${index}`)) })],
    said: 'no more than 10 items',
  },
  {
    rule: 'checkboxes.options',
    says: '11 checkboxes',
    blocks: [actions({ type: 'checkboxes', options: many(11, (index) => option(`o${index}`)) })],
    said: 'no more than 10 items',
  },
  {
    rule: 'overflow.options',
    says: '6 overflow options',
    blocks: [actions({ type: 'overflow', options: many(6, (index) => option(`o${index}`)) })],
    said: 'no more than 5 items',
  },
  { rule: 'placeholder.text', says: 'a placeholder of 151', blocks: [select({ placeholder: plain(of(151)) })], said: 'must be less than 151 characters' },

  { rule: 'input.label', says: 'a label of 2,001', view: modal({ blocks: [input({ label: plain(of(2001)) })] }), said: 'must be less than 2001 characters' },
  { rule: 'input.hint', says: 'a hint of 2,001', view: modal({ blocks: [input({ hint: plain(of(2001)) })] }), said: 'must be less than 2001 characters' },
  { rule: 'input.surface', says: 'markdown in a form', view: modal({ blocks: [{ type: 'markdown', text: 'a' }] }), said: 'unsupported type: markdown' },
  {
    rule: 'plain_text_input.length',
    says: 'max_length of 3,001',
    view: modal({ blocks: [input({}, { max_length: 3001 })] }),
    said: 'must be less than or equal to 3000',
  },
  { rule: 'plain_text_input.length', says: 'min above max', view: modal({ blocks: [input({}, { min_length: 9, max_length: 8 })] }), said: 'min_length' },
  {
    rule: 'focus_on_load.one',
    says: 'two with the focus',
    view: modal({ blocks: ['a', 'b'].map((id) => input({ block_id: id }, { focus_on_load: true })) }),
    said: 'focus_on_load',
  },
  { rule: 'view.title', says: 'a title of 25', view: modal({ title: plain(of(25)) }), said: 'must be less than 25 characters [json-pointer:/view/title/text]' },
  { rule: 'view.submit', says: 'a submit button of 25', view: modal({ submit: plain(of(25)) }), said: 'must be less than 25 characters' },
  { rule: 'view.close', says: 'a close button of 25', view: modal({ close: plain(of(25)) }), said: 'must be less than 25 characters' },
  { rule: 'view.submit_required', says: 'an input and no submit', view: modal({ submit: undefined }), said: 'missing required field: submit' },
  {
    rule: 'view.blocks',
    says: '101 blocks',
    view: modal({ blocks: many(101, () => ({ type: 'divider' })) }),
    said: 'no more than 100 items allowed [json-pointer:/view/blocks]',
  },
  { rule: 'view.private_metadata', says: 'private_metadata of 3,001', view: modal({ private_metadata: of(3001) }), said: 'must be less than 3001 characters' },
  { rule: 'view.callback_id', says: 'a callback_id of 256', view: modal({ callback_id: of(256) }), said: 'must be less than 256 characters' },
  { rule: 'view.external_id', says: 'an external_id of 256', view: modal({ external_id: of(256) }), said: 'must be less than 256 characters' },
  { rule: 'view.type', says: 'a home tab as a form', view: modal({ type: 'home' }), said: '/view/type' },
  { rule: 'view.size', says: '250 kB', view: modal({ blocks: many(90, () => section(of(2900))) }), error: 'view_too_large', said: '' },
  {
    rule: 'blocks.schema',
    says: 'a view field that does not exist',
    view: modal({ submit_text: 'Send' }),
    said: 'invalid additional property: submit_text [json-pointer:/view]',
  },
];
