import { type Challenge, openChallenge } from './challenge.ts';
import { findMember } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import type { Records } from './records.ts';
import { type Plan, readPlan } from './schedule.ts';
import { readAnswered, readTally, type Tally } from './tally.ts';

/** The challenge of the day, as one learner sees it. */
export interface Today {
  plan: Plan;
  /** The open one, else the last that was posted. */
  challenge: Challenge | undefined;
  isOpen: boolean;
  hasAnswered: boolean;
  tally: Tally;
}

/** @param date of an earlier challenge; else the newest */
export async function readToday(records: Records, place: PlaceId, account: AccountId, at: number, date?: string): Promise<Today> {
  const partition = communityPartition(place);
  const plan = await readPlan(records, partition);
  const { recent } = plan.challenges;
  const open = openChallenge(plan.challenges, at);
  const challenge = date === undefined ? (open ?? recent.findLast(({ postedAt }) => postedAt !== undefined)) : recent.find((each) => each.date === date);
  if (challenge?.postedAt === undefined) return { plan, challenge: undefined, isOpen: false, hasAnswered: false, tally: { answered: 0 } };
  const isOpen = challenge.date === open?.date;
  const [member, answered] = await Promise.all([findMember(records, place, account), readAnswered(records, partition, challenge.date)]);
  const tally = isOpen ? { answered: answered.length } : await tallyOf(records, partition, plan, challenge, at);
  return { plan, challenge, isOpen, hasAnswered: answered.includes(member.id), tally };
}

async function tallyOf(records: Records, partition: string, { challenges }: Plan, challenge: Challenge, at: number): Promise<Tally> {
  const { closedAt, answered = 0, mostMissed } = challenge;
  return closedAt === undefined ? readTally(records, partition, challenges, challenge, at) : { answered, ...(mostMissed ? { mostMissed } : {}) };
}
