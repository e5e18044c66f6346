/** Where something happened, and who did it: the platform's own ids. */
export interface PlaceId {
  platform: string;
  id: string;
}

export interface AccountId {
  platform: string;
  id: string;
}

const COMMUNITY = 'community/';

/** The community that a place belongs to. Every place has its own until places can be linked. */
export function communityPartition(place: PlaceId): string {
  return `${COMMUNITY}${place.platform}:${place.id}`;
}

/** The person behind an account. Every account is its own learner until accounts can be linked. */
export function learnerPartition(account: AccountId): string {
  return `learner/${account.platform}:${account.id}`;
}

/** A place as it stands in the ledger. */
export function placeName({ platform, id }: PlaceId): string {
  return `${platform}:${id}`;
}

/** Whether a partition is a community's, and not a learner's or something else. */
export function isCommunity(partition: string): boolean {
  return partition.startsWith(COMMUNITY);
}

/** The place whose community a partition is, as it stands in the ledger. */
export function placeOf(community: string): string {
  return community.slice(COMMUNITY.length);
}
