import { freshLayout, layoutMistake } from './layout.ts';
import { RedisUnusable } from './redis-faults.ts';
import { META_KEY } from './redis-keys.ts';
import { primariesOf, type Say } from './redis-link.ts';
import type { Client } from './redis-scripts.ts';

/** The shape of keys and values. */
const SCHEMA = 1;
const OLDEST_SCHEMA = 1;

/**
 * The first contact: writes the layout down, or checks it, and says how this Redis could lose what it was given.
 * @returns whether a commit must reach a replica to count
 * @throws RedisUnusable
 */
export async function meetRedis(client: Client, where: string, say: Say): Promise<{ isReplicated: boolean }> {
  await checkLayout(client, where);
  const nodes = await Promise.all(primariesOf(client).map(inquire));
  for (const warning of new Set(nodes.flatMap((node) => warningsOf(node, where)))) say('warn', warning);
  return { isReplicated: nodes.some(({ replicas }) => replicas > 0) };
}

async function checkLayout(client: Client, where: string): Promise<void> {
  const fields = Object.entries(freshLayout(SCHEMA));
  await Promise.all(fields.map(([name, value]) => client.hsetnx(META_KEY, name, value)));
  const mistake = layoutMistake(new Map(Object.entries(await client.hgetall(META_KEY))), `The data in ${where}`, SCHEMA, OLDEST_SCHEMA);
  if (mistake) throw new RedisUnusable(mistake);
}

interface Node {
  replicas: number;
  /** By name; empty where the server does not tell, as hosted ones do. */
  settings: Readonly<Record<string, string>>;
}

async function inquire(node: ReturnType<typeof primariesOf>[number]): Promise<Node> {
  const info = await node.info('replication');
  const settings = await Promise.all(
    ['maxmemory', 'maxmemory-policy', 'appendonly', 'appendfsync', 'min-replicas-to-write'].map((name) =>
      node.config('GET', name).then(
        (pair) => pair as [string, string] | [],
        () => [] as [],
      ),
    ),
  );
  return { replicas: Number(/connected_slaves:(\d+)/.exec(info)?.[1] ?? 0), settings: Object.fromEntries(settings.filter((pair) => pair.length === 2)) };
}

function warningsOf({ replicas, settings }: Node, where: string): string[] {
  const warnings: string[] = [];
  const policy = settings['maxmemory-policy'] ?? 'noeviction';
  if (policy !== 'noeviction')
    warnings.push(
      `${where} throws keys away when its memory is full (maxmemory-policy ${policy}), answers and streaks among them. Set maxmemory-policy noeviction.`,
    );
  if (settings.appendonly === 'no') warnings.push(`${where} loses minutes, or all, when it ends suddenly (appendonly no). Set appendonly yes.`);
  else if (settings.appendfsync === 'no')
    warnings.push(`${where} leaves it to the system when to write to disk (appendfsync no). Set appendfsync everysec, or always.`);
  if (replicas > 0 && settings['min-replicas-to-write'] === '0')
    warnings.push(
      `${where} takes writes also when it is cut off from its replicas (min-replicas-to-write 0); others than Quorum may rely on them in vain. Set min-replicas-to-write 1.`,
    );
  return warnings;
}
