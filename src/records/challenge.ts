import { z } from 'zod';
import type { Found } from '../store/store.ts';
import { closesAt, type Next } from '../study/daily.ts';
import { communityStreak, type Held } from '../study/quorum.ts';
import { documentSchema } from './document.ts';
import { versionOf } from './membership.ts';

export const CHALLENGES_KEY = 'challenges';
/** More than a streak looks back for reasons, and more than are open. */
const CHALLENGES_KEPT = 60;
/** More questions than any community can use. */
const USED_KEPT = 1_000;
/** Of the members whose answers counted for a date, for so many days after it. */
export const PARTICIPANTS_KEPT_DAYS = 70;

/** The challenge of one date. Times in milliseconds since 1970; see `Occurrence` in study/daily.ts. */
const challengeSchema = documentSchema({
  date: z.string(),
  dueAt: z.number(),
  /** The question's key; empty where none was asked. */
  question: z.string(),
  platform: z.string(),
  channel: z.string(),
  claimedAt: z.number().exactOptional(),
  postedAt: z.number().exactOptional(),
  unknownAt: z.number().exactOptional(),
  missedAt: z.number().exactOptional(),
  closedAt: z.number().exactOptional(),
  /** The platform's id of the post, and of the thread under it. */
  message: z.string().exactOptional(),
  /** Fixed when it is posted. */
  quorum: z.int().exactOptional(),
  /** Members whose answers counted for it, once it is closed; until then the set tells. */
  answered: z.int().exactOptional(),
  /** The key point that most of the answers missed, once it is closed: how many of how many. */
  mostMissed: documentSchema({ point: z.string(), missed: z.int(), of: z.int() }).exactOptional(),
});
export type Challenge = z.infer<typeof challengeSchema>;

const challengesSchema = documentSchema({
  v: z.literal(1),
  /** Oldest first, at most `CHALLENGES_KEPT`. */
  recent: z.array(challengeSchema),
  /** The next one, while it is planned. */
  next: documentSchema({ date: z.string(), dueAt: z.number() }).exactOptional(),
  /** Keys of all questions so far, oldest first, as far as repeats are avoided. */
  used: z.array(z.string()),
  /** The community's streak after the challenges that are not among the recent any more. */
  before: documentSchema({ current: z.int(), longest: z.int() }),
});
export type Challenges = z.infer<typeof challengesSchema>;

const NONE: Challenges = { v: 1, recent: [], used: [], before: { current: 0, longest: 0 } };

/** From documents of its partition that were read together with others. */
export function challengesIn(documents: Found['documents']): { challenges: Challenges; version: number } {
  const document = documents[CHALLENGES_KEY];
  return { challenges: document ? challengesSchema.parse(document.value) : NONE, version: versionOf(document) };
}

/** What becomes too old leaves only what it did to the community's streak. */
export function challengesDocument(challenges: Challenges): Challenges {
  const old = challenges.recent.slice(0, -CHALLENGES_KEPT);
  const { current, longest } = communityStreak(old.flatMap(heldOf), challenges.before);
  const recent = challenges.recent.slice(-CHALLENGES_KEPT);
  return challengesSchema.parse({ ...challenges, recent, used: challenges.used.slice(-USED_KEPT), before: { ...challenges.before, current, longest } });
}

/** A closed challenge as the community's streak sees it. */
function heldOf({ date, answered, quorum, closedAt }: Challenge): Held[] {
  return closedAt === undefined || answered === undefined || quorum === undefined ? [] : [{ date, answered, quorum, open: false }];
}

/** What comes after the challenge of a date: opened already, or planned. */
export function nextAfter({ recent, next }: Challenges, date: string): Next | undefined {
  return recent.find((each) => each.date > date) ?? next;
}

export function challengeOf({ recent }: Challenges, date: string): Challenge | undefined {
  return recent.find((each) => each.date === date);
}

/** The challenges with a change to the one of a date. */
export function withChallenge(challenges: Challenges, date: string, change: (challenge: Challenge) => Challenge): Challenges {
  return { ...challenges, recent: challenges.recent.map((each) => (each.date === date ? change(each) : each)) };
}

/** The challenge that can be answered at a moment: the last one posted, until the next is, for 72 hours at most. */
export function openChallenge({ recent }: Challenges, at: number): Challenge | undefined {
  const posted = recent.findLast(({ postedAt }) => postedAt !== undefined && postedAt <= at);
  return posted?.postedAt !== undefined && at < closesAt(posted.postedAt) ? posted : undefined;
}

/** The set of members whose answers counted for a date. */
export function participantsOf(date: string): string {
  return `participants/${date}`;
}

/** The set of members who answered anything on a date of the community: what its quorum is a share of. */
export function activeOn(date: string): string {
  return `active/${date}`;
}

/** The set of all members who have ever answered. */
export const MEMBERS = 'members';

/** The key of the due work that shows a challenge's counters anew. */
export function counterWork(date: string): string {
  return `daily/counter/${date}`;
}
