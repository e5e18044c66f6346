import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { vocabulary } from '../../src/bot/command.ts';
import { createBot } from '../../src/bot/dispatch.ts';
import type { Event } from '../../src/bot/event.ts';
import { createLimiter } from '../../src/bot/limiter.ts';
import { shapeOf } from '../../src/bot/options.ts';
import type { Audience, Message } from '../../src/bot/view.ts';
import { createLog } from '../../src/ops/log.ts';

const { command, group, subcommand, action } = vocabulary<object>();

function said(text: string, to: Audience = 'learner'): Message {
  return { kind: 'message', to, tone: 'plain', blocks: [{ kind: 'text', markdown: text }] };
}

const test1 = command({
  name: 'test',
  summary: 'A command for tests',
  options: {
    words: { kind: 'text', summary: 'some words', max: 5, required: true },
    level: { kind: 'choice', summary: 'how hard', choices: [{ label: 'Easy', value: 'easy' }] },
    loud: { kind: 'flag', summary: 'for all to see' },
  },
  answers: ({ loud }) => (loud ? 'channel' : 'learner'),
  run: async (_resources, _event, { words, level, loud }) => said(`${words} ${level} ${loud}`, words === 'lie' ? 'here' : loud ? 'channel' : 'learner'),
  actions: {
    boss: action({ answers: 'learner', for: 'admin', args: z.tuple([]), run: async () => said('done') }),
    ask: action({
      answers: 'form',
      args: z.tuple([]),
      run: async () => ({ kind: 'form', title: 'A form', submit: { command: 'test', action: 'say', args: [] }, submitLabel: 'Send', fields: [] }),
    }),
    say: action({ answers: 'learner', args: z.tuple([]), fields: z.object({ text: z.string().max(3, 'Too long.') }), run: async () => said('sent') }),
  },
});

const shelf = group({
  name: 'shelf',
  summary: 'What stands on it',
  subcommands: {
    show: subcommand({
      summary: 'Look at it',
      options: { row: { kind: 'choice', summary: 'which row', choices: [{ label: 'Top', value: 'top' }], required: true } },
      answers: 'learner',
      run: async (_resources, _event, { row }) => said(`row ${row satisfies 'top'}`),
    }),
    clear: subcommand({ summary: 'Empty it', for: 'admin', options: {}, answers: 'learner', run: async () => said('empty') }),
  },
  actions: {},
});

const vault = group({
  name: 'vault',
  summary: 'For admins',
  for: 'admin',
  subcommands: { open: subcommand({ summary: 'Open it', options: {}, answers: 'learner', run: async () => said('open') }) },
  actions: { close: action({ answers: 'learner', args: z.tuple([]), run: async () => said('closed') }) },
});

const bot = (rates = { learner: 100, place: 100 }) =>
  createBot({
    commands: [test1, shelf, vault],
    resources: {},
    limiter: createLimiter(rates),
    log: createLog('silent'),
    newReference: () => 'ref1',
    explain: () => undefined,
  });

function event(what: Partial<Event>, account = 'ada'): Event {
  return {
    id: 'e1',
    at: 0,
    place: { platform: 'table', id: 'home' },
    account: { platform: 'table', id: account, name: account },
    isAdmin: false,
    kind: 'command',
    command: 'test',
    options: {},
    ...what,
  } as Event;
}

async function answered(what: Partial<Event>, on = bot()) {
  const { answers, view } = on.receive(event(what));
  return { answers, view: JSON.stringify(await view) };
}

describe('a command', () => {
  test('gets its options parsed, and says beforehand where it answers', async () => {
    expect(await answered({ options: { words: ' hi ', level: 'easy', loud: 'yes' } })).toEqual({
      answers: 'channel',
      view: JSON.stringify(said('hi easy true', 'channel')),
    });
    expect(await answered({ options: { words: 'hi' } })).toMatchObject({ answers: 'learner' });
  });

  test.each([
    [{}, 'Please fill in **words**: some words.'],
    [{ words: '' }, 'Please fill in **words**: some words.'],
    [{ words: 'too long' }, '**words** can have at most 5 characters.'],
    [{ words: 'hi', level: 'hard' }, '**level** must be one of: easy.'],
    [{ words: 'hi', loud: 'perhaps' }, '**loud** must be yes or no.'],
    [{ words: 'hi', other: 'x' }, 'That command has no such option.'],
  ])('with %j is refused: %s', async (options, sentence) => {
    expect((await answered({ options })).view).toContain(sentence);
  });

  test('that answers otherwise than it declared is a fault of ours', async () => {
    expect((await answered({ options: { words: 'lie' } })).view).toContain('ref1');
  });

  test('that is unknown is answered', async () => {
    expect((await answered({ command: 'constructor' })).view).toContain('I don’t know that command');
  });
});

describe('a command with subcommands', () => {
  test('runs the one that was used, with its options parsed', async () => {
    expect((await answered({ command: 'shelf show', options: { row: 'top' } })).view).toContain('row top');
    expect((await answered({ command: 'shelf show' })).view).toContain('**row** must be one of: top.');
    expect((await answered({ command: 'shelf burn' })).view).toContain('I don’t know that command');
  });

  test('says alone what there is for whoever asks', async () => {
    const { view } = await answered({ command: 'shelf' });
    expect(view).toContain('- `/shelf show` Look at it');
    expect(view).not.toContain('Empty it');
    expect((await answered({ command: 'shelf', isAdmin: true })).view).toContain('- `/shelf clear` Empty it');
    expect((await answered({ command: 'vault' })).view).toContain('All of it is for admins.');
  });

  test('is for admins as a whole or in part, with its buttons', async () => {
    for (const what of [{ command: 'shelf clear' }, { command: 'vault open' }, { kind: 'press', route: '1/vault/close' }] as const) {
      expect((await answered(what)).view).toContain('That is for admins: who may manage this place');
      expect((await answered({ ...what, isAdmin: true })).view).toMatch(/empty|open|closed/);
    }
    expect([shelf, vault].map((each) => shapeOf(each).adminOnly)).toEqual([false, true]);
    expect(shapeOf(vault).subcommands).toMatchObject([{ name: 'vault open', adminOnly: true }]);
  });
});

test('only admins get what is for admins, checked at the press', async () => {
  expect((await answered({ kind: 'press', route: '1/test/boss' })).view).toContain('That is for admins');
  expect((await answered({ kind: 'press', route: '1/test/boss', isAdmin: true })).view).toContain('done');
});

test('a form’s mistake is said, and its text handed back', async () => {
  const { view } = await answered({ kind: 'submit', route: '1/test/say', fields: { text: 'four', other: '' } });
  expect(view).toContain('Too long.');
  expect(view).toContain('four');
});

test('who goes too fast waits, the others do not', async () => {
  const busy = bot({ learner: 2, place: 100 });
  const press = async (who: string) => JSON.stringify(await busy.receive(event({ options: { words: 'hi' } }, who)).view);
  expect([await press('ada'), await press('ada')].join()).not.toContain('wait');
  expect(await press('ada')).toMatch(/Please wait \d+ s/);
  expect(await press('grace')).not.toContain('wait');
  const full = bot({ learner: 100, place: 1 });
  await full.receive(event({ options: { words: 'hi' } }, 'ada')).view;
  expect(JSON.stringify(await full.receive(event({ options: { words: 'hi' } }, 'grace')).view)).toContain('Many people are here');
});

test('a page of a message replaces the one pressed, and a form has no pages', async () => {
  expect(await answered({ kind: 'press', route: '1/test/boss~2', isAdmin: true })).toEqual({
    answers: 'here',
    view: JSON.stringify({ ...said('done', 'here'), page: 2 }),
  });
  expect((await answered({ kind: 'submit', route: '1/test/say~2', fields: { text: 'hi' } })).view).toContain('sent');
  expect((await answered({ kind: 'press', route: '1/test/ask~2' })).view).toContain('older version');
  expect((await answered({ kind: 'press', route: '1/test/ask' })).view).toContain('"title":"A form"');
});
