import type { CommandShape } from '../../../bot/command.ts';
import { nameAt, nameEnd, type Spot, spotAt, usable, withOption } from '../../../bot/command-line.ts';
import { loadSuggestions } from './connection.ts';

/** One row of the list above the input, and the line that choosing it makes. */
export interface Suggestion {
  label: string;
  summary: string;
  line: string;
  caret: number;
}

export interface Suggested {
  suggestions: readonly Suggestion[];
  /** Enter takes the first: nothing else could be meant. Elsewhere Enter sends what was typed. */
  takesFirst: boolean;
}

const NOTHING: Suggested = { suggestions: [], takesFirst: false };
/** A pause in typing; in between nobody reads suggestions. */
const DEBOUNCE_MS = 120;

/** What people choose shows as its label and is sent as its value. */
export interface Suggesting {
  suggest(line: string, caret: number, commands: readonly CommandShape[], show: (suggested: Suggested) => void): void;
  /** The value for a label that was suggested before, else the text itself. */
  valueOf(command: CommandShape, option: string, text: string): string;
}

export function createSuggesting(): Suggesting {
  const values = new Map<string, string>();
  let newest = 0;
  let completingBefore = '';

  async function complete(spot: Spot, line: string, isNewest: () => boolean, show: (suggested: Suggested) => void): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, DEBOUNCE_MS));
    if (!isNewest()) return;
    const found = await loadSuggestions(spot.command.name, spot.option.name, spot.typed);
    for (const { label, value } of found) values.set(keyOf(spot.command, spot.option.name, label), value);
    const others = found.filter(({ label }) => !same(label, spot.typed) || found.length > 1);
    if (isNewest()) show({ suggestions: others.map(({ label }) => fill(spot, line, label)), takesFirst: false });
  }

  return {
    suggest(line, caret, commands, show) {
      const mine = ++newest;
      const name = nameAt(line, caret, commands);
      const spot = name === undefined ? spotAt(line, caret, commands) : undefined;
      const completing = spot?.option.completes ? `${spot.command.name} ${spot.option.name}` : '';
      // While the server is asked, what it said last stays; what completes something else must not.
      if (completing === '' || completing !== completingBefore) show(suggestAtOnce(line, name, spot, commands));
      completingBefore = completing;
      if (spot && completing !== '') void complete(spot, line, () => mine === newest, show);
    },
    valueOf(command, option, text) {
      const known = command.options.find(({ name }) => name === option)?.choices.find(({ label }) => same(label, text));
      return known?.value ?? values.get(keyOf(command, option, text)) ?? text;
    },
  };
}

function suggestAtOnce(line: string, name: string | undefined, spot: Spot | undefined, commands: readonly CommandShape[]): Suggested {
  if (name !== undefined) return suggestCommands(line, name, commands);
  return spot && spot.option.kind !== 'text' ? suggestChoices(spot, line) : NOTHING;
}

function suggestCommands(line: string, typed: string, commands: readonly CommandShape[]): Suggested {
  const all = usable(commands);
  const begins = all.filter(({ name }) => name.startsWith(typed));
  const contains = all.filter((command) => !begins.includes(command) && `${command.name} ${command.summary}`.toLowerCase().includes(typed));
  const rest = line.slice(nameEnd(line, commands)).replace(/^\s/, '');
  const suggestions = [...begins, ...contains].map(({ name, summary }) => ({ label: `/${name}`, summary, line: `/${name} ${rest}`, caret: name.length + 2 }));
  return { suggestions, takesFirst: ![...all, ...commands].some(({ name }) => name === typed) };
}

function suggestChoices(spot: Spot, line: string): Suggested {
  const choices =
    spot.option.kind === 'flag'
      ? [
          { label: 'yes', value: 'yes' },
          { label: 'no', value: 'no' },
        ]
      : spot.option.choices;
  if (choices.some(({ label, value }) => same(label, spot.typed) || same(value, spot.typed))) return NOTHING;
  const typed = spot.typed.toLowerCase();
  const fitting = choices.filter(({ label, value }) => label.toLowerCase().includes(typed) || value.toLowerCase().includes(typed));
  return { suggestions: fitting.map(({ label }) => fill(spot, line, label)), takesFirst: typed !== '' };
}

function fill({ command, option }: Spot, line: string, label: string): Suggestion {
  return { label, summary: '', ...withOption(line, command, option, label) };
}

function keyOf(command: CommandShape, option: string, label: string): string {
  return `${command.name} ${option} ${label.trim().toLowerCase()}`;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
