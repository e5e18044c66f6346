import { type Prepared, prepareTemplate, type Template } from '../../../src/study/drill/template.ts';

/** A small template with one of everything. */
export const MESSAGES: Template = {
  id: 'messages',
  key: 'sd.d99',
  title: 'Messages',
  level: 'mid',
  prompt: '{users} send {each}, {size} each. How much is kept of a year?',
  parameters: {
    users: { unit: 'users', choices: [1e6, 2e6, 5e6, 1e7] },
    each: { unit: 'messages/day', from: 10, to: 30 },
    size: { unit: 'bytes', choices: [100, 200] },
  },
  assumptions: { copies: { value: 3, unit: 'times', says: 'Copies of every message' } },
  steps: [
    { name: 'daily', formula: 'users × each × size', unit: 'GB/day', why: 'A day first.' },
    { name: 'yearly', formula: 'daily × year', unit: 'TB', why: 'Nothing is deleted.' },
    { name: 'keptForGood', formula: 'yearly × copies', unit: 'TB', why: 'Disks fail.' },
  ],
  insight: 'Text is small.',
};

export function prepared(template: Template = MESSAGES): Prepared {
  const read = prepareTemplate(template);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.prepared;
}
