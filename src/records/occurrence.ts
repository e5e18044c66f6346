import type { Work } from '../store/store.ts';
import { addDays, type Day } from '../study/calendar.ts';
import { closesAt, OPEN_MAX_MS, postableUntil, stateOf } from '../study/daily.ts';
import { QUORUM_WINDOW_DAYS, quorumFor } from '../study/quorum.ts';
import { nextOccurrences, type Planned } from '../study/schedule.ts';
import { activeOn, type Challenge, type Challenges, challengeOf, MEMBERS, nextAfter, withChallenge } from './challenge.ts';
import { scheduleOf } from './community.ts';
import type { Records } from './records.ts';
import { CHECK_WORK, changePlan, isPending, type Plan, sendWork } from './schedule.ts';

// The life of a challenge, step by step. Each step is one commit and may be asked for again: then it changes nothing.

export type NoticeKind = 'missed' | 'unknown' | 'paused' | 'resumed';

/** The work that tells an admin of something, once. */
function noticeWork(kind: NoticeKind, about: string, now: number): Work {
  return { key: `notice/${kind}/${about}`, at: now, data: {} };
}

/** The work that ends a challenge. */
export function closeWork(date: Day): string {
  return `daily/close/${date}`;
}

/** The work that opens a thread under the post of a date. */
export function threadWork(date: Day): string {
  return `daily/thread/${date}`;
}

/** How long after a channel was closed to us it is first looked at again. */
export const CHECK_AFTER_MS = 5 * 60_000;

/**
 * Makes challenges of what was planned, as far as it is due: to be posted, or missed where it is too late for that. `pick` chooses a
 * question's key; `undefined` where there is none, which pauses the schedule.
 */
export async function openDue(records: Records, partition: string, now: number, pick: (plan: Plan, date: Day) => string | undefined): Promise<void> {
  await changePlan(records, partition, now, (plan) => {
    const { community } = plan;
    const { daily } = community;
    let { challenges } = plan;
    if (!daily || daily.paused || !challenges.next || challenges.next.dueAt > now) return undefined;
    const schedule = scheduleOf(community, daily);
    const due: Work[] = [];
    while (challenges.next && challenges.next.dueAt <= now) {
      const { date, dueAt } = challenges.next;
      const [following] = nextOccurrences(schedule, dueAt, 1, date);
      const isMissed = stateOf({ date, dueAt }, now, following) === 'missed';
      const question = isMissed ? '' : pick({ community, challenges }, date);
      if (question === undefined) {
        const paused = { at: now, by: 'us' as const, why: NO_QUESTION };
        return { plan: { community: { ...community, daily: { ...daily, paused } }, challenges }, more: { due: [...due, noticeWork('paused', date, now)] } };
      }
      const opened: Challenge = { date, dueAt, question, platform: daily.platform, channel: daily.channel, ...(isMissed ? { missedAt: now } : {}) };
      due.push(isMissed ? noticeWork('missed', date, now) : { key: sendWork(date), at: now, data: {} });
      challenges = afterOpening(challenges, opened, following);
    }
    return { plan: { community, challenges }, more: { due } };
  });
}

const NO_QUESTION = 'No question fits the topics and levels that are chosen. Choose more of them in `/setup`, then `/schedule resume`.';

function afterOpening(challenges: Challenges, opened: Challenge, following: Planned | undefined): Challenges {
  const { next: _, ...rest } = challenges;
  const used = opened.question === '' ? challenges.used : [...challenges.used, opened.question];
  return { ...(rest as Challenges), recent: [...challenges.recent, opened], used, ...(following ? { next: { ...following } } : {}) };
}

/** What may be done about posting a challenge. */
export type Claim =
  /** It is ours to post. `isFirst`: nobody has tried before. */
  | { outcome: 'post'; isFirst: boolean; plan: Plan; challenge: Challenge }
  /** An attempt was made, of which nobody knows, and it is too late for another. */
  | { outcome: 'too-late' }
  | { outcome: 'nothing' };

/** Claims a challenge before it is sent, and fixes its quorum. What can't be posted any more is marked missed. */
export async function claimPost(records: Records, partition: string, date: Day, now: number): Promise<Claim> {
  const quorum = await turnoutQuorum(records, partition, date);
  const { extra } = await changePlan<Claim>(records, partition, now, ({ community, challenges }) => {
    const challenge = challengeOf(challenges, date);
    if (!challenge || !isPending(challenge)) return undefined;
    const isLate = now >= postableUntil(challenge.dueAt, nextAfter(challenges, date));
    if (challenge.claimedAt !== undefined) {
      const plan = { community, challenges };
      return { plan, extra: isLate ? { outcome: 'too-late' } : { outcome: 'post', isFirst: false, plan, challenge } };
    }
    const { platform = challenge.platform, channel = challenge.channel, quorum: set } = community.daily ?? {};
    const changed: Challenge = isLate ? { ...challenge, missedAt: now } : { ...challenge, platform, channel, claimedAt: now, quorum: quorum(set) };
    const plan = { community, challenges: withChallenge(challenges, date, () => changed) };
    if (isLate) return { plan, more: { due: [noticeWork('missed', date, now)] }, extra: { outcome: 'nothing' } };
    return { plan, extra: { outcome: 'post', isFirst: true, plan, challenge: changed } };
  });
  return extra ?? { outcome: 'nothing' };
}

async function turnoutQuorum({ store }: Records, partition: string, date: Day): Promise<(set: number | undefined) => number> {
  const days = Array.from({ length: QUORUM_WINDOW_DAYS }, (_, ago) => activeOn(addDays(date, -ago)));
  const { sets } = await store.read(partition, { sets: [...days, MEMBERS] });
  const recently = new Set(days.flatMap((day) => sets[day] ?? [])).size;
  const ever = sets[MEMBERS]?.length ?? 0;
  return (set) => quorumFor({ recently, ever }, set);
}

/** It is there: whatever was thought of it meanwhile. Ends the one before, and plans its own end. */
export async function markPosted(records: Records, partition: string, date: Day, now: number, message?: string): Promise<void> {
  await changePlan(records, partition, now, ({ community, challenges }) => {
    const before = challengeOf(challenges, date);
    if (!before || before.postedAt !== undefined) return undefined;
    const { unknownAt: _, missedAt: __, ...rest } = before;
    // Whoever says later that it is there: people saw it when it was sent.
    const postedAt = message === undefined ? (before.claimedAt ?? now) : now;
    const posted = { ...rest, postedAt, ...(message === undefined ? {} : { message }) } as Challenge;
    const ended = challenges.recent.filter((each) => each.postedAt !== undefined && each.closedAt === undefined && each.date < date);
    const due = [
      { key: closeWork(date), at: postedAt + OPEN_MAX_MS, data: {} },
      ...ended.map((each) => ({ key: closeWork(each.date), at: now, data: {} })),
      ...(community.daily?.thread && message !== undefined ? [{ key: threadWork(date), at: now, data: {} }] : []),
    ];
    return { plan: { community, challenges: withChallenge(challenges, date, () => posted) }, more: { due } };
  });
}

/** Nothing was sent for certain: another attempt may be made. */
export async function releaseClaim(records: Records, partition: string, date: Day, now: number): Promise<void> {
  await changePlan(records, partition, now, ({ community, challenges }) => {
    const challenge = challengeOf(challenges, date);
    if (!challenge || !isPending(challenge)) return undefined;
    return { plan: { community, challenges: withChallenge(challenges, date, unclaimed) } };
  });
}

function unclaimed({ claimedAt: _, unknownAt: __, quorum: ___, ...rest }: Challenge): Challenge {
  return rest as Challenge;
}

/** Nobody can say whether it arrived. Never sent again, unless an admin says so. */
export async function markUnknown(records: Records, partition: string, date: Day, now: number): Promise<void> {
  await changePlan(records, partition, now, ({ community, challenges }) => {
    const challenge = challengeOf(challenges, date);
    if (!challenge || !isPending(challenge)) return undefined;
    const marked = withChallenge(challenges, date, (each) => ({ ...each, unknownAt: now }));
    return { plan: { community, challenges: marked }, more: { due: [noticeWork('unknown', date, now)] } };
  });
}

/** An admin has looked, and it is not there. @returns whether it can still be posted; else it is missed */
export async function postAfterAll(records: Records, partition: string, date: Day, now: number): Promise<'sending' | 'missed' | 'settled'> {
  const { extra } = await changePlan<'sending' | 'missed'>(records, partition, now, ({ community, challenges }) => {
    const challenge = challengeOf(challenges, date);
    if (challenge?.unknownAt === undefined || challenge.postedAt !== undefined) return undefined;
    const isLate = now >= postableUntil(challenge.dueAt, nextAfter(challenges, date));
    const changed = withChallenge(challenges, date, (each) => (isLate ? { ...unclaimed(each), missedAt: now } : unclaimed(each)));
    const due = isLate ? [] : [{ key: sendWork(date), at: now, data: { again: now } }];
    return { plan: { community, challenges: changed }, more: { due }, extra: isLate ? 'missed' : 'sending' };
  });
  return extra ?? 'settled';
}

/** The channel is gone or forbidden: the schedule waits until access returns, and what was to be posted with it. */
export async function pauseByUs(records: Records, partition: string, date: Day, now: number, why: string): Promise<void> {
  await changePlan(records, partition, now, ({ community, challenges }) => {
    const { daily } = community;
    const challenge = challengeOf(challenges, date);
    if (!daily || !challenge || !isPending(challenge)) return undefined;
    const paused = daily.paused ?? { at: now, by: 'us' as const, why };
    const until = postableUntil(challenge.dueAt, nextAfter(challenges, date));
    const due = [
      { key: sendWork(date), at: Math.max(until, now), data: { after: now } },
      { key: CHECK_WORK, at: now + CHECK_AFTER_MS, data: { waitMs: CHECK_AFTER_MS } },
      noticeWork('paused', date, now),
    ];
    return { plan: { community: { ...community, daily: { ...daily, paused } }, challenges: withChallenge(challenges, date, unclaimed) }, more: { due } };
  });
}

/** Goes on, with what waits to be posted first. @returns whether there was a pause to end */
export async function resume(records: Records, partition: string, now: number, by: 'admin' | 'us'): Promise<boolean> {
  const { extra } = await changePlan<boolean>(records, partition, now, ({ community, challenges }) => {
    const { daily } = community;
    if (!daily?.paused || (by === 'us' && daily.paused.by !== 'us')) return undefined;
    const { paused, ...going } = daily;
    const due = [...resends(challenges, now), ...(by === 'us' ? [noticeWork('resumed', String(paused?.at), now)] : [])];
    return { plan: { community: { ...community, daily: going as typeof daily }, challenges }, more: { due }, extra: true };
  });
  return extra ?? false;
}

/** The work for what nobody is about to post yet. */
function resends({ recent }: Challenges, now: number): Work[] {
  const waiting = recent.filter((each) => isPending(each) && each.claimedAt === undefined);
  return waiting.map(({ date }) => ({ key: sendWork(date), at: now, data: { again: now } }));
}

/** When a posted challenge ends, as far as is known by now. */
export function endOf({ recent }: Challenges, { date, postedAt = 0 }: Challenge): number {
  return closesAt(
    postedAt,
    recent.find((each) => each.date > date && each.postedAt !== undefined),
  );
}
