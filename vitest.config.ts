import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would give the tests another copy of graphql than Node gives the packages, and graphql suffers only one.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // Examples import the package, which is built only to be packed.
      {
        find: /^bothends\/(clients\/.*)$/,
        replacement: fileURLToPath(new URL('src/$1.ts', import.meta.url)),
      },
    ],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    // `npm run test:faults` takes minutes, `npm run test:browser` needs a Chromium, and `npm run test:library` the npm registry.
    exclude: [...configDefaults.exclude, 'tests/faults/**', 'tests/browser/**', 'tests/library/**'],
    globalSetup: ['tests/support/postgres.ts', 'tests/support/programs.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // For two cores: half of the time, a test waits for a process to start or a lock to be released.
    maxWorkers: 4,
    // Most files import the same engine and server: loading them once for each worker takes half of the CPU time.
    isolate: false,
  },
});
