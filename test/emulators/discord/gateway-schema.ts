import { z } from 'zod';

/** What a client may send. @see https://discord.com/developers/docs/events/gateway-events#send-events */
const presence = z.strictObject({
  since: z.number().nullable(),
  activities: z.array(z.strictObject({ name: z.string(), type: z.int(), state: z.string().nullish(), url: z.string().nullish() })),
  status: z.enum(['online', 'dnd', 'idle', 'invisible', 'offline']),
  afk: z.boolean(),
});

const identify = z.strictObject({
  token: z.string(),
  properties: z.strictObject({ os: z.string(), browser: z.string(), device: z.string() }),
  compress: z.boolean().optional(),
  large_threshold: z.int().min(50).max(250).optional(),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
  presence: presence.optional(),
  intents: z.int().min(0),
});

export const sent = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal(1), d: z.int().nullable() }),
  z.strictObject({ op: z.literal(2), d: identify }),
  z.strictObject({ op: z.literal(3), d: presence }),
  z.strictObject({ op: z.literal(6), d: z.strictObject({ token: z.string(), session_id: z.string(), seq: z.int().min(0) }) }),
]);
export type Sent = z.output<typeof sent>;
export type Identify = z.output<typeof identify>;

const bits = (...numbers: number[]) => numbers.reduce((sum, bit) => sum | (1 << bit), 0);
export const INTENTS = bits(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 21, 24, 25);
/** GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT. */
export const PRIVILEGED = bits(1, 8, 15);
