// npm run bench: what Quorum costs beside the least that its parts could cost, as ratios of medians over interleaved rounds.
// A noisy machine moves both sides of a ratio alike; single times are printed for orientation only.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { benchRedis } from './redis.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START_ROUNDS = 9;
const ANSWER_ROUNDS = 9;
/** All rounds together stay below what the five learners of the playground may do in ten seconds. */
const ANSWERS_PER_ROUND = 30;
const GRADES_PER_ROUND = 100;
const BOARD_ROUNDS = 41;
const LEARNERS = ['ada', 'grace', 'linus', 'margaret', 'edsger'];
/** What the enabled platforms and the store are made of: the limit of a start. */
const LIBRARIES = [
  'hono',
  '@hono/node-server',
  'libsql',
  'pino',
  'minisearch',
  'zod',
  'rate-limiter-flexible',
  'mdast-util-from-markdown',
  'mdast-util-to-hast',
  'hast-util-sanitize',
  'hast-util-to-html',
  'stemmer',
];
const PLATFORM_ROUNDS = 7;
const ACTS_PER_ROUND = 60;
/** So many that nobody is asked to slow down. */
const PEOPLE = 40;
const ANSWER =
  'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load. ' +
  'On a ring a key belongs to the next server clockwise, so only the keys of one segment move. Virtual nodes even out the segments, and a hot key needs copies on several servers.';

async function bench() {
  const { emulators } = await loadEmulators();
  const rows = [
    await benchStart(),
    await benchGrade(),
    await benchAnswer(),
    await benchBoard(),
    ...(await benchSlack(emulators)),
    await benchDiscord(emulators),
  ];
  for (const { what, ours, bare, target } of await benchRedis()) rows.push(row(what, ours, bare, target));
  console.log(`\nNode ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), medians of ${START_ROUNDS} interleaved rounds\n`);
  console.table(Object.fromEntries(rows.map(({ what, ...figures }) => [what, figures])));
  console.log(JSON.stringify(rows));
}

/** From the spawn to the line that says ready, beside a process that only imports the libraries, unbundled. */
async function benchStart() {
  const imports = `${LIBRARIES.map((name) => `await import('${name}')`).join(';')};console.log('http://localhost:0')`;
  const ours = [];
  const bare = [];
  for (let round = 0; round < START_ROUNDS; round++) {
    const quorum = await launch(['dist/quorum.js']);
    ours.push(quorum.readyMs);
    await quorum.stop();
    const libraries = await launch(['--input-type=module', '-e', imports]);
    bare.push(libraries.readyMs);
    await libraries.stop();
  }
  return row('start to ready, beside importing its libraries', ours, bare, '≤ 1.25');
}

/** The rules on an answer of 63 words, beside the stemmer alone on the same words. */
async function benchGrade() {
  const outfile = join(ROOT, 'dist/bench-grade.mjs');
  await build({ absWorkingDir: ROOT, entryPoints: ['src/study/grading/grade.ts'], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const { grade } = await import(pathToFileURL(outfile).href);
  const { stemmer } = await import('stemmer');
  const [{ questions }] = JSON.parse(await readFile(join(ROOT, 'dist/packs.json'), 'utf8'));
  const { rubric } = questions.find(({ key }) => key === 'sd.q05');
  const words = ANSWER.toLowerCase().match(/\w+/g);
  const time = (act) => {
    const before = performance.now();
    for (let at = 0; at < GRADES_PER_ROUND; at++) act();
    return (performance.now() - before) / GRADES_PER_ROUND;
  };
  const ours = [];
  const bare = [];
  for (let round = 0; round < ANSWER_ROUNDS; round++) {
    ours.push(time(() => grade(rubric, ANSWER)));
    bare.push(time(() => words.map((word) => stemmer(word))));
  }
  return row('grading one answer, beside stemming its words', ours, bare, '');
}

/** One answer through the playground (limits, grade, commit on disk, card as HTML), beside a bare Hono route that answers as many bytes. */
async function benchAnswer() {
  const quorum = await launch(['dist/quorum.js']);
  const size = Buffer.byteLength(await (await answer(quorum.address)).text());
  const bare = await launch(['--input-type=module', '-e', bareServer(size)]);
  const ours = [];
  const least = [];
  for (let round = 0; round < ANSWER_ROUNDS; round++) {
    ours.push(await timePerAnswer(quorum.address));
    least.push(await timePerAnswer(bare.address));
  }
  await Promise.all([quorum.stop(), bare.stop()]);
  return row('one answer, beside a bare Hono route of the same size', ours, least, '');
}

/** A leaderboard of ten, drawn and encoded, beside the canvas's own encoder on the same picture. */
async function benchBoard() {
  const outfile = join(ROOT, 'dist/bench-board.mjs');
  const external = ['@napi-rs/canvas'];
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/pictures/board-card.ts'],
    outfile,
    bundle: true,
    external,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const { drawBoard } = await import(pathToFileURL(outfile).href);
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const rows = Array.from({ length: 10 }, (_, index) => ({ rank: index + 1, name: `Learner Number ${index}`, points: 1000 - 37 * index, own: index === 3 }));
  const board = { title: 'Study group', period: 'This week', rows, size: 128, updated: '14:05' };
  const draw = () => drawBoard(board, 'light', join(ROOT, 'dist/fonts'));
  const picture = await loadImage(Buffer.from(await draw()));
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  const [ours, bare] = [[], []];
  for (let round = 0; round < BOARD_ROUNDS; round++) {
    ours.push(await timeOne(draw));
    bare.push(await timeOne(() => canvas.encode('png')));
  }
  return row('a board card, beside only encoding it with the canvas', ours, bare, '≤ 0.5');
}

async function timeOne(act) {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function loadEmulators() {
  const outfile = join(ROOT, 'dist/bench-emulators.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ absWorkingDir: ROOT, entryPoints: ['bench/emulators.ts'], outfile, bundle: true, platform: 'node', format: 'esm', banner, logLevel: 'error' });
  return import(pathToFileURL(outfile).href);
}

/** `/quorum question` over HTTP: to the acknowledgement, which carries the card, beside bare Bolt that acknowledges with the same card. */
async function benchSlack({ createSlackEmulator }) {
  const [ours, bare] = await Promise.all([openSlack(createSlackEmulator), openSlack(createSlackEmulator)]);
  const quorum = await launch(['dist/quorum.js'], ours.env);
  ours.slack.deliverTo(`${quorum.address}/slack/events`);
  const card = await ours.card();
  const payload = JSON.stringify({ response_type: 'ephemeral', text: card.text, blocks: card.blocks.map(({ block_id, ...block }) => block) });
  const bolt = await launch(['bench/bare-slack.mjs'], { ...bare.env, PAYLOAD: payload });
  bare.slack.deliverTo(`${bolt.address}/slack/events`);
  const [own, least] = await interleaved(ours.time, bare.time);
  await Promise.all([quorum.stop(), bolt.stop(), ours.slack.close(), bare.slack.close()]);
  return [row('Slack over HTTP: /question, acknowledged with its card, beside bare Bolt', own, least, '≤ 1.33')];
}

async function openSlack(createSlackEmulator) {
  const slack = await createSlackEmulator({ rateLimits: false });
  const people = Array.from({ length: PEOPLE }, (_, index) => slack.addUser({ name: `learner${index}` }));
  const general = slack.addChannel({ name: 'general', members: people });
  const use = (index) => slack.use(people[index % PEOPLE], '/quorum', 'question sd.q05', general);
  return {
    slack,
    env: { SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.url },
    card: async () => (await use(0)).message(),
    time: () => timeEach(async (index) => void (await (await use(index)).message())),
  };
}

/** `/question` over the gateway: to the reply, beside a bare discord.js client that replies with the same card. */
async function benchDiscord({ createDiscordEmulator }) {
  const [ours, bare] = await Promise.all([openDiscord(createDiscordEmulator), openDiscord(createDiscordEmulator)]);
  const quorum = await launch(['dist/quorum.js'], ours.env);
  await ours.discord.until(() => ours.discord.commands().global.length > 0);
  const components = asSent((await ours.use(0)).message.json.components);
  const client = await launch(['bench/bare-discord.mjs'], { ...bare.env, PAYLOAD: JSON.stringify({ components }) });
  await bare.register(ours.discord.commands().global);
  const [own, least] = await interleaved(ours.time, bare.time);
  await Promise.all([quorum.stop(), client.stop()]);
  await Promise.all([ours.discord.close(), bare.discord.close()]);
  return row('Discord gateway: /question, beside a bare discord.js client', own, least, '≤ 1.67');
}

async function openDiscord(createDiscordEmulator) {
  const discord = await createDiscordEmulator();
  const guild = discord.addGuild();
  const people = Array.from({ length: PEOPLE }, (_, index) => discord.addUser({ name: `Learner ${index}`, guilds: [guild] }));
  const use = (index) => discord.use(people[index % PEOPLE], 'question', { query: 'sd.q05' });
  return {
    discord,
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
    use,
    async register(commands) {
      const body = JSON.stringify(
        commands.map(({ name, description, options, contexts, integration_types }) => ({ name, description, options, contexts, integration_types })),
      );
      const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json', 'user-agent': 'DiscordBot (https://example.org, 1)' };
      await fetch(`${discord.url}/v10/applications/${discord.applicationId}/commands`, { method: 'PUT', headers, body });
    },
    time: () => timeEach(use),
  };
}

/** Without what the vendor adds to each component. */
function asSent(value) {
  if (Array.isArray(value)) return value.map(asSent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (name === 'id' ? [] : [[name, asSent(each)]])));
}

async function interleaved(ours, bare) {
  const [own, least] = [[], []];
  for (let round = 0; round < PLATFORM_ROUNDS; round++) {
    own.push(await ours());
    least.push(await bare());
  }
  return [own, least];
}

async function timeEach(act) {
  const start = performance.now();
  for (let index = 0; index < ACTS_PER_ROUND; index++) await act(index);
  return (performance.now() - start) / ACTS_PER_ROUND;
}

function bareServer(bytes) {
  return `import { serve } from '@hono/node-server'; import { Hono } from 'hono';
const app = new Hono(); const message = { html: 'x'.repeat(${bytes}) };
app.post('/play/submit', async (context) => { await context.req.json(); return context.json({ message }); });
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log('http://localhost:' + port));`;
}

async function timePerAnswer(address) {
  const start = performance.now();
  for (let count = 0; count < ANSWERS_PER_ROUND; count++) await (await answer(address, count)).text();
  return (performance.now() - start) / ANSWERS_PER_ROUND;
}

async function answer(address, count = 0) {
  const body = JSON.stringify({ learner: LEARNERS[count % LEARNERS.length], id: randomUUID(), route: '1/question/submit/sd.q05', fields: { answer: ANSWER } });
  const response = await fetch(`${address}/play/submit`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response;
}

async function launch(args, more = {}) {
  const data = await mkdtemp(join(tmpdir(), 'quorum-bench-'));
  const started = performance.now();
  const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: data, ...more };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/localhost:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    ended.then(() => reject(new Error(`${args[0]} ended before it was ready`)));
  });
  const readyMs = performance.now() - started;
  return {
    address,
    readyMs,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

function row(what, ours, bare, target) {
  const own = median(ours);
  const least = median(bare);
  return { what, 'ms (median)': round(own), 'beside it, ms': round(least), ratio: round(own / least), target };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round(value) {
  return Math.round(value * 100) / 100;
}

await bench();
