import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Event } from '../../src/bot/event.ts';
import { quoted } from '../../src/bot/markdown.ts';
import { route } from '../../src/bot/route.ts';
import type { Block, Form, View } from '../../src/bot/view.ts';
import { type HttpServer, startHttp } from '../../src/http.ts';
import { createWeb, type Web } from '../../src/platforms/web/connect.ts';
import { ROOT } from '../environment.ts';
import { type FakeBot, fakeBot, message, PIXEL, plainCommand, type Script } from '../fakes/bot.ts';

const PAGE = join(ROOT, 'src/platforms/web/page');

/** The page as it is now, bundled for the tests of a file. */
export async function bundlePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quorum-page-'));
  await build({
    entryPoints: [join(PAGE, 'page.ts'), join(PAGE, 'page.css')],
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  await cp(join(PAGE, 'index.html'), join(folder, 'index.html'));
  return folder;
}

export interface Scripted {
  address: string;
  bot: FakeBot;
  web: Web;
  /** Ends the process, as it were. */
  stop(): Promise<void>;
}

/** A real server with a scripted bot. @param port of one that was stopped, to be its successor */
export async function startScripted(pageFolder: string, script: Partial<Script> = {}, port = 0): Promise<Scripted> {
  const bot = fakeBot({
    answer: study,
    commands: COMMANDS,
    complete: ({ typed }) => TITLES.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase())),
    ...script,
  });
  const web = createWeb({ pageFolder, now: Date.now, newId: () => crypto.randomUUID() });
  await web.start(bot);
  const http: HttpServer = await startHttp({
    host: '127.0.0.1',
    port,
    open: false,
    playground: web.routes,
    notReady: () => [],
    log: pino({ level: 'silent' }),
    newReference: () => 'ref',
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= web.stop().then(() => http.close()));
  onTestFinished(stop);
  return { address: `http://localhost:${http.port}/`, bot, web, stop };
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

const TITLES = [
  { label: 'Consistent hashing', value: 'q05' },
  { label: 'Idempotent payments', value: 'q20' },
];

const LEVELS = ['mid', 'senior', 'staff'].map((value) => ({ label: value, value }));

const COMMANDS = [
  {
    name: 'question',
    summary: 'Practise a question',
    adminOnly: false,
    subcommands: [],
    options: [
      { name: 'query', summary: 'what it is about', kind: 'text' as const, required: false, completes: true, choices: [] },
      { name: 'level', summary: 'how hard', kind: 'choice' as const, required: false, completes: false, choices: LEVELS },
      { name: 'share', summary: 'ask everybody', kind: 'flag' as const, required: false, completes: false, choices: [] },
    ],
  },
  {
    name: 'search',
    summary: 'Find something',
    adminOnly: false,
    subcommands: [],
    options: [{ name: 'words', summary: 'what to look for', kind: 'text' as const, required: true, completes: false, choices: [] }],
  },
  plainCommand('help', 'What I can do'),
  { ...plainCommand('setup', 'For admins'), adminOnly: true },
  { ...plainCommand('pack', 'What is asked'), subcommands: [plainCommand('pack list', 'What there is'), plainCommand('pack disputes', 'What was disputed')] },
];

const FORM: Form = {
  kind: 'form',
  title: 'Your answer',
  intro: 'About **rings**.',
  submit: route('question', 'answered', 'q05'),
  submitLabel: 'Send',
  fields: [{ kind: 'paragraph', name: 'text', label: 'Answer', required: true, min: 10, max: 200 }],
};

const BUTTONS: Block = {
  kind: 'buttons',
  buttons: [
    { label: 'Answer', route: route('question', 'answer', 'q05'), style: 'main' },
    { label: 'Hint', route: route('question', 'hint', 'q05') },
    { label: 'Diagram', route: route('question', 'diagram', 'q05') },
    { label: 'Count', route: route('question', 'count', '1') },
    { label: 'Forget', route: route('question', 'forget', 'q05'), style: 'danger' },
  ],
};

/** A question with every block there is; `count` replaces it in place. */
function study(event: Event): View {
  if (event.kind === 'command')
    return event.command === 'question' ? card(event.options.share === 'yes' ? 'channel' : 'learner') : message('learner', `You used ${event.command}.`);
  if (event.kind === 'submit') return { ...message('learner', 'Got it:', quoted(event.fields.text ?? '')), tone: 'good' };
  const action = event.route.split('/')[2];
  if (action === 'answer') return FORM;
  if (action === 'count') return message('here', `Counted by ${event.account.name}.`, BUTTONS);
  if (action === 'diagram')
    return { ...message('learner', { kind: 'image', file: 'd.png', alt: 'A ring of servers' }), files: [{ name: 'd.png', type: 'image/png', bytes: PIXEL }] };
  return message('learner', `You pressed ${event.route}.`);
}

function card(to: 'channel' | 'learner'): View {
  return message(
    to,
    { kind: 'heading', text: 'Consistent hashing' },
    'Where does `key` go? See [the paper](https://example.org/paper).',
    {
      kind: 'fields',
      fields: [
        { name: 'Level', value: 'mid' },
        { name: 'Topic', value: 'Scaling' },
      ],
    },
    { kind: 'table', columns: ['Number', 'What a long name for a column', 'Which is as long', 'As it can be'], rows: [['1', 'one', 'two', 'three']] },
    { kind: 'meter', label: 'Mastery', value: 0.4, text: '40 of 100' },
    { kind: 'divider' },
    { kind: 'note', markdown: 'From the *pack*.' },
    { kind: 'select', label: 'Go to', route: route('question', 'show'), options: [{ label: 'Sharding', value: 'q07' }] },
    BUTTONS,
  );
}
