import { createServer } from 'node:net';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpApp, type HttpOptions, startHttp } from '../../../src/http.ts';
import { createWeb } from '../../../src/platforms/web/connect.ts';
import { LIMITS } from '../../../src/platforms/web/limits.ts';
import { fakeBot, message } from '../../fakes/bot.ts';
import { by, openPlayground } from './playground.ts';

const bot = () => fakeBot({ answer: () => message('learner', 'x'), complete: ({ typed }) => [{ label: `${typed}!`, value: 'v' }] });
const act = JSON.stringify({ ...by('ada'), command: 'x', options: {} });
const json = { 'content-type': 'application/json' };
const quiet = { open: false, log: pino({ level: 'silent' }), newReference: () => 'ref-1', notReady: () => [] };

describe('health', () => {
  const app = (missing: string[]) => createHttpApp({ ...quiet, notReady: () => missing });

  test('alive, and ready or what is missing', async () => {
    expect((await app([]).request('/healthz')).status).toBe(200);
    expect((await app([]).request('/readyz')).status).toBe(200);
    const response = await app(['store', 'web']).request('/readyz');
    expect([response.status, await response.text()]).toEqual([503, 'not ready: store, web\n']);
  });

  test('answers other computers as well', async () => {
    const playground = await openPlayground(bot());
    expect((await playground.request('/healthz', { from: '10.0.0.7', headers: { host: 'quorum.example' } })).status).toBe(200);
  });
});

describe('who may use the playground', () => {
  test.each([
    ['127.0.0.1', 'localhost:3000', 200],
    ['127.0.0.1', '127.0.0.1:3000', 200],
    ['::1', '[::1]:3000', 200],
    ['::ffff:127.0.0.1', 'localhost', 200],
    ['10.0.0.7', 'localhost:3000', 403],
    ['::ffff:10.0.0.7', 'localhost:3000', 403],
    ['127.0.0.1', 'evil.example', 403],
    ['127.0.0.1', 'localhost.evil.example', 403],
    ['127.0.0.1', '127.0.0.1.evil.example', 403],
    ['127.0.0.1', 'evil.example@localhost', 403],
    ['127.0.0.1', '', 403],
  ])('from %s to host %s: %i', async (from, host, status) => {
    const playground = await openPlayground(bot());
    expect((await playground.request('/play/commands', { from, headers: { host } })).status).toBe(status);
  });

  test('opened, it answers everybody', async () => {
    const playground = await openPlayground(bot(), { open: true });
    expect((await playground.request('/play/commands', { from: '10.0.0.7', headers: { host: 'quorum.example' } })).status).toBe(200);
  });

  test.each([
    ['its own page', { ...json, origin: 'http://localhost:3000' }, 200],
    ['its own page behind a proxy', { ...json, origin: 'https://quorum.example', 'sec-fetch-site': 'same-origin' }, 200],
    ['a program', json, 200],
    ['another site', { ...json, origin: 'https://evil.example' }, 403],
    ['another port of this computer', { ...json, origin: 'http://localhost:4000', 'sec-fetch-site': 'same-site' }, 403],
    ['a sandboxed frame', { ...json, origin: 'null' }, 403],
    ['a form of another site', { 'content-type': 'text/plain', origin: 'https://evil.example' }, 415],
    ['no type at all', {}, 415],
  ])('a POST from %s', async (_, headers, status) => {
    const playground = await openPlayground(bot());
    expect((await playground.request('/play/command', { method: 'POST', headers, body: act })).status).toBe(status);
  });
});

describe('answers', () => {
  test('carry headers that let nothing in from elsewhere', async () => {
    const { headers } = await (await openPlayground(bot())).request('/');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';.*frame-ancestors 'none'/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('the page and its files, and nothing beside them', async () => {
    const playground = await openPlayground(bot());
    expect(await (await playground.request('/')).text()).toContain('<title>Quorum playground</title>');
    expect((await playground.request('/assets/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
    for (const path of ['/assets/tsconfig.json', '/assets/..%2f..%2fpackage.json', '/assets/constructor', '/nowhere']) {
      const response = await playground.request(path);
      expect([path, response.status, await response.text()]).toEqual([path, 404, 'There is nothing at this address. The playground is at /.\n']);
    }
  });

  test('a page that is known is not sent again', async () => {
    const playground = await openPlayground(bot());
    const tag = (await playground.request('/')).headers.get('etag') ?? '';
    expect((await playground.request('/', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  test('bad JSON, and a body over the limit, get a sentence', async () => {
    const playground = await openPlayground(bot());
    const bad = await playground.request('/play/command', { method: 'POST', headers: json, body: '{' });
    expect([bad.status, await bad.json()]).toEqual([400, { error: expect.stringContaining('I can’t read that') }]);
    const long = await playground.post('submit', { ...by('ada'), route: 'r', fields: { text: 'x'.repeat(LIMITS.bodyBytes) } });
    expect([long.status, await long.json()]).toEqual([413, { error: expect.stringContaining('Please shorten it') }]);
  });

  test('suggestions', async () => {
    const playground = await openPlayground(bot());
    expect(await (await playground.request('/play/complete?command=question&option=query&typed=ha')).json()).toEqual([{ label: 'ha!', value: 'v' }]);
    expect((await playground.request('/play/complete?command=question')).status).toBe(400);
  });
});

describe('the server', () => {
  const options = (): HttpOptions & { web: ReturnType<typeof createWeb> } => {
    const web = createWeb({ pageFolder: 'src/platforms/web/page', now: Date.now, newId: () => crypto.randomUUID() });
    return { ...quiet, host: '127.0.0.1', port: 0, playground: web.routes, web };
  };

  test('closes while pages are open, also when the platform did not end them', async () => {
    const { web, ...http } = options();
    await web.start(bot());
    const server = await startHttp(http);
    const stream = await fetch(`http://127.0.0.1:${server.port}/play/stream?learner=ada`);
    const ended = stream.text().then(
      () => 'ended',
      () => 'cut',
    );
    await server.close();
    expect(await ended).toBe('cut');
    await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow();
  });

  test('a page that goes away frees its place', async () => {
    const { web, ...http } = options();
    await web.start(bot());
    const server = await startHttp(http);
    onTestFinished(() => server.close());
    const address = `http://127.0.0.1:${server.port}/play/stream?learner=ada`;
    const leave = new AbortController();
    const opened = Array.from({ length: LIMITS.streams }, () => fetch(address, { signal: leave.signal }));
    expect((await Promise.all(opened)).every(({ status }) => status === 200)).toBe(true);
    expect((await fetch(address)).status).toBe(503);
    leave.abort();
    await expect
      .poll(
        async () => {
          const response = await fetch(address);
          await response.body?.cancel();
          return response.status;
        },
        { timeout: 10_000 },
      )
      .toBe(200);
  });

  test('a port in use is the plain error', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const { web: _, ...http } = options();
    await expect(startHttp({ ...http, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
