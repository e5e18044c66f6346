import type { CommandShape, OptionShape } from '../../bot/command.ts';
import { readLine, usable } from '../../bot/command-line.ts';

/** What somebody means by a slash command. */
export type Usage =
  | { kind: 'use'; command: string; options: Readonly<Record<string, string>> }
  /** Something required is missing, or they asked to choose. */
  | { kind: 'choose'; command: CommandShape; options: Readonly<Record<string, string>> }
  /** `/quorum` alone, or with a word that is no command. */
  | { kind: 'lost'; word: string };

/** At the end of a line, apart from what is before: open the form. */
const CHOOSE = /(^|\s)(\?|…|\.\.\.)$/;

/**
 * `/quorum question caching level:senior`; `/question caching` where the app was given such a command; `/quorum question ?` to choose.
 * @param slash the command's name in Slack: ours, or whatever the one command for all of them is called
 */
export function readUsage(slash: string, text: string, commands: readonly CommandShape[]): Usage {
  const alias = commands.find(({ name }) => name === slash.toLowerCase());
  const typed = (alias ? `${alias.name} ${text}` : text).trim();
  const line = `/${typed.replace(/^\//, '')}`;
  const asked = usable(commands).some(({ name }) => line.replace(/\s+/g, ' ').toLowerCase() === `/${name} choose`);
  const choosing = asked || CHOOSE.test(line);
  const read = readLine(choosing ? line.replace(CHOOSE, '').replace(/\s+choose$/i, '') : line, commands);
  if (read.kind !== 'command') return { kind: 'lost', word: read.kind === 'unknown' ? read.name : '' };
  const { command } = read;
  const options = Object.fromEntries(Object.entries(read.options).map(([name, value]) => [name, chosenValue(command, name, value)]));
  const missing = command.options.some(({ name, required }) => required && options[name] === undefined);
  if (missing || (choosing && command.options.length > 0)) return { kind: 'choose', command, options };
  return { kind: 'use', command: command.name, options };
}

/** A choice may be typed as it is shown, in any case. */
function chosenValue(command: CommandShape, name: string, text: string): string {
  const option: OptionShape | undefined = command.options.find((each) => each.name === name);
  const same = (one: string) => one.toLowerCase() === text.toLowerCase();
  return option?.choices.find(({ label, value }) => same(label) || same(value))?.value ?? text;
}
