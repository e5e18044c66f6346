import { type App, SocketModeReceiver, webApi } from '@slack/bolt';
import { type OpenSocket, type Socket, SocketRefused } from './connection.ts';
import type { libraryLog } from './log.ts';

export interface SocketOptions {
  app: App;
  appToken: string;
  clientOptions(): webApi.WebClientOptions;
  logger: ReturnType<typeof libraryLog>;
  /** Until Slack must have said hello. */
  timeoutMs: number;
}

/**
 * One Socket Mode connection for each call. The library's own way back is not taken: it waits five seconds, and when Slack can't be reached at
 * that moment its promise is rejected with nobody to hear it, which ends the process.
 */
export function openSocketWith({ app, appToken, clientOptions, logger, timeoutMs }: SocketOptions): OpenSocket {
  return async () => {
    // A receiver of its own, so that nothing of the last connection is left. It writes into the options that it is given.
    const receiver = new SocketModeReceiver({ appToken, logger, autoReconnectEnabled: false, installerOptions: { clientOptions: clientOptions() } });
    receiver.init(app);
    const { client } = receiver;
    const lost = new Promise<void>((resolve) => {
      client.once('disconnected', resolve);
      stayUntilReplaced(client, resolve);
    });
    const close = (): void => void client.disconnect().catch(() => undefined);
    try {
      await inTime(client.start(), timeoutMs);
    } catch (fault) {
      close();
      throw refusalOf(fault);
    }
    return { lost, close } satisfies Socket;
  };
}

/** Slack says that it will close, seconds before. The library hangs up at that; we stay until another socket is open. */
function stayUntilReplaced(client: SocketModeReceiver['client'], leaving: () => void): void {
  const [library] = client.listeners('ws_message');
  if (!library) return;
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    if (isDisconnect(data)) leaving();
    else library.call(client, data, isBinary);
  });
}

async function inTime(started: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no hello')), timeoutMs);
  });
  await Promise.race([started, late]).finally(() => clearTimeout(timer));
}

function refusalOf(fault: unknown): unknown {
  if (fault instanceof webApi.WebAPIPlatformError) return new SocketRefused(fault.data.error);
  if (fault instanceof webApi.WebAPIRateLimitedError) return new SocketRefused('ratelimited', fault.retryAfter * 1000);
  return fault ?? new Error('closed at once');
}

function isDisconnect(data: unknown): boolean {
  try {
    const frame: unknown = typeof data === 'string' ? JSON.parse(data) : undefined;
    return typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === 'disconnect';
  } catch {
    return false;
  }
}
