import type { CommandShape, OptionShape } from '../../../bot/command.ts';
import { type Line, readLine, withOption } from '../../../bot/command-line.ts';
import { createChips, isOn } from './chips.ts';
import { pick } from './element.ts';
import { createListbox } from './listbox.ts';
import { createRecent } from './recent.ts';
import { createSuggesting } from './suggestions.ts';

/** A command as it was typed. */
export interface Typed {
  line: string;
  command: string;
  options: Readonly<Record<string, string>>;
}

/** The input at the bottom. */
export interface Composer {
  setCommands(commands: readonly CommandShape[]): void;
  /** Puts a line in, ready to be completed. */
  edit(line: string): void;
  /** As if it had been typed and sent. */
  run(line: string): void;
}

export function createComposer(learner: string, send: (typed: Typed) => void): Composer {
  const input = pick('#line', HTMLInputElement);
  const says = pick('#says', HTMLElement);
  const suggesting = createSuggesting();
  const recent = createRecent(learner);
  const listbox = createListbox(input, (suggestion) => edit(suggestion.line, suggestion.caret));
  const drawChips = createChips(choose);
  let commands: readonly CommandShape[] = [];

  function refresh(): void {
    says.textContent = '';
    drawChips(readLine(input.value, commands));
    const caret = input.selectionStart ?? input.value.length;
    suggesting.suggest(input.value, caret, commands, (suggested) => (document.activeElement === input ? listbox.show(suggested) : listbox.close()));
  }

  function edit(line: string, caret = line.length): void {
    input.value = line;
    input.focus();
    input.setSelectionRange(caret, caret);
    refresh();
  }

  function choose(command: CommandShape, option: OptionShape): void {
    const line = readLine(input.value, commands);
    const value = line.kind === 'command' ? line.options[option.name] : undefined;
    const next = option.kind !== 'flag' ? (value ?? '') : isOn(value) ? undefined : 'yes';
    const changed = withOption(input.value, command, option, next);
    if (option.kind === 'flag') {
      input.value = changed.line;
      drawChips(readLine(input.value, commands));
    } else {
      edit(changed.line, changed.caret);
    }
  }

  function run(text: string): void {
    const line = readLine(text, commands);
    const problem = problemOf(line);
    says.textContent = problem;
    if (problem !== '' || line.kind !== 'command') return;
    const options = Object.entries(line.options).map(([name, value]) => [name, suggesting.valueOf(line.command, name, value)]);
    recent.add(text.trim());
    input.value = '';
    refresh();
    listbox.close();
    send({ line: text.trim(), command: line.command.name, options: Object.fromEntries(options) });
  }

  function onKey(event: KeyboardEvent): void {
    const handled = handleKey(event.key);
    if (handled) event.preventDefault();
  }

  /** @returns whether the key meant something here */
  function handleKey(key: string): boolean {
    const active = listbox.active();
    if (key === 'Escape' && listbox.isOpen()) listbox.close();
    else if ((key === 'ArrowDown' || key === 'ArrowUp') && listbox.isOpen()) listbox.move(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'ArrowDown' || key === 'ArrowUp') recall(key === 'ArrowUp' ? recent.older(input.value) : recent.newer());
    else if ((key === 'Enter' || key === 'Tab') && active) edit(active.line, active.caret);
    else if (key === 'Enter') run(input.value);
    else return false;
    return true;
  }

  function recall(line: string | undefined): void {
    if (line === undefined) return;
    edit(line);
    listbox.close();
  }

  input.addEventListener('input', refresh);
  input.addEventListener('click', refresh);
  input.addEventListener('keydown', (event) => {
    if (!event.isComposing) onKey(event);
  });
  input.addEventListener('blur', () => listbox.close());
  pick('#send', HTMLButtonElement).addEventListener('click', () => run(input.value));
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || isWriting(event.target)) return;
    event.preventDefault();
    edit('/');
  });

  return {
    setCommands(known) {
      commands = known;
      if (input.value !== '') refresh();
    },
    edit,
    run,
  };
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
}

/** '' when it can be sent. */
function problemOf(line: Line): string {
  if (line.kind === 'empty') return 'Type / to see what Quorum can do.';
  if (line.kind === 'prose') return 'Quorum reads no messages, here or anywhere: it answers commands, buttons and forms. Type / to choose a command.';
  if (line.kind === 'unknown') return `There is no command /${line.name}. Type / to see them all.`;
  if (line.stray !== '' && line.command.subcommands.length > 0)
    return `There is no /${line.command.name} ${line.stray}. /${line.command.name} shows what there is.`;
  if (line.stray !== '') return `/${line.command.name} can’t use “${line.stray}”.`;
  const missing = line.command.options.find(({ name, required }) => required && line.options[name] === undefined);
  return missing ? `/${line.command.name} needs ${missing.name}: ${missing.summary}.` : '';
}
