import { describe, expect, onTestFinished, test } from 'vitest';
import { type Bench, identify, openBench, type Reply } from './bench.ts';
import { type Documented, documented } from './documented.ts';
import type { Json } from './types.ts';

async function bench(): Promise<Bench> {
  const made = await openBench();
  onTestFinished(() => made.emulator.close());
  return made;
}

async function send({ send: wanted }: Documented, made: Bench): Promise<Reply | Json> {
  const { emulator, channel, guild } = made;
  switch (wanted.as) {
    case 'message': {
      const files = Object.fromEntries((wanted.files ?? []).map((name, index) => [`files[${index}]`, new File([new Uint8Array([1])], name)]));
      return wanted.files ? made.upload('POST', `/channels/${channel.id}/messages`, wanted.body, files) : made.post(wanted.body);
    }
    case 'callback':
      return made.answer(await made.interaction(), Number(wanted.body.type), wanted.body.data);
    case 'command':
      return made.send('POST', `/applications/${emulator.applicationId}/commands`, wanted.body);
    case 'guild command':
      return made.send('POST', `/applications/${emulator.applicationId}/guilds/${guild.id}/commands`, wanted.body);
    case 'gateway': {
      const wire = await made.gateway();
      wire.say({ ...wanted.body, d: { ...(wanted.body.d as Json), token: emulator.token } });
      return wire.hear('READY');
    }
    default:
      throw new Error(`unknown ${wanted satisfies never}`);
  }
}

describe('a payload of the documentation', () => {
  test.each(documented.map((each) => [each.name, each.page, each] as const))('(%s, %s) is accepted', async (_name, _page, each) => {
    const made = await bench();
    const reply = await send(each, made);
    expect({ reply, violations: made.emulator.violations }).toMatchObject({ violations: [] });
    if ('status' in reply) expect(reply.json).not.toHaveProperty('errors');
    if ('status' in reply) expect([200, 201, 204]).toContain(reply.status);
  });

  test('pings whom it would ping, and nobody else', async () => {
    const pinged = async (name: string) => {
      const made = await bench();
      await send(documented.find((each) => each.name === name)!, made);
      return made.emulator.pings.map((each) => each.mention);
    };
    expect(await pinged('all mentions suppressed')).toEqual([]);
    expect(await pinged('mentions of users and roles parsed, beside an empty list')).toEqual(['<@123>', '<@&124>']);
    expect(await pinged('everyone and two users')).toEqual(['@everyone', '<@123>', '<@124>']);
  });
});

/** @see https://discord.com/developers/docs/interactions/application-commands#slash-commands-example-interaction */
const CARD_SEARCH = {
  type: 2,
  token: 'A_UNIQUE_TOKEN',
  member: {
    user: { id: '53908232506183680', username: 'Mason', avatar: null, discriminator: '1337', public_flags: 131141 },
    roles: [],
    premium_since: null,
    permissions: '2147483647',
    pending: false,
    nick: null,
    mute: false,
    joined_at: '2017-03-13T19:19:14.040000+00:00',
    deaf: false,
  },
  id: '786008729715212338',
  guild_id: '290926798626357999',
  app_permissions: '442368',
  guild_locale: 'en-US',
  locale: 'en-US',
  data: { options: [{ type: 3, name: 'cardname', value: 'The Gitrog Monster' }], type: 1, name: 'cardsearch', id: '771825006014889984' },
  channel_id: '645027906669510667',
};

/** Names and kinds of values, whatever they are. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return value === null ? expect.anything() : expect.any(Object(value).constructor);
  return expect.objectContaining(Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, shape(inner)]]))));
}

describe('an event', () => {
  test('has what the documentation shows of INTERACTION_CREATE', async () => {
    const { emulator, send: ask, gateway, ada } = await bench();
    const options = [{ type: 3, name: 'cardname', description: 'Which card' }];
    await ask('POST', `/applications/${emulator.applicationId}/commands`, { name: 'cardsearch', description: 'Find a card', options });
    const wire = await gateway();
    wire.say(identify(emulator));
    await wire.hear('READY');
    emulator.use(ada, 'cardsearch', { cardname: 'The Gitrog Monster' }).catch(() => {});
    expect((await wire.hear('INTERACTION_CREATE')).d).toEqual(shape(CARD_SEARCH));
  });

  test('comes to the shard of its guild, a direct message to shard 0', async () => {
    const { emulator, gateway, ada, interaction } = await bench();
    await interaction();
    const shards = await Promise.all([gateway(), gateway()]);
    for (const [index, shard] of shards.entries()) shard.say(identify(emulator, { shard: [index, 2] }));
    await Promise.all(shards.map((shard) => shard.hear('READY')));
    for (let round = 0; round < 2; round += 1) {
      emulator.advance(1);
      const guild = emulator.addGuild();
      const own = shards[Number((BigInt(guild.id) >> 22n) % 2n)]!;
      emulator.use(emulator.addUser({ guilds: [guild] }), 'blep').catch(() => {});
      expect((await own.hear('INTERACTION_CREATE')).d).toMatchObject({ guild_id: guild.id });
    }
    emulator.use(ada, 'blep', {}, 'dm').catch(() => {});
    expect((await shards[0]!.hear('INTERACTION_CREATE')).d).toMatchObject({ context: 1 });
    expect(emulator.violations).toEqual([]);
  });

  test('is replayed to whoever resumes, and only what was missed', async () => {
    const { emulator, gateway } = await bench();
    const first = await gateway();
    expect((await first.hear(10)).d).toMatchObject({ heartbeat_interval: 41250 });
    first.say(identify(emulator));
    const ready = await first.hear('READY');
    const created = await first.hear('GUILD_CREATE');
    first.close(4000);
    await first.closed;
    const missed = emulator.addGuild({ name: 'Late' });
    const { session_id } = ready.d as Json;
    const second = await gateway('/resume?v=10&encoding=json');
    second.say({ op: 6, d: { token: emulator.token, session_id, seq: created.s } });
    expect((await second.hear('GUILD_CREATE')).d).toMatchObject({ id: missed.id });
    expect(await second.hear('RESUMED')).toMatchObject({ op: 0, s: 4 });
    second.say({ op: 1, d: 4 });
    expect(await second.hear(11)).toMatchObject({ d: null });
    expect(emulator.violations).toEqual([]);
  });
});
