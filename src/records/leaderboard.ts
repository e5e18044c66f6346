import type { BoardFound, BoardRow, Found, Wanted } from '../store/store.ts';
import { boardName, type Period } from '../study/board.ts';
import { type Day, dateIn } from '../study/calendar.ts';
import { COMMUNITY_KEY, communityIn } from './community.ts';
import { zoneAt } from './community-days.ts';
import { type Group, groupIn, groupKey } from './group.ts';
import { knowMember, knownMember } from './known-members.ts';
import { groupsAt, linkKeyOf, type Membership, memberIn, membershipIn, membershipKey } from './membership.ts';
import { type AccountId, communityPartition, type PlaceId } from './partition.ts';
import type { Records } from './records.ts';

const TOP = 10;
const AROUND = 2;
/** Who stands among them is found without asking again, also the first time. */
const READ_AHEAD = 50;
/** The zones that are furthest apart: wherever the community is, its date is one of theirs or between them. */
const ENDS_OF_THE_WORLD = ['Etc/GMT+12', 'UTC', 'Etc/GMT-14'];

export interface BoardAsked {
  place: PlaceId;
  account: AccountId;
  at: number;
  period: Period;
  /** A group's id. */
  group?: string | undefined;
}

export interface Standing {
  rank: number;
  points: number;
  /** `undefined`: hidden from who asks. */
  name: string | undefined;
  isMine: boolean;
}

export interface Board {
  period: Period;
  /** The community's date. */
  date: Day;
  group: Group | undefined;
  /** How many members have points on it. */
  size: number;
  /** The first ten, then those around who asks, each once. */
  rows: readonly Standing[];
}

/**
 * The board as it stands, with names from our own records. Two round trips, whatever its size; three for who stands below the
 * first fifty, the first time that this process meets them. `undefined`: there is no such group.
 */
export async function readBoard(records: Records, asked: BoardAsked): Promise<Board | undefined> {
  const { place, account, at, period, group } = asked;
  const partition = communityPartition(place);
  const guess = knownMember(records.store, place, account);
  const names = [...new Set(ENDS_OF_THE_WORLD.map((zone) => boardName(period, dateIn(zone, at), group)))];
  const first = await records.store.read(partition, {
    documents: [linkKeyOf(account), COMMUNITY_KEY, ...(group === undefined ? [] : [groupKey(group)])],
    boards: Object.fromEntries(names.map((name) => [name, { top: READ_AHEAD, ...(guess === undefined ? {} : { around: aroundOf(guess) }) }])),
  });
  const found = group === undefined ? undefined : groupIn(first.documents, group);
  if (group !== undefined && !found) return undefined;
  const me = memberIn(first.documents, account);
  if (me !== undefined) knowMember(records.store, place, account, me);
  const date = dateIn(zoneAt(communityIn(first.documents).community, at), at);
  const name = boardName(period, date, group);
  const board = first.boards[name] ?? { size: 0, top: [], around: [] };
  const { rows, documents } = await withNames(records, partition, name, board, me, guess);
  return { period, date, group: found, size: board.size, rows: rows.map((row) => standingOf(row, me, documents, at)) };
}

/** The rows to show, with the memberships of those on them and of who asks. */
async function withNames(records: Records, partition: string, name: string, board: BoardFound, me: string | undefined, guess: string | undefined) {
  const read = async (rows: readonly BoardRow[], boards: NonNullable<Wanted['boards']> = {}): Promise<Found> => {
    const members = [...new Set([...rows.map(({ member }) => member), ...(me === undefined ? [] : [me])])];
    return records.store.read(partition, { documents: members.map(membershipKey), boards });
  };
  const near = nearIn(board, me, guess);
  const rows = rowsToShow(board, near ?? []);
  if (rows.length === 0) return { rows, documents: {} };
  const found = await read(rows, near === undefined && me !== undefined ? { [name]: { around: aroundOf(me) } } : {});
  if (near !== undefined) return { rows, documents: found.documents };
  const all = rowsToShow(board, found.boards[name]?.around ?? []);
  const strangers = all.slice(rows.length);
  return { rows: all, documents: { ...found.documents, ...(strangers.length > 0 ? (await read(strangers)).documents : {}) } };
}

/** The rows around who asks, none where they have no points; `undefined` where they must be asked for. */
function nearIn({ top, around, size }: BoardFound, me: string | undefined, guess: string | undefined): readonly BoardRow[] | undefined {
  if (me === undefined) return [];
  if (me === guess) return around;
  const at = top.findIndex(({ member }) => member === me);
  const isWhole = top.length === size;
  if (at < 0) return isWhole ? [] : undefined;
  return isWhole || at + AROUND < top.length ? top.slice(Math.max(0, at - AROUND), at + AROUND + 1) : undefined;
}

/** Each row once, in order: those around who is among the first are there already. */
function rowsToShow({ top }: BoardFound, near: readonly BoardRow[]): BoardRow[] {
  const first = top.slice(0, TOP);
  return [...first, ...near.filter(({ rank }) => rank > first.length)];
}

function standingOf({ rank, points, member }: BoardRow, me: string | undefined, documents: Found['documents'], at: number): Standing {
  const isMine = member === me;
  const membership = membershipIn(documents, member);
  const viewer = me === undefined ? undefined : membershipIn(documents, me);
  if (!membership) return { rank, points, name: 'a former member', isMine };
  return { rank, points, name: isMine || isVisibleTo(membership, viewer, at) ? membership.name : undefined, isMine };
}

/** Whether a member's name, and how they are doing, is for somebody else of the community: everyone, their groups, or nobody. */
export function isVisibleTo(membership: Membership, viewer: Membership | undefined, at: number): boolean {
  switch (membership.visibility ?? 'everyone') {
    case 'everyone':
      return true;
    case 'groups': {
      const theirs = groupsAt(membership, at);
      return groupsAt(viewer, at).some((group) => theirs.includes(group));
    }
    case 'hidden':
      return false;
  }
}

function aroundOf(member: string) {
  return { member, before: AROUND, after: AROUND };
}
