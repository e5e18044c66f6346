import { defineConfig } from 'vitest/config';

// The machines are small and noisy (2 cores): a time limit is there to end what hangs, not to measure.
// The projects run one after the other, and a browser or a bot under test has the machine for itself.
const alone = { maxWorkers: 1, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/journeys/**', 'test/store/redis/**'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: { name: 'redis', include: ['test/store/redis/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, ...alone, sequence: { groupOrder: 3 } },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, ...alone, sequence: { groupOrder: 1 } },
      },
      {
        test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, ...alone, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
