import type { Kinds } from '../due/worker.ts';
import { NotDelivered } from '../platforms/platform.ts';
import { claimRecap, planRecap } from '../records/recap.ts';
import { RECAP_WORK, readPlan } from '../records/schedule.ts';
import { readWeek } from '../records/tally.ts';
import type { Due } from '../store/store.ts';
import { postableUntil } from '../study/daily.ts';
import { recapPost } from '../views/recap.ts';
import { platformOf, type Schedules } from './schedules.ts';

/** The weekly recap, on Mondays. */
export function recapKinds(schedules: Schedules): Kinds {
  return {
    [RECAP_WORK]: async (work) => {
      await recap(schedules, work);
      await planRecap(schedules.records, work.partition, schedules.now());
    },
  };
}

async function recap(schedules: Schedules, { partition, at }: Due): Promise<void> {
  const { records, now, log } = schedules;
  const plan = await readPlan(records, partition);
  const { daily } = plan.community;
  if (!daily?.recap || daily.paused || now() >= postableUntil(at)) return;
  const platform = platformOf(schedules, daily.platform);
  const week = await readWeek(records, partition, plan, now());
  if (!(await claimRecap(records, partition, week.week, now(), platform.findsPosts)) || week.rows.length === 0) return;
  try {
    await platform.post({ channel: daily.channel }, recapPost(week), `recap/${partition}/${week.week}`);
  } catch (fault) {
    if (!(fault instanceof NotDelivered) && platform.findsPosts) throw fault;
    log.warn({ err: fault }, 'the weekly recap could not be posted');
  }
}
