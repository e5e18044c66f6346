import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/study/calendar.ts';
import { communityStreak, type Held, isReached, quorumFor } from '../../src/study/quorum.ts';

describe('the quorum', () => {
  test.each([
    [0, 0, 2],
    [1, 1, 1],
    [0, 1, 1],
    [1, 2, 2],
    [10, 30, 2],
    [11, 30, 3],
    [500, 900, 100],
  ])('of %i who answered lately, %i ever, is %i', (recently, ever, quorum) => {
    expect(quorumFor({ recently, ever })).toBe(quorum);
  });

  test('is what an admin set', () => {
    expect(quorumFor({ recently: 100, ever: 100 }, 4)).toBe(4);
    expect(quorumFor({ recently: 1, ever: 1 }, 3)).toBe(3);
  });
});

const held = (...answered: number[]): Held[] =>
  answered.map((count, index) => ({ date: addDays('2026-11-02', index), answered: count, quorum: 2, open: false }));

describe('a community’s streak', () => {
  test('runs over challenges, whatever days lie between', () => {
    expect(communityStreak(held(2, 3, 5))).toMatchObject({ current: 3, longest: 3, last: { answered: 5 } });
    expect(communityStreak(held(2, 2, 1, 2))).toMatchObject({ current: 1, longest: 2 });
    expect(communityStreak([])).toMatchObject({ current: 0, longest: 0 });
  });

  test('grows with an open challenge and is not broken by it', () => {
    const open = (answered: number) => [...held(2, 2), { date: '2026-12-01', answered, quorum: 4, open: true }];
    expect(communityStreak(open(3))).toMatchObject({ current: 2, last: { answered: 3, quorum: 4 } });
    expect(communityStreak(open(4))).toMatchObject({ current: 3, longest: 3 });
  });

  test('can be counted on from where it was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4)), fc.nat(), (counts, cut) => {
        const all = held(...counts);
        const at = cut % (all.length + 1);
        expect(communityStreak(all.slice(at), communityStreak(all.slice(0, at)))).toEqual(communityStreak(all.toReversed()));
        const longest = Math.max(
          0,
          ...all
            .map((each) => (isReached(each) ? 'y' : 'n'))
            .join('')
            .split('n')
            .map(({ length }) => length),
        );
        expect(communityStreak(all).longest).toBe(longest);
      }),
    );
  });
});
