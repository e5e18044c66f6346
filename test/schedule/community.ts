import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { waking } from '../../src/due/waking.ts';
import { createWorker, type Worker } from '../../src/due/worker.ts';
import { activeOn, MEMBERS, participantsOf } from '../../src/records/challenge.ts';
import { withZone } from '../../src/records/community.ts';
import type { Records } from '../../src/records/records.ts';
import { type Plan, readPlan } from '../../src/records/schedule.ts';
import { changeSettings, start } from '../../src/records/settings.ts';
import { allKinds } from '../../src/schedule/kinds.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import type { Day, Weekday } from '../../src/study/calendar.ts';
import { tempFolder } from '../environment.ts';
import { ownLibrary } from '../fakes/people.ts';
import { type FakePlatform, fakePlatform } from '../fakes/platform.ts';

export const PARTITION = 'community/table:home';
const ADMIN = { platform: 'table', id: 'root' };
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** A community with a daily challenge at 09:00 in Berlin, on a real store, at a clock that the test sets. */
export interface Community {
  clock: { now: number };
  platform: FakePlatform;
  store: Store;
  records: Records;
  /** The process ends where it stands and another one begins: all that is under way there is lost. */
  restart(): void;
  /** Moves the clock, then does all that is due. */
  until(time: string): Promise<void>;
  tick(): Promise<void>;
  plan(): Promise<Plan>;
  /** Members whose answers count for a date. */
  answered(date: Day, ...members: string[]): Promise<void>;
  /** The process is killed at this point: each commit has one before it and one after it. */
  killAt(number: number | undefined): void;
  points(): number;
}

export async function openCommunity({ findsPosts = true, set = {} as Record<string, unknown>, at = '2026-11-23T12:00:00Z' } = {}): Promise<Community> {
  const real = openSqlite(await tempFolder());
  onTestFinished(() => real.close());
  const library = await ownLibrary();
  const clock = { now: Date.parse(at) };
  const platform = fakePlatform({ findsPosts });
  let killed: number | undefined;
  let commits = 0;
  let alive = {};
  let worker: Worker;

  function processOn(): Store {
    const me = {};
    alive = me;
    const dead = new Promise<never>(() => {});
    return {
      read: (partition, wanted) => (alive === me ? real.read(partition, wanted) : dead),
      async commit(partition, batch) {
        if (alive !== me) return dead;
        commits += 1;
        const isLast = commits === Math.ceil((killed ?? 0) / 2);
        if (isLast) alive = {};
        // Odd numbers: before it is made; even ones: after, and nobody heard of it.
        if (isLast && killed !== undefined && killed % 2 === 1) return dead;
        const committed = await real.commit(partition, batch);
        return isLast ? dead : committed;
      },
      claim: (now, limit, lease) => (alive === me ? real.claim(now, limit, lease) : dead),
      settle: (claimed) => (alive === me ? real.settle(claimed) : dead),
      scan: (partition) => real.scan(partition),
      close: () => real.close(),
    };
  }

  function newWorker(): Worker {
    const store = waking(processOn(), () => {});
    const records = { store, newId: randomUUID, readOutages: () => [] };
    const log = pino({ level: 'silent' });
    const now = () => clock.now;
    return createWorker({ store, kinds: allKinds({ records, library, platforms: [platform], now, log }), now, roll: () => 0.5, log });
  }

  const records = { store: real, newId: randomUUID, readOutages: () => [] };
  const setting = { at: clock.now, account: ADMIN, place: { platform: 'table' }, channel: 'general' };
  await changeSettings(records, PARTITION, setting, (community) => {
    const { daily } = community;
    return { ...withZone(community, 'Europe/Berlin', clock.now), daily: { ...daily, weekdays: [...EVERY_DAY], ...set } };
  });
  await start(records, PARTITION, setting);
  worker = newWorker();

  async function tick(): Promise<void> {
    // What a piece of work commits may be due at once.
    for (let round = 0; round < 8; round++) {
      await Promise.race([worker.run().then(() => worker.idle()), new Promise((resolve) => setTimeout(resolve, 400))]);
      if (killed !== undefined && commits * 2 >= killed) return;
    }
  }

  return {
    clock,
    platform,
    store: real,
    records,
    tick,
    restart() {
      worker = newWorker();
    },
    async until(time) {
      clock.now = Date.parse(time);
      await tick();
    },
    plan: () => readPlan(records, PARTITION),
    async answered(date, ...members) {
      await real.commit(PARTITION, { add: { [participantsOf(date)]: members, [activeOn(date)]: members, [MEMBERS]: members } });
    },
    killAt(number) {
      killed = number;
      commits = 0;
    },
    points: () => commits * 2,
  };
}
