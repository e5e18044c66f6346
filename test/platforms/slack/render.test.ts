import { describe, expect, test } from 'vitest';
import { inline } from '../../../src/bot/markdown.ts';
import { decodeRoute, encodeRoute, route } from '../../../src/bot/route.ts';
import type { Block, Message } from '../../../src/bot/view.ts';
import { type Asked, askedOf } from '../../../src/packs/asked.ts';
import type { Library } from '../../../src/packs/library.ts';
import type { Content } from '../../../src/platforms/slack/block-kit.ts';
import { renderCommandForm, renderForm } from '../../../src/platforms/slack/form.ts';
import { LIMITS } from '../../../src/platforms/slack/limits.ts';
import { renderMessage } from '../../../src/platforms/slack/render.ts';
import { grade } from '../../../src/study/grading/grade.ts';
import { diagramCard } from '../../../src/views/diagram.ts';
import { DISPUTE_WORDS_MAX, disputeCard } from '../../../src/views/dispute.ts';
import { followUpCard } from '../../../src/views/follow-up-card.ts';
import { glossaryCard, likeCard, termCard } from '../../../src/views/glossary.ts';
import { gradeCard, missedCard } from '../../../src/views/grade-card.ts';
import { questionCard } from '../../../src/views/question-card.ts';
import { hintCard, keyPointsCard, modelAnswerCard, pitfallsCard, playbookCard, sectionCard } from '../../../src/views/reading.ts';
import { messageBlocks } from '../../emulators/slack/block-kit/blocks.ts';
import { modalView } from '../../emulators/slack/block-kit/view.ts';
import { form, openTable, ownLibrary } from '../../fakes/people.ts';
import { manySections } from '../all-content.ts';
import { command } from './workspace.ts';

const OPTIONS = { commands: new Set(['question', 'search', 'playbook', 'glossary', 'help']), pictures: new Map([['diagram.png', 'F0123456789']]) };

const render = (message: Message): Content => renderMessage(message, OPTIONS);

function mustFit({ text, blocks }: Content): void {
  expect(messageBlocks.safeParse(blocks).error?.issues ?? []).toEqual([]);
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(LIMITS.messageText);
  const withoutOptions = JSON.stringify(blocks, (name, value) => (name === 'options' ? undefined : value));
  expect(withoutOptions.length).toBeLessThanOrEqual(LIMITS.messageJson);
}

/** Every page, each within the limits, in order. */
function pagesOf(message: Message): Content[] {
  const first = render(message);
  mustFit(first);
  const count = Number(/\nPage 1 of (\d+)$/.exec(first.text)?.[1] ?? 1);
  return Array.from({ length: count }, (_, index) => {
    const page = render({ ...message, page: index + 1 });
    mustFit(page);
    return page;
  });
}

function message(...blocks: readonly (Block | string)[]): Message {
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: blocks.map((block) => (typeof block === 'string' ? { kind: 'text', markdown: block } : block)),
  };
}

/** Every way to be asked: each question and each of its follow-ups. */
function everyAsked(library: Library): Asked[] {
  return library.questions.flatMap((question) => [askedOf(question)!, ...question.followUps.map(({ id }) => askedOf(question, id)!)]);
}

/** As long as an answer may be, and full of what earns points. */
function longAnswer({ modelAnswer }: Asked): string {
  return modelAnswer.repeat(5).slice(0, 3_000);
}

describe('all content', async () => {
  const library = await ownLibrary();

  test.each(library.questions.map((question) => [question.key, question] as const))('of %s fits', (_key, question) => {
    const asked = askedOf(question)!;
    for (const each of [
      questionCard(question, library, 'learner', 'new'),
      hintCard(asked, 9, 'learner'),
      keyPointsCard(asked, 'learner'),
      pitfallsCard(question, 'learner'),
      modelAnswerCard(asked, library, 'learner'),
      diagramCard(question, new Uint8Array(1), 'learner'),
    ]) {
      pagesOf(each);
    }
  });

  test.each(everyAsked(library).map((asked) => [asked.args.join(' '), asked] as const))('grade cards of %s fit, with the longest answer', (_name, asked) => {
    const graded = { id: 'a'.repeat(32), grade: grade(asked.rubric, longAnswer(asked)), points: 12 };
    for (const card of [
      gradeCard(asked, graded, { attemptsLeft: 1, upTo: 8 }),
      gradeCard(asked, graded, { attemptsLeft: 0, upTo: 0, over: 'used' }),
      missedCard(asked, { ...graded, grade: grade(asked.rubric, '') }),
      disputeCard({ asked, name: 'Ada', answer: { ...graded, text: longAnswer(asked), rubricVersion: 0, at: 0 }, words: 'x '.repeat(DISPUTE_WORDS_MAX / 2) }),
      modelAnswerCard(asked, library, 'learner'),
    ]) {
      pagesOf(card);
    }
    if (asked.step !== undefined) pagesOf(followUpCard(asked, 'learner'));
  });

  test.each(library.playbook.map((section) => [section.key, section] as const))('section %s fits', (_key, section) => {
    pagesOf(sectionCard(section, 'learner'));
  });

  test('the list of sections fits, also with many', () => {
    pagesOf(playbookCard(library.playbook, 'learner'));
    pagesOf(playbookCard(manySections(library), 'learner'));
  });

  test('the glossary fits, term by term and as a whole', () => {
    for (const term of library.glossary) pagesOf(termCard(term, library, 'learner'));
    pagesOf(glossaryCard(library.glossary, 'learner'));
    pagesOf(likeCard('x'.repeat(60), library.glossary.slice(0, 5), 'learner'));
  });

  test('answer forms fit', async () => {
    const ada = (await openTable()).sit('Ada');
    for (const asked of everyAsked(library)) {
      const view = await ada.raw({ kind: 'press', route: encodeRoute(route('question', 'answer', ...asked.args)) });
      const modal = renderForm(form(view), 'm'.repeat(3_000), OPTIONS.commands);
      expect(modalView.safeParse(modal).error?.issues ?? []).toEqual([]);
    }
  });
});

describe('a message that is too long', () => {
  const again = route('question', 'model-answer', 'sd.q05');
  const paragraphs = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} ${'word '.repeat(60)}end${index}.`);
  const long: Message = {
    ...message({ kind: 'heading', text: 'Long' }, paragraphs.join('\n\n'), {
      kind: 'buttons',
      buttons: [{ label: 'Diagram', route: route('question', 'diagram', 'sd.q05') }],
    }),
    again,
  };

  test('is shown page by page, nothing left out, its own buttons on the last', () => {
    const pages = pagesOf(long);
    expect(pages.length).toBeGreaterThan(3);
    const text = pages.map((page) => page.text).join('\n');
    for (const index of paragraphs.keys()) expect(text).toContain(`end${index}.`);
    const labels = pages.map(({ blocks }) => blocks.flatMap((block) => (block.type === 'actions' ? block.elements.map((element) => element.text.text) : [])));
    expect(labels[0]).toEqual(['Next page']);
    expect(labels[1]).toEqual(['Previous', 'Next page']);
    expect(labels.at(-1)).toEqual(['Diagram', 'Previous']);
    expect(JSON.stringify(pages[1]!.blocks)).toContain(`Page 2 of ${pages.length}`);
  });

  test('leads from page to page by its own route', () => {
    const [row] = render({ ...long, page: 2 }).blocks.slice(-1);
    expect(row?.type === 'actions' && row.elements.map((element) => decodeRoute(element.value)?.page)).toEqual([1, 3]);
  });

  test('shows its last page when asked for one that is not there any more', () => {
    const { length } = pagesOf(long);
    expect(render({ ...long, page: 99 }).text).toContain(`Page ${length} of ${length}`);
  });

  test('leaves no heading alone at the end of a page', () => {
    const fill = 'x'.repeat(2_900);
    const [first, second] = pagesOf({ ...message(fill, { kind: 'heading', text: 'Next chapter' }, 'y'.repeat(2_000)), again });
    expect(first!.text).not.toContain('Next chapter');
    expect(second!.text).toMatch(/^Next chapter\ny/);
  });

  test('has a way to be made again, or is a mistake of ours', () => {
    const { again: _gone, ...rest } = long;
    expect(() => render(rest)).toThrow(/no route/);
  });

  test('counts as such by its number of blocks, too', () => {
    const pages = pagesOf({ ...message(...Array.from({ length: 80 }, (_, index): Block => ({ kind: 'heading', text: `Heading ${index}` }))), again });
    expect(pages.length).toBeGreaterThan(1);
  });
});

describe('blocks', () => {
  test('each kind has its shape, and its words in the text', () => {
    const content = render(
      message(
        {
          kind: 'fields',
          fields: [
            { name: 'Points', value: '<20>' },
            { name: 'Streak', value: '3 days' },
          ],
        },
        {
          kind: 'table',
          columns: ['Name', 'Points'],
          rows: [
            ['Ada', '20'],
            ['Ben\n`x`', '7'],
          ],
        },
        { kind: 'meter', label: 'Quorum', value: 0.5, text: '2 of 4' },
        { kind: 'image', file: 'diagram.png', alt: 'A ring' },
        { kind: 'image', file: 'lost.png', alt: 'A tree' },
        { kind: 'divider' },
        { kind: 'note', markdown: 'small **print**' },
      ),
    );
    mustFit(content);
    expect(content.blocks).toEqual([
      { type: 'section', fields: [mark('*Points*\n&lt;20&gt;'), mark('*Streak*\n3 days')] },
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'Name     Points\nAda      20\nBen `x`  7' }] }] },
      { type: 'section', text: mark('*Quorum:* 2 of 4\n██████████░░░░░░░░░░') },
      { type: 'image', slack_file: { id: 'F0123456789' }, alt_text: 'A ring' },
      expect.objectContaining({ type: 'rich_text' }),
      { type: 'divider' },
      { type: 'context', elements: [mark('small *print*')] },
    ]);
    expect(content.text).toBe(
      'Points: &lt;20&gt;\nStreak: 3 days\nName     Points\nAda      20\nBen `x`  7\nQuorum: 2 of 4\nPicture: A ring\nPicture: A tree\nsmall print',
    );
  });

  test('tone shows as a sign in front', () => {
    expect(render({ ...message({ kind: 'heading', text: 'Done' }), tone: 'good' }).text).toBe('✅ Done');
    expect(render({ ...message('No.'), tone: 'bad' }).text).toBe('⚠️ No.');
    expect(render({ ...message('So.'), tone: 'plain' }).text).toBe('So.');
  });

  test('buttons stand in rows of five, none with the id of another', () => {
    const same = { label: 'x'.repeat(100), route: route('question', 'next') };
    const content = render(
      message({ kind: 'buttons', buttons: Array.from({ length: 7 }, () => same) }, { kind: 'buttons', buttons: [{ ...same, style: 'danger' }] }),
    );
    mustFit(content);
    const rows = content.blocks.flatMap((block) => (block.type === 'actions' ? [block.elements] : []));
    expect(rows.map((row) => row.length)).toEqual([5, 2, 1]);
    const ids = rows.flat().map((element) => element.action_id);
    expect(new Set(ids).size).toBe(8);
    expect(rows.flat().every((element) => element.value === '1/question/next' && element.text.text.length <= 75)).toBe(true);
    expect(rows[2]![0]!.style).toBe('danger');
  });

  test('a select has at most a hundred options, so more make another one', () => {
    const options = Array.from({ length: 130 }, (_, index) => ({ label: `Question ${index}`, value: `sd.q${index}`, summary: 'a'.repeat(90) }));
    const content = render(message({ kind: 'select', label: 'Open', route: route('search', 'open'), options }));
    const selects = content.blocks.flatMap((block) => (block.type === 'section' && 'accessory' in block && block.accessory ? [block.accessory] : []));
    expect(selects.map((each) => each.options.length)).toEqual([100, 30]);
    expect(selects[1]!.options[29]!.value).toBe('1/search/open/sd.q129');
    mustFit(content);
  });

  test('a long heading and long fields are whole', () => {
    const content = render(message({ kind: 'heading', text: 'h'.repeat(200) }, { kind: 'fields', fields: [{ name: 'n', value: 'v'.repeat(2_100) }] }));
    mustFit(content);
    expect(content.blocks.every((block) => block.type === 'rich_text')).toBe(true);
  });

  test.each(['<!channel>', '<@U0123>', '@here', '\u202Eevil', '​​'])('the name %j from people is text wherever it stands', (name) => {
    const content = render(
      message(
        { kind: 'heading', text: name },
        { kind: 'note', markdown: inline(name) },
        { kind: 'fields', fields: [{ name, value: name }] },
        { kind: 'table', columns: [name], rows: [[name]] },
        { kind: 'meter', label: name, value: 1, text: name },
        { kind: 'image', file: 'none.png', alt: name },
        inline(name),
      ),
    );
    mustFit(content);
    const marked = JSON.stringify(content.blocks.map((block) => (block.type === 'header' || block.type === 'rich_text' ? '' : block)));
    expect(`${marked}${content.text}`).not.toMatch(/<[!@#]/);
    expect(JSON.stringify(content)).not.toMatch(/[\u200B\u202E]/);
  });
});

describe('forms', () => {
  test('of a command have a field for each option, the required ones first', async () => {
    const { bot } = await openTable();
    for (const shape of [
      ...bot.commands.filter(({ options }) => options.length > 0),
      command('long', { name: 'x', summary: 's'.repeat(90), kind: 'text', required: true, completes: false, choices: [] }),
    ]) {
      const modal = renderCommandForm(shape, {}, '');
      expect(modalView.safeParse(modal).error?.issues ?? []).toEqual([]);
      expect(modal.blocks).toHaveLength(shape.options.length);
    }
    const question = bot.commands.find(({ name }) => name === 'question')!;
    const filled = renderCommandForm(question, { query: 'caching', level: 'senior', share: 'yes' }, '');
    expect(modalView.safeParse(filled).error?.issues ?? []).toEqual([]);
    expect(JSON.stringify(filled)).toMatch(/initial_option".*caching.*initial_option".*senior.*initial_options".*yes/);
  });
});

function mark(text: string) {
  return { type: 'mrkdwn', text, verbatim: true };
}
