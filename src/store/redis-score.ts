/** One for all scores: it is written and read in one go. */
const BITS = new DataView(new ArrayBuffer(8));

/**
 * A board's score: the double whose 64 bits are a nought, 21 bits of points, counted down from 2 to the power of 20, and 42 bits of
 * milliseconds. Doubles above nought stand in the order of their bits, so the lowest score has the most points, and among equal ones
 * the earliest time; Redis puts equal scores in the order of their members' bytes. `lua/commit.lua` writes it.
 */
export function unpackScore(score: string): { points: number; at: number } {
  BITS.setFloat64(0, Number(score));
  const high = BITS.getUint32(0);
  return { points: 2 ** 20 - Math.floor(high / 1024), at: (high % 1024) * 2 ** 32 + BITS.getUint32(4) };
}
