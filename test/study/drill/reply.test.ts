import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReply } from '../../../src/study/drill/reply.ts';
import { showQuantity } from '../../../src/study/drill/show.ts';
import { parseUnit, type Unit } from '../../../src/study/drill/units.ts';

function unit(text: string): Unit {
  const found = parseUnit(text);
  if (!found) throw new Error(`${text} is no unit`);
  return found;
}

/** What a reply is taken for, in the unit of the answer, or why it is asked back. */
function read(text: string, expected: string): number | string {
  const reply = readReply(text, unit(expected));
  return reply.kind === 'ask' ? reply.why : reply.quantity.value / unit(expected).scale;
}

function choices(text: string, expected: string): readonly string[] {
  const reply = readReply(text, unit(expected));
  return reply.kind === 'ask' ? reply.choices : [];
}

describe('a reply is understood', () => {
  test.each([
    ['30k qps', 30e3],
    ['30kqps', 30e3],
    ['30 k/s', 30e3],
    ['30K/sec', 30e3],
    ['~30k rps', 30e3],
    ['30,000 requests/s', 30e3],
    ['30k ops/s', 30e3],
    ['30 kHz', 30e3],
    ['1.2e6/s', 1.2e6],
    ['1.2 × 10^6 /s', 1.2e6],
    ['1.2x10^6 per second', 1.2e6],
    ['10⁶/s', 1e6],
    ['2^20 per second', 2 ** 20],
    ['864e6/day', 1e4],
    ['86.4 million daily', 1000],
    ['3600 per hour', 1],
    ['600 rpm', 10],
    ['2 million requests per second', 2e6],
    ['about half a million a second', 5e5],
    ['two thousand requests each second', 2000],
    ['2 bn/s', 2e9],
    ['12 lakh/s', 1.2e6],
    ['5m qps', 5e6],
    ['2.500,5/s', 2500.5],
    ['1,5 million per second', 1.5e6],
    ['1.234 million per second', 1.234e6],
    ['100M * 10 / 86400 ≈ 12k/s', 12e3],
    ['30k qps (peak, 10k on average)', 30e3],
    ['peak is 3x, so 30k qps', 30e3],
    ['30k qps = 30,000 requests per second', 30e3],
    ['**30k qps**', 30e3],
    ['30k queries per second per node', 30e3],
    ['p99 does not matter: 30k qps', 30e3],
  ])('as requests a second: %s', (text, value) => {
    expect(read(text, 'requests/s')).toBeCloseTo(value, 5);
  });

  test.each([
    ['3 PB', 3000],
    ['10 gigs', 0.01],
    ['10 gb', 0.01],
    ['10 GiB', 0.010737418],
    ['2 petabytes', 2000],
    ['2 tebibytes', 2.199023256],
    ['1.5 million GB', 1500],
    ['800 Gbit', 0.1],
    ['3,5 TB', 3.5],
    ['3.5TB of storage', 3.5],
    ['with 3 replicas 18 TB', 18],
  ])('as terabytes: %s', (text, value) => {
    expect(read(text, 'TB')).toBeCloseTo(value, 8);
  });

  test.each([
    ['18 TB/yr', 18],
    ['18 TB a year', 18],
    ['18 TB per annum', 18],
    ['18TB p.a.', 18],
    ['1 TB/day', 365],
    ['500 Mbps', 1971],
    ['500 MBps', 15_768],
  ])('as terabytes a year: %s', (text, value) => {
    expect(read(text, 'TB/year')).toBeCloseTo(value, 8);
  });

  test.each([
    ['10 Gbps', 10],
    ['10 gbps', 10],
    ['10 Gb/s', 10],
    ['10 GB/s', 80],
    ['10 Gbit per second', 10],
  ])('as gigabits a second: %s', (text, value) => {
    expect(read(text, 'Gbit/s')).toBeCloseTo(value, 8);
  });

  test.each([
    ['≈ 2,500', 2500],
    ['2 500', 2500],
    ['2 500', 2500],
    ['2 500', 2500],
    ["2'500", 2500],
    ['2’500', 2500],
    ['2_500', 2500],
    ['2.500,5', 2500.5],
    ['2,500.5', 2500.5],
    ['2 500,5', 2500.5],
    ['2.500.000', 2.5e6],
    ['12,34,567', 1_234_567],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['2,5', 2.5],
    ['1234.567', 1234.567],
    ['.5', 0.5],
    ['2500 servers', 2500],
    ['2.5k', 2500],
    ['5M', 5e6],
    ['25%', 0.25],
  ])('as a count: %s', (text, value) => {
    expect(read(text, 'servers')).toBeCloseTo(value, 8);
  });

  test.each([
    ['5m', 5],
    ['1h 30m', 90],
    ['4 min 30 s', 4.5],
    ['2 days and 3 hours', 3060],
    ['30 μs', 5e-7],
    ['30 µs', 5e-7],
    ['1.5 hours', 90],
  ])('as minutes: %s', (text, value) => {
    expect(read(text, 'minutes')).toBeCloseTo(value, 12);
  });

  test.each([
    ['$5k/month', 5000],
    ['5000 USD per month', 5000],
    ['US$ 5000 monthly', 5000],
    ['3 dollars a day', 90],
    ['$1.2 million/year', 1.2e6 / (365 / 30)],
  ])('as dollars a month: %s', (text, value) => {
    expect(read(text, 'USD/month')).toBeCloseTo(value, 8);
  });

  test('as dollars or percent also without the sign', () => {
    expect(read('5000', 'USD')).toBe(5000);
    expect(read('5', '%')).toBeCloseTo(5);
    expect(read('0.5%', '%')).toBeCloseTo(0.5);
  });
});

describe('a reply is asked back', () => {
  test.each([
    ['', 'TB', 'no-number'],
    ['no idea', 'TB', 'no-number'],
    ['20-30k qps', 'requests/s', 'several-numbers'],
    ['10 or 20', 'servers', 'several-numbers'],
    ['1/2', 'servers', 'several-numbers'],
    ['1.2.3 TB', 'TB', 'number-unreadable'],
    ['1e999 TB', 'TB', 'number-unreadable'],
    ['9^999 TB', 'TB', 'number-unreadable'],
    ['1.234', 'servers', 'number-ambiguous'],
    ['12.345 TB', 'TB', 'number-ambiguous'],
    ['0.05', '%', 'number-ambiguous'],
    ['30k', 'requests/s', 'unit-missing'],
    ['30k requests', 'requests/s', 'unit-missing'],
    ['40', 'TB', 'unit-missing'],
    ['18 TB', 'TB/year', 'unit-missing'],
    ['90', 'minutes', 'unit-missing'],
    ['$5000', 'USD/month', 'unit-missing'],
    ['5m', 'TB', 'unit-ambiguous'],
    ['5 Mb', 'TB', 'unit-ambiguous'],
    ['5G', 'TB', 'unit-ambiguous'],
    ['5b', 'TB', 'unit-ambiguous'],
    ['10 gb/s', 'Gbit/s', 'unit-ambiguous'],
    ['30k/m', 'requests/s', 'unit-ambiguous'],
    ['3 PB', 'requests/s', 'wrong-dimension'],
    ['30k qps', 'TB', 'wrong-dimension'],
    ['2,500 GB', 'servers', 'wrong-dimension'],
    ['18 TB/yr', 'TB', 'wrong-dimension'],
    ['-5 TB', 'TB', 'not-positive'],
    ['0 TB', 'TB', 'not-positive'],
  ])('“%s” for %s: %s', (text, expected, why) => {
    expect(read(text, expected)).toBe(why);
  });

  test.each([
    ['5m', 'TB', ['5 MB', '5 Mbit']],
    ['1.234 TB', 'TB', ['1.23 TB', '1,234 TB']],
    ['30k', 'requests/s', ['30,000 requests/s', '30,000 requests/minute', '30,000 requests/day']],
    ['18 TB', 'TB/year', ['18 TB/year', '18 TB/s', '18 TB/day']],
    ['$5000', 'USD/month', ['$5,000/month', '$5,000/day', '$5,000/year']],
    ['18 TB/yr', 'TB', ['18 TB']],
    ['20-30k qps', 'requests/s', ['20,000 requests/s', '30,000 requests/s']],
    ['0.05', '%', ['0.05%', '5%']],
  ])('“%s” for %s, with replies to choose from', (text, expected, offered) => {
    expect(choices(text, expected)).toEqual(offered);
  });

  test('in words that say what to write', () => {
    const ask = (text: string, expected: string) => readReply(text, unit(expected));
    expect(ask('many', 'TB')).toMatchObject({ question: 'I found no number. Write one with its unit, such as 20 TB.' });
    expect(ask('many', 'USD/month')).toMatchObject({ question: 'I found no number. Write one with its unit, such as $20/month.' });
    expect(ask('3 PB', 'requests/s')).toMatchObject({
      question: 'That is an amount of data, but the answer is a number per time. Say it in requests/s, for example.',
    });
    expect(ask('5m', 'TB')).toMatchObject({ question: 'That can be read in more than one way. Do you mean 5 MB or 5 Mbit?' });
  });
});

describe('whatever is written', () => {
  const UNITS = ['requests/s', 'TB', 'GiB', 'TB/year', 'Gbit/s', 'servers', 'minutes', 'years', 'USD', 'USD/month', '%', 'times', 'disks/month'];
  const anyUnit = fc.constantFrom(...UNITS);
  const words = '1 2.5 1.234 1,234 30 k m M b G T e6 × 10^6 / per a s day m GB gb Mb bits gigs qps million $ % ( ) = ≈ - to TB/yr and'.split(' ');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((some) => some.join(' ')),
    fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((some) => some.join('')),
  );

  test('is a positive quantity or a question, and each choice that a question offers is an answer to it', () => {
    fc.assert(
      fc.property(text, anyUnit, (said, expected) => {
        const reply = readReply(said, unit(expected));
        if (reply.kind === 'quantity') {
          expect(reply.quantity.value).toBeGreaterThan(0);
          expect(reply.quantity.dimension).toEqual(unit(expected).dimension);
          expect(Number.isFinite(reply.quantity.value)).toBe(true);
          return;
        }
        expect(reply.question).toMatch(/[.?]$/);
        for (const choice of reply.choices) expect([said, choice, readReply(choice, unit(expected)).kind]).toEqual([said, choice, 'quantity']);
      }),
      { numRuns: 3000 },
    );
  });

  test('our own print of a quantity is read as that quantity', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 17, noNaN: true }), anyUnit, (power, expected) => {
        const value = 10 ** power;
        const reply = readReply(showQuantity(value, unit(expected)).text, unit(expected));
        expect(reply.kind === 'quantity' ? Math.abs(reply.quantity.value / value - 1) : reply).toBeLessThan(0.006);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'pt-PT', 'ru-RU'])('a large number is read as people write it in %s', (locale) => {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 999_999_999 }), fc.constantFrom(0, 0.5, 0.25), (whole, fraction) => {
        expect(read(format.format(whole + fraction), 'servers')).toBe(whole + fraction);
      }),
      { numRuns: 50 },
    );
  });

  test('three thousand characters are read without delay', () => {
    for (const each of ['1 ', '1.', ',1', '1 000', '(', '1(', '**1', '1e', '10^', '1 x ', 'k ', '=', '=1', '$1 ']) {
      const said = each.repeat(3000 / each.length);
      const before = process.cpuUsage().user;
      readReply(said, unit('TB'));
      expect([each, (process.cpuUsage().user - before) / 1000 < 500]).toEqual([each, true]);
    }
  });
});
