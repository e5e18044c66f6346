import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Message } from '../../../src/bot/view.ts';
import { messageBody } from '../../../src/platforms/discord/reply.ts';
import { checkNew } from '../../emulators/discord/messages.ts';
import { parse } from '../../emulators/discord/refusal.ts';
import { followup } from '../../emulators/discord/schema-message.ts';

export interface Shown {
  components: readonly APIComponentInContainer[];
  text: string;
}

/** As Discord would check and show it. @throws what it would refuse */
export function accept(made: Message): Shown {
  const { body, files } = messageBody(made, 'private');
  const sent = new Map(files.map(({ name, type, bytes }, index) => [index, { name, type, bytes }]));
  const json = JSON.parse(JSON.stringify(body));
  checkNew(parse(followup, json), sent);
  const { components } = json.components[0] as { components: APIComponentInContainer[] };
  return { components, text: components.flatMap((each) => (each.type === ComponentType.TextDisplay ? [each.content] : [])).join('\n') };
}

export const labels = ({ components }: Shown) =>
  components.flatMap((each) => (each.type === ComponentType.ActionRow ? each.components.map((one) => ('label' in one ? one.label : '')) : []));

/** Page after page, as somebody turns them. */
export function pagesOf(made: Message): Shown[] {
  const pages: Shown[] = [];
  for (let page = 1; page <= 50; page++) {
    const shown = accept({ ...made, page });
    pages.push(shown);
    if (!labels(shown).includes('Next page')) return pages;
  }
  throw new Error('no last page');
}
