import { describe, expect, test } from 'vitest';
import { counterWork } from '../../src/records/challenge.ts';
import { postAfterAll } from '../../src/records/occurrence.ts';
import { changePlan, nextBroughtForward } from '../../src/records/schedule.ts';
import { pause } from '../../src/records/settings.ts';
import { textOf } from '../fakes/people.ts';
import { HOUR_MS, MINUTE_MS, openCommunity, PARTITION } from './community.ts';

const recent = async (community: Awaited<ReturnType<typeof openCommunity>>) => (await community.plan()).challenges.recent;

describe('a challenge', () => {
  test('is posted once, at its time, and the next is planned', async () => {
    const community = await openCommunity();
    await community.until('2026-11-24T07:59:59Z');
    expect(community.platform.posts).toEqual([]);
    await community.until('2026-11-24T08:00:00Z');
    await community.tick();
    expect(community.platform.posts).toHaveLength(1);
    expect(textOf(community.platform.posts[0]!.message)).toContain('Tuesday 24 November');
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24', postedAt: community.clock.now, message: 'm1', quorum: 2 }]);
    expect((await community.plan()).challenges.next).toEqual({ date: '2026-11-25', dueAt: Date.parse('2026-11-25T08:00:00Z') });
  });

  test('shows its counter as it is when the edit is made, and closes once when the next is posted', async () => {
    const community = await openCommunity();
    await community.until('2026-11-24T08:00:00Z');
    await community.answered('2026-11-24', 'm_1', 'm_2', 'm_3');
    await community.store.commit(PARTITION, { due: [{ key: counterWork('2026-11-24'), at: community.clock.now, data: {} }] });
    await community.tick();
    const [first] = community.platform.posts;
    expect(textOf(first!.message)).toContain('3 of 2 today: reached');
    await community.until('2026-11-25T08:00:00Z');
    await community.tick();
    expect(community.platform.posts).toHaveLength(2);
    expect(first!.edits).toBe(2);
    expect(textOf(first!.message)).toContain('3 answered: the quorum of 2 was reached.');
    expect(textOf(community.platform.posts[1]!.message)).toContain('Last time, Tuesday 24 November: 3 answered: the quorum of 2 was reached.');
    expect((await recent(community))[0]).toMatchObject({ answered: 3, closedAt: community.clock.now });
  });

  test('fixes its quorum when it opens: a fifth of who answered in the last 14 days', async () => {
    const community = await openCommunity();
    await community.answered('2026-11-20', ...Array.from({ length: 20 }, (_, index) => `m_${index}`));
    await community.until('2026-11-24T08:00:00Z');
    expect((await recent(community))[0]?.quorum).toBe(4);
  });

  test('closes after 72 hours where nothing follows it', async () => {
    const community = await openCommunity({ set: { weekdays: [2] } });
    await community.until('2026-11-24T08:00:00Z');
    await community.until('2026-11-27T07:59:00Z');
    expect((await recent(community))[0]?.closedAt).toBeUndefined();
    await community.until('2026-11-27T08:00:00Z');
    expect((await recent(community))[0]?.closedAt).toBe(community.clock.now);
    expect(textOf(community.platform.posts[0]!.message)).toContain('closed');
  });

  test('that is late comes under its own date, within the grace', async () => {
    const community = await openCommunity();
    await community.until('2026-11-24T13:59:00Z');
    expect(textOf(community.platform.posts[0]!.message)).toContain('It counts for Tuesday 24 November');
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24' }]);
  });

  test('is missed after the grace, which is recorded and told, and the next comes', async () => {
    const community = await openCommunity();
    await community.until('2026-11-24T14:00:00Z');
    expect(community.platform.posts).toEqual([]);
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24', missedAt: community.clock.now }]);
    expect(textOf(community.platform.told[0]!.message)).toContain('The daily challenge of Tuesday 24 November was not posted');
    await community.until('2026-11-25T08:00:00Z');
    expect(community.platform.posts).toHaveLength(1);
  });

  test('of a week that we slept through is missed on each date, and never posted under another', async () => {
    const community = await openCommunity();
    await community.until('2026-11-28T08:30:00Z');
    const states = (await recent(community)).map(({ date, missedAt }) => `${date} ${missedAt === undefined ? 'posted' : 'missed'}`);
    expect(states).toEqual(['2026-11-24 missed', '2026-11-25 missed', '2026-11-26 missed', '2026-11-27 missed', '2026-11-28 posted']);
    expect(community.platform.posts).toHaveLength(1);
    expect(community.platform.told).toHaveLength(4);
  });

  test('repeats no question', async () => {
    const community = await openCommunity();
    for (let day = 24; day <= 30; day++) await community.until(`2026-11-${day}T08:00:00Z`);
    const asked = (await recent(community)).map(({ question }) => question);
    expect(new Set(asked).size).toBe(7);
  });

  test('brought forward is posted now, under its date, and none is added', async () => {
    const community = await openCommunity();
    await changePlan(community.records, PARTITION, community.clock.now, (plan) => ({ plan: nextBroughtForward(plan, community.clock.now) }));
    await community.tick();
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24', postedAt: community.clock.now }]);
    await community.until('2026-11-24T08:00:00Z');
    expect(community.platform.posts).toHaveLength(1);
    await community.until('2026-11-25T08:00:00Z');
    expect(community.platform.posts).toHaveLength(2);
  });

  test('is not posted while an admin has paused the schedule, and those dates are rest days', async () => {
    const community = await openCommunity();
    await pause(community.records, PARTITION, community.clock.now);
    await community.until('2026-11-26T08:00:00Z');
    expect(await recent(community)).toEqual([]);
  });

  test('gets a thread under it where one is wanted', async () => {
    const community = await openCommunity({ set: { thread: true } });
    await community.until('2026-11-24T08:00:00Z');
    expect(community.platform.posts.map(({ target }) => target)).toEqual([
      { channel: 'general' },
      { channel: 'general', under: { channel: 'general', message: 'm1' } },
    ]);
  });

  test('mentions the role that was chosen', async () => {
    const community = await openCommunity({ set: { mention: '42' } });
    await community.until('2026-11-24T08:00:00Z');
    expect(community.platform.posts[0]?.message.mention).toBe('42');
  });
});

describe('two workers on one store', () => {
  test('never post twice', async () => {
    for (const findsPosts of [true, false]) {
      const community = await openCommunity({ findsPosts });
      community.clock.now = Date.parse('2026-11-24T08:00:00Z');
      await community.tick();
      community.restart();
      await community.tick();
      community.clock.now += 2 * MINUTE_MS;
      await community.tick();
      expect(community.platform.posts).toHaveLength(1);
      expect(await recent(community)).toMatchObject([{ message: 'm1' }]);
    }
  });
});

describe('killed before or after any commit of a day', () => {
  test.each([true, false])(
    'there is one post, or none and it is told (a vendor that finds posts: %s)',
    async (findsPosts) => {
      const counted = await openCommunity({ findsPosts });
      counted.killAt(undefined);
      await counted.until('2026-11-24T08:00:00Z');
      const all = counted.points();
      expect(all).toBeGreaterThan(2);
      for (let kill = 1; kill <= all; kill++) {
        const community = await openCommunity({ findsPosts });
        community.killAt(kill);
        await community.until('2026-11-24T08:00:00Z');
        community.killAt(undefined);
        community.restart();
        community.clock.now += 2 * MINUTE_MS;
        await community.tick();
        const [challenge] = await recent(community);
        const { posts, told } = community.platform;
        expect(posts.length, `killed at ${kill}`).toBeLessThanOrEqual(1);
        if (challenge?.unknownAt === undefined) expect([challenge, posts.length], `killed at ${kill}`).toMatchObject([{ message: 'm1' }, 1]);
        else expect(told, `killed at ${kill}`).toHaveLength(1);
        expect(findsPosts && challenge?.unknownAt !== undefined).toBe(false);
      }
    },
    60_000,
  );
});

describe('what became of a post', () => {
  test('is looked for where the vendor can: the answer was lost, and it is there once', async () => {
    const community = await openCommunity();
    community.platform.faults = ['arrives', 'lost', 'failed'];
    await community.until('2026-11-24T08:00:00Z');
    for (let minute = 1; minute <= 20; minute++) await community.until(new Date(Date.parse('2026-11-24T08:00:00Z') + minute * MINUTE_MS).toISOString());
    expect(community.platform.posts).toHaveLength(1);
    expect(await recent(community)).toMatchObject([{ message: 'm1' }]);
  });

  test('is unknown where it can’t be looked for: never sent again, told, and an admin decides', async () => {
    const community = await openCommunity({ findsPosts: false });
    community.platform.faults = ['arrives'];
    await community.until('2026-11-24T08:00:00Z');
    await community.until('2026-11-24T09:00:00Z');
    expect(community.platform.posts).toHaveLength(1);
    expect((await recent(community))[0]?.unknownAt).toBe(Date.parse('2026-11-24T08:00:00Z'));
    expect(textOf(community.platform.told[0]!.message)).toContain('It is there');
    expect(await postAfterAll(community.records, PARTITION, '2026-11-24', community.clock.now)).toBe('sending');
    await community.tick();
    expect(community.platform.posts).toHaveLength(2);
    expect(await recent(community)).toMatchObject([{ message: 'm2' }]);
  });

  test('that was refused for the moment is sent again, also where it can’t be looked for', async () => {
    const community = await openCommunity({ findsPosts: false });
    community.platform.faults = ['failed'];
    await community.until('2026-11-24T08:00:00Z');
    expect(community.platform.posts).toEqual([]);
    await community.until('2026-11-24T08:02:00Z');
    expect(community.platform.posts).toHaveLength(1);
    expect(community.platform.told).toEqual([]);
  });

  test('that nobody could send all day is missed', async () => {
    const community = await openCommunity({ findsPosts: false });
    community.platform.faults = Array.from({ length: 500 }, () => 'failed');
    for (let minute = 0; minute <= 380; minute += 5) await community.until(new Date(Date.parse('2026-11-24T08:00:00Z') + minute * MINUTE_MS).toISOString());
    expect((await recent(community))[0]?.missedAt).toBeDefined();
    expect(community.platform.told).toHaveLength(1);
  });
});

describe('a channel that is closed to us', () => {
  test.each(['gone', 'forbidden'] as const)('(%s) pauses the schedule, tells once, and it goes on by itself', async (reason) => {
    const community = await openCommunity();
    community.platform.faults = [reason];
    community.platform.missing = [{ right: 'Send Messages', grantAt: 'there' }];
    await community.until('2026-11-24T08:00:00Z');
    const { daily } = (await community.plan()).community;
    expect(daily?.paused).toMatchObject({ by: 'us' });
    await community.until('2026-11-24T09:00:00Z');
    expect(community.platform.told).toHaveLength(1);
    expect(textOf(community.platform.told[0]!.message)).toContain('I have paused the daily challenge');
    community.platform.missing = [{ right: 'Attach Files', grantAt: 'there', optional: true }];
    await community.until('2026-11-24T10:00:00Z');
    await community.tick();
    expect(community.platform.posts).toHaveLength(1);
    expect((await community.plan()).community.daily?.paused).toBeUndefined();
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24', message: 'm1' }]);
    expect(community.platform.told).toHaveLength(2);
  });

  test('for days leaves one missed date behind; the others are rest days', async () => {
    const community = await openCommunity();
    community.platform.faults = ['gone'];
    community.platform.missing = [{ right: 'View Channel', grantAt: 'there' }];
    await community.until('2026-11-24T08:00:00Z');
    for (let hour = 1; hour <= 50; hour++) await community.until(new Date(Date.parse('2026-11-24T08:00:00Z') + hour * HOUR_MS).toISOString());
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24' }]);
    expect((await recent(community))[0]?.missedAt).toBeDefined();
    community.platform.missing = [];
    await community.until('2026-11-26T12:00:00Z');
    await community.until('2026-11-27T08:00:00Z');
    expect(await recent(community)).toMatchObject([{ date: '2026-11-24' }, { date: '2026-11-27', message: 'm1' }]);
  });
});

describe('when the clocks change', () => {
  test('09:00 stays 09:00', async () => {
    const community = await openCommunity({ at: '2027-03-27T12:00:00Z' });
    await community.until('2027-03-28T07:00:00Z');
    expect(community.platform.posts).toHaveLength(1);
  });

  test('a time that does not exist moves forward, and one that comes twice comes once', async () => {
    const spring = await openCommunity({ at: '2027-03-27T12:00:00Z', set: { time: { hour: 2, minute: 30 } } });
    await spring.until('2027-03-28T01:29:00Z');
    expect(spring.platform.posts).toHaveLength(0);
    await spring.until('2027-03-28T01:30:00Z');
    expect(spring.platform.posts).toHaveLength(1);
    const autumn = await openCommunity({ at: '2026-10-24T12:00:00Z', set: { time: { hour: 2, minute: 30 } } });
    await autumn.until('2026-10-25T00:30:00Z');
    await autumn.until('2026-10-25T01:30:00Z');
    expect(autumn.platform.posts).toHaveLength(1);
  });
});
