import { route } from '../bot/route.ts';
import type { Audience, Block, Message } from '../bot/view.ts';
import type { Term } from '../packs/glossary.ts';
import type { Library } from '../packs/library.ts';

/** What every platform's list of choices holds. */
const TERMS_A_LIST = 25;

/** The two sentences on a term, its other names, and the questions in which it is put to use. */
export function termCard({ term, aliases, definition, where, key }: Term, library: Library, to: Audience): Message {
  const questions = where.flatMap((name) => library.question(name) ?? []);
  const usedIn: Block[] = [
    { kind: 'note', markdown: questions.length === 1 ? 'A question that uses it:' : 'Questions that use it:' },
    { kind: 'buttons', buttons: questions.map((question) => ({ label: question.title, route: route('search', 'open', question.key) })) },
  ];
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: term },
      { kind: 'text', markdown: definition },
      ...(aliases.length > 0 ? [{ kind: 'note' as const, markdown: `Also called ${listed(aliases)}.` }] : []),
      ...(questions.length > 0 ? usedIn : []),
    ],
    again: route('glossary', 'open', key),
  };
}

/** Every term, from A to Z, and after every few of them a list to choose from. */
export function glossaryCard(terms: readonly Term[], to: Audience): Message {
  const blocks = groupsOf(terms).flatMap((group): Block[] => [
    { kind: 'text', markdown: byLetter(group) },
    {
      kind: 'select',
      label: `Read a term: ${group[0]?.term} to ${group.at(-1)?.term}`,
      route: route('glossary', 'open'),
      options: group.map(({ term, key }) => ({ label: term, value: key })),
    },
  ]);
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [{ kind: 'heading', text: 'Glossary' }, { kind: 'note', markdown: `${terms.length} terms. \`/glossary jitter\` shows one.` }, ...blocks],
    again: route('glossary', 'contents'),
  };
}

/** For a name that is not there: those that are like it. */
export function likeCard(typed: string, terms: readonly Term[], to: Audience): Message {
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'text', markdown: `The glossary has no **${typed}**. Did you mean one of these?` },
      { kind: 'buttons', buttons: terms.map(({ term, key }) => ({ label: term, route: route('glossary', 'open', key) })) },
    ],
  };
}

function groupsOf(terms: readonly Term[]): Term[][] {
  const count = Math.ceil(terms.length / TERMS_A_LIST);
  return Array.from({ length: count }, (_, group) => terms.slice(group * TERMS_A_LIST, (group + 1) * TERMS_A_LIST));
}

/** `**A:** ACID · Anti-entropy`, a paragraph for each letter. */
function byLetter(terms: readonly Term[]): string {
  const letters = new Map<string, string[]>();
  for (const { term } of terms) {
    const letter = term.charAt(0).toUpperCase();
    letters.set(letter, [...(letters.get(letter) ?? []), term]);
  }
  return [...letters].map(([letter, names]) => `**${letter}:** ${names.join(' · ')}`).join('\n\n');
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}
