import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { type NewAnswer, recordAnswer } from '../../src/records/answer.ts';
import { CHALLENGES_KEY, type Challenge, type Challenges, challengesDocument } from '../../src/records/challenge.ts';
import { COMMUNITY_KEY, type Community, communityDocument } from '../../src/records/community.ts';
import type { PlaceId } from '../../src/records/partition.ts';
import { communityPartition } from '../../src/records/partition.ts';
import type { Records } from '../../src/records/records.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { HOUR_MS } from '../../src/study/calendar.ts';
import type { Outage } from '../../src/study/outage.ts';
import { tempFolder } from '../environment.ts';

export const PLACE: PlaceId = { platform: 'table', id: 'home' };
export const PARTITION = communityPartition(PLACE);
/** A Monday, noon in UTC. */
export const NOON = Date.UTC(2026, 10, 23, 12);
export const DAY_MS = 24 * HOUR_MS;

interface RecordsOptions {
  store?: (real: Store) => Store;
  outages?: readonly Outage[];
  /** For thousands of commits of which none is about the disk: in memory, where the system has a folder there. */
  volatile?: true;
}

/** Records on a store of their own, for tests that need no bot. */
export async function openRecords({ store: wrap, outages = [], volatile }: RecordsOptions = {}): Promise<Records> {
  const real = openSqlite(await tempFolder(volatile && existsSync('/dev/shm') ? '/dev/shm' : undefined));
  onTestFinished(() => real.close());
  return { store: wrap?.(real) ?? real, newId: () => randomUUID().replaceAll('-', ''), readOutages: () => outages };
}

/** An answer as the grading would hand it on; what is not said is 80 of 100 at level mid: 8 points. */
export function answered(
  records: Records,
  name: string,
  at: number,
  { score = 80, question = 'sd.q01', eventId = randomUUID(), ...more }: Partial<NewAnswer> & { score?: number } = {},
) {
  return recordAnswer(records, {
    eventId,
    at,
    place: PLACE,
    account: { platform: 'table', id: name.toLowerCase(), name },
    question,
    rubricVersion: 1,
    level: 'mid',
    text: 'some words',
    grade: { score, band: score >= 70 ? 'strong' : 'weak', points: [], misconceptions: [], gradedBy: 'rules' },
    ...more,
  });
}

/** Writes a community's settings and challenges, as `/setup` and the schedule would. */
export async function arrange(
  { store }: Pick<Records, 'store'>,
  { community = {}, challenges = [] }: { community?: Partial<Community>; challenges?: Challenge[] },
) {
  const kept: Challenges = { v: 1, recent: challenges, used: [], before: { current: 0, longest: 0 } };
  await store.commit(PARTITION, {
    put: {
      [COMMUNITY_KEY]: communityDocument({ v: 1, zones: [{ from: 0, zone: 'UTC' }], scheduled: [], ...community }),
      [CHALLENGES_KEY]: challengesDocument(kept),
    },
  });
}

/** The challenge of a date, posted at nine. */
export function challengeOn(date: string, question: string, more: Partial<Challenge> = {}): Challenge {
  const dueAt = Date.parse(`${date}T09:00:00Z`);
  return { date, dueAt, question, platform: 'table', channel: 'general', postedAt: dueAt, quorum: 2, ...more };
}
