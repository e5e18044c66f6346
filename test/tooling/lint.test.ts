import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../environment.ts';

const FLOATING = 'no-floating-promises';
const SWITCH = 'switch-exhaustiveness-check';

const STORE = `
export interface Store { commit(batch: string): Promise<number> }
export type Block = { kind: 'text' } | { kind: 'table' } | { kind: 'image' };
export async function save(count: number): Promise<number> { return count; }
export class Engine implements Store { async commit(batch: string): Promise<number> { return batch.length; } }
`;
const IMPORTS = `import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Block, Engine, save, type Store } from './store.ts';
const uses = [writeFile, z, Engine, save];
export type Uses = [typeof uses, Block, Store];
`;

/** What is written, by the rule that must see it. The seeded mistakes of which Biome alone misses some. */
const SEEN: readonly [rule: string, source: string][] = [
  [FLOATING, 'async function own() {} export function a() { own(); }'],
  [FLOATING, 'export function a() { save(1); }'],
  [FLOATING, 'export function a(store: Store) { store.commit("x"); }'],
  [FLOATING, 'export function a() { new Engine().commit("x"); }'],
  [FLOATING, 'export function a(store?: Store) { store?.commit("x"); }'],
  [FLOATING, 'export function a(store: Store, on: boolean) { on && store.commit("x"); }'],
  [FLOATING, 'export function a(stores: Store[]) { stores[0]!.commit("x"); }'],
  [FLOATING, 'export function a(store: Store) { store.commit("x").then(() => 1); }'],
  [FLOATING, 'export function a() { Promise.all([save(1), save(2)]); }'],
  [FLOATING, 'export function a() { writeFile("x", "y"); }'],
  [FLOATING, 'export function a(jobs: (() => Promise<void>)[]) { for (const job of jobs) job(); }'],
  ['no-misused-promises', 'export function a(counts: number[]) { counts.forEach(async (count) => { await save(count); }); }'],
  ['no-misused-promises', 'export function a(asked: Promise<boolean>) { if (asked) return 1; return 2; }'],
  [SWITCH, 'export function a(block: Block) { switch (block.kind) { case "text": return 1; case "table": return 2; } return 3; }'],
  [SWITCH, 'export function a(block: Block) { switch (block.kind) { case "text": return 1; default: return 2; } }'],
  [SWITCH, 'export function a(kind: Block["kind"]) { switch (kind) { case "text": return 1; } return 2; }'],
  [SWITCH, 'const kind = z.enum(["x", "y"]); export function a(k: z.infer<typeof kind>) { switch (k) { case "x": return 1; } return 2; }'],
  ['noExplicitAny', 'export const a: any = 1;'],
  ['noUnusedVariables', 'const a = 1;'],
  ['noUnusedImports', 'import { readFile } from "node:fs";'],
  ['noUnusedFunctionParameters', 'export function a(b: number) {}'],
  ['noDefaultExport', 'export default 1;'],
  ['noReExportAll', 'export * from "./store.ts";'],
  ['noBarrelFile', 'export { Engine } from "./store.ts";'],
  ['useImportExtensions', 'import { save as a } from "./store"; export { a };'],
  ['organizeImports', 'import { b } from "./b.ts"; import { a } from "./a.ts"; export const c = [a, b];'],
  ['format', 'export const a = "double"'],
];

const NOT_SEEN: readonly [rule: string, source: string][] = [
  [FLOATING, 'export function a(store: Store) { void store.commit("x"); }'],
  [FLOATING, 'export async function a(store: Store) { await store.commit("x"); }'],
  [SWITCH, 'export function a(block: Block) { switch (block.kind) { case "text": return 1; case "table": return 2; case "image": return 3; } }'],
];

const NEEDS_IMPORTS = /\b(writeFile|z\.|Block|Engine|save|Store)\b/;

let folder: string;
let said: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quorum-lint-'));
  for (const name of ['tsconfig.json', 'biome.jsonc', '.oxlintrc.json']) await cp(join(ROOT, name), join(folder, name));
  await write('src/store.ts', STORE);
  for (const [at, [rule, source]] of SEEN.entries()) await write(`src/seen-${at}.ts`, seeded(rule, source));
  for (const [at, [rule, source]] of NOT_SEEN.entries()) await write(`src/not-seen-${at}.ts`, seeded(rule, source));
  said = await lint('biome', ['check', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github']);
  // Only now, since both would read through all packages: no .gitignore tells them not to.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  said += await lint('oxlint', ['--type-aware', '--format=unix', 'src']);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(SEEN.map(([rule, source], at) => ({ rule, source, at })))('$rule sees $source', ({ rule, at }) => {
  expect(about(`seen-${at}.ts`)).toContain(rule);
});

test.each(NOT_SEEN.map(([rule, source], at) => ({ rule, source, at })))('$rule allows $source', ({ rule, at }) => {
  expect(about(`not-seen-${at}.ts`)).not.toContain(rule);
});

/** Each rule sees a file of its own. The declarations come along where they are used. */
function seeded(rule: string, source: string): string {
  const typed = [FLOATING, SWITCH, 'no-misused-promises'].includes(rule);
  return typed && NEEDS_IMPORTS.test(source) ? `${IMPORTS}${source}\n` : `${source}\n`;
}

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

/** All lines that the linters wrote about a file. */
function about(name: string): string {
  return said
    .split('\n')
    .filter((line) => line.includes(`src/${name}`))
    .join('\n');
}

/** A linter ends with a code that is not 0 when it has something to say. */
async function lint(program: string, args: string[]): Promise<string> {
  const path = join(ROOT, 'node_modules/.bin', program);
  return promisify(execFile)(path, args, { cwd: folder, maxBuffer: 50e6 }).then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
}
