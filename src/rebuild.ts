import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigMistake, readConfig } from './config.ts';
import { communitiesIn, type Difference, rebuild } from './records/rebuild.ts';
import type { Records } from './records/records.ts';
import { DirectoryUnusable, openSqlite } from './store/sqlite.ts';

// npm run rebuild: counts every board, streak and set from the ledgers and says what differs; with --write it puts them right.
// While Quorum is stopped: the store is open in one process at a time.

const SHOWN_MAX = 20;

async function rebuildAll(records: Records, isWriting: boolean, now: number): Promise<boolean> {
  let isRight = true;
  for (const partition of await communitiesIn(records.store)) {
    const { members, entries, differences, batches } = await rebuild(records, partition, now);
    say(
      `${partition}: ${entries} ${entries === 1 ? 'entry' : 'entries'} of ${members} ${members === 1 ? 'member' : 'members'}, ${differences.length === 0 ? 'no difference' : differences.length === 1 ? '1 difference' : `${differences.length} differences`}.`,
    );
    for (const each of differences.slice(0, SHOWN_MAX)) say(`  ${inWords(each)}`);
    if (differences.length > SHOWN_MAX) say(`  and ${differences.length - SHOWN_MAX} more`);
    if (differences.length > 0 && !isWriting) isRight = false;
    if (isWriting) for (const batch of batches) if ((await records.store.commit(partition, batch)).outcome !== 'done') isRight = false;
    if (isWriting && differences.length > 0) say(isRight ? '  Put right.' : '  Something changed meanwhile. Run it again.');
  }
  return isRight;
}

function inWords({ name, member, kept, counted }: Difference): string {
  return `${name} ${member ?? ''}: kept ${JSON.stringify(kept)}, counted ${JSON.stringify(counted)}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  try {
    const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
    const store = openSqlite(resolve(readConfig().dataDirectory));
    const isRight = await rebuildAll({ store, newId: () => '', readOutages: () => [] }, values.write, Date.now());
    await store.close();
    if (!isRight && !values.write) say('Nothing was written. npm run rebuild -- --write puts the differences right.');
    process.exitCode = isRight ? 0 : 1;
  } catch (fault) {
    if (!(fault instanceof ConfigMistake || fault instanceof DirectoryUnusable || fault instanceof TypeError)) throw fault;
    process.stderr.write(`${fault.message}\n`);
    process.exitCode = 2;
  }
}

await main();
