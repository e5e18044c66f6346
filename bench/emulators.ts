import { createDiscordEmulator } from '../test/emulators/discord/index.ts';
import { createSlackEmulator } from '../test/emulators/slack/index.ts';

/** What the benchmark loads of the tests: bundled by bench.mjs, because Node runs no TypeScript. */
export const emulators = { createDiscordEmulator, createSlackEmulator };
