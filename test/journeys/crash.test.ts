import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { type Running, startQuorum, tempFolder } from '../environment.ts';

const ANSWER = 'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.';
const LEARNERS = ['ada', 'grace', 'linus', 'margaret', 'edsger'];
const ROUNDS = 12;

interface Sent {
  id: string;
  learner: string;
}

/** Whether it was acknowledged: with its grade, before the process died. */
async function send(quorum: Running, { id, learner }: Sent): Promise<boolean> {
  const text = await post(`${quorum.address}/play/submit`, { learner, id, route: '1/question/submit/sd.q05', fields: { answer: ANSWER } });
  return text.includes('of 100');
}

/** What came until the connection was over, however it ended: `fetch` may wait for ever for a process that was killed. */
function post(address: string, body: object): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const sent = request(address, { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', () => {});
    });
    sent.on('error', () => {});
    sent.on('close', () => resolve(text));
    sent.end(JSON.stringify(body));
  });
}

/** The answers that are kept, and the ledger entries about them. */
async function kept(directory: string): Promise<{ documents: string[]; entries: string[]; answers: number }> {
  const store = openSqlite(directory);
  const documents: string[] = [];
  const entries: string[] = [];
  let answers = 0;
  for await (const entry of store.scan('community/web:playground')) {
    if (entry.kind === 'document' && entry.key.startsWith('answer/')) documents.push(entry.key.slice('answer/'.length));
    if (entry.kind === 'log') entries.push((entry.value as { id: string }).id);
    if (entry.kind === 'document' && entry.key.startsWith('membership/')) answers += (entry.value as { answers: number }).answers;
  }
  await store.close();
  return { documents: documents.sort(), entries: entries.sort(), answers };
}

test('killed at any moment, it keeps every answer that it acknowledged, whole, and counts none twice', async () => {
  const DATA_DIR = await tempFolder();
  const acknowledged = new Set<string>();
  let lost = 0;
  const all: Sent[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const quorum = await startQuorum({ DATA_DIR });
    const again = all.filter(({ id }) => !acknowledged.has(id));
    const sent = [...again, ...LEARNERS.map((learner) => ({ id: randomUUID(), learner }))];
    all.push(...sent.slice(again.length));
    const sending = sent.map(async (each) => {
      if (await send(quorum, each)) acknowledged.add(each.id);
      else lost++;
    });
    // Each round dies a little later in the work: before any answer came, after one, after two …
    await Promise.all(sending.slice(0, round % (LEARNERS.length + 1)));
    await quorum.stop('SIGKILL');
    await Promise.all(sending);
  }
  const beforeTheEnd = acknowledged.size;
  expect(await kept(DATA_DIR).then(({ entries }) => entries.length)).toBeGreaterThanOrEqual(beforeTheEnd);
  // As a platform does that got no answer, and for good measure also where it got one.
  const last = await startQuorum({ DATA_DIR });
  for (const each of all) expect(await send(last, each)).toBe(true);
  await last.stop();
  const { documents, entries, answers } = await kept(DATA_DIR);
  expect(documents).toEqual(entries);
  expect(entries).toHaveLength(all.length);
  expect(answers).toBe(all.length);
  // It did die in the middle of the work.
  expect(beforeTheEnd).toBeGreaterThan(0);
  expect(lost).toBeGreaterThan(0);
});
