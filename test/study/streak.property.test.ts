import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/study/calendar.ts';
import type { Entry } from '../../src/study/ledger.ts';
import { fold, heatMap, NO_STREAK, REASONS_DAYS, type StreakState, settle, streakOf } from '../../src/study/streak.ts';
import { DAY_MS } from './naive-clock.ts';
import { naiveStreak } from './naive-streak.ts';
import { dice, happened, knownAt, ledgerOf } from './stories.ts';

const SEEDS = Array.from({ length: 100 }, (_, index) => index + 1);

const folded = (entries: readonly Entry[]) => fold(NO_STREAK, entries);

test('a streak is what somebody finds who counts it on paper', () => {
  const states = new Map<string, number>();
  for (const seed of SEEDS) {
    const story = happened(seed);
    const now = story.until - dice(seed).below(30) * DAY_MS;
    const { current, longest, freezes, days } = streakOf(folded(ledgerOf(story).filter(({ at }) => at <= now)), knownAt(story, now), now);
    const found = { current, longest, freezes, days: days.map(({ day, state }) => ({ day, state })) };
    expect(found, `story ${seed}`).toEqual(naiveStreak(story, now));
    for (const { state } of days) states.set(state, (states.get(state) ?? 0) + 1);
  }
  // A story in which nothing happens proves nothing.
  for (const state of ['answered', 'granted', 'rest', 'excused', 'away', 'frozen', 'missed', 'open']) expect(states.get(state), state).toBeGreaterThan(50);
});

describe('a state that is kept, and settled now and then', () => {
  test('says what the whole ledger says, or that it must be counted again', () => {
    const counted = { times: 0, stories: 0 };
    for (const seed of SEEDS.slice(0, 80)) {
      const story = happened(seed);
      const { chance } = dice(seed);
      let [kept, past]: [StreakState, Entry[]] = [NO_STREAK, []];
      const read = (now: number) => {
        const [whole, community] = [folded(past), knownAt(story, now)];
        const [one, other] = [streakOf(kept, community, now), streakOf(whole, community, now)];
        expect({ ...one, days: [] }, `story ${seed}`).toEqual({ ...other, days: [] });
        expect(one.days, `story ${seed}`).toEqual(other.days.slice(-one.days.length || other.days.length));
        expect(one.days.length).toBeGreaterThanOrEqual(Math.min(other.days.length, REASONS_DAYS + 1));
        expect(heatMap(kept, one)).toEqual(heatMap(whole, other));
      };
      for (const entry of ledgerOf(story)) {
        past = [...past, entry];
        // As it is kept: as JSON.
        kept = JSON.parse(JSON.stringify(fold(kept, [entry]))) as StreakState;
        if (kept.recount) {
          counted.times += 1;
          kept = folded(past);
        }
        if (chance(0.05)) read(entry.at);
        if (chance(0.2)) kept = settle(kept, knownAt(story, entry.at), entry.at);
      }
      read(Math.max(story.until, past.at(-1)?.at ?? 0));
      if (kept.through !== undefined) counted.stories += 1;
    }
    expect(counted.times).toBeGreaterThan(20);
    expect(counted.stories).toBeGreaterThan(60);
  });

  test('stays small over ten years of answers, and is read in an instant', () => {
    let kept = NO_STREAK;
    const start = Date.parse('2020-01-01T20:00:00Z');
    const community = { zones: [{ from: 0, zone: 'Europe/Berlin' }], scheduled: [], challenges: {}, outages: [] };
    const whole: Entry[] = [];
    for (let day = 0; day < 3653; day++) {
      const at = start + day * DAY_MS;
      const entry = { v: 1, id: 'a', member: 'm', place: 'p', at, kind: 'answer', question: 'q', rubricVersion: 1, score: 80, points: 8 } as const;
      const answer = { ...entry, days: [addDays('2020-01-01', day)] };
      whole.push(answer);
      kept = settle(fold(kept, [answer]), community, at);
    }
    const now = start + 3652 * DAY_MS;
    expect(JSON.stringify(kept).length).toBeLessThan(2_500);
    expect(streakOf(kept, community, now)).toMatchObject({ current: 3653, longest: 3653, freezes: 2 });
    expect(streakOf(folded(whole), community, now)).toMatchObject({ current: 3653, longest: 3653, freezes: 2 });
    expect(heatMap(kept, streakOf(kept, community, now))).toHaveLength(371);
  });
});
