/** What goes wrong with the next calls to a method, `response_url`, `upload` or `socket` (the WebSocket's opening). */
export interface Fault {
  on: string | RegExp;
  /** Default 1. */
  times?: number;
  /** `cut before`: not carried out; `cut after`: carried out, the answer lost; `delay`: carried out at `release()`. */
  how: { status: number } | { retryAfter: number } | { error: string } | 'cut before' | 'cut after' | 'delay';
}

export interface FaultHandle {
  /** How many calls it has met. */
  readonly met: number;
  release(): void;
  /** Resolves when a call has met it. */
  readonly firstMet: Promise<void>;
}

export interface PlannedFault {
  how: Fault['how'];
  released: Promise<void>;
}

export interface Faults {
  plan(fault: Fault): FaultHandle;
  /** The fault that this call meets, if any. */
  meet(name: string): PlannedFault | undefined;
  releaseAll(): void;
}

function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

export function createFaults(): Faults {
  const planned: { fault: Fault; left: number; met: number; released: Promise<void>; announce: () => void; release: () => void }[] = [];

  function plan(fault: Fault): FaultHandle {
    const { promise: released, resolve: release } = gate();
    const { promise: firstMet, resolve: announce } = gate();
    const entry = { fault, left: fault.times ?? 1, met: 0, released, release, announce };
    planned.push(entry);
    return {
      get met() {
        return entry.met;
      },
      release,
      firstMet,
    };
  }

  function meet(name: string): PlannedFault | undefined {
    const entry = planned.find(({ fault, left }) => left > 0 && (typeof fault.on === 'string' ? fault.on === name : fault.on.test(name)));
    if (!entry) return undefined;
    entry.left -= 1;
    entry.met += 1;
    entry.announce();
    return { how: entry.fault.how, released: entry.released };
  }

  function releaseAll(): void {
    for (const { release } of planned) release();
  }

  return { plan, meet, releaseAll };
}
