import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createLibrary } from './packs/library.ts';
import { type Finding, lintQuestion } from './packs/lint.ts';
import { DRAWS, lintDrill } from './packs/lint-drill.ts';
import { besideQuestions, lintPack } from './packs/lint-pack.ts';
import { lintTexts, lintYears } from './packs/lint-texts.ts';
import { loadPacks } from './packs/load.ts';
import { lintOwnWords, type Source, sourceOf } from './packs/own-words.ts';
import type { Pack, Question } from './packs/schema.ts';
import { drillsTable, itemsTable, totalsTable } from './packs/tables.ts';
import { layOut } from './pictures/layout.ts';
import { PICTURE_WIDTH_MAX, sizeOf } from './pictures/size.ts';
import { drawDrill } from './study/drill/drill.ts';
import { prepareTemplate, type Template } from './study/drill/template.ts';

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

/** Something that the person who started this can put right: one sentence, no stack. */
class Mistaken extends Error {}

async function check({ folder, names, against, items }: Wish): Promise<number> {
  const { packs, mistakes } = await loadPacks(folder);
  const library = createLibrary(packs);
  const drills = packs.flatMap((pack) => pack.drills);
  const drill = (name: string) => drills.find(({ key, id }) => key === name || id === name);
  const unknown = names.find((name) => !library.question(name) && !drill(name));
  if (unknown !== undefined && mistakes.length === 0)
    throw new Mistaken(`There is no question or drill "${unknown}" in ${folder}. Say an id, a key or a number of the source.`);
  const isAll = names.length === 0;
  // An id may name a question and a drill: then both are meant.
  const wanted = isAll ? library.questions : names.flatMap((name) => library.question(name) ?? []);
  const wantedDrills = isAll ? drills : names.flatMap((name) => drill(name) ?? []);
  const source = sourceOf(against === undefined ? [] : await textsOf(against));
  const files = await filesByKey(folder);
  const inFile = (key: string) => (finding: Finding) => ({ file: files.get(key) ?? key, ...finding });
  const found: Found[] = [
    ...mistakes.map(({ file, line, field, message }) => ({ file: `${file}:${line}`, place: field, message })),
    ...wanted.flatMap((question) => [...lintQuestion(question, library.questions), ...lintBeside(question, source)].map(inFile(question.key))),
    ...(await Promise.all(wanted.map(async (question) => (await lintLayout(question)).map(inFile(question.key))))).flat(),
    ...wantedDrills.flatMap((each) => lintDrill(each).map(({ place, message }) => inFile(each.key)({ place: `${each.key} ${place}`, message }))),
    ...packs.flatMap((pack) => {
      const fileOf = (within: string) => files.get(within) ?? join(dirname(files.get(pack.key) ?? folder), within);
      const besides = besideQuestions(pack).filter(({ within }) => isAll || wantedDrills.some(({ key }) => key === within));
      const findings = besides.flatMap(({ within, item }) => [...lintTexts(item), ...lintBeside(item, source)].map((finding) => ({ ...finding, within })));
      return [...(isAll ? lintPack(pack) : []), ...findings].map(({ within, place, message }) => ({ file: fileOf(within), place, message }));
    }),
  ];
  for (const { file, place, message } of found) process.stdout.write(`${relative(process.cwd(), file)} ${place}: ${message}\n`);
  for (const each of isAll ? [] : wantedDrills) process.stdout.write(`${example(each)}\n\n`);
  process.stdout.write(tables(packs, wanted, { items: (items || !isAll) && wanted.length > 0, totals: isAll }));
  if (against === undefined) process.stdout.write('Not compared with other texts: name a folder of them with --against.\n');
  process.stdout.write(found.length === 0 ? 'Nothing to mend.\n' : `${found.length} to mend.\n`);
  return found.length === 0 ? 0 : 1;
}

function lintBeside(item: object, source: Source): Finding[] {
  return [...lintOwnWords(item, source), ...lintYears(item, new Date().getFullYear())];
}

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: each layout has a thread of its own, and there are many. */
async function lintLayout({ diagram: { dot } }: Question): Promise<Finding[]> {
  const layout = turn.then(() => layOut(dot));
  turn = layout.catch(() => undefined);
  const place = 'diagram.dot';
  try {
    const { width } = sizeOf(await layout);
    if (width <= PICTURE_WIDTH_MAX) return [];
    return [{ place, message: `is drawn ${width} pixels wide; expected at most ${PICTURE_WIDTH_MAX}. Put fewer things side by side, or break long labels.` }];
  } catch (error) {
    return [{ place, message: `can’t be drawn: ${error instanceof Error ? error.message : String(error)}. Mend it there.` }];
  }
}

/** A drill as a learner could meet it, with its solution. */
function example(template: Template): string {
  const read = prepareTemplate(template);
  if ('problems' in read) return '';
  const { prompt, givens, solution } = drawDrill(read.prepared, Math.floor(Math.random() * DRAWS));
  const steps = solution.map(({ text, why }, at) => `${at + 1}. ${text}\n   ${why}`);
  return [`${template.key} ${template.title}, with one draw of its numbers`, prompt, ...givens.map((given) => `- ${given}`), ...steps, template.insight].join(
    '\n',
  );
}

function tables(packs: readonly Pack[], questions: readonly Question[], { items, totals }: { items: boolean; totals: boolean }): string {
  return [...(items ? [itemsTable(questions)] : []), ...(totals ? [drillsTable(packs.flatMap((pack) => pack.drills)), totalsTable(packs)] : [])]
    .map((table) => `${table}\n`)
    .join('\n');
}

async function textsOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const texts = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
    if (texts.length > 0) return texts;
  } catch {
    throw new Mistaken(`The folder ${folder} can’t be read. Name one with the texts to compare with: --against that-folder`);
  }
  throw new Mistaken(`There is no file in ${folder}. Name a folder with the texts to compare with: --against that-folder`);
}

async function filesByKey(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  const keyed = await Promise.all(
    files.map(async (file) => [...(await readFile(file, 'utf8')).matchAll(/^[ -]*key: *(\S+)/gm)].map(([, key]) => [key ?? '', file] as const)),
  );
  return new Map(keyed.flat());
}

const OPTIONS = { folder: { type: 'string', default: 'content' }, against: { type: 'string' }, items: { type: 'boolean', default: false } } as const;

function wish(): Wish {
  try {
    const { values, positionals: names } = parseArgs({ allowPositionals: true, options: OPTIONS });
    return { folder: values.folder, names, against: values.against, items: values.items };
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : '').split(/[.\n]/);
    throw new Mistaken(`${reason}. There are --folder that-folder, --against that-folder, --items, and names of questions and drills.`);
  }
}

try {
  process.exitCode = await check(wish());
} catch (error) {
  if (!(error instanceof Mistaken)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
