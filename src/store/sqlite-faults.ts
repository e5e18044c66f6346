import { StoreUnavailable } from './store.ts';

/** The data directory can't be used. The message is one sentence for the person who started the process. */
export class DirectoryUnusable extends Error {
  override name = 'DirectoryUnusable';
}

type Fault = 'busy' | 'damaged' | 'full' | 'input-output' | 'memory' | 'no-directory' | 'read-only' | 'unopened';

/** SQLite's primary result codes. @see https://www.sqlite.org/rescode.html */
const FAULT_OF_SQLITE: Readonly<Record<number, Fault>> = {
  5: 'busy',
  6: 'busy',
  7: 'memory',
  8: 'read-only',
  10: 'input-output',
  11: 'damaged',
  13: 'full',
  14: 'unopened',
  26: 'damaged',
};

const FAULT_OF_SYSTEM: Readonly<Record<string, Fault>> = {
  EACCES: 'read-only',
  EDQUOT: 'full',
  EEXIST: 'no-directory',
  EIO: 'input-output',
  ENOENT: 'unopened',
  ENOSPC: 'full',
  ENOTDIR: 'no-directory',
  EPERM: 'read-only',
  EROFS: 'read-only',
};

const AT_START: Readonly<Record<Fault, string>> = {
  busy: 'another program keeps its database locked',
  damaged: 'its quorum.db is not a database, or a damaged one; put back a backup, or move the file away to start empty',
  full: 'its disk is full',
  'input-output': 'its disk fails to read or write',
  memory: 'there is not enough memory',
  'no-directory': 'it is not a directory',
  'read-only': 'it is not writable',
  unopened: 'files can not be created or opened in it',
};

/** What may be over in a moment. A damaged database is not among it. */
const WHILE_RUNNING: Readonly<Partial<Record<Fault, string>>> = {
  busy: 'another program keeps the database locked',
  full: 'the disk is full',
  'input-output': 'the disk fails to read or write',
  memory: 'there is not enough memory',
  'read-only': 'the database is not writable',
  unopened: 'the database file can not be opened',
};

export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, rawCode } = error as { code?: unknown; rawCode?: unknown };
  // An extended code carries the primary one in its low byte.
  if (typeof rawCode === 'number') return FAULT_OF_SQLITE[rawCode & 0xff];
  // libsql's own "ConnectionFailed("Unable to open connection to local database …: 14")" has the code only in its text.
  const opening = /Unable to open connection .*: (\d+)"?\)?$/s.exec(error.message);
  if (opening) return FAULT_OF_SQLITE[Number(opening[1]) & 0xff];
  return typeof code === 'string' ? FAULT_OF_SYSTEM[code] : undefined;
}

/** What to throw instead of an error met while opening: the sentence where there is one, else the error itself. */
export function asUnusable(directory: string, error: unknown): unknown {
  const fault = faultOf(error);
  return fault ? new DirectoryUnusable(`Quorum can not keep its data in ${directory}: ${AT_START[fault]}.`, { cause: error }) : error;
}

/** Likewise for an error met while running. */
export function asUnavailable(error: unknown): unknown {
  const fault = faultOf(error);
  const reason = fault && WHILE_RUNNING[fault];
  return reason ? new StoreUnavailable(`The store can not do it now: ${reason}. Nothing was changed.`, { cause: error }) : error;
}
