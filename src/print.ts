import { parseArgs } from 'node:util';
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

/** Over HTTP for an https address, in Socket Mode without one; `--aliases question,drill` for commands of their own beside /quorum. */
function printManifest(address: string | undefined, aliases: readonly string[]): void {
  const commands = allCommands.map(shapeOf);
  const unknown = aliases.find((alias) => !commands.some(({ name }) => name === alias));
  if (unknown !== undefined) throw new ConfigMistake(`--aliases: there is no command "${unknown}". There are: ${commands.map(({ name }) => name).join(', ')}.`);
  const made = manifest(commands, address === undefined ? { socketMode: true, aliases } : { socketMode: false, publicUrl: readAddress(address), aliases });
  explain(
    'Paste it at api.slack.com/apps, Create New App, From a manifest. It asks for:',
    SCOPES.map(({ scope, reason }) => [scope, reason]),
  );
  process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
}

/** The host alone: the paths are ours. */
function readAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.pathname !== '/') {
    throw new ConfigMistake(`Slack needs an address such as https://quorum.example.org, with https and without a path: not "${address}".`);
  }
  return url.origin;
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { aliases: { type: 'string' } } });
  } catch (fault) {
    throw new ConfigMistake(fault instanceof Error ? fault.message : String(fault));
  }
}

function explain(sentence: string, rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  process.stderr.write(`${sentence}\n${rows.map(([name, reason]) => `  ${name.padEnd(width)}  ${reason}`).join('\n')}\n\n`);
}

try {
  const { positionals, values } = readArguments();
  const [what, argument, ...more] = positionals;
  if (more.length > 0) throw new ConfigMistake(`I don’t know what to do with "${more.join(' ')}".`);
  if (what === 'invite') printInvite(argument);
  else if (what === 'manifest') printManifest(argument, values.aliases?.split(',') ?? []);
  else throw new ConfigMistake('Say what to print: invite or manifest.');
} catch (fault) {
  if (!(fault instanceof ConfigMistake)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
