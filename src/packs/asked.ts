import type { Rubric } from '../study/rubric.ts';
import type { FollowUp, Question } from './schema.ts';

/** What a learner is asked: a question, or one of its follow-ups. */
export interface Asked {
  question: Question;
  followUp?: FollowUp;
  /** From 1, of `question.followUps`; absent for the question itself. */
  step?: number;
  /** Of the question, with the follow-up's number. */
  title: string;
  prompt: string;
  hints: readonly string[];
  rubric: Rubric;
  modelAnswer: string;
  /** What a route needs to find it again. */
  args: readonly string[];
}

/** `undefined` where the question has no such follow-up. */
export function askedOf(question: Question, followUpId?: string): Asked | undefined {
  if (followUpId === undefined) {
    const { title, prompt, hints, rubric, modelAnswer } = question;
    return { question, title, prompt, hints, rubric, modelAnswer, args: [question.key] };
  }
  const index = question.followUps.findIndex((each) => each.id === followUpId);
  const followUp = question.followUps[index];
  if (!followUp) return undefined;
  const { prompt, hint, rubric, modelAnswer } = followUp;
  return {
    question,
    followUp,
    step: index + 1,
    title: `${question.title}, follow-up ${index + 1}`,
    prompt,
    hints: [hint],
    rubric,
    modelAnswer,
    args: [question.key, followUp.id],
  };
}
