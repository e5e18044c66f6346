import { expect, test } from 'vitest';
import { allCommands } from '../../commands/index.ts';
import { encodeRoute, type Route } from '../../src/bot/route.ts';
import type { Message } from '../../src/bot/view.ts';
import { createPictures } from '../../src/platforms/web/pictures.ts';
import { renderMessage } from '../../src/platforms/web/render.ts';
import { ownLibrary } from '../fakes/people.ts';
import { cardsByKey } from './all-content.ts';

const cards = cardsByKey(await ownLibrary());

function routesOf({ blocks, again }: Message): Route[] {
  const controls = blocks.flatMap((block): Route[] => {
    if (block.kind === 'buttons') return block.buttons.map(({ route }) => route);
    return block.kind === 'select' ? block.options.map(({ value }) => ({ ...block.route, args: [...block.route.args, value] })) : [];
  });
  return [...controls, ...(again ? [again] : [])];
}

test('every control of every card leads to an action that takes it', () => {
  const routes = new Map(cards.flatMap(([, some]) => some.flatMap(([, card]) => routesOf(card))).map((route) => [encodeRoute(route), route]));
  expect(routes.size).toBeGreaterThan(100);
  const lost = [...routes].filter(([, { command, action, args }]) => {
    const found = allCommands.find(({ name }) => name === command)?.actions[action];
    return !found?.args.safeParse(args).success;
  });
  expect(lost.map(([encoded]) => encoded)).toEqual([]);
});

test('the page shows a card of each kind', () => {
  // Each item has the same kinds, and the page has no limits: one stands for the rest.
  const some = [...cards.slice(0, 1), ...cards.slice(-3)].flatMap(([, each]) => each.filter(([name]) => !/grade|missed|dispute/.test(name)));
  expect(some.length).toBeGreaterThan(20);
  for (const [name, card] of some) {
    const { html, summary } = renderMessage(card, createPictures().keep);
    expect(html.length, name).toBeGreaterThan(50);
    expect(summary.length, name).toBeGreaterThan(0);
  }
});
