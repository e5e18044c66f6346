import type { CommandShape } from '../../../bot/command.ts';
import type { Setup } from '../wire.ts';
import { make, pick } from './element.ts';

/** Who you are, and what you can do. */
export interface Sidebar {
  show(setup: Setup): void;
  connected(isConnected: boolean): void;
}

/** Kept in the address, so that two windows can be two learners. */
export function learnerInAddress(): string {
  return new URLSearchParams(location.search).get('as') ?? '';
}

export function createSidebar(learner: string, choose: (command: CommandShape) => void): Sidebar {
  const menu = pick('#learner', HTMLSelectElement);
  const commands = pick('#commands', HTMLElement);
  const connection = pick('#connection', HTMLElement);

  menu.addEventListener('change', () => {
    const address = new URL(location.href);
    address.searchParams.set('as', menu.value);
    location.assign(address);
  });

  return {
    show(setup) {
      const options = setup.learners.map(({ id, name }) => make('option', { value: id }, name));
      menu.replaceChildren(...options);
      menu.value = learner;
      commands.replaceChildren(...setup.commands.map((command) => drawCommand(command, choose)));
    },
    connected(isConnected) {
      connection.hidden = isConnected;
      connection.textContent = isConnected ? '' : 'reconnecting…';
    },
  };
}

function drawCommand(command: CommandShape, choose: (command: CommandShape) => void): HTMLElement {
  const button = make('button', { type: 'button' }, make('b', {}, `/${command.name}`), make('span', {}, command.summary));
  button.addEventListener('click', () => choose(command));
  return make('li', {}, button);
}
