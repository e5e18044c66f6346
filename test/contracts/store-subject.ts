import type { Award, Entry, Store } from '../../src/store/store.ts';

/** The store under test, which a restart exchanges. */
export interface Subject {
  readonly store: Store;
  reopen(): Promise<void>;
}

export const P = 'community/c_1';
export const OTHER = 'community/c_2';
export const NOW = 1_800_000_000_000;

/** Names that are something else in JavaScript, or that order and encode in surprising ways. */
export const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'a/b:c{d}*?', ' ', 'é', '東京', '😀', '～', '%_', "'; --", 'x'.repeat(200)];

export const DONE = { outcome: 'done', sizes: {} };
export const CONFLICT = { outcome: 'conflict' };

/** `b` with one award per entry: member, points, time after NOW. */
export function awards(...given: [member: string, points: number, at: number][]): Award[] {
  return given.map(([member, points, at]) => ({ board: 'b', member, points, at: NOW + at }));
}

export async function collect(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}
