import type { Day } from '../study/calendar.ts';
import { type Community, type Daily, isStarted } from './community.ts';
import type { AccountId } from './partition.ts';
import type { Records } from './records.ts';
import { changePlan, nextDates, type Plan, recapWork } from './schedule.ts';

// What admins decide about the daily challenge. Everything is kept at once, so that a setup can be left and taken up again.

export interface Setting {
  at: number;
  account: AccountId;
  /** Where it is decided: the channel until another is chosen. */
  place: { platform: string };
  channel: string | undefined;
}

/** What a community begins with, in the channel where it is set up. */
function firstDaily({ place, channel = '' }: Setting): Daily {
  return { platform: place.platform, channel, weekdays: [1, 2, 3, 4, 5], time: { hour: 9, minute: 0 } };
}

/** The settings with a change, by who is told from then on when something needs an admin. The first one makes them. */
export async function changeSettings(
  records: Records,
  partition: string,
  setting: Setting,
  change: (community: Community & { daily: Daily }) => Community & { daily: Daily } = (community) => community,
): Promise<Plan> {
  const admin = { platform: setting.account.platform, id: setting.account.id };
  const { plan } = await changePlan(records, partition, setting.at, ({ community, challenges }) => {
    const changed = change({ ...community, daily: community.daily ?? firstDaily(setting) });
    const plan = { community: { ...changed, daily: { ...changed.daily, admin } }, challenges };
    return { plan, more: recapWork(plan, setting.at) };
  });
  return plan;
}

/** Turns it on. From its first date on, dates without a challenge are rest days. */
export async function start(records: Records, partition: string, setting: Setting): Promise<Plan> {
  return changeSettings(records, partition, setting, (community) => {
    if (isStarted(community)) return community;
    const { paused: _, ...daily } = community.daily;
    const going = { ...community, daily: daily as Daily };
    const [first] = nextDates({ community: going, challenges: NO_CHALLENGES }, setting.at, 1);
    return first ? { ...going, scheduled: [...going.scheduled, { from: first.date }] } : going;
  });
}

const NO_CHALLENGES: Plan['challenges'] = { v: 1, recent: [], used: [], before: { current: 0, longest: 0 } };

/** By an admin, until an admin resumes it. */
export async function pause(records: Records, partition: string, now: number): Promise<boolean> {
  const { extra } = await changePlan<boolean>(records, partition, now, ({ community, challenges }) => {
    const { daily } = community;
    if (!daily || daily.paused?.by === 'admin') return undefined;
    return { plan: { community: { ...community, daily: { ...daily, paused: { at: now, by: 'admin' } } }, challenges }, extra: true };
  });
  return extra ?? false;
}

/** Leaves out the next date. @returns it; `undefined` where there is none */
export async function skip(records: Records, partition: string, now: number): Promise<Day | undefined> {
  const { extra } = await changePlan<Day>(records, partition, now, ({ community, challenges }) => {
    const { daily } = community;
    const { next, ...rest } = challenges;
    if (!daily || !next) return undefined;
    const skipped = [...(daily.skipped ?? []).slice(-SKIPPED_KEPT), next.date];
    return { plan: { community: { ...community, daily: { ...daily, skipped } }, challenges: rest as Plan['challenges'] }, extra: next.date };
  });
  return extra;
}

const SKIPPED_KEPT = 20;

export async function unskip(records: Records, partition: string, now: number, date: Day): Promise<void> {
  await changePlan(records, partition, now, ({ community, challenges }) => {
    const { daily } = community;
    if (!daily?.skipped?.includes(date)) return undefined;
    return { plan: { community: { ...community, daily: { ...daily, skipped: daily.skipped.filter((each) => each !== date) } }, challenges } };
  });
}
