import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createWorker } from '../../src/due/worker.ts';
import { participantsOf } from '../../src/records/challenge.ts';
import { findMember } from '../../src/records/membership.ts';
import { allKinds } from '../../src/schedule/kinds.ts';
import { buttons, openTable, textOf } from '../fakes/people.ts';
import { fakePlatform } from '../fakes/platform.ts';

const PARTITION = 'community/table:home';
const ANSWER =
  'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load. I would use a hash ring.';

/** A started schedule, at 09:00 UTC from Monday to Friday, with the worker that does what is due. */
async function sit({ findsPosts = true } = {}) {
  const table = await openTable();
  const platform = fakePlatform({ findsPosts });
  const log = pino({ level: 'silent' });
  const records = { store: table.store, newId: randomUUID, readOutages: () => [] };
  const now = () => table.clock.now;
  const worker = createWorker({
    store: table.store,
    kinds: allKinds({ records, library: table.library, platforms: [platform], now, log }),
    now,
    roll: () => 0.5,
    log,
  });
  const [ada, grace] = [table.sit('Ada', { admin: true }), table.sit('Grace')];
  await ada.press(await ada.use('setup'), 'Start');
  const at = async (time: string) => {
    table.clock.now = Date.parse(time);
    for (let round = 0; round < 4; round++) {
      await worker.run();
      await worker.idle();
    }
  };
  return { table, platform, records, ada, grace, at };
}

describe('/schedule', () => {
  test('is for admins, and says where to begin', async () => {
    const { grace } = await sit();
    expect(textOf(await grace.use('schedule next'))).toContain('That is for admins');
    const alone = (await openTable()).sit('Ada', { admin: true });
    expect(textOf(await alone.use('schedule next'))).toContain('`/setup` sets one up in two minutes');
  });

  test('next shows five dates', async () => {
    const { ada } = await sit();
    expect(textOf(await ada.use('schedule next'))).toContain('- Tuesday 24 November, 09:00\\n- Wednesday 25 November, 09:00');
  });

  test('now brings the next one forward and adds none', async () => {
    const { ada, at, platform } = await sit();
    expect(textOf(await ada.use('schedule now'))).toContain('The challenge of Tuesday 24 November comes now');
    await at('2026-11-23T12:00:01Z');
    expect(platform.posts).toHaveLength(1);
    expect(textOf(await ada.use('schedule next'))).toContain('- Wednesday 25 November, 09:00');
    await at('2026-11-24T09:00:00Z');
    expect(platform.posts).toHaveLength(1);
  });

  test('skip leaves out the next one, and takes it back', async () => {
    const { ada, at, platform } = await sit();
    const skipped = await ada.use('schedule skip');
    expect(textOf(skipped)).toContain('I leave out Tuesday 24 November');
    expect(textOf(skipped)).not.toContain('- Tuesday 24 November');
    expect(textOf(await ada.press(skipped, 'Don’t skip Tuesday 24 November'))).toContain('- Tuesday 24 November, 09:00');
    await ada.use('schedule skip');
    await at('2026-11-24T09:00:00Z');
    expect(platform.posts).toHaveLength(0);
    await at('2026-11-25T09:00:00Z');
    expect(platform.posts).toHaveLength(1);
  });

  test('pause and resume: nothing is posted meanwhile, and nothing is made up for', async () => {
    const { ada, at, platform } = await sit();
    expect(textOf(await ada.use('schedule pause'))).toContain('Paused.');
    expect(textOf(await ada.use('schedule now'))).toContain('The schedule is paused');
    await at('2026-11-25T12:00:00Z');
    expect(textOf(await ada.use('schedule resume'))).toContain('- Thursday 26 November, 09:00');
    await at('2026-11-26T09:00:00Z');
    expect(platform.posts).toHaveLength(1);
    expect(textOf(await ada.use('schedule resume'))).toContain('It was not paused.');
  });

  test('a post that may or may not be there: an admin says which', async () => {
    const { ada, at, platform, grace } = await sit({ findsPosts: false });
    platform.faults = ['arrives'];
    await at('2026-11-24T09:00:00Z');
    const [told] = platform.told;
    expect(told?.account).toMatchObject({ platform: 'table', id: 'ada' });
    expect(textOf(await grace.press(told!.message, 'It is there'))).toContain('That is for admins');
    const card = await ada.use('schedule next');
    expect(buttons(card).map(({ label }) => label)).toEqual(['It is there', 'Post it']);
    expect(textOf(await ada.press(told!.message, 'It is there'))).toContain('counts as posted');
    expect(textOf(await ada.press(told!.message, 'Post it'))).toContain('decided before');
    await at('2026-11-24T10:00:00Z');
    expect(platform.posts).toHaveLength(1);
  });

  test('a post that is not there is posted when an admin says so, and not when the next is due', async () => {
    const { ada, at, platform } = await sit({ findsPosts: false });
    platform.faults = ['unknown'];
    await at('2026-11-24T09:00:00Z');
    expect(textOf(await ada.press(platform.told[0]!.message, 'Post it'))).toContain('I post the challenge of Tuesday 24 November now');
    await at('2026-11-24T10:00:00Z');
    expect(platform.posts).toHaveLength(1);
    platform.faults = ['unknown'];
    await at('2026-11-25T09:00:00Z');
    await at('2026-11-26T09:00:00Z');
    expect(textOf(await ada.press(platform.told[1]!.message, 'Post it'))).toContain('too late to post');
  });

  test('a paused schedule says why', async () => {
    const { ada, at, platform } = await sit();
    platform.faults = ['forbidden'];
    platform.missing = [{ right: 'Send Messages', grantAt: 'there' }];
    await at('2026-11-24T09:00:00Z');
    expect(textOf(await ada.use('schedule next'))).toContain('I may not post in the channel.');
    expect(textOf(await ada.use('setup'))).toContain('It is **paused**. I may not post in the channel.');
    await ada.send(await ada.press(await ada.use('setup'), 'Channel'), { channel: 'other' });
    await at('2026-11-24T09:30:00Z');
    expect(platform.posts.map(({ target }) => target.channel)).toEqual(['other']);
  });
});

describe('/daily', () => {
  test('before there is one', async () => {
    const { grace } = await sit();
    expect(textOf(await grace.use('daily'))).toContain('The next one comes **Tuesday 24 November, 09:00** (UTC)');
    expect(textOf(await (await openTable()).sit('Grace').use('daily'))).toContain('An admin can set it up');
  });

  test('says whether you have answered, how many have, and how long it is open', async () => {
    const { grace, at, table, records } = await sit();
    await at('2026-11-24T09:00:00Z');
    table.clock.now += 90 * 60_000;
    const card = await grace.use('daily');
    expect(textOf(card)).toContain('**No answer of yours counts yet.** Answers count for it for another 22 h 30 min.');
    expect(textOf(card)).toContain('0 of 2 today');
    await grace.send(await grace.press(card, 'Answer'), { answer: ANSWER });
    const { id } = await findMember(records, { platform: 'table', id: 'home' }, { platform: 'table', id: 'grace' });
    await table.store.commit(PARTITION, { add: { [participantsOf('2026-11-24')]: [id] } });
    const after = await grace.use('daily');
    expect(textOf(after)).toContain('**You have answered.** It is open for another 22 h 30 min.');
    expect(textOf(after)).toContain('1 of 2 today');
  });

  test('after it closed: who answered, what most missed, and the next', async () => {
    const { grace, at, table, platform } = await sit();
    await at('2026-11-27T09:00:00Z');
    await at('2026-11-27T09:10:00Z');
    const post = platform.posts[0]!.message;
    await grace.send(await grace.press(post, 'Answer'), { answer: ANSWER });
    await at('2026-11-30T09:00:00Z');
    expect(textOf(platform.posts[1]!.message)).toContain('Most missed:');
    expect(textOf(platform.posts[0]!.message)).toContain('What most people missed:');
    const over = await grace.press(post, 'My day');
    expect(textOf(over)).toContain('closed');
    expect(textOf(over)).toContain('What most people missed:');
    expect(buttons(over).map(({ label }) => label)).toContain('Model answer');
    expect(table.logged()).not.toContain('hash ring');
  });
});

describe('the weekly recap', () => {
  test('comes on Mondays, once, with the first five and the streak', async () => {
    const { ada, at, table, platform } = await sit();
    await ada.press(await ada.use('setup'), 'Weekly recap');
    await table.store.commit(PARTITION, {
      award: Array.from({ length: 6 }, (_, index) => ({ board: 'board/week/2026-W48', member: `m_${index}`, points: 60 - 10 * index, at: 1 })),
      put: { 'membership/m_0': { v: 1, name: 'Ada', joinedAt: 0, answers: 1 } },
    });
    await at('2026-11-30T09:00:00Z');
    await at('2026-11-30T09:05:00Z');
    const recaps = platform.posts.filter(({ key }) => key.startsWith('recap/'));
    expect(recaps).toHaveLength(1);
    expect(textOf(recaps[0]!.message)).toContain('["1","Ada","60"]');
    expect(textOf(recaps[0]!.message)).not.toContain('"10"]');
    await at('2026-12-07T09:00:00Z');
    expect(platform.posts.filter(({ key }) => key.startsWith('recap/'))).toHaveLength(1);
  });
});
