import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { DrillTemplate } from './packs/drill-schema.ts';
import { createLibrary } from './packs/library.ts';
import { type Finding, lintQuestion } from './packs/lint.ts';
import { lintDrill } from './packs/lint-drill.ts';
import { loadPacks } from './packs/load.ts';
import { measure } from './packs/measure.ts';
import type { Question } from './packs/schema.ts';
import { LEVELS } from './study/rubric.ts';

// npm run content: checks the packs of a folder, or single questions and drills of them, and prints what is to mend and what there is.

interface Found {
  file: string;
  place: string;
  message: string;
}

async function check(folder: string, names: readonly string[]): Promise<number> {
  const { packs, mistakes } = await loadPacks(folder);
  const library = createLibrary(packs);
  const drills = packs.flatMap((pack) => pack.drills);
  const drill = (name: string) => drills.find(({ key, id }) => key === name || id === name);
  const unknown = names.find((name) => !library.question(name) && !drill(name));
  if (unknown !== undefined && mistakes.length === 0) {
    process.stderr.write(`There is no question or drill "${unknown}" in ${folder}. Say an id, a key or a number of the source.\n`);
    return 2;
  }
  const isAll = names.length === 0;
  // An id may name a question and a drill: then both are meant.
  const questions = isAll ? library.questions : names.flatMap((name) => library.question(name) ?? []);
  const wanted = isAll ? drills : names.flatMap((name) => drill(name) ?? []);
  const files = await filesByKey(folder);
  const at = (key: string) => (finding: Finding) => ({ file: files.get(key) ?? key, ...finding });
  const found: Found[] = [
    ...mistakes.map(({ file, line, field, message }) => ({ file: `${file}:${line}`, place: field, message })),
    ...questions.flatMap((question) => lintQuestion(question, library.questions).map(at(question.key))),
    ...wanted.flatMap((each) => lintDrill(each).map(({ place, message }) => at(each.key)({ place: `${each.key} ${place}`, message }))),
  ];
  for (const { file, place, message } of found) process.stdout.write(`${relative(process.cwd(), file)} ${place}: ${message}\n`);
  if (isAll) process.stdout.write(`${tableOf(library.questions, library.playbook.length)}\n\n${drillTableOf(drills)}\n`);
  process.stdout.write(found.length === 0 ? 'Nothing to mend.\n' : `${found.length} to mend.\n`);
  return found.length === 0 ? 0 : 1;
}

async function filesByKey(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  const keyed = await Promise.all(
    files.map(async (file) => [...(await readFile(file, 'utf8')).matchAll(/^[ -]*key: *(\S+)/gm)].map(([, key]) => [key ?? '', file] as const)),
  );
  return new Map(keyed.flat());
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
  ];
  return inColumns(['item', ...columns], lines);
}

function drillTableOf(drills: readonly DrillTemplate[]): string {
  const kinds = [...new Set(drills.map(({ kind }) => kind))];
  const row = (name: string, some: readonly DrillTemplate[]) => [
    name,
    some.length,
    ...LEVELS.map((level) => some.filter((drill) => drill.level === level).length),
    some.reduce((sum, { steps }) => sum + steps.length, 0),
  ];
  const rows = kinds.map((kind) =>
    row(
      kind,
      drills.filter((drill) => drill.kind === kind),
    ),
  );
  return inColumns(['drills', 'templates', ...LEVELS, 'steps'], [...rows, row(`${kinds.length} kinds`, drills)]);
}

function inColumns(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(...lines.map((row) => (row[at] ?? '').length)));
  return lines.map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')).join('\n');
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { folder: { type: 'string', default: 'content' } } });
process.exitCode = await check(values.folder, positionals);
