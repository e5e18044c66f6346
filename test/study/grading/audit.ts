import { createHash } from 'node:crypto';
import type { Judged } from './agreement.ts';

/** A credit that an answer got, with the words that earned it. */
export interface Credit {
  answer: string;
  point: string;
  evidence: string;
}

/**
 * Some of all credits that were given, for a person to say whether the quoted words really say the point. Drawn by a hash of answer,
 * point and seed, so that a change of the grader changes the sample only where it changes credits.
 */
export function drawCredits(judged: readonly Judged[], seed: number, size: number): Credit[] {
  const all = judged.flatMap(({ label, grade }) =>
    grade.points.flatMap(({ point, credit, evidence = '' }) => (credit > 0 ? [{ answer: label.answer_id, point, evidence }] : [])),
  );
  const rank = ({ answer, point }: Credit) => createHash('sha256').update(`${seed} ${answer} ${point}`).digest('hex');
  return all
    .map((credit) => ({ credit, rank: rank(credit) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ credit }) => credit);
}

/** A line of docs/grading-audit.md; `?` is one that nobody has judged yet. */
export type Verdict = 'right' | 'wrong' | '?';

/** The sample as a table, with the verdicts of `before`, which is the table as it was. */
export function auditTable(credits: readonly Credit[], statementOf: (credit: Credit) => string, before: string): string {
  const known = new Map(readTable(before).map(({ key, verdict }) => [key, verdict]));
  const rows = credits.map((credit) => {
    const cells = [credit.answer, `${credit.point}: ${statementOf(credit)}`, `“${credit.evidence}”`].map(cell);
    return [...cells, known.get(cells.join(' ')) ?? '?'];
  });
  return [['answer', 'key point', 'credited for', 'verdict'], ['---', '---', '---', '---'], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export function verdicts(table: string): Verdict[] {
  return readTable(table).map(({ verdict }) => verdict);
}

function readTable(table: string): { key: string; verdict: Verdict }[] {
  return table.split('\n').flatMap((line) => {
    const [, ...cells] = line.split(' | ').map((each) => each.replace(/^\| | \|$/g, ''));
    const first = line.split(' | ')[0]?.replace(/^\| /, '');
    const verdict = cells.pop();
    return first !== undefined && (verdict === 'right' || verdict === 'wrong' || verdict === '?') ? [{ key: [first, ...cells].join(' '), verdict }] : [];
  });
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '/');
}
