import type { Batch } from '../store/store.ts';
import type { Day } from '../study/calendar.ts';
import { broughtForward } from '../study/daily.ts';
import { nextOccurrences, type Planned } from '../study/schedule.ts';
import { CHALLENGES_KEY, type Challenge, type Challenges, challengesDocument, challengesIn } from './challenge.ts';
import { challengeEntries } from './challenge-entries.ts';
import { COMMUNITY_KEY, type Community, communityDocument, communityIn, isStarted, scheduleOf, zoneOf } from './community.ts';
import { placeOf } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

// What a community has planned, and the work that follows from it: both change in one commit.

/** The key of the due work that opens the next challenge. */
export const POST_WORK = 'daily/post';
/** Of the work that looks whether a channel that was closed to us is open again. */
export const CHECK_WORK = 'daily/check';
/** Of the weekly recap. */
export const RECAP_WORK = 'daily/recap';

/** Of the work that posts the challenge of a date. */
export function sendWork(date: Day): string {
  return `daily/send/${date}`;
}

/** A community's settings and its challenges, as they were read together. */
export interface Plan {
  community: Community;
  challenges: Challenges;
}

/** What else a change commits. `erase`: keys of work. */
export interface More extends Pick<Batch, 'due' | 'put' | 'expect'> {
  erase?: readonly string[];
}

/** One round trip. */
export async function readPlan({ store }: Records, partition: string): Promise<Plan> {
  const { plan } = await read({ store }, partition);
  return plan;
}

/**
 * Changes what is planned, and in the same commit when it is due. `change` may be asked again, with fresh data; `undefined` changes nothing.
 * @returns the plan after it, with what `change` gave beside it
 */
export async function changePlan<Extra = undefined>(
  records: Records,
  partition: string,
  now: number,
  change: (plan: Plan) => { plan: Plan; more?: More; extra?: Extra } | undefined,
): Promise<{ plan: Plan; extra: Extra | undefined }> {
  const { result } = await untilCommitted(async () => {
    const { plan: before, versions } = await read(records, partition);
    const changed = change(before);
    if (!changed) return { committed: { outcome: 'done', sizes: {} } as const, result: { plan: before, extra: undefined } };
    const plan = replanned(changed.plan, now);
    const append = challengeEntries(records, placeOf(partition), before.challenges, plan.challenges, now);
    const committed = await records.store.commit(partition, { ...batchOf(plan, before, versions, changed.more), append });
    return { committed, result: { plan, extra: changed.extra } };
  });
  return result;
}

/** The dates to come, the planned one first. */
export function nextDates({ community, challenges }: Plan, now: number, count: number): Planned[] {
  const { daily } = community;
  if (!daily || daily.paused) return [];
  const { next } = challenges;
  const later = nextOccurrences(scheduleOf(community, daily), Math.max(now, next?.dueAt ?? now), count, next?.date ?? lastDate(challenges));
  return [...(next ? [next] : []), ...later].slice(0, count);
}

function lastDate({ recent }: Challenges): Day | undefined {
  return recent.at(-1)?.date;
}

/** The next challenge now instead of later: it keeps its date, and none is added. */
export function nextBroughtForward({ community, challenges }: Plan, now: number): Plan {
  const { next } = challenges;
  return next ? { community, challenges: { ...challenges, next: { ...next, dueAt: broughtForward(next, now).dueAt } } } : { community, challenges };
}

/** Neither posted nor given up: an attempt at it may still be made. */
export function isPending({ postedAt, missedAt, unknownAt }: Challenge): boolean {
  return postedAt === undefined && missedAt === undefined && unknownAt === undefined;
}

async function read({ store }: Pick<Records, 'store'>, partition: string) {
  const { documents } = await store.read(partition, { documents: [COMMUNITY_KEY, CHALLENGES_KEY] });
  const { community, version: communityVersion } = communityIn(documents);
  const { challenges, version: challengesVersion } = challengesIn(documents);
  return { plan: { community, challenges }, versions: { [COMMUNITY_KEY]: communityVersion, [CHALLENGES_KEY]: challengesVersion } };
}

/** What is due already, or was brought forward, is not forgotten because a setting changed. */
function replanned({ community, challenges }: Plan, now: number): Plan {
  const { next: before, ...rest } = challenges;
  const unplanned = { community, challenges: rest as Challenges };
  const { daily } = community;
  if (!daily || daily.paused || !isStarted(community)) return unplanned;
  if (before && before.dueAt <= now) return { community, challenges };
  const [next] = nextOccurrences(scheduleOf(community, daily), now, 1, lastDate(challenges));
  return next ? { community, challenges: { ...challenges, next: { ...next } } } : unplanned;
}

function batchOf({ community, challenges }: Plan, before: Plan, versions: Record<string, number>, more: More = {}): Batch {
  const { next } = challenges;
  const isSame = next?.date === before.challenges.next?.date && next?.dueAt === before.challenges.next?.dueAt;
  return {
    expect: { ...versions, ...more.expect },
    erase: { due: [...(next || isSame ? [] : [POST_WORK]), ...(more.erase ?? [])] },
    put: { [COMMUNITY_KEY]: communityDocument(community), [CHALLENGES_KEY]: challengesDocument(challenges), ...more.put },
    due: [...(next && !isSame ? [{ key: POST_WORK, at: next.dueAt, data: {} }] : []), ...(more.due ?? [])],
  };
}

/** The recap's work where a community wants one: on the next Monday at the challenge's time. Else what to erase. */
export function recapWork({ community }: Plan, now: number): More {
  const { daily } = community;
  if (!daily?.recap || !isStarted(community)) return { erase: [RECAP_WORK] };
  const [monday] = nextOccurrences({ weekdays: [1], time: daily.time, zone: zoneOf(community) }, now, 1);
  return monday ? { due: [{ key: RECAP_WORK, at: monday.dueAt, data: {} }] } : {};
}
