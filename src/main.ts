import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allCommands } from '../commands/index.ts';
import type { Resources } from '../commands/resources.ts';
import { createBot } from './bot/dispatch.ts';
import { createLimiter } from './bot/limiter.ts';
import { remember } from './bot/remember.ts';
import { type Config, ConfigMistake, readConfig } from './config.ts';
import { startTicks } from './due/ticks.ts';
import { waking } from './due/waking.ts';
import { createWorker } from './due/worker.ts';
import { startHttp } from './http.ts';
import type { Kept } from './judge/judge.ts';
import { createLog, type Log } from './ops/log.ts';
import { createLibrary } from './packs/library.ts';
import type { Loaded } from './packs/load.ts';
import type { Pack } from './packs/schema.ts';
import type { Platform } from './platforms/platform.ts';
import { createWeb } from './platforms/web/connect.ts';
import { createStates, readyBlock, type States } from './ready.ts';
import { keepVerdicts, readVerdicts } from './records/judgement.ts';
import type { Records } from './records/records.ts';
import { startHeartbeat } from './schedule/heartbeat.ts';
import { allKinds } from './schedule/kinds.ts';
import { type Store, StoreUnavailable } from './store/store.ts';
import { grade } from './study/grading/grade.ts';
import type { Outage } from './study/outage.ts';

/** What the build put beside this file: the page, the fonts and the packs. */
const BUILT = dirname(fileURLToPath(import.meta.url));
/** Under the ten seconds that supervisors give before they kill. */
const STOP_MS = 8_000;
/** A vendor that is slow to answer does not keep the others from being announced. */
const READY_AFTER_MS = 5_000;
/** How long a start waits for Redis. */
const STORE_MS = 3_000;
/** About 100 KB each. */
const PICTURES_KEPT = 100;
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
  const { store: opened, data } = await openStore(config, log);
  // Whoever commits work wakes the worker, who gets to know in a moment what there is to do.
  const store = waking(opened, (at) => worker.expect(at));
  let outages: readonly Outage[] = [];
  const records: Records = { store, newId, readOutages: () => outages };
  const stopping = new AbortController();
  const bot = createBot({
    commands: allCommands,
    resources: {
      library,
      records,
      grade: await createGrading(config.judge, records, log, stopping.signal),
      roll: Math.random,
      ...createPictures(log),
      checkChannel: async (name, channel) => (await platformNamed(name)?.check(channel)) ?? [],
    },
    limiter: createLimiter(RATES),
    log,
    newReference,
    explain,
  });
  const states = createStates();
  const web = createWeb({ pageFolder: join(BUILT, 'page'), now: Date.now, newId });
  const { vendors, mounted } = await createVendors(config, log, states);
  const platforms: Platform[] = [web, ...vendors];
  const platformNamed = (name: string) => platforms.find((platform) => platform.name === name);
  const schedules = { records, library, platforms, now: Date.now, log };
  const worker = createWorker({ store, kinds: allKinds(schedules), now: Date.now, roll: Math.random, log });
  const http = await startHttp({
    host: config.host,
    port: config.port,
    notReady: states.connecting,
    playground: web.routes,
    open: config.playgroundOpen,
    mounted,
    log,
    newReference,
  });
  const started = Promise.all(platforms.map((platform) => platform.start(bot)));
  await Promise.race([started, wait(READY_AFTER_MS)]);
  process.stdout.write(readyBlock({ address: addressOf(config.host, http.port), states: states.all(), judge: config.judge, library, loaded, data }));
  states.announce((line) => process.stdout.write(`${line}\n`));
  void worker.run();
  const stopTicks = startTicks(config.tick, worker.run, log);
  const stopHeartbeat = startHeartbeat({
    ...schedules,
    isReached: (name) => name === web.name || states.isOn(name),
    keep: (found) => {
      outages = found;
    },
  });
  return {
    async stop() {
      stopping.abort();
      stopTicks();
      stopHeartbeat();
      await worker.stop();
      await Promise.all(platforms.map((platform) => platform.stop()));
      await http.close();
      await store.close();
    },
  };
}

/**
 * Redis where REDIS_URL says so, else a file. A Redis that is down keeps nobody from reading: it is waited for a moment, and tried
 * from then on.
 */
async function openStore({ redis, dataDirectory }: Config, log: Log): Promise<{ store: Store; data: string }> {
  if (redis === undefined) {
    const directory = resolve(dataDirectory);
    const { openSqlite } = await import('./store/sqlite.ts');
    return { store: openSqlite(directory), data: `${directory} (SQLite)` };
  }
  const { openRedis } = await import('./store/redis.ts');
  const store = openRedis(redis, (level, sentence) => log[level](sentence));
  const isThere = await Promise.race([store.met.then(() => true), wait(STORE_MS).then(() => false)]);
  // What waiting can't mend may also show later: then there is nothing to go on with.
  if (!isThere) store.met.catch(end);
  return { store, data: isThere ? store.where : `${store.where}: not there yet. Nothing can be saved until it is; reading works.` };
}

function end(fault: unknown): void {
  process.stderr.write(`${startMistake(fault, undefined) ?? fault}\n`);
  process.exit(1);
}

/** By rules alone, or with the judge that the operator has set up. */
async function createGrading(endpoint: Config['judge'], records: Records, log: Log, stopping: AbortSignal): Promise<Resources['grade']> {
  if (endpoint === undefined) return async ({ rubric }, answer) => grade(rubric, answer);
  const { createJudge } = await import('./judge/judge.ts');
  const kept: Kept = { read: (about) => readVerdicts(records, about), keep: (about, verdicts) => keepVerdicts(records, about, verdicts) };
  const judge = createJudge({ endpoint, kept, log, now: Date.now, stopping });
  return ({ args, prompt, question, followUp, rubric }, answer) => {
    const asked = followUp === undefined ? prompt : `${question.prompt}\n\nFollow-up: ${prompt}`;
    return judge.grade({ key: args.join('/'), question: asked, rubric }, answer);
  };
}

/** The platforms whose tokens are set; a library that nobody needs is not even loaded. */
async function createVendors({ discord, slack, admins }: Config, log: Log, states: States) {
  const vendors: Platform[] = [];
  const mounted: Record<string, RequestListener> = {};
  if (discord) {
    const { createDiscord } = await import('./platforms/discord/connect.ts');
    vendors.push(createDiscord({ ...discord, admins: admins.discord ?? [], log, now: Date.now, report: states.reporter('Discord') }));
  }
  if (slack) {
    const { createSlack } = await import('./platforms/slack/connect.ts');
    const platform = createSlack({ ...slack, admins: admins.slack ?? [], log, now: Date.now, report: states.reporter('Slack') });
    if (platform.requestListener) mounted['/slack/'] = platform.requestListener;
    vendors.push(platform);
  }
  return { vendors, mounted };
}

function addressOf(host: string, port: number): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

async function loadContent(folder: string | undefined): Promise<Loaded> {
  const builtIn: Pack[] = JSON.parse(await readFile(join(BUILT, 'packs.json'), 'utf8'));
  if (folder === undefined) return { packs: builtIn, mistakes: [] };
  // The YAML parser is only for who brings packs of their own.
  const { loadPacks } = await import('./packs/load.ts');
  const own = await loadPacks(folder, builtIn);
  return { packs: [...builtIn, ...own.packs], mistakes: own.mistakes };
}

/** Draws each picture once; who asks again gets the same. The canvas, its fonts and Graphviz are loaded for the first that need them. */
function createPictures(log: Log): Pick<Resources, 'drawDiagram' | 'drawBoard' | 'drawHeatMap'> {
  const fonts = join(BUILT, 'fonts');
  const drawn = new Map<string, Promise<Uint8Array | undefined>>();
  const once = (what: string, draw: () => Promise<Uint8Array>) => {
    const known = drawn.get(what);
    if (known) return known;
    const picture = draw().catch((fault: unknown) => {
      log.warn({ err: fault }, 'a picture can’t be drawn');
      return undefined;
    });
    remember(drawn, what, picture, PICTURES_KEPT);
    return picture;
  };
  return {
    drawDiagram: (dot) => once(dot, async () => (await import('./pictures/diagram.ts')).drawDiagram(dot, fonts)),
    // Its ground is its own, so that it is read in a light and in a dark theme.
    drawBoard: (board) => once(JSON.stringify(board), async () => (await import('./pictures/board-card.ts')).drawBoard(board, 'light', fonts)),
    drawHeatMap: (days, labels) =>
      once(JSON.stringify([days, labels]), async () => (await import('./pictures/heat-map.ts')).drawHeatMap(days, labels, 'light', fonts)),
  };
}

function explain(fault: unknown): string | undefined {
  if (fault instanceof StoreUnavailable) return 'I can’t save anything right now, so nothing was counted. Please try again in a few minutes.';
  return undefined;
}

/** What the person who started us can mend, in words; `undefined` for a fault of ours. */
function startMistake(fault: unknown, config: Config | undefined): string | undefined {
  if (fault instanceof ConfigMistake) return `The environment has mistakes:\n${fault.message}`;
  // By name: an engine that is not used is not loaded.
  if (fault instanceof Error && ['DirectoryUnusable', 'RedisUnusable'].includes(fault.name)) return fault.message;
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${config?.port} is in use. Stop what uses it, or set PORT to another one (0 takes any free one).`;
  if (code === 'EACCES') return `Port ${config?.port} needs more rights than this process has. Set PORT to one above 1023.`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EAI_AGAIN')
    return `HOST: this computer can’t listen at "${config?.host}". Give one of its own addresses, or leave HOST out.`;
  if (code === 'ENOENT' && String(fault).includes('packs.json')) return 'Quorum is not built yet. Run npm run build, or npm start.';
  return undefined;
}

async function main(): Promise<void> {
  // Whoever reads what we say may go away; that is no reason for us to.
  process.stdout.on('error', () => {});
  let config: Config | undefined;
  try {
    config = readConfig();
    const running = start(config);
    // From the first moment on, as a supervisor may change its mind before we are ready; and heard for good, because npm passes on
    // a signal that a terminal has sent to all of us already.
    const asked = new Promise((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
    });
    void asked.then(() => stop(running));
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
