import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandShape, OptionShape } from '../../src/bot/command.ts';
import { nameAt, readLine, spotAt, withOption } from '../../src/bot/command-line.ts';

const text = (name: string, required = false): OptionShape => ({ name, summary: '', kind: 'text', required, completes: true, choices: [] });
const query = text('query');
const level: OptionShape = { ...text('level'), kind: 'choice', choices: ['mid', 'senior'].map((value) => ({ label: value, value })) };
const share: OptionShape = { ...text('share'), kind: 'flag' };
const question: CommandShape = { name: 'question', summary: '', adminOnly: false, options: [query, level, share], subcommands: [] };
const playbook: CommandShape = { ...question, name: 'playbook', options: [level] };
const help: CommandShape = { ...question, name: 'help', options: [] };
const list: CommandShape = { ...help, name: 'pack list' };
const disputes: CommandShape = { ...question, name: 'pack disputes', options: [query, share] };
const pack: CommandShape = { ...help, name: 'pack', subcommands: [list, disputes] };
const commands = [question, playbook, help, pack];

describe('reading a line', () => {
  test.each([
    ['/question', {}],
    ['  /QUESTION  ', {}],
    ['/question hashing', { query: 'hashing' }],
    ['/question consistent hashing', { query: 'consistent hashing' }],
    ['/question query:hashing level:senior', { query: 'hashing', level: 'senior' }],
    ['/question level:senior query:consistent hashing', { query: 'consistent hashing', level: 'senior' }],
    ['/question consistent hashing level: senior share:yes', { query: 'consistent hashing', level: 'senior', share: 'yes' }],
    ['/question http: the protocol', { query: 'http: the protocol' }],
    ['/question query:level', { query: 'level' }],
    ['/question level:', {}],
    ['/playbook senior', { level: 'senior' }],
  ])('%s', (line, options) => {
    expect(readLine(line, commands)).toMatchObject({ kind: 'command', options, stray: '' });
  });

  test('what fits nowhere is told apart', () => {
    expect(readLine('/PACK  disputes caching share:yes', commands)).toMatchObject({ command: disputes, options: { query: 'caching', share: 'yes' } });
    expect(readLine('/help me', commands)).toMatchObject({ stray: 'me' });
    expect(readLine('/playbook junior', commands)).toMatchObject({ stray: 'junior' });
    expect(readLine('/pack', commands)).toMatchObject({ command: pack, stray: '' });
    expect(readLine('/pack nothing', commands)).toMatchObject({ command: pack, stray: 'nothing' });
    expect(readLine('/nothing', commands)).toEqual({ kind: 'unknown', name: 'nothing' });
    expect(readLine('hello', commands)).toEqual({ kind: 'prose' });
    expect(readLine('  ', commands)).toEqual({ kind: 'empty' });
  });
});

test('the name while the caret is in it', () => {
  expect(nameAt('/que', 4, commands)).toBe('que');
  expect(nameAt('/', 1, commands)).toBe('');
  expect(nameAt('/question x', 11, commands)).toBeUndefined();
  expect(nameAt('hello', 3, commands)).toBeUndefined();
  expect(nameAt('/pack ', 6, commands)).toBe('pack ');
  expect(nameAt('/PACK  Dis', 10, commands)).toBe('pack dis');
  expect(nameAt('/pack disputes ', 15, commands)).toBeUndefined();
});

test('the option that the caret is in', () => {
  const line = '/question ha level:se';
  expect(spotAt(line, 12, commands)).toMatchObject({ option: query, typed: 'ha' });
  expect(spotAt(line, line.length, commands)).toMatchObject({ option: level, typed: 'se' });
  expect(spotAt('/question ', 10, commands)).toMatchObject({ option: query, typed: '' });
  expect(spotAt('/help ', 6, commands)).toBeUndefined();
  expect(spotAt('/pack disputes ca', 17, commands)).toMatchObject({ command: disputes, option: query, typed: 'ca' });
  expect(withOption('/pack disputes ca', disputes, share, 'yes').line).toBe('/pack disputes ca share:yes');
});

describe('setting an option', () => {
  test.each([
    ['/question', query, 'a b', '/question query:a b'],
    ['/question ha', query, 'hashing', '/question query:hashing'],
    ['/question ha level:mid', level, 'senior', '/question ha level:senior'],
    ['/question level:mid ', share, 'yes', '/question level:mid share:yes'],
    ['/question level:mid share:yes', level, undefined, '/question share:yes'],
    ['/question share:yes', share, undefined, '/question'],
  ])('%s', (line, option, value, expected) => {
    expect(withOption(line, question, option, value).line).toBe(expected);
  });

  test('always reads back, and leaves the others', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,2}$/);
    fc.assert(
      fc.property(word, word, word, (first, second, changed) => {
        const line = withOption(withOption('/question', question, query, first).line, question, level, second).line;
        expect(readLine(withOption(line, question, query, changed).line, commands)).toMatchObject({ options: { query: changed, level: second } });
      }),
    );
  });
});
