import { AT_MAX, type Award, type Batch, DOCUMENT_MAX_BYTES, type Ends, type Erasure, type Json, RESULT_MAX_BYTES } from './store.ts';

/** A batch as every engine writes it: values as JSON text within the limits, numbers known to be whole, names in lists. */
export interface EncodedBatch {
  once: { id: string; now: number; expiresAt: number; result: string } | undefined;
  expect: readonly (readonly [key: string, version: number])[];
  erase: 'everything' | EncodedErasure;
  put: readonly (readonly [key: string, value: string])[];
  remove: readonly string[];
  add: readonly (readonly [set: string, members: readonly string[]])[];
  drop: readonly (readonly [set: string, members: readonly string[]])[];
  append: readonly (readonly [log: string, entries: readonly string[]])[];
  award: readonly Award[];
  due: readonly { key: string; at: number; data: string }[];
  until: readonly { kind: Kind; name: string; at: number }[];
}

/** What can end. */
export type Kind = 'document' | Collection;
export type Collection = 'set' | 'log' | 'board';

export interface EncodedErasure {
  collections: readonly (readonly [kind: Collection, name: string])[];
  rows: readonly (readonly [board: string, members: readonly string[]])[];
  due: readonly string[];
}

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Almost no name has any of these, and without `u` they are found several times as fast. */
const SUSPECT = /[\0\ud800-\udfff]/;

/**
 * Refuses what no engine can keep, before anything is written or looked up.
 * @throws RangeError for a value over its limit and for a number that is not a safe integer, TypeError for what JSON can't say.
 */
export function encodeBatch(batch: Batch): EncodedBatch {
  return {
    once: batch.once && encodeOnce(batch.once),
    expect: Object.entries(batch.expect ?? {}),
    erase: batch.erase === 'everything' ? batch.erase : encodeErasure(batch.erase ?? {}),
    put: Object.entries(batch.put ?? {}).map(([key, value]) => [key, within(DOCUMENT_MAX_BYTES, `document "${key}"`, value)]),
    remove: batch.remove ?? [],
    add: Object.entries(batch.add ?? {}),
    drop: Object.entries(batch.drop ?? {}),
    append: Object.entries(batch.append ?? {}).map(([log, entries]) => [log, entries.map((entry) => encode(`entry of "${log}"`, entry))]),
    award: (batch.award ?? []).map(checkAward),
    due: (batch.due ?? []).map(({ key, at, data }) => ({ key, at: whole(`at of due work "${key}"`, at), data: encode(`due work "${key}"`, data) })),
    until: encodeEnds(batch.until ?? {}),
  };
}

/**
 * For names: no engine would give back a text with a NUL or half a surrogate pair in it as it was.
 * @throws TypeError
 */
export function wellFormed(text: string): string {
  if (!SUSPECT.test(text)) return text;
  if (text.includes('\0')) throw new TypeError(`Can't store text with a NUL character in it: ${JSON.stringify(excerpt(text))}`);
  if (LONE_SURROGATE.test(text)) throw new TypeError(`Can't store text with half a surrogate pair in it: ${JSON.stringify(excerpt(text))}`);
  return text;
}

function excerpt(text: string): string {
  return text.slice(0, 40);
}

/** For the numbers of the port outside a batch: times, limits. */
export function whole(what: string, value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} must be a whole number, not ${value}`);
  return value;
}

function encodeOnce({ id, forMs, result, now }: NonNullable<Batch['once']>) {
  const expiresAt = whole(`end of once "${id}"`, whole(`now of once "${id}"`, now) + forMs);
  return { id, now, expiresAt, result: within(RESULT_MAX_BYTES, `result of once "${id}"`, result) };
}

function encodeErasure({ sets = [], logs = [], boards = [], rows = {}, due = [] }: Erasure): EncodedErasure {
  const of = (kind: Collection, names: readonly string[]) => names.map((name) => [kind, name] as const);
  return { collections: [...of('set', sets), ...of('log', logs), ...of('board', boards)], rows: Object.entries(rows), due };
}

function encodeEnds({ documents = {}, sets = {}, logs = {}, boards = {} }: Ends): EncodedBatch['until'] {
  const of = (kind: Kind, ends: Readonly<Record<string, number>>) =>
    Object.entries(ends).map(([name, at]) => ({ kind, name, at: whole(`end of ${kind} "${name}"`, at) }));
  return [...of('document', documents), ...of('set', sets), ...of('log', logs), ...of('board', boards)];
}

function checkAward(award: Award): Award {
  whole(`points for "${award.member}" on "${award.board}"`, award.points);
  const time = `time for "${award.member}" on "${award.board}"`;
  if (whole(time, award.at) < 0 || award.at > AT_MAX) throw new RangeError(`${time} must be from 0 to ${AT_MAX}, not ${award.at}`);
  return award;
}

function within(maxBytes: number, what: string, value: Json): string {
  const text = encode(what, value);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw new RangeError(`${what} takes ${bytes} bytes of JSON, ${maxBytes} at most`);
  return text;
}

function encode(what: string, value: Json): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`${what} is nothing that JSON can say: ${typeof value}`);
  return text;
}
