import { vocabulary } from '../src/bot/command.ts';
import type { Asked } from '../src/packs/asked.ts';
import type { Library } from '../src/packs/library.ts';
import type { Board } from '../src/pictures/board.ts';
import type { HeatMapLabels } from '../src/pictures/year.ts';
import type { Records } from '../src/records/records.ts';
import type { Grade } from '../src/study/grading/grade.ts';
import type { HeatDay } from '../src/study/streak.ts';

/** What commands work with. Time comes with each event; chance and pictures come from here. */
export interface Resources {
  library: Library;
  records: Records;
  /** By rules, and where the operator has set up a judge by that too: then it may take seconds. */
  grade(asked: Asked, answer: string): Promise<Grade>;
  /** From 0 to 1. */
  roll(): number;
  /** A DOT graph as a PNG; `undefined` where it can't be drawn, and the log says why. */
  drawDiagram(dot: string): Promise<Uint8Array | undefined>;
  /** A board as a PNG, likewise; the same board again is the same picture. */
  drawBoard(board: Board): Promise<Uint8Array | undefined>;
  /** The days of a streak as a PNG, likewise. */
  drawHeatMap(days: readonly HeatDay[], labels: HeatMapLabels): Promise<Uint8Array | undefined>;
  /** The rights that we lack in a channel of a platform, in words. Empty: all is well. @throws while the platform can't be asked */
  checkChannel(platform: string, channel: string): Promise<readonly MissingRight[]>;
}

export interface MissingRight {
  right: string;
  grantAt: string;
  /** Posting works without it. */
  optional?: true;
}

export const { command, group, subcommand, action } = vocabulary<Resources>();
