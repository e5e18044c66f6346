import { inline } from '../bot/markdown.ts';
import { route } from '../bot/route.ts';
import type { Audience, Block, Button, Message } from '../bot/view.ts';
import { GROUPS_MAX } from '../study/board.ts';
import type { GroupStreak } from '../study/group-streak.ts';

export const GROUP_NAME_MAX = 40;
/** What a select can hold. */
const CHOICES_MAX = 25;
const LISTED_MAX = 100;

/** A study group as somebody sees it. */
export interface GroupShown {
  group: { id: string; name: string };
  members: number;
  names: readonly string[];
  isMine: boolean;
  streak: GroupStreak;
}

/** @param said what just happened, as markdown */
export function groupCard({ group, members, names, isMine, streak }: GroupShown, to: Audience, said?: string): Message {
  const hidden = members - names.length;
  const list = [...names.map((name) => inline(name)), ...(hidden > 0 ? [hidden === 1 ? 'one who is not shown' : `${hidden} who are not shown`] : [])];
  return {
    kind: 'message',
    to,
    tone: said === undefined ? 'plain' : 'good',
    blocks: [
      { kind: 'heading', text: group.name },
      ...(said === undefined ? [] : [{ kind: 'text' as const, markdown: said }]),
      { kind: 'text', markdown: `**${members === 1 ? 'One member' : `${members} members`}:** ${list.join(', ')}` },
      { kind: 'text', markdown: streakOf(streak) },
      { kind: 'buttons', buttons: [{ label: 'Board', route: route('leaderboard', 'show', 'week', group.id) }, ownButton(group.id, isMine)] },
    ],
  };
}

export function groupList(groups: readonly Pick<GroupShown, 'group' | 'members' | 'isMine'>[], to: Audience, said?: string): Message {
  const lines = groups
    .slice(0, LISTED_MAX)
    .map(
      ({ group, members, isMine }) => `- **${inline(group.name)}**, ${members === 1 ? 'one member' : `${members} members`}${isMine ? ', you among them' : ''}`,
    );
  const more =
    groups.length > LISTED_MAX ? [{ kind: 'note' as const, markdown: `And ${groups.length - LISTED_MAX} more: \`/group show\` finds them by name.` }] : [];
  return {
    kind: 'message',
    to,
    tone: said === undefined ? 'plain' : 'good',
    blocks: [
      { kind: 'heading', text: groups.length === 1 ? 'One study group' : `${groups.length === 0 ? 'No' : groups.length} study groups` },
      ...(said === undefined ? [] : [{ kind: 'text' as const, markdown: said }]),
      ...(lines.length > 0 ? [{ kind: 'text' as const, markdown: lines.join('\n') }] : []),
      ...more,
      ...chooser(groups),
      { kind: 'note', markdown: `A group has a board and a streak of its own. \`/group create\` makes one; you can be in ${GROUPS_MAX}.` },
    ],
  };
}

function chooser(groups: readonly Pick<GroupShown, 'group'>[]): Block[] {
  if (groups.length === 0) return [];
  const options = groups.slice(0, CHOICES_MAX).map(({ group }) => ({ label: group.name, value: group.id }));
  return [{ kind: 'select', label: 'Show a group', route: route('group', 'show'), options }];
}

function streakOf({ current, longest, today }: GroupStreak): string {
  const run = `**Streak:** ${current === 1 ? 'one day' : `${current} days`} (longest: ${longest}).`;
  const left = today.quorum - today.answered;
  return `${run} ${today.answered} of ${today.quorum} today${left > 0 ? `: ${left === 1 ? 'one more member' : `${left} more members`}, and it goes on` : ': the quorum is there'}.`;
}

function ownButton(id: string, isMine: boolean): Button {
  return isMine ? { label: 'Leave', route: route('group', 'leave', id), style: 'danger' } : { label: 'Join', route: route('group', 'join', id), style: 'main' };
}
