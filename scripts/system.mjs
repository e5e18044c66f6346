// Programs that the tests need and npm does not bring.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A further program is a further row: the names it goes by, the Debian package, and the suites that can't run without it. */
export const PROGRAMS = [
  { title: 'Chromium', commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], apt: 'chromium', suites: ['browser'] },
  { title: 'Redis', commands: ['redis-server', 'valkey-server'], apt: 'redis-server', suites: ['redis'] },
];

/** Where the program is, or undefined. */
export function find({ commands }) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(canRun);
}

/** Finds each program, installs what is missing where we may, and answers those that are still missing. */
export function missingPrograms() {
  const missing = PROGRAMS.filter((program) => !find(program));
  if (missing.length === 0 || !mayInstall()) return missing;
  console.log(`Installing ${missing.map(({ title }) => title).join(' and ')} with apt …`);
  apt('update') && apt('install', '-y', '--no-install-recommends', ...missing.map((program) => program.apt));
  return missing.filter((program) => !find(program));
}

/** What to do about a missing program, in one line. */
export function advice({ title, commands, apt: name, suites }) {
  return `${title} is missing (looked for ${commands.join(', ')} on the PATH), so these tests were left out: ${suites.join(', ')}. Install it: apt install ${name}`;
}

function mayInstall() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0 && find({ commands: ['apt-get'] }) !== undefined;
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) console.log(`apt-get ${args.join(' ')} failed:\n${`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n')}`);
  return status === 0;
}

function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
