import { z } from 'zod';
import type { Report } from '../platform.ts';
import { type Calls, type Outcome, TOKEN_ERRORS } from './calls.ts';
import type { Workspace } from './inbound.ts';
import type { Timing } from './limits.ts';

/** Whether Slack takes our token, and, in Socket Mode, whether a socket is open. Comes back by itself. */
export interface Connection {
  /** Resolves after the first attempt. */
  start(): Promise<void>;
  stop(): void;
  /** A call was refused for its token: we look at once, unless we know. */
  tokenRefused(): void;
  /** Where we are installed, as far as we know. */
  readonly installed: Workspace | undefined;
}

/** Opens one; `lost` resolves when it is gone, or about to go: then it is closed once another one is open. @throws a `SocketRefused` or whatever the network throws */
export type OpenSocket = () => Promise<Socket>;

export interface Socket {
  lost: Promise<void>;
  close(): void;
}

export class SocketRefused extends Error {
  override name = 'SocketRefused';
  readonly retryAfterMs: number | undefined;

  constructor(error: string, retryAfterMs?: number) {
    super(error);
    this.retryAfterMs = retryAfterMs;
  }
}

export interface ConnectionOptions {
  calls: Calls;
  /** Absent over HTTP. */
  openSocket: OpenSocket | undefined;
  timing: Timing;
  report: Report;
}

const installation = z.object({
  team_id: z.string(),
  team: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
});

/** How an attempt went wrong, and how long to wait. */
interface Trouble {
  text: string;
  isRefusal: boolean;
  waitMs?: number | undefined;
}

export function createConnection({ calls, openSocket, timing, report }: ConnectionOptions): Connection {
  let stopped = false;
  let installed: Workspace | undefined;
  let socket: Socket | undefined;
  /** About to go, or gone. */
  let leaving: Socket | undefined;
  let wake: () => void = () => undefined;
  let failures = 0;
  let isRefused = false;
  let shown = '';

  function tell(kind: 'connecting' | 'on' | 'failed', text: string): void {
    if (stopped || shown === `${kind} ${text}`) return;
    shown = `${kind} ${text}`;
    report({ kind, text });
  }

  /** Until then, or until somebody wakes us. */
  async function sleep(ms: number, orWhen?: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const slept = new Promise<void>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([slept, ...(orWhen ? [orWhen] : [])]);
    clearTimeout(timer);
  }

  async function attempt(): Promise<Trouble | undefined> {
    const outcome = await calls.api('auth.test', {}, true);
    const read = outcome.kind === 'done' ? installation.safeParse(outcome.value).data : undefined;
    if (!read) return troubleWithToken(outcome);
    installed = { team: read.team_id, enterprise: read.is_enterprise_install ? (read.enterprise_id ?? undefined) : undefined };
    const trouble = openSocket && !socket ? await connect(openSocket) : undefined;
    if (!trouble) tell('on', `${read.team ?? read.team_id}, ${openSocket ? 'Socket Mode' : 'HTTP'}`);
    return trouble;
  }

  async function connect(open: OpenSocket): Promise<Trouble | undefined> {
    try {
      const opened = await open();
      if (stopped) opened.close();
      else keep(opened);
      return undefined;
    } catch (fault) {
      return troubleWithSocket(fault);
    }
  }

  function keep(opened: Socket): void {
    leaving?.close();
    leaving = undefined;
    socket = opened;
    void opened.lost.then(() => {
      leaving = opened;
      socket = undefined;
      wake();
    });
  }

  /** Never ends but by `stop`. */
  async function run(firstAttempt: () => void): Promise<void> {
    while (!stopped) {
      const trouble = await attempt();
      failures = trouble ? failures + 1 : 0;
      isRefused = trouble?.isRefusal ?? false;
      if (trouble) tell('failed', trouble.text);
      firstAttempt();
      if (!stopped) await sleep(trouble ? pause(trouble) : timing.checkMs, trouble ? undefined : socket?.lost);
    }
  }

  function pause({ isRefusal, waitMs }: Trouble): number {
    const backOff = isRefusal ? timing.refusedMs : Math.min(timing.downMaxMs, timing.downMs * 2 ** (failures - 1));
    // Replicas that lost Slack together should not come back together.
    return Math.max(backOff * (0.75 + Math.random() / 2), waitMs ?? 0);
  }

  return {
    async start() {
      tell('connecting', 'connecting to Slack');
      await new Promise<void>((resolve) => void run(resolve));
    },
    stop() {
      stopped = true;
      socket?.close();
      leaving?.close();
      wake();
    },
    tokenRefused() {
      if (!isRefused) wake();
    },
    get installed() {
      return installed;
    },
  };
}

function troubleWithToken(outcome: Outcome): Trouble {
  const error = outcome.kind === 'done' ? 'an answer that is none' : outcome.error;
  if (!TOKEN_ERRORS.has(error)) return { text: `Slack can’t be reached (${error}); trying again`, isRefusal: false };
  return {
    text: `Slack refuses SLACK_BOT_TOKEN (${error}): copy the Bot User OAuth Token again from OAuth & Permissions at https://api.slack.com/apps; trying again every minute`,
    isRefusal: true,
  };
}

function troubleWithSocket(fault: unknown): Trouble {
  const error = fault instanceof Error ? fault.message : 'closed at once';
  if (!(fault instanceof SocketRefused)) return { text: 'Slack’s Socket Mode can’t be reached; trying again', isRefusal: false };
  if (!TOKEN_ERRORS.has(error)) return { text: `Slack opens no socket (${error}); trying again`, isRefusal: false, waitMs: fault.retryAfterMs };
  return {
    text: `Slack refuses SLACK_APP_TOKEN (${error}): make one with connections:write under Basic Information, App-Level Tokens, at https://api.slack.com/apps; trying again every minute`,
    isRefusal: true,
  };
}
