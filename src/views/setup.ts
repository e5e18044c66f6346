import { route } from '../bot/route.ts';
import type { Block, Button, Form, Message } from '../bot/view.ts';
import type { Library } from '../packs/library.ts';
import type { Time, Weekday } from '../study/calendar.ts';
import { LEVELS, type Level } from '../study/rubric.ts';
import type { Planned } from '../study/schedule.ts';
import { momentInWords, timeInWords, weekdaysInWords } from './dates.ts';

/** What is set so far. */
export interface Settings {
  channel: string;
  time: Time;
  weekdays: readonly Weekday[];
  zone: string;
  topics?: readonly string[];
  levels?: readonly Level[];
  quorum?: number;
  mention?: string;
  thread?: boolean;
  recap?: boolean;
  isStarted: boolean;
  /** Why it waits, if it does. */
  paused?: string;
  next: readonly Planned[];
}

const button = (label: string, action: string, ...args: string[]): Button => ({ label, route: route('setup', action, ...args) });

/** One message with a control for each setting. Each is kept as soon as it is chosen. */
export function setupCard(settings: Settings, library: Library, to: Message['to'], remark?: string): Message {
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'Daily challenge' },
      { kind: 'text', markdown: stateLine(settings) },
      ...(remark === undefined ? [] : [{ kind: 'text' as const, markdown: remark }]),
      { kind: 'fields', fields: settingFields(settings, library) },
      {
        kind: 'buttons',
        buttons: [
          button('Channel', 'channel'),
          button('Time and days', 'time'),
          button('Topics and levels', 'questions'),
          button('Quorum', 'quorum'),
          button('Role to mention', 'mention'),
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          button(settings.thread ? 'No thread' : 'Thread', 'thread', settings.thread ? 'off' : 'on'),
          button(settings.recap ? 'No weekly recap' : 'Weekly recap', 'recap', settings.recap ? 'off' : 'on'),
          button('Preview', 'preview'),
          button('Check', 'check'),
          ...(settings.isStarted ? [] : [{ ...button('Start', 'start'), style: 'main' as const }]),
        ],
      },
      {
        kind: 'note',
        markdown: 'Whatever you choose is kept at once: you can leave this and come back with `/setup`. `/schedule` pauses, skips and shows what comes.',
      },
    ],
  };
}

function stateLine({ isStarted, paused, next: [next], zone }: Settings): string {
  if (!isStarted) return 'It is **off** until you press *Start*. Look through what is set, and change what you like.';
  if (paused !== undefined) return `It is **paused**. ${paused}`;
  return next ? `It is **on**. The next one: **${momentInWords(next.dueAt, zone)}**.` : 'It is **on**.';
}

function settingFields(settings: Settings, library: Library): { name: string; value: string; is?: 'channel' | 'role' }[] {
  const { channel, time, weekdays, zone, topics, levels, quorum, mention, thread, recap } = settings;
  return [
    { name: 'Channel', value: channel, is: 'channel' },
    { name: 'Time', value: `${timeInWords(time)}, ${weekdaysInWords(weekdays)}` },
    { name: 'Time zone', value: zone },
    { name: 'Topics', value: topics ? topics.map((id) => library.topicTitle(id)).join(', ') : 'all' },
    { name: 'Levels', value: levels ? levels.join(', ') : 'all' },
    { name: 'Quorum', value: quorum === undefined ? 'a fifth of who answered in the last 14 days, at least 2' : String(quorum) },
    mention === undefined ? { name: 'Mention', value: 'nobody' } : { name: 'Mention', value: mention, is: 'role' },
    { name: 'Thread under the post', value: thread ? 'yes' : 'no' },
    { name: 'Weekly recap', value: recap ? 'on Mondays' : 'no' },
  ];
}

export function channelForm(channel: string): Form {
  return {
    kind: 'form',
    title: 'Channel',
    intro: 'Where the challenge is posted. A change counts from the next one.',
    submit: route('setup', 'channel-set'),
    submitLabel: 'Save',
    fields: [{ kind: 'channel', name: 'channel', label: 'Channel', required: true, ...(channel === '' ? {} : { value: channel }) }],
  };
}

export function timeForm({ time, weekdays, zone }: Pick<Settings, 'time' | 'weekdays' | 'zone'>): Form {
  return {
    kind: 'form',
    title: 'Time and days',
    submit: route('setup', 'time-set'),
    submitLabel: 'Save',
    fields: [
      { kind: 'line', name: 'time', label: 'Time', placeholder: '9, 09:30 or 9 pm', max: 40, value: timeInWords(time), required: true },
      { kind: 'line', name: 'weekdays', label: 'Weekdays', placeholder: 'Mon-Fri, or every day', max: 100, value: weekdaysInWords(weekdays), required: true },
      { kind: 'line', name: 'zone', label: 'Time zone', placeholder: 'Europe/Berlin', max: 60, value: zone, required: true },
    ],
  };
}

export function quorumForm(quorum: number | undefined): Form {
  return {
    kind: 'form',
    title: 'Quorum',
    intro: 'How many must answer for a day to count for the community’s streak. Leave it empty for a fifth of who answered in the last 14 days, at least 2.',
    submit: route('setup', 'quorum-set'),
    submitLabel: 'Save',
    fields: [
      {
        kind: 'line',
        name: 'quorum',
        label: 'Members',
        placeholder: 'empty, or a number',
        max: 10,
        required: false,
        ...(quorum === undefined ? {} : { value: String(quorum) }),
      },
    ],
  };
}

export function mentionForm(mention: string | undefined): Form {
  return {
    kind: 'form',
    title: 'Role to mention',
    intro: 'Each new challenge notifies this role. Leave it empty and it notifies nobody, as by default.',
    submit: route('setup', 'mention-set'),
    submitLabel: 'Save',
    fields: [{ kind: 'role', name: 'role', label: 'Role', required: false, ...(mention === undefined ? {} : { value: mention }) }],
  };
}

/** Each choice of a select turns one on or off. */
export function questionsCard({ topics, levels }: Pick<Settings, 'topics' | 'levels'>, library: Library, enabled: number): Message {
  const mark = (isOn: boolean) => (isOn ? '✓ ' : '');
  return {
    kind: 'message',
    to: 'here',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'What is asked' },
      { kind: 'text', markdown: `**${enabled}** ${enabled === 1 ? 'question fits' : 'questions fit'}. Choose a topic or a level to turn it on or off.` },
      {
        kind: 'select',
        label: `Topics: ${topics ? `${topics.length} chosen` : 'all'}`,
        route: route('setup', 'topic'),
        options: library.topics.map(({ id, title }) => ({ label: `${mark(topics?.includes(id) ?? false)}${title}`, value: id })),
      },
      {
        kind: 'select',
        label: `Levels: ${levels ? levels.join(', ') : 'all'}`,
        route: route('setup', 'level'),
        options: LEVELS.map((level) => ({ label: `${mark(levels?.includes(level) ?? false)}${level}`, value: level })),
      },
      { kind: 'buttons', buttons: [button('All topics and levels', 'everything'), button('Back', 'back')] },
    ],
  };
}

/** The post as it will look, and when it comes. */
export function previewCard(post: Message, dates: readonly Planned[], zone: string): Message {
  const shown = post.blocks.filter(({ kind }) => kind !== 'buttons');
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'note', markdown: 'So it will look, with a question of that day. Nothing has been posted.' },
      ...shown,
      { kind: 'divider' },
      { kind: 'heading', text: 'The next five dates' },
      datesBlock(dates, zone),
    ],
  };
}

export function datesBlock(dates: readonly Planned[], zone: string): Block {
  if (dates.length === 0) return { kind: 'text', markdown: 'None: the weekdays leave no date.' };
  return { kind: 'text', markdown: `${dates.map(({ dueAt }) => `- ${momentInWords(dueAt, zone)}`).join('\n')}\n\n(${zone})` };
}

/** What the doctor found. */
export function checkCard(missing: readonly { right: string; grantAt: string; optional?: true }[]): Message {
  const blocking = missing.filter(({ optional }) => !optional);
  const verdict =
    missing.length === 0
      ? 'All is well: I have every right that I need in the channel.'
      : blocking.length === 0
        ? 'I can post. Something would be nicer, though:'
        : 'I can’t post there yet. Please mend this, then press *Check* again:';
  return {
    kind: 'message',
    to: 'learner',
    tone: missing.length === 0 ? 'good' : blocking.length > 0 ? 'bad' : 'plain',
    blocks: [
      { kind: 'heading', text: 'Check' },
      { kind: 'text', markdown: verdict },
      ...(missing.length > 0 ? [{ kind: 'text' as const, markdown: missingList(missing) }] : []),
      { kind: 'buttons', buttons: [button('Check', 'check')] },
    ],
  };
}

export function missingList(missing: readonly { right: string; grantAt: string }[]): string {
  return missing.map(({ right, grantAt }) => `- **${right}**\n  Where: ${grantAt}`).join('\n');
}
