import { expect, test } from 'vitest';
import { NotDelivered } from '../../../src/platforms/platform.ts';
import { callsOf, expectClean, openStudy, said, words } from './workspace.ts';

const DAILY = said('channel', 'Daily <!channel>.');
const posts = (slack: Parameters<typeof callsOf>[0]): number => callsOf(slack).filter((method) => method === 'chat.postMessage').length;

test('a post is made once for its key, and changed later', async () => {
  const { slack, platform, general } = await openStudy();
  const [first, second] = await Promise.all([platform.post({ channel: general.id }, DAILY, 'd1'), platform.post({ channel: general.id }, DAILY, 'd1')]);
  expect(second).toEqual(first);
  await platform.edit(first, said('channel', 'Closed.'));
  expect(slack.messages(general).map(words)).toEqual(['Closed.']);
  expect(posts(slack)).toBe(1);
  expectClean(slack);
});

test('posts to one channel keep the second that Slack asks for, and may stand under another', async () => {
  const { slack, platform, general } = await openStudy();
  const parent = await platform.post({ channel: general.id }, DAILY, 'd1');
  const child = await platform.post({ channel: general.id, under: parent }, said('channel', 'Answers here.'), 'd1/thread');
  expect(slack.messages(general).find(({ ts }) => ts === child.message)!.threadTs).toBe(parent.message);
  expectClean(slack);
});

test.each(['cut before', 'cut after', { status: 500 }] as const)('a post of unknown outcome (%j) is never sent again', async (how) => {
  const { slack, platform, general } = await openStudy();
  slack.fault({ on: 'chat.postMessage', how });
  for (const _attempt of [1, 2]) {
    const fault = await platform.post({ channel: general.id }, DAILY, 'd1').catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(NotDelivered);
    expect(fault).toMatchObject({ reason: 'unknown' });
  }
  expect(posts(slack)).toBe(1);
  expectClean(slack);
});

test('a post that Slack puts off is made when Slack says', async () => {
  const { slack, platform, general } = await openStudy();
  slack.fault({ on: 'chat.postMessage', how: { retryAfter: 1 } });
  await platform.post({ channel: general.id }, DAILY, 'd1');
  expect(slack.messages(general)).toHaveLength(1);
  expectClean(slack);
});

test.each([
  ['is_archived', 'gone'],
  ['channel_not_found', 'gone'],
  ['not_in_channel', 'forbidden'],
  ['restricted_action', 'forbidden'],
  ['something_new', 'failed'],
] as const)('%s is told apart as %s, and may be tried again later', async (error, reason) => {
  const { slack, platform, general } = await openStudy();
  slack.fault({ on: 'chat.postMessage', how: { error } });
  await expect(platform.post({ channel: general.id }, DAILY, 'd1')).rejects.toMatchObject({ name: 'NotDelivered', reason });
  await platform.post({ channel: general.id }, DAILY, 'd1');
  expect(slack.messages(general)).toHaveLength(1);
  expectClean(slack);
});

test('an edit may be repeated, and says when the message is gone', async () => {
  const { slack, platform, general } = await openStudy();
  const ref = await platform.post({ channel: general.id }, DAILY, 'd1');
  slack.fault({ on: 'chat.update', how: 'cut after', times: 2 });
  await platform.edit(ref, said('channel', 'Closed.'));
  expect(slack.messages(general).map(words)).toEqual(['Closed.']);
  slack.tolerate('message.exists');
  await expect(platform.edit({ channel: general.id, message: '1.000001' }, DAILY)).rejects.toMatchObject({ reason: 'gone' });
  expectClean(slack);
});

test('a direct message comes once for its key', async () => {
  const { slack, platform, ada } = await openStudy();
  const account = { platform: 'slack', id: ada.id, name: 'ada' };
  await platform.tell(account, said('learner', 'Time for a question.'), 'r1');
  await platform.tell(account, said('learner', 'Time for a question.'), 'r1');
  expect(slack.seen(ada, slack.directMessages(ada)).map(words)).toEqual(['Time for a question.']);
  expectClean(slack);
});

test('check says which right is missing in a channel, and how to give it', async () => {
  const { slack, platform, general } = await openStudy();
  const check = (channel: { id: string }) => platform.check(channel.id);
  expect(await check(general)).toEqual([]);
  expect(await check(slack.addChannel({ name: 'elsewhere', bot: false }))).toEqual([
    { right: 'I’m not in #elsewhere, so I can’t post there', grantAt: 'in that channel, type /invite @Quorum' },
  ]);
  expect(await check(slack.addChannel({ name: 'old', archived: true }))).toMatchObject([{ right: '#old is archived' }]);
  slack.tolerate('message.channel', 'call.scope');
  expect(await check(slack.addChannel({ name: 'secret', private: true, bot: false }))).toMatchObject([{ right: expect.stringContaining('private, or gone') }]);
  slack.fault({ on: 'conversations.info', how: { error: 'missing_scope' } });
  expect(await check(general)).toMatchObject([{ right: expect.stringContaining('channels:read') }]);
  slack.fault({ on: 'conversations.info', how: { status: 500 }, times: 3 });
  await expect(check(general)).rejects.toMatchObject({ reason: 'failed' });
  expectClean(slack);
});
