import { StoreUnavailable } from './store.ts';

/** Redis can't be used as it is set up. The message is one sentence for the person who started the process. */
export class RedisUnusable extends Error {
  override name = 'RedisUnusable';
}

/** What a server answers that may be over in a moment. @see https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const ANSWERED: Readonly<Record<string, string>> = {
  ASK: 'its cluster is being rearranged',
  BUSY: 'a script of somebody else keeps it busy',
  CLUSTERDOWN: 'its cluster is down',
  LOADING: 'it is loading its data',
  MASTERDOWN: 'its primary is down',
  MISCONF: 'it can not write its data to disk',
  MOVED: 'its cluster is being rearranged',
  NOREPLICAS: 'it has not enough replicas to write',
  OOM: 'its memory is full',
  READONLY: 'it became a replica',
  TRYAGAIN: 'its cluster is being rearranged',
  UNBLOCKED: 'it became a replica',
};

/** What an operator has to mend; it may be mended while we run. */
const REFUSED: Readonly<Record<string, string>> = {
  NOAUTH: 'it wants a password: REDIS_URL needs one, as in redis://:password@host',
  NOPERM: 'its user may not do what Quorum needs',
  WRONGPASS: 'it does not accept the name and password in REDIS_URL',
};

/** How ioredis says that the connection, or a whole cluster, is not there. */
const LOST =
  /Connection is closed|max retries per request|Command aborted|Stream isn't writeable|Cluster isn't ready|startup nodes|slots cache|Too many Cluster redirections|Socket timeout|Command timed out|sentinels are unreachable|Cluster is (ended|disconnect)/i;

/** The reason in words; `undefined` for a fault of ours. */
export function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // Before version 7 a script's error had that of its command at its end: "ERR Error running script …: -OOM command not allowed …".
  const first = /^(?:ERR .* -)?([A-Z]+)\b/s.exec(error.message)?.[1] ?? '';
  const answered = ANSWERED[first] ?? REFUSED[first];
  if (answered) return answered;
  if (LOST.test(error.message) || ('code' in error && typeof error.code === 'string')) return 'it can not be reached';
  return undefined;
}

/** What to throw instead of an error of the client library: StoreUnavailable for what may pass, else the error itself. */
export function asUnavailable(error: unknown): unknown {
  // The library's errors carry the command with all that was in it: answers, or a password.
  if (error instanceof Error && 'command' in error) delete error.command;
  const reason = reasonOf(error);
  return reason ? unavailable(reason, error) : error;
}

/** Whether nothing but the operator can change it. */
export function isRefused(error: unknown): boolean {
  return Object.values(REFUSED).includes(reasonOf(error) ?? '');
}

export function unavailable(reason: string, cause?: unknown): StoreUnavailable {
  return new StoreUnavailable(`The store can not do it now: Redis: ${reason}. Nothing was acknowledged.`, { cause });
}
