import { createHmac } from 'node:crypto';
import { type Delivery, describe, type Retry, type Sending, type Transport } from './delivery.ts';
import { type Slack, violate } from './slack.ts';
import type { Json } from './state.ts';

export type Forgery = 'wrong signature' | 'no signature' | 'stale' | 'other secret';

const STALE_SECONDS = 6 * 60;

/** Signed requests to the bot's own address. @see https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function createHttpTransport(address: () => string): Transport {
  async function send(sending: Sending): Promise<void> {
    const { slack, delivery, retry, signal } = sending;
    delivery.sent ??= requestOf(slack, delivery.type, delivery.payload, retry);
    try {
      const response = await fetch(address(), { method: 'POST', ...delivery.sent, signal });
      const text = await response.text();
      if (response.status === 200) return delivery.settle('acknowledged', { status: 200, response: readBody(text) });
      violate(slack, 'ack.status', `answered with ${response.status}`, describe(delivery));
      delivery.settle('failed', { status: response.status, response: text });
    } catch {
      delivery.settle('failed');
    }
  }
  return { send: (sending) => void send(sending) };
}

function readBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function requestOf(slack: Slack, type: Delivery['type'], payload: Json, retry: Retry | undefined) {
  const { body, contentType } = bodyOf(type, payload);
  const retried: Record<string, string> = retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {};
  return {
    body,
    headers: { 'content-type': contentType, 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...retried, ...signed(slack.signingSecret, body) },
  };
}

function bodyOf(type: Delivery['type'], payload: Json): { body: string; contentType: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

function signed(secret: string, body: string, ageSeconds = 0): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

/** Sends what Slack would never send; answers with the status. */
export async function sendForged(slack: Slack, address: string, payload: Json, how: Forgery): Promise<number> {
  const { body, contentType } = bodyOf('slash_commands', payload);
  const right = signed(slack.signingSecret, body);
  const signatures: Record<Forgery, Record<string, string>> = {
    'wrong signature': { ...right, 'x-slack-signature': `v0=${'0'.repeat(64)}` },
    'no signature': {},
    stale: signed(slack.signingSecret, body, STALE_SECONDS),
    'other secret': signed('not the secret', body),
  };
  const response = await fetch(address, { method: 'POST', body, headers: { 'content-type': contentType, ...signatures[how] } });
  await response.text();
  return response.status;
}

/** @see https://docs.slack.dev/reference/events/url_verification */
export async function sendChallenge(slack: Slack, address: string): Promise<boolean> {
  const challenge = '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P';
  const body = JSON.stringify({ token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl', challenge, type: 'url_verification' });
  const headers = { 'content-type': 'application/json', ...signed(slack.signingSecret, body) };
  const response = await fetch(address, { method: 'POST', body, headers });
  const well = response.status === 200 && (await response.text()).includes(challenge);
  if (!well) violate(slack, 'http.challenge', `answered with ${response.status}`, 'url_verification');
  return well;
}
