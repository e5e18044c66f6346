import { WebSocket } from 'ws';
import { createDiscordEmulator } from './index.ts';
import type { Act, Channel, DiscordEmulator, DiscordEmulatorOptions, Guild, Json, Person } from './types.ts';

/** A client that knows nothing and may say anything: what the rules are tried with. */
export interface Reply {
  status: number;
  json: Json;
  headers: Headers;
}

export interface Bench {
  emulator: DiscordEmulator;
  guild: Guild;
  channel: Channel;
  ada: Person;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** A multipart body: `payload_json` and files under the names given. */
  upload(method: string, path: string, payload: unknown, files: Readonly<Record<string, File>>): Promise<Reply>;
  post(body: unknown): Promise<Reply>;
  /** Ada uses `/blep`; nobody has answered yet. */
  interaction(): Promise<Act>;
  answer(act: Act, type: number, data?: unknown): Promise<Reply>;
  /** `/webhooks/{application}/{token}` of an act. */
  webhook(act: Act): string;
  gateway(path?: string): Promise<Wire>;
}

export interface Wire {
  say(payload: unknown): void;
  /** The next payload with this op, or dispatch with this name. */
  hear(wanted: number | string): Promise<Json>;
  closed: Promise<number>;
  close(code: number): void;
}

const NOON = Date.UTC(2026, 10, 23, 12);
const USER_AGENT = 'DiscordBot (https://example.org/quorum, 1.0)';

export async function openBench(options: DiscordEmulatorOptions = {}): Promise<Bench> {
  // The clock stands: only advance() moves a deadline.
  const emulator = await createDiscordEmulator({ now: () => NOON, elapsed: () => 0, ...options });
  const guild = emulator.addGuild();
  const { channel } = guild;
  const ada = emulator.addUser({ name: 'Ada' });

  async function ask(method: string, path: string, body: string | FormData | undefined, headers: Record<string, string>): Promise<Reply> {
    const base = { authorization: `Bot ${emulator.token}`, 'user-agent': USER_AGENT };
    const response = await fetch(`${emulator.url}${path.startsWith('/v') ? path : `/v10${path}`}`, {
      method,
      headers: { ...base, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, json: text ? JSON.parse(text) : {}, headers: response.headers };
  }

  const send: Bench['send'] = (method, path, body, headers = {}) =>
    ask(method, path, body === undefined ? undefined : JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  const token = (act: Act) => String(act.interaction.token);

  return {
    ...{ emulator, guild, channel, ada, send },
    upload: (method, path, payload, files) => {
      const form = new FormData();
      form.set('payload_json', JSON.stringify(payload));
      for (const [name, file] of Object.entries(files)) form.set(name, file);
      return ask(method, path, form, {});
    },
    post: (body) => send('POST', `/channels/${channel.id}/messages`, body),
    interaction: async () => {
      const registered = await send('POST', `/applications/${emulator.applicationId}/commands`, { name: 'blep', description: 'Send an animal photo' });
      if (registered.status >= 300) throw new Error(JSON.stringify(registered.json));
      const before = emulator.acts.length;
      emulator.use(ada, 'blep').catch(() => {});
      return emulator.acts[before]!;
    },
    answer: (act, type, data) => send('POST', `/interactions/${act.interaction.id}/${token(act)}/callback`, data === undefined ? { type } : { type, data }),
    webhook: (act) => `/webhooks/${emulator.applicationId}/${token(act)}`,
    gateway: (path = '/gateway?v=10&encoding=json') => wire(`${emulator.url.replace('http', 'ws')}${path}`),
  };
}

async function wire(url: string): Promise<Wire> {
  const socket = new WebSocket(url);
  const heard: Json[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as Json);
    for (const wake of [...waiting]) wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => {});
  const take = (wanted: number | string) => {
    const index = heard.findIndex((each) => (typeof wanted === 'number' ? each.op === wanted : each.t === wanted));
    return index < 0 ? undefined : heard.splice(index, 1)[0];
  };
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    say: (payload) => socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    hear: (wanted) =>
      new Promise((resolve) => {
        const wake = () => {
          const found = take(wanted);
          if (!found) return;
          waiting.delete(wake);
          resolve(found);
        };
        waiting.add(wake);
        wake();
      }),
    closed,
    close: (code) => socket.close(code),
  };
}

export function identify(emulator: DiscordEmulator, over: Json = {}): Json {
  return { op: 2, d: { token: emulator.token, intents: 1, properties: { os: 'linux', browser: 'disco', device: 'disco' }, ...over } };
}
