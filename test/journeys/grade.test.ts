import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../environment.ts';

const ANSWER = 'With modulo almost every key moves when a server is added. On a ring a key belongs to the next server clockwise, so only a small share moves.';

async function run(input: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/grade.js'), ...args], { stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

test('answers come in as lines and go out as grades, in order; what can’t be graded is said, and is no end', async () => {
  const lines = [
    { question_id: 'q05', answer_id: 'a', answer: ANSWER },
    { question_id: '5', answer_id: 7, answer: '' },
    { question_id: 'q99', answer_id: 'c', answer: ANSWER },
    { question_id: 'consistent-hashing', answer_id: 'd', follow_up: 1, answer: ANSWER },
    { question_id: 'sd.q05', answer: ANSWER },
    { question_id: 'q05', answer_id: 'e', follow_up: 'none', answer: ANSWER },
    { question_id: 'q5', answer_id: 'f', answer: 'x'.repeat(40_000) },
  ].map((each) => JSON.stringify(each));
  const { code, out, err } = await run(`${lines.join('\n')}\n\n{"half\n`);
  const grades = out
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each));
  expect(code).toBe(0);
  expect(grades.map(({ question_id, answer_id, band }) => [question_id, answer_id, band])).toEqual([
    ['q05', 'a', expect.stringMatching(/weak|partial/)],
    ['5', 7, 'weak'],
    ['consistent-hashing', 'd', 'weak'],
    ['q5', 'f', 'weak'],
  ]);
  const quotes = grades[0].points.filter(({ credit }: { credit: number }) => credit > 0).map(({ evidence }: { evidence: string }) => evidence);
  expect(quotes.length).toBeGreaterThan(0);
  for (const quote of quotes) expect(ANSWER).toContain(quote);
  expect(err.trim().split('\n')).toEqual([
    'Line 3: there is no question "q99".',
    expect.stringMatching(/^Line 5: answer_id: /),
    'Line 6: consistent-hashing has no follow-up "none".',
    expect.stringMatching(/^Line 9: this is no JSON/),
  ]);
});

test('--explain says it for people', async () => {
  const { out } = await run(JSON.stringify({ question_id: 'q05', answer_id: 'a', answer: ANSWER }), '--explain');
  expect(out).toMatch(/^Consistent hashing, answer a: \d+ of 100, /);
  expect(out).toContain('“With modulo almost every key moves when a server is added.”');
  expect(out).toContain('not found: “');
});

test('an unknown option gets the usage', async () => {
  expect(await run('', '--loud')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: npm run -s grade') });
});
