import { fillRounded, type Sheet } from './canvas.ts';
import type { DayState } from './year.ts';

/** A day's square: its color tells the state at a glance, its sign to who can't tell colors apart. */
export function drawTile(sheet: Sheet, day: { state: DayState; answers: number }, x: number, y: number, size: number): void {
  const { colors } = sheet;
  const pen: Pen = { sheet, x: x + size / 2, y: y + size / 2, arm: size * 0.29 };
  const fill = (color: string) => fillRounded(sheet, color, [x, y, size, size], size * 0.2);
  switch (day.state) {
    case 'answered':
      fill(colors.ramp[Math.min(Math.max(day.answers, 1), colors.ramp.length) - 1] ?? colors.accent);
      break;
    case 'granted':
      fill(colors.goodTint);
      strokes(pen, colors.good, [
        [-1, 0.1],
        [-0.3, 0.8],
        [1, -0.7],
      ]);
      break;
    case 'frozen':
      fill(colors.iceTint);
      for (const turn of [0, 60, 120]) strokes(pen, colors.ice, spoke(turn));
      break;
    case 'away':
      outline(sheet, colors.line, x, y, size);
      strokes(pen, colors.soft, [
        [-0.8, 0.8],
        [0.8, -0.8],
      ]);
      strokes(pen, colors.soft, [
        [-0.2, -0.8],
        [0.8, -0.8],
        [0.8, 0.2],
      ]);
      break;
    case 'excused':
      outline(sheet, colors.line, x, y, size);
      strokes(pen, colors.soft, [
        [-0.9, 0],
        [0.9, 0],
      ]);
      break;
    case 'rest':
      fillRounded(sheet, colors.soft, [pen.x - size * 0.1, pen.y - size * 0.1, size * 0.2, size * 0.2], size * 0.1);
      break;
    case 'missed':
      fill(colors.badTint);
      strokes(pen, colors.bad, [
        [-0.8, -0.8],
        [0.8, 0.8],
      ]);
      strokes(pen, colors.bad, [
        [0.8, -0.8],
        [-0.8, 0.8],
      ]);
      break;
    case 'open':
      outline(sheet, colors.accent, x, y, size);
      break;
    default:
      day.state satisfies never;
  }
}

interface Pen {
  sheet: Sheet;
  /** The middle of the tile. */
  x: number;
  y: number;
  /** How far a sign goes from there. */
  arm: number;
}

type Point = readonly [number, number];

function strokes({ sheet, x, y, arm }: Pen, color: string, points: readonly Point[]): void {
  const { context } = sheet;
  context.strokeStyle = color;
  context.lineWidth = arm * 0.34;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (const [right, down] of points) context.lineTo(x + right * arm, y + down * arm);
  context.stroke();
}

/** A line through the middle, turned by degrees. */
function spoke(degrees: number): Point[] {
  const [right, down] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [
    [right, down],
    [-right, -down],
  ];
}

function outline({ context }: Sheet, color: string, x: number, y: number, size: number): void {
  const width = size * 0.09;
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  context.roundRect(x + width / 2, y + width / 2, size - width, size - width, size * 0.2);
  context.stroke();
}
