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
    tick: '*/15 * * * * *',
    logLevel: 'info',
    discord: undefined,
    slack: undefined,
    judge: undefined,
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

test('a judge is an address and a model, and a key where it wants one', () => {
  const url = 'http://localhost:11434/v1';
  expect(readConfig({ GRADER_URL: url, GRADER_MODEL: 'llama3.1:8b' }).judge).toEqual({ url, model: 'llama3.1:8b' });
  expect(readConfig({ GRADER_URL: url, GRADER_MODEL: 'gpt-x', GRADER_KEY: 'sk-1' }).judge).toEqual({ url, model: 'gpt-x', key: 'sk-1' });
  expect(readConfig({ GRADER_URL: '', GRADER_MODEL: '', GRADER_KEY: '' }).judge).toBeUndefined();
});

test.each([
  [{ PORT: '70000' }, 'PORT: expected a port from 0 to 65535'],
  [{ PORT: 'x' }, 'PORT: expected a number'],
  [{ TICK: 'often' }, 'TICK: expected a cron pattern with seconds, such as */15 * * * * *'],
  [{ DISCORD_API_URL: 'http://a/api/' }, 'DISCORD_API_URL: expected an address without a slash or a version at its end'],
  [{ DISCORD_API_URL: 'http://a/api/v10' }, 'DISCORD_API_URL: expected an address without a slash or a version at its end'],
  [{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN: expected a token that begins with xoxb-'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_BOT_TOKEN: also needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (requests over HTTP)'],
  [{ SLACK_API_URL: 'ftp://a' }, 'SLACK_API_URL: expected an address that begins with http:// or https://'],
  [{ GRADER_URL: 'http://a' }, 'GRADER_URL: also needs GRADER_MODEL, the name of the model to ask'],
  [{ GRADER_MODEL: 'gpt-x' }, 'GRADER_MODEL: also needs GRADER_URL, the address of the judge'],
  [{ GRADER_KEY: 'sk-1' }, 'GRADER_KEY: also needs GRADER_URL, the address of the judge'],
  [{ GRADER_URL: 'localhost', GRADER_MODEL: 'a' }, 'GRADER_URL: expected an address that begins with http:// or https://'],
  [{ GRADER_URL: 'http://me:sk-1@a', GRADER_MODEL: 'a' }, 'GRADER_URL: expected an address without a name or password in it; a key goes into GRADER_KEY'],
  [{ GRADER_URL: 'http://a', GRADER_MODEL: 'a', GRADER_KEY: 'sk 1' }, 'GRADER_KEY: expected a key without blanks, as it goes into a header'],
  [{ GRADER_URL: 'http://a', GRADER_MODEL: '`a`' }, 'GRADER_MODEL: expected a model’s name, such as gpt-4o-mini or llama3.1:8b'],
  [{ ADMINS: 'me' }, 'ADMINS: "me" is no account: expected such as slack:U0123 or discord:4567, with commas between'],
  [{ ADMINS: 'slack:U1,slak:U2' }, 'ADMINS: "slak:U2" is no account: expected such as slack:U0123 or discord:4567, with commas between'],
  [{ ADMINS: 'discord:Ada' }, 'ADMINS: "discord:Ada" is no account: expected such as slack:U0123 or discord:4567, with commas between'],
])('%j is said in a line', (variables: Record<string, string>, line) => {
  expect(mistakes(variables)).toEqual([line]);
});

test('every mistake is said, and no secret', () => {
  const said = mistakes({ PORT: 'x', SLACK_BOT_TOKEN: 'my-secret', GRADER_KEY: 'my-secret key', LOG_LEVEL: 'loud' });
  expect(said).toHaveLength(4);
  expect(said.join()).not.toContain('my-secret');
});
