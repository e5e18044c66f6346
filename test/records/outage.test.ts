import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { readOutages, recordBeat } from '../../src/records/outage.ts';
import { beat } from '../../src/schedule/heartbeat.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Outage } from '../../src/study/outage.ts';
import { tempFolder } from '../environment.ts';
import { fakePlatform } from '../fakes/platform.ts';

const MINUTE_MS = 60_000;
const T = Date.UTC(2026, 10, 24, 9);

async function open() {
  const store = openSqlite(await tempFolder());
  onTestFinished(() => store.close());
  return { store, newId: randomUUID, readOutages: () => [] };
}

test('a minute without a beat is none; a gap becomes one entry, whoever beats first after it', async () => {
  const records = await open();
  const reached = (minute: number) => recordBeat(records, { platform: 'one', at: T + minute * MINUTE_MS, reached: true });
  await reached(0);
  await reached(1);
  await Promise.all([reached(31), reached(31), reached(31)]);
  await reached(32);
  expect(await readOutages(records, T + 33 * MINUTE_MS)).toEqual([{ platform: 'one', from: T + MINUTE_MS, until: T + 31 * MINUTE_MS, cause: 'ours' }]);
});

test('what a vendor cuts off from us counts as well, and while it lasts; it is at hand after each beat', async () => {
  const records = await open();
  let now = T;
  let kept: readonly Outage[] = [];
  const beating = {
    records,
    platforms: [fakePlatform({ name: 'one' }), fakePlatform({ name: 'two' })],
    now: () => now,
    log: pino({ level: 'silent' }),
    isReached: (name: string) => name === 'one' || now === T,
    keep: (outages: readonly Outage[]) => {
      kept = outages;
    },
  };
  for (; now <= T + 40 * MINUTE_MS; now += MINUTE_MS) await beat(beating);
  const lasting = { platform: 'two', from: T, cause: 'vendor' };
  expect(kept).toEqual([{ ...lasting, until: T + 40 * MINUTE_MS }]);
  expect(await readOutages(records, now)).toEqual([{ ...lasting, until: now }]);
});
