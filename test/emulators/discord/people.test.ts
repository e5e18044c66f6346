import { expect, onTestFinished, test } from 'vitest';
import { type Bench, identify, openBench } from './bench.ts';
import { button, row, select, v2, words } from './rules-messages.ts';
import type { Json, SeenMessage } from './types.ts';

async function open(): Promise<Bench & { commands(body: Json[]): Promise<unknown> }> {
  const made = await openBench();
  onTestFinished(() => made.emulator.close());
  const commands = (body: Json[]) => made.send('PUT', `/applications/${made.emulator.applicationId}/commands`, body);
  await commands([
    {
      name: 'ask',
      description: 'Ask',
      options: [{ type: 3, name: 'topic', description: 'What', required: true, choices: [{ name: 'Caching', value: 'caching' }] }],
    },
    { name: 'settings', description: 'Change them', default_member_permissions: '32', contexts: [0] },
  ]);
  return { ...made, commands };
}

test('people can do what the client offers, and nothing else', async () => {
  const { emulator, ada, channel, post } = await open();
  await expect(emulator.use(ada, 'nothing')).rejects.toThrow('no command /nothing');
  await expect(emulator.use(ada, 'ask')).rejects.toThrow('/ask needs topic');
  await expect(emulator.use(ada, 'ask', { topic: 'queues' })).rejects.toThrow('queues is no choice of topic');
  await expect(emulator.use(ada, 'ask', { topic: 'caching', more: 1 })).rejects.toThrow('no option more');
  await expect(emulator.use(ada, 'settings')).rejects.toThrow('Ada is not offered /settings');
  await expect(emulator.use(emulator.addUser({ admin: true }), 'settings', {}, 'dm')).rejects.toThrow('not offered here');
  await expect(emulator.type(ada, 'ask', 'topic', 'c')).rejects.toThrow('no suggestions');
  await post(v2(row(button({ disabled: true })), row(select())));
  const message = emulator.messages(channel)[0] as SeenMessage;
  await expect(emulator.press(ada, message, 'Hint')).rejects.toThrow('disabled');
  await expect(emulator.press(ada, message, 'Other')).rejects.toThrow('no button Other among Hint');
  await expect(emulator.choose(ada, message, 'pick', 'wasp')).rejects.toThrow('wasp is not among Ant');
  emulator.deleteMessage(message);
  await expect(emulator.press(ada, message, 'Hint')).rejects.toThrow('does not see that message');
  expect(emulator.acts).toEqual([]);
});

test('a direct message comes with a user, a guild with a member and the rights of both', async () => {
  const { emulator, guild } = await open();
  const admin = emulator.addUser({ name: 'Admin', admin: true, locale: 'de' });
  emulator.use(admin, 'ask', { topic: 'caching' }).catch(() => {});
  emulator.use(admin, 'ask', { topic: 'caching' }, 'dm').catch(() => {});
  const [there, direct] = emulator.acts.map((act) => act.interaction);
  expect(there).toMatchObject({ guild_id: guild.id, context: 0, locale: 'de', member: { user: { id: admin.id } } });
  expect(BigInt(String((there!.member as Json).permissions)) & 32n).toBe(32n);
  expect(direct).toMatchObject({ context: 1, user: { id: admin.id, global_name: 'Admin' }, channel: { type: 1 } });
  expect(direct).not.toHaveProperty('member');
  expect(direct).not.toHaveProperty('guild_id');
});

test('whoever waits in vain is told so; it is a violation only where somebody heard', async () => {
  const { emulator, ada, channel, gateway } = await open();
  const unheard = emulator.use(ada, 'ask', { topic: 'caching' });
  emulator.advance(3001);
  expect((await unheard).error).toBe('The application did not respond');
  expect(emulator.violations).toEqual([]);
  const wire = await gateway();
  wire.say(identify(emulator));
  await wire.hear('READY');
  const heard = emulator.use(ada, 'ask', { topic: 'caching' });
  emulator.advance(3000);
  expect(emulator.violations).toEqual([]);
  emulator.advance(1);
  expect((await heard).error).toBe('The application did not respond');
  expect(emulator.violations.map((each) => each.rule)).toEqual(['acknowledge-in-time']);
  expect(emulator.transcript(ada, channel)).toBe(
    ['Ada: /ask topic:caching', '(The application did not respond)', 'Ada: /ask topic:caching', '(The application did not respond)'].join('\n\n'),
  );
});

test('a private answer is seen by one person, a public one by all, an edit in its place', async () => {
  const { emulator, ada, channel, answer, webhook, send, post } = await open();
  const bob = emulator.addUser({ name: 'Bob' });
  const asked = emulator.use(ada, 'ask', { topic: 'caching' });
  await answer(emulator.acts[0]!, 4, { ...v2(words('Only you'), row(button(), button({ label: 'Skip' }, 1))), flags: 32768 | 64 });
  await post({ content: 'For all' });
  const act = await asked;
  await send('PATCH', `${webhook(act)}/messages/@original`, v2(words('Still only you')));
  await send('POST', webhook(act), { content: 'And more' });
  expect(act.messages.map((each) => [each.private, each.edited, each.text])).toEqual([
    [true, true, 'Still only you'],
    [false, false, 'And more'],
  ]);
  const texts = (person: typeof ada) => emulator.seen(person, channel).map((each) => each.text);
  expect(texts(ada)).toEqual(['Still only you', 'For all', 'And more']);
  expect(texts(bob)).toEqual(['For all', 'And more']);
  expect(emulator.transcript(ada, channel)).toBe(
    ['Ada: /ask topic:caching', 'Quorum (only you can see this) (edited):\nStill only you', 'Quorum:\nFor all', 'Quorum:\nAnd more'].join('\n\n'),
  );
});

test('what is forged or delivered again reaches the bot as it is', async () => {
  const { emulator, ada, channel, post, gateway } = await open();
  const wire = await gateway();
  wire.say(identify(emulator));
  await wire.hear('READY');
  await post(v2(row(button())));
  const message = emulator.messages(channel)[0] as SeenMessage;
  emulator.deleteMessage(message);
  emulator.forge(ada, message, 'v1.made.up').catch(() => {});
  const first = (await wire.hear('INTERACTION_CREATE')).d;
  expect(first).toMatchObject({ type: 3, data: { custom_id: 'v1.made.up' }, message: { id: message.id } });
  emulator.redeliver(emulator.acts[0]!);
  expect((await wire.hear('INTERACTION_CREATE')).d).toEqual(first);
});

test('a live mention is written down as a ping, unless it is private or suppressed', async () => {
  const { emulator, ada, answer, post, channel } = await open();
  emulator.use(ada, 'ask', { topic: 'caching' }).catch(() => {});
  await answer(emulator.acts[0]!, 4, { content: '@everyone', flags: 64 });
  await post({ content: '@here', allowed_mentions: { parse: [] } });
  expect(emulator.pings).toEqual([]);
  await post(v2(words(`\\@everyone, <@${ada.id}> and <@&1>`)));
  expect(emulator.pings.map((each) => [each.channel, each.mention])).toEqual(['@everyone', `<@${ada.id}>`, '<@&1>'].map((mention) => [channel.id, mention]));
});

test('commands come back as Discord gives them: what is false or empty is left out, unchanged ones keep their id', async () => {
  const { emulator, send, commands } = await open();
  const options = [{ type: 3, name: 'topic', description: 'What', required: false, autocomplete: false, choices: [] }];
  const before = emulator.commands().global.find((each) => each.name === 'ask');
  await commands([{ name: 'ask', description: 'Ask', options }]);
  const { json } = await send('GET', `/applications/${emulator.applicationId}/commands`);
  expect(json).toMatchObject([{ id: before?.id, name: 'ask', type: 1, contexts: null, default_member_permissions: null }]);
  expect((json as unknown as Json[])[0]?.options).toEqual([{ type: 3, name: 'topic', description: 'What' }]);
  expect((json as unknown as Json[])[0]?.version).not.toBe(before?.version);
  expect(emulator.commands().calls).toBe(2);
});

test('the signature of a body can be checked with the public key', async () => {
  const { emulator } = await open();
  const { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp } = emulator.sign('{"type":1}');
  const key = await crypto.subtle.importKey('raw', Buffer.from(emulator.publicKey, 'hex'), 'Ed25519', false, ['verify']);
  const verify = (body: string) => crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'hex'), Buffer.from(timestamp + body));
  expect([await verify('{"type":1}'), await verify('{"type":2}')]).toEqual([true, false]);
});
