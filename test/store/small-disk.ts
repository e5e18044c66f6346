import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const system = (program: string, ...words: string[]) => execFileSync(program, words, { stdio: 'ignore' });

/** Only root may mount, and not in every container. Without it, what needs a real full disk is not tested. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts();

/** Half a megabyte, mounted there while `work` runs. */
export async function withSmallDisk(directory: string, work: () => Promise<void>): Promise<void> {
  mountSmallDisk(directory);
  try {
    await work();
  } finally {
    unmount(directory);
  }
}

/** Makes the small disk read-only. No file on it may be open for writing. */
export function makeReadOnly(directory: string): void {
  system('mount', '-o', 'remount,ro', directory);
}

/** One file that nobody may write while `work` runs, not even root. */
export async function withReadOnly(file: string, work: () => void): Promise<void> {
  system('mount', '--bind', file, file);
  try {
    system('mount', '-o', 'remount,bind,ro', file);
    work();
  } finally {
    unmount(file);
  }
}

/** Takes all the space that is left. Returns what gives it back. */
export async function fill(directory: string): Promise<() => Promise<void>> {
  const ballast = join(directory, 'ballast');
  const file = await open(ballast, 'w');
  for (const size of [65_536, 4_096, 1]) await writeUntilFull(file, Buffer.alloc(size, 1));
  await file.close();
  return () => truncate(ballast, 0);
}

async function writeUntilFull(file: FileHandle, data: Buffer): Promise<void> {
  for (;;) {
    const fault = await file.write(data).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (fault?.code === 'ENOSPC') return;
    if (fault) throw fault;
  }
}

function mountSmallDisk(directory: string): void {
  system('mount', '-t', 'tmpfs', '-o', 'size=512k', 'quorum-test', directory);
}

/** Lazily: libsql keeps files open for a while after `close`. */
function unmount(place: string): void {
  system('umount', '-l', place);
}

function mounts(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'quorum-mount-'));
  try {
    mountSmallDisk(directory);
    unmount(directory);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(directory);
  }
}
