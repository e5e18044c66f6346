import { describe, expect, test, vi } from 'vitest';
import { route } from '../../../src/bot/route.ts';
import type { Message } from '../../../src/bot/view.ts';
import { PIXEL } from '../../fakes/bot.ts';
import { answered, callsOf, command, expectClean, openStudy, type Study, said, scripted, words } from './workspace.ts';

const AGAIN = route('question', 'grade', 'a1');
const START: Message = {
  ...said('learner', ''),
  blocks: [
    { kind: 'text', markdown: 'Start.' },
    { kind: 'buttons', buttons: [{ label: 'Go', route: route('question', 'next') }] },
  ],
};

/** A card, and what pressing *Go* on it answers. */
function cardThen(pressed: Message) {
  return scripted((event) => answered(event.kind === 'press' ? pressed.to : 'learner', event.kind === 'press' ? pressed : START), [command('help')]);
}

async function pressGo(study: Study, fault: () => void): Promise<Awaited<ReturnType<Study['slack']['press']>>> {
  const { slack, ada, general } = study;
  const start = await (await slack.use(ada, '/quorum', 'question', general)).message();
  fault();
  return slack.press(ada, start, 'Go');
}

/** What ada reads once nothing is under way any more. */
async function read({ slack, ada, general }: Study): Promise<string[]> {
  await slack.idle();
  return slack.seen(ada, general).map(words);
}

describe('a private answer', () => {
  test('waits as long as Slack says, and comes once', async () => {
    const study = await openStudy({ bot: cardThen(said('learner', 'For you.')) });
    await (await pressGo(study, () => study.slack.fault({ on: 'response_url', how: { retryAfter: 1 } }))).message();
    expect(await read(study)).toEqual(['Start.', 'For you.']);
    expectClean(study.slack);
  });

  test.each(['cut before', 'cut after'] as const)('whose outcome is unknown (%s) is not sent again: a button shows it', async (how) => {
    const study = await openStudy({ bot: cardThen(said('learner', 'For you.', { again: AGAIN })) });
    const { slack, ada } = study;
    const pressed = await pressGo(study, () => slack.fault({ on: 'response_url', how }));
    await slack.until('the note', () => pressed.messages.find((message) => words(message).includes('connection to Slack broke')));
    const seen = await read(study);
    expect(seen.filter((text) => text === 'For you.')).toHaveLength(how === 'cut after' ? 1 : 0);
    const note = pressed.messages.at(-1)!;
    expect(note.onlyFor).toBe(ada.id);
    const again = await slack.press(ada, note, 'Show it');
    expect(words(await again.message())).toBe('For you.');
    expectClean(slack);
  });

  test('takes the next way when the first is closed: an ephemeral message, then a direct one', async () => {
    const study = await openStudy({ bot: cardThen(said('learner', 'For you.')) });
    const { slack, ada } = study;
    await (await pressGo(study, () => slack.fault({ on: 'response_url', how: { status: 404 } }))).message();
    expect(callsOf(slack).slice(-2)).toEqual(['response_url', 'chat.postEphemeral']);
    const pressed = await pressGo(study, () => {
      slack.fault({ on: 'response_url', how: { status: 404 } });
      slack.fault({ on: 'chat.postEphemeral', how: { error: 'not_in_channel' } });
    });
    expect((await pressed.message()).channel).toBe(slack.directMessages(ada).id);
    expectClean(slack);
  });

  test('that no way takes is logged with a reference, and without its words', async () => {
    const study = await openStudy({ bot: cardThen(said('learner', 'Secret words.')) });
    const { slack } = study;
    await pressGo(study, () => slack.fault({ on: /^(response_url|chat\..*)$/, times: 9, how: { status: 404 } }));
    await vi.waitFor(() => expect(study.logged()).toContain('took no answer'));
    expect(study.logged()).toContain('"reference"');
    expect(study.logged()).not.toMatch(/Secret words|xoxb-|xapp-/);
    expectClean(slack);
  });
});

describe('a message for everybody', () => {
  test.each(['cut before', 'cut after'] as const)('whose outcome is unknown (%s) is never posted twice, and its author is told', async (how) => {
    const study = await openStudy({ bot: cardThen(said('channel', 'For all.')) });
    const { slack, ben, general, ada } = study;
    const pressed = await pressGo(study, () => slack.fault({ on: 'response_url', how }));
    const note = await slack.until('the note', () => pressed.messages.find((message) => words(message).includes('connection to Slack broke')));
    expect(note.onlyFor).toBe(ada.id);
    await slack.idle();
    expect(slack.seen(ben, general).map(words)).toEqual(how === 'cut after' ? ['For all.'] : []);
    expectClean(slack);
  });

  test('is posted when the response_url is closed; where I may not, that is said', async () => {
    const study = await openStudy({ bot: cardThen(said('channel', 'For all.')) });
    const { slack, ben, general } = study;
    await (await pressGo(study, () => slack.fault({ on: 'response_url', how: { status: 404 } }))).message();
    expect(slack.seen(ben, general).map(words)).toEqual(['For all.']);
    const refused = await pressGo(study, () => {
      slack.fault({ on: 'response_url', how: { status: 404 } });
      slack.fault({ on: 'chat.postMessage', how: { error: 'not_in_channel' } });
    });
    expect(words(await refused.message())).toContain('/invite @Quorum');
    expectClean(slack);
  });
});

describe('a message replaced', () => {
  test.each(['cut before', 'cut after', { status: 503 }] as const)('is tried again after %j, since twice is the same', async (how) => {
    const study = await openStudy({ bot: cardThen(said('here', 'Instead.')) });
    await (await pressGo(study, () => study.slack.fault({ on: 'response_url', how, times: 2 }))).edit();
    expect(await read(study)).toEqual(['Instead.']);
    expectClean(study.slack);
  });

  test('that is gone is answered with a new one', async () => {
    const study = await openStudy({ bot: cardThen(said('here', 'Instead.')) });
    const { slack } = study;
    const pressed = await pressGo(study, () => slack.fault({ on: 'response_url', how: { status: 404 } }));
    expect(words(await pressed.message())).toBe('Instead.');
    expectClean(slack);
  });

  test('that everybody sees is changed by its number when the response_url is closed', async () => {
    const shared: Message = { ...START, to: 'channel' };
    const bot = scripted((event) => (event.kind === 'press' ? answered('here', said('here', 'Instead.')) : answered('channel', shared)));
    const study = await openStudy({ bot });
    const { slack, ben, general } = study;
    await (await pressGo(study, () => slack.fault({ on: 'response_url', how: { status: 404 } }))).edit();
    expect(slack.seen(ben, general).map(words)).toEqual(['Instead.']);
    expect(callsOf(slack).at(-1)).toBe('chat.update');
    expectClean(slack);
  });
});

describe('a form', () => {
  const FORM = {
    kind: 'form' as const,
    title: 'Your answer',
    submit: route('question', 'submit'),
    submitLabel: 'Send',
    fields: [{ kind: 'line' as const, name: 'answer', label: 'Answer', max: 10, required: true }],
  };
  const bot = () =>
    scripted((event) => (event.kind === 'press' ? answered('form', FORM) : answered('learner', event.kind === 'submit' ? said('learner', 'Graded.') : START)));

  test.each(['cut before', 'cut after', { status: 500 }] as const)('opens once, %j or not', async (how) => {
    const study = await openStudy({ bot: bot() });
    const { slack, ada } = study;
    slack.tolerate('trigger.once');
    const pressed = await pressGo(study, () => slack.fault({ on: 'views.open', how }));
    expect((await pressed.view()).title.text).toBe('Your answer');
    await slack.idle();
    expect(slack.views(ada)).toHaveLength(1);
    expect(pressed.messages).toEqual([]);
    expectClean(slack);
  });

  test('that Slack does not open has a button to try again', async () => {
    const study = await openStudy({ bot: bot() });
    const { slack, ada } = study;
    const pressed = await pressGo(study, () => slack.fault({ on: 'views.open', how: { error: 'expired_trigger_id' } }));
    await (await slack.press(ada, await pressed.message(), 'Open the form')).view();
    expectClean(slack);
  });

  test.each([
    [{ status: 500 }, 1],
    ['cut after', 2],
  ] as const)('is answered rather twice than never when the answer can’t be made again: %j', async (how, times) => {
    const study = await openStudy({ bot: bot() });
    const { slack, ada } = study;
    const view = await (await pressGo(study, () => undefined)).view();
    slack.fault({ on: 'response_url', how });
    await (await slack.submit(ada, view, { answer: 'words' })).message();
    const graded = () => slack.seen(ada, study.general).filter((message) => words(message) === 'Graded.');
    await slack.until('all of them', () => graded().length === times);
    await slack.idle();
    expect(graded()).toHaveLength(times);
    expectClean(slack);
  });

  test('sent after the half hour of a response_url is answered in the channel', async () => {
    let now = Date.now();
    const study = await openStudy({ bot: bot(), now: () => now, emulator: { now: () => now } });
    const { slack, ada } = study;
    const view = await (await pressGo(study, () => undefined)).view();
    now += 31 * 60_000;
    const message = await (await slack.submit(ada, view, { answer: 'words' })).message();
    expect([words(message), message.onlyFor]).toEqual(['Graded.', ada.id]);
    expect(callsOf(slack).at(-1)).toBe('chat.postEphemeral');
    expectClean(slack);
  });
});

describe('a picture', () => {
  const DIAGRAM: Message = {
    ...said('learner', ''),
    blocks: [
      { kind: 'image', file: 'diagram.png', alt: 'A ring' },
      { kind: 'buttons', buttons: [{ label: 'Go', route: route('question', 'next') }] },
    ],
    files: [{ name: 'diagram.png', type: 'image/png', bytes: PIXEL }],
  };

  test('for one person goes to the direct messages, with a line where it was asked for', async () => {
    const study = await openStudy({ bot: cardThen(DIAGRAM) });
    const { slack, ada, ben, general } = study;
    const pressed = await pressGo(study, () => undefined);
    await slack.until('both', () => pressed.messages.length === 2);
    const [picture, line] = pressed.messages;
    expect(picture!.channel).toBe(slack.directMessages(ada).id);
    const image = picture!.blocks.find(({ type }) => type === 'image') as unknown as { alt_text: string; slack_file: { id: string } };
    expect(image.alt_text).toBe('A ring');
    expect(slack.file(image.slack_file.id)).toMatchObject({ altText: 'A ring', bytes: Buffer.from(PIXEL) });
    expect(words(line)).toContain('direct messages');
    expect(slack.seen(ben, general)).toEqual([]);
    expectClean(slack);
  });

  test('asked for in the direct messages needs no line', async () => {
    const study = await openStudy({ bot: cardThen(DIAGRAM) });
    const direct = study.slack.directMessages(study.ada);
    const pressed = await pressGo({ ...study, general: direct }, () => undefined);
    await pressed.message();
    await study.slack.idle();
    expect(pressed.messages).toHaveLength(1);
    expectClean(study.slack);
  });

  test('for everybody is posted in the channel', async () => {
    const study = await openStudy({ bot: cardThen({ ...DIAGRAM, to: 'channel' }) });
    const { slack, ben, general } = study;
    await (await pressGo(study, () => undefined)).message();
    expect(slack.seen(ben, general)[0]!.blocks[0]!.type).toBe('image');
    expectClean(slack);
  });

  test.each(['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'])('that Slack does not take at %s is described instead', async (on) => {
    const study = await openStudy({ bot: cardThen(DIAGRAM) });
    const { slack } = study;
    const pressed = await pressGo(study, () => slack.fault({ on, how: { status: 404 }, times: 5 }));
    expect(words(await pressed.message())).toBe('Picture: A ring');
    expectClean(slack);
  });

  test.each(['upload', 'files.completeUploadExternal'])('arrives once though the connection was cut at %s', async (on) => {
    const study = await openStudy({ bot: cardThen(DIAGRAM) });
    const { slack } = study;
    slack.tolerate('upload.file');
    const pressed = await pressGo(study, () => slack.fault({ on, how: 'cut after' }));
    expect((await pressed.message()).blocks.map(({ type }) => type)).toContain('image');
    expectClean(slack);
  });

  test('that Slack is still looking through is sent once it is known', async () => {
    const study = await openStudy({ bot: cardThen(DIAGRAM) });
    const { slack } = study;
    const pressed = await pressGo(study, () => slack.fault({ on: 'chat.postMessage', how: { error: 'invalid_blocks' }, times: 3 }));
    expect((await pressed.message()).blocks[0]!.type).toBe('image');
    expectClean(slack);
  });
});

describe('what is not ours', () => {
  test('a command, a button or a form of another workspace is answered there, and reaches nobody', async () => {
    const bot = cardThen(said('learner', 'For you.'));
    const study = await openStudy({ bot });
    const { slack } = study;
    const workspace = slack.addWorkspace();
    const eve = slack.addUser({ name: 'eve', workspace });
    const hall = slack.addChannel({ name: 'hall', members: [eve], workspace });
    const message = await (await slack.use(eve, '/quorum', 'question', hall)).message();
    expect(words(message)).toContain('not set up for this workspace');
    const pressed = await slack.press(eve, message, { action_id: '1/question/next', value: '1/question/next' });
    expect(words(await pressed.message())).toContain('not set up for this workspace');
    expect(bot.events).toEqual([]);
    expectClean(slack);
  });

  test.each(['wrong signature', 'no signature', 'stale', 'other secret'] as const)('a request with %s is refused', async (how) => {
    const bot = cardThen(said('learner', 'For you.'));
    const { slack, ada, general } = await openStudy({ mode: 'HTTP', bot });
    expect(await slack.forge(ada, '/quorum', 'question', general, how)).toBe(401);
    expect(bot.events).toEqual([]);
    expectClean(slack);
  });

  test('any other address is not found, and Slack’s check of ours succeeds', async () => {
    const { slack } = await openStudy({ mode: 'HTTP' });
    expect(await slack.challenge()).toBe(true);
    expectClean(slack);
  });

  test.each(['', 'nonsense', '1/question/nothing', `1/${'x'.repeat(200)}`, '9/question/next', '1/question/answer/<!channel>'])(
    'the button %j is answered',
    async (value) => {
      const { slack, ada, general } = await openStudy();
      const card = await (await slack.use(ada, '/quorum', 'question', general)).message();
      const pressed = await slack.press(ada, card, { action_id: value || 'gone', ...(value ? { value } : {}) });
      expect(words(await pressed.message())).toContain('older version');
      expectClean(slack);
    },
  );
});
