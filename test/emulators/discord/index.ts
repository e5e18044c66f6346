import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createActs } from './acts.ts';
import { createFaults } from './faults.ts';
import { createGateway } from './gateway.ts';
import { createPlaces } from './places.ts';
import { createRateLimits } from './rate-limits.ts';
import { serve } from './rest.ts';
import { commandRoutes } from './routes-commands.ts';
import { interactionRoutes } from './routes-interactions.ts';
import { messageRoutes } from './routes-messages.ts';
import { readRoutes } from './routes-read.ts';
import type { DiscordEmulator, DiscordEmulatorOptions } from './types.ts';
import { createWorld, until } from './world.ts';

export type * from './types.ts';

/** Discord's REST API and gateway on a free port of this machine, stricter than Discord. */
export async function createDiscordEmulator(options: DiscordEmulatorOptions = {}): Promise<DiscordEmulator> {
  const world = createWorld(options);
  const keys = createKeys();
  let port = 0;
  const gatewayAddress = () => `ws://127.0.0.1:${port}`;
  const gateway = createGateway(world, keys.publicKey, gatewayAddress);
  const faults = createFaults();
  const routes = [...interactionRoutes, ...messageRoutes, ...commandRoutes, ...readRoutes(keys.publicKey, gatewayAddress)];
  const { all, ...acts } = createActs(world, gateway.dispatch);
  const rest = { world, routes, rates: createRateLimits(world), faults, dispatch: gateway.dispatch };

  const broken: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    serve(rest, incoming, outgoing).catch((fault: unknown) => {
      // A mistake of the emulator itself must not look like one of Discord's answers.
      broken.push(fault);
      outgoing.destroy();
    });
  });
  server.on('upgrade', gateway.upgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;

  return {
    ...{ url: `http://127.0.0.1:${port}`, token: world.token, applicationId: world.applicationId, botId: world.botId },
    ...{ violations: world.violations, pings: world.pings, calls: world.calls, gateway: gateway.control },
    ...keys,
    ...createPlaces(world, gateway.dispatch),
    ...acts,
    get acts() {
      return all();
    },
    fault: faults.arm,
    advance: (ms) => {
      world.clock.advance(ms);
      world.changed();
    },
    until: (condition) => until(world, condition),
    close: async () => {
      world.clock.stop();
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      if (broken.length > 0) throw new AggregateError(broken, 'the emulator itself failed');
    },
  };
}

/** @see https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers */
function createKeys(): Pick<DiscordEmulator, 'publicKey' | 'sign'> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex'),
    sign: (body) => {
      const timestamp = String(Math.floor(Date.now() / 1000));
      return { 'x-signature-ed25519': signBytes(null, Buffer.from(timestamp + body), privateKey).toString('hex'), 'x-signature-timestamp': timestamp };
    },
  };
}
