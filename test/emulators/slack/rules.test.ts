import { afterEach, describe, expect, test } from 'vitest';
import { createSlackEmulator, type SlackEmulator, type SlackEmulatorOptions } from './index.ts';
import { BLOCK_EXAMPLES } from './rules/block-examples.ts';
import { BROKEN_ANSWERS } from './rules/broken-answers.ts';
import { BROKEN_BLOCKS, button, input, mrkdwn, plain, section } from './rules/broken-blocks.ts';
import { BROKEN_CALLS } from './rules/broken-calls.ts';
import { CALL_EXAMPLES } from './rules/call-examples.ts';
import { call, type Stage, stageOf } from './rules/wire.ts';
import { RULES, type RuleId } from './rules.ts';
import type { Json } from './state.ts';

const running: SlackEmulator[] = [];

/** Time stands still but for what a row advances: limits of time are met to the millisecond. */
const now = (): number => Date.UTC(2026, 10, 24);

async function stage(options?: SlackEmulatorOptions): Promise<Stage> {
  const slack = await createSlackEmulator({ now, ...options });
  running.push(slack);
  return stageOf(slack);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((slack) => slack.close()));
});

/** As a row of a report: the rule, what was sent, and the vendor's page. */
function row<Row extends { rule: RuleId; says: string }>(of: Row): Row & { page: string } {
  return { ...of, page: RULES[of.rule].page };
}

const rulesOf = (slack: SlackEmulator): RuleId[] => slack.violations.map((violation) => violation.rule);

describe('Slack refuses and records', () => {
  test.each(BROKEN_BLOCKS.map(row))('$says ($rule, $page)', async ({ rule, blocks, view, error, said }) => {
    const { slack, general } = await stage();
    const sent = blocks
      ? { method: 'chat.postMessage', args: { channel: general.id, text: 'Hi', blocks } }
      : { method: 'views.open', args: { trigger_id: '1.2.3', view } };
    const { status, body } = await call(slack, sent.method, sent.args);
    expect({ status, ok: body.ok, error: body.error }).toEqual({ status: 200, ok: false, error: error ?? (blocks ? 'invalid_blocks' : 'invalid_arguments') });
    expect(JSON.stringify(body.response_metadata ?? '')).toContain(said);
    expect(rulesOf(slack)).toEqual([rule]);
    expect(slack.messages(general)).toEqual([]);
  });

  test.each(BROKEN_CALLS.map(row))('$says ($rule, $page)', async ({ rule, error, status = 200, options, run }) => {
    const set = await stage(options);
    const reply = await run(set);
    expect({ status: reply.status, ok: reply.body.ok, error: reply.body.error }).toEqual({ status, ok: false, error });
    expect(rulesOf(set.slack)).toEqual([rule]);
  });

  test.each(BROKEN_ANSWERS.map(row))('$says ($rule, $page)', async ({ rule, outcome, run }) => {
    const set = await stage();
    expect(await run(set)).toEqual(outcome);
    expect(rulesOf(set.slack)).toEqual([rule]);
  });

  test('each rule somewhere above, with a page of Slack’s', () => {
    const broken = new Set([...BROKEN_BLOCKS, ...BROKEN_CALLS, ...BROKEN_ANSWERS].map(({ rule }) => rule));
    expect(Object.keys(RULES).filter((rule) => !broken.has(rule as RuleId))).toEqual([]);
    expect(Object.values(RULES).filter(({ page }) => !/^https:\/\/(docs\.slack\.dev|github\.com\/slackapi)\//.test(page))).toEqual([]);
  });
});

describe('Slack takes what its own pages show:', () => {
  test.each(BLOCK_EXAMPLES)('$says ($page)', async ({ blocks }) => {
    const { slack, ada, general } = await stage();
    expect((await call(slack, 'chat.postMessage', { channel: general.id, text: 'Hi', blocks })).body).toMatchObject({ ok: true });
    expect(slack.seen(ada, general)[0]?.blocks).toMatchObject(blocks);
    expect(slack.violations).toEqual([]);
  });

  test.each(CALL_EXAMPLES)('$says ($page)', async ({ run }) => {
    const set = await stage();
    expect(await run(set)).toMatchObject({ status: 200, body: { ok: true } });
    expect(set.slack.violations).toEqual([]);
  });
});

const of = (length: number): string => 'x'.repeat(length);
const many = <Item>(length: number, make: (index: number) => Item): Item[] => Array.from({ length }, (_, index) => make(index));

/** One character more is refused in rules.test.ts. */
test.each<{ says: string; blocks: Json[] }>([
  { says: '50 blocks', blocks: many(50, () => ({ type: 'divider' })) },
  { says: 'a section of 3,000', blocks: [section(of(3000))] },
  { says: '10 fields, one of 2,000', blocks: [{ type: 'section', fields: many(10, (index) => mrkdwn(of(index === 0 ? 2000 : 1000))) }] },
  { says: '13,200 characters in all', blocks: [...many(4, () => section(of(3000))), section(of(700))] },
  { says: 'a header of 150', blocks: [{ type: 'header', text: plain(of(150)) }] },
  {
    says: '25 full buttons',
    blocks: [{ type: 'actions', elements: many(25, (index) => button({ action_id: `a${index}`, text: plain(of(75)), value: of(2000) })) }],
  },
  { says: 'markdown of 12,000', blocks: [{ type: 'markdown', text: of(12_000) }] },
  { says: 'an input of 3,000', blocks: [input({}, { min_length: 1, max_length: 3000, multiline: true })] },
  { says: '100 rows of 20', blocks: [{ type: 'table', rows: many(100, () => many(20, () => ({ type: 'raw_text', text: 'abcde' }))) }] },
])('a limit is no lower than it says: $says', async ({ blocks }) => {
  const { slack, general } = await stage();
  expect((await call(slack, 'chat.postMessage', { channel: general.id, text: of(40_000), blocks })).body).toMatchObject({ ok: true });
  expect(slack.violations).toEqual([]);
});
