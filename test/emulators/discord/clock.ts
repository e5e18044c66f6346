/** The emulator's own time: real or given, moved on by tests. Deadlines come true when it passes them. */
export class Clock {
  readonly #base: () => number;
  readonly #elapsed: () => number;
  #ahead = 0;
  readonly #due = new Map<symbol, { at: number; run: () => void; timer: NodeJS.Timeout }>();

  constructor(base: () => number = Date.now, elapsed: () => number = () => performance.now()) {
    this.#base = base;
    this.#elapsed = elapsed;
  }

  now(): number {
    return this.#base() + this.#ahead;
  }

  /** What rate limits go by: a client that was told to wait really waits, also under a clock that the test holds. */
  monotonic(): number {
    return this.#elapsed() + this.#ahead;
  }

  at(at: number, run: () => void): void {
    const key = Symbol();
    // Where the test holds the clock, the timer finds that nothing is due yet.
    const timer = setTimeout(() => this.#runDue(), Math.max(0, at - this.now()) + 1);
    timer.unref();
    this.#due.set(key, { at, run, timer });
  }

  advance(ms: number): void {
    this.#ahead += ms;
    this.#runDue();
  }

  stop(): void {
    for (const { timer } of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }

  #runDue(): void {
    const due = [...this.#due].filter(([, each]) => each.at <= this.now()).sort(([, a], [, b]) => a.at - b.at);
    for (const [key, each] of due) {
      clearTimeout(each.timer);
      this.#due.delete(key);
      each.run();
    }
  }
}

const DISCORD_EPOCH = 1_420_070_400_000;

/** Real snowflakes: the time, then a number that grows, so that ids sort by age. */
export function snowflakes(now: () => number): () => string {
  let increment = 0n;
  let last = 0n;
  return () => {
    increment = (increment + 1n) & 0xfffn;
    const made = (BigInt(Math.floor(now()) - DISCORD_EPOCH) << 22n) | increment;
    last = made > last ? made : last + 1n;
    return String(last);
  };
}
