import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterBeat, type Beat, type Outage, ongoing, outageMs, type Pulse } from '../../src/study/outage.ts';

const MINUTE_MS = 60_000;
const T0 = Date.parse('2026-11-24T09:00:00Z');

/** Beats at minutes; those in brackets did not reach the platform. */
function live(...beats: readonly (number | readonly [number])[]) {
  let pulse: Pulse | undefined;
  const log: Outage[] = [];
  for (const each of beats) {
    const reached = typeof each === 'number';
    const beat: Beat = { platform: 'p', at: T0 + (reached ? each : each[0]) * MINUTE_MS, reached };
    const after = afterBeat(pulse, beat);
    pulse = after.pulse;
    if (after.outage) log.push(after.outage);
  }
  return { pulse, log: log.map(({ from, until, cause }) => [(from - T0) / MINUTE_MS, (until - T0) / MINUTE_MS, cause]) };
}

describe('an outage', () => {
  test('is a gap between beats, and one entry', () => {
    expect(live(0, 1, 2, 40, 41).log).toEqual([[2, 40, 'ours']]);
    expect(live(0, 1, 3, 4).log).toEqual([]);
    expect(live(0, 1, 3.01, 4).log).toEqual([[1, 3.01, 'ours']]);
  });

  test('is the vendor’s where we ran meanwhile, and counts all the same', () => {
    expect(live(0, [1], [2], [3], 4, 5).log).toEqual([[0, 4, 'vendor']]);
    expect(live(0, [1], 2, 30).log).toEqual([[2, 30, 'ours']]);
  });

  test('is none where another replica still reached the platform', () => {
    expect(live(0, [0.5], 1, [1.5], 2, [2.5], 3).log).toEqual([]);
    expect(live(5, 3, 4, [2], 6).log).toEqual([]);
  });

  test('is known while it lasts', () => {
    const { pulse } = live(0, 1);
    expect(ongoing(pulse, 'p', T0 + 3 * MINUTE_MS)).toBeUndefined();
    expect(ongoing(pulse, 'p', T0 + 9 * MINUTE_MS)).toEqual({ platform: 'p', from: T0 + MINUTE_MS, until: T0 + 9 * MINUTE_MS, cause: 'ours' });
    expect(ongoing(undefined, 'p', T0)).toBeUndefined();
    // A first start in the middle of a vendor's outage.
    expect(live([0], [1], [2], 9).log).toEqual([[0, 9, 'vendor']]);
  });
});

test('what was out is counted minute by minute, and each minute once', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([from, length]) => ({ from, until: from + length }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), span, (outages, { from, until }) => {
      const minutes = Array.from({ length: until - from }, (_, index) => from + index);
      const out = minutes.filter((minute) => outages.some((each) => each.from <= minute && minute < each.until)).length;
      expect(outageMs(outages, from, until)).toBe(out);
    }),
  );
});
