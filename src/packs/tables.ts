import { LEVELS } from '../study/rubric.ts';
import type { DrillTemplate } from './drill-schema.ts';
import { measure } from './measure.ts';
import type { Pack, Question } from './schema.ts';
import { wordsOf } from './sentences.ts';

// What there is in packs, for who writes them.

/** How much of everything. */
export function totalsTable(packs: readonly Pack[]): string {
  const questions = packs.flatMap((pack) => pack.questions);
  const measures = questions.map(measure);
  const total = (pick: (each: (typeof measures)[number]) => number) => measures.reduce((sum, each) => sum + pick(each), 0);
  const besides = packs.flatMap(({ playbook, glossary }) => [...playbook.map(({ body }) => body), ...glossary.map(({ definition }) => definition)]);
  const rows: [string, number][] = [
    ['items', questions.length],
    ['  scenarios among them', questions.filter(({ path }) => path !== undefined).length],
    ['words', total(({ words }) => words) + besides.reduce((sum, text) => sum + wordsOf(text).length, 0)],
    ['key points', total(({ keyPoints }) => keyPoints)],
    ['follow-ups', total(({ followUps }) => followUps)],
    ['multiple choice', total(({ multipleChoice }) => multipleChoice)],
    ['diagrams', questions.length],
    ['drills', packs.flatMap(({ drills }) => drills).length],
    ['playbook sections', packs.flatMap(({ playbook }) => playbook).length],
    ['glossary terms', packs.flatMap(({ glossary }) => glossary).length],
    ['stages of the path', packs.flatMap(({ path }) => path?.stages ?? []).length],
  ];
  return inColumns(rows.map(([name, count]) => [name, count.toLocaleString('en')]));
}

/** A line for each question and scenario: how much, and how hard to read. */
export function itemsTable(questions: readonly Question[]): string {
  const head = ['item', 'words', 'words a sentence', 'reading ease', 'key points', 'follow-ups', 'multiple choice'];
  const rows = questions.map((question) => {
    const { words, wordsASentence, ease, keyPoints, followUps, multipleChoice } = measure(question);
    return [`${question.key} ${question.title}`, words, wordsASentence.toFixed(1), ease.toFixed(0), keyPoints, followUps, multipleChoice].map(String);
  });
  return inColumns([head, ...rows]);
}

/** A line for each kind of drill. */
export function drillsTable(drills: readonly DrillTemplate[]): string {
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
  return inColumns([['drills', 'templates', ...LEVELS, 'steps'], ...[...rows, row(`${kinds.length} kinds`, drills)].map((cells) => cells.map(String))]);
}

/** The first column to the left, numbers to the right. */
function inColumns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) => line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')).join('\n');
}
