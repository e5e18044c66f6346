import { inline } from '../bot/markdown.ts';
import { type Route, route } from '../bot/route.ts';
import type { Audience, Block, Button, Form, Message } from '../bot/view.ts';
import type { HeatMapLabels } from '../pictures/year.ts';
import { type CommunityStreak, isReached } from '../study/quorum.ts';
import type { HeatDay, Streak } from '../study/streak.ts';
import type { DayReport } from '../study/streak-day.ts';
import { durationOf } from './duration.ts';
import { heatMapAlt } from './picture-alt.ts';
import { dayName, reasonList, reasonOf } from './streak-reasons.ts';

/** A streak as somebody sees it: their own, or another member's. */
export interface StreakShown {
  member: string | undefined;
  name: string | undefined;
  isMine: boolean;
  streak: Streak;
  year: readonly HeatDay[];
  community: CommunityStreak | undefined;
}

export interface StreakFrame {
  to: Audience;
  now: number;
  isAdmin: boolean;
  /** With the reason of each of the last 14 days: for the member, and for admins. */
  why: boolean;
}

const REASONS_SHOWN = 14;
const PICTURE = 'streak.png';

export function streakCard(shown: StreakShown, { to, now, isAdmin, why }: StreakFrame): Message {
  const { streak, community } = shown;
  const isOpen = shown.isMine || isAdmin;
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: titleOf(shown) },
      { kind: 'fields', fields: fieldsOf(shown) },
      ...(shown.isMine ? [{ kind: 'text' as const, markdown: todayOf(streak, now) }] : []),
      ...(why ? reasons(shown, isOpen, now) : []),
      ...(community ? [{ kind: 'text' as const, markdown: communityOf(community) }] : []),
      { kind: 'buttons', buttons: buttonsOf(shown, isAdmin, isOpen && !why) },
    ],
  };
}

/** The last year as a picture, with its sums in words. */
export function heatMapCard(shown: StreakShown, labels: HeatMapLabels, png: Uint8Array | undefined): Message {
  const alt = heatMapAlt(shown.year, labels);
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: titleOf(shown) },
      ...(png ? [{ kind: 'image' as const, file: PICTURE, alt }] : []),
      { kind: 'note', markdown: inline(alt) },
    ],
    ...(png ? { files: [{ name: PICTURE, type: 'image/png', bytes: png }] } : {}),
  };
}

/** The days that an admin could give: those that cost something. */
export function grantableDays({ days }: Streak): DayReport[] {
  return days.filter(({ state }) => state === 'missed' || state === 'frozen' || state === 'away').toReversed();
}

export function grantForm({ member, name, streak }: StreakShown, now: number): Form {
  const days = grantableDays(streak);
  return {
    kind: 'form',
    title: 'Grant a day',
    intro: `The day then counts for the streak of ${inline(name ?? 'this member')} as if they had answered. It stands in the ledger, and they see it under *Why*.`,
    submit: route('streak', 'granted', member ?? ''),
    submitLabel: 'Grant it',
    fields: [
      {
        kind: 'choice',
        name: 'day',
        label: 'Which day',
        options: days.map((report) => ({ label: `${dayName(report.day)}: ${reasonOf(report, now)}`, value: report.day })),
        required: true,
      },
    ],
  };
}

function titleOf({ isMine, name }: StreakShown): string {
  return isMine ? 'Your streak' : `The streak of ${name ?? 'a member'}`;
}

function fieldsOf({ isMine, streak }: StreakShown): { name: string; value: string }[] {
  const { current, longest, freezes, activeDaysToNextFreeze, awayDaysLeft } = streak;
  const next = `the next after ${counted(activeDaysToNextFreeze, 'more day')} with an answer`;
  return [
    { name: 'Current', value: counted(current, 'day') },
    { name: 'Longest', value: counted(longest, 'day') },
    { name: 'Freezes', value: isMine ? `${freezes} (${next})` : String(freezes) },
    ...(isMine ? [{ name: 'Days away left this year', value: String(awayDaysLeft) }] : []),
  ];
}

/** What today is, and what to do about it. */
function todayOf({ current, freezes, answeredToday, days }: Streak, now: number): string {
  const today = days.at(-1);
  if (answeredToday) return 'Today counts. Tomorrow’s answer makes it one day more.';
  if (today?.state === 'granted') return 'An admin has given you today. An answer is still worth its points.';
  if (today?.state !== 'open') return 'One answer to any question begins your streak.';
  const left = durationOf(today.endsAt - now);
  if (current === 0) return `One answer in the next ${left} begins a new streak.`;
  const saved = freezes > 0 ? `Without one a freeze saves it, if today turns out to cost anything.` : 'You hold no freeze to save it.';
  return `Not answered yet today: one answer in the next ${left} keeps your streak. ${saved}`;
}

function reasons({ streak: { days } }: StreakShown, isOpen: boolean, now: number): Block[] {
  if (!isOpen) return [{ kind: 'note', markdown: 'The reasons of their days are for them, and for admins.' }];
  const last = days.slice(-REASONS_SHOWN);
  return [{ kind: 'text', markdown: last.length === 0 ? 'There are no days to explain yet: they begin with the first answer.' : reasonList(last, now) }];
}

function communityOf({ current, longest, last }: CommunityStreak): string {
  const run = `**The community:** ${counted(current, 'challenge')} in a row reached the quorum (longest: ${longest}).`;
  if (!last) return run;
  const turnout = `${last.answered} of ${last.quorum}`;
  if (last.open) return `${run} Today ${turnout} ${isReached(last) ? 'answered: it is there.' : 'have answered.'}`;
  return `${run} The last one had ${turnout}.`;
}

function buttonsOf({ isMine, member, streak }: StreakShown, isAdmin: boolean, canAsk: boolean): Button[] {
  const of = isMine || member === undefined ? [] : [member];
  const grant = isAdmin && member !== undefined && grantableDays(streak).length > 0;
  return [
    ...(isMine && !streak.answeredToday ? [{ label: 'Give me a question', route: route('question', 'next'), style: 'main' as const }] : []),
    ...(canAsk ? [{ label: 'Why', route: streakRoute('why', of) }] : []),
    { label: 'Picture of the year', route: streakRoute('picture', of) },
    ...(grant ? [{ label: 'Grant a day', route: route('streak', 'grant', member) }] : []),
    { label: 'How streaks work', route: route('leaderboard', 'rules') },
  ];
}

function streakRoute(action: string, of: readonly string[]): Route {
  return route('streak', action, ...of);
}

/** What stands over the picture of a year. */
export function yearLabels({ name, streak }: Pick<StreakShown, 'name' | 'streak'>, mine: string): HeatMapLabels {
  return { title: name ?? mine, current: streak.current, longest: streak.longest };
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
