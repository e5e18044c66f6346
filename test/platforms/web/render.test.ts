import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoted } from '../../../src/bot/markdown.ts';
import { route } from '../../../src/bot/route.ts';
import type { Block, Form, Message } from '../../../src/bot/view.ts';
import { createPictures } from '../../../src/platforms/web/pictures.ts';
import { renderForm, renderMessage } from '../../../src/platforms/web/render.ts';
import { message, PIXEL } from '../../fakes/bot.ts';

const render = (...blocks: Block[]): string => renderMessage(message('learner', ...blocks), createPictures().keep).html;
const hint = route('question', 'hint', 'sd.q05', 1);

describe('each block', () => {
  const shown: Record<Block['kind'], [Block, string | RegExp]> = {
    heading: [{ kind: 'heading', text: 'Hashing <3' }, '<h2>Hashing &#x3C;3</h2>'],
    text: [{ kind: 'text', markdown: 'a **b** `c`' }, '<div class="prose"><p>a <strong>b</strong> <code>c</code></p></div>'],
    fields: [{ kind: 'fields', fields: [{ name: 'Level', value: 'mid' }] }, '<dl><div><dt>Level</dt><dd>mid</dd></div></dl>'],
    table: [{ kind: 'table', columns: ['Who'], rows: [['Ada']] }, /<th scope="col">Who<\/th>.*<td>Ada<\/td>/],
    image: [{ kind: 'image', file: 'lost.png', alt: 'A ring' }, '<p class="lost-picture">A ring</p>'],
    divider: [{ kind: 'divider' }, '<hr>'],
    note: [{ kind: 'note', markdown: '*small*' }, '<div class="note prose"><p><em>small</em></p></div>'],
    meter: [
      { kind: 'meter', label: 'Score', value: 0.36, text: '36 of 100' },
      /role="meter" aria-label="Score" aria-valuemin="0" aria-valuemax="100" aria-valuenow="36" aria-valuetext="36 of 100">.*<rect width="36"/,
    ],
    buttons: [
      { kind: 'buttons', buttons: [{ label: 'Hint', route: hint, style: 'main' }] },
      '<div class="buttons"><button type="button" class="main" data-route="1/question/hint/sd.q05/1">Hint</button></div>',
    ],
    select: [
      { kind: 'select', label: 'Go to', route: route('playbook', 'show'), options: [{ label: 'Levels', value: 'levels', summary: 'who is who' }] },
      /<option value="1\/playbook\/show\/levels">Levels – who is who<\/option>/,
    ],
  };

  test.each(Object.entries(shown))('%s', (_, [block, html]) => {
    expect(render(block)).toMatch(html);
  });

  test('an image that the message brings can be fetched, is named, and has room before it has come', () => {
    const pictures = createPictures();
    const { html } = renderMessage(
      { ...message('learner', { kind: 'image', file: 'a.png', alt: 'A "ring"' }), files: [{ name: 'a.png', type: 'image/png', bytes: PIXEL }] },
      pictures.keep,
    );
    const id = /\/play\/files\/(\w+)/.exec(html)?.[1] ?? '';
    expect(pictures.find(id)).toEqual(PIXEL);
    expect(html).toContain('aria-label="Enlarge: A &#x22;ring&#x22;"');
    expect(html).toContain('width="1" height="1"');
  });

  test('a meter stays within its ends', () => {
    expect(render({ kind: 'meter', label: 'l', value: 7, text: 't' })).toContain('aria-valuenow="100"');
    expect(render({ kind: 'meter', label: 'l', value: -7, text: 't' })).toContain('aria-valuenow="0"');
  });

  test('a button whose route is too long fails here, in a test, and is never cut', () => {
    expect(() => render({ kind: 'buttons', buttons: [{ label: 'x', route: route('question', 'hint', 'x'.repeat(100)) }] })).toThrow('over 100 bytes');
  });
});

describe('what is read out', () => {
  test('is the beginning of the message in plain text, without its buttons', () => {
    const { summary } = renderMessage(
      message('learner', { kind: 'heading', text: 'Hint 1' }, 'Think of **rings**.', { kind: 'buttons', buttons: [{ label: 'Next', route: hint }] }),
      createPictures().keep,
    );
    expect(summary).toBe('Hint 1 Think of rings.');
  });

  test('is short', () => {
    expect(renderMessage(message('learner', 'word '.repeat(500)), createPictures().keep).summary).toHaveLength(201);
  });
});

describe('markdown', () => {
  test('HTML in it shows as the text that it is', () => {
    expect(render({ kind: 'text', markdown: '<img src=x onerror=alert(1)>\n\na <b>c</b>' })).not.toMatch(/<(img|b)\b/);
    expect(render({ kind: 'text', markdown: 'a <b>c</b>' })).toContain('a &#x3C;b>c&#x3C;/b>');
  });

  test('links open beside the chat and tell nothing about it; scripts are no links', () => {
    expect(render({ kind: 'text', markdown: '[a](https://example.org)' })).toContain(
      '<a href="https://example.org" target="_blank" rel="noopener noreferrer">a</a>',
    );
    expect(render({ kind: 'text', markdown: '[a](javascript:alert%281%29) [b](data:text/html,x) [c](vbscript:x)' })).not.toContain('href');
  });

  test('pictures from elsewhere are their description', () => {
    expect(render({ kind: 'text', markdown: '![a ring](https://example.org/x.png)' })).toBe('<div class="prose"><p>a ring</p></div>');
  });

  test('headings stay below that of the message', () => {
    expect(render({ kind: 'text', markdown: '# a\n\n###### b' })).toContain('<h3>a</h3>\n<h6>b</h6>');
  });
});

describe('text from people never becomes markup', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onclick='x",
      '</textarea><svg onload=x>',
      '[x](javascript:alert(1))',
      '&lt;b&gt;',
      '<!--',
      ']]>',
    ),
    fc
      .array(fc.constantFrom('<', '>', '"', "'", '`', '&', '/', '!', '[', ']', '(', ')', '*', '_', '\n', '\\', 'a', 'script', 'onerror='), { maxLength: 20 })
      .map((parts) => parts.join('')),
  );
  /** The tags with the names of their attributes; whatever else looks like one is listed as it is, and then is nowhere expected. */
  const tagsOf = (html: string): string[] => {
    const tag = /<\/?[a-z][a-z0-9]*((?: [a-zA-Z-]+(?:="[^"]*")?)*)>/g;
    const tags = (html.match(tag) ?? []).map((each) => each.replace(/="[^"]*"/g, ''));
    return [...tags, ...(html.replace(tag, '').match(/<.*/s) ?? [])];
  };

  test('in any string of any block', () => {
    const blocksOf = (text: string): Block[] => [
      { kind: 'heading', text },
      { kind: 'fields', fields: [{ name: text, value: text }] },
      { kind: 'table', columns: [text], rows: [[text]] },
      { kind: 'meter', label: text, value: 0.5, text },
      { kind: 'image', file: 'x.png', alt: text },
      { kind: 'select', label: text, route: hint, options: [{ label: text, value: 'v', summary: text }] },
      { kind: 'buttons', buttons: [{ label: text, route: hint }] },
    ];
    const expected = tagsOf(render(...blocksOf('plain')));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(tagsOf(render(...blocksOf(text)))).toEqual(expected);
      }),
    );
  });

  const onlyTags = (html: string, allowed: RegExp): void => {
    expect(tagsOf(html).filter((tag) => !allowed.test(tag))).toEqual([]);
  };

  test('in raw markdown: only what we allow', () => {
    const allowed = /^<\/?(a|blockquote|br|code|em|h[3-6]|hr|li|ol|p|pre|strong|ul|div)( (href|title|target|rel|start|class))*>$/;
    fc.assert(fc.property(hostile, (text) => onlyTags(render({ kind: 'text', markdown: text }), allowed)));
  });

  test('quoted: as typed', () => {
    fc.assert(fc.property(hostile, (text) => onlyTags(render({ kind: 'text', markdown: quoted(text) }), /^<\/?(div class|div|blockquote|p|br)>$/)));
  });
});

describe('forms', () => {
  const form: Form = {
    kind: 'form',
    title: 'Your answer',
    intro: 'About **rings**<script>',
    submit: route('question', 'answered', 'sd.q05'),
    submitLabel: 'Send',
    fields: [
      { kind: 'paragraph', name: 'text', label: 'Text', required: true, max: 3000 },
      { kind: 'line', name: 'title', label: 'Title', required: false, min: 3, max: 80, value: 'x', placeholder: 'p' },
      { kind: 'choice', name: 'level', label: 'Level', required: true, options: [{ label: 'Mid', value: 'mid' }] },
    ],
  };

  test('carry their route and every limit; their introduction is sanitized', () => {
    const shown = renderForm(form);
    expect(shown).toMatchObject({ title: 'Your answer', route: '1/question/answered/sd.q05', submitLabel: 'Send' });
    expect(shown.introHtml).toBe('<div class="prose"><p>About <strong>rings</strong>&#x3C;script></p></div>');
    expect(shown.fields).toEqual([
      { kind: 'paragraph', name: 'text', label: 'Text', required: true, placeholder: '', min: 0, max: 3000, value: '' },
      { kind: 'line', name: 'title', label: 'Title', required: false, placeholder: 'p', min: 3, max: 80, value: 'x' },
      { kind: 'choice', name: 'level', label: 'Level', required: true, options: [{ label: 'Mid', value: 'mid' }], value: '' },
    ]);
  });
});

test('the tone goes along', () => {
  const bad: Message = { ...message('learner', 'x'), tone: 'bad' };
  expect(renderMessage(bad, createPictures().keep).tone).toBe('bad');
});
