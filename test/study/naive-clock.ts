// The oracle of the calendar: looks at the clocks on the wall, quarter of an hour by quarter of an hour, and computes nothing.

const QUARTER_MS = 15 * 60 * 1000;
export const DAY_MS = 96 * QUARTER_MS;

/** What the clocks showed at a moment, `2026-11-24 09:30`. */
export interface Wall {
  at: number;
  shown: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function shownIn(zone: string, at: number): string {
  let format = formats.get(zone);
  if (!format) {
    // Swedish is written as ISO is.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(zone, format);
  }
  return format.format(at);
}

export function walls(zone: string, from: number, until: number): Wall[] {
  const seen: Wall[] = [];
  for (let at = Math.floor(from / QUARTER_MS) * QUARTER_MS; at < until; at += QUARTER_MS) seen.push({ at, shown: shownIn(zone, at) });
  return seen;
}

/** When the clocks first show a time; where they jump over it, when they would have shown it had nobody touched them. */
export function naiveInstant(seen: readonly Wall[], day: string, time: string): number {
  const wanted = `${day} ${time}`;
  const exact = seen.find(({ shown }) => shown === wanted);
  if (exact) return exact.at;
  const after = seen.findIndex(({ shown }) => shown > wanted);
  const before = seen[after - 1];
  if (!before) throw new RangeError(`${wanted} is not within`);
  return before.at + Date.parse(`${day}T${time}Z`) - Date.parse(`${before.shown.replace(' ', 'T')}Z`);
}

/** Moments, to the hour, at which the clocks of a zone were put forward or back. */
export function changesOfClocks(zone: string, from: number, until: number): number[] {
  const offset = (at: number) => Date.parse(`${shownIn(zone, at).replace(' ', 'T')}Z`) - at;
  const changes: number[] = [];
  const step = 21 * DAY_MS;
  for (let start = from, before = offset(from); start < until; start += step) {
    const after = offset(start + step);
    let [low, high] = [start, before === after ? start : start + step];
    while (high - low > 4 * QUARTER_MS) {
      const middle = low + Math.floor((high - low) / 2 / QUARTER_MS) * QUARTER_MS;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    if (before !== after) changes.push(high);
    before = after;
  }
  return changes;
}
