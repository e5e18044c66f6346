import type { Json } from './types.ts';

/**
 * Requests as Discord's documentation shows them, with where it does. Shape and names are Discord's; long prose is shortened,
 * and ids that must exist are the test's.
 */
export interface Documented {
  name: string;
  page: string;
  send:
    | { as: 'message'; body: Json; files?: readonly string[] }
    | { as: 'callback'; body: Json }
    | { as: 'command' | 'guild command'; body: Json }
    | { as: 'gateway'; body: Json };
}

const DOCS = 'https://discord.com/developers/docs';
const REFERENCE = `${DOCS}/components/reference`;
const v2 = (...components: Json[]): Documented['send'] => ({ as: 'message', body: { flags: 32768, components } });
const modal = (data: Json): Documented['send'] => ({ as: 'callback', body: { type: 9, data } });
const bugs = [
  { label: 'Ant', value: 'ant', description: '(best option)', emoji: { name: '🐜' } },
  { label: 'Butterfly', value: 'butterfly', emoji: { name: '🦋' } },
  { label: 'Caterpillar', value: 'caterpillar', emoji: { name: '🐛' } },
];
const image = { url: 'https://websitewithopensourceimages/coyote.webp' };
const identity = { token: 'my_token', properties: { os: 'linux', browser: 'disco', device: 'disco' } };

export const documented: readonly Documented[] = [
  {
    name: 'action row',
    page: `${REFERENCE}#action-row-examples`,
    send: v2({
      type: 1,
      components: [
        { type: 2, custom_id: 'click_yes', label: 'Accept', style: 1 },
        { type: 2, label: 'Learn More', style: 5, url: 'http://watchanimeattheoffice.com/' },
        { type: 2, custom_id: 'click_no', label: 'Decline', style: 4 },
      ],
    }),
  },
  {
    name: 'button',
    page: `${REFERENCE}#button-examples`,
    send: v2({ type: 1, components: [{ type: 2, custom_id: 'click_me', label: 'Click me!', style: 1 }] }),
  },
  {
    name: 'string select',
    page: `${REFERENCE}#string-select-examples`,
    send: v2({ type: 1, id: 1, components: [{ type: 3, id: 2, custom_id: 'favorite_bug', placeholder: 'Favorite bug?', options: bugs }] }),
  },
  {
    name: 'user select',
    page: `${REFERENCE}#user-select-examples`,
    send: v2({ type: 1, components: [{ type: 5, custom_id: 'user_select', placeholder: 'Select a user' }] }),
  },
  {
    name: 'section with a thumbnail',
    page: `${REFERENCE}#section-examples`,
    send: v2({
      type: 9,
      components: [
        { type: 10, content: '# Real Game v7.3' },
        { type: 10, content: "Hope you're excited, the update is finally here!\n- Fixed a bug" },
        { type: 10, content: "-# That last one wasn't real" },
      ],
      accessory: { type: 11, media: { url: 'https://websitewithopensourceimages/gamepreview.webp' } },
    }),
  },
  {
    name: 'text display',
    page: `${REFERENCE}#text-display-examples`,
    send: v2({ type: 10, content: '# This is a Text Display\nAll the regular markdown rules apply\n- Spoiler alert: ||these too!||' }),
  },
  {
    name: 'media gallery',
    page: `${REFERENCE}#media-gallery-examples`,
    send: v2(
      { type: 10, content: 'Live webcam shots as of 18-04-2025 at 12:00 UTC' },
      {
        type: 12,
        items: [1, 2, 3].map((each) => ({ media: { url: `https://livevideofeedconvertedtoimage/webcam${each}.webp` }, description: 'A street view' })),
      },
    ),
  },
  {
    name: 'file',
    page: `${REFERENCE}#file-examples`,
    send: {
      as: 'message',
      files: ['game.zip', 'manual.pdf'],
      body: {
        flags: 32768,
        components: [
          { type: 10, content: '# New game version released for testing!\nGrab the game here:' },
          { type: 13, file: { url: 'attachment://game.zip' } },
          { type: 10, content: 'Latest manual artwork here:' },
          { type: 13, file: { url: 'attachment://manual.pdf' } },
        ],
      },
    },
  },
  {
    name: 'separator',
    page: `${REFERENCE}#separator-examples`,
    send: v2({ type: 10, content: "It's dangerous to go alone!" }, { type: 14, divider: true, spacing: 1 }, { type: 10, content: 'Take this.' }),
  },
  {
    name: 'container',
    page: `${REFERENCE}#container-examples`,
    send: v2({
      type: 17,
      accent_color: 703487,
      components: [
        { type: 10, content: '# You have encountered a wild coyote!' },
        { type: 12, items: [{ media: image }] },
        { type: 10, content: 'What would you like to do?' },
        {
          type: 1,
          components: [
            { type: 2, custom_id: 'pet_coyote', label: 'Pet it!', style: 1 },
            { type: 2, custom_id: 'feed_coyote', label: 'Attempt to feed it', style: 2 },
            { type: 2, custom_id: 'run_away', label: 'Run away!', style: 4 },
          ],
        },
      ],
    }),
  },
  {
    name: 'files with an embed, in a reply',
    page: `${DOCS}/reference#uploading-files`,
    send: {
      as: 'message',
      files: ['myfilename.gif', 'mygif.gif'],
      body: {
        content: 'Hello, World!',
        embeds: [
          {
            title: 'Hello, Embed!',
            description: 'This is an embedded message.',
            thumbnail: { url: 'attachment://myfilename.gif' },
            image: { url: 'attachment://mygif.gif' },
          },
        ],
        attachments: [
          { id: 0, description: 'Image of a cute little cat', filename: 'myfilename.gif' },
          { id: 1, description: 'Rickroll gif', filename: 'mygif.gif' },
        ],
      },
    },
  },
  {
    name: 'all mentions suppressed',
    page: `${DOCS}/resources/message#allowed-mentions-object-allowed-mentions-reference`,
    send: { as: 'message', body: { content: '@everyone hi there, <@&123>', allowed_mentions: { parse: [] } } },
  },
  {
    name: 'mentions of users and roles parsed, beside an empty list',
    page: `${DOCS}/resources/message#allowed-mentions-object-allowed-mentions-reference`,
    send: { as: 'message', body: { content: '@everyone <@123> <@&124>', allowed_mentions: { parse: ['users', 'roles'], users: [] } } },
  },
  {
    name: 'everyone and two users',
    page: `${DOCS}/resources/message#allowed-mentions-object-allowed-mentions-reference`,
    send: { as: 'message', body: { content: '@everyone <@123> <@124> <@125> <@&200>', allowed_mentions: { parse: ['everyone'], users: ['123', '124'] } } },
  },
  {
    name: 'modal with a text input',
    page: `${REFERENCE}#text-input-examples`,
    send: modal({
      custom_id: 'game_feedback_modal',
      title: 'Game Feedback',
      components: [
        {
          type: 18,
          label: 'What did you find interesting about the game?',
          description: 'Please give us as much detail as possible so we can improve the game!',
          component: {
            type: 4,
            custom_id: 'game_feedback',
            style: 2,
            min_length: 100,
            max_length: 4000,
            placeholder: 'Write your feedback here...',
            required: true,
          },
        },
      ],
    }),
  },
  {
    name: 'modal with a string select',
    page: `${REFERENCE}#string-select-examples`,
    send: modal({
      custom_id: 'bug_modal',
      title: 'Bug Survey',
      components: [
        { type: 18, id: 1, label: 'Favorite bug?', component: { type: 3, id: 2, custom_id: 'favorite_bug', placeholder: 'Ants are the best', options: bugs } },
      ],
    }),
  },
  {
    name: 'modal with two fields',
    page: `${DOCS}/components/using-modal-components`,
    send: modal({
      custom_id: 'bug_modal',
      title: 'Bug Report',
      components: [
        { type: 18, label: "What's your favorite bug?", component: { type: 3, custom_id: 'bug_string_select', placeholder: 'Choose...', options: bugs } },
        {
          type: 18,
          label: 'Why is it your favorite?',
          description: 'Please provide as much detail as possible!',
          component: {
            type: 4,
            custom_id: 'bug_explanation',
            style: 2,
            min_length: 1000,
            max_length: 4000,
            placeholder: 'Write your explanation here...',
            required: true,
          },
        },
      ],
    }),
  },
  {
    name: 'modal with text, a user and a channel',
    page: `${REFERENCE}#text-display-examples`,
    send: modal({
      custom_id: 'jail_modal',
      title: 'Jail',
      components: [
        { type: 10, content: 'This action will move the selected user **for 1 hour**.' },
        { type: 18, label: 'Choose a user', component: { type: 5, custom_id: 'user_selected', required: true } },
        { type: 18, label: 'Where should they be sent?', component: { type: 8, custom_id: 'channel_selected', channel_types: [2], required: true } },
      ],
    }),
  },
  {
    name: 'modal with a file upload',
    page: `${REFERENCE}#file-upload-examples`,
    send: modal({
      custom_id: 'bug_submit_modal',
      title: 'Bug Submission',
      components: [{ type: 18, label: 'File Upload', component: { type: 19, custom_id: 'file_upload', min_values: 1, max_values: 10, required: true } }],
    }),
  },
  {
    name: 'modal with a radio group',
    page: `${REFERENCE}#radio-group`,
    send: modal({
      custom_id: 'class_selection_modal',
      title: 'Class Selection',
      components: [
        {
          type: 18,
          label: 'Choose your class',
          component: {
            type: 21,
            custom_id: 'class_radio',
            options: [
              { value: 'warrior', label: 'Warrior', description: 'Strong and brave' },
              { value: 'wizard', label: 'Wizard', description: 'Nerd' },
            ],
          },
        },
      ],
    }),
  },
  {
    name: 'modal with a checkbox group',
    page: `${REFERENCE}#checkbox-group`,
    send: modal({
      custom_id: 'day_selection_modal',
      title: 'Study Days',
      components: [
        {
          type: 18,
          label: 'Which days are you free?',
          component: { type: 22, custom_id: 'event_checkbox', options: [{ value: 'march-4', label: 'March 4th' }] },
        },
      ],
    }),
  },
  {
    name: 'interaction response',
    page: `${DOCS}/interactions/receiving-and-responding#interaction-callback`,
    send: { as: 'callback', body: { type: 4, data: { content: 'Congrats on sending your command!' } } },
  },
  {
    name: 'interaction response with everything empty',
    page: `${DOCS}/interactions/receiving-and-responding#interaction-callback`,
    send: {
      as: 'callback',
      body: { type: 4, data: { tts: false, content: 'Congrats on sending your command!', embeds: [], allowed_mentions: { parse: [] } } },
    },
  },
  {
    name: 'slash command',
    page: `${DOCS}/interactions/application-commands#slash-commands-example-slash-command`,
    send: {
      as: 'command',
      body: {
        name: 'blep',
        type: 1,
        description: 'Send a random adorable animal photo',
        options: [
          {
            name: 'animal',
            description: 'The type of animal',
            type: 3,
            required: true,
            choices: [
              { name: 'Dog', value: 'animal_dog' },
              { name: 'Cat', value: 'animal_cat' },
              { name: 'Penguin', value: 'animal_penguin' },
            ],
          },
          { name: 'only_smol', description: 'Whether to show only baby animals', type: 5, required: false },
        ],
      },
    },
  },
  {
    name: 'command for admins',
    page: `${DOCS}/interactions/application-commands#application-command-permissions-object-example-of-editing-permissions`,
    send: { as: 'guild command', body: { name: 'permissions_test', description: 'A test of default permissions', type: 1, default_member_permissions: '0' } },
  },
  {
    name: 'IDENTIFY',
    page: `${DOCS}/events/gateway-events#identify`,
    send: {
      as: 'gateway',
      body: {
        op: 2,
        d: {
          ...identity,
          compress: true,
          large_threshold: 250,
          shard: [0, 1],
          presence: { activities: [{ name: 'Cards Against Humanity', type: 0 }], status: 'dnd', since: 91879201, afk: false },
          // The page's 7 holds a privileged intent; this is it without.
          intents: 5,
        },
      },
    },
  },
  { name: 'IDENTIFY, minimal', page: `${DOCS}/events/gateway#identifying`, send: { as: 'gateway', body: { op: 2, d: { ...identity, intents: 513 } } } },
];
