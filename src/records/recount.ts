import type { Json } from '../store/store.ts';
import { boardsOf } from '../study/board.ts';
import { dateIn } from '../study/calendar.ts';
import type { AnswerEntry, ChallengeEntry, Entry, GroupEntry, RegradeEntry } from '../study/ledger.ts';
import { afterQuestion, type PaidToday, paidOn } from '../study/paid-today.ts';
import { countsForStreak } from '../study/points.ts';
import { fold, NO_STREAK, type StreakState, settle } from '../study/streak.ts';
import type { CommunityDays } from '../study/streak-day.ts';
import { activeOn, MEMBERS, participantsOf } from './challenge.ts';
import type { Community } from './community.ts';
import { zoneAt } from './community-days.ts';
import { activeInGroup, GROUPS, membersOfGroup } from './group.ts';
import { type Membership, namedSet } from './membership.ts';

// What a community's ledger comes to: everything that is only a cache of it.

export interface Counted {
  /** Board to member. */
  boards: Map<string, Map<string, { points: number; at: number }>>;
  sets: Map<string, Set<string>>;
  members: Map<string, { answers: number; paid: PaidToday | undefined; streak: StreakState; groups: NonNullable<Membership['groups']> }>;
}

/** @param entries in the order in which they were written; what is of no member any more is nobody's */
export function recount(
  entries: readonly (Entry | ChallengeEntry)[],
  memberships: ReadonlyMap<string, Membership>,
  community: Community,
  days: CommunityDays,
  now: number,
): Counted {
  const counted: Counted = { boards: new Map(), sets: new Map(), members: new Map() };
  const answers = new Map<string, AnswerEntry>();
  const own = new Map<string, Entry[]>();
  /** Member to group to since when. */
  const groups = new Map<string, Map<string, number>>();
  for (const entry of entries) {
    if (entry.kind === 'challenge') continue;
    if (!memberships.has(entry.member)) continue;
    const theirs = within(groups, entry.member, () => new Map<string, number>());
    within(own, entry.member, () => []).push(entry);
    if (entry.kind === 'answer') answers.set(entry.id, entry);
    const answer = entry.kind === 'regrade' ? answers.get(entry.answer) : entry;
    if (entry.kind === 'group') countGroup(counted, entry, theirs);
    if (answer?.kind !== 'answer') continue;
    const joined = [...theirs].filter(([, since]) => since <= answer.at).map(([group]) => group);
    countAnswer(counted, entry, answer, joined, zoneAt(community, answer.at));
  }
  for (const [member, membership] of memberships) {
    const { answers: number, paid } = paidBy(own.get(member) ?? [], community);
    const theirs = [...(groups.get(member) ?? [])].map(([id, since]) => ({ id, since }));
    counted.members.set(member, { answers: number, paid, streak: settle(fold(NO_STREAK, own.get(member) ?? []), days, now), groups: theirs });
    addTo(counted, namedSet(membership.name), member);
    for (const { id } of theirs) {
      addTo(counted, GROUPS, id);
      addTo(counted, membersOfGroup(id), member);
    }
  }
  return counted;
}

/** @param entry the answer itself, or what a later grade changed of it */
function countAnswer(counted: Counted, entry: Entry, answer: AnswerEntry, groups: readonly string[], zone: string): void {
  if (entry.kind !== 'answer' && entry.kind !== 'regrade') return;
  const { member } = answer;
  if (entry.points !== 0) for (const board of boardsOf(zone, answer.at, groups)) addPoints(counted, board, entry);
  const date = dateIn(zone, answer.at);
  if (entry.kind === 'answer') for (const set of [MEMBERS, activeOn(date)]) addTo(counted, set, member);
  if (!makesDay(entry)) return;
  if (entry.challenge !== undefined) addTo(counted, participantsOf(entry.challenge), member);
  // Entries from before there were streaks count for nobody's day.
  if (entry.days !== undefined) for (const group of groups) addTo(counted, activeInGroup(group, date), member);
}

function makesDay(entry: AnswerEntry | RegradeEntry): boolean {
  return entry.kind === 'answer' ? countsForStreak(entry) : entry.counts === true;
}

/** Who leaves is off the group's boards, and stays among those who answered on its days. */
function countGroup({ boards }: Counted, { member, group, did, at }: GroupEntry, theirs: Map<string, number>): void {
  if (did === 'join') theirs.set(group, at);
  else theirs.delete(group);
  for (const [board, rows] of did === 'leave' ? boards : []) if (board.endsWith(`/${group}`)) rows.delete(member);
}

function paidBy(entries: readonly Entry[], community: Community): { answers: number; paid: PaidToday | undefined } {
  let [answers, paid]: [number, PaidToday | undefined] = [0, undefined];
  for (const entry of entries) {
    if (entry.kind !== 'answer') continue;
    answers += 1;
    // As it is kept since there are streaks.
    if (entry.days === undefined) continue;
    const today = paidOn(dateIn(zoneAt(community, entry.at), entry.at), paid);
    paid = entry.points > 0 ? afterQuestion(today, entry.question, entry.daily === true) : today;
  }
  return { answers, paid };
}

function addPoints({ boards }: Counted, board: string, { member, points, at }: AnswerEntry | RegradeEntry): void {
  const rows = within(boards, board, () => new Map<string, { points: number; at: number }>());
  rows.set(member, { points: (rows.get(member)?.points ?? 0) + points, at });
}

function addTo({ sets }: Counted, set: string, member: string): void {
  within(sets, set, () => new Set<string>()).add(member);
}

function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** The same for the same facts: without what is undefined, names in order. */
export function canonical(value: unknown): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value as Json;
  const known = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, canonical(each)]));
}
