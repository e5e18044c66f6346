import { DAY_MS, type Wall, walls } from './naive-clock.ts';
import type { Happened } from './stories.ts';

// The oracle of the streak: a calendar on paper, a line for each quarter of an hour, and the rules read out one after the other.

const QUARTER_MS = 15 * 60 * 1000;
const MARGIN = 4 * DAY_MS;

interface Paper {
  at: number;
  /** The learner's days at that moment, oldest first. */
  days: string[];
}

export interface NaiveStreak {
  current: number;
  longest: number;
  freezes: number;
  days: { day: string; state: string }[];
}

const wallsOf = new Map<string, Wall[]>();
function cachedWalls(zone: string, start: number): Wall[] {
  const key = `${zone} ${start}`;
  const seen = wallsOf.get(key) ?? walls(zone, start - MARGIN, start + 130 * DAY_MS);
  wallsOf.set(key, seen);
  return seen;
}

const dayLists = new Map<string, string[]>();
/** The day of each quarter: it changes when the wall first shows the hour. */
function dayList(zone: string, dayStart: number, start: number): string[] {
  const key = `${zone} ${dayStart} ${start}`;
  let list = dayLists.get(key);
  if (!list) {
    let day = '';
    list = cachedWalls(zone, start).map(({ shown }) => {
      if (Number(shown.slice(11, 13)) >= dayStart && shown.slice(0, 10) > day) day = shown.slice(0, 10);
      return day;
    });
    dayLists.set(key, list);
  }
  return list;
}

function paperOf({ start, until, home, acts }: Happened): Paper[] {
  const wishes = acts.flatMap((act) => (act.did === 'clock' ? [act] : []));
  let now: { zone: string | undefined; dayStart: number | undefined } = { zone: undefined, dayStart: undefined };
  let wished = now;
  let changed = Number.NEGATIVE_INFINITY;
  let left: { until: number; clock: typeof now }[] = [];
  const paper: Paper[] = [];
  for (let at = start - MARGIN + 2 * DAY_MS; at <= until + MARGIN; at += QUARTER_MS) {
    // Two wishes in one quarter: the second is what holds, as long as the first had no effect.
    for (const wish of wishes.filter((each) => each.at === at)) {
      wished = { zone: wish.zone, dayStart: wish.dayStart };
    }
    if ((wished.zone !== now.zone || wished.dayStart !== now.dayStart) && at - changed >= 7 * DAY_MS) {
      left.push({ until: at + 2 * DAY_MS, clock: now });
      [now, changed] = [wished, at];
    }
    left = left.filter((each) => at < each.until);
    const line = Math.round((at - (start - MARGIN)) / QUARTER_MS);
    const days = [now, ...left.map(({ clock }) => clock)].map(({ zone, dayStart }) => dayList(zone ?? home, dayStart ?? 4, start)[line]!);
    paper.push({ at, days: [...new Set(days)].sort() });
  }
  return paper;
}

const dayAfter = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

export function naiveStreak(story: Happened, now: number): NaiveStreak {
  const paper = paperOf(story);
  const lineAt = (at: number) => paper[Math.round((at - paper[0]!.at) / QUARTER_MS)]!;
  const [answered, granted, away] = [new Map<string, number>(), new Set<string>(), new Set<string>()];
  const posts = story.occurrences.flatMap(({ date, postedAt }) => (postedAt === undefined ? [] : [{ date, at: postedAt }])).sort((a, b) => a.at - b.at);
  for (const act of story.acts.filter(({ at }) => at <= now)) {
    const today = lineAt(act.at).days[0]!;
    if (act.did === 'answer') {
      const score = act.regrade && act.regrade.at <= now ? act.regrade.score : act.score;
      const post = posts.findLast(({ at }) => at <= act.at);
      const days = new Set([...lineAt(act.at).days, ...(post && act.at - post.at < DAY_MS ? [post.date] : [])]);
      for (const day of score >= 25 ? days : []) answered.set(day, (answered.get(day) ?? 0) + 1);
    } else if (act.did === 'grant') {
      granted.add(new Date(Date.parse(today) - act.daysAgo * DAY_MS).toISOString().slice(0, 10));
    } else if (act.did === 'away') {
      for (const day of [...away]) if (day >= today) away.delete(day);
      for (let day = today, more = act.days ?? -1; more >= 0; more--, day = dayAfter(day)) away.add(day);
    }
  }
  return live(story, paper, now, { answered, granted, away });
}

function live(
  story: Happened,
  paper: readonly Paper[],
  now: number,
  { answered, granted, away }: { answered: Map<string, number>; granted: Set<string>; away: Set<string> },
): NaiveStreak {
  const open = paper.findLast(({ at }) => at <= now)!.days;
  const result: NaiveStreak = { current: 0, longest: 0, freezes: 1, days: [] };
  let active = 0;
  const awayIn = new Map<string, number>();
  const first = [...answered.keys(), ...granted].sort()[0];
  const endOf = (day: string) => paper.findLast(({ days }) => days[0]! <= day)!.at + QUARTER_MS;
  for (let day = first; day !== undefined && day <= open.at(-1)!; day = dayAfter(day)) {
    const lived = (state: string) => result.days.push({ day: day!, state });
    if (answered.has(day)) {
      result.current++;
      if (++active % 7 === 0 && result.freezes < 2) result.freezes++;
      lived('answered');
    } else if (granted.has(day)) {
      result.current++;
      lived('granted');
    } else if (day >= open[0]!) lived('open');
    else if (isRest(story, day, now)) lived('rest');
    else if (isExcused(story, day, endOf(day), now)) lived('excused');
    else if (!paper.some(({ days }) => days[0] === day)) lived('rest');
    else if (away.has(day) && (awayIn.get(day.slice(0, 4)) ?? 0) < 14) {
      if (result.current > 0) awayIn.set(day.slice(0, 4), (awayIn.get(day.slice(0, 4)) ?? 0) + 1);
      lived('away');
    } else if (result.current > 0 && result.freezes > 0) {
      result.freezes--;
      lived('frozen');
    } else {
      result.current = 0;
      lived('missed');
    }
    result.longest = Math.max(result.longest, result.current);
  }
  return result;
}

function isRest({ scheduled, occurrences }: Happened, day: string, now: number): boolean {
  return day >= scheduled[0]!.from && !occurrences.some(({ date, dueAt }) => date === day && dueAt <= now);
}

function isExcused({ occurrences, outages }: Happened, day: string, end: number, now: number): boolean {
  const challenge = occurrences.find(({ date, dueAt }) => date === day && dueAt <= now);
  if (challenge && (challenge.postedAt === undefined || challenge.postedAt > now || challenge.postedAt > end - 4 * 60 * 60 * 1000)) return true;
  let minutes = 0;
  for (let at = end - 4 * 60 * 60 * 1000; at < end; at += QUARTER_MS)
    if (outages.some(({ from, until }) => until <= now && from <= at && at < until)) minutes += 15;
  return minutes > 30;
}
