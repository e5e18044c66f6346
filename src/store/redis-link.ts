import { type Cluster, Redis } from 'ioredis';
import { addressInWords, connectRedis, type RedisAddress } from './redis-connect.ts';
import { asUnavailable, isRefused, RedisUnusable, reasonOf, unavailable } from './redis-faults.ts';
import { type Call, type Client, evaluate } from './redis-scripts.ts';
import { StoreUnavailable } from './store.ts';

/** What whoever runs us should know, in one sentence. */
export type Say = (level: 'info' | 'warn', sentence: string) => void;

export type Command = readonly [name: string, ...args: (string | number)[]];

/** How long a command waits for a connection that was lost just now. After that all fail at once until it is back. */
const PATIENCE_MS = 1_000;
const AGAIN_MS = 250;

/** A client that says when Redis is away, and lets nothing through before it has met it. */
export class RedisLink {
  /** The first contact. @throws RedisUnusable for what waiting can't mend */
  readonly met: Promise<void>;
  readonly where: string;
  readonly #client: Client;
  readonly #say: Say;
  readonly #meet: (client: Client) => Promise<void>;
  #state: 'new' | 'up' | 'down' | 'closed' = 'new';
  #hasMet = false;
  #patienceEnds = Date.now() + PATIENCE_MS;
  #waiting: (() => void)[] = [];
  #settle: { met: () => void; failed: (error: unknown) => void } = { met() {}, failed() {} };
  #lastError: unknown;

  /** @param meet what to do before anything else: again until it does not fail for what may pass */
  constructor(address: RedisAddress, say: Say, meet: (client: Client) => Promise<void>) {
    this.where = addressInWords(address);
    this.#say = say;
    this.#meet = meet;
    this.met = new Promise((resolve, reject) => {
      this.#settle = { met: resolve, failed: reject };
    });
    // Whoever opened us may have stopped waiting.
    this.met.catch(() => {});
    this.#client = connectRedis(address);
    this.#client.on('ready', () => void this.#greet());
    for (const event of ['close', 'end']) this.#client.on(event, () => this.#lost());
    for (const event of ['error', 'node error']) this.#client.on(event, (error: unknown) => this.#note(error));
  }

  /** One script. @throws StoreUnavailable */
  run(call: Call): Promise<unknown> {
    return this.attempt((client) => evaluate(client, call));
  }

  /** Plain commands on keys of any buckets, all sent before the first answer. @throws StoreUnavailable */
  all(commands: readonly Command[]): Promise<unknown[]> {
    return this.attempt(async (client) => {
      if (!(client instanceof Redis)) return Promise.all(commands.map(([name, ...args]) => client.call(name, args)));
      const pipeline = client.pipeline();
      for (const [name, ...args] of commands) pipeline.call(name, args);
      return (
        (await pipeline.exec())?.map(([error, answer]) => {
          if (error) throw error;
          return answer;
        }) ?? []
      );
    });
  }

  /** Every entry passes here. @throws StoreUnavailable for what may pass */
  async attempt<T>(work: (client: Client) => Promise<T>): Promise<T> {
    if (this.#state !== 'up') await this.#whenUp();
    try {
      return await work(this.#client);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    const isUp = this.#state === 'up';
    this.#state = 'closed';
    // What was asked is still answered.
    if (isUp) await this.#client.quit().catch(() => {});
    this.#client.disconnect();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #whenUp(): Promise<void> {
    const left = this.#patienceEnds - Date.now();
    if (this.#state !== 'closed' && left > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    if (this.#state === 'closed') throw new StoreUnavailable('The store is closed.');
    if (this.#state !== 'up') throw unavailable('it can not be reached');
  }

  async #greet(): Promise<void> {
    while (this.#state !== 'up' && this.#state !== 'closed' && this.#client.status === 'ready') {
      try {
        await this.#comeUp();
      } catch (error) {
        const fault = asUnavailable(error);
        if (!(fault instanceof StoreUnavailable)) return this.#settle.failed(fault);
        this.#note(error);
        this.#tellDown();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  async #comeUp(): Promise<void> {
    await Promise.all(primariesOf(this.#client).map(connected));
    if (!this.#hasMet) await this.#meet(this.#client);
    this.#hasMet = true;
    if (this.#state === 'up' || this.#state === 'closed' || this.#client.status !== 'ready') return;
    if (this.#state === 'down') this.#say('info', `${this.where} is there.`);
    this.#state = 'up';
    this.#lastError = undefined;
    this.#settle.met();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #lost(): void {
    if (this.#state === 'closed' || this.#state === 'down') return;
    this.#patienceEnds = Date.now() + PATIENCE_MS;
    this.#tellDown();
  }

  #tellDown(): void {
    if (this.#state === 'down' || this.#state === 'closed') return;
    this.#state = 'down';
    this.#say('warn', `${this.where}: ${reasonOf(this.#lastError) ?? 'the connection was lost'}. Nothing can be saved until that is over; trying on.`);
  }

  #note(error: unknown): void {
    this.#lastError = error;
    if (!this.#hasMet && isRefused(error)) this.#settle.failed(new RedisUnusable(`${this.where}: ${reasonOf(error)}.`));
  }
}

async function connected(node: Redis): Promise<void> {
  if (node.status === 'ready') return;
  if (node.status === 'end') throw new Error('Connection is closed.');
  await new Promise<void>((resolve, reject) => {
    node.once('ready', resolve);
    node.once('end', () => reject(new Error('Connection is closed.')));
  });
}

/** One connection to each node that holds data. */
export function primariesOf(client: Client): Redis[] {
  return client instanceof Redis ? [client] : (client as Cluster).nodes('master');
}
