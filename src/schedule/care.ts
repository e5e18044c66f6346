import type { Kinds } from '../due/worker.ts';
import { NotDelivered } from '../platforms/platform.ts';
import { challengeOf } from '../records/challenge.ts';
import { CHECK_AFTER_MS, type NoticeKind, resume } from '../records/occurrence.ts';
import { CHECK_WORK, readPlan } from '../records/schedule.ts';
import type { Due } from '../store/store.ts';
import { HOUR_MS } from '../study/calendar.ts';
import { notice } from '../views/notice.ts';
import { dateOf, platformOf, type Schedules } from './schedules.ts';

/** What keeps a schedule going without anybody looking after it. */
export function careKinds(schedules: Schedules): Kinds {
  return {
    [CHECK_WORK]: (work) => lookAgain(schedules, work),
    notice: (work) => tellAdmin(schedules, work),
  };
}

/** Resumes by itself when access returns; until then it looks less and less often. */
async function lookAgain(schedules: Schedules, { partition, data }: Due): Promise<void> {
  const { records, now } = schedules;
  const { daily } = (await readPlan(records, partition)).community;
  if (daily?.paused?.by !== 'us') return;
  const missing = await platformOf(schedules, daily.platform).check(daily.channel);
  if (missing.every(({ optional }) => optional)) return void (await resume(records, partition, now(), 'us'));
  const waitMs = Math.min(HOUR_MS, 2 * waitIn(data));
  await records.store.commit(partition, { due: [{ key: CHECK_WORK, at: now() + waitMs, data: { waitMs } }] });
}

function waitIn(data: Due['data']): number {
  const waitMs = typeof data === 'object' && data !== null && 'waitMs' in data ? data.waitMs : undefined;
  return typeof waitMs === 'number' ? waitMs : CHECK_AFTER_MS;
}

/** Once, to who set it up. Who takes no messages finds it in `/schedule next`. */
async function tellAdmin(schedules: Schedules, work: Due): Promise<void> {
  const { community, challenges } = await readPlan(schedules.records, work.partition);
  const { daily } = community;
  if (!daily?.admin) return;
  const kind = work.key.split('/')[1] as NoticeKind;
  const challenge = challengeOf(challenges, dateOf(work));
  // Where a message knows the place that it is about, its buttons work there too.
  const platform = platformOf(schedules, daily.admin.platform);
  const view = notice(kind, { date: challenge?.date, why: daily.paused?.why, mayDecide: !platform.findsPosts });
  try {
    await platform.tell({ ...daily.admin, name: '' }, view, `${work.key} ${work.partition}`);
  } catch (fault) {
    if (!(fault instanceof NotDelivered) || fault.reason === 'failed') throw fault;
    schedules.log.info({ reason: fault.reason, kind }, 'an admin could not be told');
  }
}
