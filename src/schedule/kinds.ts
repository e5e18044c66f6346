import type { Kinds } from '../due/worker.ts';
import { careKinds } from './care.ts';
import { dailyKinds } from './daily.ts';
import { recapKinds } from './recap.ts';
import type { Schedules } from './schedules.ts';

/** Every kind of due work, by what its keys begin with. */
export function allKinds(schedules: Schedules): Kinds {
  return { ...dailyKinds(schedules), ...careKinds(schedules), ...recapKinds(schedules) };
}
