import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import claim from './lua/claim.lua?raw';
import commit from './lua/commit.lua?raw';
import expire from './lua/expire.lua?raw';
import read from './lua/read.lua?raw';
import settle from './lua/settle.lua?raw';

export type Client = Redis | Cluster;

/** One call of a script. What its keys and arguments are stands at the head of its file. */
export interface Call {
  script: keyof typeof SCRIPTS;
  keys: readonly string[];
  args: readonly (string | number)[];
}

const SCRIPTS = {
  claim: loaded(claim),
  commit: loaded(commit),
  expire: loaded(expire),
  read: loaded(read),
  settle: loaded(settle),
};

/** By its name; the whole text follows where the server does not know it yet, after its start or a failover. */
export async function evaluate(client: Client, call: Call): Promise<unknown> {
  try {
    return await client.call('evalsha', byName(call));
  } catch (error) {
    if (!isUnknownScript(error)) throw error;
    return client.call('eval', byText(call));
  }
}

/** The arguments of EVALSHA. */
export function byName({ script, keys, args }: Call): (string | number)[] {
  return [SCRIPTS[script].sha, keys.length, ...keys, ...args];
}

/** The arguments of EVAL. */
export function byText({ script, keys, args }: Call): (string | number)[] {
  return [SCRIPTS[script].text, keys.length, ...keys, ...args];
}

export function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

function loaded(text: string): { text: string; sha: string } {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}
