import { z } from 'zod';
import { id } from './fields.ts';
import type { Path } from './parse.ts';

const SENTENCES = 2;
/** A definition is read at a glance, beside what it is looked up for. */
const DEFINITION_MAX_CHARACTERS = 300;

const name = z.string().trim().min(2).max(60);

const term = z.strictObject({
  // It becomes a part of a button's id, which takes no other letters.
  term: name.regex(/^[\x20-\x7e]*[a-z0-9][\x20-\x7e]*$/i, 'expected English letters, digits and marks').describe('In sentence case: "Consistent hashing".'),
  aliases: z.array(name).max(6).default([]).describe('Abbreviations and other names. Case and hyphens do not matter.'),
  definition: z
    .string()
    .trim()
    .min(40)
    .max(DEFINITION_MAX_CHARACTERS)
    .refine((text) => text.split(/[.!?](?= |$)/).filter(Boolean).length === SENTENCES && /[.!?]$/.test(text), 'expected exactly two sentences')
    .describe('Exactly two short sentences: what it is, and why it matters or what the catch is.'),
  where: z.array(id).min(1).max(4).describe('Ids of questions or scenarios that use it, the best one first.'),
});

export const glossarySchema = z.strictObject({ terms: z.array(term).min(1).max(500) }).superRefine(({ terms }, context) => {
  const issue = (path: Path, message: string) => context.addIssue({ code: 'custom', path: ['terms', ...path], message });
  const names = new Map<string, string>();
  terms.forEach((each, index) => {
    [each.term, ...each.aliases].forEach((spelled, at) => {
      const owner = names.get(slugOf(spelled));
      const path = at === 0 ? [index, 'term'] : [index, 'aliases', at - 1];
      if (owner !== undefined) issue(path, `"${spelled}" is also a name of "${owner}"`);
      else names.set(slugOf(spelled), each.term);
    });
    const before = terms[index - 1]?.term;
    if (before !== undefined && slugOf(before) > slugOf(each.term)) issue([index, 'term'], `expected in alphabetical order: before "${before}"`);
  });
});

type Glossary = z.infer<typeof glossarySchema>;

/** A term of a glossary; its key is the prefix of the pack and the term's own words: `sd.consistent-hashing`. */
export type Term = Glossary['terms'][number] & { key: string };

/** How a name is compared with another: `Write-back` is `write back`. */
export function slugOf(spelled: string): string {
  return spelled
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** What the loader makes of the file: terms with keys, which name only questions that are there. */
export function termsOf({ terms }: Glossary, prefix: string, known: ReadonlySet<string>): Term[] {
  return terms.map((each) => ({ ...each, key: `${prefix}.${slugOf(each.term)}`, where: each.where.filter((name) => known.has(name)) }));
}

/** Questions that a term names and that are not there, each with its path in the file. */
export function unknownIn({ terms }: Glossary, known: ReadonlySet<string>): [Path, string][] {
  return terms.flatMap(({ where }, index) =>
    where.flatMap((name, at): [Path, string][] => (known.has(name) ? [] : [[['terms', index, 'where', at], `there is no question "${name}"`]])),
  );
}
