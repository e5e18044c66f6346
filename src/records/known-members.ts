import type { Store } from '../store/store.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';

/** About 200 bytes each. */
const KNOWN_MAX = 20_000;

const known = new WeakMap<Store, Map<string, string>>();

/**
 * Which member an account was when it was last read, so that one read can ask for the link and for what is behind it. Whoever uses
 * it compares it with the link that comes with that read: links can go.
 */
export function knownMember(store: Store, place: PlaceId, account: AccountId): string | undefined {
  return known.get(store)?.get(keyOf(place, account));
}

export function knowMember(store: Store, place: PlaceId, account: AccountId, member: string): void {
  const members = known.get(store) ?? new Map<string, string>();
  known.set(store, members);
  const key = keyOf(place, account);
  members.delete(key);
  members.set(key, member);
  const [longestAgo] = members.keys();
  if (members.size > KNOWN_MAX && longestAgo !== undefined) members.delete(longestAgo);
}

function keyOf(place: PlaceId, { platform, id }: AccountId): string {
  return `${communityPartition(place)} ${platform}:${id}`;
}
