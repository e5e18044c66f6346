import { defineConfig } from 'vitest/config';

// The machines are small and noisy (2 cores): a time limit is there to end what hangs, not to measure.
// The projects run one after the other, and a browser or a bot under test has the machine for itself.
const alone = { maxWorkers: 1, fileParallelism: false };
const many = { maxWorkers: 2, testTimeout: 20_000, hookTimeout: 20_000 };
const ALL_CONTENT = 'test/**/*.content.test.ts';

export default defineConfig({
  test: {
    globalSetup: 'test/own-packs.ts',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/journeys/**', 'test/store/redis/**', ALL_CONTENT],
          ...many,
          sequence: { groupOrder: 0 },
        },
      },
      // What goes through every item of the packs, for minutes: a part of `npm test`, but not of `npm run check`.
      { test: { name: 'content', include: [ALL_CONTENT], ...many, sequence: { groupOrder: 1 } } },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, ...alone, sequence: { groupOrder: 2 } },
      },
      {
        test: { name: 'redis', include: ['test/store/redis/**/*.test.ts'], ...many, testTimeout: 60_000, hookTimeout: 60_000, sequence: { groupOrder: 4 } },
      },
      {
        test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, ...alone, sequence: { groupOrder: 3 } },
      },
    ],
  },
});
