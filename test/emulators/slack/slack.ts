import type { Clock } from './clock.ts';
import type { Call, Ping, Violation } from './ledger.ts';
import type { RuleId } from './rules.ts';
import type { Channel, Person, Sight, Workspace, World } from './state.ts';

export interface Token {
  kind: 'bot' | 'app';
  workspace: Workspace | undefined;
  revoked: boolean;
}

export interface Trigger {
  person: Person;
  expires: number;
  uses: number;
  /** The view in which the person acted: where `views.push` goes. */
  viewId: string | undefined;
}

export interface ResponseUrl {
  person: Person;
  channel: Channel;
  /** The message pressed, if it was one. */
  ts: string | undefined;
  expires: number;
  uses: number;
}

export interface Authorization {
  workspace: Workspace;
  expires: number;
}

/** The running emulator from inside: what its parts share. */
export interface Slack {
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  readonly rateLimits: boolean;
  /** `http://127.0.0.1:port`; known once the server listens. */
  origin: string;
  readonly clock: Clock;
  readonly world: World;
  readonly tokens: Map<string, Token>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly authorizations: Map<string, Authorization>;
  /** Addresses of the WebSocket that were given out and not yet used. */
  readonly tickets: Set<string>;
  readonly violations: Violation[];
  readonly pings: Ping[];
  readonly calls: Call[];
  readonly tolerated: Set<RuleId>;
  readonly watchers: Set<() => void>;
  counter: number;
  lastTs: number;
}

/** A refusal of a call, in Slack's words. */
export class Refused extends Error {
  readonly error: string;
  readonly rule: RuleId;
  readonly said: readonly string[];

  constructor(error: string, rule: RuleId, said: readonly string[] = []) {
    super(`${error} (${rule}) ${said.join('; ')}`);
    this.error = error;
    this.rule = rule;
    this.said = said;
  }
}

export function violate(slack: Slack, rule: RuleId, detail: string, request: string): void {
  if (!slack.tolerated.has(rule)) slack.violations.push({ rule, detail, request });
}

export function newId(slack: Slack, prefix: string): string {
  slack.counter += 1;
  return `${prefix}0${slack.counter.toString(36).toUpperCase().padStart(8, 'A')}`;
}

/** Unique and rising, as `ts` is in a channel: microseconds of the clock. */
export function newTs(slack: Slack): string {
  slack.lastTs = Math.max(Math.round(slack.clock.now() * 1000), slack.lastTs + 1);
  const digits = String(slack.lastTs).padStart(16, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

export function changed(slack: Slack): void {
  for (const watch of [...slack.watchers]) watch();
}

export function see(slack: Slack, personId: string, sight: Sight): void {
  const sights = slack.world.sights.get(personId);
  if (!sights) return;
  sights.push(sight);
  changed(slack);
}

const GIVE_UP_MS = 10_000;

/** Asks again after every change. The time limit is there to end what hangs. */
export function until<T>(slack: Slack, what: string, condition: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = setTimeout(() => finish(() => reject(new Error(`Slack waited in vain for ${what}.\n${situation(slack)}`))), GIVE_UP_MS);
    const check = (): void => {
      try {
        const found = condition();
        if (found !== undefined && found !== false) finish(() => resolve(found));
      } catch (fault) {
        finish(() => reject(fault));
      }
    };
    const finish = (settle: () => void): void => {
      clearTimeout(stop);
      slack.watchers.delete(check);
      settle();
    };
    slack.watchers.add(check);
    check();
  });
}

function situation(slack: Slack): string {
  const calls = slack.calls.slice(-5).map((call) => `${call.method} → ${JSON.stringify(call.outcome)}`);
  return [...calls, ...slack.violations.map((violation) => `violation of ${violation.rule}: ${violation.detail}`)].join('\n');
}
