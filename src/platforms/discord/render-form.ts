import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { divideMarkdown } from '../../bot/paginate.ts';
import { encodeRoute } from '../../bot/route.ts';
import type { Field, Form } from '../../bot/view.ts';
import { LIMITS } from './limits.ts';
import { toDiscord } from './markdown.ts';
import { oneLine, shorten } from './text.ts';

/** Its introduction stands above the fields. The submit button's text is Discord's own. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  const fields = form.fields.map(renderField);
  const intro = form.intro === undefined || fields.length >= LIMITS.modalComponents.max ? [] : renderIntro(form.intro);
  return { custom_id: encodeRoute(form.submit), title: shorten(oneLine(form.title), LIMITS.modalTitle.max), components: [...intro, ...fields] };
}

/** A form has no pages: of what is too long the beginning reminds of the whole, which stands on the card behind it. */
function renderIntro(markdown: string): APITextDisplayComponent[] {
  const [beginning = '', ...rest] = divideMarkdown(markdown, (part) => toDiscord(part).length < LIMITS.textCharacters.max);
  const content = toDiscord(beginning) + (rest.length > 0 ? '…' : '');
  return content.trim() === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

function renderField(field: Field): APILabelComponent {
  return { type: ComponentType.Label, label: shorten(oneLine(field.label), LIMITS.label.max), component: renderInput(field) };
}

function renderInput(field: Field): APIComponentInLabel {
  switch (field.kind) {
    case 'line':
    case 'paragraph': {
      const max = Math.min(field.max, LIMITS.inputValue.max);
      return {
        type: ComponentType.TextInput,
        custom_id: field.name,
        style: field.kind === 'line' ? TextInputStyle.Short : TextInputStyle.Paragraph,
        required: field.required,
        max_length: max,
        ...(field.min === undefined ? {} : { min_length: field.min }),
        ...(field.placeholder ? { placeholder: shorten(oneLine(field.placeholder), LIMITS.inputPlaceholder.max) } : {}),
        ...(field.value ? { value: shorten(field.value, max) } : {}),
      };
    }
    case 'choice':
      return {
        type: ComponentType.StringSelect,
        custom_id: field.name,
        required: field.required,
        options: field.options.map(({ label, value }) => ({
          label: shorten(oneLine(label), LIMITS.optionLabel.max) || value,
          value,
          ...(value === field.value ? { default: true } : {}),
        })),
      };
    case 'channel':
      return {
        type: ComponentType.ChannelSelect,
        custom_id: field.name,
        required: field.required,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        ...(field.value === undefined ? {} : { default_values: [{ id: field.value, type: SelectMenuDefaultValueType.Channel }] }),
      };
    case 'role':
      return {
        type: ComponentType.RoleSelect,
        custom_id: field.name,
        required: field.required,
        ...(field.required ? {} : { min_values: 0 }),
        ...(field.value === undefined ? {} : { default_values: [{ id: field.value, type: SelectMenuDefaultValueType.Role }] }),
      };
    default:
      throw new Error(`no such field: ${JSON.stringify(field satisfies never)}`);
  }
}
