import { expect, test } from 'vitest';
import { hardToRead, readingOf } from '../../src/packs/reading.ts';

test('short words in short sentences are easy, and long ones are hard', () => {
  const easy = readingOf(['The cat sat on the mat. It was glad to be warm.']);
  expect(easy.wordsASentence).toBe(6);
  expect(easy.ease).toBeGreaterThan(100);
  expect(readingOf(['Asynchronous replication necessitates reconciliation.']).ease).toBeLessThan(0);
});

test('a list item is a sentence, numbers are no words, and code is a short one', () => {
  expect(readingOf(['Take these:\n\n- one box\n- two very big boxes\n- 12,000']).wordsASentence).toBeCloseTo(8 / 3);
  expect(readingOf(['Call `createAsynchronousReplicationReconciliator()` now.']).ease).toBeGreaterThan(60);
  expect(readingOf(['Do this.\n\n```\nfor (const each of everything.that.there.is) reconcile(each)\n```']).wordsASentence).toBe(2);
});

test('nothing to read is not hard to read', () => {
  expect(hardToRead([])).toEqual([]);
});
