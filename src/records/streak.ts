import type { Found } from '../store/store.ts';
import type { Day } from '../study/calendar.ts';
import type { CommunityStreak } from '../study/quorum.ts';
import { fold, type HeatDay, heatMap, type Streak, settle, streakOf } from '../study/streak.ts';
import { streakStateOf } from './answerer.ts';
import { communityDaysIn, DAYS_OF_COMMUNITY } from './community-days.ts';
import { communityStreakIn, openTurnouts } from './community-streak.ts';
import { isVisibleTo } from './leaderboard.ts';
import { entryDocument, ledgerOf } from './ledger.ts';
import { linkKeyOf, memberIn, membershipDocument, membershipIn, membershipKey, namedSet, streakSchema, versionOf } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId, placeName } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

/** Who wants to know it. */
export interface StreakAsked {
  place: PlaceId;
  account: AccountId;
  /** May see everybody's, with the reasons. */
  isAdmin: boolean;
  at: number;
}

export interface StreakRead {
  /** Whose it is; absent for who has done nothing here yet. */
  member: string | undefined;
  name: string | undefined;
  isMine: boolean;
  streak: Streak;
  /** The last year. */
  year: readonly HeatDay[];
  /** The community's own; absent where there was no challenge yet. */
  community: CommunityStreak | undefined;
}

/**
 * Somebody's streak as it stands now: one's own without a member. `undefined` where there is no such member, or they keep it to
 * themselves. Three round trips; two where no challenge is open.
 */
export async function readStreak(records: Records, asked: StreakAsked, member?: string): Promise<StreakRead | undefined> {
  const { place, account, at } = asked;
  const partition = communityPartition(place);
  const first = (await records.store.read(partition, { documents: [linkKeyOf(account), ...DAYS_OF_COMMUNITY] })).documents;
  const me = memberIn(first, account);
  const subject = member ?? me;
  const { challenges, days } = communityDaysIn(records, place, first);
  const members = [...new Set([me, subject])].filter((each) => each !== undefined);
  const wanted = { documents: members.map(membershipKey), sets: openTurnouts(challenges) };
  const found: Pick<Found, 'documents' | 'sets'> =
    wanted.documents.length + wanted.sets.length > 0 ? await records.store.read(partition, wanted) : { documents: {}, sets: {} };
  const membership = subject === undefined ? undefined : membershipIn(found.documents, subject);
  const isMine = subject === me;
  if (!isMine && (!membership || !(asked.isAdmin || isVisibleTo(membership, membershipIn(found.documents, me ?? ''), at)))) return undefined;
  const state = await streakStateOf(records, place, { id: subject ?? '', membership, documents: first }, at);
  const streak = streakOf(state, days, at);
  const community = communityStreakIn(challenges, found.sets, at);
  return { member: subject, name: membership?.name, isMine, streak, year: heatMap(state, streak), community: community.last && community };
}

/** A mention, as platforms put it into text. */
const MENTION = /^<@!?(\w+)(?:\|[^>]*)?>$/;

/** The member somebody means: by a mention, or by the name that our records have. One round trip. */
export async function findNamed(records: Records, place: PlaceId, text: string): Promise<{ member: string } | 'nobody' | 'several'> {
  const mentioned = MENTION.exec(text.trim())?.[1];
  const partition = communityPartition(place);
  if (mentioned !== undefined) {
    const account = { platform: place.platform, id: mentioned };
    const member = memberIn((await records.store.read(partition, { documents: [linkKeyOf(account)] })).documents, account);
    return member === undefined ? 'nobody' : { member };
  }
  const set = namedSet(text.trim().replace(/^@/, ''));
  const [member, another] = (await records.store.read(partition, { sets: [set] })).sets[set] ?? [];
  if (member === undefined) return 'nobody';
  return another === undefined ? { member } : 'several';
}

export interface Grant {
  eventId: string;
  at: number;
  place: PlaceId;
  member: string;
  day: Day;
}

/** Longer than any platform repeats an event. */
const ONCE_MS = 7 * 24 * 60 * 60 * 1000;

/** Gives a member a day, in the ledger. `undefined` where the member is gone; `already` where the day has it. Two round trips. */
export async function grantDay(records: Records, { eventId, at, place, member, day }: Grant): Promise<'done' | 'already' | undefined> {
  const partition = communityPartition(place);
  const key = membershipKey(member);
  const { result } = await untilCommitted(async () => {
    const { documents } = await records.store.read(partition, { documents: [key, ...DAYS_OF_COMMUNITY] });
    const membership = membershipIn(documents, member);
    if (!membership) return { committed: { outcome: 'done', sizes: {} } as const, result: undefined };
    const state = await streakStateOf(records, place, { id: member, membership, documents }, at);
    const entry = { v: 1 as const, id: `s_${records.newId()}`, at, kind: 'grant' as const, member, place: placeName(place), day };
    const after = settle(fold(state, [entry]), communityDaysIn(records, place, documents).days, at);
    if (state.days[day]?.granted) return { committed: { outcome: 'done', sizes: {} } as const, result: 'already' as const };
    const committed = await records.store.commit(partition, {
      once: { id: `grant:${eventId}`, forMs: ONCE_MS, result: 'done', now: at },
      expect: { [key]: versionOf(documents[key]) },
      put: { [key]: membershipDocument({ ...membership, streak: streakSchema.parse(after) }) },
      append: { [ledgerOf(at)]: [entryDocument(entry)] },
    });
    return { committed, result: 'done' as const };
  });
  return result;
}
