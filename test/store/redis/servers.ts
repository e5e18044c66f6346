import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { RedisAddress } from '../../../src/store/redis-connect.ts';
import { redisServer } from '../../environment.ts';

/** A real redis-server on a free port of the loopback, with a folder of its own. */
export interface Server {
  readonly port: number;
  /** Ends it like a power cut, or sends another signal: SIGSTOP makes it hang, SIGCONT lets it go on. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The same port, folder and settings again. */
  restart(): Promise<void>;
  /** One command, on a connection of its own. */
  ask(...command: readonly (string | number)[]): Promise<unknown>;
  /** Ends it, and its folder. */
  dispose(): Promise<void>;
}

export interface Servers {
  address: RedisAddress;
  servers: readonly Server[];
  /** Takes all keys away. */
  empty(): Promise<void>;
  dispose(): Promise<void>;
}

const HOST = '127.0.0.1';
const READY = /Ready to accept connections|\+monitor master/;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @param settings as in redis.conf, by name */
export async function startServer(settings: Readonly<Record<string, string | number>> = {}, sentinel?: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-redis-'));
  const port = Number(settings.port ?? (await freePort()));
  const file = join(folder, 'redis.conf');
  const lines = Object.entries({ port, dir: folder, bind: HOST, save: '""', appendonly: 'yes', 'repl-diskless-sync-delay': 0, ...settings }).map(
    ([name, value]) => `${name} ${value}`,
  );
  // Sentinel knows nothing of the settings of data, and writes into its file.
  writeFileSync(file, sentinel === undefined ? lines.join('\n') : `port ${port}\ndir ${folder}\nbind ${HOST}\n${sentinel}\n`);
  let child = await launch(file, sentinel !== undefined);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    const ended = child.exitCode === null && child.signalCode === null ? new Promise((resolve) => child.once('exit', resolve)) : undefined;
    child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await ended;
  };
  return {
    port,
    kill,
    async restart() {
      child = await launch(file, sentinel !== undefined);
    },
    async ask(...[name = '', ...args]) {
      const client = new Redis({ port, host: HOST, maxRetriesPerRequest: 0, retryStrategy: null });
      client.on('error', () => {});
      try {
        return await client.call(String(name), args);
      } finally {
        client.disconnect();
      }
    },
    async dispose() {
      await kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(file: string, isSentinel: boolean): Promise<ChildProcess> {
  const child = spawn(redisServer(), [file, ...(isSentinel ? ['--sentinel'] : [])], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk).slice(-4_000);
        if (READY.test(said)) resolve();
      });
    child.once('exit', () => reject(new Error(`redis-server ended:\n${said}`)));
  });
  return child;
}

export async function startNode(settings: Readonly<Record<string, string | number>> = {}): Promise<Servers> {
  const server = await startServer(settings);
  return group({ kind: 'node', hosts: [{ host: HOST, port: server.port }], tls: false }, [server], [server]);
}

/** Three primaries, each with a third of the slots, and as many replicas each as wanted. */
export async function startCluster(replicas = 0): Promise<Servers> {
  const size = 3 * (1 + replicas);
  const servers = await Promise.all(Array.from({ length: size }, () => startClusterNode()));
  const [first] = servers;
  for (const [index, server] of servers.entries()) {
    if (index < 3) await server.ask('cluster', 'addslotsrange', index * 5_462, Math.min(16_383, (index + 1) * 5_462 - 1));
    if (server !== first) await meet(server, first!);
  }
  for (const [index, server] of servers.slice(3).entries()) {
    const primary = servers[index % 3]!;
    const id = String(await primary.ask('cluster', 'myid'));
    await until(async () => String(await server.ask('cluster', 'nodes')).includes(id));
    await server.ask('cluster', 'replicate', id);
    await until(async () => String(await primary.ask('info', 'replication')).includes('state=online'));
  }
  for (const server of servers)
    await until(async () => String(await server.ask('cluster', 'info')).includes(`cluster_known_nodes:${size}`) && (await isWell(server)));
  return group({ kind: 'cluster', hosts: servers.map(({ port }) => ({ host: HOST, port })), tls: false }, servers, servers.slice(0, 3));
}

const busPorts = new WeakMap<Server, number>();

async function startClusterNode(): Promise<Server> {
  const bus = await freePort();
  const server = await startServer({ 'cluster-enabled': 'yes', 'cluster-port': bus, 'cluster-node-timeout': 1_000, 'cluster-allow-replica-migration': 'no' });
  busPorts.set(server, bus);
  return server;
}

async function meet(server: Server, known: Server): Promise<void> {
  await server.ask('cluster', 'meet', HOST, known.port, busPorts.get(known)!);
}

async function isWell(server: Server): Promise<boolean> {
  return String(await server.ask('cluster', 'info')).includes('cluster_state:ok');
}

/** One primary and its replica, and the Sentinel that watches them. */
export async function startSentinel(): Promise<Servers> {
  const primary = await startServer();
  const replica = await startServer({ replicaof: `${HOST} ${primary.port}` });
  await until(async () => String(await primary.ask('info', 'replication')).includes('state=online'));
  const sentinel = await startServer(
    {},
    [
      `sentinel monitor quorum ${HOST} ${primary.port} 1`,
      'sentinel down-after-milliseconds quorum 600',
      'sentinel failover-timeout quorum 3000',
      'sentinel parallel-syncs quorum 1',
    ].join('\n'),
  );
  await until(async () => String(await sentinel.ask('sentinel', 'replicas', 'quorum')).includes(String(replica.port)));
  const address: RedisAddress = { kind: 'sentinel', hosts: [{ host: HOST, port: sentinel.port }], tls: false, primary: 'quorum' };
  return group(address, [primary, replica, sentinel], [primary]);
}

function group(address: RedisAddress, servers: readonly Server[], primaries: readonly Server[]): Servers {
  return {
    address,
    servers,
    async empty() {
      for (const server of primaries) await server.ask('flushall');
    },
    async dispose() {
      await Promise.all(servers.map((server) => server.dispose()));
    },
  };
}

/** Asks again until it is so; what fails meanwhile is not. */
export async function until(isSo: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo().catch(() => false)); ) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
