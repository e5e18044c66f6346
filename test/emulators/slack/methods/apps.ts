import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../slack.ts';
import { method } from './method.ts';

export const apps = {
  'auth.test': method({
    token: 'bot',
    scopes: [],
    args: z.strictObject({}),
    run: ({ workspace }) => ({
      url: `https://${workspace.domain}.slack.com/`,
      team: workspace.domain,
      user: 'quorum',
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
  }),

  'bots.info': method({
    token: 'bot',
    scopes: ['users:read'],
    rate: 'rate.tier3',
    args: z.strictObject({ bot: z.string().optional() }),
    run({ slack, workspace }, args) {
      if (args.bot !== undefined && args.bot !== workspace.botId) throw new Refused('bot_not_found', 'bot.exists', [args.bot]);
      return { bot: { id: workspace.botId, deleted: false, name: 'quorum', app_id: slack.appId, user_id: workspace.botUserId } };
    },
  }),

  'apps.connections.open': method({
    token: 'app',
    scopes: [],
    rate: 'rate.tier1',
    args: z.strictObject({}),
    run({ slack }) {
      const ticket = randomUUID();
      slack.tickets.add(ticket);
      return { url: `${slack.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${slack.appId}` };
    },
  }),

  'oauth.v2.access': method({
    token: 'none',
    scopes: [],
    rate: 'rate.tier4',
    args: z.strictObject({
      code: z.string(),
      client_id: z.string(),
      client_secret: z.string(),
      redirect_uri: z.string().optional(),
      grant_type: z.literal('authorization_code').optional(),
    }),
    run({ slack }, args) {
      if (args.client_id !== slack.clientId) throw new Refused('invalid_client_id', 'oauth.client');
      if (args.client_secret !== slack.clientSecret) throw new Refused('bad_client_secret', 'oauth.client');
      const authorization = slack.authorizations.get(args.code);
      slack.authorizations.delete(args.code);
      if (!authorization || slack.clock.now() > authorization.expires) throw new Refused('invalid_code', 'oauth.code');
      const { workspace } = authorization;
      return {
        access_token: workspace.botToken,
        token_type: 'bot',
        scope: [...workspace.scopes].join(','),
        bot_user_id: workspace.botUserId,
        app_id: slack.appId,
        team: { name: workspace.domain, id: workspace.teamId },
        enterprise: null,
        is_enterprise_install: false,
        authed_user: { id: workspace.installer },
      };
    },
  }),
};
