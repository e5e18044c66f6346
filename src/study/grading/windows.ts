import type { Alternative, Group } from '../rubric.ts';
import { polarity, spentNegations } from './negation.ts';
import type { Hit } from './phrases.ts';
import { WINDOW_CREDITS } from './tuning.ts';

/**
 * For each group the tokens at which it is met and the alternatives that meet it, by sentence, and the sentences in which the
 * answer says its contrary.
 */
export type Sightings = ReadonlyMap<Group, Sighting>;

interface Sighting {
  met: ReadonlyMap<number, readonly number[]>;
  wordings: ReadonlyMap<number, ReadonlySet<Alternative>>;
  contradicted: ReadonlySet<number>;
}

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
  const found = new Map<Group, { met: Map<number, number[]>; wordings: Map<number, Set<Alternative>>; contradicted: Set<number> }>();
  const spent = spentNegations(hits);
  for (const hit of hits) {
    const { group, alternative, sentence, from } = hit;
    const seen = found.get(group) ?? { met: new Map(), wordings: new Map(), contradicted: new Set() };
    found.set(group, seen);
    if (!isMet(hit, spent)) {
      seen.contradicted.add(sentence);
      continue;
    }
    const wordings = seen.wordings.get(sentence) ?? new Set();
    seen.wordings.set(sentence, wordings.add(alternative));
    const places = seen.met.get(sentence) ?? [];
    if (places.length < PLACES_PER_SENTENCE && places.at(-1) !== from) seen.met.set(sentence, [...places, from]);
  }
  return found;
}

/** Whether a hit says its alternative, rather than the contrary. `spent` are negations that belong to other hits. */
export function isMet({ wantsDenial, scope }: Hit, spent: ReadonlySet<number>): boolean {
  if (wantsDenial) return polarity(scope, new Set()) !== 'affirmed';
  return polarity(scope, spent) !== 'denied';
}

/** What the choice of a window goes by, besides what is met in it. */
export interface Sight {
  /** For each sentence whether it is a question: a window of nothing else states nothing. */
  asks: readonly boolean[];
  /** The sentences before which a paragraph begins: a window does not reach over it. */
  breaks: ReadonlySet<number>;
  /** At most so many sentences. */
  most: number;
  /** Sentences that the answer itself turns down: poor evidence, if the same is said elsewhere. */
  disowned?: ReadonlySet<number>;
}

/**
 * The window in which the most of these groups are met; of several, the shortest, then the one with the fewest disowned
 * sentences, then the one in which they are said in the most ways, then the first.
 */
export function bestWindow(groups: readonly Group[], seen: Sightings, { asks, breaks, most, disowned = new Set() }: Sight): Window | undefined {
  let best: (Window & { rank: readonly number[] }) | undefined;
  const said = new Set(groups.flatMap((group) => [...(seen.get(group)?.met.keys() ?? [])]));
  for (const [index, credit] of WINDOW_CREDITS.slice(0, most).entries()) {
    for (let first = 0; first + index < asks.length; first += 1) {
      const run = Array.from({ length: index + 1 }, (_, offset) => first + offset);
      if (run.slice(1).some((sentence) => breaks.has(sentence))) continue;
      if (!run.some((sentence) => said.has(sentence)) || run.every((sentence) => asks[sentence])) continue;
      const unmet = unmetGroups(groups, seen, run);
      if (unmet.length === groups.length) continue;
      const rank = [unmet.length, run.length, run.filter((sentence) => disowned.has(sentence)).length, -wordings(groups, seen, run)];
      if (best !== undefined && !comesBefore(rank, best.rank)) continue;
      const isContradicted = unmet.some((group) => run.some((sentence) => seen.get(group)?.contradicted.has(sentence)));
      best = { first, last: first + index, credit, unmet, isContradicted, rank };
    }
  }
  return best;
}

function comesBefore(rank: readonly number[], other: readonly number[]): boolean {
  const at = rank.findIndex((each, index) => each !== other[index]);
  return at >= 0 && (rank[at] as number) < (other[at] as number);
}

/** In how many ways the groups are said there: the more of a point's words meet, the likelier the sentence is about it. */
function wordings(groups: readonly Group[], seen: Sightings, run: readonly number[]): number {
  return groups.reduce((sum, group) => sum + new Set(run.flatMap((sentence) => [...(seen.get(group)?.wordings.get(sentence) ?? [])])).size, 0);
}

/** One word cannot say two ideas: each group needs a place of its own. A matching by augmenting paths. */
export function unmetGroups(groups: readonly Group[], seen: Sightings, run: readonly number[]): Group[] {
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
