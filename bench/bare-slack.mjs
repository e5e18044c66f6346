// The limit for Slack: Bolt with one listener that acknowledges with a fixed message of the size of ours.
import { createServer } from 'node:http';
import bolt from '@slack/bolt';

const { PAYLOAD, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = process.env;
const receiver = new bolt.HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, endpoints: ['/slack/events'] });
const app = new bolt.App({
  receiver,
  authorize: async () => ({ botToken: SLACK_BOT_TOKEN, botId: 'B0', botUserId: 'U0' }),
  clientOptions: { slackApiUrl: SLACK_API_URL, retryConfig: { retries: 0 } },
  logLevel: 'error',
});
const payload = JSON.parse(PAYLOAD);
app.command(/.*/, async ({ ack }) => ack(payload));
const server = createServer(receiver.requestListener);
server.listen(0, '127.0.0.1', () => console.log(`http://localhost:${server.address().port}`));
