import { describe, expect, test } from 'vitest';
import { type Bindable, bindable, connect, prepare } from '../../src/store/sqlite-bind.ts';

/** What aborts the process, or is stored as something else, when libsql gets it. */
const REFUSED: Record<string, unknown> = {
  true: true,
  false: false,
  undefined: undefined,
  Date: new Date(0),
  record: { a: 1 },
  'record without a class': Object.create(null),
  list: [1],
  'empty list': [],
  Uint8Array: new Uint8Array([1, 2]),
  ArrayBuffer: new ArrayBuffer(2),
  Map: new Map(),
  'boxed text': Object('a'),
  function: () => 1,
  symbol: Symbol('s'),
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  'bigint of 64 bits and one more': 2n ** 63n,
  'bigint below 64 bits': -(2n ** 63n) - 1n,
  'text with NUL': 'a\0b',
  'half a surrogate pair': 'a\ud83d',
  'the other half': '\ude00b',
};

const ACCEPTED: Record<string, [value: Bindable, type: string, back?: unknown]> = {
  text: ['hello', 'text'],
  'empty text': ['', 'text'],
  'text of all scripts': ['é 東京 😀 ～', 'text'],
  'number-like text': ['42', 'text'],
  fraction: [0.1 + 0.2, 'real'],
  'whole number': [42, 'real'],
  'largest whole number': [Number.MAX_SAFE_INTEGER, 'real'],
  bigint: [42n, 'integer', 42],
  null: [null, 'null'],
};

describe('the guard before every bind', () => {
  const connection = connect(':memory:');
  const echo = prepare<{ type: string; value: unknown }>(connection, 'SELECT typeof(?) AS type, ? AS value');

  test.each(Object.keys(REFUSED))('%s is refused by each way in', (name) => {
    const value = REFUSED[name] as Bindable;
    expect(() => bindable(value)).toThrow(TypeError);
    for (const way of ['one', 'all', 'run'] as const) expect(() => echo[way](value, value)).toThrow(/^Can't store /);
  });

  test.each(Object.keys(ACCEPTED))('%s comes back as it was', (name) => {
    const [value, type, back = value] = ACCEPTED[name]!;
    expect(echo.one(value, value)).toMatchObject({ type, value: back });
    expect(echo.all(value, value)).toEqual([{ type, value: back }]);
  });

  test('a Buffer comes back as it was', () => {
    const bytes = Buffer.from([0, 1, 255]);
    expect(echo.one(bytes, bytes)).toMatchObject({ type: 'blob', value: bytes });
  });

  test('the message says what it was', () => {
    expect(() => bindable(new Date(0))).toThrow("Can't store an object (Date): only text, finite numbers, 64-bit integers, null and Buffers");
    expect(() => bindable(true)).toThrow("Can't store boolean (true)");
    expect(() => bindable(Number.NaN)).toThrow("Can't store number (NaN)");
  });

  test('too few and too many values are refused: libsql would keep those of the call before', () => {
    echo.one(1, 1);
    expect(() => echo.one(1)).toThrow('1 values for the 2 places of: SELECT typeof(?)');
    expect(() => echo.all()).toThrow(TypeError);
    expect(() => echo.run(1, 2, 3)).toThrow(TypeError);
  });

  test('a single null or Buffer is a value, not a list of values', () => {
    const single = prepare<{ type: string }>(connection, 'SELECT typeof(?) AS type');
    expect(single.one(null)?.type).toBe('null');
    expect(single.one(Buffer.from('a'))?.type).toBe('blob');
  });

  test('each call has its own values, whatever was called before', () => {
    const ways = {
      one: (value: number) => echo.one(value, value)?.value,
      all: (value: number) => echo.all(value, value)[0]?.value,
      run: (value: number) => echo.run(value, value),
    };
    for (const first of ['one', 'all', 'run'] as const) {
      for (const second of ['one', 'all'] as const) {
        ways[first](1);
        expect(ways[second](2)).toBe(2);
      }
    }
  });

  test.each(['one', 'all', 'run'] as const)('a failure of %s is over with the call', (way) => {
    const table = connect(':memory:');
    table.exec('CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT');
    const insert = prepare<{ a: number }>(table, 'INSERT INTO t (a) VALUES (?) RETURNING a');
    insert[way](1);
    expect(() => insert[way](1)).toThrow('UNIQUE constraint failed');
    expect(() => insert[way](true as never)).toThrow(TypeError);
    insert[way](2);
    expect(prepare<{ a: number }>(table, 'SELECT a FROM t').all()).toEqual([{ a: 1 }, { a: 2 }]);
  });
});
