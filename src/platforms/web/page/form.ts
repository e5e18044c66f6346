import type { ShownForm, ShownMessage } from '../wire.ts';
import { newId, type Outcome } from './connection.ts';
import type { Drafts } from './draft.ts';
import { make, pick } from './element.ts';
import { type FormField, makeField } from './form-field.ts';

export interface FormOptions {
  drafts: Drafts;
  submit(act: { id: string; route: string; fields: Readonly<Record<string, string>>; message: string | undefined }, whileAway: () => void): Promise<Outcome>;
  accepted(message: ShownMessage): void;
}

/** Shows one form at a time. @param message whose button asked for it */
export type OpenForm = (form: ShownForm, message: string | undefined) => void;

/** What is typed stays: in the dialog until an answer has come, in the draft until that answer accepts it. */
export function createForms({ drafts, submit, accepted }: FormOptions): OpenForm {
  const dialog = pick('#form', HTMLDialogElement);

  return function open(form, message) {
    const draft = drafts.read(form.route);
    const fields = form.fields.map((field) => makeField(field, draft?.[field.name]));
    const values = (): Record<string, string> => Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
    const parts = layOut(dialog, form, fields, draft !== undefined);
    let sent: { id: string; text: string } | undefined;

    async function trySubmit(): Promise<void> {
      if (parts.send.getAttribute('aria-busy') === 'true') return;
      const wrong = fields.find((field) => field.problem() !== undefined);
      parts.say(wrong?.problem() ?? '', 'error');
      if (wrong) return wrong.focus();
      // The same text again is the same act, which counts once; another text is another.
      const text = JSON.stringify(values());
      sent = sent?.text === text ? sent : { id: newId(), text };
      setBusy(parts, fields, true);
      const act = { id: sent.id, route: form.route, fields: values(), message };
      const outcome = await submit(act, () => parts.say('Quorum is away for a moment. Your text is safe; I keep trying.', 'news'));
      setBusy(parts, fields, false);
      if (!outcome.done) return parts.say(outcome.error, 'error');
      if (outcome.answer.kind === 'form') return open(outcome.answer.form, message);
      if (outcome.answer.message.tone !== 'bad') drafts.drop(form.route);
      dialog.close();
      accepted(outcome.answer.message);
    }

    parts.form.addEventListener('input', () => drafts.keep(form.route, values()));
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void trySubmit();
    });
    parts.form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void trySubmit();
    });
    if (!dialog.open) dialog.showModal();
    fields[0]?.focus();
  };
}

interface Parts {
  form: HTMLFormElement;
  send: HTMLButtonElement;
  say(text: string, how: 'error' | 'news'): void;
}

function layOut(dialog: HTMLDialogElement, shown: ShownForm, fields: readonly FormField[], hasDraft: boolean): Parts {
  const intro = make('div', { class: 'intro' });
  intro.innerHTML = shown.introHtml; // sanitized by render.ts
  const draft = make('p', { class: 'note' }, 'Your draft from before is back.');
  const cancel = make('button', { type: 'button' }, 'Close');
  cancel.addEventListener('click', () => dialog.close());
  const send = make('button', { type: 'submit', class: 'main' }, shown.submitLabel);
  const keys = make('span', { class: 'keys' }, `${/mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'} + Enter sends`);
  const news = make('p', { class: 'says', 'aria-live': 'assertive' });
  const frame = make('form', { novalidate: true }, make('h2', { id: 'form-title' }, shown.title), intro);
  if (hasDraft) frame.append(draft);
  frame.append(...fields.map(({ element }) => element), news, make('div', { class: 'buttons' }, send, cancel, keys));
  dialog.replaceChildren(frame);
  return {
    form: frame,
    send,
    say(text, how) {
      news.textContent = text;
      news.dataset.how = how;
    },
  };
}

/** Read-only instead of disabled: the text stays readable and the focus where it is. */
function setBusy({ send }: Parts, fields: readonly FormField[], isBusy: boolean): void {
  send.setAttribute('aria-busy', String(isBusy));
  for (const field of fields) field.lock(isBusy);
}
