import { z } from 'zod';
import type { Document, Found } from '../store/store.ts';
import { documentSchema } from './document.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import type { Records } from './records.ts';

/** The only link between an account and what its owner did in a community: removing it makes the ledger anonymous. */
const linkSchema = documentSchema({ v: z.literal(1), member: z.string() });

const membershipSchema = documentSchema({
  v: z.literal(1),
  /** As the platform showed it at the last answer. */
  name: z.string(),
  joinedAt: z.number(),
  answers: z.int(),
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

/**
 * Two round trips: the link, then the membership with what else is wanted of that member.
 * A newcomer gets a new id, which exists only once it is committed.
 */
export async function findMember(
  records: Records,
  place: PlaceId,
  account: AccountId,
  alsoOf: (member: string) => readonly string[] = () => [],
): Promise<Member> {
  const partition = communityPartition(place);
  const linkKey = `member/${account.platform}:${account.id}`;
  const link = (await records.store.read(partition, { documents: [linkKey] })).documents[linkKey];
  const id = link ? linkSchema.parse(link.value).member : `m_${records.newId()}`;
  const membershipKey = `membership/${id}`;
  const documents = link ? (await records.store.read(partition, { documents: [membershipKey, ...alsoOf(id)] })).documents : {};
  const document = documents[membershipKey];
  return {
    id,
    linkKey,
    linkVersion: versionOf(link),
    membershipKey,
    membershipVersion: versionOf(document),
    membership: document && membershipSchema.parse(document.value),
    documents,
  };
}

/** The membership after one more answer, and the link to it, for the answer's own commit. */
export function withOneMoreAnswer(member: Member, name: string, at: number) {
  return withAnswers(member, name, at, 1);
}

/** The membership of somebody who did something else than answer, perhaps as the first thing they did here. */
export function withMembership(member: Member, name: string, at: number) {
  return withAnswers(member, name, at, 0);
}

function withAnswers(member: Member, name: string, at: number, more: number) {
  const before = member.membership ?? { v: 1 as const, joinedAt: at, answers: 0 };
  const after: Membership = { ...before, name, answers: before.answers + more };
  return {
    expect: { [member.linkKey]: member.linkVersion, [member.membershipKey]: member.membershipVersion },
    put: {
      ...(member.linkVersion === 0 ? { [member.linkKey]: { v: 1, member: member.id } } : {}),
      [member.membershipKey]: after,
    },
  };
}

/** The name that a member's records have, where the membership was read: text from people. */
export function nameIn(documents: Found['documents'], member: string): string {
  const document = documents[`membership/${member}`];
  return document ? membershipSchema.parse(document.value).name : 'a former member';
}

export function versionOf(document: Document | undefined): number {
  return document?.version ?? 0;
}
