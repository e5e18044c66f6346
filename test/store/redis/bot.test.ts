import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { openRedis } from '../../../src/store/redis.ts';
import { collect } from '../../contracts/store-subject.ts';
import { type Running, startQuorum } from '../../environment.ts';
import { freePort, type Server, startServer, until } from './servers.ts';

const ANSWER = 'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.';

async function act(quorum: Running, path: 'command' | 'submit', body: object): Promise<string> {
  const answered = await fetch(`${quorum.address}/play/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ learner: 'ada', id: randomUUID(), ...body }),
  });
  return answered.text();
}
const ask = (quorum: Running) => act(quorum, 'command', { command: 'question', options: { query: 'sd.q05' } });
const answer = (quorum: Running) => act(quorum, 'submit', { route: '1/question/submit/sd.q05', fields: { answer: ANSWER } });

async function start(settings: Readonly<Record<string, string | number>>): Promise<Server> {
  const server = await startServer(settings);
  onTestFinished(() => server.dispose());
  return server;
}

test('two bots on one Redis are one: what one keeps, the other knows', async () => {
  const { port } = await start({ requirepass: 'hunter2' });
  const REDIS_URL = `redis://:hunter2@127.0.0.1:${port}`;
  const [one, two] = await Promise.all([startQuorum({ REDIS_URL }), startQuorum({ REDIS_URL })]);
  expect(one.output()).toContain(`  Data        Redis at 127.0.0.1:${port}\n`);
  expect(await answer(one)).toContain('of 100');
  expect(await answer(two)).toContain('of 100');
  for (const quorum of [one, two]) expect((await quorum.stop()).code).toBe(0);
  const store = openRedis({ kind: 'node', hosts: [{ host: '127.0.0.1', port }], tls: false, password: 'hunter2' }, () => {});
  await store.met;
  const kept = await collect(store.scan('community/web:playground'));
  await store.close();
  expect(kept.filter(({ kind }) => kind === 'log')).toHaveLength(2);
  expect(kept.flatMap((entry) => (entry.kind === 'document' && entry.key.startsWith('membership/') ? [entry.value] : []))).toEqual([
    expect.objectContaining({ answers: 2 }),
  ]);
  expect(one.output() + two.output()).not.toContain('hunter2');
});

test('a bot without its Redis shows questions, hands answers back, and goes on when it is there', async () => {
  const port = await freePort();
  const quorum = await startQuorum({ REDIS_URL: `redis://127.0.0.1:${port}` });
  const where = `Redis at 127.0.0.1:${port}`;
  await until(async () => quorum.output().includes('Ctrl+C stops'));
  expect(quorum.output()).toContain(`  Data        ${where}: not there yet. Nothing can be saved until it is; reading works.\n`);
  expect(quorum.output()).toContain(`${where}: it can not be reached. Nothing can be saved until that is over; trying on.`);
  expect(await ask(quorum)).toContain('hashing');
  const refused = await answer(quorum);
  expect(refused).toContain('I can’t save anything right now');
  expect(refused).toContain('almost every key moves');
  const server = await start({ port });
  await until(async () => (await answer(quorum)).includes('of 100'));
  await server.kill();
  expect(await answer(quorum)).toContain('I can’t save anything right now');
  expect(await ask(quorum)).toContain('hashing');
  expect((await quorum.stop()).code).toBe(0);
  expect(quorum.output()).not.toContain('almost every key');
}, 120_000);

test('a wrong password ends the start in a line', async () => {
  const { port } = await start({ requirepass: 'hunter2' });
  const fault = await startQuorum({ REDIS_URL: `redis://:hunter3@127.0.0.1:${port}` }).then(
    () => 'it started',
    (error: Error) => error.message,
  );
  expect(fault.split('before it was ready:\n')[1]?.trim()).toBe(`Redis at 127.0.0.1:${port}: it does not accept the name and password in REDIS_URL.`);
});
