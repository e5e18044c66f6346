/** Time that passes by itself and can be pushed. Timers run in the order in which they are due, `advance` running those that it passes. */
export interface Clock {
  now(): number;
  /** Runs once the clock has passed `ms` from now; the answer cancels. */
  after(ms: number, run: () => void): () => void;
  advance(ms: number): void;
  stop(): void;
}

interface Timer {
  due: number;
  run: () => void;
}

export function createClock(source: () => number): Clock {
  let pushed = 0;
  let wake: NodeJS.Timeout | undefined;
  const timers = new Set<Timer>();
  const now = (): number => source() + pushed;

  function nextDue(): Timer | undefined {
    return [...timers].sort((a, b) => a.due - b.due)[0];
  }

  function runDue(): void {
    for (let timer = nextDue(); timer && timer.due <= now(); timer = nextDue()) {
      timers.delete(timer);
      timer.run();
    }
    plan();
  }

  function plan(): void {
    clearTimeout(wake);
    const timer = nextDue();
    if (!timer) return;
    // At least 5 ms: a source that stands still must not spin.
    wake = setTimeout(runDue, Math.max(timer.due - now(), 5));
    wake.unref();
  }

  function after(ms: number, run: () => void): () => void {
    const timer = { due: now() + ms, run };
    timers.add(timer);
    plan();
    return () => {
      timers.delete(timer);
    };
  }

  function advance(ms: number): void {
    const target = now() + ms;
    for (let timer = nextDue(); timer && timer.due <= target; timer = nextDue()) {
      pushed += Math.max(timer.due - now(), 0);
      timers.delete(timer);
      timer.run();
    }
    pushed += Math.max(target - now(), 0);
    plan();
  }

  function stop(): void {
    timers.clear();
    clearTimeout(wake);
  }

  return { now, after, advance, stop };
}
