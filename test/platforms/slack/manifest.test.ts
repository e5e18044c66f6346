import { expect, test } from 'vitest';
import { allCommands } from '../../../commands/index.ts';
import { shapeOf } from '../../../src/bot/options.ts';
import { manifest, SCOPES } from '../../../src/platforms/slack/manifest.ts';

const commands = allCommands.map(shapeOf);

test('Socket Mode needs no address', () => {
  const made = manifest(commands, { socketMode: true });
  expect(made).toMatchObject({
    display_information: { name: 'Quorum' },
    features: { slash_commands: [{ command: '/quorum', usage_hint: 'question | daily | search | playbook | setup | schedule | pack | help …' }] },
    oauth_config: { scopes: { bot: ['commands', 'chat:write', 'files:write', 'channels:read', 'groups:read'] } },
    settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } },
  });
  expect(JSON.stringify(made)).not.toContain('url');
});

test('over HTTP commands, presses, suggestions and events come to one address', () => {
  const made = manifest(commands, { socketMode: false, publicUrl: 'https://quorum.example.org/' });
  const url = 'https://quorum.example.org/slack/events';
  expect(made).toMatchObject({
    features: { slash_commands: [{ url }] },
    settings: {
      socket_mode_enabled: false,
      interactivity: { request_url: url, message_menu_options_url: url },
      event_subscriptions: { request_url: url, bot_events: ['app_uninstalled', 'tokens_revoked'] },
    },
  });
  expect(() => manifest(commands, { socketMode: false })).toThrow(/address/);
});

test('a command gets its own slash command when asked for, and says what it takes', () => {
  const { features } = manifest(commands, { socketMode: true, aliases: ['question', 'nonsense'] }) as { features: { slash_commands: object[] } };
  expect(features.slash_commands).toHaveLength(2);
  expect(features.slash_commands[1]).toMatchObject({ command: '/question', usage_hint: '[query] [topic:…] [level:mid|senior|staff] [share:yes]' });
});

test('every scope has its reason, and it fits Slack’s own limits', () => {
  for (const { scope, reason } of SCOPES) expect(reason.length, scope).toBeGreaterThan(10);
  const { display_information, features } = manifest(commands, { socketMode: true }) as {
    display_information: { name: string; description: string };
    features: { slash_commands: { usage_hint: string; description: string }[] };
  };
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  for (const each of features.slash_commands) {
    expect(each.usage_hint.length).toBeLessThanOrEqual(1000);
    expect(each.description.length).toBeLessThanOrEqual(2000);
  }
});
