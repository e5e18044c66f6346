import { expect, test } from 'vitest';
import { AT_MAX, type Batch, DOCUMENT_MAX_BYTES, type Json, RESULT_MAX_BYTES } from '../../src/store/store.ts';
import { awards, CONFLICT, collect, DONE, NOW, P, type Subject } from './store-subject.ts';

export function atomicity(subject: Subject): void {
  const full = (n: number): Batch => ({
    put: { a: n, b: n },
    remove: ['gone'],
    add: { s: [`m${n}`] },
    drop: { s: ['m0'] },
    append: { l: [n] },
    award: awards(['m', n, n]),
    due: [{ key: 'k', at: NOW + n, data: n }],
    once: { id: `i${n}`, forMs: 1_000, result: n, now: NOW },
  });
  const state = () => collect(subject.store.scan());

  test('one conflict among many changes nothing at all', async () => {
    await subject.store.commit(P, { put: { gone: 1, other: 1 }, add: { s: ['m0'] } });
    await subject.store.commit(P, full(1));
    const before = await state();
    expect(await subject.store.commit(P, { ...full(2), expect: { a: 1, b: 1, other: 2 } })).toEqual(CONFLICT);
    expect(await state()).toEqual(before);
    expect(await subject.store.commit(P, full(2))).toEqual({ outcome: 'done', sizes: { s: 2 } });
  });

  test('one refused value among many changes nothing at all', async () => {
    await subject.store.commit(P, full(1));
    const before = await state();
    const tooLong = 'x'.repeat(DOCUMENT_MAX_BYTES);
    await expect(subject.store.commit(P, { ...full(2), put: { a: 2, b: tooLong } })).rejects.toThrow(RangeError);
    await expect(subject.store.commit(P, { ...full(2), award: awards(['m', 1, 0], ['n', 0.5, 0]) })).rejects.toThrow(RangeError);
    expect(await state()).toEqual(before);
    expect(await subject.store.commit(P, full(2))).toMatchObject({ outcome: 'done' });
  });

  test('a batch may be as large as a rebuild makes it', async () => {
    const many = Array.from({ length: 9_000 }, (_, n) => `m${n}`);
    const award = many.map((member, n) => ({ board: 'b', member, points: n, at: NOW }));
    expect(await subject.store.commit(P, { add: { s: many }, append: { l: many }, award })).toEqual({ outcome: 'done', sizes: { s: 9_000 } });
    const found = await subject.store.read(P, { sets: ['s'], logs: { l: {} }, boards: { b: { top: 9_000 } } });
    expect([found.sets.s?.length, found.logs.l, found.boards.b?.top.length]).toEqual([9_000, many, 9_000]);
    const half = many.slice(0, 8_999);
    expect(await subject.store.commit(P, { drop: { s: half }, erase: { rows: { b: half } } })).toEqual({ outcome: 'done', sizes: { s: 1 } });
    expect((await subject.store.read(P, { boards: { b: {} } })).boards.b?.size).toBe(1);
  });

  test('an empty batch is done', async () => {
    expect(await subject.store.commit(P, {})).toEqual(DONE);
    expect(await state()).toEqual([]);
  });

  test('one read answers all shapes', async () => {
    await subject.store.commit(P, full(1));
    const wanted = { documents: ['a', 'gone'], sets: ['s'], logs: { l: { last: 5 } }, boards: { b: { top: 1 } } };
    expect(await subject.store.read(P, wanted)).toEqual({
      documents: { a: { version: 1, value: 1 }, gone: undefined },
      sets: { s: ['m1'] },
      logs: { l: [1] },
      boards: { b: { size: 1, top: [{ rank: 1, member: 'm', points: 1 }], around: [] } },
    });
    expect(await subject.store.read(P, {})).toEqual({ documents: {}, sets: {}, logs: {}, boards: {} });
  });
}

export function limits(subject: Subject): void {
  /** A string whose JSON takes that many bytes: two are its quotes, and each é takes two. */
  const ofBytes = (bytes: number, accents = 0) => 'é'.repeat(accents) + 'x'.repeat(bytes - 2 - 2 * accents);

  test.each([0, 1, 30_000])('a document at the limit is kept, one byte more is refused by name (%i letters of two bytes)', async (accents) => {
    const largest = ofBytes(DOCUMENT_MAX_BYTES, accents);
    await subject.store.commit(P, { put: { 'answer/7': largest } });
    expect((await subject.store.read(P, { documents: ['answer/7'] })).documents['answer/7']?.value).toBe(largest);
    const refused = subject.store.commit(P, { put: { 'answer/7': ofBytes(DOCUMENT_MAX_BYTES + 1, accents) } });
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow('answer/7');
    expect((await subject.store.read(P, { documents: ['answer/7'] })).documents['answer/7']?.version).toBe(1);
  });

  test('a result at the limit is kept, one byte more is refused by its id', async () => {
    const once = (id: string, result: string): Batch => ({ once: { id, forMs: 1_000, result, now: NOW } });
    const largest = ofBytes(RESULT_MAX_BYTES, 100);
    await subject.store.commit(P, once('i', largest));
    expect(await subject.store.commit(P, once('i', 'x'))).toEqual({ outcome: 'duplicate', result: largest });
    const refused = subject.store.commit(P, once('id-9', ofBytes(RESULT_MAX_BYTES + 1, 100)));
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow('id-9');
    expect(await subject.store.commit(P, once('id-9', 'x'))).toEqual(DONE);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])('%d points are refused by member', async (points) => {
    await expect(subject.store.commit(P, { award: [{ board: 'b', member: 'm_7', points, at: NOW }] })).rejects.toThrow(RangeError);
    await expect(subject.store.commit(P, { award: [{ board: 'b', member: 'm_7', points, at: NOW }] })).rejects.toThrow('m_7');
    expect((await subject.store.read(P, { boards: { b: {} } })).boards.b?.size).toBe(0);
  });

  test.each([-1, AT_MAX + 1])('%d is no time of an award', async (at) => {
    await expect(subject.store.commit(P, { award: [{ board: 'b', member: 'm', points: 1, at }] })).rejects.toThrow(RangeError);
  });

  test.each([0.5, Number.NaN])('%d is no time', async (at) => {
    await expect(subject.store.commit(P, { award: [{ board: 'b', member: 'm', points: 1, at }] })).rejects.toThrow(RangeError);
    await expect(subject.store.commit(P, { due: [{ key: 'k', at, data: 1 }] })).rejects.toThrow(RangeError);
    await expect(subject.store.commit(P, { once: { id: 'i', forMs: at, result: 1, now: NOW } })).rejects.toThrow(RangeError);
    await expect(subject.store.commit(P, { once: { id: 'i', forMs: 1, result: 1, now: at } })).rejects.toThrow(RangeError);
  });
}

export function names(subject: Subject): void {
  test.each(['key\0', 'half \ud83d'])('%j is refused wherever it stands, and nothing is written', async (name) => {
    const batches: Batch[] = [
      { put: { [name]: 1 } },
      { add: { s: [name] } },
      { append: { [name]: [1] } },
      { award: [{ board: 'b', member: name, points: 1, at: NOW }] },
      { due: [{ key: name, at: NOW, data: 1 }] },
      { once: { id: name, forMs: 1, result: 1, now: NOW } },
    ];
    for (const batch of batches) await expect(subject.store.commit(P, { put: { fine: 1 }, ...batch })).rejects.toThrow(TypeError);
    await expect(subject.store.commit(name, { put: { fine: 1 } })).rejects.toThrow(TypeError);
    await expect(subject.store.read(P, { documents: [name] })).rejects.toThrow(TypeError);
    await expect(subject.store.read(name, { documents: ['a'] })).rejects.toThrow(TypeError);
    expect(await collect(subject.store.scan())).toEqual([]);
    expect(await subject.store.commit(P, { put: { fine: 1 } })).toMatchObject({ outcome: 'done' });
  });
}

/** Compared as text: what is called `constructor` or `__proto__` confuses vitest's comparison. */
const asText = (value: unknown) => JSON.stringify(value);

export function fidelity(subject: Subject): void {
  const VALUES: Record<string, Json> = {
    nothing: null,
    yes: true,
    no: false,
    zero: 0,
    fraction: 0.1 + 0.2,
    tiny: 5e-324,
    huge: Number.MAX_VALUE,
    whole: Number.MAX_SAFE_INTEGER,
    negative: -1,
    'no text': '',
    quotes: '"\'\\/`$ {"a":1}',
    control: '\0\u0001\b\t\n\r\u2028\u2029\u007f',
    emoji: '👩‍👩‍👧‍👦 😀 🏳️‍🌈',
    scripts: 'Ünïcödé 東京 العربية हिन्दी Ελλάδα',
    'half a pair': '\ud800 and \udc00',
    'no list': [],
    'no record': {},
    lists: [[], [[]], [null, [1, ['a', {}]]]],
    records: { a: { b: { c: { d: [1, { e: 'f' }] } } }, '': { ' ': 1 } },
    'odd names': JSON.parse('{"__proto__": 1, "constructor": {"prototype": 2}, "1": "x", "é": true}'),
    deep: JSON.parse(`${'['.repeat(500)}1${']'.repeat(500)}`),
  };

  test.each(Object.keys(VALUES))('%s comes back as it was, in every shape', async (name) => {
    const value = VALUES[name]!;
    await subject.store.commit(P, {
      put: { d: value },
      append: { l: [value] },
      due: [{ key: 'k', at: NOW, data: value }],
      once: { id: 'i', forMs: 1_000, result: null, now: NOW },
    });
    await subject.reopen();
    const found = await subject.store.read(P, { documents: ['d'], logs: { l: { last: 1 } } });
    expect(asText(found.documents.d?.value)).toBe(asText(value));
    expect(asText(found.logs.l)).toBe(asText([value]));
    expect(asText((await subject.store.claim(NOW, 1, 1_000))[0]?.data)).toBe(asText(value));
    for await (const entry of subject.store.scan(P)) if ('value' in entry) expect(asText(entry.value)).toBe(asText(value));
  });

  test.each(['yes', 'nothing', 'emoji', 'odd names', 'lists'])('%s as a result', async (name) => {
    const once = (result: Json): Batch => ({ once: { id: 'i', forMs: 1_000, result, now: NOW } });
    await subject.store.commit(P, once(VALUES[name]!));
    expect(asText(await subject.store.commit(P, once('other')))).toBe(asText({ outcome: 'duplicate', result: VALUES[name] }));
  });

  test('fields without a value are dropped, as JSON.stringify does', async () => {
    await subject.store.commit(P, { put: { d: { a: 1, b: undefined, c: { d: undefined } } }, append: { l: [{ x: undefined }] } });
    const found = await subject.store.read(P, { documents: ['d'], logs: { l: { last: 1 } } });
    expect(found.documents.d?.value).toStrictEqual({ a: 1, c: {} });
    expect(found.logs.l).toStrictEqual([{}]);
  });

  test('what JSON can not say at all is refused', async () => {
    await expect(subject.store.commit(P, { put: { d: undefined as never } })).rejects.toThrow(TypeError);
    await expect(subject.store.commit(P, { append: { l: [(() => 1) as never] } })).rejects.toThrow(TypeError);
    await expect(subject.store.commit(P, { put: { d: { n: 1n as never } } })).rejects.toThrow(TypeError);
  });
}
