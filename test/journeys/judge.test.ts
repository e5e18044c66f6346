import { expect, test } from 'vitest';
import { covered, later, ofAll, openGrader, saying } from '../emulators/grader.ts';
import { startQuorum } from '../environment.ts';
import { FAIR, SPOTS, STAR } from '../judge/answers.ts';
import { type Driver, openDiscord, openSlack, webDriver } from './drivers.ts';

async function answer(driver: Driver, text: string): Promise<string> {
  await driver.use('question', { query: 'sd.q05' });
  return driver.fill('Answer', text);
}

test('a judge that lies moves nobody’s grade, and neither its key nor an answer is logged', async () => {
  const alone = await startQuorum();
  const local = await answer(webDriver(alone.address), FAIR);
  await alone.stop();
  const grader = await openGrader(ofAll(() => ({ verdict: 'covered', quote: 'it says all of this very well' })));
  const quorum = await startQuorum({ GRADER_URL: grader.url, GRADER_MODEL: 'gpt-x', GRADER_KEY: 'sk-very-secret', LOG_LEVEL: 'trace' });
  expect(quorum.output()).toMatch(/Judge +gpt-x at 127\.0\.0\.1:\d+/);
  const shown = await answer(webDriver(quorum.address), FAIR);
  // The routes of its buttons name the answer: everything else is the same.
  const withoutIds = (html: string) => html.replaceAll(/a_[0-9a-f]+/g, 'a_');
  expect(withoutIds(shown)).toBe(withoutIds(local));
  expect(shown).toContain('58 of 100, partial');
  expect(grader.asked).toHaveLength(1);
  await quorum.stop();
  expect(quorum.output()).not.toMatch(/sk-very-secret|film star/);
});

test('a judge that takes five seconds is waited for everywhere', async () => {
  const honest = saying(() => ({ verdicts: [covered('vnodes-even-out', SPOTS), covered('hot-key', STAR)] }));
  const grader = await openGrader(later(5_000, honest));
  const [discord, slack] = [await openDiscord(), await openSlack()];
  const quorum = await startQuorum({
    GRADER_URL: grader.url,
    GRADER_MODEL: 'gpt-x',
    DISCORD_TOKEN: discord.discord.token,
    DISCORD_API_URL: discord.discord.url,
    SLACK_BOT_TOKEN: slack.slack.botToken,
    SLACK_APP_TOKEN: slack.slack.appToken,
    SLACK_API_URL: slack.slack.url,
  });
  // Each says something of its own: what has been judged once is not asked again.
  const drivers = [discord.driver(), slack.driver('Slack'), webDriver(quorum.address)];
  const cards = await Promise.all(drivers.map((driver) => answer(driver, `${FAIR} That is how I see it on ${driver.name}.`)));
  for (const [at, card] of cards.entries()) {
    expect(card, drivers[at]?.name).toContain('100 of 100, strong');
    expect(card, drivers[at]?.name).toContain('Covered (judge)');
    expect(card, drivers[at]?.name).toMatch(/The judge .*gpt-x.* read 2 points again\./);
    expect(drivers[at]?.wasPrivate(), drivers[at]?.name).toBe(true);
  }
  expect(grader.asked).toHaveLength(3);
  expect(discord.discord.violations).toEqual([]);
  // Nobody waits for a judge when we stop: the grade of the rules stands.
  const late = answer(webDriver(quorum.address), `${FAIR} One more.`);
  await expect.poll(() => grader.asked.length, { timeout: 10_000 }).toBe(4);
  const before = Date.now();
  expect((await quorum.stop()).code).toBe(0);
  expect(Date.now() - before).toBeLessThan(4_000);
  expect(await late).toContain('58 of 100, partial');
});

test('a judge that never answers keeps nobody waiting for long', async () => {
  const grader = await openGrader(
    later(
      600_000,
      saying(() => ({ verdicts: [] })),
    ),
  );
  const quorum = await startQuorum({ GRADER_URL: grader.url, GRADER_MODEL: 'gpt-x' });
  expect(await answer(webDriver(quorum.address), FAIR)).toContain('58 of 100, partial');
});
