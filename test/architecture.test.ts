import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { check, inWords, type Rules, roomOf, type Sources } from './tooling/architecture.ts';

/** The rooms of the house (docs: README, “How it works”) and the one direction in which they may know each other. */
const RULES: Rules = {
  rooms: {
    main: /^src\/(main|print|grade|content|rebuild)\.ts$/,
    config: /^src\/(config|redis-url)\.ts$/,
    ready: /^src\/ready\.ts$/,
    http: /^src\/http\.ts$/,
    commands: /^commands\//,
    bot: /^src\/bot\//,
    study: /^src\/study\//,
    packs: /^src\/packs\//,
    'records/installation': /^src\/records\/installation\.ts$/,
    records: /^src\/records\//,
    'store/*': /^src\/store\/(sqlite|redis)/,
    store: /^src\/store\//,
    judge: /^src\/judge\//,
    views: /^src\/views\//,
    due: /^src\/due\//,
    schedule: /^src\/schedule\//,
    pictures: /^src\/pictures\//,
    'platforms/platform': /^src\/platforms\/platform\.ts$/,
    'platforms/*': /^src\/platforms\/([^/]+)\//,
    ops: /^src\/ops\//,
  },

  // room: the rooms that it may import. Nobody imports main, and two platforms or two engines never know each other.
  arrows: {
    main: ['*'],
    config: [],
    ready: ['packs', 'platforms/platform'],
    http: ['ops'],
    'platforms/*': ['bot', 'records/installation', 'platforms/platform'],
    'platforms/platform': ['bot'],
    commands: ['bot', 'views', 'study', 'packs', 'pictures', 'records', 'records/installation'],
    views: ['bot', 'study', 'packs', 'pictures'],
    due: ['store', 'ops'],
    schedule: ['due', 'store', 'records', 'records/installation', 'views', 'packs', 'study', 'bot', 'platforms/platform', 'ops'],
    records: ['study', 'store', 'records/installation'],
    'records/installation': ['study', 'store', 'records'],
    'store/*': ['store'],
    store: [],
    judge: ['study', 'ops'],
    packs: ['study'],
    pictures: ['study'],
    bot: ['study', 'ops'],
    ops: [],
    study: [],
  },

  bans: [
    { name: 'platform words', where: /^(src\/(bot|study|records|views)|commands)\//, pattern: /discord|slack/i, within: 'all' },
    {
      name: 'environment',
      where: /^(src|commands)\//,
      except: /^src\/config\.ts$/,
      pattern: /\bprocess\s*\??\.\s*env\b|\benv\b[^;=]*\}\s*=\s*process\b/,
      within: 'code',
    },
    { name: 'environment', where: /^(src|commands)\//, except: /^src\/config\.ts$/, pattern: /\bfrom '(node:)?process'|\bprocess\??\.?\[/, within: 'all' },
    {
      name: 'time and chance',
      where: /^(src\/(study|bot|views|records|judge)|commands)\//,
      pattern:
        /\bDate\.now\b|\bnew Date(\s*\(\s*\)|(?!\s*\())|\bMath\.random\b|\bTemporal\.Now\b|\bperformance\.now\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/,
      within: 'code',
    },
    { name: 'module mocks', where: /./, pattern: /\b(vi|vitest)\s*\.\s*(do)?[mM]ock\s*\(/, within: 'code' },
    {
      name: 'silenced without a reason',
      where: /./,
      pattern: /\/[/*]\s*((oxlint|eslint)-disable(?!.* -- \w)|@ts-(ignore|nocheck)|@ts-expect-error\s*$)/m,
      within: 'all',
    },
  ],

  list: { file: 'commands/index.ts', folder: /^commands\//, except: ['commands/resources.ts', 'commands/lookup.ts', 'commands/said.ts'] },

  badNames: /^(utils?|helpers?|managers?|services?)$/i,

  linesMax: 350,
  // Tables only: path → why it is one.
  longer: {},
};

const ROOT = new URL('../', import.meta.url);
const FOLDERS = ['src', 'commands', 'test', 'bench', 'scripts'];

async function readSources(): Promise<Sources> {
  const lists = await Promise.all(
    FOLDERS.map((folder) => readdir(new URL(folder, ROOT), { recursive: true }).then((names) => names.map((name) => `${folder}/${name}`))),
  );
  const paths = lists.flat().filter((path) => /\.m?ts$|\.mjs$/.test(path));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(new URL(path, ROOT), 'utf8')] as const)));
}

test('the house is in order', async () => {
  const sources = await readSources();
  expect(Object.keys(sources)).toContain('src/main.ts');
  expect(check(sources, RULES).map(inWords)).toEqual([]);
});

/** One file for each room, and a second platform and engine. */
const IN_ROOM: Readonly<Record<string, string>> = {
  main: 'src/main.ts',
  config: 'src/config.ts',
  ready: 'src/ready.ts',
  http: 'src/http.ts',
  commands: 'commands/question.ts',
  bot: 'src/bot/view.ts',
  study: 'src/study/grading/words.ts',
  packs: 'src/packs/load.ts',
  'records/installation': 'src/records/installation.ts',
  records: 'src/records/answer.ts',
  'store/sqlite': 'src/store/sqlite.ts',
  'store/redis': 'src/store/redis/redis.ts',
  store: 'src/store/store.ts',
  judge: 'src/judge/judge.ts',
  views: 'src/views/question-card.ts',
  due: 'src/due/worker.ts',
  schedule: 'src/schedule/send.ts',
  pictures: 'src/pictures/diagram.ts',
  'platforms/platform': 'src/platforms/platform.ts',
  'platforms/one': 'src/platforms/one/render.ts',
  'platforms/two': 'src/platforms/two/render.ts',
  ops: 'src/ops/log.ts',
};
const ROOMS = Object.keys(IN_ROOM);

/** The arrows once more, room by room, so that a slip in the table above is seen. */
const DRAWN = [
  ...ROOMS.filter((room) => room !== 'main').map((room) => `main → ${room}`),
  ...['one', 'two'].flatMap((name) => ['bot', 'records/installation', 'platforms/platform'].map((to) => `platforms/${name} → ${to}`)),
  'platforms/platform → bot',
  'http → ops',
  'ready → packs',
  'ready → platforms/platform',
  ...['bot', 'views', 'study', 'packs', 'pictures', 'records', 'records/installation'].map((to) => `commands → ${to}`),
  ...['bot', 'study', 'packs', 'pictures'].map((to) => `views → ${to}`),
  ...['study', 'store', 'records/installation'].map((to) => `records → ${to}`),
  ...['study', 'store', 'records'].map((to) => `records/installation → ${to}`),
  ...['store', 'ops'].map((to) => `due → ${to}`),
  ...['due', 'store', 'records', 'records/installation', 'views', 'packs', 'study', 'bot', 'platforms/platform', 'ops'].map((to) => `schedule → ${to}`),
  'packs → study',
  'pictures → study',
  'judge → study',
  'judge → ops',
  'bot → study',
  'bot → ops',
  'store/sqlite → store',
  'store/redis → store',
];

describe('an arrow', () => {
  const pairs = ROOMS.flatMap((from) => ROOMS.filter((to) => to !== from).map((to) => ({ from, to, arrow: `${from} → ${to}` })));

  test.each(ROOMS)('of %s is allowed where it is drawn, and fails anywhere else', (room) => {
    expect(roomOf(IN_ROOM[room]!, RULES)).toBe(room);
    for (const { from, to, arrow } of pairs.filter((pair) => pair.from === room)) {
      const failure = `${IN_ROOM[from]}:2 ${arrow}: imports ${IN_ROOM[to]}`;
      expect(broken(importing(from, to)), arrow).toEqual(DRAWN.includes(arrow) ? [] : [failure]);
    }
  });

  test.each([
    "import type { A } from '../views/card.ts';",
    "import '../views/card.ts';",
    "export { a } from '../views/card.ts';",
    "export * from '../views/card.ts';",
    "const a = await import('../views/card.ts');",
    'const a = await import(`../views/card.ts`);',
    "type A = import('../views/card.ts').A;",
    "import {\n  a,\n  b,\n} from '../views/card.ts';",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text, where a template is what is tested
    "const text = `${`}`}`; /* ' */ const slash = /[/'\"`]/; import a from '../views/card.ts';",
  ])('is seen in %s', (source) => {
    expect(broken({ 'src/study/points.ts': source })).toEqual([expect.stringContaining('study → views')]);
  });

  test.each(["// import a from '../views/card.ts'", 'const said = "import a from \'../views/card.ts\'";', "/* from '../views/card.ts' */"])(
    'is not seen in %s',
    (source) => {
      expect(broken({ 'src/study/points.ts': source })).toEqual([]);
    },
  );

  test('that is computed fails', () => {
    expect(broken({ 'src/study/points.ts': 'await import(name);' })).toEqual([expect.stringContaining('computed import')]);
  });

  test('to main or out of the house fails, from wherever', () => {
    expect(broken({ 'test/a.test.ts': "import '../src/main.ts';" })).toEqual(['test/a.test.ts:1 outside → main: imports src/main.ts']);
    expect(broken({ 'src/main.ts': "import '../test/fakes/clock.ts';" })).toEqual([expect.stringContaining('main → outside')]);
  });

  test('from a file in no room fails', () => {
    expect(broken({ 'src/misc/a.ts': '' })).toEqual([expect.stringContaining('src/misc/a.ts:1 rooms')]);
  });
});

describe('a ban', () => {
  const mock = ['vi', 'mock'].join('.');
  const disable = ['oxlint', 'disable-next-line'].join('-');

  test.each([
    ['platform words', 'src/bot/a.ts', '// as Discord does'],
    ['platform words', 'src/study/a.ts', "const a = 'slack';"],
    ['platform words', 'src/records/a.ts', 'let discordId;'],
    ['platform words', 'src/views/a.ts', 'let aSlackView;'],
    ['platform words', 'commands/question.ts', '// SLACK'],
    ['environment', 'src/main.ts', 'const a = process.env.PORT;'],
    ['environment', 'commands/question.ts', 'const { env } = process;'],
    ['environment', 'src/ops/log.ts', "import { env } from 'node:process';"],
    ['environment', 'src/ops/log.ts', "const a = process['env'];"],
    ['time and chance', 'src/study/a.ts', 'const a = Date.now();'],
    ['time and chance', 'src/bot/a.ts', 'const a = new Date();'],
    ['time and chance', 'src/views/a.ts', 'const a = new Date;'],
    ['time and chance', 'src/records/a.ts', 'const now = Date.now;'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text, where a template is what is tested
    ['time and chance', 'commands/question.ts', 'const a = `${Math.random()}`;'],
    ['module mocks', 'test/a.test.ts', `${mock}('../src/bot/view.ts');`],
    ['silenced without a reason', 'src/bot/a.ts', `// ${disable} no-floating-promises`],
    ['silenced without a reason', 'src/bot/a.ts', `// ${'@ts'}-expect-error`],
    ['names', 'src/study/utils.ts', ''],
    ['names', 'src/bot/helpers/a.ts', ''],
    ['names', 'src/store/redis/lock-manager.ts', ''],
    ['names', 'test/fakes/service.ts', ''],
    ['list', 'commands/forgotten.ts', ''],
  ])('on %s holds in %s: %s', (rule, path, source) => {
    expect(broken({ [path]: source })).toEqual([expect.stringContaining(` ${rule}: `)]);
  });

  test.each([
    ['src/config.ts', 'const a = process.env.PORT;'],
    ['src/main.ts', '// process.env is read in config.ts'],
    ['src/main.ts', 'const a = Date.now();'],
    ['src/study/a.ts', 'const a = new Date(at); // never Date.now()'],
    ['src/platforms/discord/limits.ts', "const a = 'Discord';"],
    ['src/bot/a.ts', `// ${disable} no-floating-promises -- the timer awaits it`],
    ['commands/resources.ts', ''],
  ])('lets %s have: %s', (path, source) => {
    expect(broken({ [path]: source })).toEqual([]);
  });

  test('on sizes holds at the limit, and lets a table be longer as long as it is', () => {
    expect(broken({ 'src/study/a.ts': '1;\n'.repeat(RULES.linesMax) })).toEqual([]);
    expect(broken({ 'src/study/a.ts': '1;\n'.repeat(RULES.linesMax + 1) })).toEqual([expect.stringContaining('sizes')]);
    const longer = { ...RULES, longer: { 'src/study/a.ts': 'a table' } };
    expect(broken({ 'src/study/a.ts': '1;\n'.repeat(RULES.linesMax + 1) }, longer)).toEqual([]);
    expect(broken({ 'src/study/a.ts': '' }, longer)).toEqual([expect.stringContaining('sizes')]);
  });
});

/** What is wrong with these files, in a house whose list of commands names `question.ts`. */
function broken(sources: Sources, rules = RULES): string[] {
  const list = { 'commands/index.ts': "import { question } from './question.ts';" };
  return check({ ...list, ...sources }, rules).map(inWords);
}

function importing(from: string, to: string): Sources {
  const [file, target] = [IN_ROOM[from]!, IN_ROOM[to]!];
  const up = '../'.repeat(file.split('/').length - 1);
  return { [file]: `// the second line imports\nimport { a } from '${up}${target}';\n` };
}
