import { vocabulary } from '../src/bot/command.ts';
import type { Library } from '../src/packs/library.ts';
import type { Records } from '../src/records/records.ts';

/** What commands work with. Time comes with each event; chance and pictures come from here. */
export interface Resources {
  library: Library;
  records: Records;
  /** From 0 to 1. */
  roll(): number;
  /** A DOT graph as a PNG; `undefined` where it can't be drawn, and the log says why. */
  drawDiagram(dot: string): Promise<Uint8Array | undefined>;
}

export const { command, group, subcommand, action } = vocabulary<Resources>();
