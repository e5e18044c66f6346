import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommand, readPress, readSubmit, readSuggesting, writeMetadata } from '../../../src/platforms/slack/inbound.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const ARRIVAL = { now: () => NOW, admins: new Set(['U0ADA']) };

const COMMAND = {
  command: '/quorum',
  text: 'question a &lt;b&gt; &amp;amp; c',
  trigger_id: '1.2.a',
  response_url: 'https://hooks.slack.com/commands/T1/1/x',
  user_id: 'U0ADA',
  user_name: 'ada',
  team_id: 'T1',
  channel_id: 'C1',
  channel_name: 'general',
  is_enterprise_install: 'false',
};
const PRESS = {
  type: 'block_actions',
  user: { id: 'U0BEN', username: 'ben', name: 'ben', team_id: 'T1' },
  team: { id: 'T1', domain: 'study-hall' },
  enterprise: null,
  trigger_id: '1.2.b',
  response_url: 'https://hooks.slack.com/actions/T1/1/y',
  channel: { id: 'C1', name: 'general' },
  container: { type: 'message', message_ts: '17.1', channel_id: 'C1', is_ephemeral: true },
  actions: [{ action_id: '1/question/next#2', block_id: 'b', type: 'button', value: '1/question/next' }],
};
const SUBMIT = {
  type: 'view_submission',
  user: PRESS.user,
  team: PRESS.team,
  view: {
    id: 'V1',
    callback_id: '1/question/submit/sd.q05',
    private_metadata: '',
    state: {
      values: {
        answer: { answer: { type: 'plain_text_input', value: 'my <b> & words' } },
        empty: { empty: { type: 'plain_text_input', value: null } },
        level: { level: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'Mid' }, value: 'mid' } } },
        share: { share: { type: 'checkboxes', selected_options: [{ value: 'yes' }] } },
        none: { none: { type: 'checkboxes', selected_options: [] } },
      },
    },
  },
};

describe('what Slack sends', () => {
  test('a command, its text as it was typed', () => {
    expect(readCommand(COMMAND, ARRIVAL)).toMatchObject({
      who: {
        id: '1.2.a',
        at: NOW,
        place: { platform: 'slack', id: 'T1' },
        channel: 'C1',
        account: { platform: 'slack', id: 'U0ADA', name: 'ada' },
        isAdmin: true,
      },
      slash: 'quorum',
      text: 'question a <b> &amp; c',
      workspace: { team: 'T1' },
      origin: { trigger: '1.2.a', responseUrl: { until: NOW + 1_800_000 } },
    });
  });

  test('a press, with the message that it is in', () => {
    expect(readPress(PRESS, ARRIVAL)).toMatchObject({
      who: { id: '1.2.b', isAdmin: false, account: { name: 'ben' } },
      route: '1/question/next',
      origin: { pressed: { ts: '17.1', ephemeral: true }, thread: undefined },
    });
    const chosen = { ...PRESS, actions: [{ action_id: 'a', type: 'static_select', selected_option: { value: '1/search/open/sd.q05' } }] };
    expect(readPress(chosen, ARRIVAL)?.route).toBe('1/search/open/sd.q05');
  });

  test('a form, with what was left empty absent', () => {
    expect(readSubmit(SUBMIT, ARRIVAL)).toMatchObject({
      who: { id: 'V1' },
      form: '1/question/submit/sd.q05',
      fields: { answer: 'my <b> & words', level: 'mid', share: 'yes' },
      inputs: ['answer', 'empty', 'level', 'share', 'none'],
    });
    expect(Object.keys(readSubmit(SUBMIT, ARRIVAL)!.fields)).toEqual(['answer', 'level', 'share']);
  });

  test('a form knows where it was opened', () => {
    const { origin } = readPress(PRESS, ARRIVAL)!;
    const submitted = readSubmit({ ...SUBMIT, view: { ...SUBMIT.view, private_metadata: writeMetadata(origin) } }, ARRIVAL)!;
    expect(submitted.who.channel).toBe('C1');
    expect(submitted.origin).toMatchObject({ channel: 'C1', responseUrl: origin.responseUrl, pressed: origin.pressed, user: 'U0BEN' });
  });

  test('a direct message has no channel, and an organization’s app no team', () => {
    expect(readCommand({ ...COMMAND, channel_id: 'D1' }, ARRIVAL)?.who).not.toHaveProperty('channel');
    expect(readPress({ ...PRESS, team: null, enterprise: { id: 'E1' } }, ARRIVAL)?.workspace).toEqual({ team: 'T1', enterprise: 'E1' });
  });

  test('what is typed into a select', () => {
    const payload = {
      type: 'block_suggestion',
      action_id: 'query',
      block_id: 'query',
      value: 'ca',
      view: { callback_id: 'c/question' },
      user: PRESS.user,
      team: PRESS.team,
    };
    expect(readSuggesting(payload)).toEqual({ form: 'c/question', option: 'query', typed: 'ca' });
  });
});

describe('what Slack would not send', () => {
  const readers = { readCommand, readPress, readSubmit, readSuggesting: (body: unknown) => readSuggesting(body) };

  test.each(Object.entries(readers))('%s never throws, and takes nothing for something', (_name, read) => {
    const anything = fc.anything({ maxDepth: 4, withNullPrototype: true, withBigInt: true });
    fc.assert(
      fc.property(anything, (body) => {
        expect(read(body, ARRIVAL)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  /** A payload of Slack's with one thing in it replaced, at any depth. */
  function spoiled(whole: unknown, path: readonly string[], value: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined || typeof whole !== 'object' || whole === null) return value;
    return { ...whole, [key]: spoiled((whole as Record<string, unknown>)[key], rest, value) };
  }

  function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value !== 'object' || value === null) return [path];
    return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
  }

  test.each([
    ['readCommand', COMMAND],
    ['readPress', PRESS],
    ['readSubmit', SUBMIT],
  ] as const)('%s answers a spoiled payload with strings and numbers, or not at all', (name, payload) => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsIn(payload)), fc.anything({ maxDepth: 2 }), (path, value) => {
        const result = readers[name](spoiled(payload, path, value), ARRIVAL);
        if (!result) return;
        expect(typeof result.who.id).toBe('string');
        expect(typeof result.who.account.id).toBe('string');
        expect(typeof result.who.account.name).toBe('string');
        expect(typeof result.who.place.id).toBe('string');
        if ('route' in result) expect(typeof result.route).toBe('string');
        if ('fields' in result) for (const field of Object.values(result.fields)) expect(typeof field).toBe('string');
        if (result.origin.responseUrl) expect(URL.canParse(result.origin.responseUrl.url)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['nonsense', '{"u":"javascript:1","t":"x"}', '{"c":{}}', '[]', 'null'])('a form with the metadata %s is answered elsewhere', (text) => {
    const submitted = readSubmit({ ...SUBMIT, view: { ...SUBMIT.view, private_metadata: text } }, ARRIVAL)!;
    expect(submitted.origin).toMatchObject({ user: 'U0BEN', channel: undefined, responseUrl: undefined });
  });
});
