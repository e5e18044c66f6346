import type { Bench, Reply } from './bench.ts';
import type { RuleId } from './rules.ts';
import type { Json } from './types.ts';

/** One deliberate violation, and how Discord says no to it. */
export interface Row {
  rule: RuleId;
  what: string;
  status: number;
  /** JSON error code, or the close code of the gateway. */
  code: number;
  /** Where in the errors tree. */
  at?: string;
  does(bench: Bench): Promise<Reply | number>;
}

const x = (length: number) => 'x'.repeat(length);
const many = <Made>(count: number, make: (index: number) => Made) => Array.from({ length: count }, (_, index) => make(index));

export const button = (over: Json = {}, index = 0): Json => ({ type: 2, style: 1, label: 'Hint', custom_id: `hint${index}`, ...over });
export const row = (...components: Json[]): Json => ({ type: 1, components });
export const words = (content = 'Hello'): Json => ({ type: 10, content });
export const v2 = (...components: Json[]): Json => ({ flags: 32768, components });
export const select = (over: Json = {}): Json => ({ type: 3, custom_id: 'pick', options: [{ label: 'Ant', value: 'ant' }], ...over });
const option = (over: Json) => v2(row(select({ options: [{ label: 'Ant', value: 'ant', ...over }] })));
const gallery = (...items: Json[]): Json => ({ type: 12, items });
const picture = (over: Json = {}): Json => ({ media: { url: 'https://example.org/a.png' }, ...over });
const section = (texts: number, over: Json = {}): Json => ({ type: 9, components: many(texts, () => words()), accessory: button(), ...over });
const embed = (over: Json): Json => ({ embeds: [over] });

const message = (rule: RuleId, at: string, what: string, body: Json): Row => ({ rule, what, status: 400, code: 50035, at, does: ({ post }) => post(body) });

const png = () => new File([new Uint8Array([1])], 'a.png', { type: 'image/png' });
const uploaded = (
  rule: RuleId,
  at: string | undefined,
  what: string,
  payload: Json,
  files: () => Record<string, File>,
  refusal: readonly [number, number] = [400, 50035],
): Row => ({
  ...{ rule, what, status: refusal[0], code: refusal[1], ...(at === undefined ? {} : { at }) },
  does: ({ upload, channel }) => upload('POST', `/channels/${channel.id}/messages`, payload, files()),
});

export const messageRows: readonly Row[] = [
  message('content-length', 'content', '2,001 characters', { content: x(2001) }),
  { ...message('empty-message', '', 'nothing at all', {}), code: 50006 },
  message('unknown-field', 'contents', 'a field that Discord does not know', { content: 'a', contents: 'b' }),
  message('wrong-type', 'content', 'a number for text', { content: 7 }),
  message('message-flags', 'flags', 'EPHEMERAL on an ordinary message', { content: 'a', flags: 64 }),
  message('embeds-count', 'embeds', '11 embeds', { embeds: many(11, () => ({ title: 'a' })) }),
  message('embed-title', 'embeds.0.title', '257 characters', embed({ title: x(257) })),
  message('embed-description', 'embeds.0.description', '4,097 characters', embed({ description: x(4097) })),
  message('embed-fields', 'embeds.0.fields', '26 fields', embed({ fields: many(26, () => ({ name: 'a', value: 'b' })) })),
  message('embed-field-name', 'embeds.0.fields.0.name', '257 characters', embed({ fields: [{ name: x(257), value: 'b' }] })),
  message('embed-field-value', 'embeds.0.fields.0.value', '1,025 characters', embed({ fields: [{ name: 'a', value: x(1025) }] })),
  message('embed-footer', 'embeds.0.footer.text', '2,049 characters', embed({ footer: { text: x(2049) } })),
  message('embed-author', 'embeds.0.author.name', '257 characters', embed({ author: { name: x(257) } })),
  message('embed-color', 'embeds.0.color', 'more than white', embed({ title: 'a', color: 0x1000000 })),
  message('embed-total', 'embeds', '6,001 characters in two embeds', { embeds: [{ description: x(3000) }, { description: x(3001) }] }),
  message('mentions-parse', 'allowed_mentions.parse.0', 'an unknown kind', { content: 'a', allowed_mentions: { parse: ['here'] } }),
  message('mentions-exclusive', 'allowed_mentions.parse', 'users both parsed and listed', {
    content: 'a',
    allowed_mentions: { parse: ['users'], users: ['80351110224678912'] },
  }),
  message('mentions-count', 'allowed_mentions.users', '101 users', { content: 'a', allowed_mentions: { users: many(101, (index) => String(index + 1)) } }),
  message('nonce-length', 'nonce', '26 characters', { content: 'a', nonce: x(26), enforce_nonce: true }),
  message('enforce-nonce', 'nonce', 'enforced, and none given', { content: 'a', enforce_nonce: true }),
  message('snowflake', 'message_reference.message_id', 'a word for an id', { content: 'a', message_reference: { message_id: 'first' } }),
  message('attachment-id', 'attachments.0.id', 'described, and not sent', { content: 'a', attachments: [{ id: '0', filename: 'a.png' }] }),
  uploaded('attachment-description', 'attachments.0.description', '1,025 characters', { attachments: [{ id: '0', description: x(1025) }] }, () => ({
    'files[0]': png(),
  })),
  uploaded('attachment-unused', 'attachments', 'sent with V2, shown by no component', v2(words()), () => ({ 'files[0]': png() })),
  uploaded('attachments-count', 'files', '11 files', { content: 'a' }, () => Object.fromEntries(many(11, (index) => [`files[${index}]`, png()]))),
  uploaded(
    'attachment-size',
    undefined,
    '10 MiB and a byte',
    {},
    () => ({ 'files[0]': new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'a.png') }),
    [413, 40005],
  ),
  uploaded('file-field', '', 'a file called picture', {}, () => ({ picture: png() })),

  message('component-total', 'components', '41 components, nested ones counted', v2({ type: 17, components: [...many(38, () => words('a')), row(button())] })),
  message(
    'component-text-total',
    'components',
    '4,001 characters over three displays',
    v2(words(x(2000)), { type: 17, components: [words(x(2000))] }, words('a')),
  ),
  message('component-place', 'components.0.type', 'a type that is none', v2({ type: 99 })),
  message(
    'component-place',
    'components.0.components.0.type',
    'a container in a container',
    v2({ type: 17, components: [{ type: 17, components: [words()] }] }),
  ),
  message('component-place', 'components.0.type', 'a bare button', v2(button())),
  message('component-place', 'components.0.components.0.type', 'a text input in a message', v2(row({ type: 4, custom_id: 'a', style: 1 }))),
  message('component-id-unique', 'components.1.id', 'twice the same id', v2({ ...words(), id: 7 }, { ...words(), id: 7 })),
  message('legacy-rows', 'components', 'six rows without V2', { content: 'a', components: many(6, (index) => row(button({}, index))) }),
  message('v2-flag', 'components.0.type', 'a text display without the flag', { components: [words()] }),
  message('v2-legacy-fields', 'content', 'content with V2', { ...v2(words()), content: 'a' }),
  message('v2-legacy-fields', 'embeds', 'embeds with V2', { ...v2(words()), embeds: [{ title: 'a' }] }),
  message('row-width', 'components.0.components', 'six buttons in a row', v2(row(...many(6, (index) => button({}, index))))),
  message('row-width', 'components.0.components', 'a select beside a button', v2(row(select(), button()))),
  message('row-empty', 'components.0.components', 'a row of nothing', v2(row())),
  message('custom-id-length', 'components.0.components.0.custom_id', '101 characters', v2(row(button({ custom_id: x(101) })))),
  message('custom-id-length', 'components.0.components.0.custom_id', 'none at all', v2(row(select({ custom_id: '' })))),
  message('custom-id-unique', 'components.1.components.0.custom_id', 'the same in two rows', v2(row(button()), row(button()))),
  message('button-label', 'components.0.components.0.label', '81 characters', v2(row(button({ label: x(81) })))),
  message('button-empty', 'components.0.components.0.label', 'neither label nor emoji', v2(row(button({ label: undefined })))),
  message('button-style', 'components.0.components.0.style', 'style 7', v2(row(button({ style: 7 })))),
  message('button-custom-id', 'components.0.components.0.custom_id', 'none on a primary button', v2(row(button({ custom_id: undefined })))),
  message('button-url', 'components.0.components.0.url', 'a link button with a custom id', v2(row(button({ style: 5, url: 'https://example.org' })))),
  message(
    'button-url-length',
    'components.0.components.0.url',
    '513 characters',
    v2(row({ type: 2, style: 5, label: 'a', url: `https://example.org/${x(493)}` })),
  ),
  message(
    'select-options',
    'components.0.components.0.options',
    '26 options',
    v2(row(select({ options: many(26, (index) => ({ label: 'a', value: `${index}` })) }))),
  ),
  message('select-options', 'components.0.components.0.options', 'no option', v2(row(select({ options: [] })))),
  message('select-option-label', 'components.0.components.0.options.0.label', '101 characters', option({ label: x(101) })),
  message('select-option-value', 'components.0.components.0.options.0.value', '101 characters', option({ value: x(101) })),
  message('select-option-description', 'components.0.components.0.options.0.description', '101 characters', option({ description: x(101) })),
  message(
    'select-values-unique',
    'components.0.components.0.options.1.value',
    'twice the same',
    v2(
      row(
        select({
          options: [
            { label: 'a', value: 'ant' },
            { label: 'b', value: 'ant' },
          ],
        }),
      ),
    ),
  ),
  message('select-placeholder', 'components.0.components.0.placeholder', '151 characters', v2(row(select({ placeholder: x(151) })))),
  message('select-range', 'components.0.components.0.max_values', 'at most 26', v2(row(select({ max_values: 26 })))),
  message('select-range', 'components.0.components.0.max_values', 'at least two, at most one', v2(row(select({ min_values: 2 })))),
  message(
    'select-defaults',
    'components.0.components.0.options',
    'two defaults, one choice',
    v2(row(select({ options: many(2, (index) => ({ label: 'a', value: `${index}`, default: true })) }))),
  ),
  message('section-texts', 'components.0.components', 'four texts', v2(section(4))),
  message('required', 'components.0.accessory', 'a section without an accessory', v2(section(1, { accessory: undefined }))),
  message('container-children', 'components.0.components', 'an empty container', v2({ type: 17, components: [] })),
  message('container-color', 'components.0.accent_color', 'more than white', v2({ type: 17, accent_color: 0x1000000, components: [words()] })),
  message('text-display-length', 'components.0.content', 'an empty text', v2(words(''))),
  message('separator-spacing', 'components.0.spacing', 'spacing 3', v2({ type: 14, spacing: 3 })),
  message('gallery-items', 'components.0.items', '11 pictures', v2(gallery(...many(11, () => picture())))),
  message('media-description', 'components.0.items.0.description', '1,025 characters', v2(gallery(picture({ description: x(1025) })))),
  message('media-url', 'components.0.items.0.media.url', 'a data: address', v2(gallery({ media: { url: 'data:image/png;base64,AA==' } }))),
  message('attachment-reference', 'components.0.items.0.media.url', 'a picture that was not sent', v2(gallery({ media: { url: 'attachment://a.png' } }))),
  message('attachment-reference', 'embeds.0.image.url', 'the same in an embed', embed({ title: 'a', image: { url: 'attachment://a.png' } })),
  message('file-reference', 'components.0.file.url', 'a file from the web', v2({ type: 13, file: { url: 'https://example.org/a.zip' } })),
];
