import { allCommands } from '../commands/index.ts';
import { shapeOf } from './bot/options.ts';
import { ConfigMistake, readConfig } from './config.ts';
import { applicationIdOf, inviteLink, RIGHTS } from './platforms/discord/invite.ts';
import { manifest, SCOPES } from './platforms/slack/manifest.ts';

// npm run invite, npm run manifest: what an admin gives to a vendor, made from the commands as they are.
// What is to be pasted goes to standard output, what is to be read to standard error.

function printInvite(given: string | undefined): void {
  const token = readConfig().discord?.token;
  const id = given ?? (token === undefined ? undefined : applicationIdOf(token));
  if (id === undefined || !/^\d{15,20}$/.test(id)) {
    throw new ConfigMistake(
      'Say which application: DISCORD_TOKEN=… npm run invite, or npm run -s invite -- 123456789012345678 (the application id of the developer portal).',
    );
  }
  explain(
    'Opens in a browser; whoever manages a server adds Quorum to it there. It asks for:',
    RIGHTS.map(({ name, reason }) => [name, reason]),
  );
  process.stdout.write(`${inviteLink(id)}\n`);
}

/** @param publicUrl where Slack reaches us over HTTP; Socket Mode without it */
function printManifest(publicUrl: string | undefined): void {
  const made = manifest(allCommands.map(shapeOf), publicUrl === undefined ? { socketMode: true } : { socketMode: false, publicUrl });
  explain(
    'Paste it at api.slack.com/apps, Create New App, From a manifest. It asks for:',
    SCOPES.map(({ scope, reason }) => [scope, reason]),
  );
  process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
}

function explain(sentence: string, rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  process.stderr.write(`${sentence}\n${rows.map(([name, reason]) => `  ${name.padEnd(width)}  ${reason}`).join('\n')}\n\n`);
}

const [what, argument] = process.argv.slice(2);
try {
  if (what === 'invite') printInvite(argument);
  else if (what === 'manifest') printManifest(argument);
  else throw new ConfigMistake('Say what to print: invite or manifest.');
} catch (fault) {
  if (!(fault instanceof ConfigMistake)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
