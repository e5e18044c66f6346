import { LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

type Said = readonly unknown[];

/** Tokens, tickets of sockets and addresses to answer at: who has one can speak in our name. */
const SECRETS = /\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|(?<=[?&](ticket|token)=)[^&\s"]+|(?<=hooks\.slack\.com\/)[^\s"']+/g;

function withoutSecrets(text: string): string {
  return text.replace(SECRETS, '[left out]');
}

/** The library's words in our log. Its debug lines hold whole requests, so they are never taken. */
export function libraryLog(log: Logger): {
  debug(...said: Said): void;
  info(...said: Said): void;
  warn(...said: Said): void;
  error(...said: Said): void;
  setLevel(): void;
  getLevel(): LogLevel;
  setName(): void;
} {
  const line = (said: Said): string => withoutSecrets(said.map((each) => (each instanceof Error ? each.message : String(each))).join(' '));
  return {
    debug() {},
    info: (...said) => log.debug(line(said)),
    warn: (...said) => log.warn(line(said)),
    // What fails here is tried again by us, or told to somebody, and logged as what it is there.
    error: (...said) => log.warn(line(said)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
