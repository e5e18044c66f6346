import { describe, expect, onTestFinished, test } from 'vitest';
import { type Bench, identify, openBench, type Reply } from './bench.ts';
import { hasSecondOpinion } from './openapi.ts';
import { RULES } from './rules.ts';
import { interactionRows } from './rules-interactions.ts';
import { messageRows, type Row } from './rules-messages.ts';
import { commandRows, gatewayRows, requestRows } from './rules-requests.ts';
import type { DiscordEmulatorOptions, Json } from './types.ts';

async function bench(options?: DiscordEmulatorOptions): Promise<Bench> {
  const made = await openBench(options);
  onTestFinished(() => made.emulator.close());
  return made;
}

function errorsAt(errors: unknown, path: string): unknown {
  const steps = path === '' ? [] : path.split('.');
  return steps.reduce<unknown>((node, step) => (node as Json | undefined)?.[step], errors);
}

const broken = (made: Bench) => made.emulator.violations.map((each) => each.rule);
const rows: readonly Row[] = [...messageRows, ...interactionRows, ...commandRows, ...requestRows, ...gatewayRows];

describe('a violation', () => {
  test.each(rows.map((row) => [row.rule, row.what, RULES[row.rule].page, row] as const))('of %s (%s) is refused as %s says', async (rule, _what, page, row) => {
    const made = await bench();
    const reply = await row.does(made);
    expect(page).toMatch(/^https:\/\/(discord\.com\/developers\/docs|github\.com\/discord)\/./);
    if (typeof reply === 'number') expect(reply).toBe(row.code);
    else expectRefusal(reply, row);
    expect(broken(made)).toEqual([rule]);
  });

  test('is tried for every rule', () => {
    const tried = new Set<string>([...rows.map((row) => row.rule), ...OVER_TIME, ...NOBODYS_FAULT, ...(hasSecondOpinion ? [] : ['openapi'])]);
    expect(Object.keys(RULES).filter((rule) => !tried.has(rule))).toEqual([]);
  });
});

function expectRefusal(reply: Reply, row: Row): void {
  expect({ status: reply.status, code: reply.json.code ?? 0 }).toEqual({ status: row.status, code: row.code });
  const rule: { reason?: string } = RULES[row.rule];
  if (row.code === 50035) expect(errorsAt(reply.json.errors, row.at ?? '')).toMatchObject({ _errors: [{ code: rule.reason }] });
}

const OVER_TIME = ['followup-on-deferral', 'deferral-answered', 'gateway-heartbeat', 'resume-url'];

describe('what Discord itself would not refuse at once', () => {
  test('a follow-up instead of the answer to a deferral is written down', async () => {
    const made = await bench();
    const act = await made.interaction();
    await made.answer(act, 5);
    expect(await made.send('POST', made.webhook(act), { content: 'a' })).toMatchObject({ status: 200 });
    expect(broken(made)).toEqual(['followup-on-deferral']);
  });

  test('a deferral that is never answered is written down, and told', async () => {
    const made = await bench();
    const act = await made.interaction();
    await made.answer(act, 5);
    expect(made.emulator.seen(made.ada, made.channel)).toEqual([{ kind: 'notice', text: 'is thinking…' }]);
    made.emulator.advance(900_001);
    expect(made.emulator.seen(made.ada, made.channel)).toEqual([{ kind: 'notice', text: 'The application did not respond' }]);
    expect(broken(made)).toEqual(['deferral-answered']);
  });

  test('a client without a heartbeat is closed', async () => {
    const made = await bench({ heartbeatInterval: 20 });
    const wire = await made.gateway();
    expect(await wire.closed).toBe(4009);
    expect(broken(made)).toEqual(['gateway-heartbeat']);
  });

  test('a session resumed at the wrong address is written down', async () => {
    const made = await bench();
    const first = await made.gateway();
    first.say(identify(made.emulator));
    const { session_id } = (await first.hear('READY')).d as Json;
    const second = await made.gateway();
    second.say({ op: 6, d: { token: made.emulator.token, session_id, seq: 1 } });
    await second.hear('RESUMED');
    expect(broken(made)).toEqual(['resume-url']);
  });
});

const NOBODYS_FAULT = ['missing-access', 'missing-permissions', 'closed-direct-message', 'thread-exists'];
const VIEW_CHANNEL = 1n << 10n;
const SEND_MESSAGES = 1n << 11n;

/** What the test does to the bot, and what the bot then tries. */
const misfortunes: readonly {
  what: string;
  status: number;
  code: number;
  befalls(made: Bench): unknown;
  tries(made: Bench): Promise<Reply>;
}[] = [
  { what: 'a channel it may not see', status: 403, code: 50001, befalls: ({ emulator, channel }) => emulator.deny(channel, VIEW_CHANNEL), tries: posting },
  {
    what: 'a channel it may not write in',
    status: 403,
    code: 50013,
    befalls: ({ emulator, channel }) => emulator.deny(channel, SEND_MESSAGES),
    tries: posting,
  },
  { what: 'a channel that was removed', status: 404, code: 10003, befalls: ({ emulator, channel }) => emulator.removeChannel(channel), tries: posting },
  {
    ...{ what: 'a guild that it was removed from', status: 403, code: 50001, befalls: ({ emulator, guild }: Bench) => emulator.removeGuild(guild) },
    tries: ({ send, guild }) => send('GET', `/guilds/${guild.id}`),
  },
  { what: 'a token that was revoked', status: 401, code: 0, befalls: ({ emulator }) => emulator.gateway.revokeToken(), tries: posting },
  {
    ...{ what: 'a message that somebody deleted', status: 404, code: 10008 },
    befalls: async ({ emulator, channel, post }) => {
      await post({ content: 'a' });
      emulator.deleteMessage(emulator.messages(channel)[0]!);
    },
    tries: ({ emulator, send, channel }) => send('PATCH', `/channels/${channel.id}/messages/${(emulator.calls[0]!.response as Json).id}`, { content: 'b' }),
  },
  {
    ...{ what: 'a person who takes no letters', status: 403, code: 50007, befalls: () => {} },
    tries: ({ emulator, send }) => {
      const shy = emulator.addUser({ acceptsDirectMessages: false });
      return send('POST', `/channels/${emulator.direct(shy).id}/messages`, { content: 'a' });
    },
  },
  {
    ...{ what: 'a thread that is there already', status: 400, code: 160004 },
    befalls: async (made) => {
      await made.post({ content: 'a' });
      await startThread(made);
    },
    tries: startThread,
  },
  {
    ...{ what: 'a second delivery, answered once more', status: 400, code: 40060 },
    befalls: async (made) => {
      const act = await made.interaction();
      made.emulator.redeliver(act);
      await made.answer(act, 4, { content: 'a' });
    },
    tries: (made) => made.answer(made.emulator.acts[0]!, 4, { content: 'a' }),
  },
];

function startThread({ emulator, send, channel }: Bench): Promise<Reply> {
  return send('POST', `/channels/${channel.id}/messages/${emulator.messages(channel)[0]!.id}/threads`, { name: 'Talk' });
}

function posting({ post }: Bench): Promise<Reply> {
  return post({ content: 'a' });
}

test.each(misfortunes)('$what is refused with $code, and nobody’s fault', async ({ status, code, befalls, tries }) => {
  const made = await bench();
  await befalls(made);
  const reply = await tries(made);
  expect({ status: reply.status, code: reply.json.code }).toEqual({ status, code });
  expect(broken(made)).toEqual([]);
});
