import type { Level } from '../study/rubric.ts';
import type { Library } from './library.ts';
import type { Question } from './schema.ts';

/** What a community has chosen to be asked about: everything where it has chosen nothing. */
export interface Chosen {
  topics?: readonly string[];
  levels?: readonly Level[];
}

export function enabledQuestions({ questions }: Library, { topics, levels }: Chosen): Question[] {
  return questions.filter(({ topic, level }) => (topics?.includes(topic) ?? true) && (levels?.includes(level) ?? true));
}
