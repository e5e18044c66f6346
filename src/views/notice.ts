import { route } from '../bot/route.ts';
import type { Button, Message } from '../bot/view.ts';
import type { Day } from '../study/calendar.ts';
import { dayInWords } from './dates.ts';

export interface NoticeAbout {
  date: Day | undefined;
  why: string | undefined;
  /** Whether buttons work where it is read. */
  mayDecide: boolean;
}

/** What an admin is told, once, of what went otherwise than planned. */
export function notice(kind: 'missed' | 'unknown' | 'paused' | 'resumed', { date, why, mayDecide }: NoticeAbout): Message {
  const day = date === undefined ? 'The daily challenge' : `The daily challenge of ${dayInWords(date)}`;
  switch (kind) {
    case 'missed':
      return told('bad', `${day} was not posted: I could not do it in time. The day is excused for everybody, and the next one comes as planned.`);
    case 'unknown':
      return told(
        'bad',
        `${day}: the connection broke while I was posting it, so I don’t know whether it is there. I won’t post it twice. Please look, then ${mayDecide ? 'press one of these' : 'use `/schedule next` in your community, which asks you'}. Until then the day is excused for everybody.`,
        mayDecide && date !== undefined ? decideButtons(date) : [],
      );
    case 'paused':
      return told(
        'bad',
        `I have paused the daily challenge. ${why ?? ''} \`/setup\` → *Check* says what is missing and where to set it. As soon as I can post again I go on by myself; nothing is lost.`,
      );
    case 'resumed':
      return told('good', 'I can post again, so the daily challenge goes on. `/schedule next` shows when.');
    default:
      throw new Error(`no such notice: ${JSON.stringify(kind satisfies never)}`);
  }
}

/** For a post of which nobody knows whether it arrived. */
export function decideButtons(date: Day): Button[] {
  return [
    { label: 'It is there', route: route('schedule', 'there', date) },
    { label: 'Post it', route: route('schedule', 'post', date) },
  ];
}

function told(tone: Message['tone'], markdown: string, buttons: readonly Button[] = []): Message {
  const press: Message['blocks'] = buttons.length > 0 ? [{ kind: 'buttons', buttons }] : [];
  return { kind: 'message', to: 'learner', tone, blocks: [{ kind: 'text', markdown }, ...press] };
}
