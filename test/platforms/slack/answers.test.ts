import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/bot/dispatch.ts';
import type { Event } from '../../../src/bot/event.ts';
import { route } from '../../../src/bot/route.ts';
import type { Form, Message, View } from '../../../src/bot/view.ts';
import type { Interaction } from '../../emulators/slack/interaction.ts';
import { answered, callsOf, command, expectClean, held, type Mode, openStudy, pastTheDeadline, type Study, said, scripted, words } from './workspace.ts';

const BUTTONS: Message['blocks'] = [
  { kind: 'text', markdown: 'Start.' },
  {
    kind: 'buttons',
    buttons: [
      { label: 'Go', route: route('question', 'next') },
      { label: 'Fill in', route: route('question', 'answer') },
    ],
  },
];
const FORM: Form = {
  kind: 'form',
  title: 'Your answer',
  submit: route('question', 'submit'),
  submitLabel: 'Send',
  fields: [{ kind: 'paragraph', name: 'answer', label: 'Your answer', max: 3_000, required: true }],
};
const REFUSED = said('learner', 'Not now: **wait** 3 s.', { tone: 'bad' });

type Act = 'command' | 'press' | 'submit';

/** Answers the act under test by the script, and everything on the way to it. */
function botFor(act: Act, reply: () => Reply) {
  return scripted((event: Event) => {
    if (event.kind === act) return reply();
    if (event.kind === 'command') return answered('learner', { ...said('learner', ''), blocks: BUTTONS });
    return answered('form', FORM);
  });
}

async function perform(act: Act, { slack, ada, general }: Study): Promise<Interaction> {
  const first = await slack.use(ada, '/quorum', 'question', general);
  if (act === 'command') return first;
  const start = await first.message();
  if (act === 'press') return slack.press(ada, start, 'Go');
  const view = await (await slack.press(ada, start, 'Fill in')).view();
  return slack.submit(ada, view, { answer: 'my words' });
}

const TIMES = ['quick', 'slow'] as const;
const MODES: readonly Mode[] = ['HTTP', 'Socket Mode'];

async function actAndAnswer(mode: Mode, act: Act, time: (typeof TIMES)[number], answers: Reply['answers'], view: View) {
  const slow = held<View>();
  const bot = botFor(act, () => ({ answers, view: time === 'quick' ? Promise.resolve(view) : slow.promise }));
  const study = await openStudy({ mode, bot, timing: { answerMs: time === 'quick' ? 1_500 : 1 } });
  const interaction = await perform(act, study);
  if (time === 'slow') await pastTheDeadline();
  slow.give(view);
  return { ...study, interaction };
}

describe.each(MODES)('over %s', (mode) => {
  describe.each(TIMES)('a %s answer', (time) => {
    test.each<Act>(['command', 'press', 'submit'])('to one person, for a %s', async (act) => {
      const { slack, ada, ben, general, interaction } = await actAndAnswer(mode, act, time, 'learner', said('learner', 'For you.'));
      const message = await interaction.message();
      expect([words(message), message.onlyFor]).toEqual(['For you.', ada.id]);
      expect(slack.seen(ben, general)).toEqual([]);
      const isAcknowledgement = act === 'command' && time === 'quick';
      expect(callsOf(slack)).toEqual([...(act === 'submit' ? ['views.open'] : []), ...(isAcknowledgement ? [] : ['response_url'])]);
      expectClean(slack);
    });

    test.each<Act>(['command', 'press', 'submit'])('to the channel, for a %s', async (act) => {
      const { slack, ben, general, interaction } = await actAndAnswer(mode, act, time, 'channel', said('channel', 'For all.'));
      expect(words(await interaction.message())).toBe('For all.');
      expect(slack.seen(ben, general).map(words)).toEqual(['For all.']);
      expectClean(slack);
    });

    test.each<Act>(['press', 'submit'])('in place of the message pressed, for a %s', async (act) => {
      const { slack, ada, general, interaction } = await actAndAnswer(mode, act, time, 'here', said('here', 'Instead.'));
      expect(words(await interaction.edit())).toBe('Instead.');
      expect(slack.seen(ada, general).map(words)).toEqual(['Instead.']);
      expectClean(slack);
    });

    test.each<Act>(['command', 'press'])('with a form, for a %s', async (act) => {
      const { slack, interaction } = await actAndAnswer(mode, act, time, 'form', FORM);
      if (time === 'quick') {
        expect((await interaction.view()).title.text).toBe('Your answer');
        expectClean(slack);
        return;
      }
      const message = await interaction.message();
      expect(words(message)).toBe(act === 'press' ? 'The form is ready.' : 'That took me too long to open. Please use the command again.');
      expectClean(slack);
    });

    test.each<readonly [Act, Reply['answers']]>([
      ['command', 'learner'],
      ['command', 'channel'],
      ['command', 'form'],
      ['press', 'learner'],
      ['press', 'channel'],
      ['press', 'here'],
      ['press', 'form'],
      ['submit', 'channel'],
      ['submit', 'here'],
    ])('that refuses a %s is private, though %s was declared', async (act, declared) => {
      const { slack, ada, ben, general, interaction } = await actAndAnswer(mode, act, time, declared, REFUSED);
      if (act === 'submit' && time === 'quick') {
        expect(await interaction.formErrors()).toEqual({ answer: 'Not now: wait 3 s.' });
        expect(slack.views(ada)).toHaveLength(1);
      } else {
        const message = await interaction.message();
        expect([words(message), message.onlyFor]).toEqual(['⚠️ Not now: wait 3 s.', ada.id]);
      }
      expect(slack.seen(ben, general)).toEqual([]);
      expectClean(slack);
    });
  });

  test('a form that came late opens with the button that stands for it', async () => {
    const slow = held<View>();
    let asked = 0;
    const bot = botFor('press', () => {
      asked += 1;
      return { answers: 'form', view: asked === 1 ? slow.promise : Promise.resolve(FORM) };
    });
    const study = await openStudy({ mode, bot, timing: { answerMs: 1 } });
    const pressed = await perform('press', study);
    await pastTheDeadline();
    slow.give(FORM);
    const view = await (await study.slack.press(study.ada, await pressed.message(), 'Open the form')).view();
    expect(view.callback_id).toBe('1/question/submit');
    expectClean(study.slack);
  });

  test('the same delivered again gets no second answer', async () => {
    const bot = botFor('submit', () => answered('learner', said('learner', 'Graded.')));
    const study = await openStudy({ mode, bot });
    const { slack, ada, general } = study;
    await (await perform('submit', study)).message();
    for (const delivery of [...slack.deliveries]) await slack.redeliver(delivery);
    await slack.idle();
    expect(slack.seen(ada, general).map(words)).toEqual(['Start.', 'Graded.']);
    expect(bot.events).toHaveLength(3);
    expectClean(slack);
  });

  test('the same delivered again while the first is under way gets no second answer', async () => {
    const slow = held<View>();
    const bot = botFor('press', () => ({ answers: 'learner', view: slow.promise }));
    const study = await openStudy({ mode, bot });
    const { slack, ada, general } = study;
    const pressed = await perform('press', study);
    await slack.redeliver(pressed.delivery);
    slow.give(said('learner', 'For you.'));
    await pressed.message();
    await slack.idle();
    expect(slack.seen(ada, general).map(words)).toEqual(['Start.', 'For you.']);
    expect(bot.events).toHaveLength(2);
    expectClean(slack);
  });

  test('a form whose answer was refused can be sent again', async () => {
    let sent = 0;
    const bot = botFor('submit', () => {
      sent += 1;
      return answered('learner', sent === 1 ? REFUSED : said('learner', 'Graded.'));
    });
    const study = await openStudy({ mode, bot });
    const { slack, ada } = study;
    const first = await perform('submit', study);
    await first.formErrors();
    const again = await slack.submit(ada, slack.views(ada)[0]!, { answer: 'my words, and more of them' });
    expect(words(await again.message())).toBe('Graded.');
    expect(slack.views(ada)).toEqual([]);
    expectClean(slack);
  });

  test('a refusal that does not fit under a field hands the text back in private', async () => {
    const refusal: Message = {
      ...REFUSED,
      blocks: [
        { kind: 'text', markdown: `No. ${'Because. '.repeat(60)}` },
        { kind: 'text', markdown: '```\nmy words\n```' },
      ],
    };
    const study = await openStudy({ mode, bot: botFor('submit', () => answered('learner', refusal)) });
    const message = await (await perform('submit', study)).message();
    expect(words(message)).toContain('my words');
    expectClean(study.slack);
  });

  test('ids, place, channel, account and admin are those of the act', async () => {
    const bot = botFor('submit', () => answered('learner', said('learner', 'Graded.')));
    const study = await openStudy({ mode, bot });
    const { slack, ada, general } = study;
    await (await perform('submit', study)).message();
    const [typed, pressed, submitted] = slack.deliveries.map(({ payload }) => payload);
    expect(bot.events.map(({ id }) => id)).toEqual([typed!.trigger_id, pressed!.trigger_id, (submitted!.view as { id: string }).id]);
    for (const event of bot.events) {
      expect(event).toMatchObject({
        place: { platform: 'slack', id: slack.teamId },
        channel: general.id,
        account: { platform: 'slack', id: ada.id, name: 'ada' },
        isAdmin: false,
      });
    }
    expectClean(slack);
  });

  test('in a direct message there is no channel, and answers are private all the same', async () => {
    const bot = botFor('press', () => answered('learner', said('learner', 'For you.')));
    const study = await openStudy({ mode, bot });
    const direct = study.slack.directMessages(study.ada);
    const message = await (await perform('press', { ...study, general: direct })).message();
    expect(words(message)).toBe('For you.');
    expect(bot.events.every((event) => event.channel === undefined)).toBe(true);
    expectClean(study.slack);
  });
});

describe('commands', () => {
  const search = command('search', { name: 'words', summary: 'what to look for', kind: 'text', required: true, completes: true, choices: [] });
  const echo = () =>
    scripted(
      (event) => answered('learner', said('learner', event.kind === 'command' ? `${event.command} ${JSON.stringify(event.options)}` : 'no')),
      [search, command('help')],
    );

  test('/quorum alone is help, with every command to choose from', async () => {
    const { slack, ada, general } = await openStudy({ bot: echo() });
    const help = await (await slack.use(ada, '/quorum', '', general)).message();
    expect(words(help)).toBe('help {}');
    const view = await (await slack.choose(ada, help, 'c/', 'search')).view();
    const answer = await slack.submit(ada, view, { words: await typedInto(slack, ada, 'caching <b>') });
    expect(words(await answer.message())).toBe('search {"words":"caching &lt;b&gt;"}');
    const direct = await slack.choose(ada, help, 'c/', 'help');
    expect(words(await direct.message())).toBe('help {}');
    expectClean(slack);
  });

  test('a word that is no command is said so, as text', async () => {
    const { slack, ada, general } = await openStudy({ bot: echo() });
    const message = await (await slack.use(ada, '/quorum', '<!channel> *hello*', general)).message();
    expect(words(message)).toMatch(/^I don’t know “&lt;!channel&gt;”/);
    expectClean(slack);
  });

  test('what is required and missing is asked for, with what is there filled in', async () => {
    const { slack, ada, general } = await openStudy({ bot: echo() });
    const view = await (await slack.use(ada, '/quorum', 'search', general)).view();
    expect(view.title.text).toBe('/quorum search');
    const answer = await slack.submit(ada, view, { words: await typedInto(slack, ada, 'ring') });
    expect(words(await answer.message())).toBe('search {"words":"ring"}');
    expectClean(slack);
  });

  test('an alias is the command itself', async () => {
    const { slack, ada, general } = await openStudy({ bot: echo() });
    expect(words(await (await slack.use(ada, '/search', 'words:a & b', general)).message())).toBe('search {"words":"a &amp; b"}');
    expectClean(slack);
  });

  test('a form that Slack does not open tells how to type the same', async () => {
    const { slack, ada, general } = await openStudy({ bot: echo() });
    slack.fault({ on: 'views.open', how: { error: 'expired_trigger_id' } });
    const message = await (await slack.use(ada, '/quorum', 'search', general)).message();
    expect(words(message)).toContain('/quorum search');
    expectClean(slack);
  });

  test('admins are those that were named', async () => {
    const bot = echo();
    const { slack, ada, ben, general } = await openStudy({ bot, adaIsAdmin: true });
    for (const person of [ada, ben]) await (await slack.use(person, '/quorum', 'help', general)).message();
    expect(bot.events.map(({ isAdmin }) => isAdmin)).toEqual([true, false]);
    expectClean(slack);
  });

  /** Chooses what is typed itself. */
  async function typedInto(slack: Study['slack'], person: Study['ada'], typed: string): Promise<string> {
    const offered = await slack.suggest(person, 'words', typed);
    return offered.find(({ value }) => value === typed)!.value;
  }
});

test('a message for everybody is for everybody, even in a channel that I’m not in', async () => {
  const bot = botFor('command', () => answered('channel', said('channel', 'For all.')));
  const { slack, ada, ben } = await openStudy({ bot });
  const elsewhere = slack.addChannel({ name: 'elsewhere', members: [ada, ben], bot: false });
  await (await slack.use(ada, '/quorum', 'question', elsewhere)).message();
  expect(slack.seen(ben, elsewhere).map(words)).toEqual(['For all.']);
  expectClean(slack);
});
