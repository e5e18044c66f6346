import { schedule } from 'node-cron';
import type { Log } from '../ops/log.ts';

/**
 * Calls at each tick of a cron pattern with seconds: a heartbeat and nothing more, as no pattern knows a community's zone.
 * A tick that comes while the last one is still at work is left out.
 * @returns how to end it
 */
export function startTicks(pattern: string, onTick: () => Promise<void>, log: Log): () => void {
  const logger = {
    info: () => {},
    debug: () => {},
    warn: (said: string) => log.warn(said),
    error: (said: string | Error) => log.error({ err: said }, 'a tick failed'),
  };
  const task = schedule(pattern, onTick, { noOverlap: true, suppressMissedWarning: true, unref: true, logger });
  return () => void task.destroy();
}
