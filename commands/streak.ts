import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { inline } from '../src/bot/markdown.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Message } from '../src/bot/view.ts';
import { findNamed, grantDay, readStreak, type StreakRead } from '../src/records/streak.ts';
import { grantableDays, grantForm, heatMapCard, type StreakFrame, streakCard, yearLabels } from '../src/views/streak.ts';
import { action, command, type Resources } from './resources.ts';

/** A member's id; none for who asks. */
const whose = z.tuple([z.string().optional()]);
const member = z.tuple([z.string()]);

const NOT_THERE =
  'Nobody here goes by that name, or they keep their streak to themselves. Mention them with `@`, or write the name as the leaderboard shows it.';

export const streak = command({
  name: 'streak',
  summary: 'Your run of days, and the community’s; why each day counted',
  options: {
    member: { kind: 'text', summary: 'somebody else’s: a mention, or the name on the leaderboard', max: 100 },
    why: { kind: 'flag', summary: 'with the reason for each of the last 14 days' },
  },
  answers: 'learner',
  async run(resources, event, { member: name, why = false }) {
    return card(await find(resources, event, name === undefined ? undefined : await named(resources, event, name)), event, { to: 'learner', why });
  },
  actions: {
    show: action({
      answers: 'learner',
      args: whose,
      run: async (resources, event, [id]) => card(await find(resources, event, id), event, { to: 'learner', why: false }),
    }),
    why: action({
      answers: 'here',
      args: whose,
      run: async (resources, event, [id]) => card(await find(resources, event, id), event, { to: 'here', why: true }),
    }),
    picture: action({
      answers: 'learner',
      args: whose,
      async run(resources, event, [id]) {
        const found = await find(resources, event, id);
        const labels = yearLabels(found, event.account.name);
        return heatMapCard(found, labels, await resources.drawHeatMap(found.year, labels));
      },
    }),
    grant: action({
      answers: 'form',
      for: 'admin',
      args: member,
      async run(resources, event, [id]) {
        const found = await find(resources, event, id);
        if (grantableDays(found.streak).length === 0) throw new Refusal('No day of the last three weeks was missed: there is nothing to grant.');
        return grantForm(found, event.at);
      },
    }),
    granted: action({
      answers: 'learner',
      for: 'admin',
      args: member,
      fields: z.object({ day: z.iso.date('Choose one of the days.') }),
      run: (resources, event, [id], { day }) => grant(resources, event, id, day),
    }),
  },
});

async function named({ records }: Resources, { place }: Event, name: string): Promise<string> {
  const found = await findNamed(records, place, name);
  if (found === 'nobody') throw new Refusal(NOT_THERE);
  if (found === 'several') throw new Refusal(`Several members here are called “${inline(name)}”. Mention the one you mean with \`@\`.`);
  return found.member;
}

async function find({ records }: Resources, { place, account, isAdmin, at }: Event, id: string | undefined): Promise<StreakRead> {
  const found = await readStreak(records, { place, account, isAdmin, at }, id);
  if (!found) throw new Refusal(NOT_THERE);
  return found;
}

function card(found: StreakRead, { at, isAdmin }: Event, frame: Pick<StreakFrame, 'to' | 'why'>): Message {
  return streakCard(found, { ...frame, now: at, isAdmin });
}

async function grant(resources: Resources, event: Event, id: string, day: string): Promise<Message> {
  const { streak: before } = await find(resources, event, id);
  const { id: eventId, at, place } = event;
  const isOpen = grantableDays(before).some((each) => each.day === day) || before.days.some((each) => each.day === day && each.state === 'granted');
  if (!isOpen) throw new Refusal('That day can’t be granted: it counts already, or it is too long ago. Open the streak again to see which days can.');
  await grantDay(resources.records, { eventId, at, place, member: id, day });
  return card(await find(resources, event, id), event, { to: 'learner', why: true });
}
