import { defineConfig } from 'vitest/config';

/** What `npm run test:browser` runs: GraphiQL in Debian's Chromium, or in that of CHROMIUM. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: ['tests/support/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
