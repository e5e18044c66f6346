import { elementsOf } from './messages.ts';
import type { Block, Json, Message, View } from './state.ts';

/** What people do with the elements of a message or view: find them, press, choose, fill in. */

interface Placed {
  block: Block;
  element: Json;
}

function allElements(where: Message | View): Placed[] {
  const attached =
    'attachments' in where && Array.isArray(where.attachments) ? where.attachments.flatMap((one: Json) => (one.blocks as Block[] | undefined) ?? []) : [];
  return [...where.blocks, ...attached].flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
}

export function textOf(object: unknown): string {
  if (typeof object === 'string') return object;
  return typeof object === 'object' && object !== null && 'text' in object ? textOf(object.text) : '';
}

export function findElement(where: Message | View, match: (element: Json) => boolean, what: string): Placed {
  const placed = allElements(where);
  const found = placed.find(({ element }) => match(element));
  if (found) return found;
  const there = placed.map(({ element }) => `${String(element.action_id)} “${textOf(element.text)}”`);
  throw new Error(`nobody can find ${what} here: ${there.join(', ') || 'there is nothing to press'}`);
}

export function hasElement(where: Message | View, actionId: string): boolean {
  return allElements(where).some(({ element }) => element.action_id === actionId);
}

export function pressed(where: Message | View, button: string): Json {
  const isIt = (element: Json): boolean => element.type === 'button' && (element.action_id === button || textOf(element.text) === button);
  const { block, element } = findElement(where, isIt, `the button ${button}`);
  const { action_id, text, value, style, type } = element;
  return { type, action_id, block_id: block.block_id, text, ...(value === undefined ? {} : { value }), ...(style === undefined ? {} : { style }) };
}

/** The field in which Slack tells what was chosen, by the element's type. */
const CHOSEN_IN: Readonly<Record<string, string>> = {
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

export function optionsOf(element: Json): Json[] {
  const groups = (element.option_groups as { options: Json[] }[] | undefined) ?? [];
  return [...((element.options as Json[] | undefined) ?? []), ...groups.flatMap((group) => group.options)];
}

function pick(options: readonly Json[], wanted: string): Json {
  const option = options.find((one) => one.value === wanted || textOf(one.text) === wanted);
  if (!option) throw new Error(`nobody can choose ${wanted}: there are ${options.map((one) => String(one.value)).join(', ') || 'no options'}`);
  return option;
}

function chosenFields(element: Json, values: readonly string[], offered: readonly Json[]): Json {
  const type = String(element.type);
  const field = CHOSEN_IN[type];
  const options = offered.length > 0 ? offered : optionsOf(element);
  if (field !== undefined) return { [field]: values[0] ?? null };
  if (type === 'checkboxes' || type === 'multi_static_select') return { selected_options: values.map((value) => pick(options, value)) };
  return { selected_option: values[0] === undefined ? null : pick(options, values[0]) };
}

/** `offered` is what an external_select showed last. */
export function chosen(where: Message | View, actionId: string, value: string, offered: readonly Json[]): Json {
  const { block, element } = findElement(where, (one) => one.action_id === actionId, `the choice ${actionId}`);
  return { type: element.type, action_id: actionId, block_id: block.block_id, ...chosenFields(element, [value], offered) };
}

type Filled = Readonly<Record<string, string | readonly string[]>>;

/** `view.state.values` of a submission. @throws for what the form itself would refuse. */
export function filledIn(view: View, values: Filled, offered: (actionId: string) => readonly Json[]): Json {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => ({ block, element: elementsOf(block)[0] as Json }));
  const known = inputs.flatMap(({ block, element }) => [block.block_id, String(element.action_id)]);
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no field ${unknown}: there are ${known.join(', ')}`);
  return Object.fromEntries(
    inputs.map(({ block, element }) => {
      const actionId = String(element.action_id);
      const given = values[block.block_id] ?? values[actionId];
      return [block.block_id, { [actionId]: stateOf(block, element, given, offered(actionId)) }];
    }),
  );
}

function stateOf(block: Block, element: Json, given: string | readonly string[] | undefined, offered: readonly Json[]): Json {
  const type = String(element.type);
  const optional = block.optional === true;
  if (type.endsWith('_input')) {
    const text = typeof given === 'string' ? given : ((element.initial_value as string | undefined) ?? '');
    checkTyped(element, text, optional);
    return { type, value: text === '' ? null : text };
  }
  const initial = element.initial_option as Json | undefined;
  const list = given === undefined ? (initial ? [String(initial.value)] : []) : [given].flat();
  if (list.length === 0 && !optional) throw new Error(`the form asks for ${String(element.action_id)}`);
  return { type, ...chosenFields(element, list, initial && offered.length === 0 && optionsOf(element).length === 0 ? [initial] : offered) };
}

function checkTyped(element: Json, text: string, optional: boolean): void {
  const [min, max] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)];
  const name = String(element.action_id);
  if (text === '' && !optional) throw new Error(`the form asks for ${name}`);
  if (text !== '' && (text.length < min || text.length > max)) throw new Error(`${name} takes ${min} to ${max} characters, not ${text.length}`);
  if (text.includes('\n') && element.multiline !== true) throw new Error(`nobody can type a line break into ${name}`);
}
