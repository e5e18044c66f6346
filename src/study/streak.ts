import { addDays, type Day } from './calendar.ts';
import { type Choice, type ClockSpan, choose, clocksOf, endOf, learnerDays, stillOf } from './learner-day.ts';
import type { AwayEntry, Dated, Entry } from './ledger.ts';
import { countsForStreak } from './points.ts';
import {
  ACTIVE_DAYS_PER_FREEZE,
  afterKept,
  afterMissed,
  awayDaysLeft,
  type CommunityDays,
  type DayReason,
  type DayReport,
  NO_DAYS,
  type Tally,
  whyFree,
} from './streak-day.ts';

// A membership's run of days, from its ledger and its community's days. Computed when it is read: nothing runs at midnight.

/** So many days before today stay open to what is learned later (an outage, a grant), and can give their reasons. */
export const REASONS_DAYS = 21;
/** A year of whole weeks, for the heat map. */
const HISTORY_DAYS = 53 * 7;

/** A member's part of the ledger in the size of a document: sums of what was settled, and what came after. */
export interface StreakState {
  /** The last settled day, once there is one. */
  through?: Day | undefined;
  tally: Tally;
  /** The last settled days, a letter each. */
  history: string;
  /** Later days that have answers, or were granted. */
  days: Readonly<Record<Day, { answers: number; granted?: true | undefined }>>;
  away: readonly { from: Day; until: Day }[];
  choices: readonly Choice[];
  /** An entry changed a settled day: the whole ledger must be folded again. */
  recount?: true | undefined;
}

export interface Streak {
  /** In days, with today where it is answered. */
  current: number;
  longest: number;
  freezes: number;
  activeDaysToNextFreeze: number;
  /** This year. */
  awayDaysLeft: number;
  /** The learner's; the older of two after a change of zone. */
  today: Day;
  answeredToday: boolean;
  /** Oldest first, from the first answer on or for 21 days at least, today last. */
  days: readonly DayReport[];
}

export const NO_STREAK: StreakState = { tally: NO_DAYS, history: '', days: {}, away: [], choices: [] };

/** The state after further entries of the same member, in the ledger's order: after the whole ledger, if the state is `NO_STREAK`. */
export function fold(state: StreakState, entries: readonly Entry[]): StreakState {
  const after = { ...state, days: { ...state.days } };
  for (const entry of entries) note(after, entry);
  return after;
}

type Draft = Omit<StreakState, 'days'> & { days: Record<Day, StreakState['days'][Day]> };

function note(state: Draft, entry: Entry): void {
  switch (entry.kind) {
    case 'answer':
      if (countsForStreak(entry)) noteAnswer(state, entry, 1);
      break;
    case 'regrade':
      if (entry.counts !== undefined) noteAnswer(state, entry, entry.counts ? 1 : -1);
      break;
    case 'grant':
      noteDay(state, entry.day, { ...dayIn(state, entry.day), granted: true });
      break;
    case 'away':
      if (isSettled(state, entry.from)) state.recount = true;
      else state.away = withAway(state.away, entry);
      break;
    case 'clock':
      state.choices = choose(state.choices, entry.at, { zone: entry.zone, dayStart: entry.dayStart });
      break;
    case 'reveal':
    case 'group':
      break;
    default:
      entry satisfies never;
  }
}

function noteAnswer(state: Draft, { days = [], challenge }: Dated, count: 1 | -1): void {
  for (const day of new Set([...days, ...(challenge === undefined ? [] : [challenge])])) {
    const before = dayIn(state, day);
    noteDay(state, day, { ...before, answers: Math.max(0, before.answers + count) });
  }
}

function noteDay(state: Draft, day: Day, known: StreakState['days'][Day]): void {
  if (isSettled(state, day)) state.recount = true;
  else if (known.answers > 0 || known.granted) state.days[day] = known;
  else delete state.days[day];
}

/** What a state says at a moment. Of a community's days those after `through` are needed, and the day before them. */
export function streakOf(state: StreakState, community: CommunityDays, now: number): Streak {
  const clocks = clocksOf(state.choices, community.zones);
  const open = learnerDays(clocks, now);
  const [today = '', last = today] = [open[0], open.at(-1)];
  const { tally, days } = walk(state, community, clocks, { today, last });
  return {
    current: tally.run,
    longest: tally.longest,
    freezes: tally.freezes,
    activeDaysToNextFreeze: ACTIVE_DAYS_PER_FREEZE - (tally.active % ACTIVE_DAYS_PER_FREEZE),
    awayDaysLeft: awayDaysLeft(tally, today),
    today,
    answeredToday: dayIn(state, today).answers > 0,
    days,
  };
}

/** The same with older days reduced to sums, so that it stays small: it says the same ever after. */
export function settle(state: StreakState, community: CommunityDays, now: number): StreakState {
  const clocks = clocksOf(state.choices, community.zones);
  const today = learnerDays(clocks, now)[0] ?? '';
  const through = addDays(today, -REASONS_DAYS - 1);
  const { tally, days } = walk(state, community, clocks, { today, last: through });
  if (days.length === 0) return state;
  return {
    ...state,
    through,
    tally,
    history: `${state.history}${days.map(letterOf).join('')}`.slice(-HISTORY_DAYS),
    days: Object.fromEntries(Object.entries(state.days).filter(([day]) => day > through)),
    away: state.away.filter(({ until }) => until > through),
    // Two days before: wherever on earth, that is over when the first day that is not settled starts.
    choices: stillOf(state.choices, Date.parse(addDays(through, -2))),
  };
}

/** Day by day, from the first that is not settled to `last`. Those from `today` on are not over. */
function walk(state: StreakState, community: CommunityDays, clocks: readonly ClockSpan[], { today, last }: { today: Day; last: Day }) {
  let tally = state.tally;
  const days: DayReport[] = [];
  const first = state.through === undefined ? Object.keys(state.days).sort()[0] : addDays(state.through, 1);
  for (let day = first; day !== undefined && day <= last; day = addDays(day, 1)) {
    const reason = keptBy(state, day) ?? (day < today ? whyFree(day, community, clocks) : stillOpen(day, clocks));
    const lived = reason ? { tally: afterKept(tally, reason), reason } : afterMissed(tally, day, isAway(state, day));
    tally = lived.tally;
    days.push({ day, ...lived.reason });
  }
  return { tally, days };
}

function keptBy(state: StreakState, day: Day): DayReason | undefined {
  const { answers, granted } = dayIn(state, day);
  if (answers > 0) return { state: 'answered', answers };
  return granted ? { state: 'granted' } : undefined;
}

function stillOpen(day: Day, clocks: readonly ClockSpan[]): DayReason {
  return { state: 'open', endsAt: endOf(clocks, day) };
}

/** What was said before of later days holds no more. */
function withAway(away: StreakState['away'], { from, until }: AwayEntry): StreakState['away'] {
  const before = away.filter((each) => each.from < from).map((each) => (each.until < from ? each : { ...each, until: addDays(from, -1) }));
  return until === undefined || until < from ? before : [...before, { from, until }];
}

function dayIn(state: StreakState, day: Day) {
  return state.days[day] ?? { answers: 0 };
}

function isAway(state: StreakState, day: Day): boolean {
  return state.away.some(({ from, until }) => from <= day && day <= until);
}

function isSettled({ through }: StreakState, day: Day): boolean {
  return through !== undefined && day <= through;
}

/** An answered day is its number of answers, from 1 to 9. */
const LETTERS = { granted: 'g', rest: 'r', excused: 'e', away: 'a', frozen: 'f', missed: 'm', open: 'o' } as const;

export interface HeatDay {
  day: Day;
  state: DayReason['state'];
  answers: number;
}

/** What the last year's days were, oldest first. */
export function heatMap(state: StreakState, { days }: Pick<Streak, 'days'>): HeatDay[] {
  const settled = [...state.history].map((letter, index) => ({ letter, day: addDays(state.through ?? '', index + 1 - state.history.length) }));
  const later = days.map((report) => ({ letter: letterOf(report), day: report.day }));
  return [...settled, ...later].slice(-HISTORY_DAYS).map(({ day, letter }) => ({ day, ...readLetter(letter) }));
}

function letterOf(reason: DayReason): string {
  return reason.state === 'answered' ? String(Math.min(9, reason.answers)) : LETTERS[reason.state];
}

function readLetter(letter: string): Omit<HeatDay, 'day'> {
  const states = Object.keys(LETTERS) as (keyof typeof LETTERS)[];
  const state = states.find((each) => LETTERS[each] === letter);
  return state ? { state, answers: 0 } : { state: 'answered', answers: Number(letter) };
}
