import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { connect } from './sqlite-bind.ts';
import { DirectoryUnusable, faultOf } from './sqlite-faults.ts';

/** An empty SQLite file on which a write transaction stays open for life: a lock of the kernel's, gone with the process however it ends. */
const LOCK_FILE = 'quorum.lock';
/** Who has the lock, for people. It decides nothing: after kill -9 it stays behind, and the next holder writes over it. */
const HOLDER_FILE = 'quorum.holder.json';

/**
 * Makes the directory this process's own. Returns the release.
 * The kernel drops such a lock as soon as the process closes the file by any way but SQLite's, so nothing here may open it otherwise.
 * @throws DirectoryUnusable when a process has it, this one included; errors of SQLite and of the file system as they come.
 */
export function holdDirectory(directory: string): () => void {
  const lock = connect(join(directory, LOCK_FILE));
  try {
    // SQLite opens a file that it may not write for reading, and "locks" it without excluding anybody.
    accessSync(join(directory, LOCK_FILE), constants.W_OK);
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    throw faultOf(error) === 'busy' ? new DirectoryUnusable(heldSentence(directory), { cause: error }) : error;
  }
  const release = () => {
    rmSync(join(directory, HOLDER_FILE), { force: true });
    lock.exec('ROLLBACK');
    lock.close();
  };
  try {
    const holder = { process: process.pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(join(directory, HOLDER_FILE), `${JSON.stringify(holder)}\n`);
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

function heldSentence(directory: string): string {
  return `The data directory ${directory} is in use by ${holder(directory)}: stop that one first, or give this one a DATA_DIR of its own.`;
}

function holder(directory: string): string {
  try {
    const { process: id, host, since } = JSON.parse(readFileSync(join(directory, HOLDER_FILE), 'utf8'));
    return `process ${id} on host ${host} since ${since}`;
  } catch {
    // It got the lock in this very moment and has not signed yet.
    return 'another process';
  }
}
