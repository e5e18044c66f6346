import { expect, test } from 'vitest';
import type { Challenge } from '../../src/records/challenge.ts';
import { markPosted, markUnknown } from '../../src/records/occurrence.ts';
import { rebuild } from '../../src/records/rebuild.ts';
import { answered, arrange, challengeOn, NOON, openRecords, PARTITION } from '../fakes/answers.ts';

test('what becomes of a challenge stands in the ledger, once for each change', async () => {
  const records = await openRecords();
  const { postedAt: _, ...pending } = challengeOn('2026-11-23', 'daily');
  await arrange(records, { challenges: [challengeOn('2026-11-20', 'before'), pending as Challenge] });
  await markUnknown(records, PARTITION, '2026-11-23', NOON);
  await markPosted(records, PARTITION, '2026-11-23', NOON + 1, { message: 'message' });
  await markPosted(records, PARTITION, '2026-11-23', NOON + 2, { message: 'message' });
  await answered(records, 'Ada', NOON + 3, { question: 'daily' });
  const entries = [];
  for await (const entry of records.store.scan(PARTITION)) if (entry.kind === 'log') entries.push(entry.value);
  expect(entries).toMatchObject([
    { kind: 'challenge', date: '2026-11-23', unknownAt: NOON },
    { kind: 'challenge', date: '2026-11-23', postedAt: NOON + 1 },
    { kind: 'answer', challenge: '2026-11-23' },
  ]);
  expect(entries[1]).not.toHaveProperty('unknownAt');
  expect((await rebuild(records, PARTITION, NOON + 4)).differences).toEqual([]);
});
