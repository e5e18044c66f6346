import type { ShownField } from '../wire.ts';
import { make } from './element.ts';

/** One labelled field of a form. */
export interface FormField {
  name: string;
  element: HTMLElement;
  value(): string;
  /** What must be changed before it can be sent, as a sentence. */
  problem(): string | undefined;
  focus(): void;
  lock(isLocked: boolean): void;
}

/** @param draft what was written into it before, instead of the form's own value */
export function makeField(field: ShownField, draft: string | undefined): FormField {
  const id = `field-${field.name}`;
  const label = make('label', { for: id }, field.label);
  if (!field.required) label.append(make('span', { class: 'optional' }, ' (optional)'));
  return field.kind === 'choice' ? makeChoice(field, id, label, draft) : makeText(field, id, label, draft);
}

function makeChoice(field: Extract<ShownField, { kind: 'choice' }>, id: string, label: HTMLElement, draft: string | undefined): FormField {
  const options = field.options.map(({ label: text, value }) => make('option', { value }, text));
  const input = make('select', { id, name: field.name, required: field.required }, make('option', { value: '' }, 'Choose…'), ...options);
  input.value = draft ?? field.value;
  return {
    name: field.name,
    element: make('div', { class: 'field' }, label, input),
    value: () => input.value,
    problem: () => (field.required && input.value === '' ? `Please choose: ${field.label}.` : undefined),
    focus: () => input.focus(),
    lock: (isLocked) => input.classList.toggle('locked', isLocked),
  };
}

/** No `maxlength`: it would cut a pasted text without a word. The counter says how much is too much. */
function makeText(field: Extract<ShownField, { kind: 'line' | 'paragraph' }>, id: string, label: HTMLElement, draft: string | undefined): FormField {
  const attributes = { id, name: field.name, placeholder: field.placeholder, required: field.required, 'aria-describedby': `${id}-count`, autocomplete: 'off' };
  const input = field.kind === 'paragraph' ? make('textarea', { ...attributes, rows: '7' }) : make('input', { ...attributes, type: 'text' });
  const counter = make('span', { class: 'counter', id: `${id}-count` });
  input.value = draft ?? field.value;
  const count = (): void => {
    counter.textContent = `${input.value.length.toLocaleString('en')} / ${field.max.toLocaleString('en')}`;
    counter.classList.toggle('over', input.value.length > field.max);
  };
  input.addEventListener('input', () => {
    count();
    input.removeAttribute('aria-invalid');
  });
  count();
  return {
    name: field.name,
    element: make('div', { class: 'field' }, make('div', { class: 'label' }, label, counter), input),
    value: () => input.value,
    problem: () => {
      const sentence = problemOf(field, input.value);
      if (sentence !== undefined) input.setAttribute('aria-invalid', 'true');
      return sentence;
    },
    focus() {
      input.focus();
      input.setSelectionRange(input.value.length, input.value.length);
    },
    lock: (isLocked) => {
      input.readOnly = isLocked;
    },
  };
}

function problemOf({ label, required, min, max }: Extract<ShownField, { kind: 'line' | 'paragraph' }>, value: string): string | undefined {
  const length = value.trim().length;
  if (length === 0) return required ? `“${label}” is still empty.` : undefined;
  if (length < min) return `“${label}” needs at least ${min} characters. You have ${length}.`;
  const over = value.length - max;
  return over > 0 ? `“${label}” is ${over.toLocaleString('en')} ${over === 1 ? 'character' : 'characters'} too long.` : undefined;
}
