import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/bot/view.ts';
import { LIMITS } from '../../../src/platforms/web/limits.ts';
import { createPictures } from '../../../src/platforms/web/pictures.ts';
import type { Answer } from '../../../src/platforms/web/wire.ts';
import { fakeBot, message, PIXEL } from '../../fakes/bot.ts';
import { by, openPlayground } from './playground.ts';

const silent = () => fakeBot({ answer: () => message('learner', 'x') });
const account = (id: string) => ({ platform: 'web', id, name: id });

describe('what the bot says of itself', () => {
  test('a post is there once per key, for everybody', async () => {
    const playground = await openPlayground(silent());
    const grace = await playground.watch('grace');
    const ref = await playground.web.post({ channel: 'general' }, message('channel', 'today'), 'daily-1');
    expect(await playground.web.post({ channel: 'general' }, message('channel', 'today'), 'daily-1')).toEqual(ref);
    expect(await grace.next()).toMatchObject({ id: ref.message, private: false });
    expect(await playground.history('ada')).toHaveLength(1);
  });

  test('a post under another says so; an edit replaces it and leaves that', async () => {
    const playground = await openPlayground(silent());
    const first = await playground.web.post({ channel: 'general' }, message('channel', 'one'), 'k1');
    const second = await playground.web.post({ channel: 'general', under: first }, message('channel', 'two'), 'k2');
    await playground.web.edit(second, message('channel', 'three'));
    expect((await playground.history('ada'))[1]).toMatchObject({ id: second.message, under: first.message, html: expect.stringContaining('three') });
  });

  test('a direct message is private, and there once', async () => {
    const playground = await openPlayground(silent());
    await playground.web.tell(account('grace'), message('learner', 'psst'), 'k');
    await playground.web.tell(account('grace'), message('learner', 'psst'), 'k');
    expect(await playground.history('grace')).toMatchObject([{ private: true }]);
    expect(await playground.history('ada')).toEqual([]);
  });

  test('a channel or a learner that does not exist is refused, and the doctor names it', async () => {
    const { web } = await openPlayground(silent());
    await expect(web.post({ channel: 'random' }, message('channel', 'x'), 'k')).rejects.toThrow('no channel random');
    await expect(web.tell(account('mallory'), message('learner', 'x'), 'k')).rejects.toThrow('no learner mallory');
    expect(await web.check('general')).toEqual([]);
    expect(await web.check('random')).toHaveLength(1);
  });
});

describe('life cycle', () => {
  test('before the start it asks to come again', async () => {
    const playground = await openPlayground(silent());
    await playground.web.stop();
    expect((await playground.post('command', { ...by('ada'), command: 'x', options: {} })).status).toBe(503);
    expect((await playground.request('/play/commands')).status).toBe(503);
    expect((await playground.request('/play/stream?learner=ada')).status).toBe(503);
  });

  test('stopping waits for the answer under way, and ends the streams', async () => {
    let answer: (view: Message) => void = () => {};
    const playground = await openPlayground(fakeBot({ answer: () => new Promise<Message>((resolve) => (answer = resolve)) }));
    const ada = await playground.watch('ada');
    const response = playground.post('command', { ...by('ada'), command: 'x', options: {} });
    await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stopping = playground.web.stop().then(() => (stopped = true));
    expect(await ada.next()).toBeUndefined();
    expect(stopped).toBe(false);
    answer(message('learner', 'late'));
    await stopping;
    expect(((await (await response).json()) as Answer).kind).toBe('message');
  });

  test('pages over the limit are asked to close some; a place is free again when one leaves', async () => {
    const playground = await openPlayground(silent());
    const watched = [];
    for (let index = 0; index < LIMITS.streams; index++) watched.push(await playground.watch('ada'));
    expect((await playground.request('/play/stream?learner=ada')).status).toBe(503);
    await watched[0]!.leave();
    await (await playground.watch('ada')).leave();
    for (const each of watched.slice(1)) await each.leave();
  });
});

describe('pictures', () => {
  const file = (bytes: Uint8Array) => ({ name: 'a.png', type: 'image/png' as const, bytes });
  const picture = (seed: number) => new Uint8Array([...PIXEL, seed]);

  test('are served under their content’s name, for ever', async () => {
    const playground = await openPlayground(
      fakeBot({ answer: () => ({ ...message('learner', { kind: 'image', file: 'a.png', alt: 'x' }), files: [file(PIXEL)] }) }),
    );
    const { html } = await playground.say('command', { ...by('ada'), command: 'x', options: {} });
    const response = await playground.request(/\/play\/files\/\w+/.exec(html)?.[0] ?? '');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PIXEL);
  });

  test('that are gone say so', async () => {
    const response = await (await openPlayground(silent())).request('/play/files/gone');
    expect([response.status, await response.json()]).toEqual([404, { error: expect.stringContaining('Ask for it again') }]);
  });

  test('the same one takes its place once, and becomes the youngest', () => {
    const pictures = createPictures({ pictures: 2, pictureBytes: 10_000 });
    const [first, second] = [pictures.keep(file(picture(1))), pictures.keep(file(picture(2)))];
    expect(pictures.keep(file(picture(1)))).toEqual(first);
    pictures.keep(file(picture(3)));
    expect([pictures.find(first.id) !== undefined, pictures.find(second.id)]).toEqual([true, undefined]);
  });

  test('their bytes are bounded', () => {
    const pictures = createPictures({ pictures: 100, pictureBytes: PIXEL.byteLength * 3 });
    const ids = Array.from({ length: 20 }, (_, seed) => pictures.keep(file(picture(seed))).id);
    expect(ids.filter((id) => pictures.find(id)).length).toBe(2);
  });
});
