import { expect, test } from 'vitest';
import { documented } from './discord/documented.ts';
import { RULES as DISCORD_RULES } from './discord/rules.ts';
import { interactionRows } from './discord/rules-interactions.ts';
import { messageRows } from './discord/rules-messages.ts';
import { commandRows, gatewayRows, requestRows } from './discord/rules-requests.ts';
import { BLOCK_EXAMPLES } from './slack/rules/block-examples.ts';
import { BROKEN_ANSWERS } from './slack/rules/broken-answers.ts';
import { BROKEN_BLOCKS } from './slack/rules/broken-blocks.ts';
import { BROKEN_CALLS } from './slack/rules/broken-calls.ts';
import { CALL_EXAMPLES } from './slack/rules/call-examples.ts';
import { RULES as SLACK_RULES } from './slack/rules.ts';

// What the emulators must refuse and accept stands in tables beside each; `rules.test.ts` in both folders sends every row. Here they are
// counted, so that nobody makes an emulator milder by taking rows away.

const discordRows = [...messageRows, ...interactionRows, ...commandRows, ...requestRows, ...gatewayRows];
const slackRows = [...BROKEN_BLOCKS, ...BROKEN_CALLS, ...BROKEN_ANSWERS];

test('at least 150 violations of Discord’s rules and 140 of Slack’s are sent, each with the vendor’s page', () => {
  expect(discordRows.length).toBeGreaterThanOrEqual(150);
  expect(slackRows.length).toBeGreaterThanOrEqual(140);
  for (const { page } of [...discordRows.map(({ rule }) => DISCORD_RULES[rule]), ...slackRows.map(({ rule }) => SLACK_RULES[rule])]) {
    expect(page).toMatch(/^https:\/\/(discord\.com\/developers|docs\.discord\.com|github\.com\/(discord|slackapi)|docs\.slack\.dev)/);
  }
});

test('at least 25 payloads of Discord’s documentation and 35 of Slack’s are accepted', () => {
  expect(documented.length).toBeGreaterThanOrEqual(25);
  expect(BLOCK_EXAMPLES.length + CALL_EXAMPLES.length).toBeGreaterThanOrEqual(35);
});
