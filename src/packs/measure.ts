import type { Question } from './schema.ts';
import { sentencesOf, wordsOf } from './sentences.ts';

export interface Measures {
  /** Of everything that a learner reads. */
  words: number;
  /** On average, in the model answers: what is read at speed has short ones. */
  wordsASentence: number;
  /** Of the question and its follow-ups. */
  keyPoints: number;
  followUps: number;
  multipleChoice: number;
}

export function measure(question: Question): Measures {
  const { rubric, followUps, quiz, modelAnswer } = question;
  const answers = [modelAnswer, ...followUps.map((followUp) => followUp.modelAnswer)];
  const sentences = answers.flatMap(sentencesOf);
  const inAnswers = answers.reduce((sum, text) => sum + wordsOf(text).length, 0);
  return {
    words: textsOf(question).reduce((sum, text) => sum + wordsOf(text).length, 0),
    wordsASentence: inAnswers / Math.max(1, sentences.length),
    keyPoints: rubric.keyPoints.length + followUps.reduce((sum, followUp) => sum + followUp.rubric.keyPoints.length, 0),
    followUps: followUps.length,
    multipleChoice: quiz.length,
  };
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
