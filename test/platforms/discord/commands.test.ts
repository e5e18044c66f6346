import { describe, expect, test } from 'vitest';
import type { CommandShape } from '../../../src/bot/command.ts';
import { encodeRoute, route } from '../../../src/bot/route.ts';
import { declare } from '../../../src/platforms/discord/register.ts';
import type { SeenMessage } from '../../emulators/discord/index.ts';
import { fakeBot, message, PIXEL, plainCommand } from '../../fakes/bot.ts';
import { openTable } from '../../fakes/people.ts';
import { openServer } from './server.ts';

const ANSWER = 'With modulo hashing almost every key moves to another server when one is added, so the cache goes cold and the database gets the load.';

async function openStudyGroup() {
  const table = await openTable();
  return { ...(await openServer({ bot: table.bot })), table };
}

/** Page by page, to the last. */
async function read({ discord, ada }: Awaited<ReturnType<typeof openStudyGroup>>, first: SeenMessage): Promise<string[]> {
  const texts = [first.text];
  for (let shown = first; shown.buttons.some(({ label }) => label === 'Next page'); ) {
    shown = (await discord.press(ada, shown, 'Next page')).message!;
    texts.push(shown.text);
  }
  return texts;
}

describe('the real commands', () => {
  test('question, by suggestion, private or shared', async () => {
    const group = await openStudyGroup();
    const { discord, ada, guild } = group;
    const [first] = await discord.type(ada, 'question', 'query', 'consis');
    expect(first).toEqual({ name: 'Consistent hashing', value: 'sd.q05' });
    const mine = await discord.use(ada, 'question', { query: String(first?.value) });
    expect([mine.message?.private, mine.message?.text]).toEqual([true, expect.stringContaining('## Consistent hashing')]);
    const shared = await discord.use(ada, 'question', { query: 'sd.q05', level: 'mid', share: true });
    expect(shared.message?.private).toBe(false);
    const grace = discord.addUser({ name: 'Grace' });
    expect(discord.seen(grace, guild.channel)).toHaveLength(1);
    const hers = await discord.press(grace, shared.message!, 'Hint');
    expect([hers.message?.private, hers.message?.text]).toEqual([true, expect.stringContaining('Hint 1 of')]);
  });

  test('an answer is graded and kept; sent twice it counts once', async () => {
    const { discord, ada, guild, table } = await openStudyGroup();
    const card = await discord.use(ada, 'question', { query: 'sd.q05' });
    const { modal } = await discord.press(ada, card.message!, 'Answer');
    expect(modal?.text).toContain('Twenty cache servers');
    const graded = await discord.submit(ada, modal!, { 'Your answer': ANSWER });
    expect(graded.message?.text).toContain('**Covered:**');
    discord.redeliver(graded);
    const warning = await discord.press(ada, graded.message!, 'Show what I missed');
    expect(warning.message).toMatchObject({ private: true, text: expect.stringContaining('Opening this ends paid attempts') });
    const missed = await discord.press(ada, warning.message!, 'Open it');
    expect([missed.acknowledged, missed.message?.id]).toEqual(['update', warning.message?.id]);
    expect(missed.message?.text).toContain('What your answer missed');
    const kept = [];
    for await (const entry of table.store.scan(`community/discord:${guild.id}`)) if (entry.kind === 'log') kept.push(entry);
    expect(kept.map(({ value }) => value)).toMatchObject([{ kind: 'answer' }, { kind: 'reveal' }]);
  });

  test('a disputed grade is decided by an admin, who sees the rubric beside it', async () => {
    const { discord, ada } = await openStudyGroup();
    const boss = discord.addUser({ name: 'Boss', admin: true });
    const card = await discord.use(ada, 'question', { query: 'sd.q05' });
    const graded = await discord.submit(ada, (await discord.press(ada, card.message!, 'Answer')).modal!, { 'Your answer': ANSWER });
    const { modal } = await discord.press(ada, graded.message!, 'Dispute this');
    expect(modal?.text).toContain('The admins of this community will see **the text of your answer**');
    const thanks = await discord.submit(ada, modal!, { 'What did I get wrong?': 'I said *it*.' });
    expect(thanks.message?.text).toContain('Thank you.');
    await expect(async () => discord.use(ada, 'pack disputes')).rejects.toThrow('not offered /pack');
    const list = (await discord.use(boss, 'pack disputes')).message!;
    const [select] = list.selects;
    let opened = (await discord.choose(boss, list, select!.customId, select!.options[0]!.value)).message!;
    expect(opened.text).toContain('Answered by **Ada**');
    while (opened.buttons.some(({ label }) => label === 'Next page')) opened = (await discord.press(boss, opened, 'Next page')).message!;
    const sheet = await discord.press(boss, opened, 'Agree: regrade by hand');
    const done = await discord.submit(boss, sheet.modal!, { 'Score, from 0 to 100': '80' });
    expect([done.message?.private, done.message?.text]).toEqual([true, expect.stringContaining('Done: 80 of 100, strong')]);
    const again = await discord.press(ada, thanks.message!, 'Show my answer’s card');
    expect(again.message?.text).toContain('Graded by an admin of this community');
  });

  test('a form sent too short hands the text back', async () => {
    const { discord, ada } = await openStudyGroup();
    const card = await discord.use(ada, 'question', { query: 'sd.q05' });
    const { modal } = await discord.press(ada, card.message!, 'Answer');
    const padded = `too short @everyone <@1>${' '.repeat(40)}`;
    const act = await discord.submit(ada, modal!, { 'Your answer': padded });
    expect(act.message?.private).toBe(true);
    expect(act.message?.text).toContain('That is too short to grade');
    expect(act.message?.text).toContain(`\`\`\`\n${padded}\n\`\`\``);
  });

  test('a long text is turned page by page, there and back', async () => {
    const group = await openStudyGroup();
    const { discord, ada } = group;
    const card = await discord.use(ada, 'question', { query: 'sd.q05' });
    const warning = (await discord.press(ada, card.message!, 'Model answer')).message!;
    const first = (await discord.press(ada, warning, 'Open it')).message!;
    const pages = await read(group, first);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map((text) => /-# (Page \d of \d)/.exec(text)?.[1])).toEqual(pages.map((_, index) => `Page ${index + 1} of ${pages.length}`));
    expect(pages.at(-1)).toContain('[Weak and strong]');
    const last = discord.acts.at(-1)!.message!;
    const back = await discord.press(ada, last, 'Previous');
    expect([back.acknowledged, back.message?.id, back.message?.text]).toEqual(['update', first.id, pages.at(-2)]);
  });

  test('a choice of a select opens what was chosen', async () => {
    const { discord, ada } = await openStudyGroup();
    const found = await discord.use(ada, 'search', { words: 'hashing' });
    const [select] = found.message!.selects;
    const act = await discord.choose(ada, found.message!, select!.customId, select!.options[0]!.value);
    expect(act.message?.text).toContain(`## ${select!.options[0]!.label}`);
  });

  test('a diagram is a picture with its description; replacing its message takes it away', async () => {
    const { discord, ada } = await openStudyGroup();
    const card = await discord.use(ada, 'question', { query: 'sd.q05' });
    const act = await discord.press(ada, card.message!, 'Diagram');
    expect(act.message?.files).toMatchObject([{ name: 'diagram.png', type: 'image/png', bytes: new Uint8Array([1]) }]);
    expect(act.message?.text).toMatch(/\[picture: .{20,}\]/);
    const replaced = await discord.forge(ada, act.message!, encodeRoute(route('question', 'next-hint', 'sd.q05', 1)));
    expect([replaced.acknowledged, replaced.message?.files]).toEqual(['update', []]);
  });

  test('in a direct message they work as well', async () => {
    const { discord, ada, table } = await openStudyGroup();
    const card = await discord.use(ada, 'question', { query: 'sd.q05' }, 'dm');
    const { modal } = await discord.press(ada, card.message!, 'Answer');
    const graded = await discord.submit(ada, modal!, { 'Your answer': ANSWER });
    expect(graded.message?.text).toContain('**Covered:**');
    const kept = [];
    for await (const entry of table.store.scan(`community/discord:dm-${ada.id}`)) kept.push(entry);
    expect(kept.length).toBeGreaterThan(0);
  });

  test('what was forged, or is from another age, is told so', async () => {
    const { discord, ada } = await openStudyGroup();
    const card = await discord.use(ada, 'question', { query: 'sd.q05' });
    for (const customId of [
      'x',
      '0/question/hint/sd.q05',
      '1/question/hint/sd.q05/../..',
      '1/question/submit/sd.q05',
      `1/question/hint/${'x'.repeat(80)}`,
      '💥#2',
    ]) {
      const act = await discord.forge(ada, card.message!, customId);
      expect([act.message?.private, act.message?.text]).toEqual([true, expect.stringMatching(/older version|no longer in the pack/)]);
    }
  });
});

describe('who somebody is', () => {
  test('their rights are those of this very act', async () => {
    const bot = fakeBot({ answer: () => message('learner', 'x'), commands: [plainCommand('ask', 'Asks')] });
    const { discord, ada, guild } = await openServer({ bot });
    const boss = discord.addUser({ name: '\u202eBoss\u200b', admin: true });
    await discord.use(ada, 'ask');
    await discord.use(boss, 'ask');
    await discord.use(boss, 'ask', {}, 'dm');
    const [hers, his, alone] = bot.events;
    expect(hers).toMatchObject({
      isAdmin: false,
      place: { platform: 'discord', id: guild.id },
      channel: guild.channel.id,
      account: { platform: 'discord', id: ada.id, name: 'Ada' },
    });
    expect(his).toMatchObject({ isAdmin: true, account: { name: 'Boss' } });
    expect(alone).toMatchObject({ isAdmin: false, place: { platform: 'discord', id: `dm-${boss.id}` } });
    expect(alone).not.toHaveProperty('channel');
  });
});

describe('suggestions', () => {
  test('are at most 25, and none too long', async () => {
    const choices = Array.from({ length: 40 }, (_, index) => ({ label: `L${index}${'x'.repeat(150)}`, value: index === 0 ? 'v'.repeat(101) : `v${index}` }));
    const option = { name: 'query', summary: 'what', kind: 'text' as const, required: false, completes: true, choices: [] };
    const bot = fakeBot({ answer: () => message('learner', 'x'), complete: () => choices, commands: [{ ...plainCommand('ask', 'Asks'), options: [option] }] });
    const { discord, ada } = await openServer({ bot });
    const shown = await discord.type(ada, 'ask', 'query', 'L');
    expect(shown).toHaveLength(25);
    expect(shown[0]).toEqual({ name: `L1${'x'.repeat(97)}…`, value: 'v1' });
  });
});

describe('declaring the commands', () => {
  const shapes: CommandShape[] = [
    plainCommand('help', 'What I can do'),
    {
      name: 'ask',
      summary: 'Asks',
      adminOnly: true,
      subcommands: [],
      options: [
        { name: 'share', summary: 'with all', kind: 'flag', required: false, completes: false, choices: [] },
        { name: 'level', summary: 'of what level', kind: 'choice', required: false, completes: false, choices: [{ label: 'Mid', value: 'mid' }] },
        { name: 'words', summary: 'what', kind: 'text', required: true, completes: true, choices: [] },
      ],
    },
  ];
  const bot = (commands: readonly CommandShape[]) => fakeBot({ answer: () => message('learner', 'x'), commands });

  test('required options come first; admins’ commands are hidden from others, and from direct messages', () => {
    expect(declare(shapes[1]!)).toEqual({
      type: 1,
      name: 'ask',
      description: 'Asks',
      default_member_permissions: '32',
      contexts: [0],
      integration_types: [0],
      options: [
        { type: 3, name: 'words', description: 'what', required: true, autocomplete: true },
        { type: 5, name: 'share', description: 'with all', required: false },
        { type: 3, name: 'level', description: 'of what level', required: false, choices: [{ name: 'Mid', value: 'mid' }] },
      ],
    });
    expect(declare(shapes[0]!)).toMatchObject({ contexts: [0, 1] });
  });

  test('subcommands are real ones, with suggestions of their own, and stay unchanged', async () => {
    const words = { name: 'words', summary: 'what', kind: 'text' as const, required: false, completes: true, choices: [] };
    const sub = (name: string, adminOnly: boolean, options = [words]): CommandShape => ({ ...plainCommand(`pack ${name}`, name), adminOnly, options });
    const pack: CommandShape = { ...plainCommand('pack', 'What is asked'), subcommands: [sub('list', false), sub('disputes', true, [])] };
    expect(declare(pack)).toMatchObject({
      contexts: [0, 1],
      options: [
        { type: 1, name: 'list', description: 'list', options: [{ name: 'words', autocomplete: true }] },
        { type: 1, name: 'disputes', options: [] },
      ],
    });
    const said = { ...fakeBot({ answer: () => message('learner', 'x'), complete: ({ command }) => [{ label: command, value: 'a' }], commands: [pack] }) };
    const { discord, ada, platform } = await openServer({ bot: said });
    await discord.use(ada, 'pack list', { words: 'caching' });
    expect(said.events).toMatchObject([{ command: 'pack list', options: { words: 'caching' } }]);
    expect(await discord.type(ada, 'pack list', 'words', 'c')).toEqual([{ name: 'pack list', value: 'a' }]);
    await expect(async () => discord.use(ada, 'pack')).rejects.toThrow('/pack offers list, disputes');
    await platform.stop();
    await platform.start(said);
    expect(discord.commands().calls).toBe(1);
  });

  test('happens in one call, and only when something has changed', async () => {
    const { discord, platform } = await openServer({ bot: bot(shapes) });
    expect([
      discord
        .commands()
        .global.map(({ name }) => name)
        .toSorted(),
      discord.commands().calls,
    ]).toEqual([['ask', 'help'], 1]);
    await platform.stop();
    for (const [commands, calls] of [
      [shapes, 1],
      [shapes.toReversed(), 1],
      [shapes.slice(0, 1), 2],
    ] as const) {
      const again = await import('../../../src/platforms/discord/connect.ts');
      const { pino } = await import('pino');
      const restarted = again.createDiscord({ token: discord.token, apiUrl: discord.url, log: pino({ level: 'silent' }), now: () => 0, report: () => {} });
      await restarted.start(bot(commands));
      await restarted.stop();
      expect(discord.commands().calls).toBe(calls);
    }
  });
});

test('a picture of many bytes is carried', async () => {
  const bytes = new Uint8Array(Buffer.concat([PIXEL, Buffer.alloc(500_000, 7)]));
  const view = { ...message('learner', { kind: 'image', file: 'a.png', alt: 'x' }), files: [{ name: 'a.png', type: 'image/png' as const, bytes }] };
  const { discord, ada } = await openServer({ bot: fakeBot({ answer: () => view, commands: [plainCommand('ask', 'Asks')] }) });
  const act = await discord.use(ada, 'ask');
  expect(Buffer.from(act.message!.files[0]!.bytes).equals(Buffer.from(bytes))).toBe(true);
});
