import type { Batch } from '../store/store.ts';
import { dateIn } from '../study/calendar.ts';
import type { RegradeEntry } from '../study/ledger.ts';
import { countsForStreak, payAgain } from '../study/points.ts';
import { fold, settle } from '../study/streak.ts';
import type { Answer } from './answer.ts';
import { attemptsDocument, attemptsIn, attemptsKey } from './attempts.ts';
import { boardChange } from './board.ts';
import { participantsOf } from './challenge.ts';
import { type CommunityRead, communityDaysIn, DAYS_OF_COMMUNITY, zoneAt } from './community-days.ts';
import { activeInGroup } from './group.ts';
import { entryDocument, ledgerOf } from './ledger.ts';
import { groupsAt, type Membership, membershipIn, membershipKey, streakIn, streakSchema, versionOf } from './membership.ts';
import { communityPartition, type PlaceId, placeName } from './partition.ts';
import type { Records } from './records.ts';
import { setEnds } from './set-ends.ts';

export interface Regraded {
  /** What it changed. */
  points: number;
  /** All that follows from it, for the commit of who decided; none where it is graded as before. */
  batch?: Pick<Batch, 'expect' | 'put' | 'append' | 'add' | 'award' | 'until'>;
}

/**
 * An answer that is worth something else from now on: points on every board that it counts on, and its days in the streak. Who
 * answered a challenge stays among those who did: what a community has seen is not taken back. One round trip.
 */
export async function regrade(
  records: Records,
  { at, place }: { at: number; place: PlaceId },
  answer: Answer,
  anew: { score: number; worth: number },
): Promise<Regraded> {
  const [attempts, membership] = [attemptsKey(answer.member, answer), membershipKey(answer.member)];
  const { documents } = await records.store.read(communityPartition(place), { documents: [attempts, membership, ...DAYS_OF_COMMUNITY] });
  const before = attemptsIn(documents, attempts);
  const { points, history } = payAgain(before.history, { answer: answer.id, at: answer.at, worth: anew.worth }, answer.unpaid);
  const entry = entryOf(records, { at, place }, answer, anew.score, points);
  const member = membershipIn(documents, answer.member);
  const community = communityDaysIn(records, place, documents);
  return {
    points,
    batch: {
      expect: { [attempts]: before.version, [membership]: versionOf(documents[membership]) },
      put: { [attempts]: attemptsDocument(history), ...(member ? { [membership]: withEntry(member, entry, community, at) } : {}) },
      append: { [ledgerOf(at)]: [entryDocument(entry)] },
      ...(member ? shared(member, entry, answer, community) : {}),
    },
  };
}

function entryOf(records: Records, { at, place }: { at: number; place: PlaceId }, answer: Answer, score: number, points: number): RegradeEntry {
  const { id, member, question, followUp, unpaid, grade, days, challenge } = answer;
  const counts = countsForStreak({ score, unpaid });
  const isChanged = counts !== countsForStreak({ score: grade.score, unpaid });
  return {
    v: 1,
    id: `g_${records.newId()}`,
    at,
    kind: 'regrade',
    member,
    place: placeName(place),
    answer: id,
    question,
    ...(followUp === undefined ? {} : { followUp }),
    score,
    points,
    ...(isChanged ? { counts, ...(days === undefined ? {} : { days }), ...(challenge === undefined ? {} : { challenge }) } : {}),
  };
}

function withEntry(member: Membership, entry: RegradeEntry, { days }: CommunityRead, at: number): Membership {
  return { ...member, streak: streakSchema.parse(settle(fold(streakIn(member), [entry]), days, at)) };
}

function shared(member: Membership, entry: RegradeEntry, answer: Answer, { community }: CommunityRead): Pick<Batch, 'add' | 'award' | 'until'> {
  const zone = zoneAt(community, answer.at);
  const groups = groupsAt(member, answer.at);
  const date = dateIn(zone, answer.at);
  const boards = boardChange({ zone, answeredAt: answer.at, at: entry.at, member: answer.member, groups, points: entry.points });
  const sets = [...(entry.challenge === undefined ? [] : [participantsOf(entry.challenge)]), ...groups.map((group) => activeInGroup(group, date))];
  // What is not kept any more must not come back.
  const kept = Object.entries(setEnds(entry.counts ? sets : [], zone)).filter(([, end]) => end > entry.at);
  return {
    award: boards.award,
    add: Object.fromEntries(kept.map(([set]) => [set, [answer.member]])),
    until: { boards: boards.until, sets: Object.fromEntries(kept) },
  };
}
