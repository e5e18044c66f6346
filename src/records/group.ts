import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Found } from '../store/store.ts';
import { documentSchema } from './document.ts';

/** So long who answered in a group is kept: a year and a month. */
export const GROUP_DAYS_KEPT = 400;

const groupSchema = documentSchema({
  v: z.literal(1),
  id: z.string(),
  /** Text from people. */
  name: z.string(),
  createdAt: z.number(),
  /** The group's streak after the days that can't change any more. */
  streak: documentSchema({ through: z.string(), current: z.int(), longest: z.int() }).exactOptional(),
});
export type Group = z.infer<typeof groupSchema>;

/** Made of its name: two of one name can't be, and who names a group needs no list to find it. */
export function groupIdOf(name: string): string {
  const folded = name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return `g_${createHash('sha256').update(folded).digest('hex').slice(0, 16)}`;
}

export function groupKey(group: string): string {
  return `group/${group}`;
}

export function groupIn(documents: Found['documents'], group: string): Group | undefined {
  const document = documents[groupKey(group)];
  return document && groupSchema.parse(document.value);
}

export function groupDocument(group: Group): Group {
  return groupSchema.parse(group);
}

/** The set of a group's members whose answers counted on a date of the community. */
export function activeInGroup(group: string, date: string): string {
  return `group/${group}/active/${date}`;
}
