import { z } from 'zod';
import { StoreUnavailable } from '../store/store.ts';
import type { Practice } from '../study/selection.ts';
import { documentSchema } from './document.ts';
import { type AccountId, learnerPartition } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

const KEY = 'practice';

const practiceSchema = documentSchema({
  v: z.literal(1),
  seen: z.record(z.string(), z.number()),
  best: z.record(z.string(), z.number()),
});

/** What a learner has met so far. One round trip. */
export async function readPractice(records: Records, account: AccountId): Promise<Practice> {
  return (await read(records, account)).practice;
}

/**
 * Notes that a question was shown, and its score where it was answered. Doing it twice changes nothing.
 * Never fails for want of the store: a note that is lost only shows a question once more, so a full disk keeps nobody from reading.
 */
export async function notePractice(records: Records, account: AccountId, question: string, at: number, score?: number): Promise<void> {
  try {
    await commitPractice(records, account, question, at, score);
  } catch (fault) {
    if (!(fault instanceof StoreUnavailable)) throw fault;
  }
}

async function commitPractice(records: Records, account: AccountId, question: string, at: number, score: number | undefined): Promise<void> {
  await untilCommitted(async () => {
    const { practice, version } = await read(records, account);
    const seen = { ...practice.seen, [question]: Math.max(at, practice.seen[question] ?? 0) };
    const best = score === undefined ? practice.best : { ...practice.best, [question]: Math.max(score, practice.best[question] ?? 0) };
    const committed = await records.store.commit(learnerPartition(account), { expect: { [KEY]: version }, put: { [KEY]: { ...practice, seen, best } } });
    return { committed, result: undefined };
  });
}

async function read(records: Records, account: AccountId) {
  const document = (await records.store.read(learnerPartition(account), { documents: [KEY] })).documents[KEY];
  const practice: z.infer<typeof practiceSchema> = document ? practiceSchema.parse(document.value) : { v: 1, seen: {}, best: {} };
  return { practice, version: document?.version ?? 0 };
}
