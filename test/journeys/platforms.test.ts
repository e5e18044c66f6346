import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allCommands } from '../../commands/index.ts';
import { ROOT, type Running, startQuorum } from '../environment.ts';
import { type Driver, openDiscord, openSlack, webDriver } from './drivers.ts';

const ANSWER = 'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.';

/** What is tried of each command, everywhere alike. */
const TRIED: Readonly<Record<string, (driver: Driver) => Promise<void>>> = {
  async question(driver) {
    expect(await driver.use('question', { query: 'consistent hashing' })).toContain('Consistent hashing');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.press('Hint')).toContain('Hint 1 of');
    expect(await driver.press('Next hint')).toContain('Hint 2 of');
    expect(await driver.fill('Answer', ANSWER)).toContain('of 100');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.press('Follow-ups')).toContain('Follow-up 1 of');
    expect(await driver.press('Next follow-up')).toContain('Follow-up 2 of');
    expect(await driver.use('question', { query: 'idempotency', share: 'yes' })).toContain('Idempotency');
    expect(driver.wasPrivate(), driver.name).toBe(false);
    expect(await driver.press('Model answer')).toContain('ends paid attempts');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.press('Open it')).toContain('Model answer');
    expect(driver.wasPrivate()).toBe(true);
  },
  async leaderboard(driver) {
    expect(await driver.use('leaderboard', {})).toContain('This week');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.press('All time')).toContain('All time');
    expect(await driver.press('How points work')).toContain('How streaks work');
  },
  async streak(driver) {
    expect(await driver.use('streak', {})).toContain('Your streak');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.press('Why')).toContain('answer');
    expect(await driver.press('Picture of the year')).toContain('The year of');
  },
  async group(driver) {
    expect(await driver.use('group create', { name: 'Night owls' })).toContain('Night owls');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.press('Board')).toContain('This week · Night owls');
    expect(await driver.use('group leave', { name: 'Night owls' })).toContain('You have left the group');
  },
  async search(driver) {
    expect(await driver.use('search', { words: 'short links' })).toContain('URL shortener');
  },
  async daily(driver) {
    expect(await driver.use('daily', {})).toContain('An admin can set it up');
  },
  async setup(driver) {
    expect(await driver.use('setup', {})).toContain('Start');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.fill('Quorum', '3', 'quorum')).toContain('Only 1 member has ever answered here');
    expect(await driver.press('Topics and levels')).toContain('What is asked');
    expect(await driver.press('Back')).toContain('Start');
    expect(await driver.press('Start')).toContain('on');
    expect(await driver.press('Check')).toContain('Check');
  },
  async schedule(driver) {
    expect(await driver.use('schedule next', {})).toContain('The next five');
    expect(await driver.use('schedule skip', {})).toContain('I leave out');
    expect(await driver.use('daily', {})).toContain('The next one comes');
  },
  async playbook(driver) {
    expect(await driver.use('playbook', { section: 'clarifying-questions' })).toContain('Clarifying questions');
  },
  async glossary(driver) {
    expect(await driver.use('glossary', { term: 'LRU' })).toContain('Least recently used');
    expect(driver.wasPrivate()).toBe(true);
    expect(await driver.use('glossary', {})).toContain('Bloom filter');
  },
  async pack(driver) {
    await driver.use('question', { query: 'idempotency' });
    await driver.fill('Answer', ANSWER);
    expect(await driver.fill('Dispute this', 'I said the ring.', 'words')).toContain('Thank you. The admins of this community');
    const open = await driver.use('pack disputes', {});
    expect(open).toContain('One open dispute');
    expect(open).toContain('I said the ring');
    expect(driver.wasPrivate()).toBe(true);
  },
  async help(driver) {
    expect(await driver.use('help', {})).toContain('/question');
    expect(await driver.press('Give me a question')).toContain('about');
  },
};

async function startAll() {
  const [{ discord, driver: onDiscord }, socket, http] = await Promise.all([openDiscord(), openSlack(), openSlack()]);
  const tokens = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url };
  const inSocketMode = {
    SLACK_BOT_TOKEN: socket.slack.botToken,
    SLACK_APP_TOKEN: socket.slack.appToken,
    SLACK_API_URL: socket.slack.url,
    ADMINS: socket.admins,
  };
  const overHttp = { SLACK_BOT_TOKEN: http.slack.botToken, SLACK_SIGNING_SECRET: http.slack.signingSecret, SLACK_API_URL: http.slack.url, ADMINS: http.admins };
  const first = await startQuorum({ ...tokens, ...inSocketMode });
  const second = await startQuorum(overHttp);
  http.slack.deliverTo(`${second.address}/slack/events`);
  onTestFinished(async () => {
    expect([discord.violations, socket.slack.violations, http.slack.violations]).toEqual([[], [], []]);
    expect([discord.pings, socket.slack.pings, http.slack.pings]).toEqual([[], [], []]);
  });
  await discord.until(() => discord.commands().global.length === allCommands.length);
  const drivers = [webDriver(first.address), onDiscord(), socket.driver('Slack (Socket Mode)'), http.driver('Slack (HTTP)')];
  return { drivers, first, second, discord, slack: socket.slack };
}

/** The README's table: what was tried here and came out right. */
function table(names: readonly string[], done: ReadonlySet<string>): string {
  const rows = allCommands.map(({ name }) => `| \`/${name}\` | ${names.map((platform) => (done.has(`${name} ${platform}`) ? 'yes' : 'no')).join(' | ')} |`);
  return `| command | ${names.join(' | ')} |\n|---|${names.map(() => '---|').join('')}\n${rows.join('\n')}\n`;
}

test('every command does the same on every platform, from one process, and the README says so', async () => {
  const { drivers, first, second } = await startAll();
  const done = new Set<string>();
  for (const driver of drivers) {
    for (const { name } of allCommands) {
      await TRIED[name]?.(driver);
      done.add(`${name} ${driver.name}`);
    }
  }
  const made = table(
    drivers.map(({ name }) => name),
    done,
  );
  await expect(made).toMatchFileSnapshot('./transcripts/platforms.md');
  expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toContain(made);
  expect(await stopped(first, second)).toEqual([0, 0]);
});

describe('one platform in trouble does not stop the others', () => {
  test('a wrong token is said, and the rest works', async () => {
    const { discord } = await openDiscord();
    discord.gateway.revokeToken();
    const { slack, driver } = await openSlack();
    const quorum = await startQuorum({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
    });
    expect(quorum.output()).toMatch(/Discord +Discord does not take the token/);
    expect(quorum.output()).not.toContain(discord.token);
    expect((await fetch(`${quorum.address}/readyz`)).status).toBe(200);
    await TRIED.search?.(driver('Slack'));
    await TRIED.search?.(webDriver(quorum.address));
    expect(await stopped(quorum)).toEqual([0]);
  });

  test('one that is down comes back by itself', async () => {
    const { discord, driver } = await openDiscord();
    const down = discord.fault({ path: '/gateway/bot', times: 1_000, kind: { status: 503 } });
    const quorum = await startQuorum({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url });
    expect(quorum.output()).toMatch(/Discord can’t be reached/);
    down.release();
    await discord.until(() => discord.commands().global.length === allCommands.length);
    await TRIED.search?.(driver());
    expect(await stopped(quorum)).toEqual([0]);
  });
});

async function stopped(...running: readonly Running[]): Promise<(number | null)[]> {
  return Promise.all(running.map(async (each) => (await each.stop()).code));
}
