import { describe, expect, test } from 'vitest';
import { encodeRoute, route } from '../../src/bot/route.ts';
import { MEMBERS } from '../../src/records/challenge.ts';
import { buttons, form, message, openTable, type Person, textOf } from '../fakes/people.ts';

const PARTITION = 'community/table:home';
const choose = (person: Person, action: string, value: string) => person.raw({ kind: 'press', route: encodeRoute(route('setup', action, value)) });

async function sit(options: Parameters<typeof openTable>[0] = {}) {
  const table = await openTable(options);
  const ada = table.sit('Ada', { admin: true });
  return { table, ada, card: await ada.use('setup') };
}

const setTime = async (ada: Person, card: Awaited<ReturnType<Person['use']>>, fields: Partial<Record<'time' | 'weekdays' | 'zone', string>>) =>
  ada.send(await ada.press(card, 'Time and days'), { time: '09:00', weekdays: 'Mon-Fri', zone: 'Europe/Berlin', ...fields });

describe('a setup', () => {
  test('is for admins, in a channel', async () => {
    const { table, ada } = await sit();
    expect(textOf(await table.sit('Grace').use('setup'))).toContain('That is for admins');
    const alone = await ada.raw({ kind: 'command', command: 'setup', options: {}, channel: undefined as never });
    expect(textOf(alone)).toContain('Please use `/setup` in your community');
  });

  test('takes the channel where it is used, keeps each choice at once, and can be left and taken up again', async () => {
    const { ada, card } = await sit();
    expect(textOf(card)).toContain('"name":"Channel","value":"general"');
    expect(textOf(card)).toContain('It is **off** until you press *Start*');
    const timed = await setTime(ada, card, { time: '9 pm', weekdays: 'mon, wed and fri', zone: 'europe/berlin' });
    expect(timed.to).toBe('here');
    await ada.press(timed, 'Thread');
    const again = await ada.use('setup');
    for (const text of ['21:00, Mon, Wed, Fri', 'Europe/Berlin', 'No thread']) expect(textOf(again)).toContain(text);
  });

  test('starts: the next date is shown, and Start is gone', async () => {
    const { ada, card } = await sit();
    const timed = await setTime(ada, card, {});
    const started = message(await ada.press(timed, 'Start'));
    expect(textOf(started)).toContain('It is **on**. The next one: **Tuesday 24 November, 09:00**');
    expect(buttons(started).map(({ label }) => label)).not.toContain('Start');
    const moved = await setTime(ada, started, { time: '16:00', zone: 'America/New_York' });
    expect(textOf(moved)).toContain('The next one: **Monday 23 November, 16:00**');
  });

  test('previews the post and the next five dates, and posts nothing', async () => {
    const { ada, card } = await sit();
    const preview = message(await ada.press(await setTime(ada, card, {}), 'Preview'));
    expect(preview.to).toBe('learner');
    expect(textOf(preview)).toContain('Nothing has been posted');
    expect(textOf(preview)).toContain(
      '- Tuesday 24 November, 09:00\\n- Wednesday 25 November, 09:00\\n- Thursday 26 November, 09:00\\n- Friday 27 November, 09:00\\n- Monday 30 November, 09:00',
    );
    expect(buttons(preview)).toEqual([]);
  });

  test('turns topics and levels on and off, and refuses what would leave no question', async () => {
    const { ada, card, table } = await sit();
    const page = await ada.press(card, 'Topics and levels');
    expect(textOf(page)).toContain(`**${table.library.questions.length}** questions fit`);
    const topic = table.library.topics.find(({ id }) => !table.library.questions.some((each) => each.topic === id && each.level === 'mid'));
    await choose(ada, 'level', 'mid');
    const fitting = table.library.questions.filter(({ level }) => level === 'mid').length;
    expect(textOf(await choose(ada, 'level', 'mid'))).toContain(`**${table.library.questions.length}** questions fit`);
    expect(textOf(await choose(ada, 'level', 'mid'))).toContain(`**${fitting}** questions fit`);
    if (topic) expect(textOf(await choose(ada, 'topic', topic.id))).toContain('Then no question would be left');
    expect(textOf(await choose(ada, 'topic', 'astrology'))).toContain('no longer in the pack');
    const back = message(await ada.press(await ada.press(page, 'All topics and levels'), 'Back'));
    expect(textOf(back)).toContain('Daily challenge');
  });
});

describe('what is written wrong is answered with how to write it', () => {
  test.each([
    [{ zone: 'Europe/Berln' }, 'Did you mean `Europe/Berlin`?'],
    [{ zone: 'CEST' }, 'Write it as continent and city'],
    [{ time: 'nine in the morning' }, 'Write it such as `9`, `09:30` or `9 pm`'],
    [{ time: '25:00' }, 'There is no time “25\\\\:00”'],
    [{ weekdays: 'Caturday' }, 'I don’t know the weekday “caturday”'],
    [{ weekdays: ' ' }, 'Something was left empty'],
  ] as const)('%j', async (fields, sentence) => {
    const { ada, card } = await sit();
    const refused = await setTime(ada, card, fields);
    expect(refused.tone).toBe('bad');
    expect(textOf(refused)).toContain(sentence);
    expect(textOf(await ada.use('setup'))).toContain('"value":"UTC"');
  });

  test.each([
    ['0', 'A quorum is at least 1'],
    ['-3', 'A quorum is a whole number'],
    ['many', 'A quorum is a whole number'],
  ])('a quorum of %s', async (quorum, sentence) => {
    const { ada, card } = await sit();
    expect(textOf(await ada.send(await ada.press(card, 'Quorum'), { quorum }))).toContain(sentence);
  });

  test('a quorum above the members is kept, with a word on it', async () => {
    const { ada, card, table } = await sit();
    await table.store.commit(PARTITION, { add: { [MEMBERS]: ['m_1', 'm_2', 'm_3'] } });
    expect(textOf(await ada.send(await ada.press(card, 'Quorum'), { quorum: '7' }))).toContain('Only 3 members have ever answered here');
    const fine = await ada.send(await ada.press(card, 'Quorum'), { quorum: '3' });
    expect(textOf(fine)).not.toContain('ever answered here');
    expect(textOf(await ada.send(await ada.press(fine, 'Quorum'), { quorum: '' }))).toContain('a fifth of who answered');
  });
});

describe('the doctor', () => {
  const missing = [{ right: 'Send Messages: to post', grantAt: 'Edit Channel → Permissions' }];

  test('says what is missing and where to set it, and nothing starts before', async () => {
    const { ada, card } = await sit({ checkChannel: async () => missing });
    const found = await ada.press(card, 'Check');
    expect(textOf(found)).toContain('Send Messages: to post');
    expect(textOf(found)).toContain('Edit Channel → Permissions');
    expect(textOf(await ada.press(card, 'Start'))).toContain('I can’t post in that channel yet');
    const refused = await ada.send(form(await ada.press(card, 'Channel')), { channel: 'hidden' });
    expect(textOf(refused)).toContain('I can’t post in that channel, so I have kept the one before');
  });

  test('lets it start where only something optional is missing', async () => {
    const { ada, card } = await sit({ checkChannel: async () => missing.map((each) => ({ ...each, optional: true as const })) });
    expect(textOf(await ada.press(card, 'Check'))).toContain('I can post.');
    expect(textOf(await ada.press(card, 'Start'))).toContain('It is **on**');
  });

  test('and says when all is well', async () => {
    const { ada, card } = await sit();
    expect(message(await ada.press(card, 'Check')).tone).toBe('good');
  });
});
