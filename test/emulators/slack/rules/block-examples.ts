import type { Json } from '../state.ts';
import { plain } from './broken-blocks.ts';

const BLOCKS = 'https://docs.slack.dev/reference/block-kit/blocks';
const ELEMENTS = 'https://docs.slack.dev/reference/block-kit/block-elements';

/** Blocks as Slack's pages show them, posted in a message. */
export const BLOCK_EXAMPLES: readonly { says: string; page: string; blocks: readonly Json[] }[] = [
  {
    says: 'actions: a select and a button',
    page: `${BLOCKS}/actions-block`,
    blocks: [
      {
        type: 'actions',
        block_id: 'actions1',
        elements: [
          {
            type: 'static_select',
            placeholder: plain('Which witch is the witchiest witch?'),
            action_id: 'select_2',
            options: ['Matilda', 'Glinda', 'Granny Weatherwax', 'Hermione'].map((name) => ({ text: plain(name), value: name.toLowerCase() })),
          },
          { type: 'button', text: plain('Cancel'), value: 'cancel', action_id: 'button_1' },
        ],
      },
    ],
  },
  {
    says: 'actions: a date, a menu and a button',
    page: `${BLOCKS}/actions-block`,
    blocks: [
      {
        type: 'actions',
        block_id: 'actionblock789',
        elements: [
          { type: 'datepicker', action_id: 'datepicker123', initial_date: '1990-04-28', placeholder: plain('Select a date') },
          {
            type: 'overflow',
            action_id: 'overflow',
            options: [0, 1, 2, 3, 4].map((index) => ({ text: plain('*this is plain_text text*'), value: `value-${index}` })),
          },
          { type: 'button', text: plain('Click Me'), value: 'click_me_123', action_id: 'button' },
        ],
      },
    ],
  },
  {
    says: 'context: a picture and text',
    page: `${BLOCKS}/context-block`,
    blocks: [
      {
        type: 'context',
        elements: [
          { type: 'image', image_url: 'https://image.freepik.com/free-photo/red-drawing-pin_1156-445.jpg', alt_text: 'images' },
          { type: 'mrkdwn', text: 'Location: **Dogpatch**' },
        ],
      },
    ],
  },
  { says: 'divider', page: `${BLOCKS}/divider-block`, blocks: [{ type: 'divider' }] },
  { says: 'header', page: `${BLOCKS}/header-block`, blocks: [{ type: 'header', text: plain('Budget Performance') }] },
  {
    says: 'image: by its address',
    page: `${BLOCKS}/image-block`,
    blocks: [
      {
        type: 'image',
        title: plain('Please enjoy this photo of a kitten'),
        block_id: 'image4',
        image_url: 'http://placekitten.com/500/500',
        alt_text: 'An incredibly cute kitten.',
      },
    ],
  },
  {
    says: 'input: in a message',
    page: `${BLOCKS}/input-block`,
    blocks: [{ type: 'input', element: { type: 'plain_text_input' }, label: { ...plain('Label'), emoji: true } }],
  },
  { says: 'markdown', page: `${BLOCKS}/markdown-block`, blocks: [{ type: 'markdown', text: '**Lots of information here!!**' }] },
  {
    says: 'rich text',
    page: `${BLOCKS}/rich-text-block`,
    blocks: [
      {
        type: 'rich_text',
        block_id: 'block1',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Hello there, I am a ' },
              { type: 'text', text: 'bold rich text block!', style: { bold: true } },
            ],
          },
        ],
      },
    ],
  },
  {
    says: 'rich text: a list with an indent',
    page: `${BLOCKS}/rich-text-block`,
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            indent: 0,
            border: 1,
            elements: ['item 1: ', 'item 2: '].map((text) => ({
              type: 'rich_text_section',
              elements: [
                { type: 'text', text },
                { type: 'emoji', name: 'basketball' },
              ],
            })),
          },
        ],
      },
    ],
  },
  {
    says: 'section: with a date beside it',
    page: `${BLOCKS}/section-block`,
    blocks: [
      {
        type: 'section',
        text: { text: '*Sally* has requested you set the deadline for the Nano launch project', type: 'mrkdwn' },
        accessory: { type: 'datepicker', action_id: 'datepicker123', initial_date: '1990-04-28', placeholder: plain('Select a date') },
      },
    ],
  },
  {
    says: 'section: with fields',
    page: `${BLOCKS}/section-block`,
    blocks: [
      {
        type: 'section',
        text: { text: 'A message *with some bold text* and _some italicized text_.', type: 'mrkdwn' },
        fields: [{ type: 'mrkdwn', text: '*Priority*' }, { type: 'mrkdwn', text: '*Type*' }, plain('High'), plain('Silly')],
      },
    ],
  },
  {
    says: 'table: plain and rich cells',
    page: `${BLOCKS}/table-block`,
    blocks: [
      {
        type: 'table',
        column_settings: [{ is_wrapped: true }, { align: 'right' }],
        rows: [
          [
            { type: 'raw_text', text: 'Header A' },
            { type: 'raw_text', text: 'Header B' },
          ],
          [
            { type: 'raw_text', text: 'Data 1A' },
            { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ text: 'Data 1B', type: 'link', url: 'https://slack.com' }] }] },
          ],
        ],
      },
    ],
  },
  {
    says: 'button: with a dialog',
    page: 'https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object',
    blocks: [
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'This is a section block with a button.' },
        accessory: {
          type: 'button',
          text: plain('Farmhouse'),
          value: 'click_me_123',
          action_id: 'button',
          style: 'primary',
          confirm: {
            title: plain('Are you sure?'),
            text: plain('Wouldn’t you prefer a good game of _chess_?'),
            confirm: plain('Do it'),
            deny: plain('Stop, I’ve changed my mind!'),
          },
        },
      },
    ],
  },
  {
    says: 'select: in groups',
    page: 'https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object',
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: ':mag: Search results for *Cata*' } },
      { type: 'divider' },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*<fakeLink.toYourApp.com|Use Case Catalogue>*\nUse Case Catalogue for the following departments/roles...' },
        accessory: {
          type: 'static_select',
          placeholder: { ...plain('Manage'), emoji: true },
          option_groups: [
            { label: plain('Group 1'), options: [0, 1, 2].map((index) => ({ text: plain('*this is plain_text text*'), value: `value-${index}` })) },
          ],
        },
      },
    ],
  },
  {
    says: 'radio buttons',
    page: `${ELEMENTS}/radio-button-group-element`,
    blocks: [
      {
        type: 'section',
        text: plain('Check out these rad radio buttons'),
        accessory: {
          type: 'radio_buttons',
          action_id: 'this_is_an_action_id',
          initial_option: { value: 'A1', text: plain('Radio 1') },
          options: [
            { value: 'A1', text: plain('Radio 1') },
            { value: 'A2', text: plain('Radio 2') },
          ],
        },
      },
    ],
  },
];
