import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Verdict } from '../study/grading/verdicts.ts';
import { documentSchema } from './document.ts';
import type { Records } from './records.ts';

/** What a judge was asked about: the same again gets the same verdicts. */
export interface Judged {
  /** Of the learner, made comparable. Only its hash is kept. */
  text: string;
  /** The question's key, with the follow-up's id. */
  question: string;
  rubricVersion: number;
  model: string;
}

const KEY = 'verdicts';

/** Offsets in place of quotes: whoever deletes an answer leaves nothing of it here. */
const judgementSchema = documentSchema({
  v: z.literal(1),
  verdicts: z.array(documentSchema({ point: z.string(), verdict: z.enum(['covered', 'partly', 'contradicted']), from: z.int().min(0), end: z.int().min(0) })),
});

/** `undefined`: not asked yet. One round trip. */
export async function readVerdicts({ store }: Records, about: Judged): Promise<readonly Verdict[] | undefined> {
  const document = (await store.read(partitionOf(about), { documents: [KEY] })).documents[KEY];
  return document && judgementSchema.parse(document.value).verdicts;
}

/** Keeps the verdicts, for good, unless others were quicker: answers those that count. */
export async function keepVerdicts(records: Records, about: Judged, verdicts: readonly Verdict[]): Promise<readonly Verdict[]> {
  const value = judgementSchema.parse({ v: 1, verdicts });
  const committed = await records.store.commit(partitionOf(about), { expect: { [KEY]: 0 }, put: { [KEY]: value } });
  return committed.outcome === 'conflict' ? ((await readVerdicts(records, about)) ?? verdicts) : verdicts;
}

/** A partition of its own, which nothing links to a person or a community. */
function partitionOf({ text, question, rubricVersion, model }: Judged): string {
  return `judgement/${createHash('sha256')
    .update(JSON.stringify([question, rubricVersion, model, text]))
    .digest('hex')}`;
}
