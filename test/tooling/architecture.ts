import { posix } from 'node:path';
import { codeOf, importsOf, lineAt } from './source.ts';

/** Every source file by its path from the root, with slashes. */
export type Sources = Readonly<Record<string, string>>;

export interface Rules {
  /** Which files a room holds; the first that fits counts. */
  rooms: Readonly<Record<string, RegExp>>;
  /** Which rooms a room may import; itself always. `*`: all. */
  arrows: Readonly<Record<string, readonly string[]>>;
  /** What may not be written, and where. */
  bans: readonly Ban[];
  /** The list that names every file of its folder, and the files of the folder that need no place on it. */
  list: { file: string; folder: RegExp; except: readonly string[] };
  badNames: RegExp;
  linesMax: number;
  /** Files that may be longer, each with the reason. */
  longer: Readonly<Record<string, string>>;
}

export interface Ban {
  name: string;
  where: RegExp;
  except?: RegExp;
  pattern: RegExp;
  /** `code`: not in comments and texts; `all`: nowhere. */
  within: 'code' | 'all';
}

export interface Violation {
  file: string;
  line: number;
  /** The arrow, as `views → store`, or the name of the rule. */
  rule: string;
  message: string;
}

export function check(sources: Sources, rules: Rules): Violation[] {
  const files = Object.entries(sources).map(([path, source]) => ({ path, source, code: codeOf(source) }));
  return [
    ...files.flatMap((file) => checkArrows(file, rules)),
    ...files.flatMap((file) => rules.bans.flatMap((ban) => checkBan(file, ban))),
    ...files.flatMap((file) => checkName(file, rules)),
    ...checkSizes(files, rules),
    ...checkList(sources, rules),
  ];
}

export function inWords({ file, line, rule, message }: Violation): string {
  return `${file}:${line} ${rule}: ${message}`;
}

interface File {
  path: string;
  source: string;
  code: string;
}

const OURS = /^(src|commands)\//;
const BESIDE = /^(test|bench|scripts)\//;

/** @returns the room of a file, as `platforms/web`; `undefined` when it has none. */
export function roomOf(path: string, { rooms }: Rules): string | undefined {
  for (const [room, pattern] of Object.entries(rooms)) {
    const found = pattern.exec(path);
    if (found) return room.replace('*', found[1] ?? '*');
  }
  return;
}

function checkArrows({ path, source, code }: File, rules: Rules): Violation[] {
  const from = OURS.test(path) ? roomOf(path, rules) : 'outside';
  if (from === undefined)
    return [{ file: path, line: 1, rule: 'rooms', message: 'this file is in no room: give it a room and arrows in test/architecture.test.ts' }];
  return importsOf(source, code).flatMap(({ line, specifier }) => {
    if (specifier === undefined) {
      return from === 'outside' ? [] : [{ file: path, line, rule: 'computed import', message: 'an import whose name is computed hides its arrow' }];
    }
    if (!specifier.startsWith('.')) return [];
    const target = posix.join(posix.dirname(path), specifier);
    const to = OURS.test(target) ? roomOf(target, rules) : BESIDE.test(target) ? 'outside' : undefined;
    if (to === undefined || mayImport(from, to, rules)) return [];
    return [{ file: path, line, rule: `${from} → ${to}`, message: `imports ${target}` }];
  });
}

function mayImport(from: string, to: string, { arrows }: Rules): boolean {
  if (from === to) return true;
  if (from === 'outside') return to !== 'main';
  if (to === 'main' || to === 'outside') return false;
  const allowed = arrows[from] ?? arrows[from.replace(/\/[^/]+$/, '/*')] ?? [];
  return allowed.includes('*') || allowed.includes(to);
}

function checkBan({ path, source, code }: File, ban: Ban): Violation[] {
  if (!ban.where.test(path) || ban.except?.test(path)) return [];
  const text = ban.within === 'code' ? code : source;
  return [...text.matchAll(new RegExp(ban.pattern, `g${ban.pattern.flags}`))].map((found) => ({
    file: path,
    line: lineAt(source, found.index),
    rule: ban.name,
    message: `\`${source.slice(found.index, found.index + found[0].length).trim()}\` may not stand here`,
  }));
}

function checkName({ path }: File, { badNames }: Rules): Violation[] {
  const bad = path.split(/[/.-]/).find((part) => badNames.test(part));
  return bad ? [{ file: path, line: 1, rule: 'names', message: `“${bad}” says nothing about what the file holds` }] : [];
}

function checkSizes(files: readonly File[], { linesMax, longer }: Rules): Violation[] {
  const long = new Map(files.map(({ path, source }) => [path, source.trimEnd().split('\n').length] as const).filter(([, lines]) => lines > linesMax));
  const tooLong = [...long]
    .filter(([path]) => !longer[path])
    .map(([file, lines]) => ({ file, line: linesMax + 1, rule: 'sizes', message: `${lines} lines, at most ${linesMax}: split it` }));
  const stale = Object.keys(longer)
    .filter((path) => !long.has(path))
    .map((file) => ({ file, line: 1, rule: 'sizes', message: 'stands on the list of longer files and is none' }));
  return [...tooLong, ...stale];
}

function checkList(sources: Sources, { list }: Rules): Violation[] {
  const index = sources[list.file];
  if (index === undefined) return [{ file: list.file, line: 1, rule: 'list', message: 'the list is missing' }];
  const named = new Set(importsOf(index).map(({ specifier }) => posix.join(posix.dirname(list.file), specifier ?? '')));
  return Object.keys(sources)
    .filter((path) => list.folder.test(path) && path !== list.file && !list.except.includes(path) && !named.has(path))
    .map((file) => ({ file, line: 1, rule: 'list', message: `is not on the list in ${list.file}` }));
}
