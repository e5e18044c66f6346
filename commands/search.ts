import { z } from 'zod';
import { inline } from '../src/bot/markdown.ts';
import { Refusal } from '../src/bot/refusal.ts';
import { route } from '../src/bot/route.ts';
import type { Message } from '../src/bot/view.ts';
import type { Hit } from '../src/packs/library.ts';
import { termCard } from '../src/views/glossary.ts';
import { sectionCard } from '../src/views/reading.ts';
import { showQuestion } from './question.ts';
import { action, command } from './resources.ts';

const HITS_SHOWN = 10;
const KINDS: Readonly<Record<Hit['kind'], string>> = { question: 'question', section: 'playbook', term: 'glossary' };

export const search = command({
  name: 'search',
  summary: 'Find questions, follow-ups, playbook sections and terms by words',
  options: {
    words: {
      kind: 'text',
      summary: 'what to look for',
      max: 100,
      required: true,
      complete: ({ library }, typed) => library.suggest(typed).map(({ title }) => ({ label: title, value: title })),
    },
  },
  answers: 'learner',
  async run({ library }, _event, { words }) {
    if (!/[\p{L}\p{N}]/u.test(words)) throw new Refusal('Please type a word to look for.');
    const hits = library.search(words).slice(0, HITS_SHOWN);
    if (hits.length === 0) throw new Refusal(`I found nothing for **${inline(words)}**. Try one word, or another spelling.`);
    return results(words, hits);
  },
  actions: {
    open: action({
      answers: 'learner',
      args: z.tuple([z.string()]),
      async run(resources, event, [key]) {
        const { library } = resources;
        const section = library.section(key);
        if (section) return sectionCard(section, 'learner');
        const term = library.term(key);
        if (term) return termCard(term, library, 'learner');
        const question = library.question(key);
        if (!question) throw new Refusal('That is no longer in the pack. Search again with `/search`.');
        return showQuestion(resources, event, question, 'learner');
      },
    }),
  },
});

function results(words: string, hits: readonly Hit[]): Message {
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: hits.length === 1 ? 'One result' : `${hits.length} results` },
      { kind: 'note', markdown: `for **${inline(words)}**` },
      { kind: 'text', markdown: hits.map(({ title, kind }) => `- ${title} *(${KINDS[kind]})*`).join('\n') },
      {
        kind: 'select',
        label: 'Open',
        route: route('search', 'open'),
        options: hits.map(({ title, key, kind }) => ({ label: title, value: key, summary: KINDS[kind] })),
      },
    ],
  };
}
