import type { Batch, Document, Json, Store } from '../store/store.ts';
import { settle } from '../study/streak.ts';
import { isChallenge } from './answerer.ts';
import { endOf } from './board.ts';
import { CHALLENGES_KEY } from './challenge.ts';
import { COMMUNITY_KEY, type Community } from './community.ts';
import { communityDaysIn, zoneAt } from './community-days.ts';
import { entriesIn } from './ledger.ts';
import { type Membership, membershipDocument, membershipIn, membershipKey, streakIn } from './membership.ts';
import { isCommunity, placeOf } from './partition.ts';
import type { Records } from './records.ts';
import { type Counted, canonical, recount } from './recount.ts';
import { endOfSet } from './set-ends.ts';

/** What a cache says and the ledger does not. */
export interface Difference {
  /** A board, a set, or a membership. */
  name: string;
  member?: string;
  kept: Json;
  counted: Json;
}

export interface Rebuilt {
  partition: string;
  members: number;
  entries: number;
  differences: readonly Difference[];
  /** What puts them right, one after the other. */
  batches: readonly Batch[];
}

type Row = { points: number; at: number };

/** A community as its store has it. */
interface Kept {
  documents: Record<string, Document>;
  logs: Record<string, Json[]>;
  sets: Map<string, Set<string>>;
  boards: Map<string, Map<string, Row>>;
}

/** Rows or members that one commit writes. */
const BATCH_SIZE = 1_000;

/** The partitions of all communities. */
export async function communitiesIn(store: Store): Promise<string[]> {
  const partitions = new Set<string>();
  for await (const { partition } of store.scan()) if (isCommunity(partition)) partitions.add(partition);
  return [...partitions];
}

/** Counts a community's caches from its ledger. Writes nothing; while others write, it may see differences that are none. */
export async function rebuild(records: Records, partition: string, now: number): Promise<Rebuilt> {
  const kept = await readAll(records.store, partition);
  const entries = entriesIn(kept.logs);
  const [platform = ''] = placeOf(partition).split(':');
  const { community, days } = communityDaysIn(records, { platform }, kept.documents, entries.filter(isChallenge));
  const memberships = membershipsIn(kept.documents);
  const counted = recount(entries, memberships, community, days, now);
  const parts = [
    compareBoards(kept, counted, community, now),
    compareSets(kept, counted, community, now),
    compareMembers(kept, counted, memberships, (membership) => settle(streakIn(membership), days, now)),
  ];
  return {
    partition,
    members: memberships.size,
    entries: entries.length,
    differences: parts.flatMap(({ differences }) => differences),
    batches: parts.flatMap(({ batches }) => batches),
  };
}

async function readAll(store: Store, partition: string): Promise<Kept> {
  const kept: Kept = { documents: {}, logs: {}, sets: new Map(), boards: new Map() };
  for await (const entry of store.scan(partition)) {
    if (entry.kind === 'document' && isNeeded(entry.key)) kept.documents[entry.key] = { version: entry.version, value: entry.value };
    else if (entry.kind === 'log' && entry.name.startsWith('ledger/')) kept.logs[entry.name] = [...(kept.logs[entry.name] ?? []), entry.value];
    else if (entry.kind === 'set') kept.sets.set(entry.name, (kept.sets.get(entry.name) ?? new Set()).add(entry.member));
    else if (entry.kind === 'board')
      kept.boards.set(entry.name, (kept.boards.get(entry.name) ?? new Map()).set(entry.member, { points: entry.points, at: entry.at }));
  }
  return kept;
}

function isNeeded(key: string): boolean {
  return key === COMMUNITY_KEY || key === CHALLENGES_KEY || key.startsWith('membership/');
}

function membershipsIn(documents: Kept['documents']): Map<string, Membership> {
  return new Map(
    Object.keys(documents).flatMap((key) => {
      const member = key.startsWith('membership/') ? key.slice('membership/'.length) : undefined;
      const membership = member === undefined ? undefined : membershipIn(documents, member);
      return member === undefined || !membership ? [] : [[member, membership] as const];
    }),
  );
}

interface Part {
  differences: Difference[];
  batches: Batch[];
}

function compareBoards(kept: Kept, counted: Counted, community: Community, now: number): Part {
  const names = [...new Set([...kept.boards.keys(), ...counted.boards.keys()])].filter((name) => endOf(name, zoneAt(community, now)) > now);
  const parts = names.map((name): Part => {
    const [before, after] = [kept.boards.get(name) ?? new Map<string, Row>(), counted.boards.get(name) ?? new Map<string, Row>()];
    const differences = different(name, before, after);
    const end = endOf(name, zoneAt(community, now));
    return { differences, batches: differences.length === 0 ? [] : boardBatches(name, after, Number.isFinite(end) ? { boards: { [name]: end } } : {}) };
  });
  return together(parts);
}

function boardBatches(board: string, rows: ReadonlyMap<string, Row>, until: NonNullable<Batch['until']>): Batch[] {
  const award = [...rows].map(([member, { points, at }]) => ({ board, member, points, at }));
  const batches: Batch[] = chunks(award).map((part) => ({ award: part, until }));
  return [{ erase: { boards: [board] }, ...batches[0] }, ...batches.slice(1)];
}

function compareSets(kept: Kept, counted: Counted, community: Community, now: number): Part {
  const zone = zoneAt(community, now);
  const names = [...new Set([...kept.sets.keys(), ...counted.sets.keys()])].filter((name) => (endOfSet(name, zone) ?? 0) > now);
  const parts = names.map((name): Part => {
    const asRows = (members: ReadonlySet<string> = new Set()) => new Map([...members].map((member) => [member, true]));
    const [before, after] = [asRows(kept.sets.get(name)), asRows(counted.sets.get(name))];
    const differences = different(name, before, after);
    const end = endOfSet(name, zone) ?? Number.POSITIVE_INFINITY;
    const until = Number.isFinite(end) ? { sets: { [name]: end } } : {};
    const batches: Batch[] = chunks([...after.keys()]).map((members) => ({ add: { [name]: members }, until }));
    return { differences, batches: differences.length === 0 ? [] : [{ erase: { sets: [name] }, ...batches[0] }, ...batches.slice(1)] };
  });
  return together(parts);
}

/** One that is to be counted anew when it is read is none that is wrong. */
function compareMembers(kept: Kept, counted: Counted, memberships: ReadonlyMap<string, Membership>, settled: (membership: Membership) => unknown): Part {
  const parts = [...memberships].map(([member, membership]): Part => {
    const key = membershipKey(member);
    const right = counted.members.get(member);
    const { answers, paid, groups = [] } = membership;
    const before = { answers, paid, streak: membership.streak?.recount ? right?.streak : settled(membership), groups };
    const differences = different(key, new Map(Object.entries(before)), new Map(Object.entries({ ...right })));
    const put = { [key]: membershipDocument(canonical({ ...membership, ...right }) as Membership) };
    return { differences, batches: differences.length === 0 ? [] : [{ expect: { [key]: kept.documents[key]?.version ?? 0 }, put }] };
  });
  return together(parts);
}

function different(name: string, kept: ReadonlyMap<string, unknown>, counted: ReadonlyMap<string, unknown>): Difference[] {
  return [...new Set([...kept.keys(), ...counted.keys()])].flatMap((member) => {
    const [before, after] = [canonical(kept.get(member) ?? null), canonical(counted.get(member) ?? null)];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ name, member, kept: before, counted: after }];
  });
}

function chunks<Each>(list: readonly Each[]): Each[][] {
  return Array.from({ length: Math.ceil(list.length / BATCH_SIZE) }, (_, index) => list.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
}

function together(parts: readonly Part[]): Part {
  return { differences: parts.flatMap(({ differences }) => differences), batches: parts.flatMap(({ batches }) => batches) };
}
