import { type Award, type Batch, DOCUMENT_MAX_BYTES, type Json, RESULT_MAX_BYTES } from './store.ts';

/** A batch as every engine writes it: values as JSON text within the limits, numbers known to be whole, names in lists. */
export interface EncodedBatch {
  once: { id: string; now: number; expiresAt: number; result: string } | undefined;
  expect: readonly (readonly [key: string, version: number])[];
  put: readonly (readonly [key: string, value: string])[];
  remove: readonly string[];
  add: readonly (readonly [set: string, members: readonly string[]])[];
  drop: readonly (readonly [set: string, members: readonly string[]])[];
  append: readonly (readonly [log: string, entries: readonly string[]])[];
  award: readonly Award[];
  due: readonly { key: string; at: number; data: string }[];
}

/**
 * Refuses what no engine can keep, before anything is written or looked up.
 * @throws RangeError for a value over its limit and for a number that is not a safe integer, TypeError for what JSON can't say.
 */
export function encodeBatch(batch: Batch): EncodedBatch {
  return {
    once: batch.once && encodeOnce(batch.once),
    expect: Object.entries(batch.expect ?? {}),
    put: Object.entries(batch.put ?? {}).map(([key, value]) => [key, within(DOCUMENT_MAX_BYTES, `document "${key}"`, value)]),
    remove: batch.remove ?? [],
    add: Object.entries(batch.add ?? {}),
    drop: Object.entries(batch.drop ?? {}),
    append: Object.entries(batch.append ?? {}).map(([log, entries]) => [log, entries.map((entry) => encode(`entry of "${log}"`, entry))]),
    award: (batch.award ?? []).map(checkAward),
    due: (batch.due ?? []).map(({ key, at, data }) => ({ key, at: whole(`at of due work "${key}"`, at), data: encode(`due work "${key}"`, data) })),
  };
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

function checkAward(award: Award): Award {
  whole(`points for "${award.member}" on "${award.board}"`, award.points);
  whole(`time for "${award.member}" on "${award.board}"`, award.at);
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
