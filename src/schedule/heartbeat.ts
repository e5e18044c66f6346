import { recordBeat } from '../records/outage.ts';
import { BEAT_EVERY_MS } from '../study/outage.ts';
import type { Schedules } from './schedules.ts';

export type Beating = Pick<Schedules, 'records' | 'platforms' | 'now' | 'log'>;

/**
 * Notes every minute that we run, and which platforms reach us. Where nobody has for a while, that becomes an outage.
 * @param isReached by a platform's name
 * @returns how to end it
 */
export function startHeartbeat(beating: Beating, isReached: (platform: string) => boolean): () => void {
  void beat(beating, isReached);
  const timer = setInterval(() => void beat(beating, isReached), BEAT_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Never rejects: a beat that is lost is what it is for. */
export async function beat({ records, platforms, now, log }: Beating, isReached: (platform: string) => boolean): Promise<void> {
  const at = now();
  try {
    await Promise.all(platforms.map(({ name }) => recordBeat(records, { platform: name, at, reached: isReached(name) })));
  } catch (fault) {
    log.warn({ err: fault }, 'a heartbeat could not be noted');
  }
}
