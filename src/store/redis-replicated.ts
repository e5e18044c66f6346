import { Cluster } from 'ioredis';
import { asUnavailable, unavailable } from './redis-faults.ts';
import type { RedisLink } from './redis-link.ts';
import { byName, byText, type Call, type Client, isUnknownScript } from './redis-scripts.ts';

/** How long a replica has to say that it has a commit. */
const WAIT_MS = 500;
const TOGETHER_MAX = 100;

interface Waiting {
  call: Call;
  resolve: (reply: unknown) => void;
  reject: (error: unknown) => void;
}
type Answer = [error: Error | null, reply: unknown];

/**
 * Commits that count once a replica has them: WAIT follows in the same pipeline. The connection stands still meanwhile, so it serves
 * nothing else, and what comes in the meantime goes together with the next WAIT.
 * Redis does not promise more: a failover to a replica that was behind the one that answered, or the loss of both at once, can
 * still lose what was acknowledged.
 */
export function replicatedCommits(link: RedisLink, isCluster: boolean): (call: Call) => Promise<unknown> {
  /** What waits, by lane: the bucket in a cluster, where all of a pipeline must go to one node and buckets never part. */
  const lanes = new Map<string, Waiting[]>();

  const drain = async (lane: string, waiting: Waiting[]) => {
    while (waiting.length > 0) {
      const together = waiting.splice(0, TOGETHER_MAX);
      const calls = together.map(({ call }) => call);
      const answers = await link.attempt((client) => commitTogether(client, calls)).catch((error: Error) => calls.map((): Answer => [error, undefined]));
      for (const [index, { resolve, reject }] of together.entries()) {
        const [error, reply] = answers[index] ?? [];
        if (error) reject(asUnavailable(error));
        else resolve(reply);
      }
    }
    lanes.delete(lane);
  };
  return (call) =>
    new Promise((resolve, reject) => {
      const lane = isCluster ? tagOf(call) : '';
      const waiting = lanes.get(lane);
      if (waiting) return void waiting.push({ call, resolve, reject });
      const first = [{ call, resolve, reject }];
      lanes.set(lane, first);
      void drain(lane, first);
    });
}

function tagOf({ keys }: Call): string {
  return /\{.*?\}/.exec(keys[0] ?? '')?.[0] ?? '';
}

async function commitTogether(client: Client, calls: readonly Call[]): Promise<Answer[]> {
  const answers = await send(client, calls, byName);
  const again = calls.flatMap((call, index) => (wasNotRun(answers[index]?.[0]) ? [{ call, index }] : []));
  if (again[0] === undefined) return answers;
  // A plain command follows a MOVED to where the bucket is now, and the client learns it.
  if (client instanceof Cluster) await client.exists(again[0].call.keys[0] ?? '');
  const second = await send(
    client,
    again.map(({ call }) => call),
    byText,
  );
  for (const [place, { index }] of again.entries()) answers[index] = second[place] ?? [unavailable('it did not answer'), undefined];
  return answers;
}

/** Nothing of a call is done when its script is not known, or its bucket has moved. */
function wasNotRun(error: Error | null | undefined): boolean {
  return isUnknownScript(error) || error?.message.startsWith('MOVED ') === true;
}

async function send(client: Client, calls: readonly Call[], args: (call: Call) => (string | number)[]): Promise<Answer[]> {
  const pipeline = client.pipeline();
  for (const call of calls) pipeline.call(args === byName ? 'evalsha' : 'eval', args(call));
  const answers = (await pipeline.wait(1, WAIT_MS).exec()) ?? [];
  const [waitError, replicas] = answers.pop() ?? [null, 0];
  const without: Answer = [waitError ?? unavailable('no replica has it yet'), undefined];
  return waitError || Number(replicas) < 1 ? answers.map((answer): Answer => (answer[0] ? answer : without)) : answers;
}
