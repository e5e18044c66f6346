import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Event } from './event.ts';
import { Refusal } from './refusal.ts';

export interface Limiter {
  /** @throws Refusal with how long to wait. */
  admit(event: Event): Promise<void>;
}

export interface Rates {
  /** Acts within 10 seconds. */
  learner: number;
  place: number;
}

const WINDOW_SECONDS = 10;

/** Protects this process: what a learner may do in a day is a rule, and lives in `study`. */
export function createLimiter(rates: Rates): Limiter {
  const learners = new RateLimiterMemory({ points: rates.learner, duration: WINDOW_SECONDS });
  const places = new RateLimiterMemory({ points: rates.place, duration: WINDOW_SECONDS });

  async function take(limiter: RateLimiterMemory, key: string, sentence: (seconds: number) => string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Refusal(sentence(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))));
    }
  }

  return {
    async admit({ account, place }) {
      await take(learners, `${account.platform}:${account.id}`, (seconds) => `That was quick. Please wait ${seconds} s and press again.`);
      await take(places, `${place.platform}:${place.id}`, (seconds) => `Many people are here right now. Please wait ${seconds} s and press again.`);
    },
  };
}
