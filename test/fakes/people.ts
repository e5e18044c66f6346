import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { inject, onTestFinished } from 'vitest';
import { allCommands } from '../../commands/index.ts';
import type { Resources } from '../../commands/resources.ts';
import { type Bot, createBot } from '../../src/bot/dispatch.ts';
import type { Event } from '../../src/bot/event.ts';
import { createLimiter } from '../../src/bot/limiter.ts';
import { encodeRoute } from '../../src/bot/route.ts';
import type { Button, Form, Message, View } from '../../src/bot/view.ts';
import { createLibrary, type Library } from '../../src/packs/library.ts';
import type { Pack } from '../../src/packs/schema.ts';
import type { Records } from '../../src/records/records.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { grade } from '../../src/study/grading/grade.ts';
import type { Outage } from '../../src/study/outage.ts';
import { tempFolder } from '../environment.ts';

/** The platform port's fake: people who use the real commands on a real store, and keep what they are shown. */
export interface Table {
  bot: Bot;
  library: Library;
  store: Store;
  records: Records;
  /** Everything that was logged, as text. */
  logged(): string;
  sit(name: string, options?: { admin?: boolean }): Person;
  /** What the clock shows when somebody does something; a test may set it. */
  clock: { now: number };
}

export interface Person {
  use(command: string, options?: Record<string, string>): Promise<Message>;
  /** Presses the button with this label on a message. */
  press(message: View, label: string): Promise<View>;
  /** Sends a form; the same `eventId` again is the same act delivered twice. */
  send(form: View, fields: Record<string, string>, eventId?: string): Promise<Message>;
  /** Whatever a program could send in our name. */
  raw(event: Partial<Event>): Promise<View>;
}

/** When people act, until the clock is moved. */
export const NOW = Date.UTC(2026, 10, 23, 12);

let loaded: Promise<Pack[]> | undefined;
let library: Library | undefined;

/** The content of this repository. */
export function ownPacks(): Promise<Pack[]> {
  loaded ??= readFile(inject('ownPacks'), 'utf8').then((text) => JSON.parse(text));
  return loaded;
}

/** The same as a shelf. */
export async function ownLibrary(): Promise<Library> {
  library ??= createLibrary(await ownPacks());
  return library;
}

export async function openTable(
  options: {
    store?: (real: Store) => Store;
    library?: Library;
    roll?: number;
    grade?: Resources['grade'];
    outages?: readonly Outage[];
    checkChannel?: Resources['checkChannel'];
  } = {},
): Promise<Table> {
  const real = openSqlite(await tempFolder());
  onTestFinished(() => real.close());
  const store = options.store?.(real) ?? real;
  const library = options.library ?? (await ownLibrary());
  const records: Records = { store, newId: () => randomUUID().replaceAll('-', ''), readOutages: () => options.outages ?? [] };
  const lines: string[] = [];
  const bot = createBot({
    commands: allCommands,
    resources: {
      library,
      records,
      grade: options.grade ?? (async ({ rubric }, answer) => grade(rubric, answer)),
      roll: () => options.roll ?? 0,
      drawDiagram: async () => new Uint8Array([1]),
      drawBoard: async () => new Uint8Array([2]),
      drawHeatMap: async () => new Uint8Array([3]),
      checkChannel: options.checkChannel ?? (async () => []),
    },
    limiter: createLimiter({ learner: 10_000, place: 10_000 }),
    log: pino({ base: null }, { write: (line: string) => void lines.push(line) }),
    newReference: () => 'ref1',
    explain: (fault) => (fault instanceof StoreUnavailable ? 'I can’t save anything right now.' : undefined),
  });
  const clock = { now: NOW };
  return {
    bot,
    library,
    store,
    records,
    clock,
    logged: () => lines.join(''),
    sit: (name, { admin = false } = {}) => person(bot, clock, name, admin),
  };
}

function person(bot: Bot, clock: { now: number }, name: string, admin: boolean): Person {
  const happening = () => ({
    id: randomUUID(),
    at: clock.now,
    place: { platform: 'table', id: 'home' },
    channel: 'general',
    account: { platform: 'table', id: name.toLowerCase(), name },
    isAdmin: admin,
  });
  const receive = async (event: Partial<Event>) => {
    const reply = bot.receive({ ...happening(), ...event } as Event);
    const view = await reply.view;
    if (view.kind === 'message' && view.tone !== 'bad' && view.to !== reply.answers) throw new Error(`declared ${reply.answers}, got ${view.to}`);
    return view;
  };
  return {
    raw: receive,
    use: async (command, options = {}) => message(await receive({ kind: 'command', command, options })),
    press: (view, label) => receive({ kind: 'press', route: encodeRoute(buttonOf(view, label).route) }),
    send: async (view, fields, eventId) =>
      message(await receive({ kind: 'submit', route: encodeRoute(form(view).submit), fields, ...(eventId ? { id: eventId } : {}) })),
  };
}

export function message(view: View): Message {
  if (view.kind !== 'message') throw new Error(`a ${view.kind}, not a message`);
  return view;
}

export function form(view: View): Form {
  if (view.kind !== 'form') throw new Error(`a ${view.kind}, not a form: ${textOf(view)}`);
  return view;
}

export function buttons(view: View): Button[] {
  return message(view).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
}

function buttonOf(view: View, label: string): Button {
  const found = buttons(view).find((each) => each.label === label);
  if (!found) throw new Error(`no button ${label} among ${buttons(view).map((each) => each.label)}`);
  return found;
}

/** All that a person reads in a view, one line a block. */
export function textOf(view: View): string {
  return JSON.stringify(view, (name, value) => (name === 'bytes' ? undefined : value));
}
