import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Answers, CommandShape } from '../../../src/bot/command.ts';
import type { Bot } from '../../../src/bot/dispatch.ts';
import type { Event } from '../../../src/bot/event.ts';
import type { View } from '../../../src/bot/view.ts';
import { createDiscord, type DiscordOptions } from '../../../src/platforms/discord/connect.ts';
import type { Platform, PlatformState } from '../../../src/platforms/platform.ts';
import { createDiscordEmulator, type DiscordEmulator, type Guild, type Person } from '../../emulators/discord/index.ts';
import type { RuleId } from '../../emulators/discord/rules.ts';
import { plainCommand } from '../../fakes/bot.ts';

/** A server with one member, and the bot connected to it through the real client library. */
export interface Server {
  discord: DiscordEmulator;
  guild: Guild;
  ada: Person;
  platform: Platform;
  /** What it reported, in order. */
  states: readonly PlatformState[];
  logged(): string;
}

export interface ServerOptions {
  bot?: Bot;
  /** What this test provokes: everything else fails it. */
  provokes?: readonly RuleId[];
  /** Mentions that this test wants. */
  pings?: readonly string[];
  discord?: Partial<DiscordOptions>;
  /** Not yet; the test starts it itself. */
  waits?: boolean;
}

/** Stands still: no deadline passes because a machine is slow, only when a test moves Discord's clock. */
export const NOW = Date.UTC(2026, 10, 23, 12);
/** Short, so that nobody waits; what is slow in a test is held back until the test lets it go. */
const PATIENCE = { deferAfterMs: 60_000, retryMs: 5, repeatMs: 500, reconnectMs: 20, reconnectMaxMs: 100, tokenMs: 50, steadyMs: 60_000 };

export async function openServer({
  bot = scripted({}).bot,
  provokes = [],
  pings = [],
  discord: options = {},
  waits = false,
}: ServerOptions = {}): Promise<Server> {
  const discord = await createDiscordEmulator({ now: () => NOW });
  const guild = discord.addGuild({ name: 'Study group' });
  const ada = discord.addUser({ name: 'Ada' });
  const lines: string[] = [];
  const states: PlatformState[] = [];
  const platform = createDiscord({
    token: discord.token,
    apiUrl: discord.url,
    log: pino({ base: null }, { write: (line: string) => void lines.push(line) }),
    now: () => NOW,
    report: (state) => states.push(state),
    ...options,
    patience: { ...PATIENCE, ...options.patience },
  });
  onTestFinished(async () => {
    await platform.stop();
    await discord.close();
    expect(discord.violations.filter(({ rule }) => !provokes.includes(rule))).toEqual([]);
    expect(discord.pings.map(({ mention }) => mention)).toEqual(pings);
    expect(lines.join('')).not.toContain(discord.token);
    for (const act of discord.acts) expect(lines.join('')).not.toContain(act.interaction.token);
  });
  if (!waits) {
    await platform.start(bot);
    expect(states.at(-1)).toEqual({ kind: 'on', text: 'connected as Quorum' });
  }
  return { discord, guild, ada, platform, states, logged: () => lines.join('') };
}

export interface Scripted {
  bot: Bot;
  events: readonly Event[];
  /** Lets the answer that is held back go. */
  release(view: View): void;
}

/** A bot with one command, `ask`, whose answer comes at once, or when it is released. */
export function scripted({ answers = 'learner', view, commands }: { answers?: Answers; view?: View; commands?: readonly CommandShape[] }): Scripted {
  const events: Event[] = [];
  let release: (view: View) => void = () => {};
  const held = new Promise<View>((resolve) => {
    release = resolve;
  });
  return {
    events,
    release: (made) => release(made),
    bot: {
      commands: commands ?? [plainCommand('ask', 'Asks')],
      complete: () => [],
      receive(event) {
        events.push(event);
        return { answers, view: view ? Promise.resolve(view) : held };
      },
    },
  };
}
