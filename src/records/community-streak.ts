import type { Found } from '../store/store.ts';
import { dateOfAnswer } from '../study/daily.ts';
import { type CommunityStreak, communityStreak, type Held } from '../study/quorum.ts';
import { type Challenges, participantsOf } from './challenge.ts';

/** The sets to read for it: who answered the challenges whose numbers are not fixed yet. */
export function openTurnouts({ recent }: Challenges): string[] {
  return recent.filter(({ postedAt, answered }) => postedAt !== undefined && answered === undefined).map(({ date }) => participantsOf(date));
}

export function communityStreakIn({ recent, before }: Challenges, sets: Found['sets'], now: number): CommunityStreak {
  const held = recent.flatMap((challenge, index): Held[] => {
    const { date, postedAt, quorum, answered } = challenge;
    if (postedAt === undefined || quorum === undefined) return [];
    const next = recent.slice(index + 1).find((each) => each.postedAt !== undefined);
    return [{ date, quorum, answered: answered ?? sets[participantsOf(date)]?.length ?? 0, open: dateOfAnswer(challenge, now, next) !== undefined }];
  });
  return communityStreak(held, before);
}
