import { describe, expect, test } from 'vitest';
import { lintQuestion } from '../../src/packs/lint.ts';
import type { Question } from '../../src/packs/schema.ts';
import { ownLibrary } from '../fakes/people.ts';

const { questions } = await ownLibrary();
const sound = questions.find(({ key }) => key === 'sd.q05') as Question;

/** What is found once the question is changed: `place: message`. */
function findings(change: (question: Question) => void): string[] {
  const changed = structuredClone(sound);
  change(changed);
  return lintQuestion(changed, questions).map(({ place, message }) => `${place}: ${message}`);
}

describe('is named, with the place and what to do about it', () => {
  test('an example that does not earn its point', () => {
    const first = sound.rubric.keyPoints[0]?.id;
    const found = findings(({ rubric: { keyPoints } }) => Object.assign(keyPoints[0] ?? {}, { matches: 'Birds sing in the trees.' }));
    expect(found).toEqual([
      expect.stringMatching(new RegExp(`^rubric.keyPoints.${first}: the sentence of "matches" does not earn it. Not found: ".+ Add its wording`)),
    ]);
  });

  test('a reversed example that earns it', () => {
    const found = findings(({ rubric: { keyPoints } }) => Object.assign(keyPoints[0] ?? {}, { rejects: keyPoints[0]?.matches }));
    expect(found).toEqual([expect.stringContaining('the sentence of "rejects" earns it. Take out')]);
  });

  test('a single group that others say too', () => {
    const found = findings(({ rubric: { keyPoints } }) => Object.assign(keyPoints[0] ?? {}, { groups: [['server', 'key', 'almost']] }));
    expect(found).toContainEqual(expect.stringContaining('its only group also stands in the model answer of'));
  });

  test('a misconception that is not noticed, or seen where none is', () => {
    const found = findings(({ rubric: { misconceptions } }) => {
      const [one] = misconceptions;
      if (one) [one.matches, one.rejects] = [one.rejects, one.matches];
    });
    expect(found).toEqual([expect.stringContaining('is not noticed. Add'), expect.stringContaining('is taken for it. Make the groups narrower')]);
  });

  test('too few misconceptions', () => {
    expect(findings(({ rubric }) => rubric.misconceptions.splice(1))).toContainEqual(
      'rubric: expected at least 2 misconceptions: what do people wrongly believe here?',
    );
  });

  test('a model answer that is not strong', () => {
    const found = findings((question) => Object.assign(question, { modelAnswer: 'I would think about it for a while, and then I would ask somebody.' }));
    expect(found).toEqual([expect.stringMatching(/^rubric: the model answer gets 0, weak; expected strong. Not found: /)]);
  });

  test('a rubric that another question’s model answer fulfils', () => {
    const loose = [['a', 'the', 'it', 'with', 'for', 'and']];
    const found = findings(({ rubric: { keyPoints } }) => {
      for (const point of keyPoints) Object.assign(point, { groups: loose });
    });
    expect(found).toContainEqual(expect.stringMatching(/^rubric: the model answer of sd.q02 gets \d+ here. Make these points narrower/));
  });

  test('a weak candidate who earns too much', () => {
    const found = findings((question) => Object.assign(question.pitfalls[0] ?? {}, { weak: question.modelAnswer }));
    expect(found).toEqual([expect.stringMatching(/^pitfalls.0.weak: what a weak candidate says gets \d+/)]);
  });

  test('a right option that stands out', () => {
    const found = findings(({ quiz }) => {
      for (const { options } of quiz) {
        options.sort((a, b) => Number(b.right) - Number(a.right));
        for (const option of options) if (option.right) option.text = 'x'.repeat(150);
      }
    });
    expect(found).toEqual(['quiz: the right option stands at the same place in every item. Move some.', expect.stringContaining('mostly the longest')]);
  });

  test('answers that are hard to read', () => {
    const hard =
      'Notwithstanding considerable organizational heterogeneity, implementation of comprehensive infrastructural reliability instrumentation necessitates interdepartmental collaboration, continuous evaluation and unambiguous responsibility';
    const found = findings(({ followUps }) => {
      for (const followUp of followUps) followUp.modelAnswer = `${hard}, ${hard}, ${hard}.`;
    });
    expect(found).toContainEqual(expect.stringMatching(/^modelAnswer: with those of the follow-ups it has [\d.]+ words a sentence; expected at most 16/));
    expect(found).toContainEqual(expect.stringMatching(/^modelAnswer: with those of the follow-ups it has a reading ease of -?\d+; expected at least 60/));
  });

  test('in a follow-up too', () => {
    const id = sound.followUps[0]?.id;
    const found = findings(({ followUps }) => followUps[0]?.rubric.misconceptions.splice(0));
    expect(found).toContainEqual(`followUps.${id}.rubric: expected at least 1 misconception: what do people wrongly believe here?`);
  });
});
