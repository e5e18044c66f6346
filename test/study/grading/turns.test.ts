import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import type { Rubric } from '../../../src/study/rubric.ts';
import { bloomFilters, goodAnswer, misconception, point } from './rubrics.ts';

/** A payment API: the trap is to look the key up first. And a cache: the trap is to have nothing else. */
const payments: Rubric = {
  version: 1,
  keyPoints: [
    point('claim-first', [
      ['insert', 'claim', 'unique constraint'],
      ['both miss', 'both run', 'one wins', 'only one gets through'],
    ]),
    point('durable', [
      ['disk', 'replicated table'],
      ['source of truth', 'behind redis'],
    ]),
  ],
  misconceptions: [
    misconception(
      'check-then-store',
      [
        ['check', 'look up'],
        ['store key afterwards', 'save key afterwards', 'stores it afterwards'],
      ],
      { cancels: ['claim-first'] },
    ),
    misconception('only-store', [['redis'], ['only store', 'main database']], { cancels: ['durable'] }),
  ],
};

const found = (answer: string): string[] => grade(payments, answer).misconceptions.map((each) => each.misconception);
const pointOf = (answer: string, id = 'claim-first') => grade(payments, answer).points.find((each) => each.point === id);

describe('a trap that the answer names to turn it down is not its view', () => {
  test.each([
    'It is tempting to check the key, charge the card and store the key afterwards, but then two retries both miss. So I insert the key first, and one of them fails.',
    'A weaker design checks the key and stores it afterwards. I avoid that. I insert it first, so only one gets through.',
    'Our old system checks the key and stores it afterwards; I replace this by an insert, of which only one gets through.',
    'At present we check the key and store the key afterwards. So I insert it under a unique constraint, and only one gets through.',
    'Check the key and store the key afterwards? Instead I insert it, and only one gets through.',
    'One may check the key, pay and store the key afterwards. Instead, I insert it, and only one gets through.',
    'We check the key and store the key afterwards. We do not want that: an insert lets two try, and only one gets through.',
    'I insert the key, so that only one gets through, rather than check the key and store it afterwards.',
    'They check the key and store the key afterwards. That breaks. So I insert it, and only one gets through.',
  ])('%s', (answer) => {
    expect(found(answer)).toEqual([]);
    expect(pointOf(answer)?.verdict).toBe('covered');
  });

  test('by what would be lost with it', () => {
    const answer = 'With Redis as the only store we lose links in a crash. So a replicated table is the source of truth.';
    expect(found(answer)).toEqual([]);
    expect(pointOf(answer, 'durable')?.verdict).toBe('covered');
  });
});

describe('a trap that the answer corrects later', () => {
  const answer = 'We check the key, charge the card and store the key afterwards. Well, that is it. The insert comes first, and only one gets through.';

  test('keeps the point, and is shown without its price', () => {
    const held = grade(payments, answer);
    expect(held.points[0]).toMatchObject({ verdict: 'covered', evidence: 'The insert comes first, and only one gets through.' });
    expect(held.misconceptions.map((each) => each.misconception)).toEqual(['check-then-store']);
    const without: Rubric = { ...payments, misconceptions: [] };
    expect(held.score).toBe(grade(without, answer).score);
  });

  test('is a view again where it is said again', () => {
    expect(pointOf(`${answer} And we check the key and store the key afterwards.`)).toMatchObject({ credit: 0, cancelledBy: 'check-then-store' });
  });

  test('is a view where the right thing is said before it only', () => {
    expect(pointOf('The insert lets only one through, as only one gets through. We check the key and store the key afterwards.')).toMatchObject({ credit: 0 });
  });
});

describe('a turn of phrase alone does not save a wrong claim', () => {
  test.each([
    'So we check the key and store the key afterwards. But it is fast.',
    'Today we check the key and store the key afterwards. So it is fast and cheap.',
    'We check the key and store the key afterwards, but then it is fast.',
    'We check the key and store the key afterwards. Instead of an insert, this is fast.',
    'We check the key and store the key afterwards. We avoid that table.',
    'We check the key and store the key afterwards. I do not avoid that.',
    'We check the key and store the key afterwards. So an insert is not needed, as both run.',
    'We check the key and store the key afterwards. That never breaks.',
    'Instead of a table, we check the key and store the key afterwards.',
    'Rather than an insert, we check the key and store the key afterwards.',
    'With an insert we lose time. We check the key and store the key afterwards.',
  ])('%s', (answer) => {
    expect(found(answer)).toEqual(['check-then-store']);
    expect(pointOf(answer)).toMatchObject({ credit: 0, cancelledBy: 'check-then-store' });
  });

  test.each([
    'With Redis as the only store we never lose links.',
    'With Redis as the only store we lose nothing.',
    'With Redis as the only store somebody in Rome loses his phone.',
    'We lose little with Redis as the only store.',
    'Redis is the main database; if a shop was quiet, we lose its links.',
  ])('%s', (answer) => {
    expect(found(answer)).toEqual(['only-store']);
  });

  test('a correction by another wrong claim is none', () => {
    const swapped: Rubric = {
      version: 1,
      keyPoints: [point('modulo', [['modulo'], ['all keys']])],
      misconceptions: [
        misconception('modulo-is-stable', [['modulo'], ['few keys']], { cancels: ['modulo'] }),
        misconception('ring-moves-all', [['ring'], ['all keys']]),
      ],
    };
    const answer = 'Modulo moves few keys. But the ring moves all keys, unlike modulo.';
    expect(grade(swapped, answer).points[0]).toMatchObject({ credit: 0, cancelledBy: 'modulo-is-stable' });
  });

  test('what is right before it does not save the last word', () => {
    const spoiled = grade(bloomFilters, `${goodAnswer}\nSo, to delete an item you reset the bits.`);
    expect(spoiled.points.find((each) => each.point === 'no-delete')).toMatchObject({ credit: 0, cancelledBy: 'delete-is-easy' });
  });
});
