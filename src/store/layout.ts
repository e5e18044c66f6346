/** What every engine writes down at its first start, and finds again at each later one. */

/** Into how many buckets partitions hash on Redis. Fixed for ever, and kept by every engine, so that data can move between them. */
export const BUCKETS = 256;
/** Counts up with each release that writes what the one before can't read. */
const RELEASE = 1;
/** The lowest RELEASE that may still run on what this one writes. */
const LOWEST_RELEASE = 1;

/** From 0. Fixed for ever, as BUCKETS is: FNV-1a over the UTF-8 bytes, its four bytes folded into one. */
export function bucketOf(partition: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(partition)) hash = Math.imul(hash ^ byte, 0x01000193);
  return ((hash >>> 24) ^ (hash >>> 16) ^ (hash >>> 8) ^ hash) & (BUCKETS - 1);
}

/** By name, as text. `schema` is the engine's own: the shape of its tables or keys. */
export function freshLayout(schema: number): Record<string, string> {
  return { schema: String(schema), buckets: String(BUCKETS), lowest_release: String(LOWEST_RELEASE) };
}

/**
 * Why this release must not touch what it found, as one sentence; `undefined` where it may.
 * @param found begins the sentence: "The data in /srv/quorum".
 * @param oldest the lowest `schema` that the engine can bring up to its own.
 */
export function layoutMistake(kept: ReadonlyMap<string, string>, found: string, schema: number, oldest: number): string | undefined {
  const [has, lowest] = [Number(kept.get('schema')), Number(kept.get('lowest_release'))];
  if (!(has <= schema && lowest <= RELEASE))
    return `${found} was written by a newer Quorum (layout ${has}, at least release ${lowest}; this one has ${schema} and ${RELEASE}): run that version.`;
  if (!(has >= oldest)) return `${found} has layout ${has}, which this Quorum (${schema}) can't read.`;
  if (kept.get('buckets') !== String(BUCKETS))
    return `${found} is divided into ${kept.get('buckets')} buckets, and this Quorum needs ${BUCKETS}: the number can't be changed afterwards.`;
  return undefined;
}
