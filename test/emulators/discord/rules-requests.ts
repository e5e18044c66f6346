import { type Bench, identify } from './bench.ts';
import { hasSecondOpinion } from './openapi.ts';
import type { RuleId } from './rules.ts';
import type { Row } from './rules-messages.ts';
import type { Json } from './types.ts';

const x = (length: number) => 'x'.repeat(length);
const many = <Made>(count: number, make: (index: number) => Made) => Array.from({ length: count }, (_, index) => make(index));

const commands = (bench: Bench) => `/applications/${bench.emulator.applicationId}/commands`;
const blep = (over: Json = {}): Json => ({ name: 'blep', description: 'Send an animal photo', ...over });
const option = (over: Json = {}, index = 0): Json => ({ type: 3, name: `animal${index}`, description: 'Which', ...over });
const choice = (over: Json = {}) => blep({ options: [option({ choices: [{ name: 'Dog', value: 'dog', ...over }] })] });

const command = (rule: RuleId, at: string, what: string, body: Json): Row => ({
  ...{ rule, what, status: 400, code: 50035, at },
  does: (bench) => bench.send('POST', commands(bench), body),
});
const refuses = (rule: RuleId, what: string, [status, code]: readonly [number, number], does: Row['does'], at?: string): Row => ({
  ...{ rule, what, status, code, does },
  ...(at === undefined ? {} : { at }),
});

/** A command of so many characters, names, descriptions and values of choices counted. */
function large(size: number): Json {
  const choices = many(25, (index) => ({ name: `${10 + index}${x(37)}`, value: `${10 + index}${x(38)}` }));
  const options = many(4, (index) => option({ choices }, index));
  const counted = 'blep'.length + 'Send an animal photo'.length + 4 * ('animal0'.length + 'Which'.length + 25 * 79);
  return blep({ options: [{ ...options[0], description: `Which${x(size - counted)}` }, ...options.slice(1)] });
}

export const commandRows: readonly Row[] = [
  command('command-name', 'name', 'capitals', blep({ name: 'Blep' })),
  command('command-name', 'name', 'a space', blep({ name: 'two words' })),
  command('command-name', 'name', '33 characters', blep({ name: x(33) })),
  command('command-description', 'description', '101 characters', blep({ description: x(101) })),
  command('command-description', 'description', 'none', { name: 'blep' }),
  command('command-options', 'options', '26 options', blep({ options: many(26, (index) => option({}, index)) })),
  command('command-type', 'type', 'type 9', blep({ type: 9 })),
  command('option-name', 'options.0.name', 'capitals', blep({ options: [option({ name: 'Animal' })] })),
  command('option-description', 'options.0.description', '101 characters', blep({ options: [option({ description: x(101) })] })),
  command('option-names-unique', 'options.1.name', 'twice the same', blep({ options: [option(), option()] })),
  command('option-subcommands', 'options.1.type', 'a subcommand beside an option', blep({ options: [{ ...option(), type: 1 }, option({}, 1)] })),
  command('option-required-first', 'options.1', 'required after optional', blep({ options: [option(), option({ required: true }, 1)] })),
  command(
    'option-choices',
    'options.0.choices',
    '26 choices',
    blep({ options: [option({ choices: many(26, (index) => ({ name: 'a', value: `${index}` })) })] }),
  ),
  command('option-choice-name', 'options.0.choices.0.name', '101 characters', choice({ name: x(101) })),
  command('option-choice-value', 'options.0.choices.0.value', '101 characters', choice({ value: x(101) })),
  command(
    'option-autocomplete',
    'options.0.autocomplete',
    'with choices',
    blep({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
  ),
  command('option-range', 'options.0.max_length', '6,001 characters', blep({ options: [option({ max_length: 6001 })] })),
  command('command-size', '', '8,001 characters in all', large(8001)),
  refuses('command-names-unique', 'the same twice in one list', [400, 50035], (bench) => bench.send('PUT', commands(bench), [blep(), blep()]), '1.name'),
  refuses('commands-count', '101 commands', [400, 30032], (bench) =>
    bench.send(
      'PUT',
      commands(bench),
      many(101, (index) => blep({ name: `blep${index}` })),
    ),
  ),
  refuses('commands-daily', '201 new ones in a day', [400, 30034], async (bench) => {
    for (const round of [1, 2]) {
      await bench.send(
        'PUT',
        commands(bench),
        many(100, (index) => blep({ name: `blep${round}-${index}` })),
      );
    }
    return bench.send('PUT', commands(bench), [blep()]);
  }),
  refuses(
    'command-contexts',
    'contexts of a guild command',
    [400, 50035],
    (bench) => bench.send('POST', `/applications/${bench.emulator.applicationId}/guilds/${bench.guild.id}/commands`, blep({ contexts: [0] })),
    'contexts',
  ),
  ...(hasSecondOpinion ? [command('openapi', '', 'the same context twice, which only the description forbids', blep({ contexts: [0, 0] }))] : []),
  refuses('unknown-command', 'an id of nothing', [404, 10063], (bench) => bench.send('DELETE', `${commands(bench)}/771825006014889984`)),
  refuses('unknown-application', "another's commands", [404, 10002], ({ send }) => send('GET', '/applications/771825006014889984/commands')),
];

export const requestRows: readonly Row[] = [
  refuses('unknown-route', 'a path that is none', [404, 0], ({ send }) => send('GET', '/channel')),
  refuses('unknown-route', 'a version before 10', [404, 0], ({ send }) => send('GET', '/v6/users/@me')),
  refuses('method', 'PUT on a list of messages', [405, 0], ({ send, channel }) => send('PUT', `/channels/${channel.id}/messages`, { content: 'a' })),
  refuses('user-agent', 'a browser', [403, 40333], ({ send }) => send('GET', '/users/@me', undefined, { 'user-agent': 'Mozilla/5.0' })),
  refuses('authorization', 'a wrong token', [401, 0], ({ send }) => send('GET', '/users/@me', undefined, { authorization: 'Bot wrong' })),
  refuses('authorization', 'a token without its kind', [401, 0], ({ send, emulator }) =>
    send('GET', '/users/@me', undefined, { authorization: emulator.token }),
  ),
  refuses(
    'content-type',
    'text/plain',
    [400, 50035],
    ({ send, channel }) => send('POST', `/channels/${channel.id}/messages`, {}, { 'content-type': 'text/plain' }),
    '',
  ),
  refuses('json', 'half a JSON text', [400, 50109], async ({ emulator, channel }) => {
    const headers = { authorization: `Bot ${emulator.token}`, 'user-agent': 'DiscordBot (https://example.org, 1)', 'content-type': 'application/json' };
    const response = await fetch(`${emulator.url}/v10/channels/${channel.id}/messages`, { method: 'POST', headers, body: '{"content":' });
    return { status: response.status, json: (await response.json()) as Json, headers: response.headers };
  }),
  refuses('unknown-query', 'a parameter that is none', [400, 50035], ({ send }) => send('GET', '/users/@me?full=1'), 'full'),
  refuses('snowflake', 'a name for an id', [400, 50035], ({ send }) => send('GET', '/channels/general'), 'channel_id'),
  refuses('unknown-channel', 'an id of nothing', [404, 10003], ({ send }) => send('GET', '/channels/645027906669510667')),
  refuses('unknown-guild', 'an id of nothing', [404, 10004], ({ send }) => send('GET', '/guilds/290926798626357999')),
  refuses('unknown-member', 'somebody who is not there', [404, 10007], ({ send, guild }) => send('GET', `/guilds/${guild.id}/members/53908232506183680`)),
  refuses('unknown-message', 'an id of nothing', [404, 10008], ({ send, channel }) =>
    send('PATCH', `/channels/${channel.id}/messages/306588351130107906`, { content: 'a' }),
  ),
  refuses(
    'thread-name',
    'a thread without a name',
    [400, 50035],
    async ({ send, post, channel }) => {
      const { id } = (await post({ content: 'a' })).json as { id: string };
      return send('POST', `/channels/${channel.id}/messages/${id}/threads`, { name: '' });
    },
    'name',
  ),
  refuses('unknown-user', 'a letter to nobody', [404, 10013], ({ send }) => send('POST', '/users/@me/channels', { recipient_id: '53908232506183680' })),
  refuses('rate-limit', 'a sixth post within five seconds', [429, 0], async ({ post }) => {
    for (const content of ['1', '2', '3', '4', '5']) await post({ content });
    return post({ content: '6' });
  }),
  refuses('rate-limit-global', '51 requests within a second', [429, 0], async ({ send }) => {
    const replies = await Promise.all(many(51, (index) => send('GET', index % 2 ? '/users/@me' : '/gateway')));
    return replies.find((each) => each.status === 429) ?? replies[0]!;
  }),
];

/** What a client says after HELLO, and the code with which it is closed. */
const closes = (rule: RuleId, what: string, code: number, says: (bench: Bench) => readonly unknown[], path?: string): Row => ({
  ...{ rule, what, status: 0, code },
  does: async (bench) => {
    const bot = await bench.gateway(path);
    for (const payload of says(bench)) bot.say(payload);
    return bot.closed;
  },
});

export const gatewayRows: readonly Row[] = [
  closes('gateway-query', 'version 6', 4012, () => [], '/gateway?v=6&encoding=json'),
  closes('gateway-query', 'encoding etf', 4012, () => [], '/gateway?v=10&encoding=etf'),
  closes('gateway-opcode', 'an interaction answered over the gateway', 4001, () => [{ op: 4, d: {} }]),
  closes('gateway-decode', 'no JSON', 4002, () => ['{"op":1,']),
  closes('gateway-decode', 'IDENTIFY without intents', 4002, ({ emulator }) => [identify(emulator, { intents: undefined })]),
  closes('gateway-size', 'more than 4,096 bytes', 4002, () => [{ op: 1, d: 1, x: x(4096) }]),
  closes('gateway-not-identified', 'a presence before IDENTIFY', 4003, () => [{ op: 3, d: { since: null, activities: [], status: 'online', afk: false } }]),
  closes('gateway-token', 'a wrong token', 4004, ({ emulator }) => [identify(emulator, { token: 'wrong' })]),
  closes('gateway-identified-twice', 'IDENTIFY twice', 4005, ({ emulator }) => [identify(emulator), identify(emulator)]),
  closes('gateway-rate', '121 heartbeats in a minute', 4008, () => many(121, () => ({ op: 1, d: null }))),
  closes('gateway-shard', 'shard 2 of 2', 4010, ({ emulator }) => [identify(emulator, { shard: [2, 2] })]),
  closes('intents-invalid', 'a bit that is none', 4013, ({ emulator }) => [identify(emulator, { intents: 1 << 30 })]),
  closes('intents-privileged', 'MESSAGE_CONTENT', 4014, ({ emulator }) => [identify(emulator, { intents: 1 | (1 << 15) })]),
  closes('intents-privileged', 'GUILD_MEMBERS', 4014, ({ emulator }) => [identify(emulator, { intents: 1 | (1 << 1) })]),
  {
    ...{ rule: 'gateway-sequence', what: 'RESUME from an event that never was', status: 0, code: 4007 },
    does: async (bench) => {
      const first = await bench.gateway();
      first.say(identify(bench.emulator));
      const ready = (await first.hear('READY')).d as Json;
      const second = await bench.gateway('/resume?v=10&encoding=json');
      second.say({ op: 6, d: { token: bench.emulator.token, session_id: ready.session_id, seq: 1337 } });
      return second.closed;
    },
  },
];
