import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSchema } from 'graphql';
import { startEmbedded } from '../../src/embedded-postgres/embedded.js';
import {
  type GeneratedColumn,
  withGeneratedColumns,
} from '../../src/postgres/generated-columns.js';
import { withLiveChanges } from '../../src/postgres/live/live-migration.js';
import { applyMigrations } from '../../src/postgres/migrate.js';
import { migrationSql } from '../../src/postgres/migration-sql.js';
import { mirroredTables } from '../../src/postgres/mirrored-links.js';
import { exampleOperations } from '../../src/server/example-operations.js';
import { checkModels } from './check-models.js';
import { AdoptFailure } from './failure.js';
import { withModels } from './read-file.js';
import { type Replacement, stageFolder } from './replacement.js';
import { runGroup } from './run-group.js';
import { noSample, sampleFiles, sampleImports } from './sample-files.js';

const installed = [
  'prisma/migrations',
  'prisma/schema.prisma',
  'schema.graphql',
  'src/sample/index.ts',
  'src/schema/generated',
  'src/schema/index.ts',
];
const examples = 'examples/operations';

/** Every file and folder that adopting may replace or remove. */
export const replaceable: readonly string[] = [...new Set([...installed, ...sampleFiles])];

/** Creates the new files in the folder `new` of the stage. `generated` are the generated columns of the database that has the models. */
export async function makeStage(
  root: string,
  models: string,
  migrationName: string,
  signal: AbortSignal,
  generated: readonly GeneratedColumn[] = [],
): Promise<Replacement> {
  const build = join(root, stageFolder, 'build');
  mkdirSync(build, { recursive: true });
  for (const folder of ['src', 'prisma']) {
    cpSync(join(root, folder), join(build, folder), { recursive: true });
  }
  writeSources(build, models);
  await generate(build, signal);
  signal.throwIfAborted();
  writeExamples(build);
  const schema = readFileSync(join(build, 'prisma/schema.prisma'), 'utf8');
  await writeMigration(join(build, 'prisma/migrations'), migrationName, schema, signal, generated);
  const fresh = [...installed, ...(existsSync(join(build, examples)) ? [examples] : [])];
  for (const path of fresh) {
    const target = join(root, stageFolder, 'new', path);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(build, path), target);
  }
  rmSync(build, { recursive: true });
  return {
    install: fresh,
    remove: sampleFiles.filter((path) => !fresh.includes(path) && existsSync(join(root, path))),
  };
}

function writeSources(build: string, models: string): void {
  const schema = join(build, 'prisma/schema.prisma');
  writeFileSync(schema, withModels(readFileSync(schema, 'utf8'), models));
  for (const path of sampleFiles) rmSync(join(build, path), { recursive: true, force: true });
  for (const [path, imports] of Object.entries(sampleImports)) {
    const file = join(build, path);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      imports.reduce((rest, line) => rest.replace(line, ''), text),
    );
  }
  writeFileSync(join(build, 'src/sample/index.ts'), noSample);
  rmSync(join(build, 'src/schema/generated'), { recursive: true, force: true });
}

/** Runs the checkout's own `npm run generate` in `build`. */
async function generate(build: string, signal: AbortSignal): Promise<void> {
  const { status, stderr } = await runGroup(
    ['--import', 'tsx', 'prisma/generate.ts'],
    build,
    signal,
  );
  signal.throwIfAborted();
  if (status === 0) return;
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((each) => /Error(?: \[\w+\])?: /.test(each)) ?? lines[0];
  throw new AdoptFailure(`generate failed: ${line?.trim()}`);
}

function writeExamples(build: string): void {
  const schema = buildSchema(readFileSync(join(build, 'schema.graphql'), 'utf8'));
  for (const { name, text } of exampleOperations(schema)) {
    mkdirSync(join(build, examples), { recursive: true });
    const file = name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    writeFileSync(join(build, examples, `${file}.graphql`), text);
  }
}

/** Replaces the migrations by one that creates the tables of `schema`, and applies it to a temporary database to test it. */
async function writeMigration(
  folder: string,
  name: string,
  schema: string,
  signal: AbortSignal,
  generated: readonly GeneratedColumn[],
): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) rmSync(join(folder, entry.name), { recursive: true });
  }
  const scratch = mkdtempSync(join(tmpdir(), 'bothends-adopt-'));
  try {
    const postgres = await startEmbedded(scratch);
    try {
      signal.throwIfAborted();
      const { model } = checkModels([['schema.prisma', schema]]);
      const tables = await migrationSql(postgres.url, undefined, schema, mirroredTables(model));
      const sql = await withLiveChanges(
        withGeneratedColumns(tables, generated),
        postgres.url,
        undefined,
        model,
      );
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'migration.sql'), `${sql}\n`);
      await applyMigrations(postgres.url, folder);
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  signal.throwIfAborted();
}
