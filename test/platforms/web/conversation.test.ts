import { describe, expect, test } from 'vitest';
import { route } from '../../../src/bot/route.ts';
import { LIMITS } from '../../../src/platforms/web/limits.ts';
import { fakeBot, message } from '../../fakes/bot.ts';
import { by, openPlayground } from './playground.ts';

const card = (text: string) => message('channel', text, { kind: 'buttons', buttons: [{ label: 'Hint', route: route('question', 'hint', 'a') }] });
const command = { command: 'question', options: {} };

describe('who sees what', () => {
  test('a private message reaches its learner alone, in history and stream', async () => {
    const playground = await openPlayground(
      fakeBot({ answer: (event) => message(event.kind === 'command' ? 'learner' : 'channel', `for ${event.account.name}`) }),
    );
    const [ada, grace] = [await playground.watch('ada'), await playground.watch('grace')];
    const secret = await playground.say('command', { ...by('ada'), ...command });
    const shared = await playground.say('press', { ...by('ada'), route: 'x', message: secret.id });

    expect(secret).toMatchObject({ private: true, html: expect.stringContaining('for Ada') });
    expect([await ada.next(), await ada.next()]).toEqual([secret, shared]);
    expect(await grace.next()).toEqual(shared);
    expect(await playground.history('grace')).toEqual([shared]);
    expect(await playground.history('ada')).toEqual([secret, shared]);
  });

  test('a private message can’t be pressed by somebody else', async () => {
    const bot = fakeBot({ answer: () => message('here', 'changed') });
    const playground = await openPlayground(bot);
    const response = await playground.post('press', { ...by('grace'), route: 'x', message: 'ada.n1' });
    expect(response.status).toBe(403);
    expect(bot.events).toEqual([]);
  });

  test('what each answers to is said in the words that the learner saw', async () => {
    const playground = await openPlayground(fakeBot({ answer: () => card('x') }));
    const first = await playground.say('command', { ...by('ada'), ...command, line: '/question hashing' });
    expect(first.cause).toEqual({ by: 'Ada', how: 'command', what: '/question hashing' });
    expect((await playground.say('command', { ...by('ada'), ...command, options: { level: 'mid' } })).cause?.what).toBe('/question level:mid');
    const press = { ...by('grace'), route: '1/question/hint/a', message: first.id };
    expect((await playground.say('press', press)).cause).toEqual({ by: 'Grace', how: 'press', what: 'Hint' });
    expect((await playground.say('press', { ...by('ada'), route: '1/question/forged', message: first.id })).cause).toBeUndefined();
  });
});

describe('here', () => {
  const bot = () => fakeBot({ answer: (event) => (event.kind === 'command' ? card('first') : message('here', `by ${event.account.name}`)) });

  test('replaces the message for everybody who sees it', async () => {
    const playground = await openPlayground(bot());
    const grace = await playground.watch('grace');
    const first = await playground.say('command', { ...by('ada'), ...command });
    const second = await playground.say('press', { ...by('ada'), route: 'x', message: first.id });

    expect(second).toMatchObject({ id: first.id, at: first.at, cause: first.cause, html: expect.stringContaining('by Ada') });
    expect(second.version).toBeGreaterThan(first.version);
    expect([await grace.next(), await grace.next()]).toEqual([first, second]);
    expect(await playground.history('grace')).toEqual([second]);
  });

  test('after a restart an old message is replaced for all who still show it, a private one for its learner alone', async () => {
    const playground = await openPlayground(bot(), { prefix: 'restarted' });
    const [ada, grace] = [await playground.watch('ada'), await playground.watch('grace')];
    const own = await playground.say('press', { ...by('ada'), route: 'x', message: 'ada.n7' });
    const shared = await playground.say('press', { ...by('ada'), route: 'x', message: 'general.n8' });
    expect([own.id, shared.id]).toEqual(['ada.n7', 'general.n8']);
    expect([await ada.next(), await ada.next()]).toEqual([own, shared]);
    expect(await grace.next()).toEqual(shared);
  });

  test('an edit after a restart is newer than all before it', async () => {
    const before = await (await openPlayground(bot(), { now: () => 5_000 })).say('command', { ...by('ada'), ...command });
    const after = await (await openPlayground(bot(), { now: () => 6_000 })).say('press', { ...by('ada'), route: 'x', message: before.id });
    expect(after.version).toBeGreaterThan(before.version);
  });
});

describe('the same act again', () => {
  test('reaches the bot once and gets the same answer', async () => {
    const bot = fakeBot({ answer: () => message('learner', 'counted') });
    const playground = await openPlayground(bot);
    const body = { ...by('ada'), ...command };
    const [one, two] = await Promise.all([playground.say('command', body), playground.say('command', body)]);
    const three = await playground.say('command', body);
    expect([two, three]).toEqual([one, one]);
    expect(bot.events).toHaveLength(1);
    expect(await playground.history('ada')).toEqual([one]);
  });

  test('by another learner is another act', async () => {
    const bot = fakeBot({ answer: () => message('learner', 'x') });
    const playground = await openPlayground(bot);
    await playground.say('command', { ...by('ada'), id: 'same-act', ...command });
    await playground.say('command', { ...by('grace'), id: 'same-act', ...command });
    expect(bot.events.map((event) => event.account.id)).toEqual(['ada', 'grace']);
  });

  test('that failed on our side is tried again', async () => {
    let tries = 0;
    const bot = fakeBot({
      answer: () =>
        ++tries === 1
          ? message('learner', { kind: 'buttons', buttons: [{ label: 'x', route: route('x', 'y', 'z'.repeat(200)) }] })
          : message('learner', 'fine'),
    });
    const playground = await openPlayground(bot);
    const body = { ...by('ada'), ...command };
    const failed = await playground.post('command', body);
    expect([failed.status, await failed.json()]).toEqual([500, { error: expect.stringContaining('ref-1') }]);
    expect((await playground.say('command', body)).html).toContain('fine');
  });
});

test('history is bounded, each learner’s apart from the channel’s', async () => {
  const playground = await openPlayground(fakeBot({ answer: (event) => message(event.account.id === 'ada' ? 'channel' : 'learner', 'x') }));
  const private_ = await playground.say('command', { ...by('grace'), ...command });
  for (let index = 0; index <= LIMITS.historyMessages; index++) await playground.say('command', { ...by('ada'), ...command });
  expect(await playground.history('ada')).toHaveLength(LIMITS.historyMessages);
  expect((await playground.history('grace'))[0]).toEqual(private_);
});

test('a page that comes late reads in order what it may see', async () => {
  const playground = await openPlayground(
    fakeBot({ answer: (event) => message(event.kind === 'command' && event.command === 'all' ? 'channel' : 'learner', 'x') }),
  );
  const said = [];
  for (const command of ['all', 'own', 'all', 'own']) said.push(await playground.say('command', { ...by('ada'), command, options: {} }));
  expect(await playground.history('ada')).toEqual(said);
});
