import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inline, quoted, verbatim } from '../../../src/bot/markdown.ts';
import { toDiscord, toSubtext } from '../../../src/platforms/discord/markdown.ts';

test.each([
  ['a paragraph\nover two lines', 'a paragraph over two lines'],
  ['one\n\ntwo', 'one\n\ntwo'],
  ['**bold** *slanted* `code`', '**bold** *slanted* `code`'],
  ['- a\n- b\n  - c', '- a\n- b\n  - c'],
  ['3. a\n4. b', '3. a\n4. b'],
  ['> a\n>\n> > b', '> a\n> \n> b'],
  ['# Title', '### Title'],
  ['---', '⸻'],
  ['```ts\nlet a = `1`;\n```', '```ts\nlet a = `1`;\n```'],
  ['[text](https://x.org/a_(b))', '[text](<https://x.org/a_%28b%29>)'],
  ['<https://x.org/>', '<https://x.org/>'],
  ['[see https://x.org](https://y.org)', 'see https\\://x.org (<https://y.org>)'],
  ['[a][1]\n\n[1]: https://x.org', '[a](<https://x.org>)'],
  ['[a](javascript:alert%281%29) [b](file:///etc)', 'a b'],
  ['![a ring](https://x.org/x.png)', 'a ring'],
  ['a <b>c</b>', 'a \\<b\\>c\\</b\\>'],
  ['line\\\nbreak', 'line\nbreak'],
  ['a\\\n\\# b\\\n\\- c', 'a\n\\# b\n\\- c'],
])('%j is %j', (markdown, discord) => {
  expect(toDiscord(markdown)).toBe(discord);
});

test('small print is marked line by line', () => {
  expect(toSubtext('one\n\n- two\n- [three](https://x.org)')).toBe('-# one\n-# • two\n-# • [three](<https://x.org>)');
});

test('what looks like a mention, a list, a heading, a spoiler or a link in text from people is none', () => {
  for (const text of [
    '@everyone',
    '<@123>',
    '<@&123>',
    '<#1>',
    '</ask:1>',
    '<:a:1>',
    '<t:1>',
    '||x||',
    '**x**',
    '__x__',
    '~~x~~',
    '`x`',
    '[x](https://y.org)',
    '-# x',
    '# x',
    '> x',
  ]) {
    const shown = toDiscord(inline(text));
    expect(shown, text).toMatch(/^\\/);
    // Without the backslashes it is what was typed.
    expect(shown.replace(/\\(?=[^a-z0-9\s])/g, ''), text).toBe(text);
  }
  expect(toDiscord(inline('1. x'))).toBe('1\\. x');
  expect(toDiscord(inline('see https://evil.example/a_b'))).toBe('see https\\://evil.example/a\\_b');
});

test('code that is handed back can’t end its block', () => {
  expect(toDiscord(verbatim('a\n```\n@everyone'))).toBe('```\na\n``\u200b`\n@everyone\n```');
});

/** What is left of Discord's markdown once all code is taken away, and everything escaped has become a letter. */
function live(shown: string): string {
  return shown
    .replace(/```[\s\S]*?```/g, '')
    .replace(/\\[^a-z0-9\s]/gi, 'x')
    .replace(/^> /gm, '');
}

test('no string from people leaves anything live, quoted or inline', () => {
  const tricky = fc.array(fc.oneof(fc.constantFrom(...'*_~|`<>@#-[]()\\ \na1.&!\u202e'), fc.constantFrom('https://', 'everyone')), { maxLength: 30 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        tricky.map((parts) => parts.join('')),
      ),
      (text) => {
        for (const shown of [toDiscord(inline(text)), toDiscord(quoted(text))]) {
          expect(live(shown)).not.toMatch(/[*_~|`<>@[\]]|https?:\/\/|^\s*(#|-|\+|\d+[.)])\s/im);
          expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
