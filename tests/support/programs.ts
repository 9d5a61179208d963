import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder with the programs of the checkout as JavaScript; undefined if they run from their sources. */
    readonly programs?: string;
  }
}

/** Below `node_modules`, so that imports of packages are resolved. */
const cache = fileURLToPath(new URL('../../node_modules/.bothends-tests', import.meta.url));

/** Compiles the programs once for all tests: with tsx, each start would take twice the time. */
export default async function setup(project: TestProject): Promise<() => void> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'programs-'));
  // Some tests run them as another user.
  chmodSync(folder, 0o755);
  await build({
    entryPoints: ['src/**/*.ts', 'prisma/**/*.ts'],
    outdir: folder,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  cpSync('prisma/migrations', join(folder, 'prisma/migrations'), { recursive: true });
  project.provide('programs', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
