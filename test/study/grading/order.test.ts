import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedOf } from '../../../src/packs/asked.ts';
import { grade } from '../../../src/study/grading/grade.ts';
import { isShuffled } from '../../../src/study/grading/order.ts';
import { ownLibrary } from '../../fakes/people.ts';
import { dice, shuffle } from './distortions.ts';
import { bloomFilters, goodAnswer } from './rubrics.ts';

const { questions } = await ownLibrary();
const prose = questions.flatMap((question) => [undefined, ...question.followUps.map(({ id }) => id)].flatMap((id) => askedOf(question, id)?.modelAnswer ?? []));
const WORDS = /\s+/;

describe('the order of words', () => {
  test('is there in every model answer', () => {
    expect(prose.filter(isShuffled)).toEqual([]);
  });

  test('is not there in their words shuffled', () => {
    const long = prose.filter((text) => text.split(WORDS).length > 250);
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), (text, seed) => {
        expect(isShuffled(shuffle(text, dice(seed)))).toBe(true);
      }),
    );
  });

  test.each([
    [
      'chat without capitals',
      'so basically i hash the server name and the key and put both on a ring, then u walk to the next one. adding a box only moves the part before it, thats the whole point imo',
    ],
    [
      'terse notes',
      'Read side: 1. cache-aside: app does GET on Redis, on miss queries the DB, SETs the value with a TTL and returns. 2. read-through: same but the cache layer loads from the DB.',
    ],
    [
      'English of somebody who speaks another language',
      'The server is making always the same hash from the key, so he know where to go. If we are adding one machine then only the neighbour have to give his keys away.',
    ],
    ['a list of terms', 'consistent hashing, ring, virtual nodes, replication factor, hot keys, rebalancing, modulo, clockwise, tokens'],
    [
      'an odd but right sentence or two',
      'A hash would need shortening and then might clash with another, in which case you would have to try a different one. A counter never clashes and people can guess the next.',
    ],
    ['few words', 'of the ring and to in a the key by is'],
  ])('%s is not called shuffled', (_, text) => {
    expect(isShuffled(text)).toBe(false);
  });

  test('without it an answer earns nothing and is told that it reads like a list', () => {
    expect(grade(bloomFilters, shuffle(`${goodAnswer} ${goodAnswer}`, dice(5)))).toMatchObject({ score: 0, band: 'weak', remark: 'list' });
  });
});
