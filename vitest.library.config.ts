import { defineConfig } from 'vitest/config';

/** What `npm run test:library` runs: the package is built, packed, and installed from the registry with what it needs. */
export default defineConfig({
  test: {
    include: ['tests/library/**/*.test.ts'],
    globalSetup: ['tests/support/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 600_000,
  },
});
