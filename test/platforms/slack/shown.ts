import { expect } from 'vitest';
import type { Message } from '../../../src/bot/view.ts';
import type { Content } from '../../../src/platforms/slack/block-kit.ts';
import { LIMITS } from '../../../src/platforms/slack/limits.ts';
import { renderMessage } from '../../../src/platforms/slack/render.ts';
import { messageBlocks } from '../../emulators/slack/block-kit/blocks.ts';

export const OPTIONS = { commands: new Set(['question', 'search', 'playbook', 'glossary', 'help']), pictures: new Map([['diagram.png', 'F0123456789']]) };

export const render = (message: Message): Content => renderMessage(message, OPTIONS);

export function mustFit({ text, blocks }: Content): void {
  expect(messageBlocks.safeParse(blocks).error?.issues ?? []).toEqual([]);
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(LIMITS.messageText);
  const withoutOptions = JSON.stringify(blocks, (name, value) => (name === 'options' ? undefined : value));
  expect(withoutOptions.length).toBeLessThanOrEqual(LIMITS.messageJson);
}

/** Every page, each within the limits, in order. */
export function pagesOf(message: Message): Content[] {
  const first = render(message);
  mustFit(first);
  const count = Number(/\nPage 1 of (\d+)$/.exec(first.text)?.[1] ?? 1);
  return Array.from({ length: count }, (_, index) => {
    const page = render({ ...message, page: index + 1 });
    mustFit(page);
    return page;
  });
}
