import { z } from 'zod';
import type { Found } from '../store/store.ts';
import type { Grade } from '../study/grading/grade.ts';
import { type History, pay } from '../study/points.ts';
import { attemptsDocument, attemptsIn, attemptsKey } from './attempts.ts';
import { documentSchema } from './document.ts';
import { ledgerOf } from './ledger.ts';
import { findMember, withOneMoreAnswer } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

const BANDS = ['weak', 'partial', 'strong'] as const;

const gradeSchema = documentSchema({
  score: z.int().min(0).max(100),
  band: z.enum(BANDS),
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
  /** What it was paid, and why nothing. Answers from before there were points have neither. */
  points: z.int().exactOptional(),
  unpaid: z.enum(['low', 'revealed', 'used', 'no-better']).exactOptional(),
  at: z.number(),
  disputedAt: z.number().exactOptional(),
  /** What an admin decided on a dispute: without a score the grade was kept. `points` is what it changed. */
  review: documentSchema({
    at: z.number(),
    score: z.int().min(0).max(100).exactOptional(),
    band: z.enum(BANDS).exactOptional(),
    note: z.string().exactOptional(),
    points: z.int(),
  }).exactOptional(),
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
  /** In points, by its score alone. */
  worth: number;
}

/** An answer, and what its question can still pay its member. */
export interface Recorded {
  answer: Answer;
  history: History;
}

/** Longer than any platform repeats an event. */
const ONCE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Keeps an answer and pays for it: document, ledger entry, attempts and membership in one commit, so that after a crash there is all
 * of it or nothing. The same event again returns the answer that it made the first time. Three round trips.
 */
export async function recordAnswer(records: Records, given: NewAnswer): Promise<Recorded> {
  const partition = communityPartition(given.place);
  const { committed, result } = await untilCommitted(async () => {
    const member = await findMember(records, given.place, given.account, (id) => [attemptsKey(id, given)]);
    const attempts = attemptsKey(member.id, given);
    const before = attemptsIn(member.documents, attempts);
    const id = `a_${records.newId()}`;
    const { points, unpaid, history } = pay(before.history, { answer: id, at: given.at, worth: given.worth });
    const answer = { ...answerOf(given, id, member.id), points, ...(unpaid === undefined ? {} : { unpaid }) };
    const membership = withOneMoreAnswer(member, given.account.name, given.at);
    // With the account: no id that somebody else sends can stand for this one.
    const once = { id: `${given.account.platform}:${given.account.id}:${given.eventId}`, forMs: ONCE_MS, result: answer.id, now: given.at };
    const expect = { ...membership.expect, [attempts]: before.version };
    const put = { ...membership.put, [answerKey(answer.id)]: answer, [attempts]: attemptsDocument(history) };
    const append = { [ledgerOf(given.at)]: [entryOf(given, answer)] };
    return { committed: await records.store.commit(partition, { once, expect, put, append }), result: { answer, history, before: before.history } };
  });
  if (committed.outcome === 'done') return result;
  const answer = (await readAnswer(records, given.place, z.string().parse(committed.result))) ?? result.answer;
  return { answer, history: result.before };
}

/** `undefined` once its owner has deleted it. */
async function readAnswer(records: Records, place: PlaceId, id: string): Promise<Answer | undefined> {
  return answerIn((await records.store.read(communityPartition(place), { documents: [answerKey(id)] })).documents, id);
}

export function answerIn(documents: Found['documents'], id: string): Answer | undefined {
  const document = documents[answerKey(id)];
  return document && answerSchema.parse(document.value);
}

/** An answer for its owner's eyes: `undefined` for everybody else. */
export async function readOwnAnswer(records: Records, place: PlaceId, account: AccountId, id: string): Promise<Recorded | undefined> {
  const answer = await readAnswer(records, place, id);
  if (!answer) return undefined;
  const member = await findMember(records, place, account, (mine) => [attemptsKey(mine, answer)]);
  if (answer.member !== member.id) return undefined;
  return { answer, history: attemptsIn(member.documents, attemptsKey(member.id, answer)).history };
}

function answerOf(given: NewAnswer, id: string, member: string): Answer {
  const { question, followUp, rubricVersion, text, at, grade } = given;
  // The grade as the schema has it: what is read back later is what is kept now.
  return { v: 1, id, member, question, ...(followUp === undefined ? {} : { followUp }), rubricVersion, text, grade: gradeSchema.parse(grade), at };
}

/** The ledger tells no text, no name and no account: what stays when its owner is deleted. */
function entryOf({ place, followUp }: NewAnswer, { id, at, member, question, rubricVersion, grade, points }: Answer) {
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
    points: points ?? 0,
  };
}

export function answerKey(id: string): string {
  return `answer/${id}`;
}
