import { Cluster, Redis } from 'ioredis';
import type { Client } from './redis-scripts.ts';

/** Where Redis is, as REDIS_URL says it. */
export interface RedisAddress {
  kind: 'node' | 'sentinel' | 'cluster';
  hosts: readonly { host: string; port: number }[];
  tls: boolean;
  username?: string;
  password?: string;
  /** Its number. A cluster has only 0. */
  database?: number;
  /** What the Sentinels call the primary. */
  primary?: string;
  sentinelPassword?: string;
}

const CONNECT_MS = 2_000;
/** Without an answer for so long the connection counts as lost, with all that waits on it. */
const SILENCE_MS = 2_000;
const RETRY_MAX_MS = 2_000;
/** How soon a cluster's failover is noticed when no answer tells of it. */
const CLUSTER_REFRESH_MS = 2_000;

/**
 * Connects, and for ever again. Nothing is kept for later or sent twice: what could not be sent, or whose answer did not come,
 * fails at once, as the person behind it is told so.
 */
export function connectRedis(address: RedisAddress): Client {
  const { kind, hosts, tls, username, password } = address;
  const options = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    connectionName: 'quorum',
    connectTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy,
    // A primary that became a replica: whoever knows the new one is asked again.
    reconnectOnError: (error: Error) => error.message.includes('READONLY'),
  };
  if (kind === 'cluster') {
    const cluster = new Cluster([...hosts], {
      enableOfflineQueue: false,
      // It asks a node that may still be connecting. A cluster that is down says so itself.
      enableReadyCheck: false,
      clusterRetryStrategy: retryStrategy,
      slotsRefreshInterval: CLUSTER_REFRESH_MS,
      // Both would send again what may have been done.
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      // A certificate is for a name, not for the address behind it.
      ...(tls ? { dnsLookup: (name: string, done: (error: null, host: string) => void) => done(null, name) } : {}),
      redisOptions: options,
    });
    // Not at the first command: those that come while it connects would fail.
    cluster.on('+node', (node: Redis) => void node.connect().catch(() => {}));
    return cluster;
  }
  const database = address.database === undefined ? {} : { db: address.database };
  if (kind === 'node') return new Redis({ ...options, ...database, ...hosts[0] });
  // Its failoverDetector, which listens to the Sentinels, ends a client for good that is just connecting. It is not needed: a
  // Sentinel that takes the lead from a node drops all its connections, and without a replica no commit counts.
  return new Redis({
    ...options,
    ...database,
    sentinels: [...hosts],
    name: address.primary ?? '',
    sentinelRetryStrategy: retryStrategy,
    sentinelCommandTimeout: SILENCE_MS,
    enableTLSForSentinelMode: tls,
    ...(tls ? { sentinelTLS: {} } : {}),
    ...(address.sentinelPassword === undefined ? {} : { sentinelPassword: address.sentinelPassword }),
  });
}

/** For people: without name or password. */
export function addressInWords({ hosts, kind, primary }: RedisAddress): string {
  const list = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(', ');
  if (kind === 'node') return `Redis at ${list}`;
  return kind === 'cluster' ? `the Redis cluster at ${list}` : `the Redis primary "${primary}" that the Sentinels at ${list} know`;
}

function retryStrategy(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 6), RETRY_MAX_MS) + Math.floor(Math.random() * 100);
}
