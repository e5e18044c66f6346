import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, startQuorum, tempFolder } from '../environment.ts';

/** What it says when it can't start, without the stack of our own error. */
async function refusal(variables: Record<string, string>): Promise<string> {
  const started = startQuorum(variables);
  const fault = await started.then(
    (running) => running.stop().then(() => 'it started'),
    (error: Error) => error.message,
  );
  const [, said = fault] = fault.split('before it was ready:\n');
  return said.trim();
}

describe('what the person who starts it can mend is said in a line', () => {
  test('bad values, one line each', async () => {
    const said = await refusal({ PORT: '70000', LOG_LEVEL: 'loud', PLAYGROUND: 'maybe' });
    expect(said.split('\n')).toEqual([
      'The environment has mistakes:',
      expect.stringMatching(/^PORT: expected a port/),
      expect.stringMatching(/^PLAYGROUND: expected "on", which opens/),
      expect.stringMatching(/^LOG_LEVEL: /),
    ]);
  });

  test('a port in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    expect(await refusal({ PORT: String(port) })).toBe(`Port ${port} is in use. Stop what uses it, or set PORT to another one (0 takes any free one).`);
    other.close();
  });

  test('a data directory that another process holds', async () => {
    const DATA_DIR = await tempFolder();
    const first = await startQuorum({ DATA_DIR });
    const said = await refusal({ DATA_DIR });
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toContain(DATA_DIR);
    expect(said).toMatch(/process \d+/);
    await first.stop('SIGKILL');
    const second = await startQuorum({ DATA_DIR });
    expect((await second.stop()).code).toBe(0);
  });

  test('a data directory that is a file, or that can’t be written', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'file'), '');
    for (const DATA_DIR of [join(folder, 'file'), '/sys/quorum']) {
      const said = await refusal({ DATA_DIR });
      expect(said.split('\n')).toHaveLength(1);
      expect(said).toContain(DATA_DIR);
    }
  });

  test('a data file that is no database', async () => {
    const DATA_DIR = await tempFolder();
    const first = await startQuorum({ DATA_DIR });
    await first.stop();
    for (const name of await readdir(DATA_DIR)) if (!name.includes('lock')) await writeFile(join(DATA_DIR, name), 'not a database at all '.repeat(500));
    const said = await refusal({ DATA_DIR });
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toContain(DATA_DIR);
  });
});

test('packs of one’s own are there, and a mistake in them is named while the rest loads', async () => {
  const CONTENT_DIR = await tempFolder();
  await cp(join(ROOT, 'content/system-design'), join(CONTENT_DIR, 'mine'), { recursive: true });
  const pack =
    'id: mine\nkey: me\ntitle: My pack\nsummary: My own questions.\nlicense: mine alone\nattribution: me myself\ntopics: [{ id: scaling, title: Scaling }]\n';
  await writeFile(join(CONTENT_DIR, 'mine/pack.yaml'), pack);
  await mkdir(join(CONTENT_DIR, 'mine/playbook'), { recursive: true });
  const running = await startQuorum({ CONTENT_DIR });
  expect(running.output()).toMatch(/System design, My pack: \d+ questions/);
  expect(running.output()).toContain('consistent-hashing.yaml');
  expect(running.output()).toMatch(/key: expected a key that begins with "me\."/);
  await running.stop();
});

test('SIGTERM and SIGINT end it cleanly, with pages open', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const running = await startQuorum();
    expect((await fetch(`${running.address}/readyz`)).status).toBe(200);
    const page = await fetch(`${running.address}/play/stream?learner=ada`);
    expect(page.status).toBe(200);
    expect(await running.stop(signal)).toEqual({ code: 0, signal: null });
    await page.body?.cancel().catch(() => undefined);
  }
});
