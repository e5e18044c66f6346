import type { Library } from './packs/library.ts';
import type { Mistake } from './packs/parse.ts';
import type { Pack } from './packs/schema.ts';

export interface Ready {
  address: string;
  library: Library;
  packs: readonly Pack[];
  mistakes: readonly Mistake[];
  dataDirectory: string;
}

/** What whoever started us sees: what is on, where data lives, what to set to get the rest. */
export function readyBlock({ address, library, packs, mistakes, dataDirectory }: Ready): string {
  const content = `${packs.map((pack) => pack.title).join(', ')}: ${count(library.questions.length, 'question')}, ${count(library.playbook.length, 'playbook section')}`;
  const lines = [
    '',
    'Quorum is ready.',
    '',
    `  Playground  ${address}`,
    '  Discord     off (comes in a later version)',
    '  Slack       off (comes in a later version)',
    `  Content     ${content}`,
    `  Data        ${dataDirectory} (SQLite)`,
    '',
    'To change it, set PORT, HOST, DATA_DIR, or CONTENT_DIR for question packs of your own. Ctrl+C stops.',
    '',
  ];
  return `${[...lines, ...mistakeLines(mistakes)].join('\n')}\n`;
}

function mistakeLines(mistakes: readonly Mistake[]): string[] {
  if (mistakes.length === 0) return [];
  const list = mistakes.map(({ file, line, field, message }) => `  ${file}:${line} ${field ? `${field}: ` : ''}${message}`);
  return [`${count(mistakes.length, 'mistake')} in your packs; everything else in them is there:`, ...list, ''];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
