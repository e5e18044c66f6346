import { expect, test } from 'vitest';
import { ConfigMistake, readConfig } from '../src/config.ts';

const mistakes = (variables: Record<string, string>) => {
  try {
    readConfig(variables);
    return [];
  } catch (fault) {
    if (!(fault instanceof ConfigMistake)) throw fault;
    return fault.message.split('\n');
  }
};

test('without anything set, the playground alone is on', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    dataDirectory: './data',
    contentDirectory: undefined,
    playgroundOpen: false,
    logLevel: 'info',
    discord: undefined,
    slack: undefined,
    admins: {},
  });
});

test('an empty variable is the same as none', () => {
  expect(readConfig({ PORT: '', DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', ADMINS: '' })).toEqual(readConfig({}));
});

test('tokens turn platforms on', () => {
  const { discord, slack, admins } = readConfig({
    DISCORD_TOKEN: 't',
    DISCORD_API_URL: 'http://127.0.0.1:1/api',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    ADMINS: 'slack:U1, discord:2,slack:U3',
  });
  expect({ discord, slack, admins }).toEqual({
    discord: { token: 't', apiUrl: 'http://127.0.0.1:1/api' },
    slack: { botToken: 'xoxb-1', appToken: 'xapp-1' },
    admins: { slack: ['U1', 'U3'], discord: ['2'] },
  });
});

test.each([
  [{ PORT: '70000' }, 'PORT: expected a port from 0 to 65535'],
  [{ PORT: 'x' }, 'PORT: expected a number'],
  [{ DISCORD_API_URL: 'http://a/api/' }, 'DISCORD_API_URL: expected an address without a slash or a version at its end'],
  [{ DISCORD_API_URL: 'http://a/api/v10' }, 'DISCORD_API_URL: expected an address without a slash or a version at its end'],
  [{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN: expected a token that begins with xoxb-'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_BOT_TOKEN: also needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (requests over HTTP)'],
  [{ SLACK_API_URL: 'ftp://a' }, 'SLACK_API_URL: expected an address that begins with http:// or https://'],
  [{ ADMINS: 'me' }, 'ADMINS: "me" is no account: expected such as slack:U0123 or discord:4567, with commas between'],
  [{ ADMINS: 'slack:U1,slak:U2' }, 'ADMINS: "slak:U2" is no account: expected such as slack:U0123 or discord:4567, with commas between'],
  [{ ADMINS: 'discord:Ada' }, 'ADMINS: "discord:Ada" is no account: expected such as slack:U0123 or discord:4567, with commas between'],
])('%j is said in a line', (variables: Record<string, string>, line) => {
  expect(mistakes(variables)).toEqual([line]);
});

test('every mistake is said, and no secret', () => {
  const said = mistakes({ PORT: 'x', SLACK_BOT_TOKEN: 'my-secret', LOG_LEVEL: 'loud' });
  expect(said).toHaveLength(3);
  expect(said.join()).not.toContain('my-secret');
});
