import { z } from 'zod';
import { Refusal } from '../src/bot/refusal.ts';
import type { Message } from '../src/bot/view.ts';
import type { Library } from '../src/packs/library.ts';
import { playbookCard, sectionCard } from '../src/views/reading.ts';
import { action, command } from './resources.ts';

export const playbook = command({
  name: 'playbook',
  summary: 'How to do a system-design interview, section by section',
  options: {
    section: {
      kind: 'text',
      summary: 'which section',
      max: 80,
      complete: ({ library }, typed) =>
        library.playbook
          .filter(({ title }) => title.toLowerCase().includes(typed.trim().toLowerCase()))
          .map(({ key, title }) => ({ label: title, value: key })),
    },
  },
  answers: 'learner',
  async run({ library }, _event, { section }) {
    return section === undefined ? contents(library) : open(library, section);
  },
  actions: {
    open: action({ answers: 'learner', args: z.tuple([z.string()]), run: async ({ library }, _event, [key]) => open(library, key) }),
    contents: action({ answers: 'learner', args: z.tuple([]), run: async ({ library }) => contents(library) }),
  },
});

function open(library: Library, name: string): Message {
  const typed = name.trim().toLowerCase();
  const alike = library.playbook.filter(({ title }) => title.toLowerCase().includes(typed));
  const section = library.section(name) ?? library.playbook.find(({ title }) => title.toLowerCase() === typed) ?? (alike.length === 1 ? alike[0] : undefined);
  if (!section) throw new Refusal('The playbook has no such section. `/playbook` shows what it has.');
  return sectionCard(section, 'learner');
}

function contents({ playbook: sections }: Library): Message {
  if (sections.length === 0) throw new Refusal('The packs that are loaded have no playbook. Get a question with `/question`.');
  return playbookCard(sections, 'learner');
}
