import type { Found } from '../store/store.ts';
import { addDays, type Day, dateIn } from '../study/calendar.ts';
import { type GroupStreak, groupStreak } from '../study/group-streak.ts';
import type { CommunityDays } from '../study/streak-day.ts';
import { communityDaysIn, DAYS_OF_COMMUNITY, zoneAt } from './community-days.ts';
import { activeInGroup, GROUP_DAYS_KEPT, GROUPS, type Group, groupIn, groupKey, membersOfGroup, sizesIn, sizesOfGroup } from './group.ts';
import { isVisibleTo } from './leaderboard.ts';
import { linkKeyOf, memberIn, membershipIn, membershipKey } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import type { Records } from './records.ts';

export interface GroupRead {
  group: Group;
  members: number;
  /** Those who let who asks see them, in the order of the alphabet. */
  names: readonly string[];
  isMine: boolean;
  streak: GroupStreak;
}

/** More names nobody reads. */
const NAMES_MAX = 100;

interface Asked {
  place: PlaceId;
  account: AccountId;
  at: number;
}

/** `undefined`: there is no such group, or everybody has left it. Two round trips. */
export async function readGroup(records: Records, { place, account, at }: Asked, id: string): Promise<GroupRead | undefined> {
  const partition = communityPartition(place);
  const set = membersOfGroup(id);
  const first = await records.store.read(partition, {
    documents: [linkKeyOf(account), groupKey(id), ...DAYS_OF_COMMUNITY],
    sets: [set],
    logs: { [sizesOfGroup(id)]: {} },
  });
  const group = groupIn(first.documents, id);
  const members = first.sets[set] ?? [];
  if (!group || members.length === 0) return undefined;
  const me = memberIn(first.documents, account);
  const { community, days } = communityDaysIn(records, place, first.documents);
  const zone = zoneAt(community, at);
  const dates = datesSince(group.createdAt, at, zone);
  const second = await records.store.read(partition, {
    documents: [...new Set([...members.slice(0, NAMES_MAX), ...(me === undefined ? [] : [me])])].map(membershipKey),
    sets: dates.map((date) => activeInGroup(id, date)),
  });
  return {
    group,
    members: members.length,
    names: namesOf(members, me, second.documents, at),
    isMine: me !== undefined && members.includes(me),
    streak: streakOfGroup(group, dates, sizesIn(first.logs, id), second.sets, days, zone),
  };
}

/** All groups that have members, with those of who asks marked. Two round trips. */
export async function readGroups(records: Records, { place, account }: Asked): Promise<{ group: Group; members: number; isMine: boolean }[]> {
  const partition = communityPartition(place);
  const first = await records.store.read(partition, { documents: [linkKeyOf(account)], sets: [GROUPS] });
  const ids = first.sets[GROUPS] ?? [];
  if (ids.length === 0) return [];
  const me = memberIn(first.documents, account);
  const { documents, sets } = await records.store.read(partition, { documents: ids.map(groupKey), sets: ids.map(membersOfGroup) });
  return ids
    .flatMap((id) => {
      const [group, members] = [groupIn(documents, id), sets[membersOfGroup(id)] ?? []];
      return group && members.length > 0 ? [{ group, members: members.length, isMine: me !== undefined && members.includes(me) }] : [];
    })
    .sort((a, b) => a.group.name.localeCompare(b.group.name, 'en'));
}

function namesOf(members: readonly string[], me: string | undefined, documents: Found['documents'], at: number): string[] {
  const viewer = me === undefined ? undefined : membershipIn(documents, me);
  return members
    .flatMap((member) => {
      const membership = membershipIn(documents, member);
      return membership && (member === me || isVisibleTo(membership, viewer, at)) ? [membership.name] : [];
    })
    .sort((a, b) => a.localeCompare(b, 'en'));
}

function streakOfGroup(
  { createdAt }: Group,
  dates: readonly Day[],
  sizes: readonly { at: number; by: 1 | -1 }[],
  sets: Found['sets'],
  { scheduled, challenges }: CommunityDays,
  zone: string,
): GroupStreak {
  const changes = sizes.filter(({ at }) => at >= createdAt).map(({ at, by }) => ({ date: dateIn(zone, at), by }));
  const counted = Object.entries(sets).map(([name, members]) => [name.slice(name.lastIndexOf('/') + 1), members.length] as const);
  return groupStreak({
    from: dates[0] ?? '',
    today: dates.at(-1) ?? '',
    answered: Object.fromEntries(counted),
    membersOn: (day) => changes.filter(({ date }) => date < day).reduce((sum, { by }) => sum + by, 0),
    isFree: (day) => challenges[day]?.postedAt === undefined && scheduled.some(({ from, until }) => from <= day && (until === undefined || day <= until)),
  });
}

/** The community's dates since a moment, as far as who answered is kept; today last. */
function datesSince(from: number, at: number, zone: string): Day[] {
  const today = dateIn(zone, at);
  const earliest = addDays(today, 1 - GROUP_DAYS_KEPT);
  const dates: Day[] = [];
  for (let day = [dateIn(zone, from), earliest].sort()[1] ?? today; day <= today; day = addDays(day, 1)) dates.push(day);
  return dates;
}
