// The limit for Discord: a discord.js client that replies with a fixed message of the size of ours.
import { Client, GatewayIntentBits, MessageFlags, Routes } from 'discord.js';

const { PAYLOAD, DISCORD_TOKEN, DISCORD_API_URL } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
const { components } = JSON.parse(PAYLOAD);
const body = { type: 4, data: { components, flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 } };
client.on('interactionCreate', ({ id, token }) => {
  client.rest.post(Routes.interactionCallback(id, token), { auth: false, body }).catch((fault) => console.error(fault.message));
});
client.once('clientReady', () => console.log('http://localhost:0'));
await client.login(DISCORD_TOKEN);
