import type { CommandShape, OptionShape } from './command.ts';

// The text in the input is the only truth: chips and suggestions read it and change it, so that typing and choosing are the same.

export type Line =
  | { kind: 'empty' }
  /** No slash: the bot reads no messages. */
  | { kind: 'prose' }
  | { kind: 'unknown'; name: string }
  | { kind: 'command'; command: CommandShape; options: Readonly<Record<string, string>>; stray: string };

/** A stretch of the line that is the value of one option. */
interface Segment {
  option: OptionShape | undefined;
  /** Where its `name:` begins; the same as `from` for text without a name. */
  start: number;
  from: number;
  to: number;
}

export interface Spot {
  command: CommandShape;
  option: OptionShape;
  typed: string;
  from: number;
  to: number;
}

/** `/question query:consistent hashing level:senior`, or `/question consistent hashing`: text without a name goes to the first option that takes text. */
export function readLine(line: string, commands: readonly CommandShape[]): Line {
  const text = line.trim();
  if (text === '') return { kind: 'empty' };
  if (!text.startsWith('/')) return { kind: 'prose' };
  const command = commandIn(line, commands);
  if (!command) return { kind: 'unknown', name: wordsIn(line, 1) };
  const options: Record<string, string> = {};
  let stray = '';
  for (const { option, from, to } of segmentsOf(line, command)) {
    const value = line.slice(from, to).trim();
    if (value === '') continue;
    if (option) options[option.name] = value;
    else stray = value;
  }
  return { kind: 'command', command, options, stray };
}

/** Every command that can be used, subcommands in the place of those that only hold them. */
export function usable(commands: readonly CommandShape[]): readonly CommandShape[] {
  return commands.flatMap((command) => (command.subcommands.length > 0 ? command.subcommands : [command]));
}

/** The command's name, with its subcommand's, as far as it is typed while the caret is in it. */
export function nameAt(line: string, caret: number, commands: readonly CommandShape[]): string | undefined {
  const start = line.search(/\S/);
  if (start < 0 || line[start] !== '/' || caret <= start || caret > nameEnd(line, commands)) return undefined;
  return tidy(line.slice(start + 1, caret));
}

/** Where the command's name ends in the line; of a command with subcommands also the next word belongs to it. */
export function nameEnd(line: string, commands: readonly CommandShape[]): number {
  const group = commands.find(({ name }) => name === wordsIn(line, 1));
  const words = group && group.subcommands.length > 0 ? /^\s*\/\S*(\s+\S*)?/ : /^\s*\/\S*/;
  return words.exec(line)?.[0].length ?? 0;
}

/** The option whose value the caret is in. */
export function spotAt(line: string, caret: number, commands: readonly CommandShape[]): Spot | undefined {
  const read = readLine(line, commands);
  if (read.kind !== 'command' || nameAt(line, caret, commands) !== undefined) return undefined;
  const segment = segmentsOf(line, read.command).find(({ from, to }) => from <= caret && caret <= to);
  if (!segment?.option) return undefined;
  const { option, from, to } = segment;
  return { command: read.command, option, typed: line.slice(from, to).trim(), from, to };
}

/** With the option's value set; an empty one leaves `name:` ready to be filled, `undefined` takes it out. `caret` is behind the value. */
export function withOption(line: string, command: CommandShape, option: OptionShape, value: string | undefined): { line: string; caret: number } {
  const segment = segmentsOf(line, command).find((one) => one.option?.name === option.name && line.slice(one.start, one.to).trim() !== '');
  const before = (segment ? line.slice(0, segment.start) : line).trimEnd();
  const after = segment ? line.slice(segment.to).trim() : '';
  if (value === undefined) return { line: `${before} ${after}`.trimEnd(), caret: before.length };
  const head = `${before} ${option.name}:${value}`;
  return { line: after === '' ? head : `${head} ${after}`, caret: head.length };
}

/** A subcommand before the command that has it: what does not name one is left to that command, which can say what there is. */
function commandIn(line: string, commands: readonly CommandShape[]): CommandShape | undefined {
  const named = (name: string) => [...usable(commands), ...commands].find((one) => one.name === name);
  return named(wordsIn(line, 2)) ?? named(wordsIn(line, 1));
}

/** The first words of the line, without the slash. */
function wordsIn(line: string, count: number): string {
  return tidy(line).replace('/', '').split(' ').slice(0, count).join(' ');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trimStart().toLowerCase();
}

function segmentsOf(line: string, command: CommandShape): Segment[] {
  const words = command.name.includes(' ') ? /^\s*\/\S+\s+\S+/ : /^\s*\/\S*/;
  const begin = words.exec(line)?.[0].length ?? 0;
  const named = [...line.slice(begin).matchAll(/(?<=\s)([a-z][\w-]*):/gi)].flatMap((match): Segment[] => {
    const option = command.options.find((one) => one.name === match[1]?.toLowerCase());
    const start = begin + match.index;
    return option ? [{ option, start, from: start + match[0].length, to: line.length }] : [];
  });
  named.forEach((segment, index) => {
    const next = named[index + 1];
    if (next) segment.to = next.start - 1;
  });
  const end = named[0] ? Math.max(begin, named[0].start - 1) : line.length;
  const from = Math.min(begin + 1, end);
  return [{ option: unnamedOption(command, named, line.slice(from, end).trim()), start: from, from, to: end }, ...named];
}

/** Where text without a name goes: the first free option that takes text, required ones first; else one that has it as a choice. */
function unnamedOption(command: CommandShape, named: readonly Segment[], typed: string): OptionShape | undefined {
  const free = command.options.filter((option) => !named.some((segment) => segment.option === option));
  const texts = free.filter((option) => option.kind === 'text');
  return texts.find((option) => option.required) ?? texts[0] ?? free.find((option) => option.kind === 'choice' && (typed === '' || hasChoice(option, typed)));
}

function hasChoice(option: OptionShape, typed: string): boolean {
  const start = typed.toLowerCase();
  return option.choices.some(({ label, value }) => label.toLowerCase().startsWith(start) || value.toLowerCase().startsWith(start));
}
