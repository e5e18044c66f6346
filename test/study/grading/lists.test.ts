import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import { listed } from '../../../src/study/grading/lists.ts';
import { sentences } from '../../../src/study/grading/sentences.ts';
import { tokenize } from '../../../src/study/grading/tokens.ts';
import { bloomFilters, goodAnswer, rubricOf } from './rubrics.ts';

const terms = 'bit array, hash functions, false negatives, certain, false positives, maybe, delete, shared bits, before, database, read';

describe('a list of terms', () => {
  test.each([
    ['with commas', terms],
    ['one a line', terms.replaceAll(', ', '\n')],
    ['as bullets', terms.replaceAll(/(^|, )/g, '\n- ')],
    ['with "and"', terms.replaceAll(', ', ' and ')],
    ['as sentences', `${terms.replaceAll(', ', '. ')}.`],
    ['with prepositions inside the terms', 'rate of bits, hash in-process, bits per hash, disk read before-hand'],
    ['without any mark', terms.replaceAll(',', '')],
    ['dressed as a sentence', `I would use ${terms}. Also ${terms}.`],
  ])('%s earns nothing', (_, answer) => {
    expect(grade(bloomFilters, answer)).toMatchObject({ score: 0, band: 'weak', remark: 'list' });
  });

  test('does not spoil the answer that it is appended to', () => {
    expect(grade(bloomFilters, `${goodAnswer}\n${terms}`).score).toBe(grade(bloomFilters, goodAnswer).score);
  });

  test.each([
    ['three', 'HBase, RocksDB, Cassandra', 'covered'],
    ['four', 'HBase, RocksDB, LevelDB, Cassandra', 'missed'],
    ['three with the verb', 'It is good for HBase, RocksDB, Cassandra', 'covered'],
    ['four with the verb', 'It is good for HBase, RocksDB, LevelDB and Cassandra', 'missed'],
    ['four that each say something', 'HBase uses it, RocksDB has one, LevelDB does too and Cassandra as well', 'covered'],
    ['four that a dash explains', 'HBase - large, RocksDB - fast, LevelDB - small, Cassandra - wide', 'covered'],
    ['four that arrows relate', 'hash -> HBase, crash -> RocksDB, split -> LevelDB, join -> Cassandra', 'covered'],
    [
      'four long ones',
      'I would say that it is up to you what you do with it. HBase serves large tables many clients read, RocksDB stores small keys local apps write, LevelDB runs inside browsers most people know, Cassandra holds wide rows busy teams want',
      'covered',
    ],
  ])('starts with four terms: %s', (_, answer, verdict) => {
    expect(grade(rubricOf(['cassandra']), answer).points[0]?.verdict).toBe(verdict);
  });

  test('takes the sentence along that is mostly a list', () => {
    const prose = 'This is what I would say about it if I had to, and there is not much more to it.';
    expect(grade(rubricOf(['mention hbase']), `${prose} I mention HBase, RocksDB, LevelDB, Bigtable and Cassandra.`).points[0]?.verdict).toBe('missed');
    expect(grade(rubricOf(['mention hbase']), `${prose} I mention HBase.`).points[0]?.verdict).toBe('covered');
  });

  test('takes the little along that introduces it', () => {
    const opening = 'It is with Cassandra that I would do this.';
    expect(grade(rubricOf(['cassandra']), opening).points[0]?.verdict).toBe('covered');
    expect(grade(rubricOf(['cassandra']), `${opening}\n${terms}`).points[0]?.verdict).toBe('missed');
  });

  test('adds no depth', () => {
    const prose = 'This is what I would say about it if I had to do so with Cassandra.';
    expect(grade(rubricOf(['cassandra']), `${prose}\nring, token, bucket, leader`).score).toBe(grade(rubricOf(['cassandra']), prose).score);
  });

  test('has no function words: terse notes do', () => {
    const notes = '- join moves just K/N keys\n- rest stays with its owner\n- few nodes -> lopsided arcs\n- copies on the next nodes';
    expect(grade(rubricOf(['rest stays']), notes).points[0]?.verdict).toBe('covered');
  });

  test('of an answer in prose has no remark', () => {
    expect(grade(bloomFilters, goodAnswer).remark).toBeUndefined();
  });
});

test('terms in one frame after the other are a list in the clothes of sentences', () => {
  const terms = ['modulo and all keys move', 'the ring and the next server', 'virtual nodes and even load', 'a hot key and copies', 'replicas and racks'];
  const said = (frame: string) => terms.map((term) => `${frame} ${term}.`).join(' ');
  const marks = (text: string) => listed(text, tokenize(text, sentences(text)));
  for (const frame of ['It has', 'We have', 'I would use', 'Think about']) expect(marks(said(frame)).every(Boolean), frame).toBe(true);
  const prose =
    'We put servers on a ring. We hash the key too. The key belongs to the next server. We add virtual nodes, because the load is uneven. Then it is fine.';
  expect(marks(prose).some(Boolean)).toBe(false);
});
