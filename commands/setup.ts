import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Message } from '../src/bot/view.ts';
import { enabledQuestions } from '../src/packs/enabled.ts';
import { MEMBERS } from '../src/records/challenge.ts';
import { type Daily, isStarted, withZone, zoneOf } from '../src/records/community.ts';
import { resume } from '../src/records/occurrence.ts';
import { communityPartition } from '../src/records/partition.ts';
import { nextDates, type Plan, readPlan } from '../src/records/schedule.ts';
import { changeSettings, type Setting, start } from '../src/records/settings.ts';
import { LEVELS } from '../src/study/rubric.ts';
import { nextOccurrences } from '../src/study/schedule.ts';
import { dailyPost } from '../src/views/daily-post.ts';
import {
  channelForm,
  checkCard,
  mentionForm,
  missingList,
  previewCard,
  questionsCard,
  quorumForm,
  type Settings,
  setupCard,
  timeForm,
} from '../src/views/setup.ts';
import { action, command, type Resources } from './resources.ts';
import { quorumSaid, timeSaid, weekdaysSaid, zoneSaid } from './said.ts';

const nothing = z.tuple([]);
const onOff = z.tuple([z.enum(['on', 'off'])]);
const PREVIEWED = 5;

export const setup = command({
  name: 'setup',
  summary: 'Set up the daily challenge: channel, time, questions, quorum',
  for: 'admin',
  options: {},
  answers: 'learner',
  async run(resources, event) {
    return card(resources, event, await change(resources, event), 'learner');
  },
  actions: {
    back: action({ answers: 'here', args: nothing, run: async (resources, event) => card(resources, event, await change(resources, event), 'here') }),
    channel: action({ answers: 'form', args: nothing, run: async (resources, event) => channelForm((await settings(resources, event)).channel) }),
    'channel-set': action({
      answers: 'here',
      args: nothing,
      fields: z.object({ channel: z.string('Please choose a channel.').min(1, 'Please choose a channel.').max(64) }),
      async run(resources, event, _args, { channel }) {
        const missing = (await resources.checkChannel(event.place.platform, channel)).filter(({ optional }) => !optional);
        if (missing.length > 0) throw new Refusal(`I can’t post in that channel, so I have kept the one before:\n\n${missingList(missing)}`);
        await changeDaily(resources, event, (daily) => ({ ...daily, platform: event.place.platform, channel }));
        // A schedule that waited for the old channel goes on in the new one.
        await resume(resources.records, communityPartition(event.place), event.at, 'us');
        return card(resources, event, await change(resources, event), 'here');
      },
    }),
    time: action({ answers: 'form', args: nothing, run: async (resources, event) => timeForm(await settings(resources, event)) }),
    'time-set': action({
      answers: 'here',
      args: nothing,
      fields: z.object({ time: timeSaid, weekdays: weekdaysSaid, zone: zoneSaid }),
      async run(resources, event, _args, { time, weekdays, zone }) {
        const plan = await changeSettings(resources.records, communityPartition(event.place), settingOf(event), (community) => {
          const moved = withZone(community, zone, event.at);
          return { ...moved, daily: { ...community.daily, time: { ...time }, weekdays } };
        });
        return card(resources, event, plan, 'here');
      },
    }),
    questions: action({ answers: 'here', args: nothing, run: async (resources, event) => questions(resources, await change(resources, event)) }),
    topic: action({
      answers: 'here',
      args: z.tuple([z.string()]),
      async run(resources, event, [id]) {
        const all = resources.library.topics.map((topic) => topic.id);
        if (!all.includes(id)) throw new Refusal('That topic is no longer in the pack. Choose another one.');
        return questions(resources, await changeDaily(resources, event, (daily) => withToggled(resources, daily, 'topics', id, all)));
      },
    }),
    level: action({
      answers: 'here',
      args: z.tuple([z.enum(LEVELS)]),
      run: async (resources, event, [level]) =>
        questions(resources, await changeDaily(resources, event, (daily) => withToggled(resources, daily, 'levels', level, LEVELS))),
    }),
    everything: action({
      answers: 'here',
      args: nothing,
      run: async (resources, event) => questions(resources, await changeDaily(resources, event, ({ topics: _, levels: __, ...daily }) => daily as Daily)),
    }),
    quorum: action({ answers: 'form', args: nothing, run: async (resources, event) => quorumForm((await settings(resources, event)).quorum) }),
    'quorum-set': action({
      answers: 'here',
      args: nothing,
      fields: z.object({ quorum: quorumSaid }),
      async run(resources, event, _args, { quorum }) {
        const plan = await changeDaily(resources, event, ({ quorum: _, ...daily }) => ({ ...daily, ...(quorum === undefined ? {} : { quorum }) }) as Daily);
        return card(resources, event, plan, 'here', await quorumRemark(resources, event, quorum));
      },
    }),
    mention: action({ answers: 'form', args: nothing, run: async (resources, event) => mentionForm((await settings(resources, event)).mention) }),
    'mention-set': action({
      answers: 'here',
      args: nothing,
      fields: z.object({
        role: z.string().trim().max(60).regex(/^\w*$/, 'That is no role’s id. Choose a role, or leave it empty to mention nobody.').optional(),
      }),
      async run(resources, event, _args, { role }) {
        return card(
          resources,
          event,
          await changeDaily(resources, event, ({ mention: _, ...daily }) => ({ ...daily, ...(role ? { mention: role } : {}) }) as Daily),
          'here',
        );
      },
    }),
    thread: action({
      answers: 'here',
      args: onOff,
      run: async (resources, event, [state]) =>
        card(resources, event, await changeDaily(resources, event, (daily) => ({ ...daily, thread: state === 'on' })), 'here'),
    }),
    recap: action({
      answers: 'here',
      args: onOff,
      run: async (resources, event, [state]) =>
        card(resources, event, await changeDaily(resources, event, (daily) => ({ ...daily, recap: state === 'on' })), 'here'),
    }),
    preview: action({ answers: 'learner', args: nothing, run: preview }),
    check: action({
      answers: 'learner',
      args: nothing,
      async run(resources, event) {
        const { daily } = (await change(resources, event)).community;
        return checkCard(daily ? await resources.checkChannel(daily.platform, daily.channel) : []);
      },
    }),
    start: action({ answers: 'here', args: nothing, run: begin }),
  },
});

function settingOf({ at, account, place, channel }: Event): Setting {
  if (channel === undefined) throw new Refusal('Please use `/setup` in your community, in the channel where the daily challenge shall be posted.');
  return { at, account, place, channel };
}

/** Takes it up where it was left: what nobody has set is made. */
function change({ records }: Resources, event: Event): Promise<Plan> {
  return changeSettings(records, communityPartition(event.place), settingOf(event));
}

function changeDaily({ records }: Resources, event: Event, to: (daily: Daily) => Daily): Promise<Plan> {
  return changeSettings(records, communityPartition(event.place), settingOf(event), (community) => ({ ...community, daily: to(community.daily) }));
}

async function settings(resources: Resources, event: Event): Promise<Settings> {
  const plan = await readPlan(resources.records, communityPartition(event.place));
  return settingsIn(plan.community.daily ? plan : await change(resources, event), event.at);
}

function settingsIn(plan: Plan, at: number): Settings {
  const { community } = plan;
  const { daily } = community;
  if (!daily) throw new Error('a setup without settings');
  const { paused, ...rest } = daily;
  const why =
    paused && (paused.by === 'admin' ? '`/schedule resume` goes on.' : `${paused.why ?? ''} *Check* says what is missing; I go on by myself as soon as I can.`);
  return { ...rest, zone: zoneOf(community), isStarted: isStarted(community), next: nextDates(plan, at, 1), ...(why === undefined ? {} : { paused: why }) };
}

function card({ library }: Resources, { at }: Event, plan: Plan, to: Message['to'], remark?: string): Message {
  return setupCard(settingsIn(plan, at), library, to, remark);
}

function questions({ library }: Resources, { community }: Plan): Message {
  return questionsCard(community.daily ?? {}, library, enabledQuestions(library, community.daily ?? {}).length);
}

/** Nothing chosen is everything: so is choosing each. @throws Refusal where no question would be left */
function withToggled<Value extends string>({ library }: Resources, daily: Daily, list: 'topics' | 'levels', value: Value, all: readonly Value[]): Daily {
  const before: readonly string[] = daily[list] ?? [];
  const chosen = before.includes(value) ? before.filter((each) => each !== value) : all.filter((each) => each === value || before.includes(each));
  const { [list]: _, ...rest } = daily;
  const changed = (chosen.length === 0 || chosen.length === all.length ? rest : { ...rest, [list]: chosen }) as Daily;
  if (enabledQuestions(library, changed).length > 0) return changed;
  throw new Refusal('Then no question would be left. Choose another topic or level first.');
}

async function quorumRemark({ records }: Resources, { place }: Event, quorum = 0): Promise<string | undefined> {
  const ever = (await records.store.read(communityPartition(place), { sets: [MEMBERS] })).sets[MEMBERS]?.length ?? 0;
  if (quorum <= Math.max(1, ever)) return undefined;
  const who = ever === 0 ? 'Nobody has answered here yet' : `Only ${ever} ${ever === 1 ? 'member has' : 'members have'} ever answered here`;
  return `⚠️ ${who}: a quorum of ${quorum} can’t be reached until more do. Leave it empty, and it follows how many take part.`;
}

/** As it will look on its first date. */
async function preview(resources: Resources, event: Event): Promise<Message> {
  const { library } = resources;
  const plan = await change(resources, event);
  const { daily } = plan.community;
  const zone = zoneOf(plan.community);
  const dates = daily ? nextOccurrences({ ...daily, zone, paused: false }, event.at, PREVIEWED) : [];
  const [question] = enabledQuestions(library, daily ?? {});
  const [first] = dates;
  if (!question || !first) throw new Refusal('There is nothing to show: no question fits the topics and levels. Choose more of them in `/setup`.');
  return previewCard(dailyPost({ ...first, question, quorum: daily?.quorum ?? 2, answered: 0 }, library), dates, zone);
}

/** Where it can't be posted, it says so now and not tomorrow morning. */
async function begin(resources: Resources, event: Event): Promise<Message> {
  const { daily } = (await change(resources, event)).community;
  const missing = daily ? await resources.checkChannel(daily.platform, daily.channel).catch(() => []) : [];
  const blocking = missing.filter(({ optional }) => !optional);
  if (blocking.length > 0) throw new Refusal(`I can’t post in that channel yet. Please mend this, then press *Start* again:\n\n${missingList(blocking)}`);
  return card(resources, event, await start(resources.records, communityPartition(event.place), settingOf(event)), 'here');
}
