import { describe, expect, test } from 'vitest';
import { lintPack } from '../../src/packs/lint-pack.ts';
import type { Pack } from '../../src/packs/schema.ts';
import { ownPacks } from '../fakes/people.ts';

const [own] = await ownPacks();

/** What is found once the pack is changed: `place: message`. */
function findings(change: (pack: Pack) => void): string[] {
  const changed = structuredClone(own) as Pack;
  change(changed);
  return lintPack(changed).map(({ place, message }) => `${place}: ${message}`);
}

const quizOf = ({ questions }: Pack) => questions.flatMap(({ quiz }) => quiz);

test('our own pack has nothing to mend', () => {
  expect(findings(() => undefined)).toEqual([]);
});

describe('is named', () => {
  test('a place that has the right option too often, and one too seldom', () => {
    const found = findings((pack) => {
      for (const { options } of quizOf(pack)) {
        const at = options.findIndex(({ right }) => right);
        if (at === 0) options.splice(2, 0, ...options.splice(at, 1));
      }
    });
    expect(found).toEqual([
      expect.stringMatching(/^quiz: the right one of 4 options stands at place 1 in 0% of the items\. Move some\.$/),
      expect.stringMatching(/^quiz: the right one of 4 options stands at place 3 in (4|5)\d% of the items/),
    ]);
  });

  test('a right option that is too often the longest', () => {
    const found = findings((pack) => {
      for (const { options } of quizOf(pack).filter((_, index) => index % 2 === 0))
        for (const option of options) if (option.right) option.text = 'x'.repeat(150);
    });
    expect(found).toEqual([expect.stringMatching(/^quiz: the right option is the longest in [456]\d% of the items\./)]);
  });

  test('but not where there are too few items to tell', () => {
    const found = findings((pack) => {
      pack.questions = pack.questions.slice(0, 3);
      delete pack.path;
      for (const { options } of quizOf(pack)) options.sort((a, b) => Number(b.right) - Number(a.right));
    });
    expect(found).toEqual([]);
  });

  test('a prompt in the words of another, whatever its marks', () => {
    const [first, second] = own?.questions ?? [];
    const asked = second?.followUps[0]?.prompt ?? '';
    const found = findings(({ questions: [question, other] }) => {
      for (const item of question?.quiz.slice(0, 1) ?? []) item.question = `**${asked.toUpperCase()}**`;
      for (const item of other?.quiz.slice(0, 1) ?? []) item.question = question?.prompt ?? '';
    });
    expect(found).toEqual([
      expect.stringContaining(`${second?.id}.followUps.${second?.followUps[0]?.id}: asks in the same words as ${first?.id}.quiz.`),
      expect.stringContaining(`${second?.id}.quiz.${second?.quiz[0]?.id}: asks in the same words as ${first?.id}.prompt`),
    ]);
  });

  test('a drill that asks what another asks, in the file where it stands', () => {
    const [first, second] = own?.drills ?? [];
    const changed = structuredClone(own) as Pack;
    for (const drill of changed.drills.slice(1, 2)) drill.prompt = first?.prompt ?? '';
    expect(lintPack(changed)).toEqual([
      { within: second?.key, place: `drills.${second?.id}.prompt`, message: expect.stringContaining(`asks in the same words as drills.${first?.id}.prompt.`) },
    ]);
  });

  test('a question that the study path leaves out', () => {
    const [first] = own?.path?.stages[0]?.questions ?? [];
    expect(findings(({ path }) => path?.stages[0]?.questions.shift())).toEqual([`path: "${first?.question}" stands in no stage. Add it to path.yaml.`]);
  });

  test('a section of the playbook and a glossary that are hard to read', () => {
    const hard = `${'Interdepartmental collaboration necessitates unambiguous responsibility and '.repeat(5)}evaluation.`;
    const found = findings(({ playbook, glossary }) => {
      for (const section of playbook.slice(0, 1)) section.body = hard;
      for (const term of glossary) term.definition = hard;
    });
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^playbook.${own?.playbook[0]?.id}: has a reading ease of`)));
    expect(found).toContainEqual(expect.stringMatching(/^glossary: has \d+\.\d words a sentence/));
  });
});
