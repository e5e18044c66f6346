import { beforeEach, expect, test } from 'vitest';
import { AT_MAX, POINTS_MAX } from '../../src/store/store.ts';
import { awards, NOW, ODD_NAMES, OTHER, P, type Subject } from './store-subject.ts';

export function sets(subject: Subject): void {
  const members = async (name: string, partition = P) => (await subject.store.read(partition, { sets: [name] })).sets[name];

  test('what does not exist is empty', async () => {
    expect(await members('s')).toEqual([]);
    expect(await members('constructor')).toEqual([]);
  });

  test('sizes are those after the batch, of every set it names', async () => {
    expect(await subject.store.commit(P, { add: { s: ['a', 'b'], t: ['a'] } })).toEqual({ outcome: 'done', sizes: { s: 2, t: 1 } });
    expect(await subject.store.commit(P, { add: { s: ['b', 'c'] }, drop: { t: ['a', 'z'] } })).toEqual({ outcome: 'done', sizes: { s: 3, t: 0 } });
    expect(await subject.store.commit(P, { add: { s: ['d'] }, drop: { s: ['a', 'b'] } })).toEqual({ outcome: 'done', sizes: { s: 2 } });
    expect(await members('s')).toEqual(['c', 'd']);
    expect(await members('t')).toEqual([]);
  });

  test('a member is in it once, however often it is added', async () => {
    expect(await subject.store.commit(P, { add: { s: ['a', 'a', 'b'] } })).toEqual({ outcome: 'done', sizes: { s: 2 } });
    expect(await subject.store.commit(P, { drop: { s: ['a', 'a'] } })).toEqual({ outcome: 'done', sizes: { s: 1 } });
  });

  test('adding nothing and dropping from nothing tell sizes too', async () => {
    expect(await subject.store.commit(P, { add: { s: [] }, drop: { t: ['a'], u: [] } })).toEqual({ outcome: 'done', sizes: { s: 0, t: 0, u: 0 } });
    await subject.store.commit(P, { add: { s: ['a'] } });
    expect(await subject.store.commit(P, { add: { s: [] } })).toEqual({ outcome: 'done', sizes: { s: 1 } });
    expect(await subject.store.commit(P, { drop: { s: [] } })).toEqual({ outcome: 'done', sizes: { s: 1 } });
  });

  test('a set that became empty fills again', async () => {
    await subject.store.commit(P, { add: { s: ['a'] } });
    await subject.store.commit(P, { drop: { s: ['a'] } });
    expect(await subject.store.commit(P, { add: { s: ['b'] } })).toEqual({ outcome: 'done', sizes: { s: 1 } });
    expect(await members('s')).toEqual(['b']);
  });

  test('members come in code-unit order', async () => {
    const mixed = ['b', 'B', 'a', '～', '😀', 'é', '10', '9', ''];
    await subject.store.commit(P, { add: { s: mixed } });
    expect(await members('s')).toEqual(['', '10', '9', 'B', 'a', 'b', 'é', '😀', '～']);
  });

  test('odd names, and the same name in other shapes and partitions', async () => {
    await subject.store.commit(P, { add: Object.fromEntries(ODD_NAMES.map((name) => [name, [name]])), append: { s: [1] }, put: { s: 1 } });
    for (const name of ODD_NAMES) expect(await members(name)).toEqual([name]);
    expect(await members('s')).toEqual([]);
    expect(await members('é', OTHER)).toEqual([]);
  });

  test('everyone who joins at the same time is counted', async () => {
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, n) => subject.store.commit(P, { add: { s: [`m${n}`] } })));
    expect(outcomes.map((committed) => (committed.outcome === 'done' ? committed.sizes.s! : 0)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, n) => n + 1),
    );
  });
}

export function logs(subject: Subject): void {
  const tail = async (last: number, name = 'l', partition = P) => (await subject.store.read(partition, { logs: { [name]: { last } } })).logs[name];

  test('what does not exist is empty', async () => {
    expect(await tail(10)).toEqual([]);
    expect(await tail(10, 'valueOf')).toEqual([]);
  });

  test('the newest entries, oldest first', async () => {
    await subject.store.commit(P, { append: { l: [1, 2] } });
    await subject.store.commit(P, { append: { l: [{ n: 3 }], other: ['x'] } });
    await subject.store.commit(P, { append: { l: [] } });
    expect(await tail(0)).toEqual([]);
    expect(await tail(1)).toEqual([{ n: 3 }]);
    expect(await tail(2)).toEqual([2, { n: 3 }]);
    expect(await tail(3)).toEqual([1, 2, { n: 3 }]);
    expect(await tail(1_000)).toEqual([1, 2, { n: 3 }]);
    expect((await subject.store.read(P, { logs: { l: {}, other: {}, none: {} } })).logs).toEqual({ l: [1, 2, { n: 3 }], other: ['x'], none: [] });
  });

  test('keep equal entries apart, and go on after a restart', async () => {
    await subject.store.commit(P, { append: { l: ['same', 'same'] } });
    await subject.reopen();
    await subject.store.commit(P, { append: { l: ['same', 'end'] } });
    expect(await tail(9)).toEqual(['same', 'same', 'same', 'end']);
  });

  test('keep the order beyond nine and ninety-nine', async () => {
    const numbers = Array.from({ length: 120 }, (_, n) => n);
    for (const n of numbers.slice(0, 20)) await subject.store.commit(P, { append: { l: [n] } });
    await subject.store.commit(P, { append: { l: numbers.slice(20) } });
    expect(await tail(120)).toEqual(numbers);
    expect(await tail(15)).toEqual(numbers.slice(105));
  });

  test('partitions have their own', async () => {
    await subject.store.commit(P, { append: { l: [1] } });
    await subject.store.commit(OTHER, { append: { l: [2] } });
    expect(await tail(9)).toEqual([1]);
    expect(await tail(9, 'l', OTHER)).toEqual([2]);
  });

  test('lose nothing that is appended at the same time', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => subject.store.commit(P, { append: { l: [n] } })));
    const found = (await tail(100)) as number[];
    expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });
}

export function boards(subject: Subject): void {
  const board = async (top = 100, name = 'b', partition = P) => (await subject.store.read(partition, { boards: { [name]: { top } } })).boards[name];
  const inWords = async () => (await board())?.top.map(({ rank, member, points }) => `${rank} ${member} ${points}`);
  const award = (...given: [member: string, points: number, at: number][]) => subject.store.commit(P, { award: awards(...given) });

  test('what does not exist is empty', async () => {
    expect(await board()).toEqual({ size: 0, top: [], around: [] });
    expect(await board(10, '__proto__')).toEqual({ size: 0, top: [], around: [] });
  });

  test('most points first; the size counts all rows, the top only as many as wanted', async () => {
    await award(['a', 10, 0], ['b', 30, 1], ['c', 20, 2]);
    expect(await inWords()).toEqual(['1 b 30', '2 c 20', '3 a 10']);
    expect(await board(2)).toEqual({
      size: 3,
      top: [
        { rank: 1, member: 'b', points: 30 },
        { rank: 2, member: 'c', points: 20 },
      ],
      around: [],
    });
    expect(await board(0)).toEqual({ size: 3, top: [], around: [] });
    expect((await subject.store.read(P, { boards: { b: {} } })).boards.b).toEqual({ size: 3, top: [], around: [] });
  });

  test('points add up, over commits and within one', async () => {
    await award(['a', 10, 0], ['a', 5, 1], ['b', 12, 2]);
    expect(await inWords()).toEqual(['1 a 15', '2 b 12']);
    await award(['b', 4, 3]);
    expect(await inWords()).toEqual(['1 b 16', '2 a 15']);
  });

  test('equal points stand in the order in which they got there', async () => {
    await award(['late', 10, 30], ['early', 10, 10], ['middle', 10, 20]);
    expect(await inWords()).toEqual(['1 early 10', '2 middle 10', '3 late 10']);
    await award(['early', -5, 40], ['early', 5, 50]);
    expect(await inWords()).toEqual(['1 middle 10', '2 late 10', '3 early 10']);
  });

  test('the time of a row is that of the award that made it what it is, even if another carried a later one', async () => {
    await award(['a', 5, 90], ['a', 5, 10], ['b', 10, 50]);
    expect(await inWords()).toEqual(['1 a 10', '2 b 10']);
  });

  test('an award of no points makes a row but moves nobody', async () => {
    await award(['a', 10, 10], ['b', 10, 20], ['new', 0, 5]);
    await award(['a', 0, 99]);
    expect(await inWords()).toEqual(['1 a 10', '2 b 10', '3 new 0']);
  });

  test('at the same moment the members stand in the order of their bytes', async () => {
    await award(['～', 1, 0], ['😀', 1, 0], ['b', 1, 0], ['é', 1, 0], ['B', 1, 0]);
    expect(await inWords()).toEqual(['1 B 1', '2 b 1', '3 é 1', '4 ～ 1', '5 😀 1']);
  });

  test('points can be taken back, to nothing and below; the row stays', async () => {
    await award(['a', 10, 0], ['b', 5, 1], ['c', -3, 2]);
    await award(['a', -10, 3], ['b', -7, 4]);
    expect(await board()).toMatchObject({ size: 3 });
    expect(await inWords()).toEqual(['1 a 0', '2 b -2', '3 c -3']);
    expect((await board())?.top[0]).toStrictEqual({ rank: 1, member: 'a', points: 0 });
  });

  test('the most and the least points at the first and the last millisecond are told apart', async () => {
    const times = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 41, AT_MAX - 1, AT_MAX];
    const points = [POINTS_MAX, POINTS_MAX - 1, 2 ** 19, 1_025, 1_024, 1_023, 1, 0, -1, -1_024, -(2 ** 19), 1 - POINTS_MAX, -POINTS_MAX];
    const rows = points.flatMap((most) => times.map((at) => ({ board: 'b', member: `${most} at ${at}`, points: most, at })));
    await subject.store.commit(P, { award: rows.toReversed() });
    expect((await board(1_000))?.top.map(({ member, points: has }) => `${member}: ${has}`)).toEqual(rows.map(({ member, points: has }) => `${member}: ${has}`));
  });

  test('nobody gets beyond the limits, and from there points count as before', async () => {
    await award(['high', POINTS_MAX - 1, 1], ['high', 7, 2], ['low', -POINTS_MAX, 1], ['low', -1, 2], ['far', Number.MAX_SAFE_INTEGER, 3]);
    expect(await inWords()).toEqual([`1 high ${POINTS_MAX}`, `2 far ${POINTS_MAX}`, `3 low ${-POINTS_MAX}`]);
    await award(['high', -2, 4], ['low', 5, 4]);
    expect(await inWords()).toEqual([`1 far ${POINTS_MAX}`, `2 high ${POINTS_MAX - 2}`, `3 low ${5 - POINTS_MAX}`]);
  });

  test('boards, partitions and odd names do not mix', async () => {
    await subject.store.commit(P, { award: ODD_NAMES.map((name, n) => ({ board: name, member: name, points: n + 1, at: NOW })) });
    await subject.store.commit(OTHER, { award: awards(['x', 1, 0]) });
    for (const [n, name] of ODD_NAMES.entries()) expect(await board(5, name)).toEqual({ size: 1, top: [{ rank: 1, member: name, points: n + 1 }], around: [] });
    expect(await board(5)).toEqual({ size: 0, top: [], around: [] });
    expect(await board(5, 'é', OTHER)).toEqual({ size: 0, top: [], around: [] });
  });

  test('no award given at the same time is lost', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => award([`m${n % 3}`, 1, n])));
    expect((await board())?.top.map(({ points }) => points)).toEqual([10, 10, 10]);
  });
}

export function boardsAround(subject: Subject): void {
  const ORDER = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6'];
  beforeEach(async () => {
    // m2 to m4 have equal points, so that the rows around run through a tie; the first of all has the most points.
    const points = [50, 40, 30, 30, 30, 20, 10];
    await subject.store.commit(P, { award: awards(...ORDER.map((member, n): [string, number, number] => [member, points[n]!, n])) });
  });
  const around = async (member: string, before: number, after: number) => {
    const found = await subject.store.read(P, { boards: { b: { top: 1, around: { member, before, after } } } });
    return found.boards.b?.around.map((row) => `${row.rank} ${row.member}`);
  };
  const rows = (from: number, to: number) => ORDER.slice(from, to).map((member, n) => `${from + n + 1} ${member}`);

  test.each([
    ['in the middle', 'm3', 2, 2, 1, 6],
    ['at the upper edge', 'm0', 2, 2, 0, 3],
    ['next to the upper edge', 'm1', 2, 2, 0, 4],
    ['at the lower edge', 'm6', 2, 2, 4, 7],
    ['next to the lower edge', 'm5', 2, 2, 3, 7],
    ['first of a tie', 'm2', 1, 1, 1, 4],
    ['last of a tie', 'm4', 1, 1, 3, 6],
    ['alone', 'm3', 0, 0, 3, 4],
    ['only above', 'm3', 1, 0, 2, 4],
    ['only below', 'm3', 0, 1, 3, 5],
    ['more than there are', 'm3', 100, 100, 0, 7],
  ])('%s', async (_, member, before, after, from, to) => {
    expect(await around(member, before, after)).toEqual(rows(from, to));
  });

  test('empty for a member without a row', async () => {
    expect(await around('nobody', 2, 2)).toEqual([]);
    expect((await subject.store.read(P, { boards: { b: { top: 1, around: { member: 'nobody', before: 1, after: 1 } } } })).boards.b).toMatchObject({
      size: 7,
      top: [{ member: 'm0' }],
    });
  });

  test('top and around come together, with points', async () => {
    const found = await subject.store.read(P, { boards: { b: { top: 2, around: { member: 'm5', before: 1, after: 1 } } } });
    expect(found.boards.b).toEqual({
      size: 7,
      top: [
        { rank: 1, member: 'm0', points: 50 },
        { rank: 2, member: 'm1', points: 40 },
      ],
      around: [
        { rank: 5, member: 'm4', points: 30 },
        { rank: 6, member: 'm5', points: 20 },
        { rank: 7, member: 'm6', points: 10 },
      ],
    });
  });
}
