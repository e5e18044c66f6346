import type { Band, Grade } from '../../../src/study/grading/grade.ts';

/** An answer to a question of the pack with what one expert gave it. */
export interface Labelled {
  /** The question's source number, such as `q05`. */
  question_id: string;
  answer_id: string;
  /** How it was written: for diagnosis, never for a grader. */
  style: string;
  answer: string;
  score: number;
  band: Band;
}

export interface Judged {
  label: Labelled;
  grade: Grade;
}

const BANDS: readonly Band[] = ['weak', 'partial', 'strong'];
/** Lists of terms, reversed facts and other subjects: none of them may pass for a good answer. */
const HOSTILE: ReadonlySet<string> = new Set(['stuffing', 'wrong', 'offtopic']);
/** Two answers whose labels lie closer are as good as each other. */
const LEAST_GAP = 20;

/** Of all pairs of answers to one question that the expert tells apart, the share that we order the same way; a tie is half. */
export function pairwise(judged: readonly Judged[]): number {
  const ordered = byQuestion(judged).flatMap((rows) =>
    rows.flatMap((a) =>
      rows.flatMap((b) => (a.label.score - b.label.score < LEAST_GAP ? [] : [a.grade.score > b.grade.score ? 1 : a.grade.score === b.grade.score ? 0.5 : 0])),
    ),
  );
  return mean(ordered);
}

/** Agreement on the band beyond chance, with a miss by two bands four times as bad as by one. 1 is full agreement. */
export function weightedKappa(judged: readonly Judged[]): number {
  const cells = judged.map(({ label, grade }) => [BANDS.indexOf(label.band), BANDS.indexOf(grade.band)] as const);
  const apart = mean(cells.map(([expert, ours]) => (expert - ours) ** 2));
  const byChance = mean(cells.flatMap(([expert]) => cells.map(([, ours]) => (expert - ours) ** 2)));
  return 1 - apart / byChance;
}

/** Hostile answers that got the band strong, or no less than the worst of the strong answers to their question. */
export function violations(judged: readonly Judged[]): string[] {
  return byQuestion(judged).flatMap((rows) => {
    const least = Math.min(...rows.filter(({ label }) => label.band === 'strong').map(({ grade }) => grade.score));
    const passes = ({ label, grade }: Judged) => HOSTILE.has(label.style) && (grade.band === 'strong' || grade.score >= least);
    return rows.filter(passes).map(({ label }) => label.answer_id);
  });
}

function byQuestion(judged: readonly Judged[]): Judged[][] {
  return [...new Set(judged.map(({ label }) => label.question_id))].map((id) => judged.filter(({ label }) => label.question_id === id));
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
