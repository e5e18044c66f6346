import { afterEach, describe, expect, test } from 'vitest';
import { createSlackEmulator, type SlackEmulator } from './index.ts';
import { startBolt, type Way } from './rules/bolt-bot.ts';
import { type Stage, stageOf } from './rules/wire.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

async function stage(way: Way): Promise<Stage> {
  const slack = await createSlackEmulator();
  cleanUp.push(() => slack.close());
  const stop = await startBolt(slack, way);
  cleanUp.push(stop);
  return stageOf(slack);
}

afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

const methodsOf = (slack: SlackEmulator): string[] => slack.calls.map((call) => call.method);

describe.each<Way>(['Socket Mode', 'HTTP'])('Bolt over %s', (way) => {
  test('answers a command, edits, opens a form and takes its submission', async () => {
    const { slack, ada, bob, general } = await stage(way);
    const asked = await slack.use(ada, '/quorum', 'caching', general);
    const message = await asked.message();
    const again = await slack.press(bob, message, 'Again');
    expect((await again.edit()).text).toBe('Asked again');

    const form = await (await slack.press(ada, message, 'Write')).view();
    const tooShort = await slack.submit(ada, form, { answer: 'x' });
    expect(await tooShort.formErrors()).toEqual({ answer: 'A little more, please.' });
    const graded = await slack.submit(ada, form, { answer: 'Put a cache in front' });
    expect((await graded.message()).files).toMatchObject([{ name: 'grade.png', bytes: new Uint8Array(Buffer.from('pixels')) }]);

    expect(slack.transcript(ada, general)).toBe('Quorum (edited):\n  Asked again\n  [Again] [Write]');
    expect(slack.transcript(ada, slack.directMessages(ada))).toBe('Quorum:\n  Graded: Put a cache in front\n  (file: grade.png)');
    expect(slack.views(ada)).toEqual([]);
    await slack.idle();
    expect(slack.violations).toEqual([]);
    expect(slack.pings).toEqual([]);
    expect(methodsOf(slack).filter((method) => method !== 'apps.connections.open')).toEqual([
      'chat.postMessage',
      'response_url',
      'views.open',
      'conversations.open',
      'files.getUploadURLExternal',
      'upload',
      'files.completeUploadExternal',
    ]);
  });

  test('answers in private, and only there', async () => {
    const { slack, ada, bob, general } = await stage(way);
    const message = await (await slack.use(ada, '/quorum', 'private', general)).message();
    await (await slack.press(ada, message, 'Again')).edit();
    expect(slack.transcript(ada, general)).toBe('Quorum (only you see this, edited):\n  Asked again\n  [Again] [Write]');
    expect(slack.seen(bob, general)).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  test('publishes a home tab', async () => {
    const { slack, ada } = await stage(way);
    expect((await slack.openHome(ada)).outcome).toBe('acknowledged');
    expect(await slack.until('a home tab', () => slack.home(ada))).toMatchObject({ type: 'home' });
    expect(slack.violations).toEqual([]);
  });

  test('answers once more what is delivered once more', async () => {
    const { slack, ada, general } = await stage(way);
    const { delivery } = await slack.use(ada, '/quorum', 'private', general);
    expect((await slack.redeliver(delivery)).outcome).toBe('acknowledged');
    await slack.until('both answers', () => slack.seen(ada, general).length === 2);
    expect(slack.violations).toEqual([]);
  });

  test('says nothing to a workspace that it does not know', async () => {
    const { slack } = await stage(way);
    const workspace = slack.addWorkspace();
    const eve = slack.addUser({ name: 'eve', workspace });
    const used = await slack.use(eve, '/quorum', '', slack.addChannel({ name: 'theirs', members: [eve], workspace }));
    expect({ outcome: used.delivery.outcome, messages: used.messages }).toEqual({ outcome: 'acknowledged', messages: [] });
  });
});

describe('Bolt over Socket Mode', () => {
  test.each(['drop', 'refresh'] as const)('comes back after a %s', async (how) => {
    const { slack, ada, general } = await stage('Socket Mode');
    slack.socket[how]();
    await slack.until('the connection to end', () => slack.socket.connections === 0);
    const meanwhile = await slack.use(ada, '/quorum', 'private', general);
    expect(meanwhile.failure).toEqual({ code: 'dispatch_failed', text: '/quorum failed with the error "dispatch_failed"' });
    const lost = await slack.openHome(ada);
    expect(lost.outcome).toBe('failed');

    await slack.until('another connection', () => slack.socket.connections === 1);
    await (await slack.use(ada, '/quorum', 'private', general)).message();
    // The event that nobody got came again by itself.
    await slack.until('a home tab', () => slack.home(ada));
    expect(slack.deliveries.filter((delivery) => delivery.envelopeId === lost.envelopeId).map(({ outcome }) => outcome)).toEqual(['failed', 'acknowledged']);
    expect(slack.violations).toEqual([]);
  });
});

describe('Bolt over HTTP', () => {
  test.each(['wrong signature', 'no signature', 'other secret', 'stale'] as const)('refuses: %s', async (how) => {
    const { slack, ada, general } = await stage('HTTP');
    expect(await slack.forge(ada, '/quorum', 'private', general, how)).toBe(401);
    expect(slack.seen(ada, general)).toEqual([]);
  });

  test('takes the challenge, and a retry', async () => {
    const { slack, ada } = await stage('HTTP');
    expect(await slack.challenge()).toBe(true);
    const first = await slack.openHome(ada);
    expect((await slack.redeliver(first, { num: 1, reason: 'http_timeout' })).outcome).toBe('acknowledged');
    expect(slack.violations).toEqual([]);
  });
});
