import { AROUND_MAX, type Board, type BoardRow, EMPTY_BOARD, EMPTY_BOARD_HINT, HIDDEN_MEMBER, ROWS_MAX } from '../pictures/board.ts';
import { figures, readable, shortened } from '../pictures/names.ts';
import { countAnswered, type DayState, type HeatMapLabels, placed, STATE_WORDS } from '../pictures/year.ts';
import type { HeatDay } from '../study/streak.ts';

// What a picture shows, in words: for who can't see it, and where it can't be shown.

// As platforms count, for whom one emoji can be eleven: 15 rows stay below the 1,000 that all of them take.
const NAME_MAX = 27;
const TITLE_MAX = 60;

/** A leaderboard's facts, in at most 1,000 characters. */
export function boardAlt({ title, period, rows, around = [], size, updated }: Board): string {
  const head = `Leaderboard of ${short(title, TITLE_MAX)}. ${short(period, TITLE_MAX)}.`;
  const foot = `Updated ${short(updated, NAME_MAX)}.`;
  if (rows.length === 0) return `${head} ${EMPTY_BOARD} ${EMPTY_BOARD_HINT} ${foot}`;
  const top = rows.slice(0, ROWS_MAX).map(rowInWords).join('; ');
  const others = around.length === 0 ? '' : ` Further down: ${around.slice(0, AROUND_MAX).map(rowInWords).join('; ')}.`;
  return `${head} ${top}.${others} ${size === 1 ? '1 member' : `${figures(size)} members`} on the board. ${foot}`;
}

function rowInWords({ rank, name, points, own }: BoardRow): string {
  return `${figures(rank)}. ${name === undefined ? HIDDEN_MEMBER : short(name, NAME_MAX)}${own ? ' (highlighted)' : ''} ${figures(points)}`;
}

/** A year's facts: the streak, how many days of each kind, and how the last week went. */
export function heatMapAlt(days: readonly HeatDay[], { title, current, longest }: HeatMapLabels): string {
  const shown = placed(days);
  const count = (state: DayState) => shown.filter((day) => day.state === state).length;
  const others = Object.entries(STATE_WORDS).flatMap(([state, words]) => {
    const number = count(state as DayState);
    return number === 0 || state === 'open' ? [] : [`${number} ${words}${state === 'rest' && number > 1 ? 's' : ''}`];
  });
  const week = shown.slice(-7).map((day) => `${day.day} ${inWords(day)}`);
  return [
    `The year of ${short(title, TITLE_MAX)}.`,
    `Streak: ${counted(current)}, longest ${counted(longest)}.`,
    `${counted(countAnswered(days))} answered${others.length > 0 ? `, ${others.join(', ')}` : ''}.`,
    ...(week.length > 0 ? [`Last days: ${week.join('; ')}.`] : []),
  ].join(' ');
}

function inWords({ state, answers }: HeatDay): string {
  if (state !== 'answered') return STATE_WORDS[state];
  return answers === 1 ? '1 answer' : `${answers} answers`;
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${figures(days)} days`;
}

function short(text: string, lengthMax: number): string {
  return shortened(readable(text), (part) => part.length <= lengthMax);
}
