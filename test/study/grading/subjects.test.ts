import { expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import type { Rubric } from '../../../src/study/rubric.ts';
import { point } from './rubrics.ts';

const rubric: Rubric = {
  version: 1,
  subjects: { log: ['kafka', 'log'], broker: ['rabbitmq', 'broker'] },
  keyPoints: [
    point(
      'log-keeps',
      [
        ['keep', 'stay'],
        ['after reading', 'once it was read', 'read again'],
      ],
      { subject: 'log' },
    ),
  ],
  misconceptions: [],
};

test.each([
  ['Kafka keeps a message after reading.', 'covered'],
  ['In Kafka many can read. A message stays there and can be read again.', 'covered'],
  ['RabbitMQ keeps a message after reading.', 'missed'],
  ['Kafka is a log. With RabbitMQ a message stays once it was read.', 'missed'],
  ['RabbitMQ deletes it; in Kafka it stays once it was read.', 'covered'],
  ['A message stays once it was read.', 'missed'],
])('a point of one side counts only where that side is spoken of: "%s"', (answer, verdict) => {
  expect(grade(rubric, answer).points[0]?.verdict).toBe(verdict);
});
