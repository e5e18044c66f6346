import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allCommands } from '../../commands/index.ts';
import { decodeRoute, encodeRoute, ROUTE_MAX_BYTES, route } from '../../src/bot/route.ts';
import { readLines } from '../environment.ts';

describe('a route', () => {
  test('comes back as it went', () => {
    const argument = fc.stringMatching(/^[\w.:-]{1,20}$/);
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z-]{0,10}$/),
        fc.stringMatching(/^[a-z][a-z-]{0,10}$/),
        fc.array(argument, { maxLength: 3 }),
        (command, action, args) => {
          expect(decodeRoute(encodeRoute(route(command, action, ...args)))).toEqual({ command, action, args });
        },
      ),
    );
  });

  test('of a page comes back with its number', () => {
    expect(decodeRoute(encodeRoute({ command: 'question', action: 'model-answer', args: ['sd.q05'], page: 3 }))).toEqual({
      command: 'question',
      action: 'model-answer',
      args: ['sd.q05'],
      page: 3,
    });
    for (const page of ['0', '100', '-1', '', 'x']) expect(decodeRoute(`1/question/model-answer~${page}/sd.q05`)).toBeUndefined();
  });

  test('over the limit throws where it is made', () => {
    const fits = 'a'.repeat(ROUTE_MAX_BYTES - '1/question/hint/'.length);
    expect(encodeRoute(route('question', 'hint', fits))).toHaveLength(ROUTE_MAX_BYTES);
    expect(() => encodeRoute(route('question', 'hint', `${fits}a`))).toThrow('over 100 bytes');
  });

  test.each(['', 'a/b', 'ä', 'a b'])('with the argument %j throws where it is made', (argument) => {
    expect(() => encodeRoute(route('question', 'hint', argument))).toThrow('not a route');
  });

  test('from outside never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodeRoute(text);
        decodeRoute(`1/${text}`);
      }),
    );
  });
});

test('every route ever released still leads somewhere', async () => {
  const lines = await readLines('test/routes.golden');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const known = decodeRoute(line);
    const command = allCommands.find(({ name }) => name === known?.command);
    const action = command?.actions[known?.action ?? ''];
    expect(action?.args.safeParse(known?.args).success, line).toBe(true);
  }
});

test('every action is in the list of released routes', async () => {
  const released = new Set((await readLines('test/routes.golden')).map((line) => line.split('/').slice(1, 3).join('/')));
  const actions = allCommands.flatMap(({ name, actions }) => Object.keys(actions).map((action) => `${name}/${action}`));
  expect(actions.filter((action) => !released.has(action))).toEqual([]);
});
