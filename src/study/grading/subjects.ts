import type { Rubric } from '../rubric.ts';
import { findHits, type Hit, indexPhrases } from './phrases.ts';
import type { Token } from './tokens.ts';
import { CONTRASTS } from './words.ts';

/** For each token the subject of an "A or B" question that it is about. Empty where the question has none. */
export type NamedSubjects = readonly (string | undefined)[];

/** The nearest subject named before each token, else the first one named in its sentence. */
export function nameSubjects({ subjects }: Rubric, tokens: readonly Token[]): NamedSubjects {
  const names = new Map(Object.entries(subjects ?? {}).map(([name, words]) => [words, name]));
  if (names.size === 0) return [];
  // A heading over a list of terms names what the list and the rest are about, so that listed names count as well.
  const hits = findHits(tokens, [], indexPhrases(names.keys(), true)).filter(({ from }) => !isContrasted(tokens, from));
  // A denied name is a name all the same: "not Kafka but RabbitMQ".
  const at = new Map(hits.map((hit) => [hit.from, { name: names.get(hit.group as readonly string[]), sentence: hit.sentence }]));
  const firstIn = new Map<number, string | undefined>();
  for (const { name, sentence } of at.values()) if (!firstIn.has(sentence)) firstIn.set(sentence, name);
  let nearest: string | undefined;
  return tokens.map((token, index) => {
    nearest = at.get(index)?.name ?? nearest;
    return nearest ?? firstIn.get(token.sentence);
  });
}

/** Whether what is said there is about the subject that a point or misconception belongs to, if it belongs to one. */
export function isAbout(hit: Hit, subject: string | undefined, named: NamedSubjects): boolean {
  return subject === undefined || named[hit.end - 1] === subject;
}

/** "Kafka, unlike RabbitMQ, keeps …" goes on about Kafka. */
function isContrasted(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(Math.max(0, from - 2), from).some(({ word, sentence }) => CONTRASTS.has(word) && sentence === tokens[from]?.sentence);
}
