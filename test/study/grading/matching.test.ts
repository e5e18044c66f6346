import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import type { Alternative, Rubric } from '../../../src/study/rubric.ts';
import { bloomFilters, goodAnswer, point, rubricOf } from './rubrics.ts';

const verdict = (answer: string, ...groups: Alternative[][]) => grade(rubricOf(...groups), answer).points[0];
const isMet = (alternative: Alternative, answer: string): boolean => verdict(answer, [alternative])?.verdict === 'covered';

describe('an alternative', () => {
  test.each<[string, string, string]>([
    ['in another form', 'replicate writes', 'It replicates each of the writes'.replace(' each of the', '')],
    ['across stop words', 'bucket size', 'the bucket has a size'],
    ['in British spelling', 'synchronize', 'then they are synchronised'],
    ['with a hyphen', 'write ahead log', 'a write-ahead log'],
    ['with a hyphen for one word', 'failover', 'then comes the fail-over'],
    ['as a formula', 'r + w > n', 'as long as R+W>N it holds'],
    ['as words of a formula', 'hash key n', 'take hash(key) % N'],
    ['by a synonym', 'server fails', 'one box dies'],
    ['by a phrase that is a synonym', 'stale', 'the value is out of date'],
    ['by a verb with its particle apart', 'retry', 'it sends the payment again'],
    ['with its particle apart', 'fan out', 'it fans the long post out'],
    ['with a particle of its own', 'by hand', 'moved by hand'],
    ['in an irregular form', 'keep', 'the key was kept there'],
    ['in upper case and quotes', 'token bucket', 'The “TOKEN Bucket”'],
  ])('is found %s', (_, alternative, answer) => {
    expect(isMet(alternative, answer)).toBe(true);
  });

  test.each<[string, string, string]>([
    ['when its words are apart', 'token bucket', 'a token in a big leaky bucket'],
    ['when only a part of it is there', 'token bucket', 'a bucket'],
    ['across a comma', 'token bucket', 'each call takes a token, bucket or not'],
    ['across sentences', 'token bucket', 'It costs a token. Bucket sizes differ'],
    ['without the particle that makes it', 'by hand', 'on the other hand'],
    ['by a word that only shares its stem', 'balance', 'a load balancer'],
    ['by a wide use of a synonym in the rubric', 'collapse', 'the box is dead'],
    ['inside a longer word', 'hash', 'a hashtag'],
  ])('is not found %s', (_, alternative, answer) => {
    expect(isMet(alternative, answer)).toBe(false);
  });
});

test('an alternative that a pack left without quotes is read as it is written', () => {
  const loose = (each: unknown): Alternative => each as Alternative;
  expect(isMet(loose(302), 'it sends a 302')).toBe(true);
  expect(isMet(loose({ not: 302 }), 'it sends no 302')).toBe(true);
  expect(isMet(loose(true), 'it is true')).toBe(true);
  for (const odd of [null, undefined, [], {}, { not: null }]) expect(isMet(loose(odd), 'it sends a 302')).toBe(false);
  expect(verdict('Hello.', [loose(302)], [loose(null)])?.missing).toEqual(['302', '']);
});

describe('negation', () => {
  test.each<[string, string]>([
    ['move', 'the other keys do not move'],
    ['move', "the other keys don't move"],
    ['move', 'the other keys dont ever have to move'],
    ['false negatives', 'it has no false negatives'],
    ['delete', 'you cannot delete'],
    ['false negatives', 'false negatives never happen'],
    ['redis', 'here Redis is really not needed'],
    ['lost', 'nothing is lost'],
    ['partition', 'without a partition you get both'],
    ['replica', 'neither the replica knows'],
    ['insert', 'we never insert the key before the payment'],
    ['insert', 'we never insert it, never'],
    ['insert', 'we never, ever insert the key first'],
    ['insert', 'the server must not, for reasons of speed, insert the key'],
    ['insert', 'never before the payment do we insert the key'],
    ['different racks', 'do they sit in different racks? No, they share one'],
    ['different racks', 'different racks? No. They share one'],
    ['different racks', 'different racks? Not at all'],
  ])('denies "%s" in "%s"', (phrase, answer) => {
    expect(isMet(phrase, answer)).toBe(false);
    expect(isMet({ not: phrase }, answer)).toBe(true);
  });

  test.each<[string, string]>([
    ['move', 'it is not full, so the keys move'],
    ['move', 'it does not wait but the keys move'],
    ['move', 'not only the keys move'],
    ['break', 'you do not get to say that it never breaks'],
    ['move', 'this is not one of those many old slow cheap hash schemes that move'],
    ['sure', 'a "no" is sure'],
    ['move', 'not here. The keys move'],
    ['partition', 'without it you lose a partition'],
    ['insert', 'if not, insert it'],
    ['insert', 'it is not there, so we insert it'],
    ['insert', 'we do not wait, we insert it'],
    ['insert', 'we do not wait before the insert'],
    ['different racks', 'do they sit in different racks? Yes, they do'],
    ['different racks', 'do they sit in different racks? No server is alone'],
    ['different racks', 'They sit in different racks. No, really'],
  ])('leaves "%s" alone in "%s"', (phrase, answer) => {
    expect(isMet(phrase, answer)).toBe(true);
    expect(isMet({ not: phrase }, answer)).toBe(false);
  });

  test('"avoid" can be read either way', () => {
    expect(isMet('stampede', 'this avoids a stampede')).toBe(true);
    expect(isMet({ not: 'stampede' }, 'this avoids a stampede')).toBe(true);
  });

  test('a phrase may bring its own "not"', () => {
    expect(isMet('not in the set', 'then it is not in the set')).toBe(true);
    expect(isMet('not in the set', 'then it is in the set')).toBe(false);
  });

  test('a "not" that the rubric asks for does not deny the other groups as well', () => {
    expect(verdict('it does not fix a hot key', ['hot key'], [{ not: 'fix' }])?.verdict).toBe('covered');
    expect(verdict('it does not need a hot key', ['hot key'], ['need'])?.verdict).toBe('missed');
  });
});

describe('windows', () => {
  const groups: Alternative[][] = [['ring'], ['clockwise']];

  test.each<[string, number]>([
    ['The ring goes clockwise.', 1],
    ['There is a ring. Keys go clockwise.', 0.9],
    ['There is a ring. It is nice. Keys go clockwise.', 0.75],
    ['There is a ring. It is nice. Yes it is. Keys go clockwise.', 0],
    ['There is a ring. It is nice. Keys go clockwise. The ring goes clockwise.', 1],
  ])('%s', (answer, credit) => {
    expect(verdict(answer, ...groups)?.credit).toBe(credit);
  });

  test('the evidence is the window, word for word', () => {
    expect(verdict('Well.  There is a  ring.\n- Keys go clockwise. Bye.', ...groups)?.evidence).toBe('There is a  ring.\n- Keys go clockwise.');
  });

  test('the evidence is the sentence that says the most of it, not the first', () => {
    const wide: Alternative[][] = [
      ['ring', 'circle'],
      ['clockwise', 'next server', 'few keys'],
    ];
    const best = 'On the ring a key goes clockwise to the next server, so few keys move.';
    expect(verdict(`There is a ring, clockwise. ${best} A circle goes clockwise.`, ...wide)?.evidence).toBe(best);
    expect(verdict(`There is a ring. Keys go clockwise to the next server, few keys move. A ring goes clockwise.`, ...wide)?.evidence).toBe(
      'A ring goes clockwise.',
    );
    expect(verdict('One ring. It goes clockwise. Well. The ring goes on. It is clockwise to the next server.', ...wide)?.evidence).toBe(
      'The ring goes on. It is clockwise to the next server.',
    );
  });

  test('one word cannot meet two groups', () => {
    expect(verdict('It happens twice a day.', ['twice', 'often'], ['twice', 'double'])?.verdict).toBe('missed');
    expect(verdict('It happens twice, and costs double.', ['twice', 'often'], ['twice', 'double'])?.verdict).toBe('covered');
    expect(verdict('It costs double and happens often.', ['twice', 'often'], ['often', 'daily'])?.verdict).toBe('covered');
  });

  test('a question states nothing', () => {
    expect(verdict('Does the ring go clockwise?', ...groups)?.verdict).toBe('missed');
    expect(verdict('Why a ring? Because keys go clockwise.', ...groups)?.verdict).toBe('covered');
  });
});

describe('a part of a point', () => {
  const groups: Alternative[][] = [['ring'], ['clockwise', 'next server'], ['few', { not: 'move' }]];

  test('all groups but one of three earn a part, and the card can say what is missing', () => {
    expect(verdict('Keys go clockwise on the ring.', ...groups)).toEqual({
      point: 'it',
      verdict: 'partly',
      credit: 0.4,
      evidence: 'Keys go clockwise on the ring.',
      missing: ['few'],
    });
  });

  test('one of two earns nothing', () => {
    expect(verdict('There is a ring.', ['ring'], ['clockwise'])).toEqual({ point: 'it', verdict: 'missed', credit: 0, missing: ['clockwise'] });
  });

  test('one of three earns nothing', () => {
    expect(verdict('There is a ring.', ...groups)).toMatchObject({ verdict: 'missed', credit: 0, missing: ['clockwise', 'few'] });
  });

  test('nor do two when the third is turned round', () => {
    expect(verdict('Keys go clockwise on the ring and all move.', ...groups)?.verdict).toBe('missed');
  });

  test('what is missing is named as the statement of the point names it', () => {
    const rubric: Rubric = {
      version: 1,
      keyPoints: [
        point(
          'it',
          [
            ['circle', 'ring'],
            ['onward', 'clockwise'],
            [{ not: 'all' }, 'few', 'only its own'],
          ],
          { statement: 'A key goes clockwise on the ring, so only its own keys move.' },
        ),
      ],
      misconceptions: [],
    };
    expect(grade(rubric, 'It goes onward on the circle.').points[0]).toMatchObject({ verdict: 'partly', missing: ['only its own'] });
    expect(grade(rubric, 'Hello.').points[0]?.missing).toEqual(['ring', 'clockwise', 'only its own']);
  });

  test('what is missing everywhere names the first of each group', () => {
    expect(verdict('Hello.', [{ not: 'move' }], ['ring'])?.missing).toEqual(['not move', 'ring']);
  });
});

describe('an answer that denies nearly everything', () => {
  const rubric = rubricOf(['filter answers'], ['before the disk']);
  const padding = 'We do not know it. It is not here. They have not come. That is never so.';

  test.each([
    ['in most sentences', `The filter answers, and this is not at all what many of us think of, before the disk is asked. ${padding}`],
    ['at most of its verbs', 'The filter answers, which is not odd and has not failed and can not be and will not do, before the disk.'],
  ])('%s, says nothing where it denies', (_, answer) => {
    expect(grade(rubric, answer).points[0]?.verdict).toBe('missed');
  });

  test('is not one that has a few', () => {
    const answer = 'The filter answers before the disk, which is not slow. It has a table. The table is small. It fits. We keep it in memory.';
    expect(grade(rubric, answer).points[0]?.verdict).toBe('covered');
  });

  test('is not one whose topic asks for denials', () => {
    expect(grade(bloomFilters, goodAnswer).band).toBe('strong');
  });
});

test.each(['false', 'wrong', 'nonsense', 'a lie'])('a sentence that calls itself %s says nothing', (word) => {
  expect(verdict(`The filter answers before the disk, which is ${word}.`, ['before the disk'])?.verdict).toBe('missed');
  expect(verdict(`The filter answers before the disk, which is not ${word}.`, ['before the disk'])?.verdict).toBe('covered');
});
