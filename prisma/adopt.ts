import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { baseline } from '../src/postgres/baseline.js';
import { generatedColumns } from '../src/postgres/generated-columns.js';
import { readConfig } from '../src/server/settings/config.js';
import { readArguments } from './adopt/arguments.js';
import { confirmOverwrite } from './adopt/confirmation.js';
import { moveDatabase, oldDatabase } from './adopt/data-folder.js';
import { AdoptFailure } from './adopt/failure.js';
import { databaseWarnings, readDatabase } from './adopt/read-database.js';
import { type PrismaModels, readPrismaFile, readPrismaText } from './adopt/read-file.js';
import { keep, replace } from './adopt/replacement.js';
import { reportLines } from './adopt/report.js';
import { singleRun } from './adopt/single-run.js';
import { makeStage, replaceable } from './adopt/stage.js';

const root = process.cwd();

async function adopt(signal: AbortSignal): Promise<void> {
  const { path, database: url, print, force } = readArguments();
  if (print) {
    if (url === undefined) throw new AdoptFailure('--print needs --database');
    return console.info((await readDatabase(url)).schema);
  }
  const { models, warnings } = await readModels(path, url);
  await singleRun(root, async () => {
    const isInGit = await confirmOverwrite(root, replaceable, force, signal);
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { DATABASE_URL, DATA_DIR } = process.env;
    const { databaseUrl, dataDir } = readConfig({ DATABASE_URL, DATA_DIR });
    const database = url === undefined ? oldDatabase(dataDir) : undefined;
    const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const migration = `${timestamp}_first`;
    console.info('Generating, and writing the first migration …');
    const generated = url === undefined ? [] : await generatedColumns(url);
    const replacement = await makeStage(root, models.text, migration, signal, generated);
    signal.throwIfAborted();
    const replaced = isInGit ? undefined : `.replaced-${timestamp}`;
    replace(root, replacement);
    // If it fails, the files are restored.
    if (url !== undefined) await baseline(url, migration, join(root, 'prisma/migrations'));
    keep(root, replaced);
    const moved = database === undefined ? undefined : moveDatabase(database, timestamp);
    const lines = reportLines({
      source: path ?? 'the database',
      models,
      migration,
      removed: replacement.remove,
      replaced,
      movedDatabase: moved === undefined ? undefined : relative(root, moved),
      databaseUrl: url ?? databaseUrl,
      baselined: url !== undefined,
    });
    for (const line of lines) console.info(line);
    for (const warning of warnings) console.warn(`Warning: ${warning}`);
  });
}

/** Reads the models of a file or of a database, with warnings about the database. */
async function readModels(
  path: string | undefined,
  url: string | undefined,
): Promise<{ models: PrismaModels; warnings: readonly string[] }> {
  if (path !== undefined)
    return {
      models: readPrismaFile(path),
      warnings: url === undefined ? [] : await databaseWarnings(url),
    };
  // `readArguments` has checked that there is one of the two.
  const { schema, warnings } = await readDatabase(url ?? '');
  const lines = warnings?.split('\n').filter((line) => line.trim() !== '') ?? [];
  return {
    models: readPrismaText('introspected.prisma', schema),
    warnings: [...lines, ...(await databaseWarnings(url ?? ''))],
  };
}

const stopping = new AbortController();
let code = 1;
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => {
    code = status;
    stopping.abort(new AdoptFailure('interrupted'));
  });
}

adopt(stopping.signal).then(
  // The schema engine leaves a timer that would keep the process running for ten more seconds.
  () => process.exit(0),
  (error: unknown) => {
    const reason = stopping.signal.aborted ? stopping.signal.reason : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    for (const line of message.split('\n')) console.error(`nothing adopted: ${line}`);
    process.exit(code);
  },
);
