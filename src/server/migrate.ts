import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../embedded-postgres/embedded.js';
import { applyMigrations, pendingMigrations, resolveMigration } from '../postgres/migrate.js';
import { requireSessions } from '../postgres/pooler.js';
import { readConfig } from './settings/config.js';
import { ConfigError } from './settings/config-error.js';

async function migrate(databaseUrl: string | undefined): Promise<void> {
  if (!databaseUrl)
    throw new ConfigError(
      'DATABASE_URL',
      undefined,
      'the URL of the database to migrate (the server itself migrates the embedded one)',
    );
  await requireSessions(databaseUrl);
  const pending = await pendingMigrations(databaseUrl);
  const applied = pending.length > 0 ? await applyMigrations(databaseUrl) : [];
  for (const name of applied) console.info(`applied ${name}`);
  console.info('The database is up to date.');
}

/** Records whether a migration that did not finish counts as applied. */
async function resolve(
  name: string,
  outcome: 'applied' | 'rolled back',
  databaseUrl: string | undefined,
  dataDir: string,
): Promise<void> {
  const embedded = databaseUrl ? undefined : await startEmbedded(dataDir);
  try {
    await resolveMigration(databaseUrl ?? embedded?.url ?? '', name, outcome);
  } finally {
    await embedded?.stop();
  }
  console.info(`The migration ${name} counts as ${outcome}.`);
}

try {
  const { values } = parseArgs({
    options: { applied: { type: 'string' }, 'rolled-back': { type: 'string' } },
  });
  const { applied, 'rolled-back': rolledBack } = values;
  if (existsSync('.env')) process.loadEnvFile('.env');
  // The other settings are not used here.
  const { DATABASE_URL, DATA_DIR } = process.env;
  const { databaseUrl, dataDir } = readConfig({ DATABASE_URL, DATA_DIR });
  if (applied !== undefined) await resolve(applied, 'applied', databaseUrl, dataDir);
  else if (rolledBack !== undefined) await resolve(rolledBack, 'rolled back', databaseUrl, dataDir);
  else await migrate(databaseUrl);
  // The schema engine leaves a timer that would keep the process running for ten more seconds.
  process.exit(0);
} catch (error) {
  console.error(`cannot migrate: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
