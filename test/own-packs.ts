import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadPacks } from '../src/packs/load.ts';
import { ROOT } from './environment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A file with the packs of this repository as JSON. */
    ownPacks: string;
  }
}

/** Reads the packs once for all test files: reading takes a second, and dozens of them want it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'quorum-packs-'));
  const file = join(folder, 'packs.json');
  await writeFile(file, JSON.stringify((await loadPacks(join(ROOT, 'content'))).packs));
  provide('ownPacks', file);
  return () => rm(folder, { recursive: true });
}
