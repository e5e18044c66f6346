import { z } from 'zod';
import type { Found } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type History, NO_HISTORY, reveal } from '../study/points.ts';
import { documentSchema } from './document.ts';
import { entryDocument, ledgerOf } from './ledger.ts';
import { findMember, type Member, versionOf, withMembership } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId, placeName } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

/** A question, or one of its follow-ups, as it stands in keys and entries. */
export interface AskedId {
  question: string;
  followUp?: string | undefined;
}

const attemptsSchema = documentSchema({
  v: z.literal(1),
  attempts: z.array(documentSchema({ answer: z.string(), at: z.number(), worth: z.int().min(0) })),
  revealedAt: z.number().exactOptional(),
});

/** What a member did with a question, apart from all others: two who answer at once are never in each other's way. */
export function attemptsKey(member: string, { question, followUp }: AskedId): string {
  return `attempts/${member}/${question}${followUp === undefined ? '' : `/${followUp}`}`;
}

/** From what `findMember` read beside the membership. */
export function attemptsIn(documents: Found['documents'], key: string): { history: History; version: number } {
  const document = documents[key];
  return { history: document ? attemptsSchema.parse(document.value) : NO_HISTORY, version: versionOf(document) };
}

export function attemptsDocument(history: History) {
  return attemptsSchema.parse({ v: 1, ...history });
}

export interface Opened extends AskedId {
  at: number;
  place: PlaceId;
  account: AccountId & { name: string };
}

/**
 * Notes that somebody opened what answers a question: from now on it pays them nothing. Again changes nothing.
 * Never fails for want of the store, which keeps nobody from reading.
 */
export async function noteReveal(records: Records, opened: Opened): Promise<void> {
  await unlessAway(() => untilCommitted(() => commitReveal(records, opened)));
}

async function commitReveal(records: Records, { at, place, account, question, followUp }: Opened) {
  const asked = { question, followUp };
  const member: Member = await findMember(records, place, account, { of: (id) => [attemptsKey(id, asked)] });
  const key = attemptsKey(member.id, asked);
  const { history, version } = attemptsIn(member.documents, key);
  const after = reveal(history, at);
  if (after.revealedAt === history.revealedAt) return { committed: { outcome: 'done', sizes: {} } as const, result: undefined };
  const membership = withMembership(member, account.name, at);
  const entry = entryDocument({
    v: 1,
    id: `r_${records.newId()}`,
    at,
    kind: 'reveal',
    member: member.id,
    place: placeName(place),
    question,
    followUp,
  });
  const committed = await records.store.commit(communityPartition(place), {
    expect: { ...membership.expect, [key]: version },
    put: { ...membership.put, [key]: attemptsDocument(after) },
    add: membership.add,
    drop: membership.drop,
    append: { [ledgerOf(at)]: [entry] },
  });
  return { committed, result: undefined };
}

/** `undefined` while the store is away. */
export async function unlessAway<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof StoreUnavailable)) throw fault;
    return undefined;
  }
}
