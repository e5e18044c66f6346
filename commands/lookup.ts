import type { Event } from '../src/bot/event.ts';
import { Refusal } from '../src/bot/refusal.ts';
import { type Asked, askedOf } from '../src/packs/asked.ts';
import type { Question } from '../src/packs/schema.ts';
import { readOwnAnswer } from '../src/records/answer.ts';
import type { Level } from '../src/study/rubric.ts';
import type { Resources } from './resources.ts';

// What options and buttons name, found, or refused in a sentence that says where else to look.

export const NO_SUCH_ANSWER = 'That answer is not here any more, or it is somebody else’s. Open the question again with `/question`.';

/** A question's key, and the follow-up's id where it is about one. */
export type AskedArgs = readonly [key: string, followUp?: string | undefined];

export function candidates({ library }: Resources, topic: string | undefined, level: Level | undefined): Question[] {
  const wanted = topic?.toLowerCase();
  const known = library.topics.find(({ id, title }) => id === wanted || title.toLowerCase() === wanted);
  if (wanted !== undefined && !known) throw new Refusal(`I don’t know that topic. There are: ${library.topics.map(({ title }) => title).join(', ')}.`);
  return library.questions.filter((each) => (known === undefined || each.topic === known.id) && (level === undefined || each.level === level));
}

/** By name, else the first of those wanted that has all the words. */
export function lookUp({ library }: Resources, query: string, among: readonly Question[]): Question {
  const named = library.question(query);
  if (named) return named;
  const hits = library.search(query, { all: true, kind: 'question' }).map(({ key }) => library.question(key));
  const found = hits.find((hit) => hit !== undefined && among.includes(hit));
  if (!found) throw new Refusal('No question fits these words. Try fewer or other words, `/search`, or `/question` alone to be given one.');
  return found;
}

export function find({ library }: Resources, name: string): Question {
  const found = library.question(name);
  if (!found) throw new Refusal('That question is no longer in the pack. Get another one with `/question`.');
  return found;
}

export function findAsked(resources: Resources, [name, followUpId]: AskedArgs): Asked {
  const found = askedOf(find(resources, name), followUpId);
  if (!found) throw new Refusal('That follow-up is no longer in the pack. The question still is: open it again with `/question`.');
  return found;
}

/** The follow-up that is named, else the question's first. */
export function findFollowUp(resources: Resources, [name, followUpId]: AskedArgs): Asked {
  return findAsked(resources, [name, followUpId ?? find(resources, name).followUps[0]?.id]);
}

export async function findAnswer(resources: Resources, event: Event, answerId: string) {
  const found = await readOwnAnswer(resources.records, event.place, event.account, answerId, event.at);
  if (!found) throw new Refusal(NO_SUCH_ANSWER);
  return { ...found, about: findAsked(resources, [found.answer.question, found.answer.followUp]) };
}
