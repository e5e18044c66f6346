import type { Found } from '../store/store.ts';
import { addDays, type Day, instantOf } from '../study/calendar.ts';
import type { ChallengeEntry } from '../study/ledger.ts';
import type { CommunityDays } from '../study/streak-day.ts';
import { CHALLENGES_KEY, type Challenges, challengesIn } from './challenge.ts';
import { COMMUNITY_KEY, type Community, communityIn } from './community.ts';
import type { PlaceId } from './partition.ts';
import type { Records } from './records.ts';

/** What a community knows of its days, beside the documents that say it. */
export interface CommunityRead {
  community: Community;
  challenges: Challenges;
  days: CommunityDays;
}

/** The documents to read for it. */
export const DAYS_OF_COMMUNITY = [COMMUNITY_KEY, CHALLENGES_KEY] as const;

/** @param entries the ledger's challenges, where streaks are counted from the beginning: the document forgets the oldest. */
export function communityDaysIn(
  { readOutages }: Pick<Records, 'readOutages'>,
  place: Pick<PlaceId, 'platform'>,
  documents: Found['documents'],
  entries: readonly ChallengeEntry[] = [],
): CommunityRead {
  const { community } = communityIn(documents);
  const { challenges } = challengesIn(documents);
  const known = [...entries, ...challenges.recent].map(({ date, postedAt, missedAt, unknownAt }) => [date, { postedAt, missedAt, unknownAt }] as const);
  const { zones, scheduled } = community;
  const outages = readOutages().filter(({ platform }) => platform === place.platform);
  return { community, challenges, days: { zones, scheduled, challenges: Object.fromEntries(known), outages } };
}

/** The community's zone at a moment: what was counted by it stays counted so. */
export function zoneAt({ zones }: Pick<Community, 'zones'>, at: number): string {
  const zone = (zones.findLast(({ from }) => from <= at) ?? zones[0])?.zone;
  if (zone === undefined) throw new RangeError('a community without a zone');
  return zone;
}

/** When what is kept for so many days after a date may go. */
export function keptUntil(date: Day, days: number, zone: string): number {
  return instantOf(addDays(date, days), { hour: 0, minute: 0 }, zone);
}
