import type { Alternative, KeyPoint, Misconception, Rubric } from '../../../src/study/rubric.ts';

/** A rubric of one point, for tests of the rules on its groups. */
export function rubricOf(...groups: Alternative[][]): Rubric {
  return { version: 1, keyPoints: [point('it', groups)], misconceptions: [] };
}

export function point(id: string, groups: Alternative[][], rest: Partial<KeyPoint> = {}): KeyPoint {
  return { id, statement: id, pointer: id, weight: 1, level: 'mid', matches: '', rejects: '', groups, ...rest };
}

export function misconception(id: string, groups: Alternative[][], rest: Partial<Misconception> = {}): Misconception {
  return { id, statement: id, groups, cancels: [], matches: '', rejects: '', ...rest };
}

/** A small one of its own on Bloom filters, written like those of a pack. */
export const bloomFilters: Rubric = {
  version: 1,
  keyPoints: [
    point(
      'structure',
      [
        ['bit array', 'row of bits', 'bits'],
        ['hash function', 'hashes', 'hash'],
      ],
      { weight: 2 },
    ),
    point(
      'no-is-certain',
      [
        ['false negative', 'not in the set', 'says no', 'any bit is 0'],
        ['certain', { not: 'wrong' }, 'never', 'no false negative'],
      ],
      { weight: 3 },
    ),
    point(
      'yes-is-a-maybe',
      [
        ['false positive', 'says yes', 'all bits are set'],
        ['maybe', 'possible', 'can happen', 'check again'],
      ],
      { weight: 3 },
    ),
    point(
      'no-delete',
      [
        ['delete', 'clear the bits'],
        [{ not: 'delete' }, 'shared bits', 'other items'],
      ],
      { weight: 2, level: 'senior' },
    ),
    point(
      'use',
      [
        ['before', 'skip', 'avoid'],
        ['disk', 'database', 'lookup'],
        ['read', 'query', 'trip'],
      ],
      { weight: 2 },
    ),
  ],
  misconceptions: [
    misconception(
      'delete-is-easy',
      [
        ['delete', 'remove'],
        ['easy', 'set to 0', 'reset the bits'],
      ],
      { cancels: ['no-delete'] },
    ),
    misconception(
      'no-is-a-maybe',
      [
        ['false negative', 'says no'],
        ['possible', 'maybe', 'probably'],
      ],
      { cancels: ['no-is-certain'] },
    ),
  ],
};

export const goodAnswer = `A Bloom filter is a bit array with several hash functions, each of which sets one position for an item.
When any bit is 0 the item was certainly never added. So there are no false negatives, and you can trust that.
False positives are possible, because other items may have set the same positions by accident, so you check again.
You cannot delete an item, since other items share its positions with it.
Put it before the database: most queries for things that do not exist skip the slow trip to disk entirely.`;
