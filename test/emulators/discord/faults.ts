import type { Fault, FaultOptions } from './types.ts';

interface Armed {
  options: FaultOptions;
  left: number;
  met: number;
  released: Promise<void>;
}

/** What the test wants to befall calls. */
export function createFaults() {
  const armed: Armed[] = [];

  function arm(options: FaultOptions): Fault {
    let resolve = () => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    const fault: Armed = { options, left: options.times ?? 1, met: 0, released: promise };
    armed.push(fault);
    return {
      get met() {
        return fault.met;
      },
      release: () => {
        fault.left = 0;
        resolve();
      },
    };
  }

  /** The oldest fault that this call meets; it counts as met. */
  function meet(method: string, path: string): Armed | undefined {
    const found = armed.find((fault) => fault.left > 0 && matches(fault.options, method, path));
    if (!found) return undefined;
    found.left -= 1;
    found.met += 1;
    return found;
  }

  return { arm, meet };
}

function matches(options: FaultOptions, method: string, path: string): boolean {
  if (options.method !== undefined && options.method.toUpperCase() !== method) return false;
  if (options.path === undefined) return true;
  return typeof options.path === 'string' ? path.includes(options.path) : options.path.test(path);
}
