import { make, pick } from './element.ts';
import type { Suggested, Suggestion } from './suggestions.ts';

/** The list of suggestions of a combobox: the focus stays in the input. @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export interface Listbox {
  show(suggested: Suggested): void;
  close(): void;
  isOpen(): boolean;
  move(step: 1 | -1): void;
  /** The one that Enter takes. */
  active(): Suggestion | undefined;
}

export function createListbox(input: HTMLInputElement, take: (suggestion: Suggestion) => void): Listbox {
  const list = pick('#suggestions', HTMLElement);
  let shown: readonly Suggestion[] = [];
  let index = -1;

  function activate(next: number): void {
    index = next;
    const row = list.children[index];
    for (const each of list.children) each.setAttribute('aria-selected', String(each === row));
    if (row) input.setAttribute('aria-activedescendant', row.id);
    else input.removeAttribute('aria-activedescendant');
    row?.scrollIntoView({ block: 'nearest' });
  }

  function show({ suggestions, takesFirst }: Suggested): void {
    shown = suggestions;
    list.replaceChildren(...suggestions.map(drawRow));
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    activate(takesFirst && suggestions.length > 0 ? 0 : -1);
  }

  // Not `click`: that would come after the input has lost the focus.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    const suggestion = row && shown[[...list.children].indexOf(row)];
    if (suggestion) take(suggestion);
  });

  return {
    show,
    close: () => show({ suggestions: [], takesFirst: false }),
    isOpen: () => !list.hidden,
    move(step) {
      const count = shown.length;
      if (count > 0) activate(index < 0 ? (step > 0 ? 0 : count - 1) : (index + step + count) % count);
    },
    active: () => shown[index],
  };
}

function drawRow({ label, summary }: Suggestion, at: number): HTMLElement {
  const row = make('div', { role: 'option', id: `suggestion-${at}`, 'aria-selected': 'false' }, make('b', {}, label));
  if (summary !== '') row.append(make('span', {}, summary));
  return row;
}
