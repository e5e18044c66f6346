import { z } from 'zod';

/** An empty variable is the same as none: that is how compose files leave things out. */
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const environment = z.object({
  HOST: optional(z.string()).transform((value) => value ?? '127.0.0.1'),
  PORT: optional(z.coerce.number('expected a number').int().min(0).max(65_535, 'expected a port from 0 to 65535')).transform((value) => value ?? 3000),
  DATA_DIR: optional(z.string()).transform((value) => value ?? './data'),
  CONTENT_DIR: optional(z.string()),
  PLAYGROUND: optional(z.enum(['on', 'local'], 'expected "on" to open the playground to every address, or nothing')),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])).transform((value) => value ?? 'info'),
});

export interface Config {
  host: string;
  /** 0: any free one. */
  port: number;
  dataDirectory: string;
  /** A folder of further packs. */
  contentDirectory: string | undefined;
  /** Whether the playground answers other addresses than this machine's own. */
  playgroundOpen: boolean;
  logLevel: string;
}

/** The environment is not what we can work with: `message` has one line a mistake. */
export class ConfigMistake extends Error {
  override name = 'ConfigMistake';
}

/** @throws ConfigMistake */
export function readConfig(variables: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) throw new ConfigMistake(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const { HOST, PORT, DATA_DIR, CONTENT_DIR, PLAYGROUND, LOG_LEVEL } = parsed.data;
  return { host: HOST, port: PORT, dataDirectory: DATA_DIR, contentDirectory: CONTENT_DIR, playgroundOpen: PLAYGROUND === 'on', logLevel: LOG_LEVEL };
}
