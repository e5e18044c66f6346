import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackEmulator } from '../index.ts';
import { button, input, mrkdwn, plain } from './broken-blocks.ts';

export type Way = 'Socket Mode' | 'HTTP';

type Receiver = HTTPReceiver | SocketModeReceiver;

const nothing = (): void => undefined;
/** Connections are cut on purpose here: Bolt need not tell. */
const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, getLevel: () => LogLevel.ERROR, setName: nothing };

/** Bolt waits this long before it connects again. */
const RECONNECT_MS = 300;

function receiverOf(slack: SlackEmulator, way: Way): Receiver {
  if (way === 'HTTP') return new HTTPReceiver({ signingSecret: slack.signingSecret, logger });
  const clientOptions = { slackApiUrl: slack.url, retryConfig: { retries: 0 } };
  return new SocketModeReceiver({ appToken: slack.appToken, clientPingTimeout: RECONNECT_MS, logger, installerOptions: { clientOptions } });
}

const card = (text: string) => ({
  text,
  blocks: [
    { type: 'section' as const, text: mrkdwn(text) },
    { type: 'actions' as const, elements: [button({ action_id: 'again', text: plain('Again') }), button({ action_id: 'write', text: plain('Write') })] },
  ],
});

/** Uses of everything that a bot does: a command, buttons, a form, a menu, a file. */
function listenTo(app: App): void {
  app.command('/quorum', async ({ command, ack, respond, client }) => {
    await ack();
    if (command.text === 'private') await respond({ ...(card('Only for you') as object), response_type: 'ephemeral' });
    else await client.chat.postMessage({ channel: command.channel_id, ...(card(`You asked: ${command.text}`) as { text: string }) });
  });
  app.action('again', async ({ ack, respond }) => {
    await ack();
    await respond({ ...(card('Asked again') as object), replace_original: true });
  });
  app.action('write', async ({ ack, body, client }) => {
    await ack();
    const view = {
      type: 'modal' as const,
      callback_id: 'answer',
      title: plain('Your answer'),
      submit: plain('Send'),
      private_metadata: 'sd.q05',
      blocks: [input()],
    };
    await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: view as never });
  });
  app.view('answer', async ({ ack, view, body, client }) => {
    const text = view.state.values.answer?.text?.value ?? '';
    if (text.length < 3) return ack({ response_action: 'errors', errors: { answer: 'A little more, please.' } });
    await ack();
    const { channel } = await client.conversations.open({ users: body.user.id });
    await client.files.uploadV2({ channel_id: String(channel?.id), filename: 'grade.png', file: Buffer.from('pixels'), initial_comment: `Graded: ${text}` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Welcome' } }] } });
  });
}

/** A small bot on the real library. Answers with what stops it. */
export async function startBolt(slack: SlackEmulator, way: Way): Promise<() => Promise<unknown>> {
  const receiver = receiverOf(slack, way);
  const app = new App({
    receiver,
    logger,
    authorize: async ({ teamId }) => {
      if (teamId !== slack.teamId) throw new Error(`no installation in ${teamId}`);
      return { botToken: slack.botToken, botUserId: slack.botUserId, teamId };
    },
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } },
  });
  // Without it, an unknown workspace is answered with 401.
  app.error(async () => undefined);
  listenTo(app);
  if (receiver instanceof HTTPReceiver) {
    const server = await receiver.start({ port: 0, host: '127.0.0.1' });
    const address = server.address();
    slack.deliverTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
  } else {
    await receiver.start();
  }
  return () => app.stop();
}
