import { showFailure, takeCommandAnswer, takeNothing, takeSubmission, takeSuggestions } from './acknowledgement.ts';
import type { Delivery, OpenDelivery } from './delivery.ts';
import { chosen, filledIn, findElement, hasElement, pressed, textOf } from './elements.ts';
import { type Interaction, interactionOf } from './interaction.ts';
import { listOf, post } from './messages.ts';
import { clearViews, popView } from './modals.ts';
import { actionsPayload, closedPayload, commandPayload, shortcutPayload, submissionPayload, suggestionPayload } from './payloads.ts';
import { type Slack, until } from './slack.ts';
import type { Channel, Json, Message, Person, View } from './state.ts';

export interface ForgedAction {
  action_id: string;
  block_id?: string;
  type?: string;
  value?: string;
}

export interface Suggestion {
  text: string;
  value: string;
}

/** Hands something to the bot in the way that is configured. */
export type Send = (type: Delivery['type'], payload: Json) => OpenDelivery;

export interface People {
  /** `use(ada, '/quorum', 'question caching', general)`. Resolves with the acknowledgement, or when Slack gave up on it. */
  use(person: Person, command: string, text: string, channel: Channel): Promise<Interaction>;
  /** A button by its action_id or by what is written on it; an object is sent as it is (forged or long gone). `where` may be a stale copy. */
  press(person: Person, where: Message | View, button: string | ForgedAction): Promise<Interaction>;
  /** A choice by its value or by what is written on it. */
  choose(person: Person, where: Message | View, actionId: string, value: string): Promise<Interaction>;
  /** What an external_select offers; looked for in the form on top, then in the newest message. */
  suggest(person: Person, actionId: string, typed: string): Promise<readonly Suggestion[]>;
  /** `values` by action_id or block_id: text, or an option's value. What the form itself refuses throws, as a person can't send it. */
  submit(person: Person, view: View, values: Readonly<Record<string, string | readonly string[]>>): Promise<Interaction>;
  /** Sends `view_closed` where the view asks for it. */
  closeView(person: Person, view: View): Promise<Interaction | undefined>;
  /** A global shortcut, or one on a message. */
  shortcut(person: Person, callbackId: string, message?: Message): Promise<Interaction>;
  post(person: Person, channel: Channel, text: string): Message;
}

export function createPeople(slack: Slack, send: Send): People {
  /** What an external_select offered a person last. */
  const offers = new Map<string, readonly Json[]>();

  async function act(person: Person, type: Delivery['type'], payload: Json, take: (delivery: Delivery) => unknown): Promise<Interaction> {
    const from = slack.world.sights.get(person.id)?.length ?? 0;
    const delivery = send(type, payload);
    await until(slack, 'an acknowledgement', () => delivery.outcome !== 'pending');
    if (delivery.outcome === 'acknowledged') take(delivery);
    else showFailure(slack, person, delivery);
    return interactionOf(slack, person, delivery, from);
  }

  function use(person: Person, command: string, text: string, channel: Channel): Promise<Interaction> {
    return act(person, 'slash_commands', commandPayload(slack, person, command, text, channel), (delivery) =>
      takeCommandAnswer(slack, person, channel, delivery),
    );
  }

  function doAction(person: Person, where: Message | View, action: Json): Promise<Interaction> {
    return act(person, 'interactive', actionsPayload(slack, person, where, action), (delivery) => takeNothing(slack, delivery));
  }

  function press(person: Person, where: Message | View, button: string | ForgedAction): Promise<Interaction> {
    return doAction(person, where, typeof button === 'string' ? pressed(where, button) : { type: 'button', block_id: 'forged', ...button });
  }

  function choose(person: Person, where: Message | View, actionId: string, value: string): Promise<Interaction> {
    return doAction(person, where, chosen(where, actionId, value, offers.get(`${person.id} ${actionId}`) ?? []));
  }

  async function suggest(person: Person, actionId: string, typed: string): Promise<readonly Suggestion[]> {
    const visible = [...slack.world.messages.values()].flat().filter((message) => message.onlyFor === undefined || message.onlyFor === person.id);
    const where = [...(slack.world.stacks.get(person.id) ?? []).slice(-1), ...visible.reverse()].find((one) => hasElement(one, actionId));
    if (!where) throw new Error(`${person.name} sees no ${actionId}`);
    const { block, element } = findElement(where, (one) => one.action_id === actionId, actionId);
    if (typed.length < Number(element.min_query_length ?? 3)) return [];
    const payload = suggestionPayload(slack, person, where, block.block_id, actionId, typed);
    let options: readonly Json[] = [];
    await act(person, 'interactive', payload, (delivery) => {
      options = takeSuggestions(slack, delivery);
    });
    offers.set(`${person.id} ${actionId}`, options);
    return options.map((option) => ({ text: textOf(option.text), value: String(option.value) }));
  }

  function submit(person: Person, view: View, values: Readonly<Record<string, string | readonly string[]>>): Promise<Interaction> {
    const state = filledIn(view, values, (actionId) => offers.get(`${person.id} ${actionId}`) ?? []);
    return act(person, 'interactive', submissionPayload(slack, person, view, state), (delivery) => takeSubmission(slack, person, view, delivery));
  }

  async function closeView(person: Person, view: View): Promise<Interaction | undefined> {
    const clears = view.clear_on_close === true;
    if (clears) clearViews(slack, person);
    else popView(slack, person);
    if (view.notify_on_close !== true) return undefined;
    return act(person, 'interactive', closedPayload(slack, person, view, clears), (delivery) => takeNothing(slack, delivery));
  }

  function shortcut(person: Person, callbackId: string, message?: Message): Promise<Interaction> {
    return act(person, 'interactive', shortcutPayload(slack, person, callbackId, message), (delivery) => takeNothing(slack, delivery));
  }

  function postAs(person: Person, channel: Channel, text: string): Message {
    return post(slack, { channel, user: person.id, content: { text, blocks: [], attachments: [], mentions: [] }, via: 'a person' });
  }

  return { use, press, choose, suggest, submit, closeView, shortcut, post: postAs };
}

/** Everything that this person sees in the channel: nothing where the person is no member. */
export function seenBy(slack: Slack, person: Person, channel: Channel): Message[] {
  const member = channel.members.has(person.id);
  return listOf(slack, channel.id).filter((message) => (message.onlyFor === undefined ? member : message.onlyFor === person.id));
}
