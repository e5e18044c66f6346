import { z } from 'zod';
import { items, plainOption, plainText } from './block-kit/objects.ts';
import { type Delivery, describe } from './delivery.ts';
import { clearViews, popView, pushView, readView, updateView } from './modals.ts';
import { workspaceOf } from './payloads.ts';
import { answer } from './response-url.ts';
import { Refused, type Slack, see, violate } from './slack.ts';
import type { Channel, Failure, Json, Person, View } from './state.ts';

const optionList = items(plainOption, 'suggestion.options').or(z.array(plainOption).max(0));
const suggestionShape = z.union([
  z.strictObject({ options: optionList }),
  z.strictObject({ option_groups: z.array(z.strictObject({ label: plainText('option_group.label'), options: optionList })) }),
]);

const submissionShape = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
]);

/** Tells the person what Slack says when the bot did not do its part. */
export function showFailure(slack: Slack, person: Person, delivery: Delivery): Failure {
  const code = delivery.outcome === 'timed out' ? 'operation_timeout' : delivery.over === 'socket' ? 'dispatch_failed' : 'http_service_error';
  return fail(slack, person, code, delivery);
}

function fail(slack: Slack, person: Person, code: Failure['code'], { type, payload }: Delivery): Failure {
  const inForm = String(payload.type).startsWith('view_');
  const words = type === 'slash_commands' ? `${String(payload.command)} failed with the error "${code}"` : 'This app is not responding. Please try again.';
  const failure: Failure = { code, text: inForm ? 'We had some trouble connecting. Try again?' : words };
  see(slack, person.id, { kind: 'failure', failure });
  return failure;
}

function refused(slack: Slack, person: Person, delivery: Delivery, refusal: unknown): Failure {
  if (!(refusal instanceof Refused)) throw refusal;
  violate(slack, refusal.rule, [refusal.error, ...refusal.said].join(': '), describe(delivery));
  return fail(slack, person, 'invalid_command_response', delivery);
}

/** A command's acknowledgement may be its answer. */
export function takeCommandAnswer(slack: Slack, person: Person, channel: Channel, delivery: Delivery): Failure | undefined {
  const { response } = delivery;
  if (response === undefined) return undefined;
  try {
    answer(slack, person, channel, typeof response === 'string' ? { text: response } : (response as Json));
    return undefined;
  } catch (refusal) {
    return refused(slack, person, delivery, refusal);
  }
}

/** Of a press, a shortcut, a closed view: nothing but the acknowledgement. */
export function takeNothing(slack: Slack, delivery: Delivery): void {
  if (delivery.response !== undefined) violate(slack, 'ack.body', `answered with ${JSON.stringify(delivery.response)}`, describe(delivery));
}

export function takeSuggestions(slack: Slack, delivery: Delivery): Json[] {
  const parsed = suggestionShape.safeParse(delivery.response);
  if (parsed.success) return 'options' in parsed.data ? parsed.data.options : parsed.data.option_groups.flatMap((group) => group.options);
  const { options } = z
    .object({ options: z.array(z.unknown()) })
    .catch({ options: [] })
    .parse(delivery.response);
  violate(slack, options.length > 100 ? 'suggestion.options' : 'ack.body', parsed.error.message, describe(delivery));
  return [];
}

/** @see https://docs.slack.dev/surfaces/modals#response_actions */
export function takeSubmission(slack: Slack, person: Person, view: View, delivery: Delivery): Failure | undefined {
  if (delivery.response === undefined || delivery.response === '') {
    popView(slack, person);
    return undefined;
  }
  try {
    respondTo(slack, person, view, delivery.response);
    return undefined;
  } catch (refusal) {
    return refused(slack, person, delivery, refusal);
  }
}

function respondTo(slack: Slack, person: Person, view: View, response: unknown): void {
  const parsed = submissionShape.safeParse(response);
  if (!parsed.success) throw new Refused('invalid_response', 'ack.body', [parsed.error.message]);
  const workspace = workspaceOf(slack, person.teamId);
  const { data } = parsed;
  switch (data.response_action) {
    case 'clear':
      clearViews(slack, person);
      break;
    case 'errors':
      showErrors(slack, person, view, data.errors);
      break;
    case 'update':
      updateView(slack, person, view, readView(slack, data.view, 'modal', workspace, view), workspace);
      break;
    case 'push':
      pushView(slack, person, readView(slack, data.view, 'modal', workspace), workspace);
      break;
  }
}

function showErrors(slack: Slack, person: Person, view: View, errors: Readonly<Record<string, string>>): void {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const strange = Object.keys(errors).find((id) => !inputs.includes(id));
  if (strange !== undefined || Object.keys(errors).length === 0) throw new Refused('invalid_response', 'ack.errors', [strange ?? 'no errors']);
  see(slack, person.id, { kind: 'form errors', view, errors });
}
