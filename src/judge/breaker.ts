/** Keeps a judge that fails from making everybody wait for it. */
export interface Breaker {
  isResting(): boolean;
  worked(): void;
  failed(why: string): void;
}

/** One may be chance, three in a row are not. */
const FAILURES_MAX = 3;
const REST_MS = 60_000;

/** After a rest one more failure is enough for the next. @param report told why when the trouble begins, and when it is over; not at each rest */
export function createBreaker(now: () => number, report: (trouble: string | undefined) => void): Breaker {
  let failures = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    isResting: () => now() < restsUntil,
    worked() {
      if (failures >= FAILURES_MAX) report(undefined);
      failures = 0;
    },
    failed(why) {
      failures += 1;
      if (failures >= FAILURES_MAX) restsUntil = now() + REST_MS;
      if (failures === FAILURES_MAX) report(why);
    },
  };
}
