import type { Batch } from '../store/store.ts';
import { boardsKept, GROUPS_MAX } from '../study/board.ts';
import { dateIn } from '../study/calendar.ts';
import { COMMUNITY_KEY, communityIn } from './community.ts';
import { zoneAt } from './community-days.ts';
import { GROUPS, type Group, groupDocument, groupIdOf, groupIn, groupKey, membersOfGroup, sizesOfGroup } from './group.ts';
import { entryDocument, ledgerOf } from './ledger.ts';
import { findMember, type Member, type Membership, versionOf, withMembership } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId, placeName } from './partition.ts';
import { type Records, untilCommitted } from './records.ts';

// Who makes a group, joins one, leaves one. Each expects the member's own documents and the group's: members who join at the same
// moment are not in each other's way.

export interface GroupAct {
  eventId: string;
  at: number;
  place: PlaceId;
  account: AccountId & { name: string };
}

export type GroupOutcome = 'done' | 'already' | 'taken' | 'full' | 'nobody';

const NOTHING = { outcome: 'done', sizes: {} } as const;

/** `taken`: there is one of that name, with members; `full`: they are in five. Four round trips. */
export async function createGroup(records: Records, act: GroupAct, name: string): Promise<{ outcome: 'done' | 'taken' | 'full'; group: string }> {
  const id = groupIdOf(name);
  const { result } = await untilCommitted(async () => {
    const { member, group, version, members } = await read(records, act, id);
    if (group?.event === act.eventId) return { committed: NOTHING, result: 'done' as const };
    // One that everybody has left is nobody's: its name is free.
    if (group && members > 0) return { committed: NOTHING, result: 'taken' as const };
    if (isFull(member)) return { committed: NOTHING, result: 'full' as const };
    const made: Group = { v: 1, id, name, createdAt: act.at, event: act.eventId };
    const batch = joining(records, member, act, id);
    const committed = await records.store.commit(communityPartition(act.place), {
      ...batch,
      expect: { ...batch.expect, [groupKey(id)]: version },
      put: { ...batch.put, [groupKey(id)]: groupDocument(made) },
    });
    return { committed, result: 'done' as const };
  });
  return { outcome: result, group: id };
}

/** `nobody`: there is no such group, or everybody has left it. Four round trips. */
export async function joinGroup(records: Records, act: GroupAct, id: string): Promise<Exclude<GroupOutcome, 'taken'>> {
  const { result } = await untilCommitted(async () => {
    const { member, group, version, members } = await read(records, act, id);
    if (!group || members === 0) return { committed: NOTHING, result: 'nobody' as const };
    if (isIn(member, id)) return { committed: NOTHING, result: 'already' as const };
    if (isFull(member)) return { committed: NOTHING, result: 'full' as const };
    const batch = joining(records, member, act, id);
    const committed = await records.store.commit(communityPartition(act.place), { ...batch, expect: { ...batch.expect, [groupKey(id)]: version } });
    return { committed, result: 'done' as const };
  });
  return result;
}

/** Takes the member's rows off the group's boards. `already`: they were not in it. Four round trips. */
export async function leaveGroup(records: Records, act: GroupAct, id: string): Promise<'done' | 'already'> {
  const { result } = await untilCommitted(async () => {
    const { member, members } = await read(records, act, id);
    if (!member.membership || !isIn(member, id)) return { committed: NOTHING, result: 'already' as const };
    const date = dateIn(zoneAt(communityIn(member.documents).community, act.at), act.at);
    const membership = withMembership(member, act.account.name, act.at, { groups: groupsOf(member).filter((group) => group.id !== id) });
    const committed = await records.store.commit(communityPartition(act.place), {
      expect: membership.expect,
      put: membership.put,
      add: membership.add,
      drop: { ...membership.drop, [membersOfGroup(id)]: [member.id], ...(members <= 1 ? { [GROUPS]: [id] } : {}) },
      append: { [sizesOfGroup(id)]: [{ at: act.at, by: -1 }], ...entryOf(records, member, act, id, 'leave') },
      erase: { rows: Object.fromEntries(boardsKept(date, id).map((board) => [board, [member.id]])) },
    });
    return { committed, result: 'done' as const };
  });
  return result;
}

async function read(records: Records, { place, account }: GroupAct, id: string) {
  const member = await findMember(records, place, account, { here: [groupKey(id), COMMUNITY_KEY] });
  const set = membersOfGroup(id);
  const members = (await records.store.read(communityPartition(place), { sets: [set] })).sets[set]?.length ?? 0;
  return { member, group: groupIn(member.documents, id), version: versionOf(member.documents[groupKey(id)]), members };
}

function joining(records: Records, member: Member, act: GroupAct, id: string): Batch {
  const { account, at } = act;
  const { expect, put, add, drop } = withMembership(member, account.name, at, { groups: [...groupsOf(member), { id, since: at }] });
  return {
    expect,
    put,
    add: { ...add, [GROUPS]: [id], [membersOfGroup(id)]: [member.id] },
    drop,
    append: { [sizesOfGroup(id)]: [{ at, by: 1 }], ...entryOf(records, member, act, id, 'join') },
  };
}

function entryOf(records: Records, { id: member }: Member, { at, place }: GroupAct, group: string, did: 'join' | 'leave'): NonNullable<Batch['append']> {
  const entry = { v: 1 as const, id: `t_${records.newId()}`, at, kind: 'group' as const, member, place: placeName(place), group, did };
  return { [ledgerOf(at)]: [entryDocument(entry)] };
}

function groupsOf({ membership }: Member): NonNullable<Membership['groups']> {
  return membership?.groups ?? [];
}

function isIn(member: Member, id: string): boolean {
  return groupsOf(member).some((group) => group.id === id);
}

function isFull(member: Member): boolean {
  return groupsOf(member).length >= GROUPS_MAX;
}
