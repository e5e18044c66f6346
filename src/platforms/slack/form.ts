import type { CommandShape, OptionShape } from '../../bot/command.ts';
import { encodeRoute } from '../../bot/route.ts';
import type { Field, Form } from '../../bot/view.ts';
import { type InputElement, type Modal, type ModalBlock, type Option, plain } from './block-kit.ts';
import { LIMITS } from './limits.ts';
import { type CommandNames, oneLine } from './markdown.ts';
import { writeRichText } from './rich-text.ts';

/** A form that the bot answered with. Its id is the route that it is sent to. */
export function renderForm(form: Form, metadata: string, commands: CommandNames): Modal {
  const intro = form.intro === undefined ? [] : writeRichText(form.intro, commands);
  return {
    type: 'modal',
    callback_id: encodeRoute(form.submit),
    private_metadata: metadata,
    title: plain(oneLine(form.title, LIMITS.modalTitle)),
    submit: plain(oneLine(form.submitLabel, LIMITS.modalTitle)),
    close: plain('Cancel'),
    blocks: [...(intro.length > 0 ? [{ type: 'rich_text' as const, elements: intro }] : []), ...form.fields.map(renderField)],
  };
}

function renderField(field: Field): ModalBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plain(oneLine(field.label, LIMITS.inputLabel)),
    optional: !field.required,
    element: fieldElement(field),
  };
}

function fieldElement(field: Field): InputElement {
  switch (field.kind) {
    case 'line':
    case 'paragraph':
      return {
        type: 'plain_text_input',
        action_id: field.name,
        multiline: field.kind === 'paragraph',
        ...(field.min === undefined ? {} : { min_length: field.min }),
        max_length: Math.min(field.max, LIMITS.inputText),
        ...(field.placeholder === undefined ? {} : { placeholder: plain(oneLine(field.placeholder, LIMITS.placeholder)) }),
        ...(field.value === undefined ? {} : { initial_value: field.value }),
      };
    case 'choice':
      return staticSelect(field.name, field.options.map(option), field.value);
    case 'channel':
      return {
        type: 'conversations_select',
        action_id: field.name,
        filter: { include: ['public', 'private'] },
        ...(field.value === undefined ? {} : { initial_conversation: field.value }),
      };
    case 'role':
      return {
        type: 'plain_text_input',
        action_id: field.name,
        multiline: false,
        placeholder: plain('The group’s id, such as S0123ABCD'),
        max_length: LIMITS.optionText,
        ...(field.value === undefined ? {} : { initial_value: field.value }),
      };
    default:
      throw new Error(`no such field: ${JSON.stringify(field satisfies never)}`);
  }
}

function staticSelect(name: string, options: readonly Option[], value: string | undefined): InputElement {
  const some = options.slice(0, LIMITS.options);
  const initial = some.find((each) => each.value === value);
  return { type: 'static_select', action_id: name, placeholder: plain('Choose…'), options: some, ...(initial ? { initial_option: initial } : {}) };
}

export function option({ label, value }: { label: string; value: string }): Option {
  return { text: plain(oneLine(label, LIMITS.optionText)), value: value.slice(0, LIMITS.optionValue) };
}

const COMMAND_FORM = 'c/';

/** A form with a field for each option of a command: what is required comes first. */
export function renderCommandForm(command: CommandShape, given: Readonly<Record<string, string>>, metadata: string): Modal {
  const options = [...command.options].sort((a, b) => Number(b.required) - Number(a.required));
  return {
    type: 'modal',
    callback_id: `${COMMAND_FORM}${command.name}`,
    private_metadata: metadata,
    title: plain(oneLine(`/quorum ${command.name}`, LIMITS.modalTitle)),
    submit: plain('Go'),
    close: plain('Cancel'),
    blocks: options.map((each) => ({
      type: 'input',
      block_id: each.name,
      label: plain(`${each.name.slice(0, 1).toUpperCase()}${each.name.slice(1)}`),
      ...(each.kind === 'flag' ? {} : { hint: plain(oneLine(each.summary, LIMITS.inputLabel)) }),
      optional: !each.required,
      element: optionElement(each, given[each.name]),
    })),
  };
}

/** The command whose form this is. */
export function commandOf(form: string): string | undefined {
  return form.startsWith(COMMAND_FORM) ? form.slice(COMMAND_FORM.length) : undefined;
}

function optionElement({ name, kind, summary, completes, choices }: OptionShape, value: string | undefined): InputElement {
  if (kind === 'choice') return staticSelect(name, choices.map(option), value);
  if (kind === 'flag') {
    const yes = option({ label: summary, value: 'yes' });
    return {
      type: 'checkboxes',
      action_id: name,
      options: [yes],
      ...(value !== undefined && /^(yes|true|on|1)$/i.test(value) ? { initial_options: [yes] } : {}),
    };
  }
  if (completes) {
    const initial = value === undefined ? {} : { initial_option: option({ label: value, value }) };
    return { type: 'external_select', action_id: name, placeholder: plain('Type to search'), min_query_length: 0, ...initial };
  }
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline: false,
    max_length: LIMITS.inputText,
    ...(value === undefined ? {} : { initial_value: value }),
  };
}
