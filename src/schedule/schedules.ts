import type { Log } from '../ops/log.ts';
import type { Library } from '../packs/library.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Records } from '../records/records.ts';
import type { Due } from '../store/store.ts';
import type { Day } from '../study/calendar.ts';

/** What the schedule works with. */
export interface Schedules {
  records: Records;
  library: Library;
  platforms: readonly Platform[];
  /** Milliseconds since 1970. */
  now(): number;
  log: Log;
}

/** @throws while it is not turned on: the work waits for it */
export function platformOf({ platforms }: Schedules, name: string): Platform {
  const found = platforms.find((platform) => platform.name === name);
  if (!found) throw new Error(`the platform ${name} is not turned on`);
  return found;
}

/** The date that a work's key ends in. */
export function dateOf({ key }: Due): Day {
  return key.slice(key.lastIndexOf('/') + 1);
}
