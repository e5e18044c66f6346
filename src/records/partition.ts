/** Where something happened, and who did it: the platform's own ids. */
export interface PlaceId {
  platform: string;
  id: string;
}

export interface AccountId {
  platform: string;
  id: string;
}

/** The community that a place belongs to. Every place has its own until places can be linked. */
export function communityPartition(place: PlaceId): string {
  return `community/${place.platform}:${place.id}`;
}

/** The person behind an account. Every account is its own learner until accounts can be linked. */
export function learnerPartition(account: AccountId): string {
  return `learner/${account.platform}:${account.id}`;
}

/** A place as it stands in the ledger. */
export function placeName({ platform, id }: PlaceId): string {
  return `${platform}:${id}`;
}
