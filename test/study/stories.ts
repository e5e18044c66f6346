import { addDays, type Day, dateIn, HOUR_MS } from '../../src/study/calendar.ts';
import { dateOfAnswer, type Occurrence } from '../../src/study/daily.ts';
import { clocksOf, learnerDays } from '../../src/study/learner-day.ts';
import type { Entry } from '../../src/study/ledger.ts';
import { fold, NO_STREAK, type StreakState } from '../../src/study/streak.ts';
import type { CommunityDays } from '../../src/study/streak-day.ts';
import { DAY_MS } from './naive-clock.ts';

// Months in the life of a member, by dice: what happened, and the entries that are kept of it.

const QUARTER_MS = HOUR_MS / 4;

export interface Happened {
  start: number;
  until: number;
  home: string;
  scheduled: CommunityDays['scheduled'];
  occurrences: readonly Occurrence[];
  outages: readonly { from: number; until: number }[];
  /** In order of time. */
  acts: readonly Act[];
}

export type Act = { at: number } & (
  | { did: 'answer'; score: number; regrade?: { at: number; score: number } | undefined }
  | { did: 'clock'; zone: string | undefined; dayStart: number | undefined }
  | { did: 'away'; days: number | undefined }
  | { did: 'grant'; daysAgo: number }
);

/** Over the end of daylight saving in both hemispheres, and over Samoa's missing day. */
const STARTS = ['2026-09-20', '2027-02-10', '2011-12-01'];
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Honolulu', 'Pacific/Apia', 'Asia/Kathmandu'];

export function dice(seed: number) {
  let state = seed | 0;
  /** From 0 up to 1: mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    chance: (share: number) => next() < share,
    below: (count: number) => Math.floor(next() * count),
    among: <Each>(list: readonly Each[]): Each => list[Math.floor(next() * list.length)]!,
  };
}

export function happened(seed: number): Happened {
  const { chance, below, among } = dice(seed);
  const start = Date.parse(among(STARTS));
  const days = 50 + below(50);
  const home = among(ZONES);
  const diligence = among([0.3, 0.6, 0.8, 0.95]);
  const hour = below(24);
  const occurrences: Occurrence[] = [];
  const outages: { from: number; until: number }[] = [];
  const acts: Act[] = [];
  const scheduledFrom = below(30);
  for (let day = 0; day < days; day++) {
    const at = (of: number) => start + day * DAY_MS + Math.round(of * 4) * QUARTER_MS;
    const dueAt = at(hour);
    if (day >= scheduledFrom && chance(0.7)) {
      const [claimed, late] = [chance(0.9), chance(0.15) ? below(24) / 4 : 0];
      const fate = claimed ? { postedAt: at(hour + late) } : among([{ missedAt: at(hour + 6) }, { unknownAt: dueAt }, {}]);
      occurrences.push({ date: dateIn(home, dueAt), dueAt, ...fate });
    }
    if (chance(0.08)) outages.push({ from: at(below(24)), until: at(below(24) + among([0.25, 0.5, 0.75, 8])) });
    if (chance(diligence))
      acts.push(
        ...Array.from({ length: 1 + below(2) }, () => answer(at(below(96) / 4), among([10, 40, 90]), chance(0.1) ? [below(200), among([0, 60])] : undefined)),
      );
    if (chance(0.04)) acts.push({ did: 'clock', at: at(below(24)), zone: among([undefined, ...ZONES]), dayStart: among([undefined, 0, 6]) });
    if (chance(0.04)) acts.push({ did: 'away', at: at(below(24)), days: among([undefined, 3, 10, 30]) });
    if (chance(0.04)) acts.push({ did: 'grant', at: at(below(24)), daysAgo: Math.min(day, below(40)) });
  }
  acts.sort((a, b) => a.at - b.at);
  // What else is done at the very moment of a change of zone comes before it or after: not what is looked at here.
  const changes = new Set(acts.filter(({ did }) => did === 'clock').map(({ at }) => at));
  const until = start + days * DAY_MS + below(3) * DAY_MS;
  return {
    start,
    until,
    home,
    scheduled: [{ from: new Date(start + scheduledFrom * DAY_MS).toISOString().slice(0, 10) }],
    occurrences: unique(occurrences),
    outages,
    acts: acts.filter(({ at }, index) => !changes.has(at) || (acts[index]?.did === 'clock' && acts[index - 1]?.at !== at)),
  };
}

function answer(at: number, score: number, regrade?: readonly [hours: number, score: number]): Act {
  return { did: 'answer', at, score, ...(regrade ? { regrade: { at: at + regrade[0] * HOUR_MS, score: regrade[1] } } : {}) };
}

function unique(occurrences: readonly Occurrence[]): Occurrence[] {
  return occurrences.filter(({ date }, index) => occurrences.findIndex((other) => other.date === date) === index);
}

/** What the community knew at a moment. */
export function knownAt({ home, scheduled, occurrences, outages }: Happened, now: number): CommunityDays {
  const known = occurrences.filter(({ dueAt }) => dueAt <= now).map(({ date, ...rest }) => [date, upTo(rest, now)] as const);
  return { zones: [{ from: 0, zone: home }], scheduled, challenges: Object.fromEntries(known), outages: outages.filter(({ until }) => until <= now) };
}

function upTo(times: Omit<Occurrence, 'date'>, now: number): CommunityDays['challenges'][Day] {
  return Object.fromEntries(Object.entries(times).filter(([, at]) => at !== undefined && at <= now));
}

/** The posted challenge that stood at a moment, with the one after it. */
function challengeAt({ occurrences }: Happened, at: number): [Occurrence | undefined, { postedAt: number } | undefined] {
  const posted = occurrences.filter(({ postedAt }) => postedAt !== undefined).sort((a, b) => a.postedAt! - b.postedAt!);
  const index = posted.findLastIndex(({ postedAt }) => postedAt! <= at);
  const next = posted[index + 1]?.postedAt;
  return [posted[index], next === undefined ? undefined : { postedAt: next }];
}

const COMMON = { v: 1, id: 'a', member: 'm', place: 'p', question: 'q' } as const;

/** The ledger of the story, as records would write it: every answer with its days as they are seen when it is given. */
export function ledgerOf(story: Happened): Entry[] {
  const entries: Entry[] = [];
  let state: StreakState = NO_STREAK;
  const write = (entry: Entry) => {
    entries.push(entry);
    state = fold(state, [entry]);
  };
  const later: Entry[] = [];
  for (const act of story.acts) {
    while (later[0] && later[0].at <= act.at) write(later.shift()!);
    const clocks = clocksOf(state.choices, [{ from: 0, zone: story.home }]);
    const [today] = learnerDays(clocks, act.at);
    const common = { ...COMMON, at: act.at };
    switch (act.did) {
      case 'answer': {
        const dated = { days: learnerDays(clocks, act.at), challenge: dated24(story, act.at) };
        write({ ...common, kind: 'answer', rubricVersion: 1, score: act.score, points: 0, ...dated });
        if (!act.regrade) break;
        const [before, after] = [act.score >= 25, act.regrade.score >= 25];
        later.push({
          ...common,
          at: act.regrade.at,
          kind: 'regrade',
          answer: 'a',
          score: act.regrade.score,
          points: 0,
          ...dated,
          ...(before === after ? {} : { counts: after }),
        });
        later.sort((a, b) => a.at - b.at);
        break;
      }
      case 'clock':
        write({ ...common, kind: 'clock', zone: act.zone, dayStart: act.dayStart });
        break;
      case 'away':
        write({ ...common, kind: 'away', from: today!, until: act.days === undefined ? undefined : addDays(today!, act.days) });
        break;
      case 'grant':
        write({ ...common, kind: 'grant', day: addDays(today!, -act.daysAgo) });
        break;
      default:
        act satisfies never;
    }
  }
  return [...entries, ...later];
}

function dated24(story: Happened, at: number): Day | undefined {
  const [challenge, next] = challengeAt(story, at);
  return challenge && dateOfAnswer(challenge, at, next);
}
