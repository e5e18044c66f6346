import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type DrillTemplate, drillsSchema } from './drill-schema.ts';
import { glossarySchema, termsOf, unknownIn } from './glossary.ts';
import { type Mistake, type Parsed, type Path, parseYaml } from './parse.ts';
import { type Pack, type PackHeader, packSchema, questionSchema, scenarioSchema, sectionSchema } from './schema.ts';
import { pathAmong, pathSchema, unknownOn } from './study-path.ts';

export interface Loaded {
  packs: Pack[];
  mistakes: Mistake[];
}

/** Loads every pack in a folder. What has a mistake, or the id or prefix of a pack in `taken`, is left out and reported; all the rest is there. */
export async function loadPacks(folder: string, taken: readonly PackHeader[] = []): Promise<Loaded> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return { packs: [], mistakes: [{ file: folder, line: 1, field: '', message: 'there is no such folder, or it can’t be read' }] };
  const names = entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  const packs: Pack[] = [];
  const mistakes: Mistake[] = [];
  for (const name of names) {
    const loaded = await loadPack(join(folder, name));
    mistakes.push(...loaded.mistakes);
    for (const pack of loaded.packs) {
      const clash = [...taken, ...packs].find((other) => other.id === pack.id || other.key === pack.key);
      if (clash)
        mistakes.push({ file: join(folder, name, 'pack.yaml'), line: 1, field: 'key', message: `the pack "${clash.title}" has this id or key already` });
      else packs.push(pack);
    }
  }
  return { packs, mistakes };
}

async function loadPack(folder: string): Promise<Loaded> {
  const file = join(folder, 'pack.yaml');
  const text = await readText(file);
  if (text === undefined) return { packs: [], mistakes: [{ file, line: 1, field: '', message: 'expected this file: it names the pack and its topics' }] };
  const parsed = parseYaml(file, text, packSchema);
  if ('mistakes' in parsed) return { packs: [], mistakes: parsed.mistakes };
  const header = parsed.item;
  const questions = await loadItems(join(folder, 'questions'), questionSchema, header);
  const scenarios = await loadItems(join(folder, 'scenarios'), scenarioSchema, header, questions.items);
  const playbook = await loadItems(join(folder, 'playbook'), sectionSchema, header);
  const drills = await loadDrills(join(folder, 'drills'), header);
  const asked = [...questions.items, ...scenarios.items];
  const known = new Set(asked.map(({ id }) => id));
  // A question that is left out for a mistake of its own is no mistake of those that name it.
  const isWhole = questions.mistakes.length + scenarios.mistakes.length === 0;
  const glossary = await loadFile(join(folder, 'glossary.yaml'), glossarySchema, (found) => (isWhole ? unknownIn(found, known) : []));
  const path = await loadFile(join(folder, 'path.yaml'), pathSchema, (found) => (isWhole ? unknownOn(found, known) : []));
  return {
    packs: [
      {
        ...header,
        questions: asked,
        playbook: playbook.items,
        drills: drills.items,
        glossary: glossary.item ? termsOf(glossary.item, header.key, known) : [],
        ...(path.item && { path: pathAmong(path.item, known) }),
      },
    ],
    mistakes: [questions, scenarios, playbook, drills, glossary, path].flatMap(({ mistakes }) => mistakes),
  };
}

/** One file of a pack that need not be there. What it says of questions that are not there is reported, and left out by who uses it. */
async function loadFile<Item>(
  file: string,
  schema: z.ZodType<Item>,
  misfitsIn: (item: Item) => [Path, string][],
): Promise<{ item?: Item; mistakes: Mistake[] }> {
  const text = await readText(file);
  if (text === undefined) return (await isThere(file)) ? unreadable(file) : { mistakes: [] };
  const parsed = parseYaml(file, text, schema);
  if ('mistakes' in parsed) return parsed;
  return { item: parsed.item, mistakes: misfitsIn(parsed.item).map(([path, message]) => parsed.mistakeAt(path, message)) };
}

interface Identified {
  id: string;
  key: string;
  topic?: string;
}

interface Items<Item> {
  items: Item[];
  mistakes: Mistake[];
}

async function loadItems<Item extends Identified>(
  folder: string,
  schema: z.ZodType<Item>,
  pack: PackHeader,
  others: readonly Identified[] = [],
): Promise<Items<Item>> {
  const loaded: Items<Item> = { items: [], mistakes: [] };
  await eachFile(folder, schema, loaded.mistakes, (item, mistakeAt) => {
    const misfits = misfitsOf(item, pack, [...others, ...loaded.items]);
    loaded.mistakes.push(...misfits.map(({ field, message }) => mistakeAt([field], message)));
    if (misfits.length === 0) loaded.items.push(item);
  });
  return { ...loaded, items: inOrder(loaded.items) };
}

/** A file holds all drills of one kind, so that what is alike stands together. */
async function loadDrills(folder: string, pack: PackHeader): Promise<Items<DrillTemplate>> {
  const loaded: Items<DrillTemplate> = { items: [], mistakes: [] };
  await eachFile(folder, drillsSchema, loaded.mistakes, ({ kind, drills }, mistakeAt) => {
    if (loaded.items.some((other) => other.kind === kind)) {
      loaded.mistakes.push(mistakeAt(['kind'], `another file holds the drills of the kind "${kind}"`));
      return;
    }
    drills.forEach((drill, index) => {
      const misfits = misfitsOf(drill, pack, loaded.items);
      loaded.mistakes.push(...misfits.map(({ field, message }) => mistakeAt(['drills', index, field], message)));
      if (misfits.length === 0) loaded.items.push({ ...drill, kind });
    });
  });
  return { ...loaded, items: inOrder(loaded.items) };
}

type Use<Item> = (item: Item, mistakeAt: Extract<Parsed<Item>, { item: Item }>['mistakeAt']) => void;

/** Every YAML file of a folder by its name; what can't be parsed becomes a mistake. */
async function eachFile<Item>(folder: string, schema: z.ZodType<Item>, mistakes: Mistake[], use: Use<Item>): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  for (const name of names) {
    const file = join(folder, name);
    const text = await readText(file);
    const parsed = text === undefined ? unreadable(file) : parseYaml(file, text, schema);
    if ('mistakes' in parsed) mistakes.push(...parsed.mistakes);
    else use(parsed.item, parsed.mistakeAt);
  }
}

function inOrder<Item extends Identified>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** `undefined` where it can't be read: a directory, a link to nowhere, no rights. */
function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function unreadable(file: string): { mistakes: Mistake[] } {
  return { mistakes: [{ file, line: 1, field: '', message: 'this file can’t be read' }] };
}

/** What is wrong with an item only beside the pack and the items before it. */
function misfitsOf(item: Identified, pack: PackHeader, others: readonly Identified[]): { field: keyof Identified; message: string }[] {
  const misfits: { field: keyof Identified; message: string }[] = [];
  if (!item.key.startsWith(`${pack.key}.`)) misfits.push({ field: 'key', message: `expected a key that begins with "${pack.key}.", the pack's prefix` });
  if (others.some((other) => other.key === item.key)) misfits.push({ field: 'key', message: `another item has the key "${item.key}"` });
  if (others.some((other) => other.id === item.id)) misfits.push({ field: 'id', message: `another item has the id "${item.id}"` });
  if (item.topic !== undefined && !pack.topics.some((topic) => topic.id === item.topic)) {
    misfits.push({ field: 'topic', message: `"${item.topic}" is not a topic of pack.yaml` });
  }
  return misfits;
}
