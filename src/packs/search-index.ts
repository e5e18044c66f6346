import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Term } from './glossary.ts';
import type { Question, Section } from './schema.ts';

/** Words that say nothing of what is looked for. */
const UNSAID = new Set(
  'a about an and are as at be best by can do does for from how i if in is it like me my of on or that the this to way we what when which why with you'.split(
    ' ',
  ),
);

/** Somebody who looks up a definition by the way knows its name: a question with the same words comes first. */
const TERM_WEIGHT = 0.5;

/** By its names alone, and with more typing errors than a search through whole texts can forgive. */
export const LIKE_A_TERM: SearchOptions = {
  filter: ({ kind }) => kind === 'term',
  fields: ['title', 'aliases'],
  fuzzy: (word) => (word.length < 4 ? false : 0.34),
};

export const IN_A_DEFINITION: SearchOptions = { filter: ({ kind }) => kind === 'term', fields: ['prompt'], combineWith: 'AND', fuzzy: false };

export function buildIndex(questions: readonly Question[], playbook: readonly Section[], glossary: readonly Term[]): MiniSearch {
  const index = new MiniSearch({
    idField: 'key',
    fields: ['title', 'aliases', 'prompt', 'followUps', 'points', 'answer'],
    storeFields: ['kind', 'title'],
    processTerm: (term) => (UNSAID.has(term.toLowerCase()) ? null : term.toLowerCase()),
    searchOptions: {
      boost: { title: 4, aliases: 4, prompt: 2, followUps: 1.5 },
      boostDocument: (_key, _term, stored) => (stored?.kind === 'term' ? TERM_WEIGHT : 1),
      prefix: true,
      // A short word is as near to many others as to its own misspelling.
      fuzzy: (term) => (term.length < 6 ? false : 0.2),
    },
  });
  index.addAll(
    questions.map((question) => ({
      key: question.key,
      kind: 'question',
      title: question.title,
      prompt: question.prompt,
      followUps: question.followUps.map((followUp) => followUp.prompt).join('\n'),
      points: question.rubric.keyPoints.map((point) => point.statement).join('\n'),
      answer: question.modelAnswer,
    })),
  );
  index.addAll(playbook.map((section) => ({ key: section.key, kind: 'section', title: section.title, prompt: section.summary, answer: section.body })));
  index.addAll(glossary.map(({ key, term, aliases, definition }) => ({ key, kind: 'term', title: term, aliases: aliases.join('\n'), prompt: definition })));
  return index;
}
