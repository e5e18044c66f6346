import { pick } from './element.ts';

/** This near to the end counts as reading the newest. */
const NEAR_PX = 120;

/** Keeps the reader's place: follows what is new only while they read the newest, else offers the way there. */
export interface Scroll {
  /** Asked before something is added. */
  atEnd(): boolean;
  /** To the beginning of what was added, as far as its end comes with it. */
  show(item: HTMLElement, how?: ScrollBehavior): void;
  /** The reader is elsewhere: says that there is something new. */
  offer(item: HTMLElement): void;
}

export function createScroll(): Scroll {
  const scroller = pick('#messages', HTMLElement);
  const pill = pick('#pill', HTMLButtonElement);
  let first: HTMLElement | undefined;

  const atEnd = (): boolean => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
  const withdraw = (): void => {
    pill.hidden = true;
    first = undefined;
  };

  function show(item: HTMLElement, how: ScrollBehavior = 'smooth'): void {
    if (item === first) withdraw();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const margin = 12;
    const top = item.offsetTop - margin;
    const bottom = scroller.scrollHeight - scroller.clientHeight;
    scroller.scrollTo({ top: Math.min(top, bottom), behavior: calm ? 'instant' : how });
  }

  scroller.addEventListener('scroll', () => {
    if (atEnd()) withdraw();
  });
  pill.addEventListener('click', () => {
    const item = first;
    withdraw();
    if (!item) return;
    show(item);
    item.querySelector('article')?.focus({ preventScroll: true });
  });

  return {
    atEnd,
    show,
    offer(item) {
      first ??= item;
      pill.hidden = false;
    },
  };
}
