import { describe, expect, test } from 'vitest';
import { encodeRoute, route } from '../../../src/bot/route.ts';
import type { Form, Message } from '../../../src/bot/view.ts';
import type { Act, DiscordEmulator, Person, SeenMessage } from '../../emulators/discord/index.ts';
import { message } from '../../fakes/bot.ts';
import { openServer, scripted } from './server.ts';

const press = route('ask', 'again', 'x');
const withButton = (to: Message['to'], text: string): Message => message(to, text, { kind: 'buttons', buttons: [{ label: 'Again', route: press }] });
const refused: Message = { ...message('learner', 'Only admins can do that.'), tone: 'bad' };
const form: Form = {
  kind: 'form',
  title: 'Your answer',
  submit: route('ask', 'send'),
  submitLabel: 'Send',
  fields: [{ kind: 'paragraph', name: 'text', label: 'Text', required: true, max: 3000 }],
};
/** Anything that takes a while is deferred at once. */
const impatient = { patience: { deferAfterMs: 1 } };

/** A message of ours that everybody sees, to press on. */
async function standing(bot: ReturnType<typeof swap>, discord: DiscordEmulator, ada: Person, to: Message['to'] = 'channel'): Promise<SeenMessage> {
  bot.now(scripted({ answers: to === 'here' ? 'learner' : to, view: withButton(to, 'standing') }).bot);
  return (await discord.use(ada, 'ask')).message!;
}

/** A bot that can be exchanged, so that one test can tell two stories. */
function swap() {
  let current = scripted({}).bot;
  return {
    now: (bot: typeof current) => {
      current = bot;
    },
    bot: { ...current, receive: (event: Parameters<typeof current.receive>[0]) => current.receive(event), complete: () => [] },
  };
}

const callsOf = (discord: DiscordEmulator, act: Act) =>
  discord.calls.filter(({ path }) => path.includes(String(act.interaction.token))).map(({ method }) => method);

describe('an answer in time', () => {
  test.each([
    ['learner', true],
    ['channel', false],
    ['here', true],
  ] as const)('to %s is one call', async (to, isPrivate) => {
    const { discord, ada } = await openServer({ bot: scripted({ answers: to, view: message(to, 'quick') }).bot });
    const act = await discord.use(ada, 'ask');
    expect([act.acknowledged, act.message?.text, act.message?.private]).toEqual(['message', 'quick', isPrivate]);
    expect(callsOf(discord, act)).toEqual(['POST']);
  });

  test('here replaces the message pressed, for everybody, and its pictures', async () => {
    const bot = swap();
    const { discord, ada, guild } = await openServer({ bot: bot.bot });
    const pressed = await standing(bot, discord, ada);
    bot.now(scripted({ answers: 'here', view: message('here', 'replaced') }).bot);
    const act = await discord.press(ada, pressed, 'Again');
    expect([act.acknowledged, callsOf(discord, act)]).toEqual(['update', ['POST']]);
    expect(discord.messages(guild.channel).map(({ text }) => text)).toEqual(['replaced']);
  });

  test('here on a message that was deleted comes as a private one', async () => {
    const bot = swap();
    const { discord, ada } = await openServer({ bot: bot.bot });
    const pressed = await standing(bot, discord, ada);
    bot.now(scripted({ answers: 'here', view: message('here', 'replaced') }).bot);
    const held = discord.fault({ path: '/callback', kind: 'hold' });
    const pressing = discord.press(ada, pressed, 'Again');
    await discord.until(() => held.met === 1);
    discord.deleteMessage(pressed);
    held.release();
    const act = await pressing;
    expect([act.message?.text, act.message?.private]).toEqual(['replaced', true]);
  });

  test('a form opens; what it sends comes back, and is answered', async () => {
    const bot = swap();
    const { discord, ada } = await openServer({ bot: bot.bot });
    bot.now(scripted({ answers: 'form', view: form }).bot);
    const opened = await discord.use(ada, 'ask');
    expect([opened.acknowledged, opened.modal?.title]).toEqual(['modal', 'Your answer']);
    const { bot: answering, events } = scripted({ answers: 'learner', view: message('learner', 'got it') });
    bot.now(answering);
    const sent = await discord.submit(ada, opened.modal!, { Text: 'my text' });
    expect(sent.message?.text).toBe('got it');
    expect(events).toMatchObject([{ kind: 'submit', route: encodeRoute(form.submit), fields: { text: 'my text' } }]);
  });

  test.each(['learner', 'channel', 'here', 'form'] as const)('a refusal is private, also where %s was declared', async (answers) => {
    const bot = swap();
    const { discord, ada } = await openServer({ bot: bot.bot });
    const pressed = await standing(bot, discord, ada);
    bot.now(scripted({ answers, view: refused }).bot);
    for (const act of [await discord.press(ada, pressed, 'Again'), await discord.use(ada, 'ask')]) {
      expect([act.message?.text, act.message?.private, callsOf(discord, act)]).toEqual(['Only admins can do that.', true, ['POST']]);
    }
  });
});

describe('an answer that takes longer', () => {
  /** Deferred first, then let go. */
  async function slowly(discord: DiscordEmulator, acting: () => Promise<Act>, release: () => void): Promise<Act> {
    const before = discord.acts.length;
    const act = acting();
    await discord.until(() => discord.acts.length > before && discord.acts.at(-1)?.acknowledged !== undefined);
    release();
    return act;
  }

  test.each([
    ['learner', 'deferred', true],
    ['channel', 'deferred', false],
  ] as const)('to %s is announced in that way, and then takes its place', async (to, acknowledged, isPrivate) => {
    const { bot, release } = scripted({ answers: to });
    const { discord, ada } = await openServer({ bot, discord: impatient });
    const act = await slowly(
      discord,
      () => discord.use(ada, 'ask'),
      () => release(message(to, 'slow')),
    );
    expect([act.acknowledged, act.message?.text, act.message?.private]).toEqual([acknowledged, 'slow', isPrivate]);
    expect(callsOf(discord, act)).toEqual(['POST', 'PATCH']);
  });

  test('here', async () => {
    const bot = swap();
    const { discord, ada, guild } = await openServer({ bot: bot.bot, discord: { patience: { deferAfterMs: 50 } } });
    const pressed = await standing(bot, discord, ada);
    const { bot: slow, release } = scripted({ answers: 'here' });
    bot.now(slow);
    const act = await slowly(
      discord,
      () => discord.press(ada, pressed, 'Again'),
      () => release(message('here', 'replaced')),
    );
    expect([act.acknowledged, callsOf(discord, act)]).toEqual(['deferred-update', ['POST', 'PATCH']]);
    expect(discord.messages(guild.channel).map(({ text }) => text)).toEqual(['replaced']);
  });

  test('here, on a message deleted meanwhile, comes as a private one', async () => {
    const bot = swap();
    const { discord, ada } = await openServer({ bot: bot.bot, discord: { patience: { deferAfterMs: 50 } } });
    const pressed = await standing(bot, discord, ada);
    const { bot: slow, release } = scripted({ answers: 'here' });
    bot.now(slow);
    const act = await slowly(
      discord,
      () => discord.press(ada, pressed, 'Again'),
      () => {
        discord.deleteMessage(pressed);
        release(message('here', 'replaced'));
      },
    );
    await discord.until(() => act.messages.length > 0);
    expect(act.messages.map((each) => [each.text, each.private])).toEqual([['replaced', true]]);
  });

  test.each(['learner', 'channel', 'here'] as const)('a refusal is private, also where %s was declared and announced', async (answers) => {
    const bot = swap();
    const { discord, ada, guild } = await openServer({ bot: bot.bot, discord: { patience: { deferAfterMs: 50 } } });
    const grace = discord.addUser({ name: 'Grace' });
    const pressed = await standing(bot, discord, ada);
    for (const acting of [() => discord.press(ada, pressed, 'Again'), () => discord.use(ada, 'ask')]) {
      const { bot: slow, release } = scripted({ answers });
      bot.now(slow);
      const act = await slowly(discord, acting, () => release(refused));
      await discord.until(() => act.messages.some(({ text }) => text === 'Only admins can do that.'));
      expect(act.messages.filter(({ text }) => text !== pressed.text).map((each) => each.private)).toEqual([true]);
    }
    expect(discord.seen(grace, guild.channel).map((each) => each.text)).toEqual([pressed.text]);
  });

  test('a form becomes a button that opens it', async () => {
    const bot = swap();
    const { discord, ada } = await openServer({ bot: bot.bot, discord: { patience: { deferAfterMs: 50 } } });
    const pressed = await standing(bot, discord, ada);
    const { bot: slow, release } = scripted({ answers: 'form' });
    bot.now(slow);
    const act = await slowly(
      discord,
      () => discord.press(ada, pressed, 'Again'),
      () => release(form),
    );
    expect(act.message?.private).toBe(true);
    expect(act.message?.buttons).toEqual([{ label: 'Open the form', customId: encodeRoute(press), disabled: false }]);
    bot.now(scripted({ answers: 'form', view: form }).bot);
    expect((await discord.press(ada, act.message!, 'Open the form')).modal?.title).toBe('Your answer');
  });

  test('a form of a command asks to do the same again', async () => {
    const { bot, release } = scripted({ answers: 'form' });
    const { discord, ada } = await openServer({ bot, discord: impatient });
    const act = await slowly(
      discord,
      () => discord.use(ada, 'ask'),
      () => release(form),
    );
    expect([act.message?.text, act.message?.private, act.message?.buttons]).toEqual([expect.stringContaining('Please do the same again.'), true, []]);
  });
});

describe('faults of ours', () => {
  const tooLong = message('learner', 'x'.repeat(5000));

  test('what can’t be shown is an apology with a reference, which is logged', async () => {
    const { discord, ada, logged } = await openServer({ bot: scripted({ view: tooLong }).bot });
    const act = await discord.use(ada, 'ask');
    expect([act.message?.text, act.message?.private]).toEqual([expect.stringContaining('Sorry, I could not show you the answer'), true]);
    const reference = /`(\w{8})`/.exec(act.message?.text ?? '')?.[1];
    expect(logged()).toContain(`"reference":"${reference}"`);
  });

  test('the same after a deferral', async () => {
    const { bot, release } = scripted({});
    const { discord, ada } = await openServer({ bot, discord: impatient });
    const using = discord.use(ada, 'ask');
    await discord.until(() => discord.acts[0]?.acknowledged === 'deferred');
    release(tooLong);
    expect((await using).message?.text).toContain('Sorry, I could not show you the answer');
  });

  test('a form that should answer a form is an apology, too', async () => {
    const bot = swap();
    const { discord, ada } = await openServer({ bot: bot.bot });
    bot.now(scripted({ answers: 'form', view: form }).bot);
    const { modal } = await discord.use(ada, 'ask');
    expect((await discord.submit(ada, modal!, { Text: 'x' })).message?.text).toContain('Sorry');
  });
});

describe('the same act delivered twice', () => {
  test('while it is under way, and when it was answered, is answered once', async () => {
    const { bot, release, events } = scripted({});
    const { discord, ada } = await openServer({ bot, discord: impatient });
    const using = discord.use(ada, 'ask');
    await discord.until(() => discord.acts[0]?.acknowledged === 'deferred');
    discord.redeliver(discord.acts[0]!);
    release(message('learner', 'once'));
    const act = await using;
    discord.redeliver(act);
    const next = await discord.use(ada, 'ask'); // whatever came before is done when this is
    expect([act.messages.length, next.messages.length, events.length]).toEqual([1, 1, 2]);
    expect(callsOf(discord, act)).toEqual(['POST', 'PATCH']);
  });
});

describe('faults of Discord and of the way there', () => {
  const quick = () => scripted({ view: message('learner', 'once') }).bot;
  const callback = /\/callback$/;

  test.each([
    ['an error of its server', { status: 503 }, 3],
    ['a rate limit', { status: 429, retryAfter: 0.01 }, 2],
    ['a connection cut before it was carried out', 'cut-before', 2],
    ['a connection cut after it was carried out', 'cut-after', 2],
  ] as const)('%s: the first answer is seen once', async (_, kind, times) => {
    const { discord, ada, guild } = await openServer({ bot: quick() });
    const fault = discord.fault({ path: callback, kind, times: kind === 'cut-after' ? 1 : times });
    const act = await discord.use(ada, 'ask');
    await discord.until(() => fault.met >= 1);
    expect(act.error).toBeUndefined();
    expect(discord.seen(ada, guild.channel).map((each) => each.text)).toEqual(['once']);
  });

  test.each([
    ['an error of its server', { status: 500 }],
    ['a rate limit', { status: 429, retryAfter: 0.01 }],
    ['a connection cut before it was carried out', 'cut-before'],
    ['a connection cut after it was carried out', 'cut-after'],
  ] as const)('%s: what was deferred is seen once', async (_, kind) => {
    const { bot, release } = scripted({});
    const { discord, ada, guild } = await openServer({ bot, discord: impatient });
    const fault = discord.fault({ method: 'PATCH', kind, times: 2 });
    const using = discord.use(ada, 'ask');
    await discord.until(() => discord.acts[0]?.acknowledged === 'deferred');
    release(message('learner', 'once'));
    await using;
    await discord.until(() => fault.met >= 1);
    expect(discord.seen(ada, guild.channel).map((each) => each.text)).toEqual(['once']);
  });

  test('too late is logged, and nothing breaks', async () => {
    const { discord, ada, logged } = await openServer({ bot: quick() });
    const held = discord.fault({ path: callback, kind: 'hold' });
    const using = discord.use(ada, 'ask');
    await discord.until(() => held.met === 1);
    discord.advance(3_100);
    held.release();
    expect((await using).error).toBe('The application did not respond');
    await expect.poll(() => logged()).toContain('had stopped waiting for the answer');
    expect((await discord.use(ada, 'ask')).message?.text).toBe('once');
  });

  test('stopping waits for the answer under way, and takes nothing new', async () => {
    const { bot, release, events } = scripted({});
    const { discord, ada, platform } = await openServer({ bot, discord: impatient });
    const using = discord.use(ada, 'ask');
    await discord.until(() => discord.acts[0]?.acknowledged === 'deferred');
    let stopped = false;
    const stopping = platform.stop().then(() => {
      stopped = true;
    });
    await discord.until(() => discord.gateway.connected === 0);
    expect(stopped).toBe(false);
    release(message('learner', 'at last'));
    await stopping;
    expect((await using).message?.text).toBe('at last');
    expect(events.length).toBe(1);
  });
});
