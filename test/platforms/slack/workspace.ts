import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { CommandShape, OptionShape } from '../../../src/bot/command.ts';
import type { Bot, Reply } from '../../../src/bot/dispatch.ts';
import type { Event } from '../../../src/bot/event.ts';
import type { Audience, Message, View } from '../../../src/bot/view.ts';
import type { PlatformState } from '../../../src/platforms/platform.ts';
import { createSlack, type Slack } from '../../../src/platforms/slack/connect.ts';
import type { Timing } from '../../../src/platforms/slack/limits.ts';
import { createSlackEmulator, type SlackEmulator, type SlackEmulatorOptions } from '../../emulators/slack/index.ts';
import type { Channel, Person } from '../../emulators/slack/state.ts';
import { openTable } from '../../fakes/people.ts';

export type Mode = 'HTTP' | 'Socket Mode';

/** A workspace with the real client library between it and the bot. */
export interface Study {
  slack: SlackEmulator;
  platform: Slack;
  ada: Person;
  ben: Person;
  general: Channel;
  states: readonly PlatformState[];
  logged(): string;
}

export interface StudyOptions {
  mode?: Mode;
  bot?: Bot;
  timing?: Partial<Timing>;
  adaIsAdmin?: boolean;
  now?: () => number;
  emulator?: SlackEmulatorOptions;
  /** Before the bot starts. */
  prepare?(slack: SlackEmulator): void;
}

/** Short, so that tests wait for nothing but what they are about. */
const QUICK: Partial<Timing> = { repeatMs: 5, downMs: 10, downMaxMs: 20, refusedMs: 20, callMs: 5_000 };

export async function openStudy(options: StudyOptions = {}): Promise<Study> {
  const { mode = 'Socket Mode', timing, prepare } = options;
  const slack = await createSlackEmulator(options.emulator);
  const bot = options.bot ?? (await openTable()).bot;
  const ada = slack.addUser({ name: 'ada' });
  const ben = slack.addUser({ name: 'ben' });
  const general = slack.addChannel({ name: 'general', members: [ada, ben] });
  for (const person of [ada, ben]) slack.directMessages(person);
  prepare?.(slack);
  onTestFinished(() => slack.close());
  const started = await startSlack(slack, bot, { ...options, mode, timing, admins: options.adaIsAdmin ? [ada.id] : [] });
  return { slack, ada, ben, general, ...started };
}

/** The platform alone, in a town that is there already. */
export async function startSlack(
  slack: SlackEmulator,
  bot: Bot,
  {
    mode = 'Socket Mode',
    timing,
    now = Date.now,
    admins = [],
  }: { mode?: Mode; timing?: Partial<Timing> | undefined; now?: () => number; admins?: readonly string[] } = {},
): Promise<Pick<Study, 'platform' | 'states' | 'logged'>> {
  const states: PlatformState[] = [];
  const lines: string[] = [];
  const platform = createSlack({
    botToken: slack.botToken,
    ...(mode === 'HTTP' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken }),
    apiUrl: slack.url,
    log: pino({ base: null }, { write: (line: string) => void lines.push(line) }),
    now,
    report: (state) => void states.push(state),
    timing: { ...QUICK, ...timing },
    admins,
  });
  if (platform.requestListener) slack.deliverTo(await serve(platform.requestListener));
  onTestFinished(() => platform.stop());
  await platform.start(bot);
  return { platform, states, logged: () => lines.join('') };
}

async function serve(listener: NonNullable<Slack['requestListener']>): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
}

/** A bot that declares and answers by a script; everything that reached it is in `events`. */
export function scripted(script: (event: Event) => Reply, commands: readonly CommandShape[] = []): Bot & { events: readonly Event[] } {
  const events: Event[] = [];
  return {
    events,
    commands: [command('question'), ...commands],
    complete: () => [],
    receive(event) {
      events.push(event);
      return script(event);
    },
  };
}

export function command(name: string, ...options: readonly OptionShape[]): CommandShape {
  return { name, summary: `does ${name}`, adminOnly: false, options, subcommands: [] };
}

export function answered(answers: Reply['answers'], view: View | Promise<View>): Reply {
  return { answers, view: Promise.resolve(view) };
}

/** Longer than `answerMs: 1`, so that what comes now is late. */
export async function pastTheDeadline(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** An answer that comes when the test says so. */
export function held<Value>(): { promise: Promise<Value>; give(value: Value): void } {
  let give: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => {
    give = resolve;
  });
  return { promise, give: (value) => give(value) };
}

export function said(to: Audience, text: string, more: Partial<Message> = {}): Message {
  return { kind: 'message', to, tone: 'plain', blocks: [{ kind: 'text', markdown: text }], ...more };
}

/** What stands in a message, for people who can't see its blocks. */
export function words(message: { text: string } | undefined): string {
  return message?.text ?? '';
}

/** What every test ends with: Slack had nothing to object to, and nobody was notified of anything. */
export function expectClean(slack: SlackEmulator): void {
  expect(slack.violations).toEqual([]);
  expect(slack.pings).toEqual([]);
}

/** The calls since, without the looks at our own token. */
export function callsOf(slack: SlackEmulator): string[] {
  return slack.calls.map(({ method }) => method).filter((method) => !['auth.test', 'apps.connections.open', 'ack'].includes(method));
}
