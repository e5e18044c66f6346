import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showNumber, showQuantity } from '../../../src/study/drill/show.ts';
import { combine, inWords, isSame, kindOf, NONE, parseUnit, type Unit } from '../../../src/study/drill/units.ts';

function unit(text: string): Unit {
  const found = parseUnit(text);
  if (!found) throw new Error(`${text} is no unit`);
  return found;
}

/** A number of this unit, printed. */
function shown(value: number, text: string): string {
  return showQuantity(value * unit(text).scale, unit(text)).text;
}

describe('a unit', () => {
  test.each([
    ['KB', 1000, 'data'],
    ['kB', 1000, 'data'],
    ['KiB', 1024, 'data'],
    ['GiB', 1024 ** 3, 'data'],
    ['Mbit', 125_000, 'data'],
    ['bit', 1 / 8, 'data'],
    ['ms', 1e-3, 'time'],
    ['hour', 3600, 'time'],
    ['years', 31_536_000, 'time'],
    ['requests/s', 1, 'rate'],
    ['messages/day', 1 / 86_400, 'rate'],
    ['TB/year', 1e12 / 31_536_000, 'data rate'],
    ['Gbit/s', 125e6, 'data rate'],
    ['USD/month', 1 / 2_592_000, 'money rate'],
    ['users', 1, 'count'],
    ['requests/user', 1, 'count'],
    ['times', 1, 'count'],
    ['%', 0.01, 'count'],
    ['USD/GB/month', 1e-9 / 2_592_000, 'other'],
  ])('%s is %f base units of the kind %s', (text, scale, kind) => {
    expect(unit(text).scale / scale).toBeCloseTo(1, 12);
    expect(kindOf(unit(text).dimension)).toBe(kind);
  });

  test.each(['', '/', 'GB/', 'gb', 'Xy', 'GB per s', '5 GB', 'toString', '__proto__', 'no'])('is not “%s”', (text) => {
    expect(text === 'toString' ? parseUnit(text)?.over.family : parseUnit(text)).toBeUndefined();
  });

  test('names what it measures', () => {
    expect(inWords(unit('TB').dimension)).toBe('an amount of data');
    expect(inWords(unit('USD/GB/month').dimension)).toBe('data^-1 × time^-1 × money');
  });

  const dimension = fc.record({ data: fc.integer({ min: -3, max: 3 }), time: fc.integer({ min: -3, max: 3 }), money: fc.integer({ min: -3, max: 3 }) });

  test('multiplied and divided again is the same', () => {
    fc.assert(
      fc.property(dimension, dimension, (a, b) => {
        expect(combine(combine(a, b), b, -1)).toEqual(a);
        expect(isSame(combine(a, b), a)).toBe(isSame(b, NONE));
      }),
    );
  });
});

describe('a quantity is printed', () => {
  test.each([
    [1, 'requests', '1 request'],
    [2, 'entries', '2 entries'],
    [1, 'copies', '1 copy'],
    [0.5, 'requests/s', '0.5 requests/s'],
    [11_574.07, 'requests/s', '11,600 requests/s'],
    [16_384, 'slots', '16,384 slots'],
    [999_999.9, 'users', '1 million users'],
    [50e6, 'users', '50 million users'],
    [1.2e9, 'messages/day', '1.2 billion messages/day'],
    [2 ** 80, 'ids', '1.21 × 10^24 ids'],
    [0.0001, 'errors/s', '1 × 10^-4 errors/s'],
    [2000, 'KB', '2 MB'],
    [0.5, 'GB', '500 MB'],
    [0.5, 'bytes', '0.5 bytes'],
    [2048, 'KiB', '2 MiB'],
    [6000, 'Gbit/s', '6 Tbit/s'],
    [36.5, 'TB/year', '36.5 TB/year'],
    [90, 's', '90 s'],
    [3600, 's', '1 hour'],
    [36, 'hours', '36 hours'],
    [1800, 'µs', '1.8 ms'],
    [400, 'days', '400 days'],
    [365, 'days', '1 year'],
    [3, 'times', '3'],
    [99.95, '%', '99.95%'],
    [0.4, 'USD/hour', '$0.40/hour'],
    [0.004, 'USD/GB/month', '$0.004/GB/month'],
    [1.2e6, 'USD/month', '$1.2 million/month'],
  ])('%f %s as %s', (value, text, expected) => {
    expect(shown(value, text)).toBe(expected);
  });

  test('and says whether that is all of it', () => {
    expect(showNumber(12_345)).toEqual({ text: '12,345', isExact: true });
    expect(showNumber(12_345.6)).toEqual({ text: '12,300', isExact: false });
    expect(showNumber(12_345_678)).toEqual({ text: '12.3 million', isExact: false });
    expect(showNumber(0.6185, 6)).toEqual({ text: '0.6185', isExact: true });
  });
});
