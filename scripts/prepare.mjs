// Runs before every command of package.json: makes node_modules fit package-lock.json.
// It may import nothing but Node itself, since it runs when nothing is installed yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const FAULTS = [
  {
    sign: /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/,
    say: 'The npm registry can’t be reached. Check the network (or the proxy), then run the same command again.',
  },
  {
    sign: /CERT|SELF_SIGNED|UNABLE_TO_/,
    say: 'The npm registry’s certificate is not trusted here. Set NODE_EXTRA_CA_CERTS to your network’s certificate, then run the same command again.',
  },
  { sign: /\bENOSPC\b/, say: 'The disk is full. Free some space, then run the same command again.' },
  { sign: /\b(EACCES|EPERM|EROFS)\b/, say: 'A folder can’t be written. Make this checkout and npm’s cache yours, then run the same command again.' },
  { sign: /\bEUSAGE\b/, say: 'package.json and package-lock.json disagree. Run `npm install`, then the same command again.' },
  { sign: /\b(E401|E403)\b/, say: 'The npm registry refuses us. Check the registry and the sign-in in your .npmrc, then run the same command again.' },
];

const folder = process.argv[2] ?? ROOT;
const mistake = tooOld() ?? (await install());
if (mistake) {
  console.error(mistake);
  process.exitCode = 1;
}

function tooOld() {
  const wanted = readJson('package.json').engines.node.replace('>=', '');
  const [have, need] = [process.versions.node, wanted].map((version) => version.split('.').map(Number));
  const missing = need.findIndex((part, place) => part !== have[place]);
  if (missing === -1 || need[missing] < have[missing]) return;
  return `Quorum needs Node ${wanted} or newer, this is Node ${process.versions.node}. Get a newer one from https://nodejs.org, then run the same command again.`;
}

async function install() {
  if (!existsSync(join(folder, 'package-lock.json'))) return 'package-lock.json is missing. Get it back with `git checkout package-lock.json`.';
  const lock = readJson('package-lock.json');
  if (disagrees(lock)) return FAULTS.find((fault) => fault.sign.test('EUSAGE')).say;
  const reason = unfit(lock.packages);
  if (!reason) return;

  console.log(`Installing the packages that Quorum needs (${reason}). This takes a minute at most, and only now …`);
  const started = Date.now();
  const { code, output } = await npmCi();
  if (code !== 0) return explain(output);
  console.log(`Installed in ${Math.ceil((Date.now() - started) / 1000)} s.`);
}

/** Someone changed package.json by hand: `npm ci` would refuse, so say it before the packages are gone. */
function disagrees(lock) {
  const sets = ['dependencies', 'devDependencies'];
  const listed = (manifest) => JSON.stringify(sets.map((set) => Object.entries(manifest[set] ?? {}).sort()));
  return listed(readJson('package.json')) !== listed(lock.packages['']);
}

/** Why the installed packages do not fit the lock, in words; undefined when they do. */
function unfit(locked) {
  const hidden = 'node_modules/.package-lock.json'; // npm writes it last, so a broken install has none
  if (!existsSync(join(folder, hidden))) return 'none are there yet';
  const installed = readJson(hidden).packages;
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(locked)) {
    if (path === '') continue;
    const found = installed[path];
    // npm leaves out optional packages that are made for other machines.
    if (!found && (optional || devOptional)) continue;
    if (!found || !existsSync(join(folder, path, 'package.json'))) return `${bare(path)} is missing`;
    if (found.version !== version || found.integrity !== integrity) return `${bare(path)} is ${found.version}, we need ${version}`;
  }
  const extra = Object.keys(installed).find((path) => !locked[path]);
  if (extra) return `${bare(extra)} is no longer needed`;
}

function npmCi() {
  // npm names itself when it runs us; its own file also works where `npm` is a shell script that can't be spawned.
  const self = process.env.npm_execpath;
  const [command, first] = self?.endsWith('.js') ? [process.execPath, [self]] : ['npm', []];
  // npm waits 10 s, then a minute, before it tries an unreachable registry again; a person waits in front of this.
  const patience = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
  const args = [...first, 'ci', '--no-fund', '--no-audit', '--include=dev', '--loglevel=error', ...patience];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function explain(output) {
  if (/spawn npm ENOENT/.test(output))
    return 'npm is not on the PATH. It comes with Node: install Node from https://nodejs.org, then run the same command again.';
  const known = FAULTS.find(({ sign }) => sign.test(output));
  if (known) return `The packages could not be installed. ${known.say}`;
  return `The packages could not be installed. npm said:\n${output.trim().split('\n').slice(-12).join('\n')}\nRun \`npm ci\` to see it all.`;
}

function readJson(name) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function bare(path) {
  return path.replace(/^.*node_modules\//, '');
}
