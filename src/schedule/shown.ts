import type { Message } from '../bot/view.ts';
import type { Challenge, Challenges } from '../records/challenge.ts';
import type { Plan } from '../records/schedule.ts';
import { readAnswered, readTally, type Tally } from '../records/tally.ts';
import type { Day } from '../study/calendar.ts';
import { closedPost, dailyPost, type ShownResult } from '../views/daily-post.ts';
import type { Schedules } from './schedules.ts';

/** The open post as its records say it now; `undefined` where its question has left the pack. */
export async function openView({ records, library, now }: Schedules, partition: string, plan: Plan, challenge: Challenge): Promise<Message | undefined> {
  const question = library.question(challenge.question);
  if (!question) return undefined;
  const { date, dueAt, postedAt = now(), quorum = 1 } = challenge;
  const before = lastBefore(plan.challenges, date);
  const last = before && resultOf({ library }, before, await tallyOf({ records, now }, partition, plan.challenges, before));
  const answered = (await readAnswered(records, partition, date)).length;
  return dailyPost({ date, dueAt, postedAt, question, quorum, answered }, library, last, plan.community.daily?.mention);
}

export function closedView({ library }: Pick<Schedules, 'library'>, challenge: Challenge): Message {
  return closedPost(resultOf({ library }, challenge, tallyIn(challenge)), library);
}

/** What stands when it is closed; until then what can be said so far. */
async function tallyOf({ records, now }: Pick<Schedules, 'records' | 'now'>, partition: string, challenges: Challenges, challenge: Challenge): Promise<Tally> {
  return challenge.closedAt === undefined ? readTally(records, partition, challenges, challenge, now()) : tallyIn(challenge);
}

function tallyIn({ answered = 0, mostMissed }: Challenge): Tally {
  return { answered, ...(mostMissed ? { mostMissed } : {}) };
}

function resultOf({ library }: Pick<Schedules, 'library'>, { date, dueAt, question: key, quorum = 1 }: Challenge, tally: Tally): ShownResult {
  const question = library.question(key);
  return { date, dueAt, quorum, ...(question ? { question } : {}), ...tally };
}

/** The last one that was posted before a date. */
function lastBefore({ recent }: Challenges, date: Day): Challenge | undefined {
  return recent.findLast((each) => each.date < date && each.postedAt !== undefined);
}
