import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../../src/study/grading/sentences.ts';

const split = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end));

describe('a text splits into sentences', () => {
  test.each<[string, string, string[]]>([
    ['at stops', 'It is full. Is it? Yes! Good', ['It is full.', 'Is it?', 'Yes!', 'Good']],
    ['in lower case too', 'says no. then it is not there', ['says no.', 'then it is not there']],
    ['not after abbreviations', 'Use a store, e.g. Redis, vs. a file, i.e. a disk. Done', ['Use a store, e.g. Redis, vs. a file, i.e. a disk.', 'Done']],
    [
      'after "etc." before a capital',
      'Redis, Kafka, etc. The next one. And Redis etc. are fast',
      ['Redis, Kafka, etc.', 'The next one.', 'And Redis etc. are fast'],
    ],
    ['not in decimals', 'It takes 9.6 bits. Node.js 20.1 is fine', ['It takes 9.6 bits.', 'Node.js 20.1 is fine']],
    ['not in inline code', 'Call `a. b! c` first. Then wait', ['Call `a. b! c` first.', 'Then wait']],
    ['where a blank was forgotten', 'It moves the keys.Then it waits', ['It moves the keys.', 'Then it waits']],
    ['at bullets, without their marks', '- one\n* two\n1. three\n2) four\n• five', ['one', 'two', 'three', 'four', 'five']],
    ['at line ends', 'Reads:\nfast path\n\nslow path', ['Reads:', 'fast path', 'slow path']],
    [
      'not at the wraps of pasted text',
      'This line was wrapped by an editor at the\nend of its width. Next',
      ['This line was wrapped by an editor at the\nend of its width.', 'Next'],
    ],
    ['with a code fence as one', 'Before\n```\nGET a. b\nSET c\n```\nAfter', ['Before', 'GET a. b\nSET c', 'After']],
    ['with three ticks in one line as text', 'Yes\n```It moves```\nNo', ['Yes', '```It moves```', 'No']],
    ['with the closing quote', 'He says "no." Then she goes', ['He says "no."', 'Then she goes']],
    ['without those that say nothing', '---\n\n🙂\n...\nword', ['word']],
  ])('%s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test('a very long one is cut at a comma', () => {
    const clause = 'the server moves the key to another server, ';
    const pieces = split(clause.repeat(20));
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(320);
    expect(pieces[0]).toMatch(/,$/);
  });

  test('in order, without overlap, losing no letter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'Bc', '.', ' ', '\n', '- ', '`', '\n```\n', '?', ', ', '3.5', 'e.g. ', 'م', '🙂'), maxLength: 400 }),
        (text) => {
          const spans = sentences(text);
          for (const [at, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
          const letters = (part: string): string => part.replace(/[^\p{L}]/gu, '');
          expect(letters(split(text).join(''))).toBe(letters(text));
        },
      ),
    );
  });
});
