import { z } from 'zod';
import { boardName } from '../study/board.ts';
import { addDays, type Day, dateIn, mondayOf, weekOf } from '../study/calendar.ts';
import type { CommunityStreak } from '../study/quorum.ts';
import { type Answer, answerIn, answerKey } from './answer.ts';
import { type Challenge, type Challenges, participantsOf } from './challenge.ts';
import { zoneOf } from './community.ts';
import { communityStreakIn, openTurnouts } from './community-streak.ts';
import { ledgerOf } from './ledger.ts';
import { nameIn } from './membership.ts';
import { endOf } from './occurrence.ts';
import type { Records } from './records.ts';
import { changePlan, type Plan } from './schedule.ts';

// What came of a challenge: who answered, and what most of the answers missed.

export interface Tally {
  /** Members whose answers counted for its date. */
  answered: number;
  /** The key point that most answers missed: how many of how many. */
  mostMissed?: { point: string; missed: number; of: number };
}

const entryOfAnswer = z.object({ kind: z.literal('answer'), id: z.string(), at: z.number(), question: z.string(), followUp: z.string().optional() });
/** Of a month's ledger the newest: more than a busy community writes while a challenge is open. */
const ENTRIES_READ = 5_000;
/** What is most missed shows in as many answers as in all. */
const ANSWERS_READ = 300;

/** Members whose answers counted so far. One round trip. */
export async function readAnswered({ store }: Records, partition: string, date: Day): Promise<readonly string[]> {
  const name = participantsOf(date);
  return (await store.read(partition, { sets: [name] })).sets[name] ?? [];
}

/** Three round trips. */
export async function readTally(records: Records, partition: string, challenges: Challenges, challenge: Challenge, now: number): Promise<Tally> {
  const answered = await readAnswered(records, partition, challenge.date);
  const mostMissed = mostMissedIn(await readAnswers(records, partition, challenge, Math.min(now, endOf(challenges, challenge))));
  return { answered: answered.length, ...(mostMissed ? { mostMissed } : {}) };
}

/** Each member's last answer while the challenge was open. Who deleted it is not asked about it. */
async function readAnswers({ store }: Records, partition: string, { question, postedAt = 0 }: Challenge, until: number): Promise<Answer[]> {
  const logs = [...new Set([ledgerOf(postedAt), ledgerOf(until)])];
  const found = await store.read(partition, { logs: Object.fromEntries(logs.map((log) => [log, { last: ENTRIES_READ }])) });
  const ids = logs
    .flatMap((log) => found.logs[log] ?? [])
    .flatMap((entry) => entryOfAnswer.safeParse(entry).data ?? [])
    .filter((entry) => entry.question === question && entry.followUp === undefined && entry.at >= postedAt && entry.at < until)
    .slice(-ANSWERS_READ)
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  const { documents } = await store.read(partition, { documents: ids.map(answerKey) });
  const answers = ids.flatMap((id) => answerIn(documents, id) ?? []);
  return [...new Map(answers.map((answer) => [answer.member, answer])).values()];
}

function mostMissedIn(answers: readonly Answer[]): Tally['mostMissed'] {
  const times = new Map<string, number>();
  for (const { grade } of answers) {
    for (const { point, verdict } of grade.points) if (verdict === 'missed') times.set(point, (times.get(point) ?? 0) + 1);
  }
  const [most] = [...times].sort(([, a], [, b]) => b - a);
  return most && { point: most[0], missed: most[1], of: answers.length };
}

/** Ends a challenge whose time is over: from then on its numbers stand. @returns it, closed; `undefined` where it is still open */
export async function closeChallenge(records: Records, partition: string, date: Day, now: number): Promise<{ plan: Plan; challenge: Challenge } | undefined> {
  const { plan } = await changePlan(records, partition, now, () => undefined);
  const challenge = plan.challenges.recent.find((each) => each.date === date);
  if (challenge?.postedAt === undefined || now < endOf(plan.challenges, challenge)) return undefined;
  if (challenge.closedAt !== undefined) return { plan, challenge };
  const tally = await readTally(records, partition, plan.challenges, challenge, now);
  const closed = { ...challenge, ...tally, closedAt: now };
  const changed = await changePlan(records, partition, now, ({ community, challenges }) => {
    const recent = challenges.recent.map((each) => (each.date === date && each.closedAt === undefined ? { ...each, ...tally, closedAt: now } : each));
    return { plan: { community, challenges: { ...challenges, recent } } };
  });
  return { plan: changed.plan, challenge: changed.plan.challenges.recent.find((each) => each.date === date) ?? closed };
}

/** The community's streak, with the open challenge as it stands. One round trip, none where no challenge is open. */
async function readCommunityStreak(records: Records, partition: string, challenges: Challenges, now: number): Promise<CommunityStreak> {
  const unclosed = openTurnouts(challenges);
  const sets = unclosed.length > 0 ? (await records.store.read(partition, { sets: unclosed })).sets : {};
  return communityStreakIn(challenges, sets, now);
}

/** The week that was: its first five, and where the community stands. */
export interface WeekReport {
  /** `2026-W47` */
  week: string;
  monday: Day;
  rows: readonly { rank: number; name: string; points: number }[];
  streak: CommunityStreak;
}

const RECAP_ROWS = 5;

/** The ISO week before the one of a moment. */
export async function readWeek(records: Records, partition: string, { community, challenges }: Plan, now: number): Promise<WeekReport> {
  const monday = addDays(mondayOf(weekOf(dateIn(zoneOf(community), now))), -7);
  const board = boardName('week', monday);
  const top = (await records.store.read(partition, { boards: { [board]: { top: RECAP_ROWS } } })).boards[board]?.top ?? [];
  const keys = top.map(({ member }) => `membership/${member}`);
  const members = keys.length > 0 ? (await records.store.read(partition, { documents: keys })).documents : {};
  const rows = top.map(({ rank, member, points }) => ({ rank, name: nameIn(members, member), points }));
  return { week: weekOf(monday), monday, rows, streak: await readCommunityStreak(records, partition, challenges, now) };
}
