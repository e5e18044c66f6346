import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUCKETS, bucketOf } from '../../src/store/layout.ts';
import { addressInWords } from '../../src/store/redis-connect.ts';
import { asUnavailable } from '../../src/store/redis-faults.ts';
import { parseKey, parseWork, partitionKeys } from '../../src/store/redis-keys.ts';
import { AT_MAX, POINTS_MAX, StoreUnavailable } from '../../src/store/store.ts';

describe('keys', () => {
  test.each([
    ['community/slack:T1', 224],
    ['learner/discord:80351110224678912', 196],
    ['', 197],
    ['東京 😀', 227],
  ])('%s is in bucket %i for ever', (partition, bucket) => {
    expect(bucketOf(partition)).toBe(bucket);
  });

  test('buckets fill evenly', () => {
    const counts = new Array<number>(BUCKETS).fill(0);
    for (let n = 0; n < 25_600; n += 1) counts[bucketOf(`community/discord:${10n ** 17n + BigInt(n) * 7n}`)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(160);
  });

  test('carry their bucket as the first thing in braces, whatever is in a name', () => {
    const keys = partitionKeys('a{b}:c');
    const tags = [keys.docs, keys.names, keys.due, keys.work, keys.ends, keys.revision, keys.once('{x}'), keys.collection('set', '{y}')];
    expect(new Set(tags.map((key) => /\{([^}]*)\}/.exec(key)?.[1]))).toEqual(new Set([`b${String(bucketOf('a{b}:c')).padStart(3, '0')}`]));
  });

  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(':', '%', '%3A', 'a:b', '%25:', '\n'));
  test('tell partition and name again, and never two by one key', () => {
    fc.assert(
      fc.property(text, text, text, text, (partition, name, other, otherName) => {
        fc.pre(![partition, name, other, otherName].some((each) => each.includes('\0')));
        const { collection, docs, workStart } = partitionKeys(partition);
        expect(parseKey(collection('log', name))).toEqual({ kind: 'log', partition, name });
        expect(parseKey(`${docs}:${name}`)).toEqual({ kind: 'docs', partition, name });
        expect(parseKey(docs)).toEqual({ kind: 'docs', partition, name: '' });
        expect(parseWork(workStart + name)).toEqual({ partition, key: name });
        const same = partition === other && name === otherName;
        expect(partitionKeys(other).collection('log', otherName) === collection('log', name)).toBe(same);
      }),
    );
  });
});

test('points and times have 63 bits together', () => {
  expect(Math.log2(AT_MAX + 1)).toBe(42);
  // Neither nought nor infinity: doubles without an exponent, and those with the highest, are left out at both ends.
  for (const points of [POINTS_MAX, -POINTS_MAX]) {
    const exponent = Math.floor((2 ** 20 - points) / 2 ** 10);
    expect(exponent).toBeGreaterThan(0);
    expect(exponent).toBeLessThan(2 ** 11 - 1);
  }
});

describe('a fault', () => {
  const replied = (message: string) => Object.assign(new Error(message), { command: { name: 'evalsha', args: ['the words of a learner'] } });

  test.each([
    ["OOM command not allowed when used memory > 'maxmemory'. script: 1f, on @user_script:3.", 'its memory is full'],
    [
      "ERR Error running script (call to f_1f): @user_script:3: @user_script: 3: -OOM command not allowed when used memory > 'maxmemory'.",
      'its memory is full',
    ],
    ["READONLY You can't write against a read only replica.", 'it became a replica'],
    ['LOADING Redis is loading the dataset in memory', 'it is loading its data'],
    ['CLUSTERDOWN The cluster is down', 'its cluster is down'],
    ['MOVED 3999 127.0.0.1:6381', 'its cluster is being rearranged'],
    ['NOREPLICAS Not enough good replicas to write.', 'it has not enough replicas to write'],
    ['MISCONF Redis is configured to save RDB snapshots, but …', 'it can not write its data to disk'],
    ['Connection is closed.', 'it can not be reached'],
    ['Reached the max retries per request limit (which is 0). Refer to "maxRetriesPerRequest" option for details.', 'it can not be reached'],
    ["Stream isn't writeable and enableOfflineQueue options is false", 'it can not be reached'],
    ['Command aborted due to connection close', 'it can not be reached'],
  ])('“%s” may pass', (message, reason) => {
    const fault = asUnavailable(replied(message));
    expect(fault).toBeInstanceOf(StoreUnavailable);
    expect((fault as Error).message).toBe(`The store can not do it now: Redis: ${reason}. Nothing was acknowledged.`);
  });

  test.each([
    'ERR user_script:12: attempt to compare nil with number script: 1f',
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'ERR unknown command',
  ])('“%s” is ours, and carries no text of anybody', (message) => {
    const fault = replied(message);
    expect(asUnavailable(fault)).toBe(fault);
    expect(JSON.stringify(fault)).not.toContain('learner');
    expect('command' in fault).toBe(false);
  });

  test('the cause of what may pass carries none either', () => {
    const fault = asUnavailable(replied('OOM command not allowed')) as Error;
    expect(fault.cause).not.toHaveProperty('command');
  });
});

test('an address in words has no password in it', () => {
  const secret = { username: 'me', password: 'hunter2', sentinelPassword: 'hunter3', tls: false };
  const hosts = [
    { host: 'a', port: 1 },
    { host: '::1', port: 2 },
  ];
  expect(addressInWords({ kind: 'node', hosts: hosts.slice(1), ...secret })).toBe('Redis at [::1]:2');
  expect(addressInWords({ kind: 'cluster', hosts, ...secret })).toBe('the Redis cluster at a:1, [::1]:2');
  expect(addressInWords({ kind: 'sentinel', hosts, primary: 'm', ...secret })).toBe('the Redis primary "m" that the Sentinels at a:1, [::1]:2 know');
});
