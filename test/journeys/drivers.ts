import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type Act, createDiscordEmulator, type DiscordEmulator } from '../emulators/discord/index.ts';
import { createSlackEmulator, type SlackEmulator } from '../emulators/slack/index.ts';
import type { Interaction } from '../emulators/slack/interaction.ts';

/** Somebody who uses Quorum somewhere. Each act answers with the text of what came, as that person reads it. */
export interface Driver {
  name: string;
  use(command: string, options: Readonly<Record<string, string>>): Promise<string>;
  /** A button of the last message, by its label. */
  press(label: string): Promise<string>;
  /** A button that opens a form, with the field of that name, its first, filled in, and sent. */
  fill(label: string, text: string, field?: string): Promise<string>;
  /** What is offered while an option is typed. */
  complete(command: string, option: string, typed: string): Promise<readonly string[]>;
  /** Whether the last message was for this person alone. */
  wasPrivate(): boolean;
}

export async function openDiscord(): Promise<{ discord: DiscordEmulator; driver(): Driver }> {
  const discord = await createDiscordEmulator();
  onTestFinished(() => discord.close());
  const guild = discord.addGuild();
  const ada = discord.addUser({ name: 'Ada', guilds: [guild], admin: true });
  const driver = (): Driver => {
    let last: Act['message'];
    const read = (act: Act) => {
      if (!act.message) throw new Error(act.error ?? 'nothing came');
      last = act.message;
      return act.message.text;
    };
    const pressed = (label: string) => {
      if (!last) throw new Error('no message yet');
      return discord.press(ada, last, label);
    };
    return {
      name: 'Discord',
      // What is typed as `yes` elsewhere is a switch there.
      use: async (command, options) =>
        read(await discord.use(ada, command, Object.fromEntries(Object.entries(options).map(([option, value]) => [option, value === 'yes' ? true : value])))),
      press: async (label) => read(await pressed(label)),
      async fill(label, text) {
        const { modal } = await pressed(label);
        if (!modal) throw new Error('no form came');
        return read(await discord.submit(ada, modal, { [modal.fields[0]?.label ?? '']: text }));
      },
      complete: async (command, option, typed) => (await discord.type(ada, command, option, typed)).map(({ name }) => name),
      wasPrivate: () => last?.private ?? false,
    };
  };
  return { discord, driver };
}

/** `admins` is for the environment: Ada is one. */
export async function openSlack(): Promise<{ slack: SlackEmulator; admins: string; driver(name: string): Driver }> {
  const slack = await createSlackEmulator({ rateLimits: false });
  onTestFinished(() => slack.close());
  const ada = slack.addUser({ name: 'ada' });
  const general = slack.addChannel({ name: 'general', members: [ada] });
  slack.directMessages(ada);
  const driver = (name: string): Driver => {
    let last: Awaited<ReturnType<Interaction['message']>> | undefined;
    const read = async (act: Interaction) => {
      // A new message, or the one pressed with something else on it.
      last = await slack.until('an answer', () => {
        if (act.failure) throw new Error(act.failure.text);
        const [sight, ...more] = act.sights.flatMap((each) => (each.kind === 'message' || each.kind === 'edit' ? [each] : []));
        // A picture goes to the direct messages, and a word of that follows here: it is no answer to what is done next.
        const isWhole = !sight?.message.blocks.some((block) => block.type === 'image') || more.length > 0;
        return isWhole && sight?.message;
      });
      return `${last.text}\n${JSON.stringify(last.blocks)}\n${last.files.map((file) => file.name).join()}`;
    };
    const pressed = (label: string) => {
      if (!last) throw new Error('no message yet');
      return slack.press(ada, last, label);
    };
    return {
      name,
      use: async (command, options) => {
        const text = [command, ...Object.entries(options).map(([option, value]) => `${option}:${value}`)].join(' ');
        return read(await slack.use(ada, '/quorum', text, general));
      },
      press: async (label) => read(await pressed(label)),
      async fill(label, text, field = 'answer') {
        const view = await (await pressed(label)).view();
        return read(await slack.submit(ada, view, { [field]: text }));
      },
      complete: async () => [],
      wasPrivate: () => last?.onlyFor === ada.id,
    };
  };
  return { slack, admins: `slack:${ada.id}`, driver };
}

interface Posted {
  kind: 'message' | 'form';
  message: { id: string; html: string; private: boolean };
  form: { route: string };
  error?: string;
}

/** The page keeps its messages, so that a button of an older one can be pressed. */
interface WebDriver extends Driver {
  last(): Posted['message'] | undefined;
  press(label: string, on?: Posted['message']): Promise<string>;
}

/** As its own page does: over HTTP. */
export function webDriver(address: string): WebDriver {
  let last: Posted['message'] | undefined;
  const send = async (path: string, body: object): Promise<Posted> => {
    const response = await fetch(`${address}/play/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ learner: 'ada', id: randomUUID(), ...body }),
    });
    const answer = (await response.json()) as Posted;
    if (answer.error !== undefined) throw new Error(answer.error);
    if (answer.kind === 'message') last = answer.message;
    return answer;
  };
  const routeOf = (label: string, on: Posted['message'] | undefined) => {
    const [, route] = [...(on?.html ?? '').matchAll(/data-route="([^"]+)"[^>]*>([^<]*)</g)].find(([, , text]) => text === label) ?? [];
    if (route === undefined) throw new Error(`no button ${label}`);
    return route;
  };
  const press = (label: string, on = last) => send('press', { route: routeOf(label, on), message: on?.id });
  return {
    name: 'Playground',
    use: async (command, options) => (await send('command', { command, options })).message.html,
    last: () => last,
    press: async (label, on) => (await press(label, on)).message.html,
    async fill(label, text, field = 'answer') {
      const message = last?.id;
      const { form } = await press(label);
      return (await send('submit', { route: form.route, message, fields: { [field]: text } })).message.html;
    },
    async complete(command, option, typed) {
      const response = await fetch(`${address}/play/complete?${new URLSearchParams({ command, option, typed })}`);
      return ((await response.json()) as { label: string }[]).map(({ label }) => label);
    },
    wasPrivate: () => last?.private ?? false,
  };
}
