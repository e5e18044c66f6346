import { type APIComponentInContainer, ComponentType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoted } from '../../../src/bot/markdown.ts';
import { encodeRoute, route } from '../../../src/bot/route.ts';
import type { Block, Form, Message } from '../../../src/bot/view.ts';
import { renderMessage } from '../../../src/platforms/discord/render.ts';
import { renderForm } from '../../../src/platforms/discord/render-form.ts';
import { messageBody } from '../../../src/platforms/discord/reply.ts';
import { playbookCard } from '../../../src/views/reading.ts';
import { checkNew } from '../../emulators/discord/messages.ts';
import { parse } from '../../emulators/discord/refusal.ts';
import { followup } from '../../emulators/discord/schema-message.ts';
import { message, PIXEL } from '../../fakes/bot.ts';
import { ownLibrary } from '../../fakes/people.ts';
import { cardsByKey, manySections } from '../all-content.ts';

const hint = route('question', 'hint', 'sd.q05');

interface Shown {
  components: readonly APIComponentInContainer[];
  text: string;
}

/** As Discord would check and show it. @throws what it would refuse */
function accept(made: Message): Shown {
  const { body, files } = messageBody(made, 'private');
  const sent = new Map(files.map(({ name, type, bytes }, index) => [index, { name, type, bytes }]));
  const json = JSON.parse(JSON.stringify(body));
  checkNew(parse(followup, json), sent);
  const { components } = json.components[0] as { components: APIComponentInContainer[] };
  return { components, text: components.flatMap((each) => (each.type === ComponentType.TextDisplay ? [each.content] : [])).join('\n') };
}

const inside = (made: Message) => renderMessage(made).components[0].components;
const textOf = (made: Message) => accept(made).text;
const show = (...blocks: Parameters<typeof message>[1][]) => textOf(message('learner', ...blocks));

const labels = ({ components }: Shown) =>
  components.flatMap((each) => (each.type === ComponentType.ActionRow ? each.components.map((one) => ('label' in one ? one.label : '')) : []));

/** Page after page, as somebody turns them. */
function pagesOf(made: Message): Shown[] {
  const pages: Shown[] = [];
  for (let page = 1; page <= 50; page++) {
    const shown = accept({ ...made, page });
    pages.push(shown);
    if (!labels(shown).includes('Next page')) return pages;
  }
  throw new Error('no last page');
}

const library = await ownLibrary();

describe('every card is taken by Discord, page by page, and all of it is on one of them', () => {
  test.each(cardsByKey(library))('%s', (_, cards) => {
    for (const [name, made] of cards) {
      const pages = pagesOf(made);
      const blocks = made.blocks.map((block) => accept({ ...made, blocks: [block] }));
      expect(words(pages), name).toBe(words(blocks));
      const turning = ['Previous', 'Next page'];
      expect(
        pages.flatMap(labels).filter((label) => !turning.includes(label ?? '')),
        name,
      ).toEqual(blocks.flatMap(labels));
    }
  });

  test('and some of them do have pages', () => {
    const [, cards] = cardsByKey(library).find(([key]) => key === 'sd.q05')!;
    expect(cards.some(([, made]) => pagesOf(made).length > 1)).toBe(true);
  });
});

test('a playbook of many sections has its list on pages', () => {
  const pages = pagesOf(playbookCard(manySections(library), 'learner'));
  expect(pages.length).toBeGreaterThan(1);
  for (const { title } of manySections(library)) expect(words(pages)).toContain(title.replaceAll(' ', ''));
});

/** What is read, without the spaces and marks that a page may begin with. */
function words(shown: readonly Shown[]): string {
  const text = shown.map((each) => each.text).join('\n');
  return text.replace(/^-# Page \d+ of \d+$/gm, '').replace(/[>\s]/g, '');
}

describe('pages', () => {
  const long = (again: boolean): Message => ({
    ...message('learner', { kind: 'heading', text: 'Long' }, `${'Some words. '.repeat(40)}\n\n`.repeat(36), {
      kind: 'buttons',
      buttons: [{ label: 'Hint', route: hint }],
    }),
    ...(again ? { again: route('question', 'model-answer', 'sd.q05') } : {}),
  });

  test('have a way to the next and the one before, and say where one is; the last has the buttons', () => {
    const pages = pagesOf(long(true));
    expect(pages.length).toBe(5);
    expect(pages.map(labels)).toEqual([['Next page'], ['Previous', 'Next page'], ['Previous', 'Next page'], ['Previous', 'Next page'], ['Hint', 'Previous']]);
    expect(pages[1]!.text).toMatch(/-# Page 2 of 5$/);
    expect(JSON.stringify(pages[1]!.components)).toContain('"1/question/model-answer~3/sd.q05"');
  });

  test('beyond the last show the last', () => {
    expect(textOf({ ...long(true), page: 40 })).toMatch(/-# Page 5 of 5$/);
  });

  test('of a message without a way back to itself are a mistake of ours, and fail', () => {
    expect(() => renderMessage(long(false))).toThrow('without a way to its pages');
  });
});

describe('blocks', () => {
  test('heading, fields, meter, note, divider', () => {
    expect(show({ kind: 'heading', text: 'A *b*\n# c' })).toBe('## A \\*b\\* # c');
    expect(show({ kind: 'fields', fields: [{ name: 'Level', value: 'mid' }] })).toBe('**Level:** mid');
    expect(show({ kind: 'meter', label: 'Your answer', value: 0.62, text: '62 of 100' })).toBe('**Your answer:** 62 of 100\n`████████████░░░░░░░░`');
    expect(show({ kind: 'note', markdown: '- [a](https://x.org)\n- *b*' })).toBe('-# • [a](<https://x.org>)\n-# • *b*');
    expect(inside(message('learner', { kind: 'divider' }))).toEqual([{ type: ComponentType.Separator, divider: true }]);
  });

  test('a table is monospaced, its columns as wide as their longest cell', () => {
    expect(
      show({
        kind: 'table',
        columns: ['#', 'Name'],
        rows: [
          ['1', 'Ada'],
          ['10', 'Grace\u202e'],
        ],
      }),
    ).toBe('```\n#   Name\n──  ─────\n1   Ada\n10  Grace\n```');
  });

  test('the tone is the edge', () => {
    const colors = (['plain', 'good', 'bad'] as const).map((tone) => renderMessage({ ...message('learner', 'x'), tone }).components[0].accent_color);
    expect(new Set(colors).size).toBe(3);
  });

  test('a picture is uploaded with its description; one that is missing is its description', () => {
    const image: Block = { kind: 'image', file: 'a.png', alt: 'a ring' };
    const file = { name: 'a.png', type: 'image/png' as const, bytes: PIXEL };
    const made: Message = { ...message('learner', image), files: [file] };
    expect(inside(made)).toEqual([{ type: ComponentType.MediaGallery, items: [{ media: { url: 'attachment://a.png' }, description: 'a ring' }] }]);
    expect(renderMessage(made).files).toEqual([file]);
    expect(show(image)).toBe('-# a ring');
    expect(renderMessage({ ...message('learner', 'x'), files: [file] }).files).toEqual([]);
  });

  test('buttons stand five in a row, with ids once each', () => {
    const buttons = Array.from({ length: 7 }, (_, index) => ({ label: `B${index}`, route: hint }));
    const rows = inside(message('learner', { kind: 'buttons', buttons })).map((row) => (row.type === ComponentType.ActionRow ? row.components.length : 0));
    expect(rows).toEqual([5, 2]);
    accept(message('learner', { kind: 'buttons', buttons }));
  });

  test('a select of more than 25 options is several', () => {
    const options = Array.from({ length: 60 }, (_, index) => ({ label: `Section ${index} ${'x'.repeat(200)}`, value: `sd.p${index}` }));
    const select: Block = { kind: 'select', label: 'Read', route: route('playbook', 'open'), options };
    expect(inside(message('learner', select)).length).toBe(3);
    accept(message('learner', select));
  });

  test('what could never come back fails here, and is never cut', () => {
    const buttons: Block = { kind: 'buttons', buttons: [{ label: 'x', route: route('question', 'hint', 'x'.repeat(100)) }] };
    const select: Block = { kind: 'select', label: 'x', route: hint, options: [{ label: 'x', value: 'x'.repeat(90) }] };
    expect(() => renderMessage(message('learner', buttons))).toThrow('over 100 bytes');
    expect(() => renderMessage(message('learner', select))).toThrow('over 100 bytes');
  });

  test('nothing at all is still a message', () => {
    accept(message('learner'));
    accept(message('learner', ''));
  });
});

describe('any string from people, in any block', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const hostile = fc.oneof(text, fc.constantFrom('@everyone', '<@&1>', '\u202eabc', '```', '||x||', '# x', '-# x', '1. x', 'https://evil.example', '\u200b'));

  test('is taken by Discord', () => {
    fc.assert(
      fc.property(hostile, (string) => {
        const blocks: Block[] = [
          { kind: 'heading', text: string },
          { kind: 'text', markdown: quoted(string) },
          { kind: 'text', markdown: string },
          { kind: 'note', markdown: string },
          { kind: 'fields', fields: [{ name: string, value: string }] },
          { kind: 'table', columns: [string], rows: [[string], [string]] },
          { kind: 'image', file: 'x.png', alt: string },
          { kind: 'meter', label: string, value: 2, text: string },
          { kind: 'select', label: string, route: hint, options: [{ label: string, value: 'v', summary: string }] },
        ];
        accept(message('learner', ...blocks));
        for (const block of blocks) accept(message('learner', block));
      }),
      { numRuns: 300 },
    );
  });

  test('turns no text around, and takes no room that nobody sees', () => {
    expect(show({ kind: 'heading', text: '\u202eevil\u2066 a\u200b\u200bb\u0000' })).toBe('## evil ab');
    expect(show({ kind: 'heading', text: '👩\u200d🔬 👍🏽 e\u0301' })).toBe('## 👩\u200d🔬 👍🏽 e\u0301');
    expect(show({ kind: 'heading', text: `Z${'\u0301'.repeat(50)}` })).toBe(`## Z${'\u0301'.repeat(6)}`);
  });
});

describe('forms', () => {
  const form: Form = {
    kind: 'form',
    title: 'Your answer',
    intro: 'About **rings**\n\n- one',
    submit: route('question', 'submit', 'sd.q05'),
    submitLabel: 'Send',
    fields: [
      { kind: 'paragraph', name: 'text', label: 'Text', required: true, min: 40, max: 9000, placeholder: 'p'.repeat(150) },
      { kind: 'line', name: 'title', label: 'T'.repeat(60), required: false, max: 80, value: 'x' },
      {
        kind: 'choice',
        name: 'level',
        label: 'Level',
        required: true,
        options: [
          { label: 'Mid', value: 'mid' },
          { label: 'Senior', value: 'senior' },
        ],
        value: 'senior',
      },
    ],
  };

  test('carry their introduction, their route and every limit', () => {
    const modal = renderForm(form);
    expect(modal).toMatchObject({ custom_id: encodeRoute(form.submit), title: 'Your answer' });
    expect(modal.components).toEqual([
      { type: 10, content: 'About **rings**\n\n- one' },
      {
        type: 18,
        label: 'Text',
        component: { type: 4, custom_id: 'text', style: 2, required: true, min_length: 40, max_length: 4000, placeholder: `${'p'.repeat(99)}…` },
      },
      { type: 18, label: `${'T'.repeat(44)}…`, component: { type: 4, custom_id: 'title', style: 1, required: false, max_length: 80, value: 'x' } },
      {
        type: 18,
        label: 'Level',
        component: {
          type: 3,
          custom_id: 'level',
          required: true,
          options: [
            { label: 'Mid', value: 'mid' },
            { label: 'Senior', value: 'senior', default: true },
          ],
        },
      },
    ]);
  });

  test('a long introduction shows its beginning', () => {
    const [intro] = renderForm({ ...form, intro: 'A sentence. '.repeat(1000) }).components;
    expect(intro).toMatchObject({ type: 10, content: expect.stringMatching(/^A sentence\..*…$/) });
    expect(JSON.stringify(intro).length).toBeLessThan(4100);
  });
});
