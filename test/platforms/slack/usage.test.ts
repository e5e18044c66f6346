import { expect, test } from 'vitest';
import type { CommandShape, OptionShape } from '../../../src/bot/command.ts';
import { readUsage } from '../../../src/platforms/slack/usage.ts';
import { command } from './workspace.ts';

const option = (name: string, more: Partial<OptionShape> = {}): OptionShape => ({
  name,
  summary: name,
  kind: 'text',
  required: false,
  completes: false,
  choices: [],
  ...more,
});
const level = option('level', {
  kind: 'choice',
  choices: [
    { label: 'Mid level', value: 'mid' },
    { label: 'Senior', value: 'senior' },
  ],
});
const COMMANDS: readonly CommandShape[] = [
  command('question', option('query'), level, option('share', { kind: 'flag' })),
  command('search', option('words', { required: true })),
  command('help'),
  { ...command('pack'), subcommands: [command('pack list'), command('pack disputes', option('query'))] },
];

test.each([
  ['quorum', 'question', { command: 'question', options: {} }],
  ['quorum', 'question consistent hashing', { command: 'question', options: { query: 'consistent hashing' } }],
  ['quorum', '  Question   level:SENIOR caching? share:yes ', undefined],
  ['quorum', 'question caching level:mid level', { command: 'question', options: { query: 'caching', level: 'mid' } }],
  ['quorum', 'question what is a cache?', { command: 'question', options: { query: 'what is a cache?' } }],
  ['quorum', 'question how to choose', { command: 'question', options: { query: 'how to choose' } }],
  ['quorum', '/question caching', { command: 'question', options: { query: 'caching' } }],
  ['question', 'caching share:yes', { command: 'question', options: { query: 'caching', share: 'yes' } }],
  ['study', 'search a <b> & c', { command: 'search', options: { words: 'a <b> & c' } }],
  ['quorum', 'help me', { command: 'help', options: {} }],
  ['quorum', 'pack', { command: 'pack', options: {} }],
  ['quorum', 'pack nothing', { command: 'pack', options: {} }],
  ['quorum', 'pack ?', { command: 'pack', options: {} }],
  ['quorum', 'Pack  disputes caching', { command: 'pack disputes', options: { query: 'caching' } }],
  ['pack', 'list', { command: 'pack list', options: {} }],
  ['quorum', 'help ?', { command: 'help', options: {} }],
])('/%s %s is used', (slash, text, expected) => {
  const usage = readUsage(slash, text, COMMANDS);
  if (expected) expect(usage).toEqual({ kind: 'use', ...expected });
  else expect(usage).toEqual({ kind: 'use', command: 'question', options: { level: 'SENIOR caching?', share: 'yes' } });
});

test.each([
  ['quorum', 'search', 'search', {}],
  ['search', '', 'search', {}],
  ['quorum', 'question ?', 'question', {}],
  ['quorum', 'question …', 'question', {}],
  ['quorum', 'question choose', 'question', {}],
  ['quorum', 'pack disputes choose', 'pack disputes', {}],
  ['quorum', 'question caching level:senior ...', 'question', { query: 'caching', level: 'senior' }],
])('/%s %s opens the form', (slash, text, name, options) => {
  expect(readUsage(slash, text, COMMANDS)).toMatchObject({ kind: 'choose', command: { name }, options });
});

test.each([
  ['', ''],
  ['?', '?'],
  ['caching', 'caching'],
  ['<!channel> hello', '<!channel>'],
])('/quorum %s is lost', (text, word) => {
  expect(readUsage('quorum', text, COMMANDS)).toEqual({ kind: 'lost', word });
});
