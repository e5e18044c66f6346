import { route } from '../bot/route.ts';
import type { Block, Message } from '../bot/view.ts';
import type { Day } from '../study/calendar.ts';
import type { Planned } from '../study/schedule.ts';
import { dayInWords } from './dates.ts';
import { decideButtons } from './notice.ts';
import { datesBlock } from './setup.ts';

export interface ShownSchedule {
  zone: string;
  dates: readonly Planned[];
  /** Why there are no dates. */
  paused?: { by: 'admin' | 'us'; why?: string };
  /** Posts of which nobody knows whether they arrived. */
  unknown: readonly Day[];
  /** Lately, by us. */
  missed: readonly Day[];
  /** What can be taken back. */
  skipped: readonly Day[];
}

/** What comes, and what an admin should know; `said` is what was just done. */
export function scheduleCard({ zone, dates, paused, unknown, missed, skipped }: ShownSchedule, to: Message['to'], said?: string): Message {
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'Daily challenge' },
      ...(said === undefined ? [] : [{ kind: 'text' as const, markdown: said }]),
      ...(paused
        ? [{ kind: 'text' as const, markdown: pausedLine(paused) }]
        : [{ kind: 'text' as const, markdown: '**The next five:**' }, datesBlock(dates, zone)]),
      ...skipped.flatMap((date): Block[] => [
        { kind: 'note', markdown: `Skipped: ${dayInWords(date)}` },
        { kind: 'buttons', buttons: [{ label: `Don’t skip ${dayInWords(date)}`, route: route('schedule', 'unskip', date) }] },
      ]),
      ...(missed.length > 0 ? [{ kind: 'note' as const, markdown: `Not posted, by our fault, and excused: ${missed.map(dayInWords).join(', ')}.` }] : []),
      ...unknown.flatMap(unknownBlocks),
    ],
  };
}

function pausedLine({ by, why }: NonNullable<ShownSchedule['paused']>): string {
  if (by === 'admin') return 'It is **paused**, and dates without a challenge are rest days. `/schedule resume` goes on.';
  return `It is **paused**: ${why ?? ''} \`/setup\` → *Check* says what is missing and where to set it. I go on by myself as soon as I can.`;
}

function unknownBlocks(date: Day): Block[] {
  return [
    { kind: 'divider' },
    {
      kind: 'text',
      markdown: `${dayInWords(date)}: the connection broke while I was posting, so I don’t know whether the challenge is there. Please look, then tell me.`,
    },
    { kind: 'buttons', buttons: decideButtons(date) },
  ];
}
