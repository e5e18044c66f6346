import { type Reading, readingOf } from './reading.ts';
import type { Question } from './schema.ts';
import { wordsOf } from './sentences.ts';

/** How much there is of a question, and how its answers read. */
export interface Measures extends Reading {
  /** Of everything that a learner reads. */
  words: number;
  /** Of the question and its follow-ups. */
  keyPoints: number;
  followUps: number;
  multipleChoice: number;
}

export function measure(question: Question): Measures {
  const { rubric, followUps, quiz } = question;
  return {
    words: textsOf(question).reduce((sum, text) => sum + wordsOf(text).length, 0),
    ...readingOf(answersOf(question)),
    keyPoints: rubric.keyPoints.length + followUps.reduce((sum, followUp) => sum + followUp.rubric.keyPoints.length, 0),
    followUps: followUps.length,
    multipleChoice: quiz.length,
  };
}

/** What is read at speed: the model answers, and of a scenario the way through it. */
export function answersOf({ modelAnswer, followUps, path = [] }: Question): string[] {
  return [modelAnswer, ...followUps.map((followUp) => followUp.modelAnswer), ...path.map(({ text }) => text)];
}

/** What stands on cards: not the words by which the grader looks. */
function textsOf({
  title,
  prompt,
  assumptions,
  hints,
  rubric,
  modelAnswer,
  followUps,
  pitfalls,
  quiz,
  realWorld,
  path = [],
  arithmetic = '',
}: Question): string[] {
  const said = [rubric, ...followUps.map((followUp) => followUp.rubric)].flatMap(({ keyPoints, misconceptions }) => [
    ...keyPoints.flatMap(({ statement, pointer }) => [statement, pointer]),
    ...misconceptions.map(({ statement }) => statement),
  ]);
  return [
    title,
    prompt,
    ...assumptions.flatMap((each) => [each.question, each.answer]),
    ...hints,
    ...said,
    modelAnswer,
    ...followUps.flatMap((followUp) => [followUp.prompt, followUp.hint, followUp.modelAnswer]),
    ...pitfalls.flatMap(({ weak, strong, why }) => [weak, strong, why]),
    ...quiz.flatMap((item) => [item.question, ...item.options.flatMap(({ text, why }) => [text, why])]),
    realWorld.text,
    ...path.map(({ text }) => text),
    arithmetic,
  ];
}
