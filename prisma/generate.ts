import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { printSchema } from 'graphql';

const check = process.argv.includes('--check');
/** Those of the tests change with the generator alone. */
const withTests = check || process.argv.includes('--tests');

/** The Prisma schemas, each with the folder of its generated files. */
const product = { 'prisma/schema.prisma': 'src/schema/generated' };
const ofTests = {
  'tests/schemas/club/schema.prisma': 'tests/schemas/club/generated',
  'tests/schemas/circle/schema.prisma': 'tests/schemas/circle/generated',
  'tests/schemas/guild/schema.prisma': 'tests/schemas/guild/generated',
  'tests/schemas/kinds/schema.prisma': 'tests/schemas/kinds/generated',
  'tests/schemas/learning/schema.prisma': 'tests/schemas/learning/generated',
  'tests/schemas/playlists/schema.prisma': 'tests/schemas/playlists/generated',
  'tests/schemas/press/schema.prisma': 'tests/schemas/press/generated',
  'tests/schemas/school/schema.prisma': 'tests/schemas/school/generated',
  'tests/schemas/staff/schema.prisma': 'tests/schemas/staff/generated',
};
const sources: Readonly<Record<string, string>> = { ...product, ...(withTests && ofTests) };
const printedSchema = 'schema.graphql';

/** The contents of every generated file, by path. */
function snapshot(): Map<string, string> {
  const folders = Object.values(sources).filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const printed = existsSync(printedSchema) ? [printedSchema] : [];
  return new Map([...files, ...printed].map((path) => [path, readFileSync(path, 'utf8')]));
}

/** Prisma's program. Started by npx, it takes half a second more. */
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

const before = snapshot();
for (const source of Object.keys(sources)) {
  const { status, stdout } = spawnSync(
    process.execPath,
    [prisma, 'generate', '--no-hints', '--schema', source],
    {
      // With any file as its engine, Prisma's CLI does not download one. `prisma generate` does not run it.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    },
  );
  for (const warning of stdout.match(/^warning: .*/gm) ?? []) console.warn(`${source}: ${warning}`);
  // The CLI has printed the reason.
  if (status !== 0) process.exit(1);
}
// Imported after `prisma generate`, because it imports the generated model.
const { openSchema } = await import('../src/schema/index.js');
writeFileSync(printedSchema, `${printSchema(openSchema())}\n`);

if (check) {
  const after = snapshot();
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  if (stale.length > 0) {
    console.error(`These files were out of date and have been regenerated: ${stale.join(', ')}`);
    process.exit(1);
  }
}
