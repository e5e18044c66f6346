import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createLibrary } from './packs/library.ts';
import { lintQuestion } from './packs/lint.ts';
import { loadPacks } from './packs/load.ts';
import { measure } from './packs/measure.ts';
import type { Question } from './packs/schema.ts';

// npm run content: checks the packs of a folder, or single questions of them, and prints what is to mend and what there is.

interface Found {
  file: string;
  place: string;
  message: string;
}

async function check(folder: string, names: readonly string[]): Promise<number> {
  const { packs, mistakes } = await loadPacks(folder);
  const library = createLibrary(packs);
  const unknown = names.find((name) => !library.question(name));
  if (unknown !== undefined && mistakes.length === 0) {
    process.stderr.write(`There is no question "${unknown}" in ${folder}. Say an id, a key or a number of the source.\n`);
    return 2;
  }
  const wanted = names.length === 0 ? library.questions : names.flatMap((name) => library.question(name) ?? []);
  const files = await filesByKey(folder);
  const found = [
    ...mistakes.map(({ file, line, field, message }): Found => ({ file: `${file}:${line}`, place: field, message })),
    ...wanted.flatMap((question) =>
      lintQuestion(question, library.questions).map((finding): Found => ({ file: files.get(question.key) ?? question.key, ...finding })),
    ),
  ];
  for (const { file, place, message } of found) process.stdout.write(`${relative(process.cwd(), file)} ${place}: ${message}\n`);
  if (names.length === 0) process.stdout.write(`${tableOf(library.questions, library.playbook.length)}\n`);
  process.stdout.write(found.length === 0 ? 'Nothing to mend.\n' : `${found.length} to mend.\n`);
  return found.length === 0 ? 0 : 1;
}

async function filesByKey(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  const keyed = await Promise.all(files.map(async (file) => [/^key: *(\S+)/m.exec(await readFile(file, 'utf8'))?.[1] ?? '', file] as const));
  return new Map(keyed);
}

function tableOf(questions: readonly Question[], sections: number): string {
  const columns = ['words', 'words a sentence', 'key points', 'follow-ups', 'multiple choice', 'diagrams'] as const;
  const rows = questions.map((question) => ({ name: `${question.key} ${question.title}`, ...measure(question) }));
  const total = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const lines = [
    ...rows.map((row) => [row.name, row.words, row.wordsASentence.toFixed(1), row.keyPoints, row.followUps, row.multipleChoice, 1]),
    [
      `${rows.length} items, ${sections} playbook sections`,
      total(({ words }) => words),
      (total(({ wordsASentence }) => wordsASentence) / Math.max(1, rows.length)).toFixed(1),
      total(({ keyPoints }) => keyPoints),
      total(({ followUps }) => followUps),
      total(({ multipleChoice }) => multipleChoice),
      rows.length,
    ],
  ].map((row) => row.map(String));
  const head = ['item', ...columns];
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((row) => (row[at] ?? '').length)));
  const inLine = (cells: readonly string[]) => cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [inLine(head), ...lines.map(inLine)].join('\n');
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { folder: { type: 'string', default: 'content' } } });
process.exitCode = await check(values.folder, positionals);
