import { describe, expect, test } from 'vitest';
import { readCommand, readPress, readSubmit, readTyping } from '../../../src/platforms/web/inbound.ts';
import { LEARNERS } from '../../../src/platforms/web/learners.ts';

const arrival = { at: 42, learners: LEARNERS };
const sender = { learner: 'grace', id: 'act-00000001' };
const happening = {
  id: 'act-00000001',
  at: 42,
  place: { platform: 'web', id: 'playground' },
  channel: 'general',
  account: { platform: 'web', id: 'grace', name: 'Grace' },
  isAdmin: true,
};

test('a command', () => {
  const inbound = readCommand({ ...sender, command: 'question', options: { query: 'hashing' }, line: '/question hashing' }, arrival);
  expect(inbound).toMatchObject({ event: { ...happening, kind: 'command', command: 'question', options: { query: 'hashing' } }, line: '/question hashing' });
});

test('a press, with any route: whether it leads anywhere is for the bot to say', () => {
  const inbound = readPress({ ...sender, route: '../../etc/passwd', message: 'general.n1' }, arrival);
  expect(inbound).toMatchObject({ event: { ...happening, kind: 'press', route: '../../etc/passwd' }, message: 'general.n1' });
});

test('a form, with every character as it was', () => {
  const inbound = readSubmit({ ...sender, route: '1/question/answered/sd.q05', fields: { text: ' <b>\r\n\u0000 ' } }, arrival);
  expect(inbound).toMatchObject({ event: { ...happening, kind: 'submit', fields: { text: ' <b>\r\n\u0000 ' } } });
});

test('everybody is an admin on a machine of their own', () => {
  for (const { id } of LEARNERS)
    expect(readPress({ ...sender, learner: id, route: 'x', message: `${id}.n1` }, arrival)).toMatchObject({ event: { isAdmin: true } });
});

describe('what the page never sends gets a sentence', () => {
  const press = { ...sender, route: '1/question/hint', message: 'general.n1' };
  test.each([
    ['nothing', undefined, /the body/],
    ['a list', [], /the body/],
    ['no learner', { ...press, learner: undefined }, /learner/],
    ['an unknown learner', { ...press, learner: 'mallory' }, /Nobody of that name/],
    ['a learner from the prototype', { ...press, learner: '__proto__' }, /Nobody of that name/],
    ['no id', { ...press, id: undefined }, /id/],
    ['an id with spaces', { ...press, id: 'a b c d e f g' }, /id/],
    ['no route', { ...press, route: '' }, /route/],
    ['an endless route', { ...press, route: 'x'.repeat(5000) }, /route/],
    ['a message id with a path', { ...press, message: 'general/../x' }, /message/],
  ])('%s', (_, body, sentence) => {
    expect(readPress(body, arrival)).toMatch(sentence);
  });

  test('options that are no text', () => {
    expect(readCommand({ ...sender, command: 'question', options: { query: 7 } }, arrival)).toMatch(/options.query/);
  });

  test('too many fields', () => {
    const fields = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`f${index}`, 'x']));
    expect(readSubmit({ ...sender, route: 'r', fields }, arrival)).toMatch(/too many/);
  });
});

test('typing', () => {
  expect(readTyping({ command: 'question', option: 'query', typed: 'ha' })).toEqual({ command: 'question', option: 'query', typed: 'ha' });
  expect(readTyping({ command: 'question' })).toBeUndefined();
});

test('what is far too long for a form reaches the bot, which says by how much', () => {
  const fields = { answer: 'x'.repeat(40_000) };
  expect(readSubmit({ ...sender, learner: 'ada', route: 'x', fields }, arrival)).toMatchObject({ event: { fields } });
});
