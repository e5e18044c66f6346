import { validate as isCronPattern } from 'node-cron';
import { z } from 'zod';
import { type RedisConfig, readRedisUrl } from './redis-url.ts';

/** An empty variable is the same as none: that is how compose files leave things out. */
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const secret = (start: RegExp, looks: string) => optional(z.string().regex(start, `expected a token that begins with ${looks}`));
const apiUrl = optional(z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' }));

/** `slack:U0123, discord:4567` as ids by platform. */
const adminList = z.string().transform((list, context) => {
  const admins: Record<string, string[]> = {};
  for (const account of list.split(',').map((each) => each.trim())) {
    if (account === '') continue;
    const [, platform, id] = /^(slack(?=:[UW][A-Z0-9]+$)|discord(?=:\d+$)):(.+)$/.exec(account) ?? [];
    if (platform !== undefined && id !== undefined) admins[platform] = [...(admins[platform] ?? []), id];
    else context.addIssue({ code: 'custom', message: `"${account}" is no account: expected such as slack:U0123 or discord:4567, with commas between` });
  }
  return admins;
});

const redisUrl = z.string().transform((text, context) => {
  const read = readRedisUrl(text);
  if (typeof read !== 'string') return read;
  context.addIssue({ code: 'custom', message: read });
  return z.NEVER;
});

const environment = z
  .object({
    HOST: optional(z.string()),
    PORT: optional(
      z.coerce
        .number('expected a number')
        .int('expected a whole number')
        .min(0, 'expected a port from 0 to 65535')
        .max(65_535, 'expected a port from 0 to 65535'),
    ),
    DATA_DIR: optional(z.string()),
    REDIS_URL: optional(redisUrl),
    CONTENT_DIR: optional(z.string()),
    PLAYGROUND: optional(z.enum(['on', 'off'], 'expected "on", which opens the playground to every address, or "off"')),
    TICK: optional(z.string().refine(isCronPattern, 'expected a cron pattern with seconds, such as */15 * * * * *')),
    LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
    DISCORD_TOKEN: optional(z.string()),
    DISCORD_API_URL: apiUrl.refine(
      (value) => value === undefined || !/(\/|\/v\d+)$/.test(value),
      'expected an address without a slash or a version at its end',
    ),
    SLACK_BOT_TOKEN: secret(/^xoxb-/, 'xoxb-'),
    SLACK_APP_TOKEN: secret(/^xapp-/, 'xapp-'),
    SLACK_SIGNING_SECRET: optional(z.string()),
    SLACK_API_URL: apiUrl,
    GRADER_URL: apiUrl.refine(
      (value) => value === undefined || !/^https?:\/\/[^/]*@/i.test(value),
      'expected an address without a name or password in it; a key goes into GRADER_KEY',
    ),
    GRADER_KEY: optional(z.string().regex(/^[\x21-\x7e]+$/, 'expected a key without blanks, as it goes into a header')),
    GRADER_MODEL: optional(z.string().regex(/^[\w.:/@+-]{1,100}$/, 'expected a model’s name, such as gpt-4o-mini or llama3.1:8b')),
    ADMINS: optional(adminList).transform((admins) => admins ?? {}),
  })
  .superRefine((value, context) => {
    const needed = value.SLACK_BOT_TOKEN !== undefined && value.SLACK_APP_TOKEN === undefined && value.SLACK_SIGNING_SECRET === undefined;
    if (needed)
      context.addIssue({
        code: 'custom',
        path: ['SLACK_BOT_TOKEN'],
        message: 'also needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (requests over HTTP)',
      });
    if (value.GRADER_URL !== undefined && value.GRADER_MODEL === undefined)
      context.addIssue({ code: 'custom', path: ['GRADER_URL'], message: 'also needs GRADER_MODEL, the name of the model to ask' });
    for (const name of ['GRADER_MODEL', 'GRADER_KEY'] as const)
      if (value.GRADER_URL === undefined && value[name] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'also needs GRADER_URL, the address of the judge' });
  });

export interface DiscordConfig {
  token: string;
  apiUrl?: string;
}

export interface SlackConfig {
  botToken: string;
  appToken?: string;
  signingSecret?: string;
  apiUrl?: string;
}

export interface JudgeConfig {
  /** Of an OpenAI-compatible API, with or without `/chat/completions` at its end. */
  url: string;
  key?: string;
  model: string;
}

export interface Config {
  host: string;
  /** 0: any free one. */
  port: number;
  dataDirectory: string;
  /** Keeps the data in place of the data directory. */
  redis: RedisConfig | undefined;
  /** A folder of further packs. */
  contentDirectory: string | undefined;
  /** Whether the playground answers other addresses than this machine's own. */
  playgroundOpen: boolean;
  /** How often due work is looked for: a cron pattern with seconds. */
  tick: string;
  logLevel: string;
  discord: DiscordConfig | undefined;
  slack: SlackConfig | undefined;
  judge: JudgeConfig | undefined;
  /** Account ids by platform that may change settings everywhere. */
  admins: Readonly<Record<string, readonly string[]>>;
}

/** The environment is not what we can work with: `message` has one line a mistake. */
export class ConfigMistake extends Error {
  override name = 'ConfigMistake';
}

/** @throws ConfigMistake */
export function readConfig(variables: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) throw new ConfigMistake(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const read = parsed.data;
  return {
    host: read.HOST ?? '127.0.0.1',
    port: read.PORT ?? 3000,
    dataDirectory: read.DATA_DIR ?? './data',
    redis: read.REDIS_URL,
    contentDirectory: read.CONTENT_DIR,
    playgroundOpen: read.PLAYGROUND === 'on',
    tick: read.TICK ?? '*/15 * * * * *',
    logLevel: read.LOG_LEVEL ?? 'info',
    discord: read.DISCORD_TOKEN === undefined ? undefined : given({ token: read.DISCORD_TOKEN, apiUrl: read.DISCORD_API_URL }),
    slack:
      read.SLACK_BOT_TOKEN === undefined
        ? undefined
        : given({ botToken: read.SLACK_BOT_TOKEN, appToken: read.SLACK_APP_TOKEN, signingSecret: read.SLACK_SIGNING_SECRET, apiUrl: read.SLACK_API_URL }),
    judge:
      read.GRADER_URL === undefined || read.GRADER_MODEL === undefined
        ? undefined
        : given({ url: read.GRADER_URL, model: read.GRADER_MODEL, key: read.GRADER_KEY }),
    admins: read.ADMINS,
  };
}

type Given<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** Without the fields that nobody set. */
function given<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name] } & Partial<Given<Fields>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as ReturnType<typeof given<Fields>>;
}
