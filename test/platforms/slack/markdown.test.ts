import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inline, quoted, verbatim } from '../../../src/bot/markdown.ts';
import { oneLine, tidy, writeMrkdwn, writePlain } from '../../../src/platforms/slack/markdown.ts';
import { writeRichText } from '../../../src/platforms/slack/rich-text.ts';

const COMMANDS = new Set(['question']);
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });

test('emphasis, code and links keep their kind and nest', () => {
  expect(writeRichText('**bold *both*** and `code`\nsame line, [a page](https://x.org/a?b=1&c=2).', COMMANDS)).toEqual([
    section(
      text('bold ', { bold: true }),
      text('both', { bold: true, italic: true }),
      text(' and '),
      text('code', { code: true }),
      text(' same line, '),
      { type: 'link', url: 'https://x.org/a?b=1&c=2', text: 'a page' },
      text('.'),
    ),
  ]);
});

test('lists in lists are indented, and an ordered one goes on counting', () => {
  expect(writeRichText('3. one\n   - inner\n4. two\n\nAfter.', COMMANDS)).toEqual([
    { type: 'rich_text_list', style: 'ordered', elements: [section(text('one'))], offset: 2 },
    { type: 'rich_text_list', style: 'bullet', elements: [section(text('inner'))], indent: 1 },
    { type: 'rich_text_list', style: 'ordered', elements: [section(text('two'))], offset: 3 },
    section(text('\n'), text('After.')),
  ]);
});

test('paragraphs are apart; quotations, code and HTML are what they are', () => {
  expect(writeRichText('One.\n\nTwo.\n\n> said\\\n> twice\n\n```js\na < b\n```\n\n<div>no</div>', COMMANDS)).toEqual([
    section(text('One.')),
    section(text('\n'), text('Two.')),
    { type: 'rich_text_quote', elements: [text('said'), text('\n'), text('twice')] },
    { type: 'rich_text_preformatted', elements: [text('a < b')] },
    section(text('<div>no</div>')),
  ]);
});

test('commands are shown as they are typed here, and only commands', () => {
  expect(writePlain('Use `/question caching`, `/questions` or `/etc/hosts`.', COMMANDS)).toBe('Use /quorum question caching, /questions or /etc/hosts.');
  expect(writeMrkdwn('`/question`', COMMANDS)).toBe('`/quorum question`');
  expect(writeRichText('`/question`', COMMANDS)).toEqual([section(text('/quorum question', { code: true }))]);
});

test('a link that Slack would not open is its text', () => {
  expect(writeRichText('[here](javascript:alert(1)) [there](/path)', COMMANDS)).toEqual([section(text('here'), text(' '), text('there'))]);
  expect(writeMrkdwn('[here](javascript:alert) [a|b>](https://x.org/a|b>c)', COMMANDS)).toBe('here <https://x.org/a%7Cb&gt;c|a¦b&gt;>');
});

test('small print has bold, italics, links and lists', () => {
  expect(writeMrkdwn('- **A**: *b* [c](https://x.org)\n- d & <e>', COMMANDS)).toBe('• *A*: _b_ <https://x.org|c>\n• d &amp; &lt;e&gt;');
});

test('signs that would begin something in small print have a twin that does not', () => {
  expect(writeMrkdwn(inline('*a* _b_ ~c~ `d` snake_case 2*3'), COMMANDS)).toBe('∗a∗ ˍbˍ ∼c∼ ˋdˋ snake_case 2∗3');
});

const HOSTILE = [
  '<!channel>',
  '<!here|x>',
  '<@U0123>',
  '<!subteam^S1>',
  '<#C1|general>',
  '@everyone',
  '<https://evil.example|bank>',
  '&lt;!channel&gt;',
  '\u202Egpj.exe',
  'a\u200Bb',
];

test.each(HOSTILE)('%s from people is text in each dialect', (name) => {
  for (const markdown of [inline(name), quoted(name), verbatim(name)]) {
    expect(writeMrkdwn(markdown, COMMANDS)).not.toMatch(/<[!@#h]/);
    expect(JSON.stringify(writeRichText(markdown, COMMANDS))).not.toMatch(/"type":"(user|usergroup|channel|broadcast|link)"/);
  }
  expect(writePlain(inline(name), COMMANDS)).toBe(tidy(name));
});

test('whatever people write can’t be a mention, and no text is empty', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...HOSTILE, '*', '_', '`', '\n', '> ', '- ', '1. ', '```'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const typed = pieces.join('');
      for (const markdown of [typed, inline(typed), quoted(typed), verbatim(typed)]) {
        const parts = writeRichText(markdown, COMMANDS);
        const written = JSON.stringify(parts);
        expect(written).not.toMatch(/"type":"(user|usergroup|channel|broadcast)"/);
        expect(written).not.toContain('"text":""');
        expect(parts.every((part) => part.elements.length > 0)).toBe(true);
        expect(writeMrkdwn(markdown, COMMANDS)).not.toMatch(/<[!@#]/);
      }
    }),
    { numRuns: 300 },
  );
});

test('titles are one line of readable characters, and as long as they may be', () => {
  expect(oneLine(' a\n\u202Eb\u200B  c ', 10)).toBe('a b c');
  expect(oneLine('abcdef', 4)).toBe('abc…');
  expect(oneLine('👩‍👩‍👧 می‌خواهم', 20)).toBe('👩‍👩‍👧 می‌خواهم');
});
