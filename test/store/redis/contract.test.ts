import { afterAll, beforeAll, describe } from 'vitest';
import { openRedis } from '../../../src/store/redis.ts';
import { storeContract } from '../../contracts/store.ts';
import { type Servers, startCluster, startNode, startSentinel } from './servers.ts';

describe.each([
  ['Redis', startNode],
  ['a Redis cluster', () => startCluster()],
  ['Redis behind Sentinel', startSentinel],
] as const)('%s', (name, start) => {
  let servers: Servers;
  beforeAll(async () => {
    servers = await start();
  });
  afterAll(() => servers?.dispose());

  const open = async () => {
    const store = openRedis(servers.address, () => {});
    await store.met;
    return store;
  };
  storeContract(name, async () => {
    await servers.empty();
    let store = await open();
    return {
      store,
      async reopen() {
        await store.close();
        store = await open();
        return store;
      },
      dispose: () => store.close(),
    };
  });
});
