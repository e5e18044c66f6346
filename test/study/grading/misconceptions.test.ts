import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import type { Rubric } from '../../../src/study/rubric.ts';
import { bloomFilters, goodAnswer, misconception, point } from './rubrics.ts';

const found = (rubric: Rubric, answer: string): string[] => grade(rubric, answer).misconceptions.map((each) => each.misconception);

describe('a misconception', () => {
  const wrong = 'To delete an item you reset the bits.';

  test('cancels its points, costs a twentieth, and is quoted', () => {
    const right = grade(bloomFilters, goodAnswer);
    const spoiled = grade(bloomFilters, `${goodAnswer}\n${wrong}`);
    expect(right).toMatchObject({ score: 100, band: 'strong', misconceptions: [] });
    expect(spoiled.misconceptions).toEqual([{ misconception: 'delete-is-easy', evidence: wrong }]);
    expect(spoiled.points.find((each) => each.point === 'no-delete')).toEqual({
      point: 'no-delete',
      verdict: 'missed',
      credit: 0,
      cancelledBy: 'delete-is-easy',
    });
    // 12 of 12 weights less 2, of which 85 % are needed, less the penalty.
    expect(spoiled.score).toBe(Math.round(100 * (10 / (12 * 0.85) - 0.05)));
  });

  test('costs the best answer too', () => {
    const harmless: Rubric = { ...bloomFilters, misconceptions: [misconception('slow', [['filter'], ['slow']])] };
    expect(grade(harmless, `${goodAnswer}\nThe filter itself is slow.`).score).toBe(95);
  });

  test.each([
    'You cannot delete an item when you reset the bits.',
    'It is a myth that you delete an item when you reset the bits.',
    'People think that you delete an item when you reset the bits.',
    'To delete by a reset of the bits, or to reset the bits, would break other items.',
    'To delete an item you cannot reset the bits.',
    'To delete an item, do you reset the bits?',
    'You may delete the file. And then reset the bits.',
  ])('is not what is said in "%s"', (answer) => {
    expect(found(bloomFilters, answer)).toEqual([]);
  });

  test('is one when it is the learner’s own plan', () => {
    expect(found(bloomFilters, 'To delete an item I would reset the bits.')).toEqual(['delete-is-easy']);
  });

  test('stays one, whatever else the answer says', () => {
    const words = fc.constantFrom('apples', 'grow', 'on', 'the', 'tree', 'in', 'autumn', 'and', 'we', 'eat', 'them');
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), fc.boolean(), (chosen, first) => {
        const unrelated = `${chosen.join(' ')}.`;
        const answer = first ? `${unrelated}\n\n${wrong}` : `${wrong}\n\n${unrelated}`;
        const cancelled = grade(bloomFilters, answer).points.find((each) => each.point === 'no-delete');
        expect(cancelled).toMatchObject({ credit: 0, cancelledBy: 'delete-is-easy' });
      }),
    );
  });
});

describe('a misconception with a subject', () => {
  const rubric: Rubric = {
    version: 1,
    subjects: { kafka: ['kafka', 'log'], rabbit: ['rabbitmq', 'rabbit'], contrast: ['problem'] },
    keyPoints: [point('log', [['kafka'], ['keeps']])],
    misconceptions: [misconception('kafka-deletes', [['delete'], ['once read', 'after it is read']], { subject: 'kafka', cancels: ['log'] })],
  };

  test.each<[string, string[]]>([
    ['Kafka deletes a message once read.', ['kafka-deletes']],
    ['RabbitMQ deletes a message once read.', []],
    ['Kafka keeps it. RabbitMQ deletes a message once read.', []],
    ['RabbitMQ is older. With Kafka you have partitions. It deletes a message once read.', ['kafka-deletes']],
    ['Unlike Kafka, Rabbit deletes a message once read.', []],
    ['It deletes a message once read, does Kafka.', ['kafka-deletes']],
    ['It deletes a message once read.', []],
    ['Kafka avoids the problem that a broker deletes a message once read.', []],
    ['Kafka has the downside that it deletes a message once read.', ['kafka-deletes']],
  ])('%s', (answer, expected) => {
    expect(found(rubric, answer)).toEqual(expected);
  });
});

describe('the halves of right statements', () => {
  const rubric: Rubric = {
    ...bloomFilters,
    misconceptions: [
      misconception(
        'log-deletes',
        [
          ['kafka', 'log'],
          ['deletes it', 'gone'],
        ],
        { cancels: ['no-delete'] },
      ),
    ],
  };

  test.each([
    'Kafka keeps a message for days, whereas in RabbitMQ it is gone once it was read.',
    'Kafka is a log, unlike RabbitMQ, where a message is gone after reading.',
    'If Kafka deleted it, so that it is gone, we would have nothing to replay.',
  ])('are no wrong one: "%s"', (answer) => {
    expect(found(rubric, answer)).toEqual([]);
  });

  test('a wrong half is', () => {
    expect(found(rubric, 'In Kafka a message is gone once it was read, whereas RabbitMQ keeps it.')).toEqual(['log-deletes']);
  });
});

test('two wrong statements make an answer no more than partial, three weak', () => {
  const wrongs = ['first', 'second', 'third'].map((name) => misconception(name, [[name], ['belief']]));
  const rubric: Rubric = { ...bloomFilters, misconceptions: wrongs };
  const bandWith = (number: number) => grade(rubric, [goodAnswer, ...wrongs.slice(0, number).map(({ id }) => `The ${id} belief is here.`)].join('\n')).band;
  expect([0, 1, 2, 3].map(bandWith)).toEqual(['strong', 'strong', 'partial', 'weak']);
});

test('who says as much wrong as right earns nothing and is told so', () => {
  const answer = 'You delete an item when you reset the bits. When the filter says no, the item is maybe there, and false negatives are possible.';
  expect(grade(bloomFilters, answer)).toMatchObject({ score: 0, remark: 'wrong', points: bloomFilters.keyPoints.map(() => ({ credit: 0 })) });
});
