/** One log a month, by UTC: where an entry is kept, not which day it counts for. */
export function ledgerOf(at: number): string {
  return `ledger/${new Date(at).toISOString().slice(0, 7)}`;
}
