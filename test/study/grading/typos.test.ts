import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import { mending } from '../../../src/study/grading/typos.ts';
import { bloomFilters, goodAnswer } from './rubrics.ts';

const mend = mending(['shard the keys', 'invalidate', 'replicas', 'hot key', 'balance', 'query']);

describe('a mistyped word', () => {
  test.each([
    ['one letter missing', 'invaldate', 'invalidate'],
    ['one too many', 'invalidaate', 'invalidate'],
    ['a wrong one', 'invalidete', 'invalidate'],
    ['two swapped', 'invlaidate', 'invalidate'],
    ['in another form', 'invalidtaing', 'invalidating'],
    ['in the plural', 'queires', 'queries'],
    ['a plain word of the lexicon', 'servre', 'server'],
  ])('%s, is read as the word', (_, typed, meant) => {
    expect(mend(typed)).toBe(meant);
  });

  test.each([
    ['right as it is', 'invalidate'],
    ['another English word', 'shared'],
    ['a word whose stem is not shared', 'balancer'],
    ['a contraction', 'doesnt'],
    ['too short to tell', 'kyes'],
    ['two letters away', 'invlidte'],
    ['with another first letter', 'nnvalidate'],
    ['no word', 'x'.repeat(5000)],
    ['not in Latin letters', 'инвалид'],
  ])('%s, is left alone', (_, word) => {
    expect(mend(word)).toBeUndefined();
  });

  test('is quoted as it was typed', () => {
    const typed = goodAnswer.replace('certainly', 'certanly').replace('added', 'aded').replace('negatives', 'negativs');
    const said = (answer: string) => grade(bloomFilters, answer).points.map(({ verdict }) => verdict);
    expect(said(typed)).toEqual(said(goodAnswer));
    expect(grade(bloomFilters, typed).points.find(({ point }) => point === 'no-is-certain')?.evidence).toContain('negativs');
  });
});
