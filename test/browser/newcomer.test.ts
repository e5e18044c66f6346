import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startQuorum } from '../environment.ts';
import { expectAccessible, expectNoSideways, PHONE, useChromium } from './chromium.ts';

const open = useChromium();

const ANSWER =
  'I put servers and keys on one ring by their hash. A key belongs to the next server clockwise, so a new server takes over only its share of the keys. ' +
  'Each server gets about 150 virtual nodes so that the load is even and a dead server’s load spreads over all others.';
const FOLLOW_UP = 'I would watch the load of every server and give a hot key several copies, because hashing spreads keys and not requests.';

/** How somebody acts: by pointer, by finger or by keyboard. */
interface Hands {
  press(control: Locator): Promise<void>;
  send(page: Page): Promise<void>;
}

const pointer: Hands = { press: (control) => control.click(), send: (page) => page.locator('dialog[open] button.main').click() };
const finger: Hands = { press: (control) => control.tap(), send: (page) => page.locator('dialog[open] button.main').tap() };

/** Tab leads there, Enter presses: no pointer, no script. */
const keyboard: Hands = {
  async press(control) {
    const page = control.page();
    await control.waitFor();
    for (let steps = 0; !(await isFocused(control)); steps++) {
      if (steps > 200) throw new Error(`Tab never leads to ${control}`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
  },
  send: (page) => page.keyboard.press('Control+Enter'),
};

async function isFocused(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === element.ownerDocument.activeElement);
}

/** The newest message, once it shows this. */
async function newest(page: Page, text: string | RegExp): Promise<Locator> {
  const last = page.locator('#list > li').last();
  await expect.poll(() => last.textContent(), { timeout: 20_000 }).toMatch(text);
  return last;
}

/** A question, a hint, an answer, its grade, two follow-ups, the diagram; each stage looked at. */
async function practise(page: Page, hands: Hands, look: () => Promise<void>): Promise<void> {
  await look();
  await page.getByLabel('Command', { exact: true }).focus();
  await page.keyboard.type('/question query:Consistent hashing');
  await look();
  await page.keyboard.press('Enter');
  const question = await newest(page, 'Consistent hashing');
  await look();
  await hands.press(question.getByRole('button', { name: 'Hint', exact: true }));
  const hint = await newest(page, 'Hint 1 of');
  await look();
  await hands.press(hint.getByRole('button', { name: 'Answer', exact: true }));
  await answer(page, hands, ANSWER, look);
  let card = await newest(page, /\d+ of 100/);
  expect(await card.locator('blockquote').first().textContent()).toContain('A key belongs to the next server clockwise');
  await look();
  await hands.press(card.getByRole('button', { name: 'Follow-ups', exact: true }));
  for (const step of [1, 2]) {
    card = await newest(page, new RegExp(`Follow-up ${step} of`, 'i'));
    await look();
    await hands.press(card.getByRole('button', { name: 'Answer', exact: true }));
    await answer(page, hands, FOLLOW_UP, look);
    card = await newest(page, /\d+ of 100/);
    await look();
    if (step === 1) await hands.press(card.getByRole('button', { name: 'Next follow-up', exact: true }));
  }
}

async function answer(page: Page, hands: Hands, text: string, look: () => Promise<void>): Promise<void> {
  await page.locator('dialog[open] textarea').waitFor();
  await page.keyboard.type(text);
  await look();
  await hands.send(page);
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

async function seeDiagram(page: Page, hands: Hands): Promise<void> {
  await page.getByLabel('Command', { exact: true }).focus();
  await page.keyboard.type('/question query:Consistent hashing');
  await page.keyboard.press('Enter');
  const question = await newest(page, 'used /question');
  await hands.press(question.getByRole('button', { name: 'Diagram', exact: true }));
  await newest(page, 'pressed Diagram');
  const picture = page.locator('#list .picture img').last();
  await expect.poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), { timeout: 20_000 }).toBeGreaterThan(100);
  expect(await picture.getAttribute('alt')).not.toBe('');
}

describe('a newcomer practises a question', () => {
  test('on a desk', async () => {
    const { address } = await startQuorum();
    const { page, complaints } = await open(address);
    await practise(page, pointer, () => expectAccessible(page));
    await seeDiagram(page, pointer);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('on a phone', async () => {
    const { address } = await startQuorum();
    const { page, complaints } = await open(address, { ...PHONE, colorScheme: 'dark' });
    const look = async () => {
      await expectAccessible(page);
      await expectNoSideways(page);
    };
    await practise(page, finger, look);
    await seeDiagram(page, finger);
    await look();
    expect(complaints).toEqual([]);
  });

  test('by keyboard alone', async () => {
    const { address } = await startQuorum();
    const { page } = await open(address);
    await practise(page, keyboard, async () => {});
    await seeDiagram(page, keyboard);
  });

  test('the suggestion of the welcome asks one', async () => {
    const { address } = await startQuorum();
    const { page } = await open(address);
    await page.getByRole('button', { name: 'Ask me something' }).click();
    await newest(page, 'Picked for you');
  });
});

test('two learners in two browsers practise at once, and neither sees the other’s answer', async () => {
  const { address } = await startQuorum();
  const [{ page: ada }, { page: grace }] = [await open(`${address}?as=ada`), await open(`${address}?as=grace`)];
  await Promise.all([ada, grace].map((page) => practise(page, pointer, async () => {})));
  for (const [page, name, other] of [
    [ada, 'Ada', 'Grace'],
    [grace, 'Grace', 'Ada'],
  ] as const) {
    expect(await page.locator('.cause b').allTextContents()).toContain(name);
    expect(await page.locator('.cause b').allTextContents()).not.toContain(other);
  }
  await ada.getByLabel('Command', { exact: true }).fill('/question query:Consistent hashing share:yes');
  await ada.keyboard.press('Enter');
  const shared = await newest(grace, 'Ada used');
  await shared.getByRole('button', { name: 'Hint', exact: true }).click();
  await newest(grace, 'Hint 1 of');
  expect(await ada.locator('#list').textContent()).not.toContain('Grace');
});
