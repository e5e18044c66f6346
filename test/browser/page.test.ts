import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../src/bot/view.ts';
import { message } from '../fakes/bot.ts';
import { expectAccessible, expectNoSideways, PHONE, useChromium } from './chromium.ts';
import { bundlePage, removeFolder, startScripted } from './scripted.ts';

const open = useChromium();
let folder: string;
beforeAll(async () => {
  folder = await bundlePage();
});
afterAll(() => removeFolder(folder));

const LONG_ENOUGH = 'Servers and keys on one ring.';

describe('the command line', () => {
  test('a slash lists the commands; arrows, Enter and Escape work; an option completes by its label and is sent as its value', async () => {
    const { address, bot } = await startScripted(folder);
    const { page } = await open(`${address}?as=grace`);
    await page.keyboard.press('/');
    const list = page.locator('#suggestions').getByRole('option');
    await expect
      .poll(() => list.allTextContents())
      .toEqual([
        '/questionPractise a question',
        '/searchFind something',
        '/helpWhat I can do',
        '/setupFor admins',
        '/pack listWhat there is',
        '/pack disputesWhat was disputed',
      ]);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expect(await list.count()).toBe(0);
    await page.keyboard.type('qu');
    await page.keyboard.press('Enter');
    await page.keyboard.type('idem');
    await expect.poll(() => list.allTextContents()).toEqual(['Idempotent payments']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' level:sen');
    await expect.poll(() => list.allTextContents()).toEqual(['senior']);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('main').getByText('Consistent hashing').waitFor();
    expect(bot.events).toMatchObject([{ command: 'question', options: { query: 'q20', level: 'senior' }, account: { id: 'grace' } }]);
    expect(await page.locator('.cause').textContent()).toBe('Grace used /question query:Idempotent payments level:senior');
  });

  test('chips fill in options by pointer', async () => {
    const { address, bot } = await startScripted(folder);
    const { page } = await open(address, PHONE);
    await page.getByLabel('Command', { exact: true }).fill('/question ');
    await page.getByRole('button', { name: 'share' }).tap();
    await page.getByRole('button', { name: 'level' }).tap();
    await page.getByRole('option', { name: 'staff' }).tap();
    expect(await page.getByRole('button', { name: 'share' }).getAttribute('aria-pressed')).toBe('true');
    await expectNoSideways(page);
    await page.getByRole('button', { name: 'Send' }).tap();
    await page.locator('main').getByText('Consistent hashing').waitFor();
    expect(bot.events).toMatchObject([{ options: { level: 'staff', share: 'yes' } }]);
  });

  test('what can’t be sent stays, with a sentence; recent lines come back', async () => {
    const { address, bot } = await startScripted(folder);
    const { page } = await open(address);
    const line = page.getByLabel('Command', { exact: true });
    for (const [typed, sentence] of [
      ['hello there', /reads no messages/],
      ['/nothing', /no command \/nothing/],
      ['/search', /needs words/],
      ['/help me', /can’t use “me”/],
    ] as const) {
      await line.fill(typed);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('#says').textContent()).toMatch(sentence);
      expect(await line.inputValue()).toBe(typed);
    }
    expect(bot.events).toEqual([]);
    await line.fill('/help');
    await page.keyboard.press('Enter');
    await page.locator('main').getByText('You used help.').waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await line.inputValue()).toBe('/help');
  });

  test('subcommands are offered, completed and used; the command alone says what there is', async () => {
    const { address, bot } = await startScripted(folder);
    const { page } = await open(address);
    const line = page.getByRole('combobox', { name: 'Command' });
    await line.fill('/pack dis');
    await page.getByRole('option', { name: '/pack disputes' }).waitFor();
    expect(await page.locator('#suggestions [role=option]').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await line.inputValue()).toBe('/pack disputes ');
    await page.keyboard.press('Enter');
    await page.locator('main').getByText('You used pack disputes.').waitFor();
    await line.fill('/pack burn');
    await page.keyboard.press('Enter');
    await page.getByText('There is no /pack burn.').waitFor();
    await line.fill('/pack');
    await page.keyboard.press('Enter');
    await page.locator('main').getByText('You used pack.').waitFor();
    expect(bot.events).toMatchObject([{ command: 'pack disputes' }, { command: 'pack' }]);
  });
});

describe('messages', () => {
  test('every block, on the smallest screen, light and dark', async () => {
    const { address } = await startScripted(folder);
    for (const [learner, colorScheme] of [
      ['ada', 'light'],
      ['grace', 'dark'],
    ] as const) {
      const { page, complaints } = await open(`${address}?as=${learner}`, { ...PHONE, viewport: { width: 320, height: 640 }, colorScheme });
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Ask me something' }).tap();
      await page.getByRole('heading', { name: 'Consistent hashing' }).waitFor();
      await expectAccessible(page);
      await expectNoSideways(page);
      const sizes = await page
        .locator('button:visible, select:visible')
        .evaluateAll((controls) => controls.map((control) => (control as unknown as { offsetHeight: number }).offsetHeight));
      expect(sizes.filter((height) => height < 44)).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  test('one that was changed in place keeps the focus, in every window', async () => {
    const { address } = await startScripted(folder);
    const [{ page: ada }, { page: grace }] = [await open(address), await open(`${address}?as=grace`)];
    await ada.getByLabel('Command', { exact: true }).fill('/question share:yes');
    await ada.keyboard.press('Enter');
    await grace.getByRole('button', { name: 'Count' }).focus();
    await ada.getByRole('button', { name: 'Count' }).click();
    await grace.locator('main').getByText('Counted by Ada.').waitFor();
    expect(await grace.evaluate('document.activeElement.textContent')).toBe('Count');
    await grace.keyboard.press('Enter');
    await ada.locator('main').getByText('Counted by Grace.').waitFor();
    expect(await grace.locator('article').count()).toBe(1);
  });

  test('a private one is marked, and in no other window', async () => {
    const { address } = await startScripted(folder);
    const [{ page: ada }, { page: grace }] = [await open(address), await open(`${address}?as=grace`)];
    await ada.getByLabel('Command', { exact: true }).fill('/help');
    await ada.keyboard.press('Enter');
    await ada.locator('main').getByText('Only you can see this').waitFor();
    await ada.getByLabel('Command', { exact: true }).fill('/question share:yes');
    await ada.keyboard.press('Enter');
    await grace.locator('main').getByText('Ada used').waitFor();
    expect(await grace.locator('article').count()).toBe(1);
    expect(await grace.locator('main').getByText('Only you can see this').count()).toBe(0);
  });

  test('a picture grows and shrinks by keyboard, and the focus comes back', async () => {
    const { address } = await startScripted(folder);
    const { page } = await open(address);
    await page.getByRole('button', { name: 'Ask me something' }).click();
    await page.getByRole('button', { name: 'Diagram' }).click();
    await page.getByRole('button', { name: 'Enlarge: A ring of servers' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#lightbox[open] img[alt="A ring of servers"]').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.locator('#lightbox[open]').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.className')).toBe('picture');
  });

  test('a picture takes the whole width of its message on a phone', async () => {
    const { address } = await startScripted(folder);
    const { page } = await open(address, PHONE);
    await page.getByRole('button', { name: 'Ask me something' }).tap();
    await page.getByRole('button', { name: 'Diagram' }).tap();
    const picture = page.locator('.picture');
    await picture.waitFor();
    const width = await picture.evaluate((each) => (each as unknown as { offsetWidth: number }).offsetWidth);
    const room = await page.locator('.body', { has: picture }).evaluate((body) => (body as unknown as { clientWidth: number }).clientWidth);
    expect(width).toBe(room);
    expect(width).toBeGreaterThan(320);
    await expectNoSideways(page);
  });

  test('a busy button takes no second press, and a select presses too', async () => {
    let answer: (view: Message) => void = () => {};
    const { address, bot, web } = await startScripted(folder, { answer: () => new Promise<Message>((resolve) => (answer = resolve)) });
    const { page } = await open(address);
    const card = {
      kind: 'select',
      label: 'Go to',
      route: { command: 'playbook', action: 'show', args: [] },
      options: [{ label: 'Levels', value: 'levels' }],
    } as const;
    await web.post(
      { channel: 'general' },
      message('channel', card, { kind: 'buttons', buttons: [{ label: 'Slow', route: { command: 'x', action: 'slow', args: [] } }] }),
      'k',
    );
    const slow = page.getByRole('button', { name: 'Slow' });
    await slow.click();
    await page.locator('button[aria-busy=true]').waitFor();
    await slow.click();
    await slow.click();
    answer(message('learner', 'Done.'));
    await page.locator('main').getByText('Done.').waitFor();
    expect(bot.events).toHaveLength(1);
    await page.getByLabel('Go to').selectOption('Levels');
    await expect.poll(() => bot.events[1]).toMatchObject({ kind: 'press', route: '1/playbook/show/levels' });
    answer(message('learner', 'Shown.'));
    await page.locator('main').getByText('Shown.').waitFor();
  });

  test('who reads further up is not moved, and is told', async () => {
    const { address, web } = await startScripted(folder);
    const { page } = await open(address);
    const post = (text: string) => web.post({ channel: 'general' }, message('channel', `${text}\n\n`, ...Array.from({ length: 12 }, () => 'line')), text);
    for (const text of ['one', 'two', 'three']) await post(text);
    await page.locator('main').getByText('three').waitFor();
    await page.evaluate("document.querySelector('#messages').scrollTo({ top: 0, behavior: 'instant' })");
    await expect.poll(() => page.evaluate("document.querySelector('#messages').scrollTop")).toBe(0);
    await post('four');
    await page.getByRole('button', { name: 'New messages' }).waitFor();
    expect(await page.evaluate("document.querySelector('#messages').scrollTop")).toBe(0);
    expect(await page.locator('#announcer').textContent()).toContain('four');
    await page.getByRole('button', { name: 'New messages' }).click();
    await expect.poll(() => page.locator('main').getByText('four', { exact: true }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'New messages' }).waitFor({ state: 'hidden' });
  });
});

describe('forms', () => {
  async function openForm(script = {}) {
    const scripted = await startScripted(folder, script);
    const { page } = await open(scripted.address);
    await page.getByRole('button', { name: 'Ask me something' }).click();
    await page.getByRole('button', { name: 'Answer' }).click();
    const text = page.getByRole('textbox', { name: 'Answer' });
    await text.waitFor();
    return { ...scripted, page, text };
  }

  test('count, refuse what is too short or too long without losing it, and send by keyboard', async () => {
    const { page, text, bot } = await openForm();
    await expectAccessible(page);
    expect(await page.evaluate('document.activeElement.name')).toBe('text');
    await text.fill('short');
    expect(await page.locator('.counter').textContent()).toBe('5 / 200');
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog').getByText('needs at least 10 characters. You have 5.').waitFor();
    await text.fill('x'.repeat(201));
    await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    await page.locator('dialog').getByText('1 character too long').waitFor();
    expect(await text.inputValue()).toHaveLength(201);
    await expectAccessible(page);
    await text.fill(LONG_ENOUGH);
    await page.keyboard.press('Control+Enter');
    await page.locator('main').getByText('Got it:').waitFor();
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(bot.events.at(-1)).toMatchObject({ kind: 'submit', fields: { text: LONG_ENOUGH } });
    expect(await page.evaluate("document.activeElement.textContent.includes('Got it')")).toBe(true);
  });

  test('a lost connection keeps the text, says so, and the same act counts once', async () => {
    const { page, text, bot } = await openForm();
    await text.fill(LONG_ENOUGH);
    let ids: string[] = [];
    await page.route('**/play/submit', async (route) => {
      ids = [...ids, (route.request().postDataJSON() as { id: string }).id];
      if (ids.length === 1) await route.fetch(); // it arrived, its answer got lost
      await (ids.length < 3 ? route.abort() : route.continue());
    });
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog').getByText('Your text is safe').waitFor();
    expect(await text.inputValue()).toBe(LONG_ENOUGH);
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.locator('main').getByText('Got it:').waitFor();
    expect(new Set(ids).size).toBe(1);
    expect(bot.events.filter(({ kind }) => kind === 'submit')).toHaveLength(1);
  });

  test('an answer that is an error keeps the dialog open, with the text', async () => {
    const { page, text } = await openForm();
    await text.fill(LONG_ENOUGH);
    await page.route('**/play/submit', (route) => route.fulfill({ status: 413, json: { error: 'Please shorten it.' } }));
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog').getByText('Please shorten it.').waitFor();
    expect(await text.inputValue()).toBe(LONG_ENOUGH);
  });

  test('a draft outlives Escape and a reload, and ends when it is accepted', async () => {
    const { page, text } = await openForm();
    await text.fill(LONG_ENOUGH);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Answer');
    await page.reload();
    await page.getByRole('button', { name: 'Answer' }).click();
    await expect.poll(() => text.inputValue()).toBe(LONG_ENOUGH);
    await page.keyboard.press('Control+Enter');
    await page.locator('main').getByText('Got it:').waitFor();
    await page.getByRole('button', { name: 'Answer' }).click();
    await expect.poll(() => text.inputValue()).toBe('');
  });

  test('what is written shows as written', async () => {
    const { page, text } = await openForm();
    const hostile = '<img src=x onerror="document.title=1"> @everyone **x** [a](javascript:1)';
    await text.fill(hostile);
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('blockquote').textContent()).toContain(hostile);
    expect(await page.locator('.body :is(img, script)').count()).toBe(0);
    expect(await page.title()).toBe('Quorum playground');
  });
});

describe('when the bot restarts', () => {
  test('the page says so, comes back by itself, and its old buttons work', async () => {
    const first = await startScripted(folder);
    const { page } = await open(first.address);
    await page.getByRole('button', { name: 'Ask me something' }).click();
    await page.getByRole('button', { name: 'Hint' }).waitFor();
    await first.stop();
    await page.locator('main').getByText('reconnecting…').waitFor();
    await page.getByRole('button', { name: 'Hint' }).click();
    await page.locator('main').getByText('Quorum is away for a moment').waitFor();
    await startScripted(folder, {}, Number(new URL(first.address).port));
    await page.locator('main').getByText('You pressed 1/question/hint/q05.').waitFor();
    await page.locator('main').getByText('reconnecting…').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Count' }).click();
    await page.locator('main').getByText('Counted by Ada.').waitFor();
    expect(await page.getByRole('heading', { name: 'Consistent hashing' }).count()).toBe(0);
  });
});
