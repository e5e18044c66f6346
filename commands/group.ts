import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { inline } from '../src/bot/markdown.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Audience, Message } from '../src/bot/view.ts';
import { groupIdOf } from '../src/records/group.ts';
import { createGroup, joinGroup, leaveGroup } from '../src/records/group-acts.ts';
import { type GroupRead, readGroup, readGroups } from '../src/records/group-read.ts';
import { GROUPS_MAX } from '../src/study/board.ts';
import { GROUP_NAME_MAX, groupCard, groupList } from '../src/views/group.ts';
import { action, group as commandGroup, type Resources, subcommand } from './resources.ts';

/** What begins something in somebody's markdown, a mention or a link, and what can't be seen: a name has none of it. */
const MARKUP = /[\\`*_~|<>@#[\]{}/:\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const LETTERS = /[\p{L}\p{N}\p{Emoji_Presentation}]/u;

const id = z.tuple([z.string()]);
const SAY_WHICH = 'There is no such group here, or everybody has left it. `/group list` shows those that there are.';
const FULL = `You are in ${GROUPS_MAX} groups, and that is as many as there can be. Leave one first: \`/group list\` shows them.`;

const name = (summary: string) => ({ kind: 'text', summary, max: GROUP_NAME_MAX, required: true }) as const;

export const group = commandGroup({
  name: 'group',
  summary: 'Study groups, with boards and streaks of their own',
  subcommands: {
    create: subcommand({
      summary: 'Make a study group, with you as its first member',
      options: { name: name('what to call it') },
      answers: 'learner',
      run: (resources, event, options) => create(resources, event, options.name),
    }),
    join: subcommand({
      summary: 'Join a study group: from now on your points count on its boards too',
      options: { name: name('the name of the group') },
      answers: 'learner',
      run: (resources, event, options) => join(resources, event, groupIdOf(options.name), 'learner'),
    }),
    leave: subcommand({
      summary: 'Leave a study group, and its boards',
      options: { name: name('the name of the group') },
      answers: 'learner',
      run: (resources, event, options) => leave(resources, event, groupIdOf(options.name), 'learner'),
    }),
    list: subcommand({
      summary: 'The study groups here',
      options: {},
      answers: 'learner',
      run: async ({ records }, event) => groupList(await readGroups(records, event), 'learner'),
    }),
    show: subcommand({
      summary: 'Who is in a study group, and its streak',
      options: { name: name('the name of the group') },
      answers: 'learner',
      run: async (resources, event, options) => groupCard(await find(resources, event, groupIdOf(options.name)), 'learner'),
    }),
  },
  actions: {
    show: action({ answers: 'learner', args: id, run: async (resources, event, [group]) => groupCard(await find(resources, event, group), 'learner') }),
    join: action({ answers: 'here', args: id, run: (resources, event, [group]) => join(resources, event, group, 'here') }),
    leave: action({ answers: 'here', args: id, run: (resources, event, [group]) => leave(resources, event, group, 'here') }),
  },
});

async function create(resources: Resources, event: Event, given: string): Promise<Message> {
  const called = given.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (MARKUP.test(called)) throw new Refusal('A group’s name has no markup in it: letters, digits, spaces and plain signs only. Please choose another one.');
  if (!LETTERS.test(called)) throw new Refusal('A group’s name needs at least one letter or digit. Please choose another one.');
  const { outcome, group: made } = await createGroup(resources.records, actOf(event), called);
  if (outcome === 'taken') throw new Refusal(`There is a group called “${inline(called)}” already. Join it with \`/group join\`, or choose another name.`);
  if (outcome === 'full') throw new Refusal(FULL);
  return groupCard(await find(resources, event, made), 'learner', 'Here it is. Others join with `/group join` and this name.');
}

async function join(resources: Resources, event: Event, group: string, to: Audience): Promise<Message> {
  const outcome = await joinGroup(resources.records, actOf(event), group);
  if (outcome === 'nobody') throw new Refusal(SAY_WHICH);
  if (outcome === 'full') throw new Refusal(FULL);
  const said = outcome === 'already' ? 'You are in this group.' : 'You are in: from now on your points count on its boards too.';
  return groupCard(await find(resources, event, group), to, said);
}

async function leave(resources: Resources, event: Event, group: string, to: Audience): Promise<Message> {
  const outcome = await leaveGroup(resources.records, actOf(event), group);
  const said = outcome === 'done' ? 'You have left the group, and are off its boards. Your points and your streak stay yours.' : 'You are not in that group.';
  return groupList(await readGroups(resources.records, event), to, said);
}

async function find({ records }: Resources, event: Event, group: string): Promise<GroupRead> {
  const found = await readGroup(records, event, group);
  if (!found) throw new Refusal(SAY_WHICH);
  return found;
}

function actOf({ id: eventId, at, place, account }: Event) {
  return { eventId, at, place, account };
}
