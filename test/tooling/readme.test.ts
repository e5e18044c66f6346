import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allCommands } from '../../commands/index.ts';
import { ROOT, readLines } from '../environment.ts';

const readme = await readFile(join(ROOT, 'README.md'), 'utf8');

test('the journey in the README has as many lines as it says', async () => {
  const [, listed = ''] = /^wc -l (.+)$/m.exec(readme) ?? [];
  const files = listed.split(' ').flatMap((path) => {
    const [, before, names, after] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [];
    return names === undefined ? [path] : names.split(',').map((name) => `${before}${name}${after}`);
  });
  const sources = await Promise.all(files.map((path) => readFile(join(ROOT, path), 'utf8')));
  const lines = sources.reduce((sum, source) => sum + source.split('\n').length - 1, 0);
  expect(readme).toContain(`counts the journey: ${lines} lines.`);
});

test('the README names every command, and no script that is not there', async () => {
  for (const { name } of allCommands) expect(readme).toContain(`\`/${name}`);
  const { scripts } = JSON.parse((await readLines('package.json')).join('\n'));
  for (const [, name] of readme.matchAll(/npm run (?:-s )?(\w[\w-]*)/g)) expect(Object.keys(scripts)).toContain(name);
});

test('every file that the README links to is there', async () => {
  for (const [, path = ''] of readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)) await expect(readFile(join(ROOT, path)), path).resolves.toBeDefined();
});
