import { z } from 'zod';
import { id, line } from './fields.ts';
import type { Path } from './parse.ts';

const step = z.strictObject({
  question: id.describe('The id of a question or scenario of this pack.'),
  requires: z.array(id).max(6).default([]).describe('What to know first: ids of questions that stand earlier on the path.'),
});

const stage = z.strictObject({
  id,
  title: line.max(60),
  summary: line.describe('One sentence: what you can do after it.'),
  questions: z.array(step).min(1).describe('In the order in which to take them.'),
});

/** The way through a pack: stages in order, and in each the questions in order. */
export const pathSchema = z.strictObject({ stages: z.array(stage).min(1).max(12) }).superRefine(({ stages }, context) => {
  const seen = new Set<string>();
  const issue = (path: Path, message: string) => context.addIssue({ code: 'custom', path: ['stages', ...path], message });
  stages.forEach((each, index) => {
    if (stages.findIndex((other) => other.id === each.id) < index) issue([index, 'id'], `another stage has the id "${each.id}"`);
    each.questions.forEach(({ question, requires }, at) => {
      requires.forEach((name, which) => {
        if (!seen.has(name)) issue([index, 'questions', at, 'requires', which], `"${name}" does not stand earlier on the path`);
      });
      if (seen.has(question)) issue([index, 'questions', at, 'question'], `"${question}" stands on the path already`);
      seen.add(question);
    });
  });
});

export type StudyPath = z.infer<typeof pathSchema>;

/** What the path names and the pack does not have, each with its place in the file. What is required stands on the path itself. */
export function unknownOn({ stages }: StudyPath, known: ReadonlySet<string>): [Path, string][] {
  return stages.flatMap(({ questions }, index) =>
    questions.flatMap(({ question }, at): [Path, string][] =>
      known.has(question) ? [] : [[['stages', index, 'questions', at, 'question'], `there is no question "${question}"`]],
    ),
  );
}

/** The path without what is not there. */
export function pathAmong({ stages }: StudyPath, known: ReadonlySet<string>): StudyPath {
  const there = (name: string) => known.has(name);
  return {
    stages: stages.map((each) => ({
      ...each,
      questions: each.questions.filter(({ question }) => there(question)).map(({ question, requires }) => ({ question, requires: requires.filter(there) })),
    })),
  };
}
