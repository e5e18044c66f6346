import { expect, test } from 'vitest';
import { ConfigMistake, readConfig } from '../src/config.ts';
import type { RedisConfig } from '../src/redis-url.ts';

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
    redis: undefined,
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

test.each<[string, RedisConfig]>([
  ['redis://localhost', { kind: 'node', hosts: [{ host: 'localhost', port: 6379 }], tls: false }],
  [
    'rediss://me:p%40ss%3A%2F%25@[::1]:6380/3',
    { kind: 'node', hosts: [{ host: '::1', port: 6380 }], tls: true, username: 'me', password: 'p@ss:/%', database: 3 },
  ],
  ['redis://:secret:er@redis:6379/', { kind: 'node', hosts: [{ host: 'redis', port: 6379 }], tls: false, password: 'secret:er' }],
  [
    'redis+sentinel://u:p@a:1, b/2?name=mymaster&sentinelPassword=s%26s',
    {
      kind: 'sentinel',
      hosts: [
        { host: 'a', port: 1 },
        { host: 'b', port: 26_379 },
      ],
      tls: false,
      username: 'u',
      password: 'p',
      database: 2,
      primary: 'mymaster',
      sentinelPassword: 's&s',
    },
  ],
  [
    'rediss+cluster://a,b:7000/0',
    {
      kind: 'cluster',
      hosts: [
        { host: 'a', port: 6379 },
        { host: 'b', port: 7000 },
      ],
      tls: true,
      database: 0,
    },
  ],
])('%s is an address of Redis', (REDIS_URL, redis) => {
  expect(readConfig({ REDIS_URL }).redis).toEqual(redis);
});

const REDIS_EXAMPLES = 'redis://host:6379, redis+sentinel://a:26379,b:26379?name=mymaster or redis+cluster://a:6379,b:6379 (rediss… with TLS)';

test.each([
  ['hunter2', `expected an address such as ${REDIS_EXAMPLES}`],
  ['localhost:6379', `expected an address such as ${REDIS_EXAMPLES}`],
  ['redis+sentry://:hunter2@a', `expected an address such as ${REDIS_EXAMPLES}`],
  ['redis://', `needs hosts with commas between, each as host or host:port, such as ${REDIS_EXAMPLES}`],
  ['redis+cluster://a,,b', `needs hosts with commas between, each as host or host:port, such as ${REDIS_EXAMPLES}`],
  ['redis://:hunter2@a:port', `needs hosts with commas between, each as host or host:port, such as ${REDIS_EXAMPLES}`],
  ['redis://:hunter2@a:65536', 'has a port that is none: expected 1 to 65535'],
  ['redis://a:1,b:2', 'has several hosts: begin it with redis+cluster:// or redis+sentinel://'],
  ['redis://:hunter2@a/data', 'has something behind its slash that is no number of a database'],
  ['redis+cluster://a/3', 'names a database, and a cluster has only 0: leave the slash and the number out'],
  ['redis+sentinel://a:26379', 'also needs the name that the Sentinels give the primary: put ?name=mymaster at its end'],
  ['redis+sentinel://a?name=', 'also needs the name that the Sentinels give the primary: put ?name=mymaster at its end'],
  ['redis+sentinel://a?nam=m', 'knows name and sentinelPassword behind its question mark, nothing else'],
  ['redis://a?timeout=1', 'takes nothing behind a question mark'],
  ['redis://:hunter2@hunter2@a', 'has a character too many: in a name or password write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23'],
  ['redis://:hunter2#x@a', 'has a character too many: in a name or password write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23'],
  ['redis://:hunter2%@a', 'has a % in its name or password that begins no character: write % as %25'],
])('REDIS_URL %s is told what is wrong, and no password is said', (REDIS_URL, mistake) => {
  expect(mistakes({ REDIS_URL })).toEqual([`REDIS_URL: ${mistake}`]);
  expect(mistake).not.toContain('hunter2');
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
