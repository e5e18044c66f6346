// npm run build: src/ and content/ → dist/, which is all that runs (with the native packages of node_modules).
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const PAGE = 'src/platforms/web/page';
/** Runs as it is, in a thread; what it imports comes from node_modules. */
const WORKER = 'src/pictures/layout-worker.mjs';

/** They load machine code from files beside them, which no bundle can hold. */
const NATIVE = ['libsql', '@napi-rs/canvas'];

/** Packages in CommonJS call `require` for Node's own modules; a module of ours has none. */
const REQUIRE = "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);";

/** A bot that runs meanwhile still loads the chunks of its own build, so old ones stay for a while. */
const KEEP_CHUNKS_MS = 24 * 60 * 60 * 1000;
const CHUNK = /-[A-Z0-9]{8}\.js(\.map)?$/;
const UNFINISHED = '.tmp-';

const started = Date.now();
// Inside dist: a rename stays within one file system, and dist is ignored by git.
const next = join(DIST, `${UNFINISHED}${randomUUID()}`);
try {
  await mkdir(next, { recursive: true });
  await all([
    bundleBot(),
    bundlePage(),
    cp(join(ROOT, 'src/pictures/fonts'), join(next, 'fonts'), { recursive: true }),
    cp(join(ROOT, WORKER), join(next, basename(WORKER))),
    compilePacks(),
  ]);
  await publish();
  console.log(`Built dist/quorum.js in ${Date.now() - started} ms.`);
} catch (error) {
  // esbuild has already printed what is wrong with a source, with its place.
  if (!error.errors) console.error(error);
  console.error('Not built. What was built before is still in dist.');
  process.exitCode = 1;
} finally {
  await rm(next, { recursive: true, force: true });
}

/** Waits for every part, also when one fails: none may still write while we tidy up. */
async function all(parts) {
  const failed = (await Promise.allSettled(parts)).filter(({ status }) => status === 'rejected');
  if (failed.length > 0) throw failed[0].reason;
}

async function bundleBot() {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { quorum: 'src/main.ts', print: 'src/print.ts', grade: 'src/grade.ts', content: 'src/content.ts', rebuild: 'src/rebuild.ts' },
    outdir: next,
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: REQUIRE },
    external: NATIVE,
    // What runs inside Redis; imported with ?raw, which the tests' bundler knows without being told.
    loader: { '.lua': 'text' },
    sourcemap: true,
    logLevel: 'warning',
  });
}

async function bundlePage() {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [`${PAGE}/page.ts`, `${PAGE}/page.css`],
    outdir: join(next, 'page'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    sourcemap: true,
    logLevel: 'warning',
  });
  await cp(join(ROOT, PAGE, 'index.html'), join(next, 'page/index.html'));
}

/** content/ → dist/packs.json. What has a mistake is left out and named, with the place to put right. */
async function compilePacks() {
  const loader = join(next, 'load.mjs');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/packs/load.ts'],
    outfile: loader,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const { loadPacks } = await import(pathToFileURL(loader).href);
  const { packs, mistakes } = await loadPacks(join(ROOT, 'content'));
  await rm(loader);
  // What is right is served all the same; the tests are red until the rest is mended.
  if (mistakes.length > 0) console.error(`Left out of content/:\n${mistakes.map(inWords).join('\n')}`);
  await writeFile(join(next, 'packs.json'), JSON.stringify(packs));
}

function inWords({ file, line, field, message }) {
  return `${relative(ROOT, file)}:${line} ${field ? `${field}: ` : ''}${message}`;
}

/** File by file, what others load first: at no moment is something missing that a starting or running bot asks for. */
async function publish() {
  const files = await filesIn(next);
  const rank = (file) => (file === 'quorum.js' ? 2 : CHUNK.test(file) ? 0 : 1);
  for (const file of files.sort((a, b) => rank(a) - rank(b))) {
    await mkdir(dirname(join(DIST, file)), { recursive: true });
    await rename(join(next, file), join(DIST, file));
  }
  await sweep(new Set(files));
}

async function sweep(built) {
  for (const file of await filesIn(DIST)) {
    if (built.has(file)) continue;
    const mayBeInUse = CHUNK.test(file) || file.startsWith(UNFINISHED);
    const age = Date.now() - (await stat(join(DIST, file)).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (!mayBeInUse || age > KEEP_CHUNKS_MS) await rm(join(DIST, file), { force: true });
  }
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
