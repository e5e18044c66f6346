// When people could not reach us. Each replica writes a heartbeat per platform and minute; where none came, that was an outage of
// ours, whoever's fault it was.

export const BEAT_EVERY_MS = 60 * 1000;
/** A beat may come a little late without anybody having noticed. */
const SILENCE_MAX_MS = 2 * BEAT_EVERY_MS;

export interface Outage {
  platform: string;
  /** In milliseconds since 1970: from the last beat until the next. */
  from: number;
  until: number;
  /** `vendor`: we were there and they were not. */
  cause: 'ours' | 'vendor';
}

/** What is kept of the beats of one platform, by all replicas together. */
export interface Pulse {
  /** When people last reached us there. */
  reachedAt: number;
  /** When a replica last ran without reaching the platform, if since then. */
  aloneAt?: number | undefined;
}

export interface Beat {
  platform: string;
  at: number;
  /** Whether the platform reaches us: a replica that runs beats also when it doesn't. */
  reached: boolean;
}

/** One beat more. After a silence it brings the one entry of the outage log. Beats of several replicas may come out of order. */
export function afterBeat(pulse: Pulse | undefined, { platform, at, reached }: Beat): { pulse: Pulse; outage?: Outage } {
  if (!pulse) return { pulse: { reachedAt: at, ...(reached ? {} : { aloneAt: at }) } };
  if (at <= pulse.reachedAt) return { pulse };
  if (!reached) return { pulse: { ...pulse, aloneAt: Math.max(at, pulse.aloneAt ?? at) } };
  const outage = silence(pulse, platform, at);
  return { pulse: { reachedAt: at }, ...(outage ? { outage } : {}) };
}

/** The outage that lasts at a moment, before its end is known. */
export function ongoing(pulse: Pulse | undefined, platform: string, now: number): Outage | undefined {
  return pulse && silence(pulse, platform, now);
}

function silence({ reachedAt, aloneAt }: Pulse, platform: string, until: number): Outage | undefined {
  if (until - reachedAt <= SILENCE_MAX_MS) return undefined;
  return { platform, from: reachedAt, until, cause: aloneAt === undefined ? 'ours' : 'vendor' };
}

/** How long it was out in a stretch of time, in milliseconds: what lies in two outages is counted once. */
export function outageMs(outages: readonly Pick<Outage, 'from' | 'until'>[], from: number, until: number): number {
  let out = 0;
  let counted = from;
  for (const outage of [...outages].sort((a, b) => a.from - b.from)) {
    const [start, end] = [Math.max(outage.from, counted), Math.min(outage.until, until)];
    if (end <= start) continue;
    out += end - start;
    counted = end;
  }
  return out;
}
