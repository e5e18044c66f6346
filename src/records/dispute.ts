import { z } from 'zod';
import { bandOf } from '../study/grading/grade.ts';
import { type Answer, answerIn, answerKey } from './answer.ts';
import { documentSchema } from './document.ts';
import { findMember, nameIn, versionOf } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';
import { type Regraded, regrade } from './regrade.ts';

/** A learner's word against a grade, one an answer. It is kept beside the answer, with what an admin decided. */
const disputeSchema = documentSchema({
  v: z.literal(1),
  /** Whose event made it: delivered again, it is the same dispute. */
  event: z.string(),
  answer: z.string(),
  member: z.string(),
  question: z.string(),
  followUp: z.string().exactOptional(),
  /** The key point that it is about; none for the whole grade. */
  point: z.string().exactOptional(),
  words: z.string().exactOptional(),
  at: z.number(),
  decided: documentSchema({ event: z.string(), at: z.number() }).exactOptional(),
});
export type Dispute = z.infer<typeof disputeSchema>;

/** A dispute with all that an admin sees beside it. */
export interface DisputedAnswer {
  dispute: Dispute;
  answer: Answer;
  /** The member's, on our records. */
  name: string;
}

interface Acted {
  eventId: string;
  at: number;
  place: PlaceId;
  account: AccountId;
}

export interface NewDispute extends Acted {
  answer: string;
  point?: string | undefined;
  words?: string | undefined;
}

export interface Decision extends Acted {
  answer: string;
  /** The admin's score from 0 to 100, with its worth in points; without one the grade is kept. */
  regrade?: { score: number; worth: number } | undefined;
  note?: string | undefined;
}

/** Names of those that nobody has decided, oldest first by their time. */
const OPEN = 'disputes/open';

/** One commit; the same event again is the same dispute. `undefined` where the answer is gone or somebody else's. */
export async function recordDispute(records: Records, given: NewDispute): Promise<'done' | 'already' | undefined> {
  const partition = communityPartition(given.place);
  const { result } = await untilCommitted(async () => {
    const [before, member] = await Promise.all([readBoth(records, given.place, given.answer), findMember(records, given.place, given.account)]);
    const { answer, answerVersion, dispute, disputeVersion } = before;
    if (answer?.member !== member.id) return { committed: NOTHING, result: undefined };
    if (dispute) return { committed: NOTHING, result: dispute.event === given.eventId ? ('done' as const) : ('already' as const) };
    const made = disputeOf(given, answer);
    const committed = await records.store.commit(partition, {
      expect: { [disputeKey(answer.id)]: disputeVersion, [answerKey(answer.id)]: answerVersion },
      put: { [disputeKey(answer.id)]: made, [answerKey(answer.id)]: { ...answer, disputedAt: given.at } },
      add: { [OPEN]: [openName(made)] },
    });
    return { committed, result: 'done' as const };
  });
  return result;
}

/** Newest first, `size` of them from number `from` on, and how many there are. Two round trips. */
export async function readOpenDisputes(records: Records, place: PlaceId, from: number, size: number): Promise<{ all: number; shown: DisputedAnswer[] }> {
  const partition = communityPartition(place);
  const open = ((await records.store.read(partition, { sets: [OPEN] })).sets[OPEN] ?? []).toReversed();
  const ids = open.slice(from, from + size).map((name) => name.slice(name.indexOf('/') + 1));
  if (ids.length === 0) return { all: open.length, shown: [] };
  const found = (await records.store.read(partition, { documents: ids.flatMap((id) => [disputeKey(id), answerKey(id)]) })).documents;
  const pairs = ids.flatMap((id) => {
    const [dispute, answer] = [found[disputeKey(id)], answerIn(found, id)];
    return dispute && answer ? [{ dispute: disputeSchema.parse(dispute.value), answer }] : [];
  });
  const keys = [...new Set(pairs.map(({ answer }) => `membership/${answer.member}`))];
  const members = keys.length > 0 ? (await records.store.read(partition, { documents: keys })).documents : {};
  return { all: open.length, shown: pairs.map((pair) => ({ ...pair, name: nameIn(members, pair.answer.member) })) };
}

/** `undefined` where there is none, or its answer was deleted. */
export async function readDispute(records: Records, place: PlaceId, answerId: string): Promise<DisputedAnswer | undefined> {
  const { dispute, answer } = await readBoth(records, place, answerId);
  if (!dispute || !answer) return undefined;
  const key = `membership/${answer.member}`;
  const { documents } = await records.store.read(communityPartition(place), { documents: [key] });
  return { dispute, answer, name: nameIn(documents, answer.member) };
}

/**
 * Closes a dispute in one commit: the answer keeps both grades, the ledger gets the difference in points. Who decides later
 * hears `before`, with what was decided. `undefined` where there is nothing to decide.
 */
export async function decideDispute(records: Records, given: Decision): Promise<{ outcome: 'done' | 'before'; answer: Answer } | undefined> {
  const { result } = await untilCommitted(() => commitDecision(records, given));
  return result;
}

async function commitDecision(records: Records, given: Decision) {
  const partition = communityPartition(given.place);
  const { answer, answerVersion, dispute, disputeVersion } = await readBoth(records, given.place, given.answer);
  if (!answer || !dispute) return { committed: NOTHING, result: undefined };
  if (dispute.decided)
    return { committed: NOTHING, result: { outcome: dispute.decided.event === given.eventId ? ('done' as const) : ('before' as const), answer } };
  const changed: Regraded = given.regrade ? await regrade(records, given, answer, given.regrade) : { points: 0 };
  const reviewed = { ...answer, review: reviewOf(given, changed.points) };
  const { expect = {}, put = {}, ...shared } = changed.batch ?? {};
  const committed = await records.store.commit(partition, {
    ...shared,
    expect: { ...expect, [disputeKey(answer.id)]: disputeVersion, [answerKey(answer.id)]: answerVersion },
    put: { ...put, [disputeKey(answer.id)]: { ...dispute, decided: { event: given.eventId, at: given.at } }, [answerKey(answer.id)]: reviewed },
    drop: { [OPEN]: [openName(dispute)] },
  });
  return { committed, result: { outcome: 'done' as const, answer: reviewed } };
}

const NOTHING = { outcome: 'done', sizes: {} } as const;

async function readBoth(records: Records, place: PlaceId, id: string) {
  const { documents } = await records.store.read(communityPartition(place), { documents: [answerKey(id), disputeKey(id)] });
  const dispute = documents[disputeKey(id)];
  return {
    answer: answerIn(documents, id),
    answerVersion: versionOf(documents[answerKey(id)]),
    dispute: dispute && disputeSchema.parse(dispute.value),
    disputeVersion: versionOf(dispute),
  };
}

function disputeOf({ eventId, at, point, words }: NewDispute, { id, member, question, followUp }: Answer): Dispute {
  return {
    v: 1,
    event: eventId,
    answer: id,
    member,
    question,
    ...(followUp === undefined ? {} : { followUp }),
    ...(point === undefined ? {} : { point }),
    ...(words === undefined ? {} : { words }),
    at,
  };
}

function reviewOf({ at, regrade: anew, note }: Decision, points: number): NonNullable<Answer['review']> {
  const grade = anew ? { score: anew.score, band: bandOf(anew.score) } : {};
  return { at, points, ...grade, ...(note === undefined ? {} : { note }) };
}

function disputeKey(answerId: string): string {
  return `dispute/${answerId}`;
}

/** Sets come in the order of their names: that is the order in time. */
function openName({ at, answer }: Dispute): string {
  return `${String(at).padStart(15, '0')}/${answer}`;
}
