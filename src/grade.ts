import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Asked, askedOf } from './packs/asked.ts';
import { createLibrary, type Library } from './packs/library.ts';
import { type Grade, grade } from './study/grading/grade.ts';

// npm run -s grade: answers as JSON lines on standard input, their grades as JSON lines on standard output. What can't be graded is
// said on standard error, and the rest goes on.

const name = z.union([z.string(), z.number()]);
const line = z.object({
  question_id: name,
  answer_id: name,
  /** The id or the number of a follow-up. */
  follow_up: name.optional(),
  answer: z.string(),
});
type Line = z.infer<typeof line>;

const USAGE = `Usage: npm run -s grade < answers.jsonl > grades.jsonl
Each line: {"question_id": "q05", "answer_id": "a1", "answer": "…"}, with a slug, a short key or a number of the pack's source as
the question, and "follow_up": "hot-key" or 1 where it is about a follow-up.
--explain  says it for people, point by point`;

async function gradeLines(library: Library, isExplained: boolean): Promise<void> {
  let number = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim() === '') continue;
    const read = readLine(library, text);
    if (typeof read === 'string') process.stderr.write(`Line ${number}: ${read}\n`);
    else await print(isExplained ? explained(read.asked, read.given) : `${JSON.stringify(graded(read.asked, read.given))}\n`);
  }
}

/** The sentence that says what is wrong with the line, or what it asks for. */
function readLine(library: Library, text: string): string | { asked: Asked; given: Line } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'this is no JSON. Expected an object with question_id, answer_id and answer, in one line.';
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) return `${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ')}.`;
  const given = parsed.data;
  const question = library.question(String(given.question_id));
  if (!question) return `there is no question "${shortened(given.question_id)}".`;
  const followUp = given.follow_up === undefined ? undefined : (question.followUps[Number(given.follow_up) - 1]?.id ?? String(given.follow_up));
  const asked = askedOf(question, followUp);
  return asked ? { asked, given } : `${question.id} has no follow-up "${shortened(given.follow_up ?? '')}".`;
}

function graded(asked: Asked, { question_id, answer_id, follow_up, answer }: Line) {
  const { score, band, points, misconceptions, remark } = grade(asked.rubric, answer);
  return {
    question_id,
    answer_id,
    ...(follow_up === undefined ? {} : { follow_up }),
    score,
    band,
    points: points.map(({ point, credit, evidence = '' }) => ({ point, credit: Math.round(100 * credit) / 100, evidence })),
    misconceptions,
    ...(remark === undefined ? {} : { remark }),
  };
}

function explained(asked: Asked, { answer_id, answer }: Line): string {
  const result = grade(asked.rubric, answer);
  const points = asked.rubric.keyPoints.flatMap((point, at) => {
    const found = result.points[at];
    return found ? [`  ${found.verdict.padEnd(7)}  ${point.statement}`, ...reasons(found).map((reason) => `           ${reason}`)] : [];
  });
  const wrong = result.misconceptions.flatMap(({ misconception, evidence }) => {
    const known = asked.rubric.misconceptions.find(({ id }) => id === misconception);
    return known ? [`  wrong    ${known.statement}`, `           “${onOneLine(evidence)}”`] : [];
  });
  const remark = result.remark === undefined ? '' : ` (${result.remark})`;
  return [`${asked.title}, answer ${answer_id}: ${result.score} of 100, ${result.band}${remark}`, ...points, ...wrong, '', ''].join('\n');
}

function reasons({ verdict, evidence, missing = [], cancelledBy }: Grade['points'][number]): string[] {
  const lacks = missing.map((each) => `“${each}”`).join(' and ');
  return [
    ...(evidence === undefined ? [] : [`“${onOneLine(evidence)}”`]),
    ...(verdict !== 'covered' && lacks !== '' ? [`not found: ${lacks}, or other words for it`] : []),
    ...(cancelledBy === undefined ? [] : [`taken away by ${cancelledBy}`]),
  ];
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function shortened(name: string | number): string {
  const text = String(name);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Waits while the reader is slower. */
function print(text: string): Promise<void> {
  return new Promise((done) => {
    if (process.stdout.write(text)) done();
    else process.stdout.once('drain', done);
  });
}

function readArguments(): { explain: boolean } | undefined {
  try {
    return { explain: parseArgs({ options: { explain: { type: 'boolean', default: false } } }).values.explain };
  } catch {
    return undefined;
  }
}

const asksFor = readArguments();
if (asksFor === undefined || process.stdin.isTTY) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  const packs = JSON.parse(await readFile(join(dirname(fileURLToPath(import.meta.url)), 'packs.json'), 'utf8'));
  await gradeLines(createLibrary(packs), asksFor.explain);
}
