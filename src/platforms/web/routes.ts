import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import type { Bot } from '../../bot/dispatch.ts';
import type { Answers } from './answers.ts';
import type { Conversation } from './conversation.ts';
import { ICON } from './icon.ts';
import { type Arrival, type Inbound, readCommand, readPress, readSubmit, readTyping } from './inbound.ts';
import type { Learner } from './learners.ts';
import { LIMITS } from './limits.ts';
import type { Streams } from './stream.ts';
import type { Problem, Setup } from './wire.ts';

export interface RouteOptions {
  pageFolder: string;
  learners: readonly Learner[];
  now(): number;
  /** `undefined` before the start and after the stop. */
  bot(): Bot | undefined;
  conversation: Conversation;
  streams: Streams;
  answers: Answers;
}

const ASSETS = new Map([
  ['index.html', 'text/html; charset=utf-8'],
  ['page.css', 'text/css; charset=utf-8'],
  ['page.js', 'text/javascript; charset=utf-8'],
]);
const AWAY = 'Quorum is starting or stopping. Try again in a moment.';

export function createRoutes(options: RouteOptions): Hono {
  const { conversation, streams, learners } = options;
  const routes = new Hono();
  mountPage(routes, options.pageFolder);

  routes.get('/play/commands', (context) => {
    const bot = options.bot();
    if (!bot) return problem(context, 503, AWAY);
    return context.json({ learners, commands: bot.commands } satisfies Setup);
  });
  routes.get('/play/stream', (context) => {
    const learner = learners.find((one) => one.id === context.req.query('learner'));
    if (!learner) return problem(context, 400, 'Nobody of that name is in this playground.');
    return streams.open(learner.id) ?? problem(context, 503, 'Too many pages are open here. Close some, then reload this one.');
  });
  routes.get('/play/complete', (context) => {
    const typing = readTyping(context.req.query());
    return typing ? context.json(options.bot()?.complete(typing) ?? []) : problem(context, 400, 'I can’t complete that.');
  });
  routes.get('/play/files/:id', (context) => {
    const bytes = conversation.pictures.find(context.req.param('id'));
    if (!bytes) return problem(context, 404, 'That picture is no longer kept. Ask for it again.');
    return context.body(bytes, 200, { 'content-type': 'image/png', 'cache-control': 'private, max-age=31536000, immutable' });
  });
  mountActs(routes, options);
  return routes;
}

function mountPage(routes: Hono, folder: string): void {
  async function serve(context: Context, name: string): Promise<Response> {
    const type = ASSETS.get(name);
    if (type === undefined) return context.notFound();
    return context.body(await readFile(join(folder, name)), 200, { 'content-type': type, 'cache-control': 'no-cache' });
  }
  routes.get('/', etag(), (context) => serve(context, 'index.html'));
  routes.get('/assets/icon.svg', (context) => context.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' }));
  routes.get('/assets/:name', etag(), (context) => serve(context, context.req.param('name')));
}

function mountActs(routes: Hono, { conversation, learners, answers, now, bot: current }: RouteOptions): void {
  const kilobytes = LIMITS.bodyBytes / 1024;
  const onError = (context: Context): Response => problem(context, 413, `That is more than the playground takes at once (${kilobytes} KB). Please shorten it.`);
  routes.use('/play/*', bodyLimit({ maxSize: LIMITS.bodyBytes, onError }));

  const act = (read: (body: unknown, arrival: Arrival) => Inbound | string) => async (context: Context) => {
    const bot = current();
    if (!bot) return problem(context, 503, AWAY);
    const inbound = read(await readJson(context), { at: now(), learners });
    if (typeof inbound === 'string') return problem(context, 400, inbound);
    const { learner, message } = inbound;
    if (message !== undefined && !conversation.mayBeSeenBy(learner.id, message)) return problem(context, 403, 'That message is somebody else’s.');
    return context.json(await answers.to(bot, inbound));
  };
  routes.post('/play/command', act(readCommand));
  routes.post('/play/press', act(readPress));
  routes.post('/play/submit', act(readSubmit));
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined; // the check that follows says so
    throw fault;
  }
}

function problem(context: Context, status: 400 | 403 | 404 | 413 | 503, error: string): Response {
  return context.json({ error } satisfies Problem, status);
}
