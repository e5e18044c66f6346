import type { Library } from './packs/library.ts';
import type { Loaded } from './packs/load.ts';
import type { Mistake } from './packs/parse.ts';
import type { PlatformState, Report } from './platforms/platform.ts';

/** How each platform with a token is doing. */
export interface States {
  reporter(name: string): Report;
  /** Those that are still making their first attempt. */
  connecting(): string[];
  all(): ReadonlyMap<string, PlatformState>;
  /** Whether a platform reaches us, by its name in any case. */
  isOn(name: string): boolean;
  /** Called with a line where a platform came on or failed, and not again while it stays so. */
  announce(say: (line: string) => void): void;
}

export function createStates(): States {
  const states = new Map<string, PlatformState>();
  const tried = new Set<string>();
  const said = new Map<string, string>();
  let say: ((line: string) => void) | undefined;
  return {
    reporter(name) {
      states.set(name, { kind: 'connecting', text: 'connecting' });
      return (state) => {
        states.set(name, state);
        if (state.kind === 'connecting') return;
        tried.add(name);
        const line = stateLine(name, state);
        if (said.get(name) !== line) say?.(line);
        said.set(name, line);
      };
    },
    connecting: () => [...states.keys()].filter((name) => !tried.has(name)),
    all: () => states,
    isOn: (wanted) => [...states].some(([name, { kind }]) => name.toLowerCase() === wanted.toLowerCase() && kind === 'on'),
    announce: (listener) => {
      say = listener;
    },
  };
}

export interface Ready {
  address: string;
  states: ReadonlyMap<string, PlatformState>;
  /** Who reads single points of an answer again. */
  judge: { url: string; model: string } | undefined;
  library: Library;
  loaded: Loaded;
  /** Where it lives, in words. */
  data: string;
}

/** What turns a platform on, where its token is not set. */
const OFF = {
  Discord: 'off: set DISCORD_TOKEN (README, "Put it on Discord")',
  Slack: 'off: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (README, "Put it on Slack")',
};

/** What whoever started us sees: what is on, where data lives, what to set to get the rest. */
export function readyBlock({ address, states, judge, library, loaded, data }: Ready): string {
  const content = `${loaded.packs.map((pack) => pack.title).join(', ')}: ${count(library.questions.length, 'question')}, ${count(library.playbook.length, 'playbook section')}, ${count(library.glossary.length, 'term')}`;
  const platforms = Object.entries(OFF).map(([name, off]) => `  ${name.padEnd(10)}  ${stateText(states.get(name)) ?? off}`);
  const lines = [
    '',
    'Quorum is ready.',
    '',
    `  Playground  ${address}`,
    ...platforms,
    `  Content     ${content}`,
    ...(judge ? [`  Judge       ${judge.model} at ${new URL(judge.url).host}: gets answers that the rules are unsure of`] : []),
    `  Data        ${data}`,
    '',
    'To change it, set PORT, HOST, DATA_DIR, or CONTENT_DIR for question packs of your own. Ctrl+C stops.',
    '',
  ];
  return `${[...lines, ...mistakeLines(loaded.mistakes)].join('\n')}\n`;
}

function stateLine(name: string, state: PlatformState): string {
  const text = stateText(state) ?? '';
  return text.startsWith(name) ? text : `${name}: ${text}`;
}

function stateText(state: PlatformState | undefined): string | undefined {
  return state && (state.kind === 'on' ? `on, ${state.text}` : state.text);
}

function mistakeLines(mistakes: readonly Mistake[]): string[] {
  if (mistakes.length === 0) return [];
  const list = mistakes.map(({ file, line, field, message }) => `  ${file}:${line} ${field ? `${field}: ` : ''}${message}`);
  return [`${count(mistakes.length, 'mistake')} in your packs; everything else in them is there:`, ...list, ''];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
