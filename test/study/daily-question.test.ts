import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Weekday, weekdayOf } from '../../src/study/calendar.ts';
import { pickDaily, rollFor } from '../../src/study/daily-question.ts';
import { LEVELS } from '../../src/study/rubric.ts';
import type { Candidate } from '../../src/study/selection.ts';

const MONDAY = '2026-11-02';
const WORKDAYS: Weekday[] = [1, 2, 3, 4, 5];

/** The questions of so many challenges, one each weekday. */
function run(enabled: readonly Candidate[], count: number, seed = 'c', weekdays = WORKDAYS) {
  const used: string[] = [];
  const picks: (Candidate & { date: string })[] = [];
  for (let date = MONDAY; picks.length < count; date = addDays(date, 1)) {
    if (!weekdays.includes(weekdayOf(date))) continue;
    const key = pickDaily(enabled, used, { date, weekdays }, rollFor(`${seed} ${date}`));
    if (key === undefined) break;
    used.push(key);
    picks.push({ date, ...enabled.find((each) => each.key === key)! });
  }
  return picks;
}

/** As the pack that we bring: most questions senior, topics of different sizes. */
const PACK: Candidate[] = Array.from({ length: 60 }, (_, index) => ({
  key: `q${index}`,
  topic: `t${Math.floor(Math.sqrt(index))}`,
  level: (['senior', 'mid', 'senior', 'staff', 'senior'] as const)[index % 5]!,
}));

describe('the daily question', () => {
  test('does not come again before four in five of the enabled have come', () => {
    const candidates = fc.array(fc.record({ topic: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom(...LEVELS) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(candidates, fc.string(), (all, seed) => {
        const enabled = all.map((each, index) => ({ ...each, key: `q${index}` }));
        const keys = run(enabled, 80, seed).map(({ key }) => key);
        expect(keys).toHaveLength(80);
        for (const [index, key] of keys.entries()) {
          const before = keys.lastIndexOf(key, index - 1);
          if (index === 0 || before === -1) continue;
          const others = new Set(keys.slice(before, index)).size;
          expect(others).toBeGreaterThanOrEqual(Math.min(Math.ceil(0.8 * enabled.length), enabled.length - 1));
        }
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  test('gets harder through the week, in the first lap and in the third', () => {
    const picks = run(PACK, 180);
    for (const lap of [picks.slice(0, 60), picks.slice(120)]) {
      const mean = (weekday: number) => {
        const levels = lap.filter(({ date }) => weekdayOf(date) === weekday).map(({ level }) => LEVELS.indexOf(level));
        return levels.reduce<number>((sum, level) => sum + level, 0) / levels.length;
      };
      expect(mean(1)).toBeLessThan(0.5);
      expect(mean(5)).toBeGreaterThan(1.5);
      expect(mean(1)).toBeLessThanOrEqual(mean(3));
      expect(mean(3)).toBeLessThanOrEqual(mean(5));
    }
  });

  test('goes round the topics', () => {
    const even = PACK.map((each, index) => ({ ...each, topic: `t${Math.floor(index / 5) % 6}` }));
    const counts = new Map<string, number>();
    for (const { topic } of run(even, 30)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    expect(counts.size).toBe(6);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(8);
    const neighbours = run(even, 60).filter(({ topic }, index, all) => topic === all[index - 1]?.topic);
    expect(neighbours.length).toBeLessThan(6);
  });

  test('goes on with questions taken out and put in', () => {
    expect(pickDaily([], [], { date: MONDAY, weekdays: WORKDAYS }, 0)).toBeUndefined();
    const one = PACK.slice(0, 1);
    expect(pickDaily(one, ['gone', 'q0'], { date: MONDAY, weekdays: WORKDAYS }, 1)).toBe('q0');
    expect(pickDaily(PACK.slice(0, 2), ['q0'], { date: MONDAY, weekdays: [] }, 0.5)).toBe('q1');
    // A day that is none of the schedule's: brought forward.
    expect(pickDaily(PACK, [], { date: '2026-11-08', weekdays: WORKDAYS }, 0)).toBeDefined();
  });

  test('is the same on every replica, and differs between communities', () => {
    expect(run(PACK, 20, 'a')).toEqual(run(PACK, 20, 'a'));
    expect(run(PACK, 20, 'a')).not.toEqual(run(PACK, 20, 'b'));
  });
});

test('rolls are spread evenly', () => {
  const rolls = Array.from({ length: 10_000 }, (_, index) => rollFor(`c ${addDays(MONDAY, index)}`));
  const tenths = Array.from({ length: 10 }, (_, tenth) => rolls.filter((roll) => Math.floor(roll * 10) === tenth).length);
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  expect(new Set(rolls).size).toBeGreaterThan(9_900);
});
