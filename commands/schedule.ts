import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Message } from '../src/bot/view.ts';
import { isStarted, zoneOf } from '../src/records/community.ts';
import { markPosted, postAfterAll, resume } from '../src/records/occurrence.ts';
import { communityPartition } from '../src/records/partition.ts';
import { changePlan, nextBroughtForward, nextDates, type Plan, readPlan } from '../src/records/schedule.ts';
import { pause, skip, unskip } from '../src/records/settings.ts';
import { addDays, dateIn } from '../src/study/calendar.ts';
import { dayInWords } from '../src/views/dates.ts';
import { scheduleCard } from '../src/views/schedule.ts';
import { action, group, type Resources, subcommand } from './resources.ts';

const SHOWN = 5;
const MISSED_DAYS = 14;
const date = z.tuple([z.iso.date()]);

export const schedule = group({
  name: 'schedule',
  summary: 'The daily challenge: when it comes, pause, skip, now',
  for: 'admin',
  subcommands: {
    next: subcommand({
      summary: 'The next five dates, and what needs an admin',
      options: {},
      answers: 'learner',
      run: (resources, event) => show(resources, event, 'learner'),
    }),
    pause: subcommand({
      summary: 'No challenges until you resume it; nobody’s streak suffers',
      options: {},
      answers: 'learner',
      run: async (resources, event) => {
        await started(resources, event);
        const done = await pause(resources.records, communityPartition(event.place), event.at);
        return show(resources, event, 'learner', done ? 'Paused.' : 'It was paused before.');
      },
    }),
    resume: subcommand({
      summary: 'Goes on after a pause',
      options: {},
      answers: 'learner',
      run: async (resources, event) => {
        await started(resources, event);
        const done = await resume(resources.records, communityPartition(event.place), event.at, 'admin');
        return show(resources, event, 'learner', done ? 'It goes on.' : 'It was not paused.');
      },
    }),
    skip: subcommand({
      summary: 'Leaves out the next one: a rest day',
      options: {},
      answers: 'learner',
      run: async (resources, event) => {
        await going(resources, event);
        const skipped = await skip(resources.records, communityPartition(event.place), event.at);
        return show(
          resources,
          event,
          'learner',
          skipped === undefined ? 'There is none to skip.' : `I leave out ${dayInWords(skipped)}. It is a rest day: nobody’s streak suffers.`,
        );
      },
    }),
    now: subcommand({ summary: 'Posts the next one now instead of later; none is added', options: {}, answers: 'learner', run: bringForward }),
  },
  actions: {
    unskip: action({
      answers: 'here',
      args: date,
      async run(resources, event, [day]) {
        await unskip(resources.records, communityPartition(event.place), event.at, day);
        return show(resources, event, 'here', `${dayInWords(day)} is not left out.`);
      },
    }),
    there: action({
      answers: 'here',
      args: date,
      async run(resources, event, [day]) {
        await markPosted(resources.records, communityPartition(event.place), day, event.at);
        return show(resources, event, 'here', `Thank you: the challenge of ${dayInWords(day)} counts as posted. I can’t show its counters there.`);
      },
    }),
    post: action({
      answers: 'here',
      args: date,
      async run(resources, event, [day]) {
        const outcome = await postAfterAll(resources.records, communityPartition(event.place), day, event.at);
        return show(resources, event, 'here', AFTER_ALL[outcome](dayInWords(day)));
      },
    }),
  },
});

const AFTER_ALL = {
  sending: (day: string) => `I post the challenge of ${day} now.`,
  missed: (day: string) => `It is too late to post the challenge of ${day}. The day is excused for everybody.`,
  settled: (day: string) => `That was decided before: there is nothing to do for ${day}.`,
};

async function bringForward(resources: Resources, event: Event): Promise<Message> {
  const { challenges } = await going(resources, event);
  if (!challenges.next) throw new Refusal('There is none to bring forward. `/schedule next` shows what comes.');
  const { date: day } = challenges.next;
  await changePlan(resources.records, communityPartition(event.place), event.at, (plan) => {
    // Pressed twice, it is the same one.
    return plan.challenges.next?.date === day ? { plan: nextBroughtForward(plan, event.at) } : undefined;
  });
  return show(
    resources,
    event,
    'learner',
    `The challenge of ${dayInWords(day)} comes now. It counts for ${dayInWords(day)}, and the one after it comes as planned.`,
  );
}

/** @throws Refusal where there is no schedule */
async function started({ records }: Resources, { place }: Event): Promise<Plan> {
  const plan = await readPlan(records, communityPartition(place));
  if (isStarted(plan.community)) return plan;
  throw new Refusal('There is no schedule here yet. `/setup` sets one up in two minutes.');
}

async function going(resources: Resources, event: Event): Promise<Plan> {
  const plan = await started(resources, event);
  if (plan.community.daily?.paused) throw new Refusal('The schedule is paused. `/schedule resume` goes on; `/schedule next` says why it is paused.');
  return plan;
}

async function show(resources: Resources, event: Event, to: Message['to'], said?: string): Promise<Message> {
  const plan = await started(resources, event);
  const { community, challenges } = plan;
  const zone = zoneOf(community);
  const today = dateIn(zone, event.at);
  const lately = challenges.recent.filter((each) => each.date >= addDays(today, -MISSED_DAYS));
  const { paused, skipped = [] } = community.daily ?? {};
  const shown = {
    zone,
    dates: nextDates(plan, event.at, SHOWN),
    ...(paused ? { paused } : {}),
    unknown: lately.filter(({ unknownAt }) => unknownAt !== undefined).map((each) => each.date),
    missed: lately.filter(({ missedAt }) => missedAt !== undefined).map((each) => each.date),
    skipped: skipped.filter((day) => day >= today),
  };
  return scheduleCard(shown, to, said);
}
