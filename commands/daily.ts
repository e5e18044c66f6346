import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import type { Message } from '../src/bot/view.ts';
import { zoneOf } from '../src/records/community.ts';
import { endOf } from '../src/records/occurrence.ts';
import { nextDates } from '../src/records/schedule.ts';
import { readToday } from '../src/records/today.ts';
import { COUNTS_MS } from '../src/study/daily.ts';
import { noneCard, openCard, overCard } from '../src/views/daily-card.ts';
import { action, command, type Resources } from './resources.ts';

export const daily = command({
  name: 'daily',
  summary: 'Today’s challenge: the question, who has answered, time left',
  options: {},
  answers: 'learner',
  run: (resources, event) => show(resources, event),
  actions: {
    show: action({ answers: 'learner', args: z.tuple([z.iso.date()]), run: (resources, event, [date]) => show(resources, event, date) }),
  },
});

async function show({ records, library }: Resources, event: Event, date?: string): Promise<Message> {
  const { plan, challenge, isOpen, hasAnswered, tally } = await readToday(records, event.place, event.account, event.at, date);
  const [planned] = nextDates(plan, event.at, 1);
  const next = planned && { dueAt: planned.dueAt, zone: zoneOf(plan.community) };
  if (!challenge) return noneCard(next);
  const question = library.question(challenge.question);
  const { postedAt = event.at, quorum = 1 } = challenge;
  const shown = { date: challenge.date, dueAt: challenge.dueAt, postedAt, quorum, ...tally };
  if (!isOpen || !question) return overCard({ ...shown, ...(question ? { question } : {}) }, hasAnswered, next);
  const endsAt = Math.min(endOf(plan.challenges, challenge), planned?.dueAt ?? Number.POSITIVE_INFINITY);
  return openCard({ ...shown, question }, library, { hasAnswered, leftMs: endsAt - event.at, countsMs: postedAt + COUNTS_MS - event.at });
}
