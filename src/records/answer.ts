import { z } from 'zod';
import type { Batch, Found } from '../store/store.ts';
import { type Award, award } from '../study/award.ts';
import { counterShownAt } from '../study/daily.ts';
import type { Grade } from '../study/grading/grade.ts';
import { countsForStreak } from '../study/points.ts';
import type { Level } from '../study/rubric.ts';
import { type Streak, streakOf } from '../study/streak.ts';
import { type Answerer, type Chances, chancesOf, readAnswerer } from './answerer.ts';
import { attemptsDocument, attemptsKey } from './attempts.ts';
import { boardChange } from './board.ts';
import { activeOn, type Challenge, counterWork, MEMBERS, participantsOf } from './challenge.ts';
import { zoneAt } from './community-days.ts';
import { documentSchema } from './document.ts';
import { activeInGroup } from './group.ts';
import { knowMember } from './known-members.ts';
import { entryDocument, ledgerOf } from './ledger.ts';
import { groupsAt, withMembership } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId, placeName } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';
import { setEnds } from './set-ends.ts';

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
  unpaid: z.enum(['low', 'revealed', 'used', 'no-better', 'day-full']).exactOptional(),
  /** What the daily added to its worth. */
  bonus: z.int().exactOptional(),
  /** What it counts for, as the ledger has it. */
  days: z.array(z.string()).exactOptional(),
  challenge: z.string().exactOptional(),
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
  level: Level;
  text: string;
  grade: Grade;
}

/** An answer, and what its question can still pay its member. */
export interface Recorded {
  answer: Answer;
  chances: Chances;
}

/** What an answer did for its day, where it counts. */
export interface DayOfAnswer {
  streak: Streak;
  earnedFreeze: boolean;
  /** Of the challenge that it answered: members whose answers counted so far, and how many it takes. */
  challenge?: { answered: number; quorum: number | undefined };
}

/** Longer than any platform repeats an event. */
const ONCE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Keeps an answer and pays for it: document, ledger entry, attempts, membership, boards, who answered today, in one commit, so that
 * after a crash there is all of it or nothing. It expects nothing but what is its member's own: any number of members can answer at
 * once. The same event again returns the answer that it made the first time. Three round trips.
 */
export async function recordAnswer(records: Records, given: NewAnswer): Promise<Recorded & { day?: DayOfAnswer }> {
  const { committed, result } = await untilCommitted(async () => {
    const answerer = await readAnswerer(records, given.place, given.account, given, given.at);
    const id = `a_${records.newId()}`;
    const { question, followUp, rubricVersion, level, at } = given;
    const made = award(
      { id, at, member: answerer.member.id, place: placeName(given.place), question, followUp, rubricVersion, score: given.grade.score, level },
      answerer.known,
    );
    const answer = answerOf(given, made);
    return {
      committed: await records.store.commit(communityPartition(given.place), batchOf(given, answerer, made, answer)),
      result: { answer, made, answerer },
    };
  });
  if (committed.outcome === 'duplicate')
    return (
      (await recall(records, given, z.string().parse(committed.result))) ?? { answer: result.answer, chances: chancesOf(result.answerer, given, given.at) }
    );
  const { answer, made, answerer } = result;
  knowMember(records.store, given.place, given.account, answer.member);
  const chances = chancesOf({ ...answerer, known: { ...answerer.known, state: made.state, history: made.history } }, given, given.at);
  const answered = made.entry.challenge === undefined ? undefined : committed.sizes[participantsOf(made.entry.challenge)];
  return { answer, chances, ...dayOf(answer, made.streak, made.earnedFreeze, answerer.challenge, answered) };
}

/** What an event that comes again is told: what it made, as things stand now. */
async function recall(records: Records, given: NewAnswer, id: string): Promise<(Recorded & { day?: DayOfAnswer }) | undefined> {
  const answer = await readAnswer(records, given.place, id);
  if (!answer) return undefined;
  const answerer = await readAnswerer(records, given.place, given.account, answer, given.at);
  const set = participantsOf(answer.challenge ?? '');
  const sets: Found['sets'] = answer.challenge === undefined ? {} : (await records.store.read(communityPartition(given.place), { sets: [set] })).sets;
  const streak = streakOf(answerer.known.state, answerer.days, given.at);
  return { answer, chances: chancesOf(answerer, answer, given.at), ...dayOf(answer, streak, false, answerer.challenge, sets[set]?.length) };
}

function dayOf(answer: Answer, streak: Streak, earnedFreeze: boolean, challenge: Challenge | undefined, answered: number | undefined): { day?: DayOfAnswer } {
  if (!countsForStreak({ score: answer.grade.score, unpaid: answer.unpaid })) return {};
  return { day: { streak, earnedFreeze, ...(answered === undefined ? {} : { challenge: { answered, quorum: challenge?.quorum } }) } };
}

function batchOf(given: NewAnswer, answerer: Answerer, made: Award, answer: Answer): Batch {
  const { at, account } = given;
  const { member, community, attemptsVersion } = answerer;
  const zone = zoneAt(community, at);
  const groups = groupsAt(member.membership, at);
  const membership = withMembership(member, account.name, at, { more: 1, streak: made.state, paid: made.paid });
  const boards = boardChange({ zone, answeredAt: at, at, member: member.id, groups, points: made.entry.points });
  const sets = setsOf(made, answerer, groups, zone);
  const attempts = attemptsKey(member.id, given);
  return {
    // With the account: no id that somebody else sends can stand for this one.
    once: { id: `${account.platform}:${account.id}:${given.eventId}`, forMs: ONCE_MS, result: answer.id, now: at },
    expect: { ...membership.expect, [attempts]: attemptsVersion },
    put: { ...membership.put, [answerKey(answer.id)]: answer, [attempts]: attemptsDocument(made.history) },
    add: { ...membership.add, [MEMBERS]: [member.id], ...Object.fromEntries(Object.keys(sets).map((set) => [set, [member.id]])) },
    drop: membership.drop,
    append: { [ledgerOf(at)]: [entryDocument(made.entry)] },
    award: boards.award,
    due: made.entry.challenge === undefined || !counts(made) ? [] : [counterEdit(made.entry.challenge, answerer.challenge?.postedAt ?? at, at)],
    until: { boards: boards.until, sets },
  };
}

/** The sets of who answered what on which date, with when each may go. */
function setsOf(made: Award, { known }: Answerer, groups: readonly string[], zone: string): Record<string, number> {
  const { challenge } = made.entry;
  const counting = [...(challenge === undefined ? [] : [participantsOf(challenge)]), ...groups.map((group) => activeInGroup(group, known.date))];
  return setEnds([activeOn(known.date), ...(counts(made) ? counting : [])], zone);
}

function counterEdit(date: string, postedAt: number, at: number) {
  return { key: counterWork(date), at: counterShownAt(postedAt, Math.max(postedAt, at)), data: { date } };
}

function counts({ entry }: Award): boolean {
  return countsForStreak(entry);
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
export async function readOwnAnswer(records: Records, place: PlaceId, account: AccountId, id: string, at: number): Promise<Recorded | undefined> {
  const answer = await readAnswer(records, place, id);
  if (!answer) return undefined;
  const answerer = await readAnswerer(records, place, account, answer, at);
  return answer.member === answerer.member.id ? { answer, chances: chancesOf(answerer, answer, at) } : undefined;
}

function answerOf({ text, grade }: NewAnswer, { entry, bonus }: Award): Answer {
  const { id, member, question, followUp, rubricVersion, points, unpaid, days, challenge, at } = entry;
  return answerSchema.parse({
    v: 1,
    id,
    member,
    question,
    ...(followUp === undefined ? {} : { followUp }),
    rubricVersion,
    text,
    grade,
    points,
    ...(unpaid === undefined ? {} : { unpaid }),
    ...(bonus === 0 ? {} : { bonus }),
    ...(days === undefined ? {} : { days }),
    ...(challenge === undefined ? {} : { challenge }),
    at,
  });
}

export function answerKey(id: string): string {
  return `answer/${id}`;
}
