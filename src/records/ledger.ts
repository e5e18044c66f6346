import { z } from 'zod';
import type { Found, Json, Wanted } from '../store/store.ts';
import type { ChallengeEntry, Entry } from '../study/ledger.ts';
import { documentSchema } from './document.ts';

/** One log a month, by UTC: where an entry is kept, not which day it counts for. */
export function ledgerOf(at: number): string {
  return `ledger/${new Date(at).toISOString().slice(0, 7)}`;
}

/** The ledger of all months between two moments, to be read whole. */
export function ledgersBetween(from: number, until: number): NonNullable<Wanted['logs']> {
  const logs: Record<string, object> = {};
  const month = new Date(from);
  month.setUTCDate(1);
  month.setUTCHours(0, 0, 0, 0);
  for (; month.getTime() <= until; month.setUTCMonth(month.getUTCMonth() + 1)) logs[ledgerOf(month.getTime())] = {};
  return logs;
}

const common = { v: z.literal(1), id: z.string(), at: z.number(), place: z.string() };
const ofMember = { ...common, member: z.string() };
const asked = { question: z.string(), followUp: z.string().optional() };
const dated = { days: z.array(z.string()).optional(), challenge: z.string().optional() };

/** Kinds that we don't know are a newer release's: it counts them. */
const entrySchemas = {
  answer: documentSchema({
    ...ofMember,
    ...asked,
    ...dated,
    kind: z.literal('answer'),
    rubricVersion: z.int(),
    score: z.number(),
    points: z.int(),
    unpaid: z.enum(['low', 'revealed', 'used', 'no-better', 'day-full']).optional(),
    daily: z.literal(true).optional(),
  }),
  reveal: documentSchema({ ...ofMember, ...asked, kind: z.literal('reveal') }),
  regrade: documentSchema({
    ...ofMember,
    ...asked,
    ...dated,
    kind: z.literal('regrade'),
    answer: z.string(),
    score: z.number(),
    points: z.int(),
    counts: z.boolean().optional(),
  }),
  grant: documentSchema({ ...ofMember, kind: z.literal('grant'), day: z.string() }),
  away: documentSchema({ ...ofMember, kind: z.literal('away'), from: z.string(), until: z.string().optional() }),
  clock: documentSchema({ ...ofMember, kind: z.literal('clock'), zone: z.string().optional(), dayStart: z.int().optional() }),
  group: documentSchema({ ...ofMember, kind: z.literal('group'), group: z.string(), did: z.enum(['join', 'leave']) }),
  challenge: documentSchema({
    ...common,
    kind: z.literal('challenge'),
    date: z.string(),
    postedAt: z.number().optional(),
    missedAt: z.number().optional(),
    unknownAt: z.number().optional(),
  }),
} satisfies Record<(Entry | ChallengeEntry)['kind'], z.ZodType>;

const kindSchema = z.object({ kind: z.string() });

/** What a ledger says, entry by entry; `undefined` for what only a newer release knows. */
function readEntry(value: Json): Entry | ChallengeEntry | undefined {
  const { kind } = kindSchema.parse(value);
  return Object.hasOwn(entrySchemas, kind) ? entrySchemas[kind as keyof typeof entrySchemas].parse(value) : undefined;
}

/** All of some logs, in the order in which it was written. */
export function entriesIn(logs: Found['logs']): (Entry | ChallengeEntry)[] {
  return Object.keys(logs)
    .sort()
    .flatMap((name) => logs[name] ?? [])
    .flatMap((value) => readEntry(value) ?? []);
}

/** As it is kept: without what is undefined. */
export function entryDocument(entry: Entry | ChallengeEntry): Json {
  return entrySchemas[entry.kind].parse(entry) as Json;
}
