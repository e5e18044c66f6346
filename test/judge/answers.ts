import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Rubric } from '../../src/study/rubric.ts';
import { ROOT } from '../environment.ts';

export const RUBRIC: Rubric = parse(await readFile(join(ROOT, 'test/judge/rubric.yaml'), 'utf8'));

/** An answer on consistent hashing that says two more points of RUBRIC than the rules find: `virtual-nodes` and `hot-key`. */
export const FAIR = `With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.
I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.
Every machine sits at a hundred spots there, which makes their slices alike.
When one film star is on everybody’s lips, all requests for her page hit a single box, and I would let callers remember that page for a second.`;

export const SPOTS = 'Every machine sits at a hundred spots there, which makes their slices alike.';
/** As models write it: with a straight apostrophe. */
export const STAR = "When one film star is on everybody's lips, all requests for her page hit a single box";
