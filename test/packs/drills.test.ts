import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { DrillTemplate } from '../../src/packs/drill-schema.ts';
import { DRAWS, lintDrill } from '../../src/packs/lint-drill.ts';
import { loadPacks } from '../../src/packs/load.ts';
import { drawValues, lastOf, solve } from '../../src/study/drill/drill.ts';
import { ROOT, tempFolder } from '../environment.ts';
import { MESSAGES, prepared } from '../study/drill/templates.ts';

const { packs, mistakes: ownMistakes } = await loadPacks(join(ROOT, 'content'));
const drills = packs.flatMap((pack) => pack.drills);

describe('our own drills', () => {
  test('are many, of many kinds, and each teaches something of its own', () => {
    expect(ownMistakes).toEqual([]);
    expect(drills.length).toBeGreaterThanOrEqual(48);
    expect(new Set(drills.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(14);
    for (const pick of ['title', 'insight', 'prompt'] as const) expect(new Set(drills.map((drill) => drill[pick])).size).toBe(drills.length);
  });

  test('say within which bounds their answers are', () => {
    expect(drills.filter(({ sane }) => sane === undefined).map(({ key }) => key)).toEqual([]);
  });

  test.each(drills.map((drill) => [drill.key, drill] as const))('%s holds over a thousand seeds', (_key, drill) => {
    expect(lintDrill(drill)).toEqual([]);
  });

  test.each(drills.map((drill) => [drill.key, drill] as const))('%s comes out the same when JavaScript does the sums', (_key, drill) => {
    const read = prepared(drill);
    const answerOf = naive(drill);
    for (let seed = 0; seed < DRAWS; seed += 1) {
      const drawn = drawValues(read, seed);
      const ratio = (solve(read, drawn).get(lastOf(read).name) ?? 0) / answerOf(drawn);
      if (!(Math.abs(ratio - 1) < 1e-9)) throw new Error(`seed ${seed} comes out ${ratio} times as large`);
    }
  });
});

/** Sizes of units once more, so that a slip in the table of the product is seen. */
const SIZES: Readonly<Record<string, number>> = {
  ...{ bytes: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15, 'Mbit/s': 125e3, 'Gbit/s': 125e6, 'MB/s': 1e6, 'GB/s': 1e9, 'GB/day': 1e9 / 86_400 },
  ...{ ms: 0.001, s: 1, minutes: 60, hours: 3600, days: 86_400, '%': 0.01, 'USD/hour': 1 / 3600, 'USD/GB': 1e-9, 'USD/GB/month': 1e-9 / (30 * 86_400) },
};

function sizeOf(unit: string): number {
  const size = SIZES[unit] ?? (/\/day$/.test(unit) ? 1 / 86_400 : 1);
  // Whatever is not in the table must be a count, alone or per second or day.
  if (SIZES[unit] === undefined && !/^[a-z]{3,}(\/(s|day))?$/.test(unit)) throw new Error(`what is ${unit}?`);
  return size;
}

type Known = Record<string, number>;

/** The answer in base units, by another way: the formulas as JavaScript, over plain numbers. */
function naive({ parameters, assumptions, steps }: DrillTemplate): (drawn: ReadonlyMap<string, number>) => number {
  const fixed: Known = { second: 1, minute: 60, hour: 3600, day: 86_400, month: 30 * 86_400, year: 365 * 86_400, bit: 1 / 8, byte: 1 };
  for (const [name, { value, unit }] of Object.entries(assumptions)) fixed[name] = value * sizeOf(unit);
  const names = [...Object.keys(fixed), ...Object.keys(parameters)];
  const code = steps.map(({ name, formula }) => `const ${name} = ${inJavaScript(formula)};`).join(' ');
  const sum = new Function(`{ ${names.join(', ')} }`, `${code} return ${steps.at(-1)?.name};`);
  return (drawn) => {
    const known = { ...fixed };
    for (const [name, { unit, choices, from = 0, to = 0 }] of Object.entries(parameters)) {
      const raw = (drawn.get(name) ?? Number.NaN) / sizeOf(unit);
      const isThere = choices ? choices.some((choice) => Math.abs(choice / raw - 1) < 1e-9) : raw >= from * (1 - 1e-9) && raw <= to * (1 + 1e-9);
      if (!isThere) throw new Error(`${name} was drawn as ${raw}`);
      known[name] = raw * sizeOf(unit);
    }
    return Number(sum(known));
  };
}

function inJavaScript(formula: string): string {
  const signs: Readonly<Record<string, string>> = { '×': '*', '÷': '/', '−': '-', '^': '**' };
  return formula
    .replace(/[×÷−^]/g, (sign) => String(signs[sign]))
    .replace(/\bln\(/g, 'Math.log(')
    .replace(/\bceil\(/g, 'Math.ceil(-1e-9 + ')
    .replace(/\b(min|max|log2)\(/g, 'Math.$1(');
}

describe('a fault that only the draws show is named, with a seed', () => {
  test.each<[string, Partial<DrillTemplate>, string]>([
    ['a step below zero', { steps: [{ name: 'left', formula: 'size × copies − size × 4', unit: 'bytes', why: 'x' }] }, 'steps.0: gives -'],
    ['a division by zero', { steps: [{ name: 'left', formula: 'size ÷ (copies − 3)', unit: 'bytes', why: 'x' }] }, 'steps.0: gives Infinity'],
    ['an answer out of bounds', { sane: [1, 2] }, 'sane: the answer is'],
    ['a brace left over', { prompt: '{users} {each} {size} {' }, 'prompt: a brace is left over'],
  ])('%s', (_name, change, expected) => {
    // Where a step leaves out a parameter that is a fault as well, so each is in the formula.
    const steps = change.steps?.map((step) => ({ ...step, formula: `${step.formula} × (users × each ÷ users ÷ each)` }));
    const found = lintDrill({ ...MESSAGES, ...change, ...(steps ? { steps } : {}) }).map(({ place, message }) => `${place}: ${message}`);
    expect(found).toEqual([expect.stringMatching(/\(seed \d+\)$/)]);
    expect(found[0]).toContain(expected);
    expect(DRAWS).toBe(1000);
  });
});

describe('in a file of drills a mistake is named by file, line and field', () => {
  const FILE = 'mine/drills/traffic.yaml';

  async function loaded(files: Readonly<Record<string, string>>) {
    const folder = await tempFolder();
    await mkdir(join(folder, 'mine/drills'), { recursive: true });
    const { topics, ...header } = parse(
      '{ id: mine, key: sd, title: Mine, summary: A pack, license: none, attribution: Me and you, topics: [{ id: all, title: All }] }',
    );
    await writeFile(join(folder, 'mine/pack.yaml'), stringify({ ...header, topics }));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'mine/drills', name), text);
    const { packs: own, mistakes } = await loadPacks(folder);
    return {
      drills: own[0]?.drills ?? [],
      mistakes: mistakes.map(({ file, line, field, message }) => `${file.slice(folder.length + 1)}:${line} ${field}: ${message}`),
    };
  }

  const text = stringify({ kind: 'traffic', drills: [MESSAGES, { ...MESSAGES, id: 'others', key: 'sd.d98' }] });
  const lineOf = (start: string) => text.split('\n').findIndex((line) => line.trimStart().startsWith(start)) + 1;

  test('and without one all are there, by key, with their kind', async () => {
    const { drills: own, mistakes } = await loaded({ 'traffic.yaml': text });
    expect(mistakes).toEqual([]);
    expect(own.map(({ key, kind }) => [key, kind])).toEqual([
      ['sd.d98', 'traffic'],
      ['sd.d99', 'traffic'],
    ]);
  });

  test('as in the example of docs/content.md', async () => {
    const examples = (await readFile(join(ROOT, 'docs/content.md'), 'utf8')).split('```yaml\n').map((part) => part.split('```')[0] ?? '');
    const { drills: own, mistakes } = await loaded({ 'storage.yaml': examples.find((example) => example.includes('kind: storage')) ?? '' });
    expect(mistakes).toEqual([]);
    expect(own.flatMap(lintDrill)).toEqual([]);
    expect(own).toHaveLength(1);
  });

  test.each([
    ['a formula', 'formula: yearly × copies', 'formula: yearly + copies', 'drills[0].steps[2].formula: can’t add a plain number to an amount of data'],
    ['an unknown field', 'insight: Text', 'inzight: Text', 'drills[0].inzight: no such field'],
    ['a key', 'key: sd.d99', 'key: sd.q99', 'drills[0].key: expected the short form of a drill'],
    ['a value', 'value: 3', 'value: three', 'drills[0].assumptions.copies.value: Invalid input: expected number'],
    ['a placeholder', 'prompt: "{users}', 'prompt: "{losers}', 'drills[0].prompt: there is no parameter or assumption "losers"'],
  ])('%s', async (_name, from, to, message) => {
    const { mistakes } = await loaded({ 'traffic.yaml': text.replace(from, to) });
    expect(mistakes).toContainEqual(expect.stringContaining(`${FILE}:${lineOf(from)} ${message}`));
  });

  test('one of a foreign pack or with a key that is taken, and the rest is there', async () => {
    const { drills: own, mistakes } = await loaded({ 'traffic.yaml': text.replace('key: sd.d98', 'key: sd.d99') });
    expect(mistakes).toEqual([`${FILE}:${lineOf('key: sd.d98')} drills[1].key: another item has the key "sd.d99"`]);
    expect(own).toHaveLength(1);
    const foreign = await loaded({ 'traffic.yaml': text.replace('key: sd.d98', 'key: xx.d98') });
    expect(foreign.mistakes).toEqual([expect.stringContaining('drills[1].key: expected a key that begins with "sd."')]);
  });

  test('a second file of the same kind', async () => {
    const { drills: own, mistakes } = await loaded({ 'a.yaml': text, 'b.yaml': text });
    expect(mistakes).toEqual(['mine/drills/b.yaml:1 kind: another file holds the drills of the kind "traffic"']);
    expect(own).toHaveLength(2);
  });
});
