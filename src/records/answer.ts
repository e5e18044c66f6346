import { z } from 'zod';
import type { Grade } from '../study/grading/grade.ts';
import { documentSchema } from './document.ts';
import { findMember, withOneMoreAnswer } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

const gradeSchema = documentSchema({
  score: z.int().min(0).max(100),
  band: z.enum(['weak', 'partial', 'strong']),
  points: z.array(
    documentSchema({
      point: z.string(),
      verdict: z.enum(['covered', 'partly', 'missed']),
      credit: z.number(),
      evidence: z.string().exactOptional(),
      missing: z.array(z.string()).exactOptional(),
      cancelledBy: z.string().exactOptional(),
      judged: z.literal(true).exactOptional(),
    }),
  ),
  misconceptions: z.array(documentSchema({ misconception: z.string(), evidence: z.string() })),
  /** Answers from before there was a judge don't say it. */
  gradedBy: z.union([z.literal('rules'), documentSchema({ judge: z.string() })]).default('rules'),
});

const answerSchema = documentSchema({
  v: z.literal(1),
  id: z.string(),
  member: z.string(),
  /** The question's short key. */
  question: z.string(),
  followUp: z.string().exactOptional(),
  rubricVersion: z.int(),
  text: z.string(),
  grade: gradeSchema,
  at: z.number(),
});
export type Answer = z.infer<typeof answerSchema>;

export interface NewAnswer {
  /** The event that brought it: delivered twice, it counts once. */
  eventId: string;
  at: number;
  place: PlaceId;
  account: AccountId & { name: string };
  question: string;
  followUp?: string | undefined;
  rubricVersion: number;
  text: string;
  grade: Grade;
}

/** Longer than any platform repeats an event. */
const ONCE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Keeps an answer: document, ledger entry and membership in one commit, so that after a crash there is all of it or nothing.
 * The same event again returns the answer that it made the first time. Three round trips.
 */
export async function recordAnswer(records: Records, given: NewAnswer): Promise<Answer> {
  const partition = communityPartition(given.place);
  const { committed, result } = await untilCommitted(async () => {
    const member = await findMember(records, given.place, given.account);
    const answer = answerOf(given, `a_${records.newId()}`, member.id);
    const membership = withOneMoreAnswer(member, given.account.name, given.at);
    // With the account: no id that somebody else sends can stand for this one.
    const once = { id: `${given.account.platform}:${given.account.id}:${given.eventId}`, forMs: ONCE_MS, result: answer.id, now: given.at };
    const put = { ...membership.put, [documentKey(answer.id)]: answer };
    const append = { [ledgerOf(given.at)]: [entryOf(given, answer)] };
    return { committed: await records.store.commit(partition, { once, expect: membership.expect, put, append }), result: answer };
  });
  if (committed.outcome === 'done') return result;
  return (await readAnswer(records, given.place, z.string().parse(committed.result))) ?? result;
}

/** `undefined` once its owner has deleted it. */
async function readAnswer(records: Records, place: PlaceId, id: string): Promise<Answer | undefined> {
  const key = documentKey(id);
  const document = (await records.store.read(communityPartition(place), { documents: [key] })).documents[key];
  return document && answerSchema.parse(document.value);
}

/** An answer for its owner's eyes: `undefined` for everybody else. */
export async function readOwnAnswer(records: Records, place: PlaceId, account: AccountId, id: string): Promise<Answer | undefined> {
  const [answer, member] = await Promise.all([readAnswer(records, place, id), findMember(records, place, account)]);
  return answer?.member === member.id ? answer : undefined;
}

function answerOf(given: NewAnswer, id: string, member: string): Answer {
  const { question, followUp, rubricVersion, text, at, grade } = given;
  // The grade as the schema has it: what is read back later is what is kept now.
  return { v: 1, id, member, question, ...(followUp === undefined ? {} : { followUp }), rubricVersion, text, grade: gradeSchema.parse(grade), at };
}

/** The ledger tells no text, no name and no account: what stays when its owner is deleted. */
function entryOf({ place, followUp }: NewAnswer, { id, at, member, question, rubricVersion, grade }: Answer) {
  return {
    v: 1,
    id,
    at,
    kind: 'answer',
    member,
    place: `${place.platform}:${place.id}`,
    question,
    ...(followUp === undefined ? {} : { followUp }),
    rubricVersion,
    score: grade.score,
  };
}

function documentKey(id: string): string {
  return `answer/${id}`;
}

/** One log a month, by UTC: where an entry is kept, not which day it counts for. */
function ledgerOf(at: number): string {
  return `ledger/${new Date(at).toISOString().slice(0, 7)}`;
}
