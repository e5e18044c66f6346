import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorker } from '../../src/due/worker.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { counterWork, participantsOf } from '../../src/records/challenge.ts';
import { allKinds } from '../../src/schedule/kinds.ts';
import { startQuorum } from '../environment.ts';
import { openTable } from '../fakes/people.ts';
import { openServer } from '../platforms/discord/server.ts';
import { openStudy, words } from '../platforms/slack/workspace.ts';
import { openPlayground } from '../platforms/web/playground.ts';
import { webDriver } from './drivers.ts';

const BEGIN = Date.parse('2026-11-23T12:00:30Z');
const ONE_MINUTE_AHEAD = { time: '12:01', weekdays: 'every day', zone: 'UTC' };

/** Each new post mentions the role that was chosen, and no edit does. */
const ROLE = '<@&815279302000000001>';

/** The bot on a clock that the test sets, with the worker that does what is due. */
async function openClock() {
  const clock = { now: BEGIN };
  let platform: Platform | undefined;
  const table = await openTable({ checkChannel: async (_name, channel) => (await platform?.check(channel)) ?? [] });
  const log = pino({ level: 'silent' });
  const now = () => clock.now;
  const { records } = table;
  const startWorker = (on: Platform) => {
    platform = on;
    return createWorker({ store: table.store, kinds: allKinds({ records, library: table.library, platforms: [on], now, log }), now, roll: () => 0.5, log });
  };
  return { clock, now, bot: table.bot, store: table.store, startWorker };
}

/**
 * From the minute that was set: the post is there once, also with a second process on the same store; its counter moves; the next day
 * it is closed and another one is there.
 */
async function liveTwoDays(
  { clock, store, startWorker }: Awaited<ReturnType<typeof openClock>>,
  platform: Platform,
  partition: string,
  posts: () => readonly string[] | Promise<readonly string[]>,
): Promise<void> {
  const workers = [startWorker(platform), startWorker(platform)];
  onTestFinished(async () => void (await Promise.all(workers.map((worker) => worker.stop()))));
  const tick = async () => {
    for (let round = 0; round < 4; round++) await Promise.all(workers.map((worker) => worker.run().then(() => worker.idle())));
  };
  await tick();
  expect(await posts()).toHaveLength(0);
  clock.now = Date.parse('2026-11-23T12:01:00Z');
  await tick();
  await tick();
  expect(await posts()).toEqual([expect.stringContaining('0 of 2 today')]);
  const date = '2026-11-23';
  await store.commit(partition, { add: { [participantsOf(date)]: ['m_1'] }, due: [{ key: counterWork(date), at: clock.now + 5_000, data: {} }] });
  clock.now += 5_000;
  await tick();
  expect(await posts()).toEqual([expect.stringContaining('1 of 2 today')]);
  clock.now = Date.parse('2026-11-24T12:01:00Z');
  await tick();
  expect(await posts()).toEqual([
    expect.stringContaining('1 answered: the quorum of 2 was missed.'),
    expect.stringMatching(/Last time, Monday 23 November: 1 answered[\s\S]*0 of 2 today/),
  ]);
}

describe('from /setup with a time one minute ahead to the close of the day after', () => {
  test('on Discord', async () => {
    const open = await openClock();
    const server = await openServer({ bot: open.bot, discord: { now: open.now }, pings: [ROLE, ROLE] });
    const { discord, guild, platform } = server;
    const root = discord.addUser({ name: 'Root', guilds: [guild], admin: true });
    open.startWorker(platform);
    const shown = (act: Awaited<ReturnType<typeof discord.use>>) => act.message ?? expect.unreachable(act.error ?? 'nothing came');
    const card = shown(await discord.use(root, 'setup', {}));
    const { modal } = await discord.press(root, card, 'Time and days');
    const timed = shown(
      await discord.submit(root, modal!, { Time: ONE_MINUTE_AHEAD.time, Weekdays: ONE_MINUTE_AHEAD.weekdays, 'Time zone': ONE_MINUTE_AHEAD.zone }),
    );
    expect(timed.text).toContain(`<#${guild.channel.id}>`);
    const daily = discord.addChannel(guild, { name: 'daily' });
    const hidden = discord.addChannel(guild, { name: 'hidden', deny: 1n << 10n });
    const asked = await discord.press(root, timed, 'Channel');
    expect(shown(await discord.submit(root, asked.modal!, { Channel: hidden.id })).text).toContain('View Channel');
    const chosen = await discord.press(root, timed, 'Channel');
    expect(shown(await discord.submit(root, chosen.modal!, { Channel: daily.id })).text).toContain(`<#${daily.id}>`);
    const role = await discord.press(root, timed, 'Role to mention');
    expect(shown(await discord.submit(root, role.modal!, { Role: ROLE.slice(3, -1) })).text).toContain(ROLE);
    await discord.press(root, timed, 'Thread');
    expect(shown(await discord.press(root, timed, 'Check')).text).toContain('All is well');
    expect(shown(await discord.press(root, timed, 'Start')).text).toContain('Monday 23 November, 12:01');
    const posts = () => discord.messages(daily).flatMap(({ text, private: isPrivate }) => (isPrivate ? [] : [text]));
    await liveTwoDays(open, platform, `community/discord:${guild.id}`, posts);
    expect((await posts())[1]).toContain(`https://discord.com/channels/${guild.id}/${daily.id}/`);
  });

  test('on Slack', async () => {
    const open = await openClock();
    const { slack, platform, ada, general } = await openStudy({ bot: open.bot, now: open.now, adaIsAdmin: true, emulator: { rateLimits: false } });
    open.startWorker(platform);
    const card = await (await slack.use(ada, '/quorum', 'setup', general)).message();
    const daily = slack.addChannel({ name: 'daily', members: [ada], bot: false });
    const channelForm = async () => (await slack.press(ada, card, 'Channel')).view();
    const refused = await (await slack.submit(ada, await channelForm(), { channel: daily.id })).formErrors();
    expect(JSON.stringify(refused)).toContain('/invite @Quorum');
    expect(JSON.stringify((await (await slack.submit(ada, await channelForm(), { channel: general.id })).edit()).blocks)).toContain(`<#${general.id}>`);
    const view = await (await slack.press(ada, card, 'Time and days')).view();
    const timed = await (await slack.submit(ada, view, ONE_MINUTE_AHEAD)).edit();
    expect(JSON.stringify(timed.blocks)).toContain(`<#${general.id}>`);
    const found = await (await slack.press(ada, timed, 'Check')).message();
    expect(found.text).toContain('All is well');
    expect((await (await slack.press(ada, timed, 'Start')).edit()).text).toContain('Monday 23 November, 12:01');
    const posts = () => slack.messages(general).flatMap((message) => (message.onlyFor === undefined ? [words(message)] : []));
    await liveTwoDays(open, platform, `community/slack:${slack.teamId}`, posts);
    expect(slack.violations).toEqual([]);
    expect(slack.pings).toEqual([]);
  });

  test('in the playground', async () => {
    const open = await openClock();
    const play = await openPlayground(open.bot as never, { now: open.now });
    open.startWorker(play.web);
    const act = () => ({ learner: 'ada', id: `act-${randomUUID()}` });
    const routeOf = (html: string, label: string) => [...html.matchAll(/data-route="([^"]+)"[^>]*>([^<]*)</g)].find(([, , text]) => text === label)?.[1];
    const card = await play.say('command', { ...act(), command: 'setup', options: {} });
    const timed = await play.say('submit', { ...act(), route: '1/setup/time-set', message: card.id, fields: ONE_MINUTE_AHEAD });
    const started = await play.say('press', { ...act(), route: routeOf(timed.html, 'Start'), message: timed.id });
    expect(started.html).toContain('Monday 23 November, 12:01');
    const posts = async () => (await play.history('ada')).filter((message) => !message.private).map(({ html }) => html.replaceAll(/<[^>]+>/g, ' '));
    await liveTwoDays(open, play.web, 'community/web:playground', posts);
  });
});

test('npm start alone does it: a time one minute ahead, and the post arrives, once', async () => {
  const quorum = await startQuorum();
  const driver = webDriver(quorum.address);
  await driver.use('setup', {});
  const ahead = new Date(Date.now() + 60_000).toISOString().slice(11, 16);
  await driver.submit('1/setup/time-set', { time: ahead, weekdays: 'every day', zone: 'UTC' });
  await driver.press('Start');
  const posts = async () => [...(await history(quorum.address)).matchAll(/<h2>Daily challenge: /g)].length;
  await expect.poll(posts, { timeout: 90_000, interval: 500 }).toBe(1);
  expect(await driver.use('daily', {})).toContain('No answer of yours counts yet.');
  expect(await driver.use('schedule now', {})).toContain('comes now');
  await expect.poll(async () => [...(await history(quorum.address)).matchAll(/<p>Last time, /g)].length, { timeout: 20_000 }).toBe(1);
  await expect.poll(async () => (await history(quorum.address)).includes('· closed'), { timeout: 20_000 }).toBe(true);
  expect((await quorum.stop()).code).toBe(0);
}, 150_000);

/** What stands in the channel: the first event of the page's stream. */
async function history(address: string): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(`${address}/play/stream?learner=grace`, { signal: stop.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n')) text += (await reader.read()).value ?? '';
  stop.abort();
  return text;
}
