import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, ConfigMistake, readConfig } from './config.ts';
import { readOutages } from './records/outage.ts';
import { communitiesIn, type Difference, rebuild } from './records/rebuild.ts';
import type { Records } from './records/records.ts';
import { DirectoryUnusable } from './store/sqlite.ts';
import type { Store } from './store/store.ts';

// npm run rebuild: counts every board, streak and set from the ledgers and says what differs; with --write it puts them right.
// While Quorum is stopped: SQLite is open in one process at a time, and what is written meanwhile would look like a difference.

const SHOWN_MAX = 20;

async function openStore({ redis, dataDirectory }: Config): Promise<Store> {
  if (redis === undefined) {
    const { openSqlite } = await import('./store/sqlite.ts');
    return openSqlite(resolve(dataDirectory));
  }
  const { openRedis } = await import('./store/redis.ts');
  const store = openRedis(redis, (_level, sentence) => void process.stderr.write(`${sentence}\n`));
  await store.met;
  return store;
}

/** @returns whether all is right now */
async function rebuildAll(records: Records, isWriting: boolean, now: number): Promise<boolean> {
  let isRight = true;
  for (const partition of await communitiesIn(records.store)) {
    const { members, entries, differences, batches } = await rebuild(records, partition, now);
    say(`${partition}: ${count(entries, 'entry', 'entries')} of ${count(members, 'member')}, ${count(differences.length, 'difference')}.`);
    for (const each of differences.slice(0, SHOWN_MAX)) say(`  ${inWords(each)}`);
    if (differences.length > SHOWN_MAX) say(`  and ${differences.length - SHOWN_MAX} more`);
    if (differences.length === 0) continue;
    const isMended = isWriting && (await write(records.store, partition, batches));
    if (isWriting) say(isMended ? '  Put right.' : '  Something changed meanwhile. Stop Quorum, and run it again.');
    isRight &&= isMended;
  }
  return isRight;
}

async function write(store: Store, partition: string, batches: Awaited<ReturnType<typeof rebuild>>['batches']): Promise<boolean> {
  for (const batch of batches) if ((await store.commit(partition, batch)).outcome !== 'done') return false;
  return true;
}

function inWords({ name, member, kept, counted }: Difference): string {
  return `${name} ${member ?? ''}: kept ${JSON.stringify(kept)}, counted ${JSON.stringify(counted)}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 || number === 0 ? one : many}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments(): { write: boolean } {
  try {
    return parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;
  } catch (fault) {
    throw new ConfigMistake(fault instanceof Error ? fault.message : String(fault));
  }
}

async function main(): Promise<void> {
  try {
    const values = readArguments();
    const store = await openStore(readConfig());
    const now = Date.now();
    const without: Records = { store, newId: () => '', readOutages: () => [] };
    const outages = await readOutages(without, now);
    const isRight = await rebuildAll({ ...without, readOutages: () => outages }, values.write, now);
    await store.close();
    if (!isRight && !values.write) say('Nothing was written. npm run rebuild -- --write puts the differences right.');
    process.exitCode = isRight ? 0 : 1;
  } catch (fault) {
    if (!(fault instanceof ConfigMistake || fault instanceof DirectoryUnusable)) throw fault;
    process.stderr.write(`${fault.message}\n`);
    process.exitCode = 2;
  }
}

await main();
