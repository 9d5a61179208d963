import { defineConfig } from 'vitest/config';

/** What `npm run test:faults` runs: real processes killed under load, which takes minutes. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    hookTimeout: 30_000,
    // One at a time: they measure how long things take.
    maxWorkers: 1,
    fileParallelism: false,
  },
});
