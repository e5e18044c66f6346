import type { Kinds } from '../due/worker.ts';
import { enabledQuestions } from '../packs/enabled.ts';
import { type MessageRef, NotDelivered, type Platform } from '../platforms/platform.ts';
import { type Challenge, challengeOf, counterWork } from '../records/challenge.ts';
import { claimPost, closeWork, markPosted, markUnknown, openDue, pauseByUs, releaseClaim, threadWork } from '../records/occurrence.ts';
import { type Plan, POST_WORK, readPlan, sendWork } from '../records/schedule.ts';
import { closeChallenge } from '../records/tally.ts';
import type { Due } from '../store/store.ts';
import type { Day } from '../study/calendar.ts';
import { pickDaily, rollFor } from '../study/daily-question.ts';
import { threadStart } from '../views/daily-post.ts';
import { dateOf, platformOf, type Schedules } from './schedules.ts';
import { closedView, openView } from './shown.ts';

/** The life of a challenge: opened, posted, its counters edited, closed. */
export function dailyKinds(schedules: Schedules): Kinds {
  const { records, now } = schedules;
  return {
    [POST_WORK]: async ({ partition }) => openDue(records, partition, now(), (plan, date) => pick(schedules, partition, plan, date)),
    [kindOf(sendWork)]: (work) => send(schedules, work),
    [kindOf(counterWork)]: (work) => showCounters(schedules, work),
    [kindOf(closeWork)]: (work) => close(schedules, work),
    [kindOf(threadWork)]: (work) => openThread(schedules, work),
  };
}

/** What the keys of a kind of work begin with. */
function kindOf(work: (date: Day) => string): string {
  return work('').slice(0, -1);
}

function pick({ library }: Schedules, partition: string, { community, challenges }: Plan, date: Day): string | undefined {
  const { daily } = community;
  if (!daily) return undefined;
  return pickDaily(enabledQuestions(library, daily), challenges.used, { date, weekdays: daily.weekdays }, rollFor(`${partition}/${date}`));
}

/** Claimed before it is sent, so that nobody sends it beside us, and whoever comes after us knows that we tried. */
async function send(schedules: Schedules, work: Due): Promise<void> {
  const { records, now } = schedules;
  const { partition } = work;
  const date = dateOf(work);
  const { community, challenges } = await readPlan(records, partition);
  const before = challengeOf(challenges, date);
  if (!before) return;
  const platform = platformOf(schedules, before.claimedAt === undefined ? (community.daily?.platform ?? before.platform) : before.platform);
  const claim = await claimPost(records, partition, date, now());
  if (claim.outcome === 'nothing') return;
  // Somebody tried before us and left no word. Where it can't be looked for, it is not for us to send it again.
  if (claim.outcome === 'too-late' || !(claim.isFirst || platform.findsPosts)) return markUnknown(records, partition, date, now());
  try {
    const ref = await post(schedules, platform, partition, claim);
    await markPosted(records, partition, date, now(), ref.message);
  } catch (fault) {
    await notPosted(schedules, platform, partition, claim, fault);
  }
}

async function post(schedules: Schedules, platform: Platform, partition: string, { plan, challenge }: Claimed): Promise<MessageRef> {
  const view = await openView(schedules, partition, plan, challenge);
  if (!view) throw new NotDelivered('failed', 'its question has left the pack');
  return platform.post({ channel: challenge.channel }, view, postKey(partition, challenge.date));
}

interface Claimed {
  plan: Plan;
  challenge: Challenge;
  isFirst: boolean;
}

/** The name of a post for ever. */
function postKey(partition: string, date: Day): string {
  return `daily/${partition}/${date}`;
}

const WHY = {
  gone: 'The channel is gone, or I can’t see it any more.',
  forbidden: 'I may not post in the channel.',
} as const;

/** @throws what is worth another try */
async function notPosted({ records, now }: Schedules, platform: Platform, partition: string, { challenge, isFirst }: Claimed, fault: unknown): Promise<void> {
  const { date } = challenge;
  const reason = fault instanceof NotDelivered ? fault.reason : 'unknown';
  switch (reason) {
    case 'gone':
    case 'forbidden':
      return pauseByUs(records, partition, date, now(), WHY[reason]);
    case 'unknown':
      if (!platform.findsPosts) return markUnknown(records, partition, date, now());
      throw fault;
    case 'closed':
    case 'failed':
      // Of an earlier attempt we still don't know what became of it: that claim stands.
      if (isFirst) await releaseClaim(records, partition, date, now());
      throw fault;
    default:
      throw new Error(`no such reason: ${JSON.stringify(reason satisfies never)}`);
  }
}

async function showCounters(schedules: Schedules, work: Due): Promise<void> {
  const plan = await readPlan(schedules.records, work.partition);
  const challenge = challengeOf(plan.challenges, dateOf(work));
  if (challenge?.message === undefined || challenge.closedAt !== undefined) return;
  const view = await openView(schedules, work.partition, plan, challenge);
  if (view) await edit(schedules, challenge, view);
}

/** Its numbers stand before they are shown: shown twice they are the same. */
async function close(schedules: Schedules, work: Due): Promise<void> {
  const closed = await closeChallenge(schedules.records, work.partition, dateOf(work), schedules.now());
  if (closed?.challenge.message !== undefined) await edit(schedules, closed.challenge, closedView(schedules, closed.challenge));
}

async function edit(schedules: Schedules, { platform, channel, message = '' }: Challenge, view: Parameters<Platform['edit']>[1]): Promise<void> {
  await despite(schedules, () => platformOf(schedules, platform).edit({ channel, message }, view));
}

async function openThread(schedules: Schedules, work: Due): Promise<void> {
  const date = dateOf(work);
  const challenge = challengeOf((await readPlan(schedules.records, work.partition)).challenges, date);
  if (challenge?.message === undefined) return;
  const { platform, channel, message } = challenge;
  await despite(schedules, () =>
    platformOf(schedules, platform).post({ channel, under: { channel, message } }, threadStart(), `thread/${work.partition}/${date}`),
  );
}

/** What can't be mended by trying again, and is not worth stopping for. */
async function despite({ log }: Schedules, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (fault) {
    if (!(fault instanceof NotDelivered) || fault.reason === 'failed') throw fault;
    log.warn({ reason: fault.reason }, 'a post could not be brought up to date');
  }
}
