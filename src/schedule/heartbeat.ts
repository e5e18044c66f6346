import { readOutages, recordBeat } from '../records/outage.ts';
import { BEAT_EVERY_MS, type Outage } from '../study/outage.ts';
import type { Schedules } from './schedules.ts';

export interface Beating extends Pick<Schedules, 'records' | 'platforms' | 'now' | 'log'> {
  /** By a platform's name. */
  isReached(platform: string): boolean;
  /** Gets the outages as they stand after each beat. */
  keep(outages: readonly Outage[]): void;
}

/**
 * Notes every minute that we run, and which platforms reach us. Where nobody has for a while, that becomes an outage.
 * @returns how to end it
 */
export function startHeartbeat(beating: Beating): () => void {
  void beat(beating);
  const timer = setInterval(() => void beat(beating), BEAT_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Never rejects: a beat that is lost is what it is for. */
export async function beat({ records, platforms, now, log, isReached, keep }: Beating): Promise<void> {
  const at = now();
  try {
    await Promise.all(platforms.map(({ name }) => recordBeat(records, { platform: name, at, reached: isReached(name) })));
    keep(await readOutages(records, at));
  } catch (fault) {
    log.warn({ err: fault }, 'a heartbeat could not be noted');
  }
}
