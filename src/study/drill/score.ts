import type { Quantity } from './units.ts';

/** By how many times a reply may be too large or too small, and what it gets: an estimation is about the order of magnitude. */
export const BANDS = [
  { within: 1.25, score: 100 },
  { within: 2, score: 75 },
  { within: 10, score: 40 },
] as const;

/** A quotient that is exactly at an edge may come out a hair above it. */
const ROUNDING = 1e-9;

export interface DrillScore {
  /** 0, or one of the bands. */
  score: number;
  /** How many times too large (above 1) or too small (below 1) it is. */
  factor: number;
}

/** Both are positive and of one dimension: `readReply` saw to it. */
export function scoreOf(reply: Quantity, answer: Quantity): DrillScore {
  const factor = reply.value / answer.value;
  const error = Math.max(factor, 1 / factor);
  return { score: BANDS.find(({ within }) => error <= within * (1 + ROUNDING))?.score ?? 0, factor };
}
