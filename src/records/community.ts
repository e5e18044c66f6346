import { z } from 'zod';
import type { Found } from '../store/store.ts';
import type { Weekday } from '../study/calendar.ts';
import type { ZoneChange } from '../study/learner-day.ts';
import type { Schedule } from '../study/schedule.ts';
import { documentSchema } from './document.ts';
import { versionOf } from './membership.ts';

export const COMMUNITY_KEY = 'community';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const weekday = z.int().min(1).max(7) as unknown as z.ZodType<Weekday>;

/** Where and when a community gets its challenges, as its admins set it. */
const dailySchema = documentSchema({
  platform: z.string(),
  channel: z.string(),
  weekdays: z.array(weekday).min(1),
  time: documentSchema({ hour: z.int().min(0).max(23), minute: z.int().min(0).max(59) }),
  /** By an admin, or by us because the channel is gone or forbidden: then why, in words. */
  paused: documentSchema({ at: z.number(), by: z.enum(['admin', 'us']), why: z.string().exactOptional() }).exactOptional(),
  skipped: z.array(day).exactOptional(),
  /** Ids of topics, and levels: all where it is left out. */
  topics: z.array(z.string()).exactOptional(),
  levels: z.array(z.enum(['mid', 'senior', 'staff'])).exactOptional(),
  /** Fixed by an admin; else a share of who answered lately. */
  quorum: z.int().min(1).exactOptional(),
  /** The role to mention: nobody where it is left out. */
  mention: z.string().exactOptional(),
  thread: z.boolean().exactOptional(),
  recap: z.boolean().exactOptional(),
  /** Who set it up last, and is told when something needs an admin. */
  admin: documentSchema({ platform: z.string(), id: z.string() }).exactOptional(),
});
export type Daily = z.infer<typeof dailySchema>;

const communitySchema = documentSchema({
  v: z.literal(1),
  name: z.string().exactOptional(),
  /** Its zone from when on, oldest first. */
  zones: z.array(documentSchema({ from: z.number(), zone: z.string() })).min(1),
  /** From the first date of a schedule to its last: what has no challenge between is a rest day. */
  scheduled: z.array(documentSchema({ from: day, until: day.exactOptional() })),
  daily: dailySchema.exactOptional(),
});
export type Community = z.infer<typeof communitySchema>;

/** A community that nobody has set up. */
const NEW: Community = { v: 1, zones: [{ from: 0, zone: 'UTC' }], scheduled: [] };

/** From documents of its partition that were read together with others. */
export function communityIn(documents: Found['documents']): { community: Community; version: number } {
  const document = documents[COMMUNITY_KEY];
  return { community: document ? communitySchema.parse(document.value) : NEW, version: versionOf(document) };
}

export function communityDocument(community: Community): Community {
  return communitySchema.parse(community);
}

/** Set up and turned on, though perhaps paused. */
export function isStarted({ scheduled }: Community): boolean {
  const last = scheduled.at(-1);
  return last !== undefined && last.until === undefined;
}

/** As its rules see it. */
export function scheduleOf(community: Pick<Community, 'zones'>, { weekdays, time, paused, skipped }: Daily): Schedule {
  return { weekdays, time, zone: zoneOf(community), paused: paused !== undefined, skipped };
}

/** Until it is turned on nobody has lived by its zone: then there is nothing to remember of the one before. */
export function withZone(community: Community, zone: string, at: number): Community {
  if (zoneOf(community) === zone) return community;
  return { ...community, zones: isStarted(community) ? [...community.zones, { from: at, zone }] : [{ from: 0, zone }] };
}

export function zoneOf({ zones }: Pick<Community, 'zones'>): string {
  return (zones.at(-1) as ZoneChange).zone;
}
