export interface Board {
  /** The community's name, or the group's. */
  title: string;
  /** In words: `This week, 16 to 22 November`. */
  period: string;
  /** The top ten, best first. */
  rows: readonly BoardRow[];
  /** The rows around who asked, when that one is further down: at most five, none of them among `rows`. */
  around?: readonly BoardRow[];
  /** How many have points. */
  size: number;
  /** In words: `14:05` or `22 November`. */
  updated: string;
}

export interface BoardRow {
  rank: number;
  /** `undefined`: hides the name, and keeps the rank. */
  name: string | undefined;
  points: number;
  /** The row of who asked. */
  own?: boolean;
}

export const ROWS_MAX = 10;
export const AROUND_MAX = 5;

export const HIDDEN_MEMBER = 'hidden member';
export const EMPTY_BOARD = 'Nobody has points yet.';
export const EMPTY_BOARD_HINT = 'The next answer takes the lead.';
