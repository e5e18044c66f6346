import { expect, test, vi } from 'vitest';
import type { View } from '../../../src/bot/view.ts';
import { expectClean, held, openStudy, type Study, said, scripted, words } from './workspace.ts';

const kinds = ({ states }: Study): string[] => states.map(({ kind }) => kind);
const last = ({ states }: Study) => states.at(-1)!;

/** A state that comes, sooner or later. */
async function comes(study: Study, kind: 'on' | 'failed', text: RegExp = /./): Promise<void> {
  await vi.waitFor(() => expect(last(study)).toMatchObject({ kind, text: expect.stringMatching(text) }), { timeout: 10_000, interval: 5 });
}

const opened = (slack: Study['slack']): number => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;

async function isAnswered({ slack, ada, general }: Study): Promise<void> {
  expect(words(await (await slack.use(ada, '/quorum', 'help', general)).message())).toContain('Quorum');
}

test.each(['HTTP', 'Socket Mode'] as const)('says where it is connected, over %s', async (mode) => {
  const study = await openStudy({ mode });
  expect(study.states).toEqual([
    { kind: 'connecting', text: 'connecting to Slack' },
    { kind: 'on', text: `study-hall, ${mode}` },
  ]);
  await isAnswered(study);
  expectClean(study.slack);
});

test.each(['HTTP', 'Socket Mode'] as const)('a token that Slack refuses is named, tried again, and works once mended, over %s', async (mode) => {
  const study = await openStudy({
    mode,
    prepare: (slack) => slack.fault({ on: 'auth.test', how: { error: 'invalid_auth' }, times: 3 }),
  });
  expect(study.states[1]).toMatchObject({ kind: 'failed', text: expect.stringMatching(/SLACK_BOT_TOKEN \(invalid_auth\).*https:/) });
  await comes(study, 'on');
  await isAnswered(study);
  expect(JSON.stringify(study.states) + study.logged()).not.toMatch(/xox|xapp/);
  expectClean(study.slack);
});

test('an app-level token that Slack refuses is named', async () => {
  const study = await openStudy({ prepare: (slack) => slack.fault({ on: 'apps.connections.open', how: { error: 'invalid_auth' }, times: 2 }) });
  expect(study.states[1]).toMatchObject({ kind: 'failed', text: expect.stringMatching(/SLACK_APP_TOKEN \(invalid_auth\)/) });
  await comes(study, 'on');
  await isAnswered(study);
  expectClean(study.slack);
});

test.each([
  ['auth.test', { status: 503 } as const],
  ['auth.test', 'cut before' as const],
  ['apps.connections.open', { status: 500 } as const],
  ['apps.connections.open', 'cut before' as const],
  ['socket', 'cut before' as const],
])('Slack that is down at %s (%j) is tried again until it is back', async (on, how) => {
  const study = await openStudy({ prepare: (slack) => slack.fault({ on, how, times: 4 }) });
  // Each attempt opens a socket, which Slack allows once a minute.
  study.slack.tolerate('rate.tier1');
  if (kinds(study).includes('failed')) expect(study.states[1]!.text).toMatch(/trying again/);
  await study.slack.advance(60_000);
  await comes(study, 'on');
  await isAnswered(study);
  expectClean(study.slack);
});

test('a token revoked while running is reported, and the same one works again when it is given back', async () => {
  const study = await openStudy({ mode: 'HTTP', timing: { checkMs: 20 } });
  const { slack } = study;
  slack.fault({ on: 'auth.test', how: { error: 'token_revoked' }, times: 3 });
  await comes(study, 'failed', /token_revoked/);
  await comes(study, 'on');
  await isAnswered(study);
  expect(kinds(study)).toEqual(['connecting', 'on', 'failed', 'on']);
  expectClean(slack);
});

test('Slack’s word that the app was removed is looked into at once', async () => {
  const study = await openStudy({ timing: { refusedMs: 60_000 } });
  const { slack } = study;
  slack.tolerate('call.token');
  slack.revoke(slack.botToken);
  await slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [slack.botUserId] } });
  await comes(study, 'failed', /token_revoked/);
  expectClean(slack);
});

test('a call refused for its token is looked into at once, and people are answered meanwhile', async () => {
  const study = await openStudy({ mode: 'HTTP', timing: { refusedMs: 60_000 } });
  const { slack, platform, general } = study;
  slack.tolerate('call.token');
  slack.revoke(slack.botToken);
  const message = { kind: 'message', to: 'channel', tone: 'plain', blocks: [{ kind: 'text', markdown: 'Daily.' }] } as const;
  await expect(platform.post({ channel: general.id }, message, 'd1')).rejects.toThrow(/token_revoked/);
  await comes(study, 'failed', /SLACK_BOT_TOKEN/);
  await isAnswered(study);
  expectClean(slack);
});

test.each(['drop', 'refresh_requested', 'link_disabled'] as const)('a socket that goes (%s) is replaced at once', async (how) => {
  const study = await openStudy();
  const { slack } = study;
  await isAnswered(study);
  await slack.advance(61_000);
  if (how === 'drop') slack.socket.drop();
  else slack.socket.refresh(how);
  await vi.waitFor(() => isAnswered(study), { timeout: 10_000, interval: 20 });
  await isAnswered(study);
  expect(kinds(study)).toEqual(['connecting', 'on']);
  expect(opened(slack)).toBe(2);
  expectClean(slack);
});

test('a socket that Slack is about to close answers until another one is open', async () => {
  const study = await openStudy();
  const { slack } = study;
  await slack.advance(61_000);
  const fault = slack.fault({ on: 'apps.connections.open', how: 'delay' });
  slack.socket.refresh('warning');
  await fault.firstMet;
  await isAnswered(study);
  fault.release();
  await vi.waitFor(() => expect([opened(slack), slack.socket.connections]).toEqual([2, 1]), { timeout: 10_000 });
  await isAnswered(study);
  expect(kinds(study)).toEqual(['connecting', 'on']);
  expectClean(slack);
});

test('an answer whose socket went meanwhile comes another way', async () => {
  const slow = held<View>();
  const bot = scripted(() => ({ answers: 'learner', view: slow.promise }));
  const study = await openStudy({ bot });
  const { slack, ada, general } = study;
  await slack.advance(61_000);
  const asked = slack.use(ada, '/quorum', 'question', general);
  await vi.waitFor(() => expect(bot.events).toHaveLength(1));
  slack.socket.drop();
  await asked;
  // From here on we know that it is gone: what is said into a socket that has just died is lost, and Slack itself says so to the person.
  await vi.waitFor(() => expect(opened(slack)).toBe(2));
  slow.give(said('learner', 'For you.'));
  await slack.until('the answer', () => slack.seen(ada, general).length === 1);
  expect(slack.seen(ada, general).map(words)).toEqual(['For you.']);
  expectClean(slack);
});

test('a socket that Slack does not open again for a while is no end', async () => {
  const study = await openStudy();
  const { slack } = study;
  await slack.advance(61_000);
  slack.fault({ on: 'apps.connections.open', how: { status: 500 }, times: 3 });
  slack.tolerate('rate.tier1');
  slack.socket.drop();
  await comes(study, 'failed', /trying again/);
  await comes(study, 'on');
  await isAnswered(study);
  expectClean(slack);
});

test('stop finishes what is under way', async () => {
  const study = await openStudy();
  const { slack, ada, general, platform } = study;
  const card = await (await slack.use(ada, '/quorum', 'question consistent hashing', general)).message();
  const fault = slack.fault({ on: 'response_url', how: 'delay' });
  const pressed = await slack.press(ada, card, 'Hint');
  await fault.firstMet;
  const stopping = platform.stop();
  fault.release();
  await stopping;
  expect(words(await pressed.message())).toContain('Hint 1');
  await slack.until('no socket', () => slack.socket.connections === 0);
  expectClean(slack);
});
