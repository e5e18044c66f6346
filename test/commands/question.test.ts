import { describe, expect, test } from 'vitest';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import type { Rubric } from '../../src/study/rubric.ts';
import { buttons, form, message, openTable, type Person, type Table, textOf } from '../fakes/people.ts';

const STRONG = async (table: Table) => ownWords(table.library.question('q05')?.rubric);
/** Every key point in the words of somebody else than the model answer. */
const ownWords = (rubric: Rubric | undefined) => (rubric?.keyPoints ?? []).map(({ matches }) => matches).join(' ');
const THIN = 'I would put a hash function in front of the servers so that the data is spread over them.';

async function cardOf(person: Person) {
  return person.use('question', { query: 'consistent hashing' });
}

async function answer(person: Person, text: string, eventId?: string) {
  return person.send(await person.press(await cardOf(person), 'Answer'), { answer: text }, eventId);
}

async function ledger(table: Table): Promise<unknown[]> {
  const entries = [];
  for await (const entry of table.store.scan('community/table:home')) if (entry.kind === 'log') entries.push(entry.value);
  return entries;
}

describe('/question', () => {
  test('finds by title, slug, key, source and number', async () => {
    const table = await openTable();
    for (const query of ['Consistent hashing', 'consistent-hashing', 'sd.q05', 'q05', '5', 'hash ring']) {
      expect(textOf(await table.sit('Ada').use('question', { query }))).toContain('"Consistent hashing"');
    }
  });

  test('says what to do when nothing fits', async () => {
    const ada = (await openTable()).sit('Ada');
    expect(await ada.use('question', { query: 'zzzzzz' })).toMatchObject({ tone: 'bad', to: 'learner' });
    expect(textOf(await ada.use('question', { query: 'zzzzzz' }))).toContain('No question fits these words');
    expect(textOf(await ada.use('question', { topic: 'cooking' }))).toContain('There are: ');
    expect(textOf(await ada.use('question', { topic: 'scaling', level: 'staff' }))).toContain('no such question yet');
    expect(textOf(await ada.use('question', { level: 'junior' }))).toContain('must be one of: mid, senior, staff');
    expect(textOf(await ada.use('question', { colour: 'red' }))).toContain('no such option');
  });

  test('gives each question once before any comes again, and says why it chose it', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const titles = new Set<string>();
    for (let turn = 0; turn < table.library.questions.length; turn++) {
      const card = await ada.use('question');
      expect(textOf(card)).toContain('you have not seen yet');
      titles.add(textOf(card.blocks[0] as never));
    }
    expect(titles.size).toBe(table.library.questions.length);
    expect(textOf(await ada.use('question'))).toContain('You have seen all of these');
  });

  test('is private unless shared', async () => {
    const ada = (await openTable()).sit('Ada');
    expect((await cardOf(ada)).to).toBe('learner');
    expect((await ada.use('question', { query: 'q05', share: 'yes' })).to).toBe('channel');
  });

  test('suggests titles while a query is typed', async () => {
    const { bot } = await openTable();
    expect(bot.complete({ command: 'question', option: 'query', typed: 'has' })).toEqual([{ label: 'Consistent hashing', value: 'sd.q05' }]);
    expect(bot.complete({ command: 'question', option: 'query', typed: 'clarif' })).toEqual([]);
    expect(bot.complete({ command: 'question', option: 'topic', typed: 'rel' })).toEqual([{ label: 'Reliability', value: 'reliability' }]);
    expect(bot.complete({ command: 'nothing', option: 'query', typed: 'a' })).toEqual([]);
  });
});

describe('every button of the card', () => {
  test('leads somewhere, and so does every button that follows', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const graded = await answer(ada, THIN);
    const open = [await cardOf(ada), graded];
    const pressed = new Set<string>();
    for (let view = open.pop(); view; view = open.pop()) {
      for (const { label, route } of buttons(view)) {
        const name = JSON.stringify(route);
        if (pressed.has(name)) continue;
        pressed.add(name);
        const next = await ada.press(view, label);
        expect(next, name).not.toMatchObject({ tone: 'bad' });
        if (next.kind === 'message') open.push(next);
      }
    }
    expect(pressed.size).toBeGreaterThan(25);
    expect(table.logged()).toBe('');
  });

  test('hints come one by one', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const hints = table.library.question('q05')?.hints ?? [];
    const first = await ada.press(await cardOf(ada), 'Hint');
    expect(textOf(first)).toContain(hints[0]);
    expect(textOf(first)).not.toContain(hints[1]);
    const second = await ada.press(first, 'Next hint');
    expect(second).toMatchObject({ to: 'here' });
    expect(textOf(second)).toContain(hints[1]);
  });

  test('follow-ups are stepped through in place', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const [one, two] = table.library.question('q05')?.followUps ?? [];
    const first = await ada.press(await cardOf(ada), 'Follow-ups');
    expect(textOf(first)).toContain('Follow-up 1 of');
    const second = await ada.press(first, 'Next follow-up');
    expect(second).toMatchObject({ to: 'here' });
    expect(textOf(second)).toContain(JSON.stringify(two?.prompt));
    expect(textOf(await ada.press(second, 'Back'))).toContain(JSON.stringify(one?.prompt));
    const graded = await ada.send(await ada.press(second, 'Answer'), { answer: ownWords(two?.rubric) });
    expect(textOf(graded)).toContain('of 100, strong');
  });
});

describe('an answer', () => {
  test('is graded with the learner’s own words as evidence, and kept', async () => {
    const table = await openTable();
    const rubricVersion = table.library.question('q05')?.rubric.version;
    const card = await answer(table.sit('Ada'), await STRONG(table));
    expect(card.tone).toBe('good');
    expect(textOf(card)).toContain('of 100, strong');
    expect(await ledger(table)).toMatchObject([
      { v: 1, kind: 'answer', place: 'table:home', question: 'sd.q05', rubricVersion, member: expect.stringMatching(/^m_/) },
    ]);
  });

  test('shows no missed statement before it is asked for, one pointer instead', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const card = await answer(ada, THIN);
    const rubric = table.library.question('q05')?.rubric;
    for (const point of rubric?.keyPoints ?? []) expect(textOf(card)).not.toContain(JSON.stringify(point.statement).slice(1, -1));
    expect(textOf(card)).toContain('Think about this next');
    const missed = await ada.press(await ada.press(card, 'Show what I missed'), 'Open it');
    for (const point of rubric?.keyPoints ?? []) expect(textOf(missed)).toContain(JSON.stringify(point.statement).slice(1, -1));
  });

  test('what was missed is for its owner alone', async () => {
    const table = await openTable();
    const card = await answer(table.sit('Ada'), THIN);
    expect(textOf(await table.sit('Grace').press(card, 'Show what I missed'))).toContain('somebody else’s');
  });

  test('delivered twice counts once and shows the same card', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const first = await answer(ada, await STRONG(table), 'event-1');
    expect(textOf(first)).toContain('**10 points.** There is no more to earn here.');
    expect(await answer(ada, await STRONG(table), 'event-1')).toEqual(first);
    expect(await ledger(table)).toHaveLength(1);
    await answer(ada, THIN, 'event-2');
    expect(await ledger(table)).toHaveLength(2);
  });

  test('sent twice at once counts once', async () => {
    const table = await openTable();
    const ada = table.sit('Ada');
    const sheet = await ada.press(await cardOf(ada), 'Answer');
    await Promise.all([1, 2, 3].map(() => ada.send(sheet, { answer: THIN }, 'event-1')));
    await Promise.all([1, 2, 3].map(() => ada.send(sheet, { answer: THIN })));
    expect(await ledger(table)).toHaveLength(4);
  });

  test.each([
    ['', 'is empty'],
    ['   \n ', 'is empty'],
    ['ten chars.', 'too short'],
    ['x'.repeat(3001), 'at most 3,000 characters'],
    ['x'.repeat(40_000), 'at most 3,000 characters'],
  ])('of %j is refused in a sentence and handed back', async (text, sentence) => {
    const table = await openTable();
    const card = await answer(table.sit('Ada'), text);
    expect(card).toMatchObject({ tone: 'bad', to: 'learner' });
    expect(textOf(card)).toContain(sentence);
    if (text.trim() !== '') expect(textOf(card)).toContain(text);
    expect(await ledger(table)).toEqual([]);
  });

  test('of exactly 3,000 characters is taken', async () => {
    const table = await openTable();
    await answer(table.sit('Ada'), `${THIN} `.repeat(40).slice(0, 3000).padEnd(3000, 'x'));
    expect(await ledger(table)).toHaveLength(1);
  });

  test('its markup and mentions are shown as typed', async () => {
    const table = await openTable();
    const hostile =
      'I tell @everyone and <!channel> and <@123> that **with modulo hashing almost every key moves to another server** when we add a <b>new one</b> as [this](javascript:1) says.';
    const card = await answer(table.sit('Ada'), hostile);
    const evidence = textOf(card);
    expect(evidence).toContain('\\\\*\\\\*with modulo');
    for (const raw of ['@everyone', '<!channel>', '<@123>', '<b>', '](javascript']) expect(evidence).not.toContain(` ${raw}`);
  });

  test('to a question that has left the pack is handed back', async () => {
    const table = await openTable();
    const gone = await table.sit('Ada').raw({ kind: 'submit', route: '1/question/submit/sd.q99', fields: { answer: THIN } });
    expect(textOf(gone)).toContain('no longer in the pack');
    expect(textOf(gone)).toContain(THIN);
    const step = await table.sit('Ada').raw({ kind: 'submit', route: '1/question/submit/sd.q05/left-long-ago', fields: { answer: THIN } });
    expect(textOf(step)).toContain('no longer in the pack');
  });

  test('that can’t be kept is handed back, and nothing is counted', async () => {
    let full = false;
    const table = await openTable({
      store: (real): Store => ({
        ...real,
        commit: async (...args) => {
          if (full) throw new StoreUnavailable('the disk is full');
          return real.commit(...args);
        },
      }),
    });
    const ada = table.sit('Ada');
    const sheet = await ada.press(await cardOf(ada), 'Answer');
    full = true;
    const refused = await ada.send(sheet, { answer: THIN }, 'event-1');
    expect(textOf(refused)).toContain('I can’t save anything right now');
    expect(textOf(refused)).toContain(THIN);
    expect(await cardOf(ada)).not.toMatchObject({ tone: 'bad' });
    full = false;
    expect(textOf(await ada.send(sheet, { answer: THIN }, 'event-1'))).toContain('of 100');
    expect(await ledger(table)).toHaveLength(1);
  });

  test('leaves no trace of its text in the log, even when we fail', async () => {
    const table = await openTable({ store: (real) => ({ ...real, read: () => Promise.reject(new Error('broken')) }) });
    const refused = await table.sit('Ada').raw({ kind: 'submit', route: '1/question/submit/sd.q05', fields: { answer: THIN } });
    expect(textOf(refused)).toContain('ref1');
    expect(textOf(refused)).toContain(THIN);
    expect(table.logged()).toContain('broken');
    expect(table.logged()).not.toContain('hash function');
  });

  test('goes through three round trips for the community and two for the learner', async () => {
    const calls: string[] = [];
    const table = await openTable({
      store: (real) => ({
        ...real,
        read(partition, wanted) {
          calls.push(`read ${partition}`);
          return real.read(partition, wanted);
        },
        commit(partition, batch) {
          calls.push(`commit ${partition}`);
          return real.commit(partition, batch);
        },
      }),
    });
    const ada = table.sit('Ada');
    await answer(ada, THIN);
    const sheet = form(await ada.press(await cardOf(ada), 'Answer'));
    calls.length = 0;
    await ada.send(sheet, { answer: THIN });
    expect(calls).toEqual([
      'read community/table:home',
      'read community/table:home',
      'commit community/table:home',
      'read learner/table:ada',
      'commit learner/table:ada',
    ]);
  });
});

describe('a button that we did not make, or made long ago', () => {
  test.each([
    '',
    'x',
    '1/question',
    '0/question/hint/sd.q05',
    '2/question/hint/sd.q05',
    '1/question/burn/sd.q05',
    '1/constructor/hint/a',
    '1/question/__proto__/a',
    '1/question/constructor',
    '1/question/next-hint/sd.q05/999',
    '1/question/hint/<b>',
    `1/question/hint/${'a'.repeat(200)}`,
    '1/question/submit/sd.q05',
    '1/question/hint/a/b/c',
  ])('%j is answered in a sentence', async (route) => {
    const table = await openTable();
    const view = message(await table.sit('Ada').raw({ kind: 'press', route }));
    expect(view).toMatchObject({ tone: 'bad', to: 'learner' });
    expect(textOf(view)).toMatch(/older version|no longer in the pack/);
    expect(table.logged()).toBe('');
  });

  test('a form can’t be sent to a button', async () => {
    const table = await openTable();
    expect(textOf(await table.sit('Ada').raw({ kind: 'submit', route: '1/question/hint/sd.q05', fields: { a: 'b' } }))).toContain('older version');
  });
});
