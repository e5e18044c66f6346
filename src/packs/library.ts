import MiniSearch from 'minisearch';
import type { Pack, PackHeader, Question, Section } from './schema.ts';

/** All packs that are loaded, as one shelf to look things up on. */
export interface Library {
  questions: readonly Question[];
  playbook: readonly Section[];
  topics: PackHeader['topics'];
  /** By short key, slug, or source number (`sd.q05`, `consistent-hashing`, `q05`, `5`). */
  question(name: string): Question | undefined;
  section(name: string): Section | undefined;
  topicTitle(id: string): string;
  packOf(key: string): PackHeader | undefined;
  /** Full text over questions, follow-ups and playbook; forgives typing errors. Best first. `all`: only what has every word. */
  search(words: string, options?: { all: boolean }): Hit[];
  /** Titles that continue what is being typed; fuzzy only where no title does. */
  suggest(typed: string): Hit[];
}

export interface Hit {
  kind: 'question' | 'section';
  key: string;
  title: string;
}

const HITS_MAX = 25;

/** Words that say nothing of what is looked for. */
const UNSAID = new Set(
  'a about an and are as at be best by can do does for from how i if in is it like me my of on or that the this to way we what when which why with you'.split(
    ' ',
  ),
);

export function createLibrary(packs: readonly Pack[]): Library {
  const questions = packs.flatMap((pack) => pack.questions);
  const playbook = packs.flatMap((pack) => pack.playbook);
  const topics = [...new Map(packs.flatMap((pack) => pack.topics).map((topic) => [topic.id, topic])).values()];
  const questionNames = names(questions);
  const sectionNames = names(playbook);
  const byPrefix = new Map(packs.map((pack) => [pack.key, pack]));
  const titles = [...questions.map(asHit('question')), ...playbook.map(asHit('section'))];
  // Built at the first search: most starts serve buttons and schedules for a while before anybody searches.
  let index: MiniSearch | undefined;

  function search(words: string, { all } = { all: false }): Hit[] {
    index ??= buildIndex(questions, playbook);
    const found = index.search(words, { combineWith: 'AND' });
    const results = found.length > 0 || all ? found : index.search(words);
    return results.slice(0, HITS_MAX).map(({ id, kind, title }) => ({ kind, key: String(id), title }));
  }

  return {
    questions,
    playbook,
    topics,
    question: (name) => questionNames.get(name.trim().toLowerCase()),
    section: (name) => sectionNames.get(name.trim().toLowerCase()),
    topicTitle: (id) => topics.find((topic) => topic.id === id)?.title ?? id,
    packOf: (key) => byPrefix.get(key.split('.')[0] ?? ''),
    search,
    suggest(typed) {
      const start = typed.trim().toLowerCase();
      if (start === '') return titles.slice(0, HITS_MAX);
      const continued = titles.filter(({ title }) => ` ${title.toLowerCase()}`.includes(` ${start}`));
      return continued.length > 0 ? continued.slice(0, HITS_MAX) : search(start);
    },
  };
}

interface Named {
  id: string;
  key: string;
  source?: string | undefined;
}

function names<Item extends Named>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.flatMap((item) => namesOf(item).map((name) => [name, item] as const)));
}

/** `q05` is also `q5`, and a question's bare number. */
function namesOf({ id, key, source }: Named): string[] {
  const [, letter, digits] = /^([a-z])(\d+)$/.exec(source ?? '') ?? [];
  if (letter === undefined || digits === undefined) return [id, key];
  const short = String(Number(digits));
  return [id, key, `${letter}${digits}`, `${letter}${short}`, ...(letter === 'q' ? [short] : [])];
}

function asHit(kind: Hit['kind']) {
  return ({ key, title }: { key: string; title: string }): Hit => ({ kind, key, title });
}

function buildIndex(questions: readonly Question[], playbook: readonly Section[]): MiniSearch {
  const index = new MiniSearch({
    idField: 'key',
    fields: ['title', 'prompt', 'followUps', 'points', 'answer'],
    storeFields: ['kind', 'title'],
    processTerm: (term) => (UNSAID.has(term.toLowerCase()) ? null : term.toLowerCase()),
    // A short word is as near to many others as to its own misspelling.
    searchOptions: { boost: { title: 4, prompt: 2, followUps: 1.5 }, prefix: true, fuzzy: (term) => (term.length < 6 ? false : 0.2) },
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
  return index;
}
