import { z } from 'zod';
import type { Choice } from '../src/bot/command.ts';
import { inline } from '../src/bot/markdown.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Audience, Message } from '../src/bot/view.ts';
import { slugOf, type Term } from '../src/packs/glossary.ts';
import type { Library } from '../src/packs/library.ts';
import { glossaryCard, likeCard, termCard } from '../src/views/glossary.ts';
import { action, command } from './resources.ts';

const ALIKE_SHOWN = 5;

export const glossary = command({
  name: 'glossary',
  summary: 'Look up a term: what it is and what to mind',
  options: {
    term: { kind: 'text', summary: 'a term, or another name for it', max: 60, complete: ({ library }, typed) => namesLike(library, typed) },
  },
  answers: 'learner',
  async run({ library }, _event, { term }) {
    return term === undefined ? contents(library, 'learner') : lookUp(library, term);
  },
  actions: {
    open: action({
      answers: 'learner',
      args: z.tuple([z.string()]),
      async run({ library }, _event, [key]) {
        const found = library.term(key);
        if (!found) throw new Refusal('That term is no longer in the glossary. `/glossary` shows what it has.');
        return termCard(found, library, 'learner');
      },
    }),
    contents: action({ answers: 'learner', args: z.tuple([]), run: async ({ library }) => contents(library, 'learner') }),
  },
});

function contents({ glossary: terms }: Library, to: Audience): Message {
  if (terms.length === 0) throw new Refusal('The packs that are loaded have no glossary. Get a question with `/question`.');
  return glossaryCard(terms, to);
}

function lookUp(library: Library, typed: string): Message {
  const found = library.term(typed) ?? onlyWith(library, typed);
  if (found) return termCard(found, library, 'learner');
  const alike = library.termsLike(typed).slice(0, ALIKE_SHOWN);
  if (alike.length === 0) {
    throw new Refusal(`The glossary has no **${inline(typed)}**. \`/glossary\` shows what it has, and \`/search\` looks through the questions as well.`);
  }
  return likeCard(inline(typed), alike, 'learner');
}

/** `HLS` is clear enough where one name alone has that word. */
function onlyWith({ glossary: terms }: Library, typed: string): Term | undefined {
  const word = `-${slugOf(typed)}-`;
  const having = terms.filter(({ term, aliases }) => [term, ...aliases].some((name) => `-${slugOf(name)}-`.includes(word)));
  return having.length === 1 ? having[0] : undefined;
}

/** Terms and their other names that continue what is typed; else terms that are like it. */
function namesLike(library: Library, typed: string): Choice[] {
  const start = typed.trim().toLowerCase();
  const names = library.glossary.flatMap(({ key, term, aliases }) => [
    { name: term, label: term, value: key },
    ...aliases.map((alias) => ({ name: alias, label: `${alias} (${term})`, value: key })),
  ]);
  const continued = names.filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${start}`));
  if (continued.length > 0) return continued.map(({ label, value }) => ({ label, value }));
  return library.termsLike(typed).map(({ key, term }) => ({ label: term, value: key }));
}
