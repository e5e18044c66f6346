import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figures, readable, shortened } from '../../src/pictures/names.ts';

describe('a name is made readable:', () => {
  test.each([
    ['is left alone', 'Ada Lovelace', 'Ada Lovelace'],
    ['keeps every script', 'Łukasz Владимир محمد प्रिया 山田 김', 'Łukasz Владимир محمد प्रिया 山田 김'],
    ['keeps a family, a flag, a skin, a key and a heart', '👨‍👩‍👧‍👦🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽1️⃣❤️', '👨‍👩‍👧‍👦🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽1️⃣❤️'],
    ['keeps what parts Persian letters', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['keeps what joins Indian letters', 'क्\u200dष', 'क्\u200dष'],
    ['loses overrides of direction', '\u202egro.live\u202c \u2066x\u2069', 'gro.live x'],
    ['loses what has no width', 'A\u200bd\u00ada\ufeff', 'Ada'],
    ['loses half a character', 'A\ud800da', 'Ada'],
    ['is one line', ' a\nb\t\u2028c\u0000 ', 'a b c'],
    ['undresses its letters', '𝓐𝓭𝓪 Ｆｕｌｌ ｱﾀﾞ', 'Ada Full アダ'],
    ['piles up no more marks than four', `Z${'\u0351'.repeat(50)}`, `Z${'\u0351'.repeat(4)}`],
    ['is called so if nothing is left', '\u200b\u3164\u2800 \u202e', 'no name'],
  ])('%s', (_, typed, shown) => {
    expect(readable(typed)).toBe(shown);
  });

  test('twice is as good as once, and it is never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const shown = readable(typed);
        expect(shown).not.toBe('');
        expect(shown).not.toMatch(/[\n\r\u202a-\u202e\u2066-\u2069\u200b]/u);
        expect(readable(shown).length).toBeLessThanOrEqual(shown.length);
      }),
    );
  });
});

describe('a name that is too long', () => {
  const upTo = (units: number) => (text: string) => text.length <= units;

  test('is shortened to what fits, by what a reader takes for characters', () => {
    expect(shortened('Bartholomew', upTo(11))).toBe('Bartholomew');
    expect(shortened('Bartholomew', upTo(6))).toBe('Barth…');
    expect(shortened('ab👨‍👩‍👧‍👦cd', upTo(12))).toBe('ab…');
    expect(shortened('A de', upTo(3))).toBe('A…');
    expect(shortened('﷽﷽', upTo(1))).toBe('…');
  });

  test('keeps as much as there is room for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), fc.nat(60), (text, units) => {
        const short = shortened(text, upTo(units + 1));
        expect(short.length).toBeLessThanOrEqual(Math.max(units + 1, 1));
        if (short !== text) expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});

test.each([
  [0, '0'],
  [12_345, '12,345'],
  [9_999_999, '9,999,999'],
  [123_456_789, '123.5M'],
  [7e12, '7T'],
  [1e21, '1.0e+21'],
])('%d in figures is %s', (value, text) => {
  expect(figures(value)).toBe(text);
});
