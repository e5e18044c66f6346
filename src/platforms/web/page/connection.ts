import type { Answer, History, Problem, Setup, ShownMessage } from '../wire.ts';

/** `error` is a sentence for the person. */
export type Outcome = { done: true; answer: Answer } | { done: false; error: string };

/** Waits between the tries of one request: over 10 s in all, in which a server has restarted. */
const RETRY_AFTER_MS = [300, 700, 1_500, 3_000, 5_000];
/** Then the connection is taken for lost, and the same request is sent again: by its id it counts once. */
const TIMEOUT_MS = 30_000;
const SETUP_AGAIN_MS = 1_000;
/** Answers of a server or a proxy that will be back. */
const AWAY = [502, 503, 504];

/** Not `randomUUID`: browsers have that on localhost and over HTTPS only, and the playground can be opened to a network. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param body with an id: repeated until it is answered or hopeless. @param whileAway called when a try failed and another follows */
export async function send(act: 'command' | 'press' | 'submit', body: object, whileAway: () => void): Promise<Outcome> {
  for (const wait of [...RETRY_AFTER_MS, undefined]) {
    const outcome = await tryOnce(`/play/${act}`, JSON.stringify(body));
    if (outcome) return outcome;
    if (wait === undefined) break;
    whileAway();
    await pause(wait);
  }
  return { done: false, error: 'I can’t reach Quorum. Is it still running? Nothing that you wrote is lost: try again when it is back.' };
}

/** `undefined`: worth another try. */
async function tryOnce(path: string, body: string): Promise<Outcome | undefined> {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return { done: true, answer: (await response.json()) as Answer };
    if (AWAY.includes(response.status)) return undefined;
    return { done: false, error: await problemOf(response) };
  } catch {
    return undefined;
  }
}

async function problemOf(response: Response): Promise<string> {
  try {
    return ((await response.json()) as Problem).error;
  } catch {
    return `Quorum answered with an error (${response.status}). Please try again.`;
  }
}

/** Until the server is there. */
export async function loadSetup(): Promise<Setup> {
  for (;;) {
    try {
      const response = await fetch('/play/commands');
      if (response.ok) return (await response.json()) as Setup;
    } catch {
      // Not there yet: the header says so already.
    }
    await pause(SETUP_AGAIN_MS);
  }
}

/** None when the server can't be asked: suggestions are a comfort. */
export async function loadSuggestions(command: string, option: string, typed: string): Promise<readonly { label: string; value: string }[]> {
  try {
    const response = await fetch(`/play/complete?${new URLSearchParams({ command, option, typed })}`);
    return response.ok ? ((await response.json()) as { label: string; value: string }[]) : [];
  } catch {
    return [];
  }
}

export interface StreamListener {
  /** On each connect: everything that is remembered. */
  history(messages: readonly ShownMessage[]): void;
  message(message: ShownMessage): void;
  connected(isConnected: boolean): void;
}

/** Comes back by itself, however it was lost. */
export function openStream(learner: string, listener: StreamListener): void {
  const source = new EventSource(`/play/stream?${new URLSearchParams({ learner })}`);
  source.addEventListener('history', (event) => {
    listener.connected(true);
    listener.history((JSON.parse(event.data) as History).messages);
  });
  source.addEventListener('message', (event) => listener.message(JSON.parse(event.data) as ShownMessage));
  source.addEventListener('error', () => {
    listener.connected(false);
    // Browsers try again after a lost connection, but not after an answer like 503.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => openStream(learner, listener), SETUP_AGAIN_MS);
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
