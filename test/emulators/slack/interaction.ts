import type { Delivery } from './delivery.ts';
import { listOf } from './messages.ts';
import { type Slack, until } from './slack.ts';
import type { Failure, Message, Person, Sight, View } from './state.ts';

/** What one person did, and what came of it. */
export interface Interaction {
  readonly person: Person;
  readonly delivery: Delivery;
  /** Everything that this person has noticed since, as it stands now. */
  readonly sights: readonly Sight[];
  /** Messages among them, edits applied, those deleted left out. */
  readonly messages: readonly Message[];
  readonly failure: Failure | undefined;
  /** Each waits for the next one that was not asked for yet; a failure that the person reads instead throws. */
  message(): Promise<Message>;
  edit(): Promise<Message>;
  view(): Promise<View>;
  formErrors(): Promise<Readonly<Record<string, string>>>;
}

/** `from` is where the person's sights were before the act. */
export function interactionOf(slack: Slack, person: Person, delivery: Delivery, from: number): Interaction {
  const next: Record<string, number> = {};
  const sights = (): readonly Sight[] => (slack.world.sights.get(person.id) ?? []).slice(from);

  function wait<Kind extends Sight['kind']>(kind: Kind): Promise<Extract<Sight, { kind: Kind }>> {
    return until(slack, `${person.name} to see: ${kind}`, () => {
      const all = sights();
      const index = all.findIndex((sight, at) => at >= (next[kind] ?? 0) && sight.kind === kind);
      if (index >= 0) {
        next[kind] = index + 1;
        return all[index] as Extract<Sight, { kind: Kind }>;
      }
      const failure = all.find((sight) => sight.kind === 'failure');
      if (failure) throw new Error(`${person.name} waited for a ${kind} and read: ${failure.failure.text} (${failure.failure.code})`);
      return undefined;
    });
  }

  return {
    person,
    delivery,
    get sights() {
      return sights();
    },
    get messages() {
      const posted = sights().flatMap((sight) => (sight.kind === 'message' ? [sight.message] : []));
      return posted.flatMap((message) => listOf(slack, message.channel).filter((one) => one.ts === message.ts));
    },
    get failure() {
      return sights().find((sight) => sight.kind === 'failure')?.failure;
    },
    message: async () => (await wait('message')).message,
    edit: async () => (await wait('edit')).message,
    view: async () => (await wait('view')).view,
    formErrors: async () => (await wait('form errors')).errors,
  };
}
