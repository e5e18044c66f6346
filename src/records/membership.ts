import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Document, Found } from '../store/store.ts';
import type { PaidToday } from '../study/paid-today.ts';
import { NO_STREAK, type StreakState } from '../study/streak.ts';
import { documentSchema } from './document.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import type { Records } from './records.ts';

/** The only link between an account and what its owner did in a community: removing it makes the ledger anonymous. */
const linkSchema = documentSchema({ v: z.literal(1), member: z.string() });

/** See `StreakState` in study/streak.ts. */
export const streakSchema = documentSchema({
  through: z.string().optional(),
  tally: documentSchema({
    run: z.int(),
    longest: z.int(),
    freezes: z.int(),
    active: z.int(),
    away: documentSchema({ year: z.string(), days: z.int() }),
  }),
  history: z.string(),
  days: z.record(z.string(), documentSchema({ answers: z.int(), granted: z.literal(true).optional() })),
  away: z.array(documentSchema({ from: z.string(), until: z.string() })),
  choices: z.array(documentSchema({ from: z.number(), zone: z.string().optional(), dayStart: z.int().optional() })),
  recount: z.literal(true).optional(),
});

/** See `PaidToday` in study/paid-today.ts. */
const paidSchema = documentSchema({ date: z.string(), questions: z.array(z.string()), drills: z.int(), round: z.int() });

const VISIBILITIES = ['everyone', 'groups', 'hidden'] as const;
/** Who sees a member's name on boards, and their streak: everyone here, the groups they are in, or nobody. */
export type Visibility = (typeof VISIBILITIES)[number];

const membershipSchema = documentSchema({
  v: z.literal(1),
  /** As the platform showed it at the last answer. */
  name: z.string(),
  joinedAt: z.number(),
  answers: z.int(),
  /** Caches of the ledger: `npm run rebuild` compares them with it. */
  streak: streakSchema.exactOptional(),
  paid: paidSchema.exactOptional(),
  visibility: z.enum(VISIBILITIES).exactOptional(),
  /** Ids of groups, with when the member joined each. */
  groups: z.array(documentSchema({ id: z.string(), since: z.number() })).exactOptional(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** A member as read, with the versions that a commit must expect. */
export interface Member {
  /** `m_…`: made for this community, says nothing about the account. */
  id: string;
  linkKey: string;
  linkVersion: number;
  membershipKey: string;
  membershipVersion: number;
  membership: Membership | undefined;
  /** What else was asked for, by key. */
  documents: Found['documents'];
}

/** What else to read with somebody. */
export interface Also {
  /** Of the community: comes with the link. */
  here?: readonly string[];
  /** Of the member: comes with the membership, and not at all for a newcomer. */
  of?(member: string): readonly string[];
}

/**
 * Two round trips: the link, then the membership with what else is wanted of that member.
 * A newcomer gets a new id, which exists only once it is committed.
 */
export async function findMember(records: Records, place: PlaceId, account: AccountId, { here = [], of = () => [] }: Also = {}): Promise<Member> {
  const partition = communityPartition(place);
  const linkKey = linkKeyOf(account);
  const first = (await records.store.read(partition, { documents: [linkKey, ...here] })).documents;
  const link = first[linkKey];
  const id = memberIn(first, account) ?? `m_${records.newId()}`;
  const key = membershipKey(id);
  const second = link ? (await records.store.read(partition, { documents: [key, ...of(id)] })).documents : {};
  return {
    id,
    linkKey,
    linkVersion: versionOf(link),
    membershipKey: key,
    membershipVersion: versionOf(second[key]),
    membership: membershipIn(second, id),
    documents: { ...first, ...second },
  };
}

/** What stands behind a link that was read; `undefined` for who has done nothing here yet. */
export function memberIn(documents: Found['documents'], account: AccountId): string | undefined {
  const link = documents[linkKeyOf(account)];
  return link && linkSchema.parse(link.value).member;
}

/** What an act changes of a membership: `more` answers, and caches that it moved on. */
export interface Changes {
  more?: number;
  streak?: StreakState;
  paid?: PaidToday;
  groups?: NonNullable<Membership['groups']>;
}

/**
 * The membership of somebody who did something, perhaps as the first thing they did here, for the act's own commit. Who looks for
 * somebody by name finds them in `add`: what another of the same name is looked up by is the same set.
 */
export function withMembership(member: Member, name: string, at: number, { more = 0, streak, paid, groups }: Changes = {}) {
  const before = member.membership;
  const after = membershipDocument({
    ...(before ?? { v: 1 as const, joinedAt: at, answers: 0 }),
    name,
    answers: (before?.answers ?? 0) + more,
    ...(streak ? { streak: streakSchema.parse(streak) } : {}),
    ...(paid ? { paid: paidSchema.parse(paid) } : {}),
    ...(groups ? { groups } : {}),
  });
  const isRenamed = before !== undefined && namedSet(before.name) !== namedSet(name);
  return {
    expect: { [member.linkKey]: member.linkVersion, [member.membershipKey]: member.membershipVersion },
    put: {
      ...(member.linkVersion === 0 ? { [member.linkKey]: { v: 1, member: member.id } } : {}),
      [member.membershipKey]: after,
    },
    add: { [namedSet(name)]: [member.id] },
    drop: isRenamed ? { [namedSet(before.name)]: [member.id] } : {},
  };
}

/** A membership that changes by itself, not by what its member does just now. */
export function membershipDocument(membership: Membership): Membership {
  return membershipSchema.parse(membership);
}

export function membershipIn(documents: Found['documents'], member: string): Membership | undefined {
  const document = documents[membershipKey(member)];
  return document && membershipSchema.parse(document.value);
}

/** The name that a member's records have, where the membership was read: text from people. */
export function nameIn(documents: Found['documents'], member: string): string {
  return membershipIn(documents, member)?.name ?? 'a former member';
}

export function membershipKey(member: string): string {
  return `membership/${member}`;
}

export function linkKeyOf(account: AccountId): string {
  return `member/${account.platform}:${account.id}`;
}

/** The set of members who go by a name, whatever its case. By a hash: names are nobody's keys. */
export function namedSet(name: string): string {
  const folded = name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return `named/${createHash('sha256').update(folded).digest('hex').slice(0, 32)}`;
}

export function streakIn(membership: Membership | undefined): StreakState {
  return membership?.streak ?? NO_STREAK;
}

/** The groups that a member was in at a moment. */
export function groupsAt(membership: Membership | undefined, at: number): string[] {
  return (membership?.groups ?? []).filter(({ since }) => since <= at).map(({ id }) => id);
}

export function versionOf(document: Document | undefined): number {
  return document?.version ?? 0;
}
