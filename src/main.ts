import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allCommands } from '../commands/index.ts';
import { createBot } from './bot/dispatch.ts';
import { createLimiter } from './bot/limiter.ts';
import { type Config, ConfigMistake, readConfig } from './config.ts';
import { startHttp } from './http.ts';
import { createLog } from './ops/log.ts';
import { createLibrary } from './packs/library.ts';
import type { Loaded } from './packs/load.ts';
import type { Pack } from './packs/schema.ts';
import { createWeb } from './platforms/web/connect.ts';
import { readyBlock } from './ready.ts';
import { DirectoryUnusable, openSqlite } from './store/sqlite.ts';
import { StoreUnavailable } from './store/store.ts';

/** What the build put beside this file: the page, the fonts and the packs. */
const BUILT = dirname(fileURLToPath(import.meta.url));
/** Under the ten seconds that supervisors give before they kill. */
const STOP_MS = 8_000;
/** Acts in ten seconds: more than hands can do, less than a script would. */
const RATES = { learner: 60, place: 10_000 };

const newId = () => randomBytes(16).toString('hex');
const newReference = () => randomBytes(4).toString('hex');

interface Running {
  /** Finishes what is under way, takes nothing new. */
  stop(): Promise<void>;
}

async function start(config: Config): Promise<Running> {
  const log = createLog(config.logLevel);
  const loaded = await loadContent(config.contentDirectory);
  const library = createLibrary(loaded.packs);
  const dataDirectory = resolve(config.dataDirectory);
  const store = openSqlite(dataDirectory);
  const bot = createBot({
    commands: allCommands,
    resources: { library, records: { store, newId }, roll: Math.random, drawDiagram },
    limiter: createLimiter(RATES),
    log,
    newReference,
    explain,
  });
  const web = createWeb({ pageFolder: join(BUILT, 'page'), now: Date.now, newId });
  await web.start(bot);
  const http = await startHttp({
    host: config.host,
    port: config.port,
    notReady: () => [],
    playground: web.routes,
    open: config.playgroundOpen,
    log,
    newReference,
  });
  process.stdout.write(
    readyBlock({
      address: `http://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${http.port}`,
      library,
      packs: loaded.packs,
      mistakes: loaded.mistakes,
      dataDirectory,
    }),
  );
  return {
    async stop() {
      await web.stop();
      await http.close();
      await store.close();
    },
  };
}

async function loadContent(folder: string | undefined): Promise<Loaded> {
  const builtIn: Pack[] = JSON.parse(await readFile(join(BUILT, 'packs.json'), 'utf8'));
  if (folder === undefined) return { packs: builtIn, mistakes: [] };
  // The YAML parser is only for who brings packs of their own.
  const { loadPacks } = await import('./packs/load.ts');
  const own = await loadPacks(folder, builtIn);
  return { packs: [...builtIn, ...own.packs], mistakes: own.mistakes };
}

/** Loaded when the first picture is asked for: a third of the memory of the whole process. */
async function drawDiagram(dot: string): Promise<Uint8Array> {
  const { drawDiagram: draw } = await import('./pictures/diagram.ts');
  return draw(dot, join(BUILT, 'fonts'));
}

function explain(fault: unknown): string | undefined {
  if (fault instanceof StoreUnavailable) return 'I can’t save anything right now, so nothing was counted. Please try again in a few minutes.';
  return undefined;
}

/** What the person who started us can mend, in words; `undefined` for a fault of ours. */
function startMistake(fault: unknown, config: Config | undefined): string | undefined {
  if (fault instanceof ConfigMistake) return `The environment has mistakes:\n${fault.message}`;
  if (fault instanceof DirectoryUnusable) return fault.message;
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${config?.port} is in use. Stop what uses it, or set PORT to another one (0 takes any free one).`;
  if (code === 'EACCES') return `Port ${config?.port} needs more rights than this process has. Set PORT to one above 1023.`;
  if (code === 'ENOENT' && String(fault).includes('packs.json')) return 'Quorum is not built yet. Run npm run build, or npm start.';
  return undefined;
}

async function main(): Promise<void> {
  let config: Config | undefined;
  try {
    config = readConfig();
    const running = start(config);
    // From the first moment on: a supervisor may change its mind before we are ready.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(running));
    await running;
  } catch (fault) {
    const mistake = startMistake(fault, config);
    if (mistake === undefined) throw fault;
    process.stderr.write(`${mistake}\n`);
    // What was opened before the mistake showed must not keep the process alive.
    process.exit(1);
  }
}

async function stop(running: Promise<Running>): Promise<void> {
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await (await running).stop();
  process.exit(0);
}

await main();
