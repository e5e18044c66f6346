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
  /** Whose event made it: delivered again, it is the same group. */
  event: z.string(),
});
export type Group = z.infer<typeof groupSchema>;

/** Made of its name: two of one name can't be, and who names a group needs no list to find it. */
export function groupIdOf(name: string): string {
  const folded = name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return `g_${createHash('sha256').update(folded).digest('hex').slice(0, 16)}`;
}

/** The set of the ids of all groups that have members. */
export const GROUPS = 'groups';

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

export function membersOfGroup(group: string): string {
  return `group/${group}/members`;
}

/** The log of who came and went, as numbers: how many a group had on a day decides its quorum. */
export function sizesOfGroup(group: string): string {
  return `group/${group}/sizes`;
}

const sizeSchema = documentSchema({ at: z.number(), by: z.union([z.literal(1), z.literal(-1)]) });

export function sizesIn(logs: Found['logs'], group: string): { at: number; by: 1 | -1 }[] {
  return (logs[sizesOfGroup(group)] ?? []).map((entry) => sizeSchema.parse(entry));
}
