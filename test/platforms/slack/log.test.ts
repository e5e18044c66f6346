import { pino } from 'pino';
import { expect, test } from 'vitest';
import { libraryLog } from '../../../src/platforms/slack/log.ts';

function logged(write: (log: ReturnType<typeof libraryLog>) => void): string {
  const lines: string[] = [];
  write(libraryLog(pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(line) })));
  return lines.join('');
}

test.each([
  'Bearer xoxb-123-456-abcDEF',
  'xapp-1-A0-123-abcdef',
  'xoxe.xoxp-1-secret'.replace('.', ' '),
  'wss://wss-primary.slack.com/link/?ticket=1d2c3b4a&app_id=A0',
  'https://hooks.slack.com/actions/T1/2/abcdef failed',
])('%s leaves the library without its secret', (text) => {
  const said = logged((log) => {
    log.warn(text);
    log.error(new Error(text));
    log.info(text);
  });
  expect(said).toContain('[left out]');
  expect(said).not.toMatch(/abcDEF|abcdef|1d2c3b4a|1-secret/);
});

test('whole requests are never logged', () => {
  expect(logged((log) => log.debug('http request body: my answer'))).toBe('');
});
