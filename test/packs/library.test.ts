import { expect, test } from 'vitest';
import { createLibrary } from '../../src/packs/library.ts';
import { ownLibrary } from '../fakes/people.ts';

test('search finds by title, prompt, follow-up and playbook, and forgives typing errors', async () => {
  const library = await ownLibrary();
  const titles = (words: string) => library.search(words).map(({ title }) => title);
  expect(titles('consistent hashing')[0]).toBe('Consistent hashing');
  expect(titles('consistant hashng')[0]).toBe('Consistent hashing');
  expect(titles('idempot')[0]).toBe('Idempotency');
  expect(titles('clarifying')).toContain('Clarifying questions');
  expect(titles('zzzzzz')).toEqual([]);
  expect(titles('')).toEqual([]);
});

test('suggestions continue what is typed, at the start of a word', async () => {
  const library = await ownLibrary();
  const titles = (typed: string) => library.suggest(typed).map(({ title }) => title);
  expect(titles('con')).toContain('Consistent hashing');
  expect(titles('short')).toContain('Design a URL shortener');
  expect(titles('')).toHaveLength(Math.min(25, library.questions.length + library.playbook.length));
  expect(titles('shortner')[0]).toBe('Design a URL shortener');
});

test('a shelf without packs answers everything with nothing', () => {
  const empty = createLibrary([]);
  expect(empty.search('anything')).toEqual([]);
  expect(empty.suggest('a')).toEqual([]);
  expect(empty.question('q05')).toBeUndefined();
});
