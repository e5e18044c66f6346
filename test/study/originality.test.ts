import { describe, expect, test } from 'vitest';
import { askedOf } from '../../src/packs/asked.ts';
import { copiedFrom } from '../../src/study/originality.ts';
import type { Rubric } from '../../src/study/rubric.ts';
import { ownLibrary } from '../fakes/people.ts';
import { misconception, point } from './grading/rubrics.ts';

const MODEL = 'Keys and servers are placed on one ring, and each key belongs to the next server clockwise. Adding a server moves only its share of the keys.';
const PROMPT = 'Twenty cache servers share the keys of a shop by the hash modulo their number. What happens when one is added?';
const OWN =
  'I would hash both onto a circle. A key goes to whichever machine follows it, so that a new machine takes over a small part and nothing else changes.';
const RUBRIC: Rubric = {
  version: 1,
  keyPoints: [
    point('ring', [['ring']], {
      statement: 'Servers and keys lie on one ring.',
      pointer: 'Where does a key go when its server is gone, and who decides that?',
    }),
  ],
  misconceptions: [misconception('all', [['all']], { statement: 'A change of the ring does not move all the keys, it moves a share of them.' })],
};
const texts = { modelAnswer: MODEL, prompt: PROMPT, rubric: RUBRIC };

describe('copied is', () => {
  test.each([
    ['the model answer', MODEL, 'pasted-answer'],
    ['in other case, spaces and marks', MODEL.toUpperCase().replaceAll(' ', '  \n').replaceAll('.', ' !'), 'pasted-answer'],
    ['with some words around', `Well, I think that ${MODEL} And so on.`, 'pasted-answer'],
    ['half of it', MODEL.slice(0, MODEL.length / 2), 'pasted-answer'],
    ['with an “um” in every sentence half', MODEL.replace(/((?:\S+ ){8})/g, '$1um, '), 'pasted-answer'],
    ['what the card tells of the rubric', `${RUBRIC.keyPoints[0]?.pointer} ${RUBRIC.misconceptions[0]?.statement}`, 'pasted-answer'],
    ['the prompt', PROMPT, 'pasted-prompt'],
    ['both', `${PROMPT} ${MODEL}`, 'pasted-answer'],
    ['a link', 'https://example.org/system-design/consistent-hashing', 'link'],
    ['two links', '<https://example.org/system-design>\nwww.example.org/x', 'link'],
  ] as const)('%s', (_name, text, copied) => {
    expect(copiedFrom(text, texts)).toBe(copied);
  });
});

describe('their own is', () => {
  test.each([
    ['what is said in other words', OWN],
    ['a quotation with an answer after it', `> ${PROMPT}\n\n${OWN} ${OWN.replace('circle', 'loop')}`],
    ['an answer with a link', `${OWN} https://example.org/ring`],
    ['nothing', ''],
    ['a few words', 'one ring for servers'],
  ])('%s', (_name, text) => {
    expect(copiedFrom(text, texts)).toBeUndefined();
  });
});

test('of every question and follow-up the texts are known, and the key points in plain words are nobody’s', async () => {
  const { questions } = await ownLibrary();
  const all = questions.flatMap((question) => [askedOf(question)!, ...question.followUps.map(({ id }) => askedOf(question, id)!)]);
  for (const asked of all) {
    expect(copiedFrom(asked.modelAnswer, asked), asked.title).toBe('pasted-answer');
    expect(copiedFrom(asked.prompt, asked), asked.title).toBe('pasted-prompt');
    expect(copiedFrom(asked.rubric.keyPoints.map(({ matches }) => matches).join(' '), asked), asked.title).toBeUndefined();
  }
});
