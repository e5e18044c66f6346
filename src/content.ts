import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createLibrary } from './packs/library.ts';
import { type Finding, lintQuestion } from './packs/lint.ts';
import { lintDrill } from './packs/lint-drill.ts';
import { lintPack } from './packs/lint-pack.ts';
import { loadPacks } from './packs/load.ts';
import { lintOwnWords, type Source, sourceOf } from './packs/own-words.ts';
import type { Pack, Question } from './packs/schema.ts';
import { drillsTable, itemsTable, totalsTable } from './packs/tables.ts';

// npm run content: checks the packs of a folder, or single questions and drills of them, and prints what is to mend and what there is.

interface Wish {
  folder: string;
  /** Questions to check; all of them, and what stands beside them, where none is named. */
  names: readonly string[];
  /** A folder of texts from which nothing may be copied. */
  against: string | undefined;
  /** A line for each item, before the totals. */
  items: boolean;
}

interface Found extends Finding {
  file: string;
}

async function check({ folder, names, against, items }: Wish): Promise<number> {
  const { packs, mistakes } = await loadPacks(folder);
  const library = createLibrary(packs);
  const drills = packs.flatMap((pack) => pack.drills);
  const drill = (name: string) => drills.find(({ key, id }) => key === name || id === name);
  const unknown = names.find((name) => !library.question(name) && !drill(name));
  if (unknown !== undefined && mistakes.length === 0) {
    process.stderr.write(`There is no question or drill "${unknown}" in ${folder}. Say an id, a key or a number of the source.\n`);
    return 2;
  }
  const isAll = names.length === 0;
  // An id may name a question and a drill: then both are meant.
  const wanted = isAll ? library.questions : names.flatMap((name) => library.question(name) ?? []);
  const wantedDrills = isAll ? drills : names.flatMap((name) => drill(name) ?? []);
  const source = sourceOf(against === undefined ? [] : await textsIn(against));
  const files = await filesByKey(folder);
  const inFile = (key: string) => (finding: Finding) => ({ file: files.get(key) ?? key, ...finding });
  const found: Found[] = [
    ...mistakes.map(({ file, line, field, message }) => ({ file: `${file}:${line}`, place: field, message })),
    ...wanted.flatMap((question) => [...lintQuestion(question, library.questions), ...lintOwnWords(question, source)].map(inFile(question.key))),
    ...wantedDrills.flatMap((each) => lintDrill(each).map(({ place, message }) => inFile(each.key)({ place: `${each.key} ${place}`, message }))),
    ...(isAll ? packs.flatMap((pack) => [...lintPack(pack), ...besides(pack, source)].map(inFile(pack.key))) : []),
  ];
  for (const { file, place, message } of found) process.stdout.write(`${relative(process.cwd(), file)} ${place}: ${message}\n`);
  process.stdout.write(tables(packs, wanted, { items: items || !isAll, totals: isAll }));
  process.stdout.write(found.length === 0 ? 'Nothing to mend.\n' : `${found.length} to mend.\n`);
  return found.length === 0 ? 0 : 1;
}

function besides({ playbook, glossary, path }: Pack, source: Source): Finding[] {
  return lintOwnWords({ playbook, glossary, path }, source);
}

function tables(packs: readonly Pack[], questions: readonly Question[], { items, totals }: { items: boolean; totals: boolean }): string {
  return [...(items ? [itemsTable(questions)] : []), ...(totals ? [drillsTable(packs.flatMap((pack) => pack.drills)), totalsTable(packs)] : [])]
    .map((table) => `${table}\n`)
    .join('\n');
}

async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}

async function filesByKey(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  const keyed = await Promise.all(
    files.map(async (file) => [...(await readFile(file, 'utf8')).matchAll(/^[ -]*key: *(\S+)/gm)].map(([, key]) => [key ?? '', file] as const)),
  );
  return new Map(keyed.flat());
}

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: 'content' }, against: { type: 'string' }, items: { type: 'boolean', default: false } },
});
process.exitCode = await check({ folder: values.folder, names, against: values.against, items: values.items });
