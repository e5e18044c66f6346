import type MiniSearch from 'minisearch';
import type { SearchResult } from 'minisearch';
import { slugOf, type Term } from './glossary.ts';
import type { Pack, PackHeader, Question, Section } from './schema.ts';
import { buildIndex, IN_A_DEFINITION, LIKE_A_TERM } from './search-index.ts';

/** All packs that are loaded, as one shelf to look things up on. */
export interface Library {
  questions: readonly Question[];
  playbook: readonly Section[];
  /** In alphabetical order. */
  glossary: readonly Term[];
  topics: PackHeader['topics'];
  /** By short key, slug, or source number (`sd.q05`, `consistent-hashing`, `q05`, `5`). */
  question(name: string): Question | undefined;
  section(name: string): Section | undefined;
  /** By key, by name, or by another name. */
  term(name: string): Term | undefined;
  /** Terms with a name like what was typed, the nearest first; without any, those whose definition has its words. */
  termsLike(typed: string): Term[];
  topicTitle(id: string): string;
  packOf(key: string): PackHeader | undefined;
  /** Full text over questions, follow-ups, playbook and glossary; forgives typing errors. Best first. */
  search(words: string, options?: Wanted): Hit[];
  /** Titles that continue what is being typed; fuzzy only where no title does. */
  suggest(typed: string, options?: Pick<Wanted, 'kind'>): Hit[];
}

interface Wanted {
  /** Only what has every word. */
  all?: boolean;
  /** Only what is of this kind. */
  kind?: Hit['kind'];
}

export interface Hit {
  kind: 'question' | 'section' | 'term';
  key: string;
  title: string;
}

const HITS_MAX = 25;

export function createLibrary(packs: readonly Pack[]): Library {
  const questions = packs.flatMap((pack) => pack.questions);
  const playbook = packs.flatMap((pack) => pack.playbook);
  const glossary = packs.flatMap((pack) => pack.glossary).sort((a, b) => (slugOf(a.term) < slugOf(b.term) ? -1 : 1));
  const topics = [...new Map(packs.flatMap((pack) => pack.topics).map((topic) => [topic.id, topic])).values()];
  const questionNames = names(questions);
  const sectionNames = names(playbook);
  const termNames = new Map(glossary.flatMap((each) => [each.term, ...each.aliases].map((name) => [slugOf(name), each] as const)));
  const termKeys = new Map(glossary.map((each) => [each.key, each]));
  const byPrefix = new Map(packs.map((pack) => [pack.key, pack]));
  const titles = [
    ...questions.map(asHit('question')),
    ...playbook.map(asHit('section')),
    ...glossary.map(({ key, term }): Hit => ({ kind: 'term', key, title: term })),
  ];
  // Built at the first search: most starts serve buttons and schedules for a while before anybody searches.
  let built: MiniSearch | undefined;
  const index = () => (built ??= buildIndex(questions, playbook, glossary));

  function search(words: string, { all = false, kind }: Wanted = {}): Hit[] {
    const filter = kind === undefined ? {} : { filter: (result: SearchResult) => result.kind === kind };
    const found = index().search(words, { combineWith: 'AND', ...filter });
    const results = found.length > 0 || all ? found : index().search(words, filter);
    return results.slice(0, HITS_MAX).map((result) => ({ kind: result.kind, key: String(result.id), title: result.title }));
  }

  return {
    questions,
    playbook,
    glossary,
    topics,
    question: (name) => questionNames.get(name.trim().toLowerCase()),
    section: (name) => sectionNames.get(name.trim().toLowerCase()),
    term: (name) => termKeys.get(name) ?? termNames.get(slugOf(name)),
    termsLike(typed) {
      const named = index().search(typed, LIKE_A_TERM);
      const found = named.length > 0 ? named : index().search(typed, IN_A_DEFINITION);
      return found.flatMap(({ id }) => termKeys.get(String(id)) ?? []);
    },
    topicTitle: (id) => topics.find((topic) => topic.id === id)?.title ?? id,
    packOf: (key) => byPrefix.get(key.split('.')[0] ?? ''),
    search,
    suggest(typed, { kind } = {}) {
      const start = typed.trim().toLowerCase();
      const among = titles.filter((hit) => kind === undefined || hit.kind === kind);
      if (start === '') return among.slice(0, HITS_MAX);
      const continued = among.filter(({ title }) => ` ${title.toLowerCase()}`.includes(` ${start}`));
      return continued.length > 0 ? continued.slice(0, HITS_MAX) : search(start, kind === undefined ? {} : { kind });
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
