import { z } from 'zod';
import { type RuleId, rule } from './rules.ts';
import { list, messageComponents, snowflake, text, whole } from './schema-components.ts';

export const FLAG = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, loading: 1 << 7, suppressNotifications: 1 << 12, componentsV2: 1 << 15 } as const;

const picture = z.strictObject({ url: z.string().max(2048) });
const embed = z.strictObject({
  title: text('embed-title').nullish(),
  type: z.string().nullish(),
  description: text('embed-description').nullish(),
  url: z.string().max(2048).nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  color: whole('embed-color', 0).nullish(),
  footer: z.strictObject({ text: text('embed-footer'), icon_url: z.string().nullish() }).nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  author: z.strictObject({ name: text('embed-author'), url: z.string().nullish(), icon_url: z.string().nullish() }).nullish(),
  fields: list(
    z.strictObject({ name: text('embed-field-name', 1), value: text('embed-field-value', 1), inline: z.boolean().nullish() }),
    'embed-fields',
  ).nullish(),
});
export type Embed = z.output<typeof embed>;

const ids = list(snowflake, 'mentions-count').nullish();
const allowedMentions = z
  .strictObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'], 'mentions-parse')).nullish(),
    users: ids,
    roles: ids,
    replied_user: z.boolean().nullish(),
  })
  .superRefine((allowed, context) => {
    for (const kind of ['users', 'roles'] as const) {
      const both = allowed.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0;
      if (both) context.addIssue({ code: 'custom', message: 'mentions-exclusive', path: ['parse'] });
    }
  });
export type AllowedMentions = z.output<typeof allowedMentions>;

const attachment = z.strictObject({
  // Discord takes the n of files[n] as a number too.
  id: z.union([snowflake, z.int().min(0)]).transform(String),
  filename: z.string().min(1).max(1024).nullish(),
  title: z.string().max(1024).nullish(),
  description: text('attachment-description').nullish(),
  is_spoiler: z.boolean().nullish(),
});

/** Which flags may be set differs by endpoint. */
const flags = (allowed: number, id: RuleId = 'message-flags') =>
  z
    .int()
    .refine((set) => (set & ~allowed) === 0, id)
    .nullish();

const body = {
  content: text('content-length').nullish(),
  embeds: list(embed, 'embeds-count').nullish(),
  allowed_mentions: allowedMentions.nullish(),
  components: messageComponents.nullish(),
  attachments: list(attachment, 'attachments-count').nullish(),
};
const created = FLAG.suppressEmbeds | FLAG.suppressNotifications | FLAG.componentsV2;

export const createMessage = z
  .strictObject({
    ...body,
    nonce: z.union([z.int(), z.string().max(25, 'nonce-length')]).nullish(),
    enforce_nonce: z.boolean().nullish(),
    tts: z.boolean().nullish(),
    flags: flags(created),
    message_reference: z
      .strictObject({
        type: z.literal(0).nullish(),
        message_id: snowflake,
        channel_id: snowflake.nullish(),
        guild_id: snowflake.nullish(),
        fail_if_not_exists: z.boolean().nullish(),
      })
      .nullish(),
  })
  .superRefine((made, context) => {
    if (made.enforce_nonce && (made.nonce === undefined || made.nonce === null))
      context.addIssue({ code: 'custom', message: 'enforce-nonce', path: ['nonce'] });
  });
export const editMessage = z.strictObject({ ...body, flags: flags(FLAG.suppressEmbeds | FLAG.componentsV2) });
/** Answers and follow-ups to interactions. EPHEMERAL may be set at creation only; the router tells the two apart. */
export const followup = z.strictObject({ ...body, tts: z.boolean().nullish(), flags: flags(created | FLAG.ephemeral) });
export const editFollowup = z.strictObject({ ...body, flags: flags(FLAG.suppressEmbeds | FLAG.componentsV2 | FLAG.ephemeral) });
export const deferral = z.strictObject({ flags: flags(FLAG.ephemeral, 'deferral-flags') }).nullish();

type Body = z.output<z.ZodObject<typeof body>>;
/** What all of them have in common. */
export interface MessageBody extends Body {
  flags?: number | null | undefined;
  tts?: boolean | null | undefined;
}

const choice = z.strictObject({
  name: text('autocomplete-name', 1),
  name_localizations: z.record(z.string(), z.string()).nullish(),
  value: z.union([text('autocomplete-value'), z.number()], { error: (issue) => tooLong(issue.input) }),
});
/** A union says only that nothing fits; a string of the wrong length has a rule of its own. */
function tooLong(value: unknown): string {
  return typeof value === 'string' ? ('autocomplete-value' satisfies RuleId) : rule('wrong-type').says;
}
export const autocomplete = z.strictObject({ choices: list(choice, 'autocomplete-choices') });
