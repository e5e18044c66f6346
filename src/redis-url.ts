/** Where Redis is, as REDIS_URL says it. */
export interface RedisConfig {
  kind: 'node' | 'sentinel' | 'cluster';
  hosts: readonly { host: string; port: number }[];
  tls: boolean;
  username?: string;
  password?: string;
  database?: number;
  /** What the Sentinels call the primary. */
  primary?: string;
  sentinelPassword?: string;
}

const PORT = 6379;
const SENTINEL_PORT = 26_379;
const SHAPE = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/?#]*)@)?([^@/?#]*)(?:\/([^/?#]*))?(?:\?([^#]*))?$/i;
const HOST = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i;
const EXAMPLES = 'redis://host:6379, redis+sentinel://a:26379,b:26379?name=mymaster or redis+cluster://a:6379,b:6379 (rediss… with TLS)';

/** A sentence for what is wrong. It never repeats the address, which may hold a password. */
class Mistake extends Error {}

/** @returns a sentence on what is wrong with it, without any part of a password, or where Redis is */
export function readRedisUrl(text: string): RedisConfig | string {
  try {
    return read(text.trim());
  } catch (error) {
    if (error instanceof Mistake) return error.message;
    throw error;
  }
}

function read(text: string): RedisConfig {
  const [matched, scheme = '', topology, person, hostList = '', path = '', query = ''] = SHAPE.exec(text) ?? [];
  if (matched === undefined) {
    if (!/^rediss?(\+(sentinel|cluster))?:\/\//i.test(text)) throw new Mistake(`expected an address such as ${EXAMPLES}`);
    throw new Mistake('has a character too many: in a name or password write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23');
  }
  const kind = topology === undefined ? 'node' : (topology.toLowerCase() as 'sentinel' | 'cluster');
  const hosts = hostList.split(',').map((host) => readHost(host.trim(), kind === 'sentinel' ? SENTINEL_PORT : PORT));
  if (kind === 'node' && hosts.length > 1) throw new Mistake('has several hosts: begin it with redis+cluster:// or redis+sentinel://');
  return { kind, hosts, tls: scheme.toLowerCase() === 'rediss', ...readPerson(person), ...readDatabase(path, kind), ...readQuery(query, kind) };
}

function readHost(text: string, usualPort: number): { host: string; port: number } {
  const [, host, port] = HOST.exec(text) ?? [];
  if (host === undefined) throw new Mistake(`needs hosts with commas between, each as host or host:port, such as ${EXAMPLES}`);
  if (Number(port ?? usualPort) > 65_535 || Number(port ?? usualPort) < 1) throw new Mistake('has a port that is none: expected 1 to 65535');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? usualPort) };
}

function readPerson(text: string | undefined): { username?: string; password?: string } {
  if (text === undefined) return {};
  const colon = text.indexOf(':');
  // As Redis itself has it: what stands alone is the name.
  const [username, password] = (colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)]).map(decode);
  return { ...(username ? { username } : {}), ...(password ? { password } : {}) };
}

function readDatabase(path: string, kind: RedisConfig['kind']): { database?: number } {
  if (path === '') return {};
  if (!/^\d{1,4}$/.test(path)) throw new Mistake('has something behind its slash that is no number of a database');
  if (kind === 'cluster' && Number(path) !== 0) throw new Mistake('names a database, and a cluster has only 0: leave the slash and the number out');
  return { database: Number(path) };
}

function readQuery(query: string, kind: RedisConfig['kind']): { primary?: string; sentinelPassword?: string } {
  const given = new URLSearchParams(query);
  const known = kind === 'sentinel' ? ['name', 'sentinelPassword'] : [];
  const unknown = [...given.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new Mistake(kind === 'sentinel' ? 'knows name and sentinelPassword behind its question mark, nothing else' : 'takes nothing behind a question mark');
  if (kind !== 'sentinel') return {};
  const [primary, sentinelPassword] = [given.get('name'), given.get('sentinelPassword')];
  if (!primary) throw new Mistake('also needs the name that the Sentinels give the primary: put ?name=mymaster at its end');
  return { primary, ...(sentinelPassword ? { sentinelPassword } : {}) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Mistake('has a % in its name or password that begins no character: write % as %25');
  }
}
