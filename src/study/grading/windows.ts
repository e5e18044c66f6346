import type { Group } from '../rubric.ts';
import { polarity } from './negation.ts';
import type { Hit } from './phrases.ts';
import { WINDOW_CREDITS } from './tuning.ts';

/** For each group the tokens at which it is met, by sentence, and the sentences in which the answer says its contrary. */
export type Sightings = ReadonlyMap<Group, { met: ReadonlyMap<number, readonly number[]>; contradicted: ReadonlySet<number> }>;

/** So many places per sentence are enough to give each of a point's groups a place of its own: a point has at most four. */
const PLACES_PER_SENTENCE = 4;

/** A run of sentences, first and last included, and what stands in it. */
export interface Window {
  first: number;
  last: number;
  credit: number;
  unmet: readonly Group[];
  /** One of the unmet groups is there, with the facts reversed. */
  isContradicted: boolean;
}

/** Where the groups of one point or misconception are met. `hits` are those of its groups. */
export function sightings(hits: readonly Hit[]): Sightings {
  const found = new Map<Group, { met: Map<number, number[]>; contradicted: Set<number> }>();
  const spent = spentNegations(hits);
  for (const hit of hits) {
    const { group, sentence, from } = hit;
    const seen = found.get(group) ?? { met: new Map<number, number[]>(), contradicted: new Set<number>() };
    found.set(group, seen);
    const places = seen.met.get(sentence) ?? [];
    if (!isMet(hit, spent)) seen.contradicted.add(sentence);
    else if (places.length < PLACES_PER_SENTENCE && places.at(-1) !== from) seen.met.set(sentence, [...places, from]);
  }
  return found;
}

function isMet({ wantsDenial, scope }: Hit, spent: ReadonlySet<number>): boolean {
  if (wantsDenial) return polarity(scope, new Set()) !== 'affirmed';
  return polarity(scope, spent) !== 'denied';
}

/** In "it does not fix a hot key" the "not" belongs to "fix", where the rubric asks for it; it does not deny the hot key as well. */
function spentNegations(hits: readonly Hit[]): ReadonlySet<number> {
  return new Set(hits.flatMap((hit) => (hit.wantsDenial ? hit.scope.cues : hit.contains)));
}

/**
 * The window in which the most of these groups are met; of several, the one worth the most, then the first.
 * `asks` tells the sentences that are questions: a window of nothing else states nothing.
 */
export function bestWindow(groups: readonly Group[], seen: Sightings, asks: readonly boolean[], maxSentences: number): Window | undefined {
  let best: Window | undefined;
  for (const [index, credit] of WINDOW_CREDITS.slice(0, maxSentences).entries()) {
    for (let first = 0; first + index < asks.length; first += 1) {
      const run = Array.from({ length: index + 1 }, (_, offset) => first + offset);
      if (run.every((sentence) => asks[sentence])) continue;
      const unmet = unmetGroups(groups, seen, run);
      if (unmet.length === groups.length || (best !== undefined && best.unmet.length <= unmet.length)) continue;
      const isContradicted = unmet.some((group) => run.some((sentence) => seen.get(group)?.contradicted.has(sentence)));
      best = { first, last: first + index, credit, unmet, isContradicted };
    }
  }
  return best;
}

/** One word cannot say two ideas: each group needs a place of its own. A matching by augmenting paths. */
function unmetGroups(groups: readonly Group[], seen: Sightings, run: readonly number[]): Group[] {
  const places = groups.map((group) => run.flatMap((sentence) => seen.get(group)?.met.get(sentence) ?? []));
  const ownerOf = new Map<number, number>();
  const settle = (group: number, tried: Set<number>): boolean => {
    for (const place of places[group] ?? []) {
      if (tried.has(place)) continue;
      tried.add(place);
      const owner = ownerOf.get(place);
      if (owner !== undefined && !settle(owner, tried)) continue;
      ownerOf.set(place, group);
      return true;
    }
    return false;
  };
  return groups.filter((_, group) => !settle(group, new Set()));
}
