import type { CommandShape, OptionShape } from '../../../bot/command.ts';
import type { Line } from '../../../bot/command-line.ts';
import { make, pick } from './element.ts';

/** The options of the command that is being typed, one chip each: chosen values show, flags toggle. */
export function createChips(choose: (command: CommandShape, option: OptionShape) => void): (line: Line) => void {
  const row = pick('#chips', HTMLElement);
  let drawn = '';

  return (line) => {
    const state = JSON.stringify(line.kind === 'command' ? [line.command.name, line.options] : line.kind);
    if (state === drawn) return; // a chip in focus stays
    drawn = state;
    const focused = [...row.children].indexOf(document.activeElement ?? row);
    row.hidden = line.kind !== 'command' || line.command.options.length === 0;
    row.replaceChildren();
    if (line.kind !== 'command') return;
    const { command, options } = line;
    row.append(...command.options.map((option) => drawChip(option, options[option.name], () => choose(command, option))));
    const again = row.children[focused];
    if (again instanceof HTMLElement) again.focus();
  };
}

function drawChip(option: OptionShape, value: string | undefined, onClick: () => void): HTMLElement {
  const isSet = value !== undefined;
  const isFlag = option.kind === 'flag';
  const mark = isFlag ? (isOn(value) ? '✓ ' : '') : '';
  const shown = isSet && !isFlag ? `: ${value}` : option.required && !isSet ? ' *' : '';
  const chip = make('button', {
    type: 'button',
    class: isSet ? 'chip set' : 'chip',
    title: option.summary,
    'aria-pressed': isFlag ? String(isOn(value)) : undefined,
  });
  chip.append(`${mark}${option.name}${shown}`);
  chip.addEventListener('click', onClick);
  return chip;
}

export function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(yes|true|on|1|y)$/i.test(value);
}
