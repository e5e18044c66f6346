import type { Cause, ShownMessage } from '../wire.ts';
import { make, pick } from './element.ts';
import type { Scroll } from './scroll.ts';

/** The chat: what the server sent, each message once, the newest version. */
export interface Messages {
  /** What arrived over the stream, or with the history. */
  put(message: ShownMessage): void;
  /** What the learner asked for: is scrolled to in any case. @param focus after a press, whose button may be far above */
  answer(message: ShownMessage, focus: boolean): void;
  putHistory(messages: readonly ShownMessage[]): void;
  /** A line for work under way. @returns what ends it */
  wait(cause: Cause): Waiting;
}

export interface Waiting {
  say(text: string): void;
  /** Stays, with a button. */
  fail(error: string, again: () => void): void;
  end(): void;
}

export function createMessages(scroll: Scroll, onChange: (item: HTMLElement) => void): Messages {
  const list = pick('#list', HTMLOListElement);
  const welcome = pick('#welcome', HTMLElement);
  const announcer = pick('#announcer', HTMLElement);
  const items = new Map<string, { version: number; item: HTMLLIElement }>();

  /** @returns its item, and whether it is new */
  function upsert(message: ShownMessage): { item: HTMLLIElement; isNew: boolean; changed: boolean } {
    const known = items.get(message.id);
    if (known && known.version >= message.version) return { item: known.item, isNew: false, changed: false };
    const item = known?.item ?? make('li', { 'data-at': String(message.at) });
    items.set(message.id, { version: message.version, item });
    const focused = known && focusIn(item);
    item.replaceChildren(draw(message));
    if (!known) insertByTime(list, item, message.at);
    focused?.(item);
    welcome.hidden = true;
    onChange(item);
    return { item, isNew: !known, changed: true };
  }

  return {
    put(message) {
      const follow = scroll.atEnd();
      const { item, isNew, changed } = upsert(message);
      if (changed) announcer.textContent = `Quorum: ${message.summary}`;
      if (isNew && follow) scroll.show(item);
      else if (isNew) scroll.offer(item);
    },
    answer(message, focus) {
      const { item } = upsert(message);
      scroll.show(item);
      announcer.textContent = focus ? '' : `Quorum: ${message.summary}`;
      if (focus) focusOn(item);
    },
    putHistory(messages) {
      const follow = scroll.atEnd();
      const drawn = messages.map(upsert);
      const newest = drawn.at(-1);
      if (newest && follow && drawn.some(({ isNew }) => isNew)) scroll.show(newest.item, 'instant');
    },
    wait(cause) {
      const waiting = createWaiting(cause, () => welcome.toggleAttribute('hidden', items.size > 0), scroll);
      welcome.hidden = true;
      list.append(waiting.item);
      scroll.show(waiting.item);
      return waiting;
    },
  };
}

/** The same message in another state keeps the focus where it was; a new one gets it, so that the next Tab leads into it. */
function focusOn(item: HTMLLIElement): void {
  if (!item.contains(document.activeElement)) item.querySelector('article')?.focus({ preventScroll: true });
}

/** An edit replaces the buttons: the one in focus is found again by its words or its place. */
function focusIn(item: HTMLLIElement): ((item: HTMLLIElement) => void) | undefined {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !item.contains(focused)) return undefined;
  const index = controlsIn(item).indexOf(focused);
  const { textContent } = focused;
  return (redrawn) => {
    const controls = controlsIn(redrawn);
    const target = controls.find((control) => control.textContent === textContent) ?? controls[index] ?? redrawn.querySelector('article');
    target?.focus({ preventScroll: true });
  };
}

function controlsIn(item: HTMLElement): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>('button, select, a')];
}

function insertByTime(list: HTMLOListElement, item: HTMLLIElement, at: number): void {
  const later = [...list.children].find((other) => other instanceof HTMLElement && Number(other.dataset.at) > at);
  list.insertBefore(item, later ?? list.querySelector('.waiting'));
}

function draw(message: ShownMessage): HTMLElement {
  const time = new Date(message.at);
  const name = `name-${message.id.replaceAll('.', '-')}`;
  const head = make(
    'header',
    { id: name },
    make('b', {}, 'Quorum'),
    make('span', { class: 'app' }, 'APP'),
    make('time', { datetime: time.toISOString() }, time.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' })),
  );
  const body = make('div', { class: 'body', 'data-tone': message.tone });
  body.innerHTML = message.html; // made of escaped text and sanitized markdown by render.ts
  const article = make('article', { tabindex: '-1', 'aria-labelledby': name, 'data-message': message.id, class: message.private ? 'private' : '' });
  if (message.cause) article.append(drawCause(message.cause));
  article.append(make('img', { class: 'face', src: '/assets/icon.svg', alt: '', width: '40', height: '40' }), head, body);
  if (message.private) article.append(make('p', { class: 'only-you' }, 'Only you can see this'));
  return article;
}

function drawCause({ by, how, what }: Cause): HTMLElement {
  const verb = how === 'command' ? 'used' : 'pressed';
  return make('p', { class: 'cause' }, make('b', {}, by), ` ${verb} `, make('span', { class: how }, what));
}

function createWaiting(cause: Cause, onEnd: () => void, scroll: Scroll): Waiting & { item: HTMLLIElement } {
  const text = make('span', { role: 'status' }, 'Quorum is thinking');
  const dots = make('span', { class: 'dots', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));
  const line = make('p', { class: 'thinking' }, text, dots);
  const item = make('li', { class: 'waiting' }, make('div', {}, drawCause(cause), line));
  const end = (): void => {
    item.remove();
    onEnd();
  };
  return {
    item,
    say: (words) => {
      text.textContent = words;
    },
    fail(error, again) {
      const button = make('button', { type: 'button' }, 'Try again');
      button.addEventListener('click', () => {
        end();
        again();
      });
      line.replaceChildren(make('span', { role: 'alert' }, error), button);
      line.className = 'failed';
      scroll.show(item);
    },
    end,
  };
}
