import type { Collection } from './encode.ts';
import { EVERY_KEY, parseKey, parseWork, partitionKeys } from './redis-keys.ts';
import { primariesOf, type RedisLink } from './redis-link.ts';
import { parseContent } from './redis-queue.ts';
import { parseDocument, parseRows } from './redis-read.ts';
import type { Entry } from './store.ts';

const PAGE = 200;
const SCAN_COUNT = 1_000;

/**
 * Partition by partition; in each documents, sets, logs, boards, due work. Not one moment's state: what is written meanwhile may be
 * in it or not, but each set, board and log up to its end is of one.
 */
export async function* scanPartitions(link: RedisLink, only: string | undefined): AsyncGenerator<Entry> {
  for (const partition of only === undefined ? await partitions(link) : [only]) yield* scanPartition(link, partition);
}

/** No list of them is kept, so that nothing is left of one that was emptied: this goes through all keys. */
async function partitions(link: RedisLink): Promise<string[]> {
  const found = await link.attempt(async (client) => {
    const names = new Set<string>();
    for (const node of primariesOf(client)) {
      for (let cursor = '0', keys: string[] = [], isOver = false; !isOver; isOver = cursor === '0') {
        [cursor, keys] = await node.scan(cursor, 'MATCH', EVERY_KEY, 'COUNT', SCAN_COUNT);
        for (const key of keys) {
          const partition = parseKey(key)?.partition;
          if (partition !== undefined) names.add(partition);
          else if (key.endsWith('}:work')) for (const field of await client.hkeys(key)) names.add(parseWork(field).partition);
        }
      }
    }
    return names;
  });
  return [...found].sort();
}

async function* scanPartition(link: RedisLink, partition: string): AsyncGenerator<Entry> {
  const keys = partitionKeys(partition);
  const documents = (await link.attempt((client) => client.hkeys(keys.docs))).sort();
  for (let at = 0; at < documents.length; at += PAGE) {
    const page = documents.slice(at, at + PAGE);
    const kept = await link.attempt((client) => client.hmget(keys.docs, ...page));
    for (const [index, key] of page.entries()) {
      const document = parseDocument(kept[index]);
      if (document) yield { partition, kind: 'document', key, ...document };
    }
  }
  const names = (await link.attempt((client) => client.smembers(keys.names))).sort().flatMap((key) => ({ key, ...parseKey(key) }));
  const of = (kind: Collection) => names.flatMap(({ key, kind: has, name }) => (has === kind && name !== undefined ? [{ key, name }] : []));
  for (const { key, name } of of('set')) {
    for (const member of (await link.attempt((client) => client.smembers(key))).sort()) yield { partition, kind: 'set', name, member };
  }
  for (const { key, name } of of('log')) yield* scanLog(link, partition, key, name);
  for (const { key, name } of of('board')) {
    for (const row of parseRows((await link.attempt((client) => client.call('zrange', [key, 0, -1, 'WITHSCORES']))) as string[]))
      yield { partition, kind: 'board', name, ...row };
  }
  const work = Object.entries(await link.attempt((client) => client.hgetall(keys.work))).filter(([field]) => field.startsWith(keys.workStart));
  for (const [field, content] of work.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { at, data } = parseContent(content);
    yield { partition, kind: 'due', key: parseWork(field).key, at, value: data };
  }
}

async function* scanLog(link: RedisLink, partition: string, key: string, name: string): AsyncGenerator<Entry> {
  for (let from = 0; ; from += PAGE) {
    const entries = await link.attempt((client) => client.lrange(key, from, from + PAGE - 1));
    for (const [index, entry] of entries.entries()) yield { partition, kind: 'log', name, position: from + index + 1, value: JSON.parse(entry) };
    if (entries.length < PAGE) return;
  }
}
