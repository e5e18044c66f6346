import { describe, expect, test } from 'vitest';
import { CHALLENGES_KEY, type Challenge, challengesDocument } from '../../src/records/challenge.ts';
import { decideDispute, recordDispute } from '../../src/records/dispute.ts';
import { groupIdOf } from '../../src/records/group.ts';
import { createGroup, joinGroup, leaveGroup } from '../../src/records/group-acts.ts';
import { entryDocument, ledgerOf } from '../../src/records/ledger.ts';
import { communitiesIn, rebuild } from '../../src/records/rebuild.ts';
import type { Records } from '../../src/records/records.ts';
import { findNamed, grantDay } from '../../src/records/streak.ts';
import { addDays, dateIn, HOUR_MS, weekdayOf } from '../../src/study/calendar.ts';
import { answered, arrange, DAY_MS, openRecords, PARTITION, PLACE } from '../fakes/answers.ts';
import { dice } from '../study/stories.ts';

const LEARNERS = 50;
const DAYS = 200;
const ZONE = 'Europe/Berlin';
/** Over both changes of the clocks. */
const START = Date.UTC(2026, 2, 2);
const accountOf = (name: string) => ({ platform: 'table', id: name.toLowerCase(), name });

/** Months of a community: what everybody was told of their answers. */
async function live(records: Records, seed: number): Promise<{ told: string[]; events: number; now: number }> {
  const { chance, below, among } = dice(seed);
  const names = Array.from({ length: LEARNERS }, (_, number) => `M${number}`);
  const told: string[] = [];
  const events = new Set<string>();
  const challenges: Challenge[] = [];
  await arrange(records, { community: { zones: [{ from: 0, zone: ZONE }], scheduled: [{ from: dateIn(ZONE, START) }] } });
  for (let day = 0; day < DAYS; day++) {
    const at = START + day * DAY_MS;
    const date = dateIn(ZONE, at + 12 * HOUR_MS);
    if (weekdayOf(date) <= 5) await postChallenge(records, challenges, date, at + 7 * HOUR_MS, chance(0.95));
    const acts = names.flatMap((name) =>
      chance(0.2) ? Array.from({ length: 1 + below(3) }, () => ({ name, at: at + (7 + below(14)) * HOUR_MS + below(3_600_000) })) : [],
    );
    acts.sort((a, b) => a.at - b.at);
    while (acts.length > 0) {
      // So many at the very same moment, some of them twice.
      const together = acts.splice(0, 1 + below(8)).flatMap(({ name, at: then }) => {
        const given = {
          question: chance(0.4) ? `daily-${challenges.length}` : `q${below(40)}`,
          score: among([10, 40, 60, 90, 100]),
          eventId: `${name}-${then}`,
          ...(chance(0.1) ? { followUp: 'f' } : {}),
        };
        events.add(given.eventId);
        return Array.from({ length: chance(0.1) ? 2 : 1 }, () => answered(records, name, then, given));
      });
      told.push(...(await Promise.all(together)).map(({ answer }) => answer.id));
    }
    await meddle(records, { chance, below, among }, names, told, at + 22 * HOUR_MS);
    if (day % 10 === 0) await records.store.settle(await records.store.claim(at, 1_000, 1));
  }
  return { told, events: events.size, now: START + DAYS * DAY_MS };
}

async function postChallenge({ store }: Records, challenges: Challenge[], date: string, at: number, isPosted: boolean): Promise<void> {
  const times = isPosted ? { postedAt: at } : { missedAt: at };
  challenges.push({ date, dueAt: at, question: `daily-${challenges.length + 1}`, platform: 'table', channel: 'general', quorum: 2, ...times });
  await store.commit(PARTITION, {
    put: { [CHALLENGES_KEY]: challengesDocument({ v: 1, recent: challenges, used: [], before: { current: 0, longest: 0 } }) },
    append: { [ledgerOf(at)]: [entryDocument({ v: 1, kind: 'challenge', id: `c_${date}`, at, place: 'table:home', date, ...times })] },
  });
}

/** Groups, grades that are changed, days that are granted. */
async function meddle(
  records: Records,
  { chance, below, among }: ReturnType<typeof dice>,
  names: readonly string[],
  told: readonly string[],
  at: number,
): Promise<void> {
  const [name, group] = [among(names), `G${below(4)}`];
  const act = { eventId: `act-${at}`, at, place: PLACE, account: accountOf(name) };
  if (chance(0.1)) await createGroup(records, act, group);
  if (chance(0.5)) await joinGroup(records, act, groupIdOf(group));
  if (chance(0.1)) await leaveGroup(records, act, groupIdOf(group));
  const id = told.at(-1 - below(Math.min(told.length, chance(0.2) ? 400 : 20)));
  if (id !== undefined && chance(0.4)) {
    for (const each of names)
      await recordDispute(records, { eventId: `d-${at}`, at, place: PLACE, account: accountOf(each), answer: id }).catch(() => undefined);
    const worth = among([0, 6, 10]);
    await decideDispute(records, { eventId: `r-${at}`, at, place: PLACE, account: accountOf(name), answer: id, regrade: { score: worth * 10, worth } });
  }
  const found = await findNamed(records, PLACE, name);
  if (typeof found === 'object' && chance(0.2))
    await grantDay(records, { eventId: `g-${at}`, at, place: PLACE, member: found.member, day: addDays(dateIn(ZONE, at), -below(40)) });
}

describe('what is kept beside the ledger', () => {
  test('equals what the ledger comes to, after 50 learners and 200 days with duplicates and answers at the same moment', { timeout: 240_000 }, async () => {
    const records = await openRecords({ volatile: true });
    const { told, events, now } = await live(records, 1);
    const { differences, members } = await rebuild(records, PARTITION, now);
    expect(differences).toEqual([]);
    expect(members).toBe(LEARNERS);
    const answers: string[] = [];
    for await (const entry of records.store.scan(PARTITION)) {
      if (entry.kind !== 'log' || !entry.name.startsWith('ledger/')) continue;
      const { kind, id } = entry.value as { kind: string; id: string };
      if (kind === 'answer') answers.push(id);
    }
    expect(answers.length).toBeGreaterThan(3_000);
    expect(answers).toHaveLength(events);
    expect(answers.toSorted()).toEqual([...new Set(told)].sort());
  });

  test('is found out where it is wrong, and put right', async () => {
    const records = await openRecords();
    const now = START + 5 * DAY_MS;
    for (let day = 0; day < 5; day++) for (const name of ['Ada', 'Grace']) await answered(records, name, START + day * DAY_MS, { question: `q${day}` });
    expect(await communitiesIn(records.store)).toEqual([PARTITION]);
    expect((await rebuild(records, PARTITION, now)).differences).toEqual([]);
    const ada = await findNamed(records, PLACE, 'Ada');
    const member = typeof ada === 'object' ? ada.member : '';
    const key = `membership/${member}`;
    const { value } = (await records.store.read(PARTITION, { documents: [key] })).documents[key]!;
    await records.store.commit(PARTITION, {
      put: { [key]: { ...(value as object), answers: 1, streak: { ...(value as { streak: object }).streak, days: {} } } },
      award: [{ board: 'board/all', member, points: 100, at: now }],
      erase: { boards: ['board/month/2026-03'] },
      add: { 'active/2026-03-05': ['m_stranger'] },
      drop: { members: [member] },
    });
    const { differences, batches } = await rebuild(records, PARTITION, now);
    expect(differences.map(({ name, member: of }) => `${name} ${of}`)).toEqual(
      expect.arrayContaining([
        `board/all ${member}`,
        `board/month/2026-03 ${member}`,
        'active/2026-03-05 m_stranger',
        `members ${member}`,
        `${key} answers`,
        `${key} streak`,
      ]),
    );
    expect(differences).toHaveLength(7);
    for (const batch of batches) expect((await records.store.commit(PARTITION, batch)).outcome).toBe('done');
    expect((await rebuild(records, PARTITION, now)).differences).toEqual([]);
    expect((await records.store.read(PARTITION, { boards: { 'board/all': { top: 2 } } })).boards['board/all']?.top.map(({ points }) => points)).toEqual([
      40, 40,
    ]);
  });
});
