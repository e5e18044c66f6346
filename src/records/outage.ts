import { z } from 'zod';
import { afterBeat, type Beat, type Outage, ongoing, type Pulse } from '../study/outage.ts';
import { documentSchema } from './document.ts';
import { versionOf } from './membership.ts';
import { type Records, untilCommitted } from './records.ts';

/** A partition of its own: what concerns everybody. */
const PARTITION = 'outages';
const LOG = 'outages';
/** The names of the platforms that have ever beaten. */
const PLATFORMS = 'platforms';
/** More than anybody's streak is explained for. */
const OUTAGES_READ = 500;

const pulseSchema = documentSchema({ v: z.literal(1), reachedAt: z.number(), aloneAt: z.number().exactOptional() });
const outageSchema = documentSchema({ platform: z.string(), from: z.number(), until: z.number(), cause: z.enum(['ours', 'vendor']) });

/** Notes that we run, and whether a platform reaches us; after a silence also the outage that it was, once. Any replica may. */
export async function recordBeat(records: Records, beat: Beat): Promise<void> {
  const key = pulseKey(beat.platform);
  await untilCommitted(async () => {
    const document = (await records.store.read(PARTITION, { documents: [key] })).documents[key];
    const before = document && pulseSchema.parse(document.value);
    const { pulse, outage } = afterBeat(before, beat);
    if (pulse === before) return { committed: { outcome: 'done', sizes: {} } as const, result: undefined };
    const committed = await records.store.commit(PARTITION, {
      expect: { [key]: versionOf(document) },
      put: { [key]: { v: 1, ...pulse } },
      add: { [PLATFORMS]: [beat.platform] },
      ...(outage ? { append: { [LOG]: [{ ...outage }] } } : {}),
    });
    return { committed, result: undefined };
  });
}

/** The outages so far, oldest first, with those that last. Two round trips. */
export async function readOutages({ store }: Records, now: number): Promise<readonly Outage[]> {
  const { sets, logs } = await store.read(PARTITION, { sets: [PLATFORMS], logs: { [LOG]: { last: OUTAGES_READ } } });
  const platforms = sets[PLATFORMS] ?? [];
  const over = (logs[LOG] ?? []).map((entry) => outageSchema.parse(entry));
  if (platforms.length === 0) return over;
  const { documents } = await store.read(PARTITION, { documents: platforms.map(pulseKey) });
  const lasting = platforms.flatMap((platform) => ongoing(pulseIn(documents[pulseKey(platform)]?.value), platform, now) ?? []);
  return [...over, ...lasting];
}

function pulseIn(value: unknown): Pulse | undefined {
  return value === undefined ? undefined : pulseSchema.parse(value);
}

function pulseKey(platform: string): string {
  return `pulse/${platform}`;
}
