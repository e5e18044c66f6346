import { describe, expect, test } from 'vitest';
import { askedOf } from '../../src/packs/asked.ts';
import { grade } from '../../src/study/grading/grade.ts';
import { ownLibrary } from '../fakes/people.ts';

const { questions } = await ownLibrary();
const allAsked = questions.flatMap((question) => [undefined, ...question.followUps.map(({ id }) => id)].flatMap((id) => askedOf(question, id) ?? []));

describe.each(allAsked.map((asked) => ({ name: asked.args.join(' '), asked })))('the rubric of $name', ({ asked: { rubric, modelAnswer, question } }) => {
  test('finds the model answer strong', () => {
    const { band, misconceptions } = grade(rubric, modelAnswer);
    expect({ band, misconceptions }).toEqual({ band: 'strong', misconceptions: [] });
  });

  test.each(rubric.keyPoints.map((point) => ({ ...point })))('gives $id for the sentence that says it, and not for the reverse', ({ id, matches, rejects }) => {
    const verdict = (text: string) => grade(rubric, text).points.find(({ point }) => point === id)?.verdict;
    expect({ matches: verdict(matches), rejects: verdict(rejects) }).toEqual({ matches: 'covered', rejects: 'missed' });
  });

  test.each(rubric.misconceptions.map((wrong) => ({ ...wrong })))('notices $id where it is said, and nowhere else', ({ id, matches, rejects }) => {
    const noticed = (text: string) => grade(rubric, text).misconceptions.some(({ misconception }) => misconception === id);
    expect({ matches: noticed(matches), rejects: noticed(rejects) }).toEqual({ matches: true, rejects: false });
  });

  test('does not find the model answers of other questions strong', () => {
    for (const other of questions.filter(({ key }) => key !== question.key)) expect(grade(rubric, other.modelAnswer).band, other.key).not.toBe('strong');
  });
});

test.each(questions.map((question) => ({ ...question })))('$key: what weak candidates say is weak', ({ rubric, pitfalls }) => {
  for (const { weak } of pitfalls) expect(grade(rubric, weak).band, weak).toBe('weak');
});

test.each(questions.map((question) => ({ ...question })))('$key: the right option stands out neither by place nor by length', ({ quiz }) => {
  const places = quiz.map(({ options }) => options.findIndex(({ right }) => right));
  expect(new Set(places).size).toBeGreaterThan(1);
  const longest = quiz.filter(({ options }) =>
    options.every(({ text, right }) => right || text.length < (options.find((each) => each.right)?.text.length ?? 0)),
  );
  expect(longest.length).toBeLessThan(quiz.length);
});
