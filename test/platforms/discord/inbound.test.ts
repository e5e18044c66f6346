import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRoute } from '../../../src/bot/route.ts';
import { type Inbound, readInteraction } from '../../../src/platforms/discord/inbound.ts';

const FRAME = { id: '1574528783082323977', application_id: '1574528783082323900', token: 'aW50ZXJhY3Rpb24', version: 1 };
const USER = { id: '53908232506183680', username: 'ada', global_name: 'Ada L.', discriminator: '0', avatar: null };
const IN_GUILD = { guild_id: '290926798626357999', channel_id: '645027906669510667', member: { user: USER, nick: null, permissions: '2147483647', roles: [] } };
const MESSAGE = { id: '1574528783082323001', type: 0 };

const read = (payload: unknown) => readInteraction(payload, 1_000);
const eventOf = (inbound: Inbound | undefined) => (inbound?.kind === 'act' ? inbound.event : undefined);
const press = (data: unknown) => eventOf(read({ ...FRAME, ...IN_GUILD, type: 3, message: MESSAGE, data }));

describe('a command', () => {
  test('with its options as text', () => {
    const options = [
      { type: 3, name: 'query', value: 'caching' },
      { type: 5, name: 'share', value: true },
      { type: 4, name: 'n', value: 3 },
    ];
    const inbound = read({ ...FRAME, ...IN_GUILD, type: 2, data: { id: '1', name: 'question', type: 1, options } });
    expect(inbound).toMatchObject({ kind: 'act', interaction: { id: FRAME.id, token: FRAME.token, onMessage: false } });
    expect(eventOf(inbound)).toEqual({
      kind: 'command',
      command: 'question',
      options: { query: 'caching', share: 'true', n: '3' },
      id: FRAME.id,
      at: 1_000,
      place: { platform: 'discord', id: '290926798626357999' },
      channel: '645027906669510667',
      account: { platform: 'discord', id: USER.id, name: 'Ada L.' },
      isAdmin: true,
    });
  });

  test('with its subcommand, used or typed', () => {
    const sub = (options: unknown[]) => ({ id: '1', name: 'pack', type: 1, options: [{ type: 1, name: 'disputes', options }] });
    const used = (data: unknown) => eventOf(read({ ...FRAME, ...IN_GUILD, type: 2, data }));
    expect(used(sub([{ type: 3, name: 'query', value: 'caching' }]))).toMatchObject({ command: 'pack disputes', options: { query: 'caching' } });
    // Without options Discord leaves them out.
    expect(used({ id: '1', name: 'pack', type: 1, options: [{ type: 1, name: 'disputes' }] })).toMatchObject({ command: 'pack disputes', options: {} });
    expect(read({ ...FRAME, ...IN_GUILD, type: 4, data: sub([{ type: 3, name: 'query', value: 'ca', focused: true }]) })).toMatchObject({
      typing: { command: 'pack disputes', option: 'query', typed: 'ca' },
    });
  });

  test('on a user or a message is none of ours', () => {
    expect(read({ ...FRAME, ...IN_GUILD, type: 2, data: { id: '1', name: 'x', type: 2 } })?.kind).toBe('unreadable');
  });

  test('while it is typed', () => {
    const options = [
      { type: 3, name: 'level', value: 'mid' },
      { type: 3, name: 'query', value: 'ca', focused: true },
    ];
    expect(read({ ...FRAME, ...IN_GUILD, type: 4, data: { id: '1', name: 'question', type: 1, options } })).toMatchObject({
      kind: 'typing',
      typing: { command: 'question', option: 'query', typed: 'ca' },
    });
  });
});

test.each([
  ['Administrator', 1n << 3n, true],
  ['Manage Server', 1n << 5n, true],
  ['all but these', ~0n & ((1n << 50n) - 1n) & ~(1n << 3n) & ~(1n << 5n), false],
  ['nothing', 0n, false],
])('%s makes an admin: %s', (_, permissions, admin) => {
  const payload = { ...FRAME, ...IN_GUILD, member: { ...IN_GUILD.member, permissions: String(permissions) }, type: 2, data: { name: 'x', type: 1 } };
  expect(eventOf(read(payload))?.isAdmin).toBe(admin);
});

test('who is listed as one is an admin everywhere, also in a direct message', () => {
  const data = { name: 'x', type: 1 };
  const alone = { ...FRAME, channel_id: IN_GUILD.channel_id, user: USER, type: 2, data };
  const rightOf = (payload: unknown, ...admins: string[]) => eventOf(readInteraction(payload, 0, new Set(admins)))?.isAdmin;
  expect([rightOf(alone), rightOf(alone, USER.id), rightOf(alone, '1')]).toEqual([false, true, false]);
});

test('a nickname comes first; names that nobody can see are none', () => {
  const named = (nick: string | null, global: string | null) =>
    eventOf(read({ ...FRAME, ...IN_GUILD, member: { ...IN_GUILD.member, nick, user: { ...USER, global_name: global } }, type: 2, data: { name: 'x' } }))
      ?.account.name;
  expect([named('Nick', 'Ada'), named('\u200b\u202e ', 'Ada'), named(null, null)]).toEqual(['Nick', 'Ada', 'ada']);
});

describe('a press', () => {
  test('is its route; a number that told two controls apart is gone', () => {
    expect(press({ component_type: 2, custom_id: '1/question/hint/sd.q05' })).toMatchObject({ kind: 'press', route: '1/question/hint/sd.q05' });
    expect(press({ component_type: 2, custom_id: '1/question/hint/sd.q05#2' })).toMatchObject({ route: '1/question/hint/sd.q05' });
  });

  test('on a select ends in the value picked', () => {
    expect(press({ component_type: 3, custom_id: '1/search/open#2', values: ['sd.p01'] })).toMatchObject({ route: '1/search/open/sd.p01' });
  });

  test.each([[['../../x']], [['a/b']], [['']], [['💥']], [['x'.repeat(200)]]])(
    'a value that we never offered (%j) is no route, or one of its own',
    (values) => {
      const event = press({ component_type: 3, custom_id: '1/search/open', values });
      const route = event?.kind === 'press' ? decodeRoute(event.route) : undefined;
      expect(route === undefined || route.args.length !== 1).toBe(true);
    },
  );

  test.each([{ component_type: 3, custom_id: 'x', values: [] }, { component_type: 5, custom_id: 'x', values: ['1'] }, { custom_id: 'x' }, null])(
    '%j is unreadable',
    (data) => {
      expect(read({ ...FRAME, ...IN_GUILD, type: 3, message: MESSAGE, data })?.kind).toBe('unreadable');
    },
  );
});

test('a form: labels, rows of old, selects, and text that is not for filling in', () => {
  const components = [
    { type: 10, id: 1 },
    { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'answer', value: 'my text' } },
    { type: 18, id: 4, component: { type: 3, id: 5, custom_id: 'level', values: ['mid'] } },
    { type: 18, id: 6, component: { type: 3, id: 7, custom_id: 'topic', values: [] } },
    { type: 1, components: [{ type: 4, custom_id: 'old', value: '' }] },
    { type: 18, component: { type: 19, custom_id: 'upload', values: ['1'] } },
  ];
  const event = eventOf(read({ ...FRAME, ...IN_GUILD, type: 5, message: MESSAGE, data: { custom_id: '1/question/submit/sd.q05', components } }));
  expect(event).toMatchObject({ kind: 'submit', route: '1/question/submit/sd.q05' });
  expect(event?.kind === 'submit' && event.fields).toEqual({ answer: 'my text', level: 'mid', old: '' });
});

describe('whatever may come', () => {
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 4 });
  const json = fc.jsonValue({ maxDepth: 5 });

  test('is read, unreadable, or nothing; it never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anything, json), (payload) => {
        expect(read(payload)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4, 5, 6), json, json, json, (type, data, member, user) => {
        const inbound = read({ ...FRAME, ...IN_GUILD, type, data, member, user });
        expect(['act', 'typing', 'unreadable']).toContain(inbound?.kind);
      }),
    );
  });

  test('without an address can’t be answered: a token is no path', () => {
    for (const token of ['', '../x', 'a/b', 'a?b', 'a b', 7]) expect(read({ ...FRAME, ...IN_GUILD, token, type: 2, data: { name: 'x' } })).toBeUndefined();
    for (const id of ['', 'x', '1/../2', 7]) expect(read({ ...FRAME, ...IN_GUILD, id, type: 2, data: { name: 'x' } })).toBeUndefined();
  });
});
