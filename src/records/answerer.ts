import { bonusNow, type Known } from '../study/award.ts';
import { dateIn } from '../study/calendar.ts';
import type { ChallengeEntry, Entry } from '../study/ledger.ts';
import type { History } from '../study/points.ts';
import { fold, NO_STREAK, type StreakState, settle } from '../study/streak.ts';
import { type AskedId, attemptsIn, attemptsKey, unlessAway } from './attempts.ts';
import { type Challenge, openChallenge } from './challenge.ts';
import { type CommunityRead, communityDaysIn, DAYS_OF_COMMUNITY, zoneAt } from './community-days.ts';
import { entriesIn, ledgersBetween } from './ledger.ts';
import { findMember, type Member, streakIn } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import type { Records } from './records.ts';

/** Who answers, or could, with all that decides what an answer to one question brings. */
export interface Answerer extends CommunityRead {
  member: Member;
  attemptsVersion: number;
  challenge: Challenge | undefined;
  known: Known;
}

/** What a question can still pay: what was done with it, and what the daily would add. */
export interface Chances {
  history: History;
  bonus: number;
}

/** Two round trips; once a settled day was changed, one more for the whole ledger. */
export async function readAnswerer(records: Records, place: PlaceId, account: AccountId, asked: AskedId, at: number): Promise<Answerer> {
  const member = await findMember(records, place, account, { here: DAYS_OF_COMMUNITY, of: (id) => [attemptsKey(id, asked)] });
  const read = communityDaysIn(records, place, member.documents);
  const attempts = attemptsIn(member.documents, attemptsKey(member.id, asked));
  const challenge = openChallenge(read.challenges, at);
  return {
    ...read,
    member,
    attemptsVersion: attempts.version,
    challenge,
    known: {
      history: attempts.history,
      paid: member.membership?.paid,
      state: await streakStateOf(records, place, member, at),
      community: read.days,
      date: dateIn(zoneAt(read.community, at), at),
      challenge,
    },
  };
}

export function chancesOf({ known }: Answerer, asked: AskedId, at: number): Chances {
  return { history: known.history, bonus: bonusNow(known, { ...asked, at }) };
}

/** As it is kept; from the whole ledger, where an entry had changed a day that was settled. */
export async function streakStateOf(
  records: Records,
  place: PlaceId,
  member: Pick<Member, 'id' | 'membership' | 'documents'>,
  at: number,
): Promise<StreakState> {
  const kept = streakIn(member.membership);
  if (!kept.recount || !member.membership) return kept;
  const { logs } = await records.store.read(communityPartition(place), { logs: ledgersBetween(member.membership.joinedAt, at) });
  const entries = entriesIn(logs);
  const { days } = communityDaysIn(records, place, member.documents, entries.filter(isChallenge));
  return settle(
    fold(
      NO_STREAK,
      entries.filter((entry): entry is Entry => !isChallenge(entry) && entry.member === member.id),
    ),
    days,
    at,
  );
}

export function isChallenge(entry: Entry | ChallengeEntry): entry is ChallengeEntry {
  return entry.kind === 'challenge';
}

/** What the question can still pay somebody; nothing is known while the store is away. Two round trips. */
export async function readChances(records: Records, place: PlaceId, account: AccountId, asked: AskedId, at: number): Promise<Chances | undefined> {
  return unlessAway(async () => chancesOf(await readAnswerer(records, place, account, asked, at), asked, at));
}
