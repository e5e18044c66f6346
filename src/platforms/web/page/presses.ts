import { pick } from './element.ts';

export interface Press {
  route: string;
  /** The message that the button stands in. */
  message: string;
  label: string;
}

/**
 * Buttons and selects of messages. One that is busy takes no second press.
 * @param press resolves when its answer is there
 */
export function watchPresses(press: (press: Press) => Promise<void>): void {
  const list = pick('#list', HTMLOListElement);

  list.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-route]') : null;
    if (button) void pressOnce(button, button.dataset.route ?? '', button.textContent);
  });
  list.addEventListener('change', (event) => {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement) || !('routes' in select.dataset) || select.value === '') return;
    const route = select.value;
    const label = select.selectedOptions[0]?.textContent ?? '';
    select.value = ''; // so that the same one can be chosen again
    void pressOnce(select, route, label);
  });

  async function pressOnce(control: HTMLElement, route: string, label: string): Promise<void> {
    const message = control.closest<HTMLElement>('article')?.dataset.message;
    if (message === undefined || control.getAttribute('aria-busy') === 'true') return;
    control.setAttribute('aria-busy', 'true');
    await press({ route, message, label });
    control.removeAttribute('aria-busy');
  }
}
